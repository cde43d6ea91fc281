package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"ownwords/store/seal"
)

// The golden file was written once and is never written again: a later version
// adds files beside it, and opens them all.
func TestTheFirstVersionsFileOpensForEver(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "golden-1.db"))
	if err != nil {
		t.Fatal(err)
	}
	code, err := seal.ParseCode([]byte(`
		garden T46D-6G08-ZXD7 kettle CBXS-GHW1-58ZH
		bracelet AWXR-BJNZ-N4TR valley 1WY6-XFNC-GNN6`))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []*seal.Opener{seal.Passphrase([]byte(passphrase)), seal.Recovery(code)} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
			t.Fatal(err)
		}
		v := unlock(t, dir, o)
		for i := range 12 {
			if got, want := get(t, v, "cards", fmt.Sprintf("card%02d", i)), fmt.Sprintf("value %d", i); got != want {
				t.Errorf("by %s: card %d = %q, want %q", o.Kind(), i, got, want)
			}
		}
		if got := get(t, v, "words", string(v.Key("words", "Peggy"))); got != "found" {
			t.Errorf("by %s: by hashed name = %q, want found", o.Kind(), got)
		}
		data, err := v.OpenDataKey([]byte(get(t, v, "cards", "wrapped")), []byte("record"), []byte("shared"))
		if err != nil {
			t.Fatal(err)
		}
		var pause []byte
		err = v.View(func(tx *Tx) (err error) {
			pause, err = tx.GetWith(data, "tail", []byte("record/1"))
			return err
		})
		if err != nil || string(pause) != "a pause" {
			t.Errorf("by %s: under the data key = %q, %v, want a pause", o.Kind(), pause, err)
		}
	}
}

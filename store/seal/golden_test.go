package seal

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// golden is a store of which everything is known. Its file was written once and
// is never written again: a later version adds files beside it.
type golden struct {
	Store, Passphrase, Code, Identity string
	Slots                             map[Kind][]byte
	Names                             []byte // sealed under the key of label "meta" for "names"
	Wrapped                           []byte // data key under label "records" for "record", "shared"
	Derived                           []byte // value under label "bucket/cards" for "cards", "key"
	Data                              []byte // value under the data key for "tail", "key"
	Plain                             string
	Hash                              []byte // of "Patient/7" in "hub"
}

func TestWhatTheFirstVersionWroteOpensForEver(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "golden-1.json"))
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	code, err := ParseCode([]byte(g.Code))
	if err != nil {
		t.Fatal(err)
	}
	team, err := Team([]byte(g.Identity))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []*Opener{Passphrase([]byte(g.Passphrase)), Recovery(code), team} {
		t.Run(string(o.Kind()), func(t *testing.T) {
			slot, err := ParseSlot(g.Slots[o.Kind()])
			if err != nil {
				t.Fatal(err)
			}
			master, err := o.Open(slot, g.Store)
			if err != nil {
				t.Fatal(err)
			}
			g.check(t, master)
		})
	}
}

func (g golden) check(t *testing.T, master *Master) {
	t.Helper()
	key := func(label string) *Key {
		k, err := master.Key(label)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	data, err := key("records").OpenDataKey(g.Wrapped, []byte("record"), []byte("shared"))
	if err != nil {
		t.Fatalf("OpenDataKey = %v", err)
	}
	for _, c := range []struct {
		key    *Key
		sealed []byte
		bucket string
	}{{key("bucket/cards"), g.Derived, "cards"}, {data, g.Data, "tail"}} {
		if got, err := c.key.Open(c.sealed, []byte(c.bucket), []byte("key")); err != nil || string(got) != g.Plain {
			t.Errorf("Open of the value in %s = %q, %v, want %q", c.bucket, got, err, g.Plain)
		}
	}
	names, err := OpenNames(key("meta"), g.Names, []byte("names"))
	if err != nil {
		t.Fatalf("OpenNames = %v", err)
	}
	if got := names.Hash("hub", "Patient/7"); !bytes.Equal(got, g.Hash) {
		t.Errorf("Hash = %x, want %x", got, g.Hash)
	}
}

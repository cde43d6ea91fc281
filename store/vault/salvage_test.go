package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"ownwords/store/seal"
)

// byBucket is a caller that keeps everything under the buckets' own keys.
var byBucket = Known{
	Rank:  func(string, []byte, []byte) uint64 { return 0 },
	KeyOf: func(string, []byte) *seal.Key { return nil },
}

// salvaged brings what a file holds into a new one and reads that.
func salvaged(t *testing.T, raw []byte) (got map[string]string, out Salvage, err error) {
	t.Helper()
	dir, to := t.TempDir(), filepath.Join(t.TempDir(), "new")
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	w, err := OpenWreck(dir, notes)
	if err != nil {
		return nil, out, err
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := w.Unlock(seal.Passphrase([]byte(passphrase))); err != nil {
		return nil, out, err
	}
	w.Rescue(byBucket)
	if out, err = w.Write(to); err != nil {
		return nil, out, err
	}
	got, damaged, err := readAll(to)
	if len(damaged) > 0 {
		t.Errorf("the new file has %d values that do not open", len(damaged))
	}
	if after, err := os.ReadFile(filepath.Join(dir, FileName)); err != nil || !bytes.Equal(after, raw) {
		t.Errorf("the old file was changed, %v", err)
	}
	return got, out, err
}

func TestEverythingComesOutOfAWholeFile(t *testing.T) {
	raw, want := filled(t)
	got, out, err := salvaged(t, raw)
	if err != nil || !maps.Equal(got, want) {
		t.Fatalf("salvaged %d of %d values, %v", len(got), len(want), err)
	}
	if out.Values != len(want) || out.Bad+out.Stray+out.Refused+out.Mended != 0 || out.FreeLost || out.NamesLost {
		t.Errorf("Write() = %+v, want %d values and nothing to tell", out, len(want))
	}
}

// TestWhatWasDeletedStaysDeleted clears every third page of a tree in turn, so that
// what stood on it or below it is looked for elsewhere: what was deleted, and
// older states of what is there, stand on free pages.
func TestWhatWasDeletedStaysDeleted(t *testing.T) {
	dir, v, _ := create(t)
	want := map[string]string{}
	for i := range 20 {
		key := fmt.Sprintf("%04d", i)
		put(t, v, "cards", key, "as it was "+key)
		put(t, v, "tail", key, fmt.Sprintf("%s %0*d", key, 250*i, i))
		want["cards/"+key], want["tail/"+key] = "as it is "+key, fmt.Sprintf("%s %0*d", key, 250*i, i)
	}
	for i := range 20 {
		key := fmt.Sprintf("%04d", i)
		put(t, v, "cards", key, "as it is "+key)
		if i%3 == 0 {
			if err := v.Update(func(tx *Tx) error { return tx.Delete("tail", []byte(key)) }); err != nil {
				t.Fatal(err)
			}
			delete(want, "tail/"+key)
		}
	}
	closeWhole(t, v)
	raw, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	missing := 0
	for at := metaPages * pageSize; at < len(raw); at += 3 * pageSize {
		if bytes.Equal(raw[at:at+pageSize], make([]byte, pageSize)) {
			continue
		}
		bad := bytes.Clone(raw)
		clear(bad[at : at+pageSize])
		got, out, err := salvaged(t, bad)
		if errorAs[*FileError](err) != nil {
			continue // the page without which nothing says how the file opens
		}
		if err != nil {
			t.Fatalf("page %d: %v", at/pageSize, err)
		}
		for key, value := range got {
			if value != want[key] && !out.FreeLost {
				t.Errorf("page %d: %s came back as %.20q, want %.20q", at/pageSize, key, value, want[key])
			}
		}
		missing += len(want) - len(got)
	}
	if missing == 0 {
		t.Error("no page cost anything: nothing was cleared that counts")
	}
}

func TestWhatAFileOpensByIsFoundBehindABit(t *testing.T) {
	t.Parallel()
	raw, want := filled(t)
	for _, what := range []string{`"format":`, `"sealed":"`} { // in the header, and in the ways in
		bad := bytes.Clone(raw)
		for at, n := 0, 0; ; n++ {
			i := bytes.Index(bad[at:], []byte(what))
			if i < 0 {
				if n == 0 {
					t.Fatalf("%s stands nowhere", what)
				}
				break
			}
			at += i + len(what) + 3
			bad[at] ^= 1
		}
		got, _, err := salvaged(t, bad)
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("a bit in %s: salvaged %d of %d values, %v", what, len(got), len(want), err)
		}
	}
}

func TestALostSecretForNamesCostsNoValue(t *testing.T) {
	raw, want := filled(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatal(err)
	}
	secret := f.locked.names
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	bad := bytes.ReplaceAll(raw, secret[40:], make([]byte, len(secret)-40))
	got, out, err := salvaged(t, bad)
	if err != nil || !maps.Equal(got, want) || !out.NamesLost {
		t.Errorf("salvaged %d of %d values, %+v, %v, want all, and the secret told to be lost", len(got), len(want), out, err)
	}
}

func TestThingsThatHoldNothingAreToldAsSuch(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(path string) error
		want Fault
	}{
		{"a folder", func(p string) error { return os.Mkdir(p, dirPerm) }, FaultFolder},
		{"empty", func(p string) error { return os.WriteFile(p, nil, filePerm) }, FaultEmpty},
		{"text", func(p string) error { return os.WriteFile(p, []byte("hello there"), filePerm) }, FaultForeign},
		{"long text", func(p string) error { return os.WriteFile(p, bytes.Repeat([]byte("hello "), 9000), filePerm) }, FaultForeign},
		{"random bytes", func(p string) error {
			return os.WriteFile(p, bytes.Repeat([]byte{1, 0, 0, 0, 2, 0, 9, 0, 255, 3}, 9000), filePerm)
		}, FaultForeign},
	} {
		dir := t.TempDir()
		if err := c.make(filepath.Join(dir, FileName)); err != nil {
			t.Fatal(err)
		}
		w, err := OpenWreck(dir, notes)
		if err == nil {
			err = errors.Join(w.Unlock(seal.Passphrase([]byte(passphrase))), w.Close())
		}
		if e := errorAs[*FileError](err); e == nil || e.Fault != c.want {
			t.Errorf("%s: %v, want one that %s", c.name, err, c.want)
		}
	}
	if _, err := OpenWreck(t.TempDir(), notes); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("OpenWreck of an empty folder = %v, want %v", err, fs.ErrNotExist)
	}
}

func TestAFileThatIsOpenIsNotSalvaged(t *testing.T) {
	t.Parallel()
	dir, _, _ := create(t)
	if _, err := OpenWreck(dir, notes); errorAs[*LockedError](err) == nil {
		t.Errorf("OpenWreck = %v, want it told to be held", err)
	}
}

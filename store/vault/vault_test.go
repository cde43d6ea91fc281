package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"filippo.io/age"
	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

const passphrase = "harbour lantern pebble"

var notes = Layout{Kind: "notes", Schema: 3, Buckets: []string{"cards", "tail", "words"}}

// create makes a cheap vault in a new folder.
func create(t *testing.T) (string, *Vault, *seal.Code) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	v, code, err := Create(dir, notes, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeWhole(t, v) })
	return dir, v, code
}

// closeWhole closes a vault and makes sure that its file hangs together, by
// bbolt's own judgement and by ours.
func closeWhole(t *testing.T, v *Vault) {
	t.Helper()
	if v.file.closed {
		return
	}
	if err := surveyAll(v.file.handle); err != nil {
		t.Errorf("surveyAll = %v", err)
	}
	if err := v.file.db.View(func(tx *bolt.Tx) error { return errors.Join(slices.Collect(errorsOf(tx))...) }); err != nil {
		t.Errorf("bbolt's check = %v", err)
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
}

func errorsOf(tx *bolt.Tx) func(func(error) bool) {
	return func(yield func(error) bool) {
		for err := range tx.Check() {
			yield(err)
		}
	}
}

func unlock(t *testing.T, dir string, o *seal.Opener) *Vault {
	t.Helper()
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.Unlock(o)
	if err != nil {
		t.Fatal(errors.Join(err, f.Close()))
	}
	t.Cleanup(func() { closeWhole(t, v) })
	return v
}

func put(t *testing.T, v *Vault, bucket, key, value string) {
	t.Helper()
	if err := v.Update(func(tx *Tx) error { return tx.Put(bucket, []byte(key), []byte(value)) }); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, v *Vault, bucket, key string) string {
	t.Helper()
	var value []byte
	if err := v.View(func(tx *Tx) (err error) {
		value, err = tx.Get(bucket, []byte(key))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return string(value)
}

func TestWhatIsPutIsThereAfterReopeningByEachWayIn(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	v, code, err := Create(dir, notes, Options{
		Passphrase: []byte(passphrase), Cost: seal.CheapCost(), Team: []string{identity.Recipient().String()},
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, v, "cards", "one", "Peggy")
	closeWhole(t, v)
	byTeam, err := seal.Team([]byte(identity.String()))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []*seal.Opener{seal.Passphrase([]byte(" " + passphrase)), seal.Recovery(code), byTeam} {
		v := unlock(t, dir, o)
		if got := get(t, v, "cards", "one"); got != "Peggy" {
			t.Errorf("by %s: Get = %q, want Peggy", o.Kind(), got)
		}
		closeWhole(t, v)
	}
	slots, err := Probe(dir, notes)
	want := []Slot{{Kind: seal.KindPassphrase}, {Kind: seal.KindRecovery}, {Kind: seal.KindTeam}}
	if err != nil || !slices.Equal(slots, want) {
		t.Errorf("Probe = %v, %v, want %v", slots, err, want)
	}
}

func TestLockingKeepsTheFileAndForgetsTheKeys(t *testing.T) {
	t.Parallel()
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	f := v.Lock()
	if err := v.View(func(*Tx) error { return nil }); !errors.Is(err, errClosed) {
		t.Errorf("View when locked = %v, want %v", err, errClosed)
	}
	if _, _, err := v.MakeDataKey(); !errors.Is(err, errClosed) {
		t.Errorf("MakeDataKey when locked = %v, want %v", err, errClosed)
	}
	if _, err := v.OpenDataKey(nil); !errors.Is(err, errClosed) {
		t.Errorf("OpenDataKey when locked = %v, want %v", err, errClosed)
	}
	if got := v.Key("cards", "x"); got != nil {
		t.Errorf("Key when locked = %x, want none", got)
	}
	if _, err := Open(dir, notes); errorAs[*LockedError](err) == nil {
		t.Errorf("Open of a locked but held vault = %v, want who holds it", err)
	}
	again, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		t.Fatal(err)
	}
	defer closeWhole(t, again)
	if got := get(t, again, "cards", "one"); got != "Peggy" {
		t.Errorf("Get after unlocking again = %q, want Peggy", got)
	}
}

// errorAs makes a nil of what is not there, for tests that go on.
func errorAs[E error](err error) (none E) {
	if e, ok := errors.AsType[E](err); ok {
		return e
	}
	return none
}

func TestNothingTypedCanBeReadInTheFile(t *testing.T) {
	dir, v, _ := create(t)
	markers := []string{"Zanzibarquay", "Quixotemarmalade", "Peggyhollow"}
	for i, marker := range markers {
		put(t, v, "cards", fmt.Sprintf("id%d", i), strings.Repeat("so "+marker+" said ", 400))
		if err := v.Update(func(tx *Tx) error {
			return tx.Put("words", v.Key("words", marker), []byte(marker))
		}); err != nil {
			t.Fatal(err)
		}
		if got := get(t, v, "words", string(v.Key("words", marker))); got != marker {
			t.Errorf("Get by hashed name = %q, want %q", got, marker)
		}
	}
	closeWhole(t, v)
	raw, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, marker := range append(markers, passphrase, "harbour") {
		var wide []byte
		for _, u := range utf16.Encode([]rune(marker)) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		if bytes.Contains(raw, []byte(marker)) || bytes.Contains(raw, wide) {
			t.Errorf("%q stands in the file", marker)
		}
	}
}

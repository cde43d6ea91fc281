package vault

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

func TestAWrongPassphraseChangesNothingAndWaitsLongerEachTime(t *testing.T) {
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	closeWhole(t, v)
	path := filepath.Join(dir, FileName)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
		_, err := f.Unlock(seal.Passphrase([]byte("harbour lantern pebbles")))
		wrong, ok := errors.AsType[*WrongKeyError](err)
		if !ok || !errors.Is(err, seal.ErrWrongKey) || wrong.Wait != want*time.Second || wrong.Tries != i+1 {
			t.Errorf("try %d: Unlock = %v, want a wait of %d s", i+1, err, want)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file changed: %v", err)
	}
	if got := get(t, unlock(t, dir, seal.Passphrase([]byte(passphrase))), "cards", "one"); got != "Peggy" {
		t.Errorf("Get after wrong tries = %q, want Peggy", got)
	}
}

func TestAVaultOfAnotherKindOrALaterSchemaIsRefused(t *testing.T) {
	dir, v, _ := create(t)
	closeWhole(t, v)
	hub := notes
	hub.Kind = "hub"
	if _, err := Open(dir, hub); errorAs[*FileError](err) == nil || errorAs[*FileError](err).Fault != FaultForeign {
		t.Errorf("Open as another kind = %v, want %s", err, FaultForeign)
	}
	older := notes
	older.Schema = 2
	if _, err := Open(dir, older); errorAs[*NewerError](err) == nil || errorAs[*NewerError](err).Found != 3 {
		t.Errorf("Open by an older version = %v, want schema 3 told", err)
	}
	unlock(t, dir, seal.Passphrase([]byte(passphrase)))
}

func TestALaterLayoutAddsItsBuckets(t *testing.T) {
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	closeWhole(t, v)
	later := notes
	later.Schema, later.Buckets = 4, append(slices.Clone(notes.Buckets), "bin")
	for range 2 {
		f, err := Open(dir, later)
		if err != nil {
			t.Fatal(err)
		}
		v, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
		if err != nil {
			t.Fatal(err)
		}
		put(t, v, "bin", "one", "Friday")
		if got := get(t, v, "cards", "one"); got != "Peggy" {
			t.Errorf("Get of a value of an older schema = %q, want Peggy", got)
		}
		closeWhole(t, v)
	}
}

func TestABucketThatIsGoneIsMissed(t *testing.T) {
	dir, v, _ := create(t)
	closeWhole(t, v)
	db, err := bolt.Open(filepath.Join(dir, FileName), filePerm, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte("cards")) })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Unlock(seal.Passphrase([]byte(passphrase))); errorAs[*DamageError](err) == nil {
		t.Errorf("Unlock without a bucket = %v, want it named", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestADamagedSlotIsNotToldAsAWrongPassphrase(t *testing.T) {
	dir, v, code := create(t)
	ref := v.header.Slots[0]
	closeWhole(t, v)
	db, err := bolt.Open(filepath.Join(dir, FileName), filePerm, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(metaBucket)
		slot := bytes.Clone(b.Get(ref.key()))
		slot[40] ^= 1
		return b.Put(ref.key(), slot)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	slots, err := Probe(dir, notes)
	if want := []Slot{{Kind: seal.KindPassphrase, Damaged: true}, {Kind: seal.KindRecovery}}; err != nil || !slices.Equal(slots, want) {
		t.Errorf("Probe = %v, %v, want %v", slots, err, want)
	}
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Unlock(seal.Passphrase([]byte(passphrase))); errorAs[*DamageError](err) == nil {
		t.Errorf("Unlock by a damaged slot = %v, want the slot named", err)
	}
	v, err = f.Unlock(seal.Recovery(code))
	if err != nil {
		t.Fatalf("Unlock by the code = %v", err)
	}
	closeWhole(t, v)
}

func TestAHeaderThatSomebodyChangedIsFoundAtUnlocking(t *testing.T) {
	dir, v, _ := create(t)
	closeWhole(t, v)
	db, err := bolt.Open(filepath.Join(dir, FileName), filePerm, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(metaBucket)
		text, _ := seal.CutSum(b.Get(headerKey))
		return b.Put(headerKey, seal.WithSum(bytes.Replace(text, []byte(`"schema":3`), []byte(`"schema":1`), 1)))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Unlock(seal.Passphrase([]byte(passphrase))); errorAs[*DamageError](err) == nil {
		t.Errorf("Unlock with a changed header = %v, want it named", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWaitingIsCapped(t *testing.T) {
	if got := waitAfter(1000); got != maxWait {
		t.Errorf("waitAfter(1000) = %v, want %v", got, maxWait)
	}
}

func TestTheHolderSaysSinceWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		if err := writeHolder(dir); err != nil {
			t.Fatal(err)
		}
		got := readHolder(dir)
		if want := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); got.PID != os.Getpid() || !got.Since.Equal(want) {
			t.Errorf("readHolder = %+v, want this process since %v", got, want)
		}
		if err := os.WriteFile(filepath.Join(dir, holderName), []byte("half a li"), filePerm); err != nil {
			t.Fatal(err)
		}
		if got := readHolder(dir); got != (Holder{}) {
			t.Errorf("readHolder of half a file = %+v, want none", got)
		}
	})
}

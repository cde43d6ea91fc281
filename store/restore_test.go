package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

func byPassphrase(f *File) (*Store, error) { return f.Unlock(seal.Passphrase([]byte(passphrase))) }

// restore does all of it, as the desk does.
func restore(t testing.TB, dir, backup string, anyway bool) (Restored, error) {
	t.Helper()
	r, err := BeginRestore(t.Context(), dir, backup, Options{})
	if err != nil {
		return Restored{}, err
	}
	defer func() {
		if err := r.Abandon(); err != nil {
			t.Error(err)
		}
	}()
	s, err := r.Unlock(byPassphrase)
	if err != nil {
		return Restored{}, err
	}
	return r.Finish(t.Context(), s, byPassphrase, anyway)
}

// backedUp is a store that is open, a record in it, and a backup of it.
func backedUp(t testing.TB) (s *Store, dir string, k *talk, backup string) {
	t.Helper()
	s, dir = create(t)
	k = peggys(t, s, "I want to sing")
	b, err := s.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return s, dir, k, b.Path
}

// rooms are the folders that a restore left behind.
func rooms(t testing.TB, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, roomNames))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestRestoringBringsBackADayAndKeepsWhatWasThere(t *testing.T) {
	s, dir, k, backup := backedUp(t)
	changeOf(t, s, k)
	later := peggys(t, s, "begun since")
	shut(t, s)
	got, err := restore(t, dir, backup, false)
	if err != nil {
		t.Fatal(err)
	}
	if got.Since != 1 || got.Blind || len(got.Purged) != 0 || got.Read.Counts.Records != 1 {
		t.Errorf("Finish = %+v, want one record restored and one that only the store before has", got)
	}
	s = unlock(t, dir)
	if words := notesOf(t, s, k.r.ID); !slices.Equal(words, []string{"I want to sing"}) {
		t.Errorf("restored are %q, want what was there that day", words)
	}
	if _, err := s.Load(later.r.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Load of a record begun since = %v, want %v", err, ErrNotFound)
	}
	shut(t, s)
	if left := rooms(t, dir); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}

	// What was there is a backup like any other, and the way back.
	if _, err := restore(t, dir, got.Kept, false); err != nil {
		t.Fatal(err)
	}
	s = unlock(t, dir)
	if words := notesOf(t, s, k.r.ID); len(words) != 2 {
		t.Errorf("back again are %q, want both notes", words)
	}
	if words := notesOf(t, s, later.r.ID); len(words) != 1 {
		t.Errorf("back again are %q, want the record begun since", words)
	}
	shut(t, s)
}

func TestRestoringOnANewLaptop(t *testing.T) {
	s, _, k, backup := backedUp(t)
	shut(t, s)
	dir := filepath.Join(t.TempDir(), "new", "laptop")
	got, err := restore(t, dir, backup, false)
	if err != nil || got.Kept != "" || got.Blind {
		t.Fatalf("Finish = %+v, %v, want that nothing was there", got, err)
	}
	s = unlock(t, dir)
	if words := notesOf(t, s, k.r.ID); !slices.Equal(words, []string{"I want to sing"}) {
		t.Errorf("restored are %q", words)
	}
	shut(t, s)
}

func TestRestoringWhereTheStoreCannotBeRead(t *testing.T) {
	for name, wreck := range map[string]func(path string) error{
		"cut short": func(path string) error { return os.Truncate(path, 9000) },
		"a text":    func(path string) error { return os.WriteFile(path, []byte("11 bytes he"), 0o600) },
		"a folder":  func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := createUnchecked(t)
			k := peggys(t, s, "I want to sing")
			b, err := s.Backup(t.Context(), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			shut(t, s)
			if err := wreck(filepath.Join(dir, vault.FileName)); err != nil {
				t.Fatal(err)
			}
			got, err := restore(t, dir, b.Path, false)
			if err != nil || !got.Blind {
				t.Fatalf("Finish = %+v, %v, want that nothing is known of what was there", got, err)
			}
			if _, err := os.Stat(got.Kept); err != nil {
				t.Errorf("what was there is gone: %v", err)
			}
			s = unlock(t, dir)
			if words := notesOf(t, s, k.r.ID); len(words) != 1 {
				t.Errorf("restored are %q", words)
			}
			shut(t, s)
		})
	}
}

// createUnchecked is create for a test that spoils the file.
func createUnchecked(t testing.TB) (*Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, _, err := Create(dir, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func TestNothingIsTouchedByARestoreThatIsRefused(t *testing.T) {
	s, dir, k, backup := backedUp(t)
	changeOf(t, s, k)
	shut(t, s)
	damaged := copyOf(t, backup)
	spoil(t, filepath.Dir(damaged), bucketTail, k.r.ID)
	newer := copyOf(t, backup)
	later := layout
	later.Schema++
	later.Buckets = append(slices.Clone(later.Buckets), "later")
	openAs(t, filepath.Dir(newer), later)
	cut := copyOf(t, backup)
	if err := os.Truncate(cut, 9000); err != nil {
		t.Fatal(err)
	}
	before, there := bytesOf(t, dir), namesIn(t, dir)
	for name, c := range map[string]struct {
		backup string
		is     func(error) bool
	}{
		"not there": {filepath.Join(dir, "none"), func(err error) bool { return errors.Is(err, fs.ErrNotExist) }},
		"cut": {cut, func(err error) bool {
			e, ok := errors.AsType[*vault.FileError](err)
			return ok && e.Path == cut
		}},
		"newer": {newer, func(err error) bool {
			e, ok := errors.AsType[*vault.NewerError](err)
			return ok && e.Path == newer
		}},
		"damaged": {damaged, func(err error) bool {
			e, ok := errors.AsType[*DamagedBackupError](err)
			return ok && e.Path == damaged && len(e.Read.Damage) > 0
		}},
	} {
		if _, err := restore(t, dir, c.backup, false); !c.is(err) {
			t.Errorf("%s: restore = %v", name, err)
		}
		if !slices.Equal(bytesOf(t, dir), before) {
			t.Errorf("%s: the store was changed", name)
		}
		if left := namesIn(t, dir); !slices.Equal(left, there) {
			t.Errorf("%s: left behind are %q, want %q", name, left, there)
		}
	}
	if got, err := restore(t, dir, damaged, true); err != nil || len(got.Read.Damage) == 0 {
		t.Errorf("restore of a damaged one all the same = %+v, %v, want it, with its damage told", got, err)
	}
}

func namesIn(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// copyOf is a backup again, as the store's file of a folder of its own.
func copyOf(t testing.TB, backup string) string {
	t.Helper()
	dir := t.TempDir()
	if err := vault.TakeIn(t.Context(), backup, dir); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, vault.FileName)
}

func openAs(t testing.TB, dir string, l vault.Layout) {
	t.Helper()
	f, err := vault.Open(dir, l)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func bytesOf(t testing.TB, dir string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestAWrongPassphraseRestoresNothing(t *testing.T) {
	s, dir, _, backup := backedUp(t)
	shut(t, s)
	r, err := BeginRestore(t.Context(), dir, backup, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Unlock(func(f *File) (*Store, error) { return f.Unlock(seal.Passphrase([]byte("something else entirely"))) })
	if !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("Unlock = %v, want %v", err, seal.ErrWrongKey)
	}
	if err := r.Abandon(); err != nil {
		t.Error(err)
	}
	if left := rooms(t, dir); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	shut(t, unlock(t, dir))
}

func TestNobodyRestoresOverAStoreThatIsOpen(t *testing.T) {
	t.Parallel()
	s, dir, _, backup := backedUp(t)
	_, err := BeginRestore(t.Context(), dir, backup, Options{})
	if _, held := errors.AsType[*vault.LockedError](err); !held {
		t.Errorf("BeginRestore = %v, want who holds it", err)
	}
	shut(t, s)
}

func TestWhatWasPurgedSinceDoesNotComeBackWithABackup(t *testing.T) {
	s, dir, k, _ := backedUp(t)
	stays := peggys(t, s, "another")
	b, err := s.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	sealed := sealedOf(t, b.Path, k.r.ID)
	if err := s.purgeAgain(k.r.ID); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	got, err := restore(t, dir, b.Path, false)
	if err != nil || !slices.Equal(got.Purged, []model.ID{k.r.ID}) {
		t.Fatalf("Finish = %+v, %v, want that %s was purged again", got, err, k.r.ID)
	}
	s = unlock(t, dir)
	if _, err := s.Load(k.r.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Load of the purged = %v, want %v", err, ErrNotFound)
	}
	if words := notesOf(t, s, stays.r.ID); len(words) != 1 {
		t.Errorf("the other record has %q", words)
	}
	shut(t, s)
	raw := bytesOf(t, dir)
	for _, value := range sealed {
		if bytes.Contains(raw, value) {
			t.Fatal("what was purged still stands in the raw file")
		}
	}
}

func TestWhatWasTakenOutSinceIsToldWhenItComesBack(t *testing.T) {
	s, dir, k, w := begun(t, "Peggy Ashworth")
	note, batches := k.note("It should be among my own.")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	b, err := s.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	hand(t, w, k.move(note, model.DrawerMine))
	leave(t, w, k, model.Place{})
	shut(t, s)
	got, err := restore(t, dir, b.Path, false)
	if err != nil || !slices.Equal(got.Again, []model.ID{k.r.ID}) {
		t.Errorf("Finish = %+v, %v, want that %s has again what was taken out", got, err, k.r.ID)
	}
}

// TestAClockThatWasAheadHidesNothingOfARestore: what was taken out since the
// backup is told by the order of the log, whatever the times say.
func TestAClockThatWasAheadHidesNothingOfARestore(t *testing.T) {
	s, dir, k, w := begun(t, "Harjit Kaur Sandhu")
	n, batches := k.note("pensioncard")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	now := time.Now().AddDate(0, 0, 2)
	on(s, &now)
	load(t, s, k.r.ID)
	b, err := s.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 0, -2) // put right
	w = writer(t, s, k.r.ID)
	hand(t, w, k.shred(n))
	leave(t, w, k, model.Place{})
	shut(t, s)
	got, err := restore(t, dir, b.Path, false)
	if err != nil || !slices.Equal(got.Again, []model.ID{k.r.ID}) {
		t.Errorf("Finish = %+v, %v, want that %s has again what was taken out", got, err, k.r.ID)
	}
}

func TestARestoreThatWasBrokenOffIsTakenAwayByTheNext(t *testing.T) {
	s, dir, _, backup := backedUp(t)
	shut(t, s)
	left := filepath.Join(dir, "ownwords-restoring-1")
	second := filepath.Join(dir, "ownwords-before-restore-20260101-120000.000.db")
	if err := os.Link(filepath.Join(dir, vault.FileName), second); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(left, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(left, vault.FileName), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := restore(t, dir, backup, false)
	if err != nil {
		t.Fatal(err)
	}
	if left := rooms(t, dir); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if beside := Beside(dir); !slices.Equal(beside, []string{got.Kept}) {
		t.Errorf("beside the store are %q, want what was there, once", beside)
	}
}

func TestARestoreIsInTheLog(t *testing.T) {
	s, dir, _, backup := backedUp(t)
	shut(t, s)
	before := time.Now()
	if _, err := restore(t, dir, backup, false); err != nil {
		t.Fatal(err)
	}
	s = unlock(t, dir)
	var last LogEntry
	for e, err := range s.LogEntries() {
		if err != nil {
			t.Error(err)
		}
		last = e
	}
	if last.Action != ActionRestored || last.N != 1 || last.At.Before(before.Add(-time.Second)) {
		t.Errorf("the log ends with %+v, want that one record was restored", last)
	}
	shut(t, s)
}

// sealedOf are the values of a record as they stand in a backup.
func sealedOf(t testing.TB, backup string, id model.ID) [][]byte {
	t.Helper()
	k, err := keyOf(id)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	bare(t, filepath.Dir(copyOf(t, backup)), func(tx *bolt.Tx) error {
		for _, bucket := range []string{bucketCards, bucketKeys, bucketBase, bucketTail} {
			c := tx.Bucket([]byte(bucket)).Cursor()
			for key, value := c.Seek(k.key()); key != nil && idOf(key) == id; key, value = c.Next() {
				all = append(all, slices.Clone(value))
			}
		}
		return nil
	})
	if len(all) == 0 {
		t.Fatal("nothing of the record stands in the backup")
	}
	return all
}

// TestWhoWasInTheBinIsThereAfterARestore: with days left, however many had gone
// by when the backup was made and since.
func TestWhoWasInTheBinIsThereAfterARestore(t *testing.T) {
	s, _ := create(t)
	k := left(t, s, "Peggy Ashworth", "I want to sing")
	now := monday
	on(s, &now)
	throw(t, s, k.r.ID)
	for range BinDays - 1 {
		now = now.AddDate(0, 0, 1)
		if err := s.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	b, err := s.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	dir := filepath.Join(t.TempDir(), "new")
	later := now.AddDate(0, 0, 20)
	r, err := BeginRestore(t.Context(), dir, b.Path, Options{Now: func() time.Time { return later }})
	if err != nil {
		t.Fatal(err)
	}
	restored, err := r.Unlock(byPassphrase)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Finish(t.Context(), restored, byPassphrase, false); err != nil {
		t.Fatal(err)
	}
	s = unlock(t, dir)
	on(s, &later)
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all := inBin(t, s); len(all) != 1 || all[0].Days < mostApart {
		t.Errorf("in the bin are %+v, want Peggy, for at least %d days more", all, mostApart)
	}
	if _, err := s.Read(k.r.ID); err != nil {
		t.Errorf("Read() = %v, want what the backup had", err)
	}
	shut(t, s)
}

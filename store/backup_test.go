package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/vault"
)

// peggys holds a conversation of some notes and leaves it.
func peggys(t testing.TB, s *Store, words ...string) *talk {
	t.Helper()
	k := newTalk()
	w, err := s.New(k.r.ID)
	if err != nil {
		t.Fatal(err)
	}
	say(t, w, k, words...)
	return k
}

func say(t testing.TB, w *Writer, k *talk, words ...string) {
	t.Helper()
	for _, text := range words {
		n := &model.Note{Text: text}
		n.ID, n.Drawer = model.NewID(), model.DrawerShared
		hand(t, w, k.put(n))
	}
	if err := w.Leave(t.Context(), k.r, model.Place{}); err != nil {
		t.Fatal(err)
	}
}

// notesOf are the words of a record as the store has them, in order.
func notesOf(t testing.TB, s *Store, id model.ID) []string {
	t.Helper()
	l, err := s.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range l.Record.Notes {
		out = append(out, n.Text)
	}
	slices.Sort(out)
	return out
}

// openBackup opens a backup as the store of a folder of its own.
func openBackup(t testing.TB, path string) *Store {
	t.Helper()
	dir := t.TempDir()
	if err := vault.TakeIn(t.Context(), path, dir); err != nil {
		t.Fatal(err)
	}
	return unlock(t, dir)
}

func TestABackupOfADayIsThatDaysStore(t *testing.T) {
	s, _ := create(t)
	k := peggys(t, s, "I want to sing")
	folder := t.TempDir()
	b, err := s.Backup(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if b.Read.Counts.Records != 1 || b.Read.Counts.Batches != 1 || len(b.Read.Damage) != 0 {
		t.Errorf("reading it came to %+v, want one record with one batch, whole", b.Read)
	}
	w, err := s.Writer(k.r.ID)
	if err != nil {
		t.Fatal(err)
	}
	say(t, w, k, "and to swim")
	old := openBackup(t, b.Path)
	if got := notesOf(t, old, k.r.ID); !slices.Equal(got, []string{"I want to sing"}) {
		t.Errorf("the backup has %q, want what was there then", got)
	}
	shut(t, old)
	last, changed, err := s.LastBackup()
	if err != nil || last.Path != b.Path || !changed {
		t.Errorf("LastBackup = %v, %v, %v, want %s and that something changed", last, changed, err, b.Path)
	}
	shut(t, s)
}

func TestABackupIsMadeByItselfOnceADayAndOnlyWhenSomethingChanged(t *testing.T) {
	s, _ := create(t)
	now := monday
	s.now = func() time.Time { return now }
	folder, stick := t.TempDir(), t.TempDir()
	k := peggys(t, s, "I want to sing")
	for i, step := range []struct {
		what string
		do   func()
		made bool
	}{
		{"the first", func() {}, true},
		{"at once again", func() {}, false},
		{"a day on, nothing changed", func() { now = now.Add(25 * time.Hour) }, false},
		{"something changed", func() { changeOf(t, s, k) }, true},
		{"an hour on, changed", func() { now = now.Add(time.Hour); changeOf(t, s, k) }, false},
		{"the next day", func() { now = now.Add(24 * time.Hour) }, true},
		{"another folder", func() { folder = stick }, true},
	} {
		step.do()
		b, err := s.BackupDaily(t.Context(), folder, 5)
		if made := b.Path != ""; err != nil || made != step.made {
			t.Errorf("%d, %s: made = %v, %v, want %v", i, step.what, made, err, step.made)
		}
	}
	shut(t, s)
}

func changeOf(t testing.TB, s *Store, k *talk) {
	t.Helper()
	w, err := s.Writer(k.r.ID)
	if err != nil {
		t.Fatal(err)
	}
	say(t, w, k, "and one thing more")
}

func TestOnlyTheNewestBackupsOfThisStoreAreKept(t *testing.T) {
	s, _ := create(t)
	other, _ := create(t)
	folder := t.TempDir()
	now := monday
	s.now = func() time.Time { return now }
	other.now = func() time.Time { return now.Add(-48*time.Hour + time.Second) }
	theirs, err := other.Backup(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(folder, "ownwords-20200101-100000.backup")
	if err := os.WriteFile(text, []byte("no backup at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	var made []string
	for range 4 {
		peggys(t, s, "I want to sing")
		b, err := s.BackupDaily(t.Context(), folder, 2)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, b.Path)
		now = now.Add(25 * time.Hour)
	}
	left, err := filepath.Glob(filepath.Join(folder, "*"))
	want := slices.Sorted(slices.Values(append(made[2:], theirs.Path, text)))
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left are %q, %v, want %q", left, err, want)
	}
	shut(t, s)
	shut(t, other)
}

func TestABackupWithDamageInItPushesNoneOut(t *testing.T) {
	s, dir := create(t)
	now := monday
	clock := func() time.Time { return now }
	s.now = clock
	folder := t.TempDir()
	k := peggys(t, s, "I want to sing", "and to swim")
	first, err := s.BackupDaily(t.Context(), folder, 1)
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	spoil(t, dir, bucketTail, k.r.ID)
	s = unlock(t, dir)
	now = now.Add(48 * time.Hour)
	s.now = clock
	b, err := s.BackupDaily(t.Context(), folder, 1)
	if err != nil || len(b.Read.Damage) == 0 {
		t.Errorf("BackupDaily = %+v, %v, want a backup with its damage told", b, err)
	}
	if _, err := os.Stat(first.Path); err != nil {
		t.Errorf("the whole backup is gone: %v", err)
	}
	shut(t, s)
}

// spoil changes one byte of the first value of a record in a bucket.
func spoil(t testing.TB, dir, bucket string, id model.ID) {
	t.Helper()
	k, err := keyOf(id)
	if err != nil {
		t.Fatal(err)
	}
	bare(t, dir, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		key, value := b.Cursor().Seek(k.key())
		changed := slices.Clone(value)
		changed[len(changed)/2] ^= 1
		return b.Put(slices.Clone(key), changed)
	})
}

func TestTypingGoesOnWhileABackupIsMade(t *testing.T) {
	s, _ := create(t)
	k := newTalk()
	w, err := s.New(k.r.ID)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	saved := make(chan int, 1)
	typed := make(chan int)
	go func() {
		n := 0
		for ; ctx.Err() == nil; n++ {
			note := &model.Note{Text: fmt.Sprintf("%06d %s", n, strings.Repeat("so Peggy said ", 50))}
			note.ID, note.Drawer = model.NewID(), model.DrawerShared
			hand(t, w, k.put(note))
			if err := w.Flush(t.Context()); err != nil {
				t.Error(err)
			}
			select {
			case <-saved:
			default:
			}
			saved <- n + 1
		}
		typed <- n
	}()
	folder := t.TempDir()
	for i := range 3 {
		before := <-saved
		to := filepath.Join(folder, fmt.Sprint(i))
		if err := os.Mkdir(to, 0o700); err != nil {
			t.Fatal(err)
		}
		b, err := s.Backup(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Read.Counts.Batches; got < before {
			t.Errorf("backup %d has %d batches, %d were saved before it", i, got, before)
		}
		if len(b.Read.Damage) != 0 {
			t.Errorf("backup %d: %v", i, b.Read.Damage)
		}
	}
	stop()
	n := <-typed
	if l, err := s.Load(k.r.ID); err != nil || l.Head != uint64(n) {
		t.Errorf("Load = head %d, %v, want all %d", l.Head, err, n)
	}
	shut(t, s)
}

func TestLockingEndsABackup(t *testing.T) {
	s, _ := create(t)
	peggys(t, s, "I want to sing")
	folder := t.TempDir()
	s.copying.Lock() // as if one were being made
	made := make(chan error, 1)
	go func() {
		_, err := s.Backup(t.Context(), folder)
		made <- err
	}()
	f, err := s.Lock()
	if err != nil {
		t.Fatal(err)
	}
	s.copying.Unlock()
	if err := <-made; err == nil {
		t.Error("a backup was made of a store that is locked")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestTwoBackupsOfOneSecondAreTwo(t *testing.T) {
	s, _ := create(t)
	s.now = func() time.Time { return monday }
	folder := t.TempDir()
	for range 2 {
		if _, err := s.Backup(t.Context(), folder); err != nil {
			t.Fatal(err)
		}
	}
	if own, err := s.Backups(folder); err != nil || len(own) != 2 {
		t.Errorf("Backups = %q, %v, want two", own, err)
	}
	shut(t, s)
}

func TestABackupIntoNoFolderSaysWhich(t *testing.T) {
	s, _ := create(t)
	stick := filepath.Join(t.TempDir(), "stick")
	_, err := s.Backup(t.Context(), stick)
	if e, ok := errors.AsType[*fs.PathError](err); !ok || e.Path != stick || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Backup = %v, want that %s is not there", err, stick)
	}
	shut(t, s)
}

// TestAClockThatWasAheadKeepsNoBackupFromBeingMade: neither the next one by
// itself, nor one of those that are made from then on.
func TestAClockThatWasAheadKeepsNoBackupFromBeingMade(t *testing.T) {
	s, _ := create(t)
	k := peggys(t, s, "I want to sing")
	folder := t.TempDir()
	now := monday.AddDate(1, 0, 0)
	on(s, &now)
	for range 2 {
		changeOf(t, s, k)
		if _, err := s.BackupDaily(t.Context(), folder, 2); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 1)
	}
	now = monday
	var made []string
	for range 3 {
		changeOf(t, s, k)
		b, err := s.BackupDaily(t.Context(), folder, 2)
		if err != nil || b.Path == "" {
			t.Fatalf("BackupDaily() = %+v, %v, want a backup of the day", b, err)
		}
		made = append(made, b.Path)
		if _, err := os.Stat(b.Path); err != nil {
			t.Errorf("the backup that was just made is gone: %v", err)
		}
		now = now.AddDate(0, 0, 1)
	}
	if own, err := s.Backups(folder); err != nil || !slices.Equal(own, made[1:]) {
		t.Errorf("Backups() = %q, %v, want the last two %q", own, err, made[1:])
	}
	shut(t, s)
}

// TestNobodyWaitsForABackup: a slow stick holds up neither who changes a
// passphrase meanwhile, nor who types, nor who looks at the list.
func TestNobodyWaitsForABackup(t *testing.T) {
	s, _, k, w := begun(t, "Peggy Ashworth")
	flush(t, w)
	reading, goOn := make(chan struct{}), make(chan struct{})
	made := make(chan error, 1)
	go func() {
		path := filepath.Join(t.TempDir(), "slow.backup")
		made <- s.vault.Backup(t.Context(), path, func(*vault.Vault) error {
			close(reading)
			<-goOn
			return nil
		})
	}()
	<-reading
	done := make(chan error, 1)
	go func() {
		_, batches := k.note("I want to sing")
		hand(t, w, batches)
		_, _, err := s.List()
		done <- errors.Join(s.ChangePassphrase("", []byte("another kettle window nine")), w.Flush(context.Background()), err)
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("while a backup is made: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("everybody waits for the backup")
	}
	close(goOn)
	if err := <-made; err != nil {
		t.Errorf("Backup() = %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestABackupWaitsForAnotherNoLongerThanItMay(t *testing.T) {
	s, _ := create(t)
	s.copying.Lock() // as if one were being made
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := s.BackupDaily(ctx, t.TempDir(), 2); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("BackupDaily() = %v, want the end of its time", err)
	}
	if _, err := s.Leaked(ctx, []byte("another kettle window nine")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Leaked() = %v, want the end of its time", err)
	}
	s.copying.Unlock()
	shut(t, s)
}

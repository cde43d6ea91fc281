package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ownwords/store/seal"
)

// putBack puts a backup into a folder of its own, as a vault, and opens it.
func putBack(t *testing.T, backup string, l Layout) *Vault {
	t.Helper()
	raw, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	return unlockAs(t, dir, l)
}

func unlockAs(t *testing.T, dir string, l Layout) *Vault {
	t.Helper()
	f, err := Open(dir, l)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		t.Fatal(errors.Join(err, f.Close()))
	}
	t.Cleanup(func() { closeWhole(t, v) })
	return v
}

func TestABackupHoldsWhatWasThereAndNothingThatCameAfter(t *testing.T) {
	_, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	path := filepath.Join(t.TempDir(), "monday.backup")
	var seen string
	err := v.Backup(t.Context(), path, func(c *Vault) error {
		seen = get(t, c, "cards", "one")
		if err := c.Update(func(*Tx) error { return nil }); err == nil {
			t.Error("a backup that is being read was written to")
		}
		return nil
	})
	if err != nil || seen != "Peggy" {
		t.Fatalf("Backup read %q, %v, want Peggy", seen, err)
	}
	put(t, v, "cards", "one", "Margaret")
	put(t, v, "cards", "two", "Harjit")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != filePerm {
		t.Errorf("the backup's mode is %v, %v, want %o", info.Mode(), err, filePerm)
	}
	if owner, err := Owner(path, notes); err != nil || owner != v.Owner() {
		t.Errorf("Owner = %q, %v, want %q", owner, err, v.Owner())
	}
	old := putBack(t, path, notes)
	if one, two := get(t, old, "cards", "one"), get(t, old, "cards", "two"); one != "Peggy" || two != "" {
		t.Errorf("in the backup stand %q and %q, want Peggy and nothing", one, two)
	}
	if got := get(t, v, "cards", "one"); got != "Margaret" {
		t.Errorf("after it the vault has %q, want Margaret", got)
	}
}

func TestABackupHasAllThatWasSavedBeforeItBegan(t *testing.T) {
	_, v, _ := create(t)
	key := func(n int64) string { return fmt.Sprintf("%06d", n) }
	var saved atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for n := int64(1); ctx.Err() == nil; n++ {
			put(t, v, "tail", key(n), strings.Repeat("so Peggy said ", 200))
			saved.Store(n)
		}
	}()
	dir := t.TempDir()
	for i := range 6 {
		before := saved.Load()
		path := filepath.Join(dir, fmt.Sprintf("%d.backup", i))
		err := v.Backup(t.Context(), path, func(c *Vault) error {
			return c.View(func(tx *Tx) error {
				var n int64
				for item, err := range tx.Each("tail", nil) {
					if n++; err != nil || string(item.Key) != key(n) {
						t.Errorf("backup %d: value %d has the key %q, %v", i, n, item.Key, err)
					}
				}
				if n < before {
					t.Errorf("backup %d has %d values, and %d were saved before it", i, n, before)
				}
				return nil
			})
		})
		if err != nil {
			t.Errorf("backup %d = %v", i, err)
		}
	}
	stop()
	<-ended
	if saved.Load() == 0 {
		t.Error("nothing was saved meanwhile")
	}
}

func TestWordsAreSavedWhileACopyIsBeingWritten(t *testing.T) {
	_, v, _ := create(t)
	saved := make(chan struct{})
	err := v.View(func(*Tx) error {
		go func() {
			defer close(saved)
			for i := range 8 { // the file outgrows what it began with
				put(t, v, "tail", fmt.Sprint(i), strings.Repeat("x", 1<<20))
			}
		}()
		select {
		case <-saved:
			return nil
		case <-time.After(20 * time.Second):
			return errors.New("saving waited for the one who reads")
		}
	})
	if err != nil {
		t.Error(err)
	}
	<-saved
}

func TestABackupThatCannotBeMadeLeavesNothing(t *testing.T) {
	_, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken.backup")
	if err := os.WriteFile(taken, []byte("mine"), filePerm); err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	broken := errors.New("a value does not open")
	for _, c := range []struct {
		name string
		ctx  context.Context
		path string
		read func(*Vault) error
		want error
	}{
		{"name taken", t.Context(), taken, nil, fs.ErrExist},
		{"no folder", t.Context(), filepath.Join(dir, "stick", "a.backup"), nil, fs.ErrNotExist},
		{"stopped", ended, filepath.Join(dir, "a.backup"), nil, context.Canceled},
		{"unreadable", t.Context(), filepath.Join(dir, "a.backup"), func(*Vault) error { return broken }, broken},
	} {
		if err := v.Backup(c.ctx, c.path, c.read); !errors.Is(err, c.want) {
			t.Errorf("%s: Backup = %v, want %v", c.name, err, c.want)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v, want only the file that was there", left, err)
	}
	if raw, err := os.ReadFile(taken); err != nil || string(raw) != "mine" {
		t.Errorf("the file that was there is %q, %v", raw, err)
	}
	v.Lock()
	if err := v.Backup(t.Context(), filepath.Join(dir, "a.backup"), nil); !errors.Is(err, errClosed) {
		t.Errorf("Backup when locked = %v, want %v", err, errClosed)
	}
}

func TestABackupIsComparedWithWhatWasWritten(t *testing.T) {
	_, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	temp, err := os.Create(filepath.Join(t.TempDir(), "copy"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := v.writeCopy(t.Context(), temp)
	if err != nil {
		t.Fatal(err)
	}
	if err := sameBytes(t.Context(), temp.Name(), sum); err != nil {
		t.Errorf("sameBytes = %v, want none", err)
	}
	raw, err := os.ReadFile(temp.Name())
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 4
	if err := os.WriteFile(temp.Name(), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	if err := sameBytes(t.Context(), temp.Name(), sum); !errors.Is(err, errOtherBytes) {
		t.Errorf("sameBytes with a bit that fell over = %v, want %v", err, errOtherBytes)
	}
}

func TestABackupThatWasBrokenOffIsTakenAwayLater(t *testing.T) {
	_, v, _ := create(t)
	dir := t.TempDir()
	old, young := filepath.Join(dir, "ownwords-1.part"), filepath.Join(dir, "ownwords-2.part")
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, []byte("half"), filePerm); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	if err := os.Chtimes(old, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	if err := v.Backup(t.Context(), filepath.Join(dir, "a.backup"), nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{old: false, young: true} {
		if _, err := os.Stat(name); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", filepath.Base(name), err == nil, want)
		}
	}
}

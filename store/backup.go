package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ownwords/store/vault"
)

// The actions of backups in the log.
const (
	ActionBackup   = "backup"   // of n records
	ActionRestored = "restored" // of n records: a backup that took the store's place
)

// backupNames is what the names of backups fit, and backupName how they are
// made of the time (UTC), so that in order of name they are in order of time.
const (
	backupNames = "ownwords-????????-??????.backup"
	backupName  = "ownwords-20060102-150405.backup"
)

// backupEvery is how old a backup gets before one is made by itself.
const backupEvery = 24 * time.Hour

const valueBackup = "backup"

// Backup is a copy of the whole store, as it stood at one moment.
type Backup struct {
	Path string    `json:"path"`
	At   time.Time `json:"at"` // UTC
	// Read is what reading it came to. Damage in it is the store's own: every byte
	// was compared.
	Read Report `json:"-"`
}

// lastBackup is what the store keeps of the newest backup: where the file and
// its log stand with nothing changed since but that it was noted.
type lastBackup struct {
	Backup
	stand
}

// stand is how far a file has come.
type stand struct {
	Number int    `json:"number"`
	Logged uint64 `json:"logged"`
}

func (t *tx) stand() (stand, error) {
	end, _, err := t.logEnd()
	return stand{t.Number(), end.Entry.Seq}, err
}

// Backup makes a copy of the store in a folder, which must be there: sealed, and
// opened by the same passphrase. Typing goes on meanwhile. The copy was opened
// again and every value in it read. It returns what [vault.Vault.Backup] does;
// where ctx ends, or the store is locked, the error is [context.Canceled] and
// nothing is left.
func (s *Store) Backup(ctx context.Context, folder string) (Backup, error) {
	return s.backupIf(ctx, folder, func() (bool, error) { return true, nil })
}

// backupIf makes a backup if that is wanted when it is its turn.
func (s *Store) backupIf(ctx context.Context, folder string, wanted func() (bool, error)) (Backup, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.open, cancel)()
	if err := s.waitToCopy(ctx); err != nil {
		return Backup{}, fmt.Errorf("back up store: %w", err)
	}
	defer s.copying.Unlock()
	if is, err := wanted(); err != nil || !is {
		return Backup{}, err
	}
	b := Backup{At: s.now()}
	b.Path = freeName(folder, b.At)
	var at stand
	err := s.vault.Backup(ctx, b.Path, func(v *vault.Vault) (err error) {
		copied := newStore(v, s.now, s.cost)
		if b.Read, err = copied.Verify(ctx); err != nil {
			return err
		}
		return copied.view(func(t *tx) error {
			at, err = t.stand()
			return err
		})
	})
	if err == nil {
		err = s.noteBackup(b, at)
	}
	if err != nil {
		return Backup{}, fmt.Errorf("back up store: %w", err)
	}
	return b, nil
}

// waitToCopy takes copying from whoever has it, or returns the end of ctx.
func (s *Store) waitToCopy(ctx context.Context) error {
	for !s.copying.TryLock() {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

// freeName is the name of a backup of this second, or of the first after it that
// has none.
func freeName(folder string, at time.Time) string {
	for {
		path := filepath.Join(folder, at.Format(backupName))
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		at = at.Add(time.Second)
	}
}

// noteBackup keeps when and where a backup was made, and where the file stood in
// it: what was saved while it was made is a change, which it has not.
func (s *Store) noteBackup(b Backup, at stand) error {
	return s.update(func(t *tx) error {
		before, err := t.stand()
		if err != nil {
			return err
		}
		if err := t.log(ActionBackup, "", b.Read.Counts.Records); err != nil {
			return err
		}
		after, err := t.stand()
		if err != nil {
			return err
		}
		at.Number++ // by this very transaction
		at.Logged += after.Logged - before.Logged
		return t.write(nil, bucketValues, t.s.vault.Key(bucketValues, valueBackup), lastBackup{b, at})
	})
}

// LastBackup says when and where the newest backup was made, and whether
// anything was changed since; a zero Backup where none ever was.
func (s *Store) LastBackup() (b Backup, changed bool, err error) {
	plain, err := s.Meta(valueBackup)
	if err != nil || plain == nil {
		return Backup{}, true, err
	}
	var last lastBackup
	if err := json.Unmarshal(plain, &last); err != nil {
		return Backup{}, true, fmt.Errorf("read what is known of backups: %w", err)
	}
	err = s.view(func(t *tx) error {
		now, err := t.stand()
		changed = now != last.stand
		return err
	})
	return last.Backup, changed, err
}

// BackupDaily makes a backup in a folder if the newest that lies there is a day
// old and something was changed since, and then takes away the oldest of this
// store in that folder, but for as many as are to be kept. One in which
// something is damaged pushes none out. It returns a zero Backup where none was
// due.
func (s *Store) BackupDaily(ctx context.Context, folder string, keep int) (Backup, error) {
	due := func() (bool, error) { return s.backupDue(folder) }
	if is, err := due(); err != nil || !is {
		return Backup{}, err
	}
	b, err := s.backupIf(ctx, folder, due) // one that was being made may be the day's
	if err != nil || b.Path == "" || len(b.Read.Damage) > 0 {
		return b, err
	}
	return b, s.DropBackups(b, keep)
}

func (s *Store) backupDue(folder string) (bool, error) {
	last, changed, err := s.LastBackup()
	age := s.now().Sub(last.At) // of one made while the clock was ahead, less than none
	return !lies(last.Path, folder) || changed && (age < 0 || age >= backupEvery), err
}

// lies tells whether a file is in a folder.
func lies(path, folder string) bool {
	if path == "" || filepath.Clean(folder) != filepath.Dir(path) {
		return false
	}
	_, err := os.Stat(path)
	return err == nil
}

// Backups are this store's backups in a folder, oldest first. Other laptops may
// keep theirs there. One that was made while the clock was ahead bears a name of
// a time that is yet to come: it is older than what was made since, and it comes
// before all whose time is known.
func (s *Store) Backups(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("look for backups: %w", err)
	}
	var ahead, own []string
	soon := s.now().Add(time.Hour).Format(backupName)
	for _, e := range entries { // in order of name
		path := filepath.Join(folder, e.Name())
		if ok, err := filepath.Match(backupNames, e.Name()); err != nil || !ok {
			continue
		}
		if owner, err := vault.Owner(path, layout); err != nil || owner != s.vault.Owner() {
			continue
		}
		if e.Name() > soon {
			ahead = append(ahead, path)
		} else {
			own = append(own, path)
		}
	}
	return append(ahead, own...), nil
}

// DropBackups takes away the oldest of this store's backups from the folder of
// one that was just made, but for that one and as many as are to be kept with it.
func (s *Store) DropBackups(made Backup, keep int) error {
	own, err := s.Backups(filepath.Dir(made.Path))
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(own, func(path string) bool { return path == made.Path })
	var bad error
	for _, path := range others[:max(0, len(others)+1-max(1, keep))] {
		bad = errors.Join(bad, os.Remove(path))
	}
	return bad
}

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
// its log stood when that was noted. Neither has moved where nothing changed.
type lastBackup struct {
	Backup
	Number int    `json:"number"`
	Logged uint64 `json:"logged"`
}

// Backup makes a copy of the store in a folder, which must be there: sealed, and
// opened by the same passphrase. Typing goes on meanwhile. The copy was opened
// again and every value in it read. It returns what [vault.Vault.Backup] does;
// where ctx ends, or the store is locked, the error is [context.Canceled] and
// nothing is left.
func (s *Store) Backup(ctx context.Context, folder string) (Backup, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.open, cancel)()
	if err := s.waitToCopy(ctx); err != nil {
		return Backup{}, fmt.Errorf("back up store: %w", err)
	}
	defer s.copying.Unlock()
	b := Backup{At: s.now()}
	b.Path = freeName(folder, b.At)
	err := s.vault.Backup(ctx, b.Path, func(v *vault.Vault) (err error) {
		b.Read, err = newStore(v, s.now, s.cost).Verify(ctx)
		return err
	})
	if err == nil {
		err = s.noteBackup(b)
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

// noteBackup keeps when and where a backup was made.
func (s *Store) noteBackup(b Backup) error {
	return s.update(func(t *tx) error {
		if err := t.log(ActionBackup, "", b.Read.Counts.Records); err != nil {
			return err
		}
		end, _, err := t.logEnd()
		if err != nil {
			return err
		}
		last := lastBackup{b, t.Number(), end.Entry.Seq}
		return t.write(nil, bucketValues, t.s.vault.Key(bucketValues, valueBackup), last)
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
		end, _, err := t.logEnd()
		changed = t.Number() != last.Number || end.Entry.Seq != last.Logged
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
	last, changed, err := s.LastBackup()
	if err != nil {
		return Backup{}, err
	}
	age := s.now().Sub(last.At) // of one made while the clock was ahead, less than none
	if lies(last.Path, folder) && (!changed || age >= 0 && age < backupEvery) {
		return Backup{}, nil
	}
	b, err := s.Backup(ctx, folder)
	if err != nil {
		return Backup{}, err
	}
	if len(b.Read.Damage) > 0 {
		return b, nil
	}
	return b, s.DropBackups(b, keep)
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

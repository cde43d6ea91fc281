package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"ownwords/model"
	"ownwords/store/vault"
)

// roomNames is the folder, in the one that a backup is restored to, in which it
// is opened and read before anything else is touched.
const roomNames = "ownwords-restoring-*"

// beforeName is how the name of what was there before is made of the time (UTC).
// beforeNames is what they fit.
const (
	beforeName  = "ownwords-before-restore-20060102-150405.000.db"
	beforeNames = "ownwords-before-restore-*.db"
)

// Beside are the files in a store's folder that hold all of it as it was before
// a restore, or before a new version brought it up: with what was taken out of
// it since, and opened by what opened it then.
func Beside(dir string) []string {
	before, err := named(dir, beforeNames)
	if err != nil {
		return vault.UpgradeCopies(dir) // nor can those be listed then
	}
	return append(before, vault.UpgradeCopies(dir)...)
}

// named are the files of a folder whose names fit a pattern, in order.
func named(dir, pattern string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if ok, err := filepath.Match(pattern, e.Name()); err == nil && ok {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out, nil
}

// Restoring is a backup that is about to become the store of a folder. What is
// in that folder already is held meanwhile and stays as it is until Finish.
type Restoring struct {
	dir, backup, room string
	options           Options
	before            *File
	flaw              error
}

// Restored is what came of it.
type Restored struct {
	At   time.Time // when something was last done in what is here now, UTC
	Read Report    // what reading it came to
	// Kept is the file that was there before, empty where none was.
	Kept string
	// Purged are records that the store before had purged: the backup brought them
	// back, and they were purged again.
	Purged []model.ID
	// Again are records out of which something had been taken since, or moved to
	// another drawer: it stands in them again.
	Again []model.ID
	// Since counts records that only what was there before has.
	Since int
	// Blind says that what was there before could not be read, so that none of the
	// three is known.
	Blind bool
}

// DamagedBackupError is returned for a backup in which not everything can be
// read. Nothing was changed.
type DamagedBackupError struct {
	Path string
	Read Report
}

func (e *DamagedBackupError) Error() string {
	return fmt.Sprintf("%s has %d damaged values", e.Path, len(e.Read.Damage))
}

// BeginRestore copies a backup into a room of its own in dir, which it makes
// where there is none. Its errors are those of [vault.TakeIn], and
// [*vault.LockedError] where another process has the store that is there.
func BeginRestore(ctx context.Context, dir, backup string, o Options) (_ *Restoring, err error) {
	r := &Restoring{dir: dir, backup: backup, options: o}
	defer func() {
		if err != nil {
			err = fmt.Errorf("begin to restore: %w", errors.Join(r.told(err), r.Abandon()))
		}
	}()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := r.hold(); err != nil {
		return nil, err
	}
	if err := clearBrokenOff(dir); err != nil {
		return nil, err
	}
	if r.room, err = os.MkdirTemp(dir, roomNames); err != nil {
		return nil, err
	}
	return r, vault.TakeIn(ctx, backup, r.room)
}

// hold takes the store that is there, so that nobody writes in it any more. One
// that can't be opened may be why there is something to restore.
func (r *Restoring) hold() error {
	r.before, r.flaw = Open(r.dir, r.options)
	if _, held := errors.AsType[*vault.LockedError](r.flaw); held {
		return r.flaw
	}
	return nil
}

// clearBrokenOff takes away what a restore that was broken off has left: its
// rooms, and the second name that it gave to what is there still.
func clearBrokenOff(dir string) error {
	rooms, err := named(dir, roomNames)
	if err != nil {
		return err
	}
	for _, room := range rooms {
		if err := os.RemoveAll(room); err != nil {
			return err
		}
	}
	there, err := os.Stat(filepath.Join(dir, vault.FileName))
	if err != nil {
		return nil // nothing is there to have a second name
	}
	before, err := named(dir, beforeNames)
	if err != nil {
		return err
	}
	for _, path := range before {
		if info, err := os.Lstat(path); err != nil || !os.SameFile(there, info) {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// told names the backup in an error where it names the copy in the room, which
// nobody has heard of.
func (r *Restoring) told(err error) error {
	inRoom := func(path string) bool { return r.room != "" && filepath.Dir(path) == r.room }
	if e, ok := errors.AsType[*vault.FileError](err); ok && inRoom(e.Path) {
		e.Path = r.backup
	}
	if e, ok := errors.AsType[*vault.NewerError](err); ok && inRoom(e.Path) {
		e.Path = r.backup
	}
	return err
}

// Unlock opens the backup by way of unlock, which somebody's passphrase, code or
// team key makes of a locked file. It may be tried again after an error.
func (r *Restoring) Unlock(unlock func(*File) (*Store, error)) (*Store, error) {
	f, err := Open(r.room, r.options)
	if err != nil {
		return nil, r.told(err)
	}
	s, err := unlock(f)
	if err != nil {
		return nil, errors.Join(r.told(err), f.Close())
	}
	return s, nil
}

// Finish reads all of the backup, which Unlock has opened as s, and puts it in
// the place of what is there, which is kept under another name. What the store
// before has purged, if unlock opens that too, is purged again. A backup that is
// damaged is refused with a [*DamagedBackupError] unless it is wanted anyway. s
// is closed when it returns.
func (r *Restoring) Finish(ctx context.Context, s *Store, unlock func(*File) (*Store, error), anyway bool) (Restored, error) {
	out, err := r.prepare(ctx, s, unlock, anyway)
	if err = errors.Join(err, s.Close()); err != nil {
		return Restored{}, fmt.Errorf("restore: %w", r.told(err))
	}
	if err := r.replace(&out, s.now()); err != nil {
		return Restored{}, fmt.Errorf("restore: %w", err)
	}
	return out, r.Abandon()
}

func (r *Restoring) prepare(ctx context.Context, s *Store, unlock func(*File) (*Store, error), anyway bool) (Restored, error) {
	read, err := s.Verify(ctx)
	if err != nil {
		return Restored{}, err
	}
	if len(read.Damage) > 0 && !anyway {
		return Restored{}, &DamagedBackupError{Path: r.backup, Read: read}
	}
	out := Restored{At: read.Newest, Read: read}
	if err := r.compare(&out, s, unlock); err != nil {
		return Restored{}, err
	}
	for _, id := range out.Purged {
		if err := s.purgeAgain(id); err != nil {
			return Restored{}, err
		}
	}
	if err := s.countAnew(); err != nil {
		return Restored{}, err
	}
	if err := s.Log(ActionRestored, "", read.Counts.Records-len(out.Purged)); err != nil {
		return Restored{}, err
	}
	// The bin is not emptied here: nobody has seen yet what is in it.
	return out, errors.Join(s.fold(ctx), s.tidy(ctx))
}

// compare looks at what the store before has that the backup has not, and the
// other way round.
func (r *Restoring) compare(out *Restored, s *Store, unlock func(*File) (*Store, error)) error {
	if r.before == nil {
		out.Blind = !errors.Is(r.flaw, fs.ErrNotExist)
		return nil
	}
	before, err := unlock(r.before)
	if err != nil {
		out.Blind = true // it has other keys by now, or is damaged
		return nil
	}
	defer func() { r.before = before.hold() }()
	here, err := s.ids()
	if err != nil {
		return err
	}
	there, err := before.ids()
	if err != nil {
		out.Blind = true
		return nil
	}
	for _, e := range before.beyond(s) {
		switch {
		case !here[e.ID]:
		case e.Action == ActionPurged && !there[e.ID]:
			out.Purged = append(out.Purged, e.ID)
		case e.Action == ActionResealed && there[e.ID]:
			out.Again = append(out.Again, e.ID)
		}
	}
	out.Purged, out.Again = once(out.Purged), once(out.Again)
	for id := range there {
		if !here[id] {
			out.Since++
		}
	}
	return nil
}

// ids are those of all records, in the bin or not.
func (s *Store) ids() (map[model.ID]bool, error) {
	out := map[model.ID]bool{}
	err := s.view(func(t *tx) error {
		for item, err := range t.EachWith(closed, bucketKeys, nil) {
			if err != nil {
				return err
			}
			out[idOf(item.Key)] = true
		}
		return nil
	})
	return out, err
}

// beyond are the entries of the log that another store's log has not, as far as
// both can be read, and those of records that were purged at any time. Times
// prove nothing: a clock may have been wrong.
func (s *Store) beyond(other *Store) []LogEntry {
	had := map[uint64]LogEntry{}
	for e, err := range other.LogEntries() {
		if err == nil {
			had[e.Seq] = e
		}
	}
	var out []LogEntry
	for e, err := range s.LogEntries() {
		if err != nil {
			continue
		}
		x, known := had[e.Seq]
		same := known && x.Action == e.Action && x.ID == e.ID && x.At.Equal(e.At)
		if !same || e.Action == ActionPurged {
			out = append(out, e)
		}
	}
	return out
}

func once(ids []model.ID) []model.ID {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// replace puts the file in the room into its place. Where files that are open
// can't be renamed, the one that is there is let go of first.
func (r *Restoring) replace(out *Restored, now time.Time) error {
	kept := now.Format(beforeName)
	if runtime.GOOS == "windows" {
		if err := r.release(); err != nil {
			return err
		}
	}
	_, err := os.Lstat(filepath.Join(r.dir, vault.FileName))
	if err == nil {
		out.Kept = filepath.Join(r.dir, kept)
	}
	return vault.Replace(r.room, r.dir, kept)
}

func (r *Restoring) release() error {
	if r.before == nil {
		return nil
	}
	f := r.before
	r.before = nil
	return f.Close()
}

// Abandon lets go of everything and takes the room away. After Finish there is
// nothing left for it to do.
func (r *Restoring) Abandon() error {
	err := r.release()
	if r.room != "" {
		err = errors.Join(err, os.RemoveAll(r.room))
	}
	return err
}

package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
)

// ErrNoFolder is returned for a safety copy of which neither somebody nor the
// settings say where it is to go.
var ErrNoFolder = errors.New("no folder for safety copies")

// Where the store keeps the files that lie beside it, so that a safety copy
// brings them to another laptop.
const (
	valueSettings = "settings"
	valueLocal    = "local"
)

// SafetyCopy is what a safety copy came to.
type SafetyCopy = store.Backup

// BackupFolder is where a safety copy goes unless another folder is named: the
// one of the settings, or where the last one went; empty where neither is.
func (d *Desk) BackupFolder() string {
	if d.Settings.BackupTo != "" {
		return d.Settings.BackupTo
	}
	last, _, err := d.store.LastBackup()
	if err != nil || last.Path == "" {
		return ""
	}
	return filepath.Dir(last.Path)
}

// Backup makes a safety copy of everything in a folder, or in BackupFolder where
// none is named. Typing may go on meanwhile. Its errors are ErrNoFolder and those
// of store.Backup; BackupTrouble says them.
func (d *Desk) Backup(ctx context.Context, folder string) (SafetyCopy, error) {
	if folder == "" {
		folder = d.BackupFolder()
	}
	if folder == "" {
		return SafetyCopy{}, ErrNoFolder
	}
	folder, err := filepath.Abs(expandHome(folder))
	if err != nil {
		return SafetyCopy{}, fmt.Errorf("find folder: %w", err)
	}
	if err := d.keepBeside(); err != nil {
		return SafetyCopy{}, err
	}
	b, err := d.store.Backup(ctx, folder)
	if err == nil && folder == filepath.Clean(d.Settings.BackupTo) && len(b.Read.Damage) == 0 {
		err = d.store.DropBackups(b, d.Settings.BackupsKeep)
	}
	return b, err
}

// BackupDaily makes a safety copy where the settings say, if one is due, and
// waits for one that is being made. What keeps it from that is told by Warnings
// when it has lasted.
func (d *Desk) BackupDaily(ctx context.Context) error {
	if d.Settings.BackupTo == "" {
		return nil
	}
	if err := d.keepBeside(); err != nil {
		return err
	}
	_, err := d.store.BackupDaily(ctx, d.Settings.BackupTo, d.Settings.BackupsKeep)
	return err
}

// keepBeside keeps the settings of this laptop and the council's own rules in
// the store, as they stand in their files.
func (d *Desk) keepBeside() error {
	return errors.Join(d.keepFile(SettingsFile, valueSettings), d.keepFile(LocalFile, valueLocal))
}

func (d *Desk) keepFile(name, value string) error {
	src, err := content.ReadFile(content.Disk, filepath.Join(d.Dir, name), content.MostTyped)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil // it is told elsewhere that it can't be read; what was kept stays
	}
	have, err := d.store.Meta(value)
	if err != nil || bytes.Equal(have, src) {
		return err
	}
	return d.store.SetMeta(value, src)
}

// BackupSaid says what came of a safety copy.
func BackupSaid(b SafetyCopy) model.Message {
	if n := len(b.Read.Damage); n > 0 {
		return model.Msg("backup.damaged", "path", b.Path, "n", n)
	}
	return model.Msg("backup.made", "path", b.Path, "n", b.Read.Counts.Records)
}

// BackupTrouble says why there is no safety copy.
func BackupTrouble(err error, folder string) model.Message {
	switch m := Trouble(err); {
	case errors.Is(err, ErrNoFolder):
		return model.Msg("backup.no-folder")
	case errors.Is(err, os.ErrNotExist):
		return model.Msg("backup.not-there", "folder", folder)
	case m.ID == "trouble.full":
		return model.Msg("backup.full", "folder", folder)
	case m.ID == "trouble.not-allowed":
		return model.Msg("backup.not-allowed", "folder", folder)
	}
	return model.Msg("backup.not-made", "folder", folder)
}

// backupLate is how old the newest safety copy gets, with changes since, before
// somebody is told.
const backupLate = 7 * 24 * time.Hour

// lately tells whether a safety copy is not late. Of one that was made while the
// clock was ahead nobody knows how old it is.
func (d *Desk) lately(b SafetyCopy) bool {
	age := d.Now().Sub(b.At)
	return age > -time.Hour && age < backupLate
}

// backupWarning says that no safety copies come about where they should; zero
// where they do, or none are wanted. A stick may be away for some days.
func (d *Desk) backupWarning() model.Message {
	if d.Settings.BackupTo == "" {
		return model.Message{}
	}
	last, changed, err := d.store.LastBackup()
	if err != nil || !last.At.IsZero() && (!changed || d.lately(last)) {
		return model.Message{}
	}
	if info, err := os.Stat(d.Settings.BackupTo); err != nil || !info.IsDir() {
		return model.Msg("warning.backup.folder", "folder", d.Settings.BackupTo)
	}
	if last.At.IsZero() {
		return model.Message{} // the first comes today
	}
	return model.Msg("warning.backup.late", "day", content.DateDay(last.At.Local()))
}

// Restored is what came of bringing a safety copy back.
type Restored struct {
	store.Restored
	// Settings and Local tell that the settings and the council's own rules came
	// with it: there were none.
	Settings, Local bool
}

// Restore puts a safety copy into the place of what is in the data folder, which
// is kept beside it. It is opened by unlock, which may be asked twice: what is
// there is opened too, to learn what was deleted since. Damaged takes one of
// which not everything can be read.
//
// Its errors are those of store.BeginRestore, unlock and store.Restoring.Finish,
// and a *vault.PlaceError for a folder without notes in which none would be safe.
func Restore(ctx context.Context, dir, file string, unlock func(*Door) (*Desk, error), damaged bool, o Options) (Restored, error) {
	o = o.filled()
	if !Exists(dir) {
		if err := JudgePlace(dir); err != nil {
			return Restored{}, err
		}
	}
	r, err := store.BeginRestore(ctx, dir, file, store.Options{Now: o.Now})
	if err != nil {
		return Restored{}, err
	}
	byDoor := func(f *store.File) (*store.Store, error) {
		d, err := unlock(&Door{Options: o, Dir: dir, Settings: content.DefaultSettings(), file: f})
		if err != nil {
			return nil, err
		}
		return d.store, nil
	}
	s, err := r.Unlock(byDoor)
	if err != nil {
		return Restored{}, errors.Join(err, r.Abandon())
	}
	settings, settingsErr := s.Meta(valueSettings)
	local, localErr := s.Meta(valueLocal)
	done, err := r.Finish(ctx, s, byDoor, damaged)
	if err = errors.Join(err, r.Abandon()); err != nil {
		return Restored{}, err
	}
	out := Restored{Restored: done}
	// Without them it begins with the defaults.
	if at := readSettings(dir); at.none && settingsErr == nil && len(settings) > 0 {
		out.Settings = writeSettings(at.path, settings) == nil
	}
	if localErr == nil && len(local) > 0 {
		out.Local = writeAtomic(filepath.Join(dir, LocalFile), local, false) == nil
	}
	return out, nil
}

// RestoredSaid says what came of it, a sentence for each thing to know.
func RestoredSaid(r Restored) []model.Message {
	at := r.At.Local()
	out := []model.Message{model.Msg("restore.done",
		"day", content.DateDay(at), "clock", content.Clock(at), "n", r.Read.Counts.Records-len(r.Purged))}
	if r.At.IsZero() { // nothing was ever done in it
		out[0] = model.Msg("restore.nobody")
	}
	if n := len(r.Read.Damage); n > 0 {
		out = append(out, model.Msg("restore.damaged", "n", n))
	}
	if r.Settings {
		out = append(out, model.Msg("restore.settings"))
	}
	if r.Local {
		out = append(out, model.Msg("restore.local"))
	}
	if len(r.Purged) > 0 {
		out = append(out, model.Msg("restore.purged", "n", len(r.Purged)))
	}
	if len(r.Again) > 0 {
		out = append(out, model.Msg("restore.again", "n", len(r.Again)))
	}
	if r.Blind {
		out = append(out, model.Msg("restore.blind"))
	}
	if r.Kept != "" {
		out = append(out, model.Msg("restore.kept", "path", r.Kept))
	}
	if r.Since > 0 {
		out = append(out, model.Msg("restore.since", "n", r.Since))
	}
	return out
}

package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"ownwords/content"
)

// SettingsFile is the name of the settings in the data folder.
const SettingsFile = content.SettingsFile

// SettingsError tells that the settings file has faults. Its words are in the
// Faults.
type SettingsError struct {
	Path   string
	Faults []content.Fault
}

// Error counts the faults.
func (e *SettingsError) Error() string {
	return fmt.Sprintf("settings %s: %d faults", e.Path, len(e.Faults))
}

// LoadSettings reads the settings of a data folder; where there are none they
// are the defaults. The only error is a *SettingsError, beside settings that can
// be used: a file that can't be read is one more fault, and keeps nobody from
// their notes.
func LoadSettings(dir string) (content.Settings, error) {
	f := readSettings(dir)
	return f.holds, f.wrong(dir)
}

// SaveSettings makes the settings of a data folder what s says. What people
// wrote into the file stays where that can be; where it can't, a copy of the
// file as it was lies beside it, with the ending of settingsBefore.
func SaveSettings(dir string, s content.Settings) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	return change(dir, func(have *content.Settings) { *have = s }, true)
}

// ChangeSettings changes some of the settings of a data folder, as they stand in
// the file at that moment: somebody may be editing it elsewhere. A file with
// faults is changed in place or, where that can't be, left as it is with a
// *SettingsError: what is wrong in it must not be lost for that.
func ChangeSettings(dir string, to func(*content.Settings)) error { return change(dir, to, false) }

const settingsBefore = ".before"

// change changes the settings in the file that is there. Where that can't be
// done in place it is written anew, one with faults only if that is wanted.
func change(dir string, to func(*content.Settings), anew bool) error {
	f := readSettings(dir)
	want := f.holds
	to(&want)
	if f.none {
		return writeSettings(f.path, content.EncodeSettings(want))
	}
	out, kept := content.ChangeSettings(f.src, want)
	if wrong := f.wrong(dir); wrong != nil && (f.src == nil || !kept && !anew) {
		return wrong
	}
	if !kept {
		if err := writeSettings(f.path+settingsBefore, f.src); err != nil {
			return err
		}
	}
	return writeSettings(f.path, out)
}

// settingsFile is the settings file of a data folder at one moment.
type settingsFile struct {
	path   string // behind links: a file that somebody keeps elsewhere is changed there
	none   bool
	src    []byte // nil where it can't be read
	holds  content.Settings
	faults []content.Fault
}

func readSettings(dir string) settingsFile {
	f := settingsFile{path: filepath.Join(dir, SettingsFile)}
	if at, err := filepath.EvalSymlinks(f.path); err == nil {
		f.path = at
	}
	src, err := content.ReadFile(content.Disk, f.path, content.MostTyped)
	switch {
	case err == nil:
		f.src = src
		f.holds, f.faults = content.ParseSettings(src)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		f.none, f.holds = true, content.DefaultSettings()
	default:
		f.holds, f.faults = content.UnreadSettings(err)
	}
	return f
}

// wrong is a *SettingsError with the faults, nil where there are none.
func (f settingsFile) wrong(dir string) error {
	if len(f.faults) == 0 {
		return nil
	}
	return &SettingsError{Path: filepath.Join(dir, SettingsFile), Faults: f.faults}
}

func writeSettings(path string, src []byte) error {
	if err := writeAtomic(path, src, true); err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	return nil
}

// SetSettings keeps other settings. It is for the first run: nothing else may be
// using the desk meanwhile.
func (d *Desk) SetSettings(s content.Settings) error {
	if err := SaveSettings(d.Dir, s); err != nil {
		return err
	}
	d.Settings = s
	return nil
}

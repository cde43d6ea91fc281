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
// are the defaults. The only error is a *SettingsError, beside settings that
// have their defaults where they could not be used: a file that can't be read
// is one more fault, and keeps nobody from their notes.
func LoadSettings(dir string) (content.Settings, error) {
	path := filepath.Join(dir, SettingsFile)
	src, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return content.DefaultSettings(), nil
	}
	if err != nil {
		return content.DefaultSettings(), &SettingsError{Path: path, Faults: []content.Fault{content.UnreadSettings()}}
	}
	s, faults := content.ParseSettings(src)
	if len(faults) > 0 {
		return s, &SettingsError{Path: path, Faults: faults}
	}
	return s, nil
}

// SaveSettings makes the settings of a data folder what s says. What people
// wrote into the file stays where that can be; where it can't, a copy of the
// file as it was lies beside it, with the ending of settingsBefore.
func SaveSettings(dir string, s content.Settings) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	path, src, err := settingsIn(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return writeSettings(path, content.EncodeSettings(s))
	}
	if err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	out, kept := content.ChangeSettings(src, s)
	if !kept {
		if err := writeSettings(path+settingsBefore, src); err != nil {
			return err
		}
	}
	return writeSettings(path, out)
}

// ChangeSettings changes some of the settings of a data folder, as they stand in
// the file at that moment: somebody may be editing it elsewhere. A file with
// faults is changed in place or, where that can't be, left as it is with a
// *SettingsError: what is wrong in it must not be lost for that.
func ChangeSettings(dir string, change func(*content.Settings)) error {
	s, err := LoadSettings(dir)
	change(&s)
	faulty, isFaulty := errors.AsType[*SettingsError](err)
	if !isFaulty {
		return SaveSettings(dir, s)
	}
	path, src, err := settingsIn(dir)
	if err != nil {
		return faulty
	}
	out, kept := content.ChangeSettings(src, s)
	if !kept {
		return faulty
	}
	return writeSettings(path, out)
}

const settingsBefore = ".before"

// settingsIn is the settings file and what stands in it. A link is followed: a
// file that somebody keeps elsewhere is changed there.
func settingsIn(dir string) (path string, src []byte, err error) {
	path = filepath.Join(dir, SettingsFile)
	if at, err := filepath.EvalSymlinks(path); err == nil {
		path = at
	}
	src, err = os.ReadFile(path)
	return path, src, err
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

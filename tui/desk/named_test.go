package desk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/store/seal"
)

// What the settings name, or what lies in the folder under their name, may be a
// device or a file that has no end: it is told like one that can't be read.
func TestWhatHasNoEndIsToldAndNotRead(t *testing.T) {
	dir := t.TempDir()
	long := filepath.Join(dir, SettingsFile)
	if err := os.WriteFile(long, []byte(strings.Repeat("# a\n", content.MostTyped/4+1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, LocalFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadSettings(dir); !isSettingsError(err) {
		t.Errorf("LoadSettings = %v, want a fault", err)
	}
	if _, _, err := LoadLocal(dir); !isSettingsError(err) {
		t.Errorf("LoadLocal = %v, want a fault", err)
	}
	d := &Desk{}
	for _, path := range []string{long, os.DevNull, dir} {
		if _, err := certificates(path); !isServerFileError(err) {
			t.Errorf("certificates(%s) = %v, want it told", filepath.Base(path), err)
		}
		d.Settings.Server.TokenFile = path
		if _, err := d.token(); !isServerFileError(err) {
			t.Errorf("token from %s = %v, want it told", filepath.Base(path), err)
		}
		if _, err := TeamKeysOf(path); !errors.Is(err, seal.ErrRecipient) {
			t.Errorf("TeamKeysOf(%s) = %v, want no key", filepath.Base(path), err)
		}
	}
}

func isSettingsError(err error) bool { _, ok := errors.AsType[*SettingsError](err); return ok }

// isServerFileError tells whether a file was given up before anything in it was looked at.
func isServerFileError(err error) bool {
	_, ok := errors.AsType[*ServerFileError](err)
	return ok && (errors.Is(err, content.ErrNoFile) || errors.Is(err, content.ErrTooLong))
}

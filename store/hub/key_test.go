package hub

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A key that can't be looked at may be there: nothing takes its place, for without it
// an inbox never opens again.
func TestAKeyThatCannotBeLookedAtIsNotReplaced(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, KeyFileName)
	if err := os.Symlink(KeyFileName, path); err != nil { // to itself
		t.Fatal(err)
	}
	if err := makeKey(path); err == nil {
		t.Error("makeKey() = nil, want why the key can't be looked at")
	}
	if to, err := os.Readlink(path); err != nil || to != KeyFileName {
		t.Errorf("what was there is %q, %v", to, err)
	}
	if _, err := os.Lstat(path + ".new"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("half a key is left: %v", err)
	}
}

package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ownwords/store/vault"
)

// writeAtomic writes a private file whole or not at all. Without replace a file
// that is there is left as it is, and the error is fs.ErrExist.
func writeAtomic(path string, data []byte, replace bool) error {
	dir := filepath.Dir(path)
	if !replace {
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%s: %w", path, fs.ErrExist)
		}
	}
	tmp, err := os.CreateTemp(dir, ".ownwords-*")
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return &fs.PathError{Op: "create", Path: path, Err: e.Err} // a name that somebody knows
	}
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already where all went well
	_, err = tmp.Write(data)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := place(tmp.Name(), path, replace); err != nil {
		return err
	}
	// Where a folder can't be synced, as on some sticks, the file is whole under its
	// name or under none after a power cut, and nothing more can be done.
	_ = vault.SyncFolder(dir)
	return nil
}

// place gives a file its name.
func place(tmp, path string, replace bool) error {
	if replace {
		return os.Rename(tmp, path)
	}
	// A link fails where the name was taken meanwhile; a rename would not.
	if err := os.Link(tmp, path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Rename(tmp, path) // a file system without links
}

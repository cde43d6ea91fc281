package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ownwords/store/seal"
	"ownwords/store/vault"
)

// codeFile is a new file for a recovery code. It is made before what the code
// opens: a store whose code was never kept would be worse than none.
type codeFile struct{ file *os.File }

// makeCodeFile makes the file, which must not be there yet.
func makeCodeFile(path string) (codeFile, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return codeFile{}, fmt.Errorf("make the file for the recovery code: %w", err)
	}
	return codeFile{f}, nil
}

// write puts the code into the file, durably.
func (c codeFile) write(code *seal.Code) error {
	for _, r := range code.Rows() {
		if _, err := fmt.Fprintln(c.file, r.Word, strings.Join(r.Groups[:], "-")); err != nil {
			return fmt.Errorf("write the recovery code: %w", err)
		}
	}
	if err := errors.Join(c.file.Sync(), c.file.Close()); err != nil {
		return fmt.Errorf("write the recovery code: %w", err)
	}
	// The name of that file has to survive a power cut, too, where the system can
	// promise it.
	_ = vault.SyncFolder(filepath.Dir(c.file.Name()))
	return nil
}

// discard takes the file away again: nothing is in it.
func (c codeFile) discard() { _, _ = c.file.Close(), os.Remove(c.file.Name()) }

package hub

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"

	"ownwords/store/vault"
)

// changing is the file in a hub's folder that whoever changes another there has
// locked meanwhile. The system lets go of it when its process ends, however it
// ends.
const changing = "changing.lock"

// nextFile is what shall take a file's place. While there is one no other process
// changes a file of its folder.
type nextFile struct {
	file  *os.File
	path  string // the place
	alone *lockedfile.File
}

// claimNext waits for whoever changes a file of the folder, and makes the file
// that shall come next. It ends with place or discard.
func claimNext(path string) (*nextFile, error) {
	alone, err := lockedfile.OpenFile(filepath.Join(filepath.Dir(path), changing), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	f, err := createNew(path + ".new")
	if err != nil {
		return nil, errors.Join(err, alone.Close())
	}
	return &nextFile{f, path, alone}, nil
}

// createNew makes a file in the place of one that was left half written.
func createNew(path string) (*os.File, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

// place writes the file and gives it its name, durably. Where it can't, nothing
// of it is left.
func (n *nextFile) place(raw []byte) error {
	_, err := n.file.Write(raw)
	if err == nil {
		err = n.file.Sync()
	}
	err = errors.Join(err, n.file.Close())
	if err == nil {
		err = os.Rename(n.file.Name(), n.path)
	}
	if err != nil {
		return errors.Join(err, n.discard())
	}
	return errors.Join(vault.SyncFolder(filepath.Dir(n.path)), n.alone.Close())
}

// discard leaves the place as it is.
func (n *nextFile) discard() error {
	_ = n.file.Close() // it may be
	return errors.Join(os.Remove(n.file.Name()), n.alone.Close())
}

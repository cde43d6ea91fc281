package hub

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// nextFile is what shall take a file's place. Its name, which only one process
// can take, keeps all others from changing the file meanwhile.
type nextFile struct {
	file *os.File
	path string // the place
}

const (
	claimTimeout = 2 * time.Second  // others are waited for
	claimStale   = 10 * time.Second // whoever took it so long ago has ended
	claimPause   = 20 * time.Millisecond
)

// claimNext makes the file that shall come next, or returns an error that is
// [fs.ErrExist] where another process keeps it to itself.
func claimNext(path string) (*nextFile, error) {
	name := path + ".new"
	for until := time.Now().Add(claimTimeout); ; time.Sleep(claimPause) {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			return &nextFile{f, path}, nil
		}
		if !errors.Is(err, fs.ErrExist) || time.Now().After(until) {
			return nil, err
		}
		if old, err := os.Stat(name); err == nil && time.Since(old.ModTime()) > claimStale {
			_ = os.Remove(name) // or another has
		}
	}
}

// place writes the file and gives it its name, durably.
func (n *nextFile) place(raw []byte) error {
	if _, err := n.file.Write(raw); err != nil {
		return err
	}
	if err := errors.Join(n.file.Sync(), n.file.Close()); err != nil {
		return err
	}
	if err := os.Rename(n.file.Name(), n.path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(n.path))
}

func (n *nextFile) discard() error {
	_ = n.file.Close() // it may be
	return os.Remove(n.file.Name())
}

// syncFolder makes new names durable. Windows keeps names by itself and can't
// sync a folder.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

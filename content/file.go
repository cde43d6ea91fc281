package content

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// MostTyped is how long a file gets that somebody writes by hand, or that holds a
// key: settings, a guide, certificates. The longest in use, the certificates that
// a whole country trusts, have a quarter of it.
const MostTyped = 1 << 20

// Errors of a file that was named by mistake.
var (
	ErrNoFile  = errors.New("not a regular file")
	ErrTooLong = errors.New("too long")
)

// Disk has every file by the path that somebody gave it.
var Disk fs.StatFS = disk{}

type disk struct{}

func (disk) Open(path string) (fs.File, error) { return os.Open(path) }

func (disk) Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }

// ReadFile reads a file whole, of at most so many bytes. A device may go on for
// ever and a pipe keep one waiting, so neither is opened. Its errors are ErrNoFile,
// ErrTooLong and the file system's.
func ReadFile(fsys fs.FS, name string, most int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: name, Err: ErrNoFile}
	case info.Size() > most:
		return nil, &fs.PathError{Op: "read", Path: name, Err: ErrTooLong}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := ReadAll(f, most)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return data, nil
}

// ReadAll reads to the end, of at most so many bytes: what is longer is ErrTooLong,
// and the rest of it is not read.
func ReadAll(in io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(data)) > most {
		err = ErrTooLong
	}
	if err != nil {
		clear(data) // it may be somebody's key
		return nil, err
	}
	return data, nil
}

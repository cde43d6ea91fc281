package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// TakeIn copies a backup into a folder, where it is the vault's file. It returns
// a [*FileError] for what can be seen to be none without opening it, an error
// that is [fs.ErrExist] where a vault is there, the system's error, or the end
// of ctx. The backup is only read.
func TakeIn(ctx context.Context, backup, dir string) error {
	err := preflight(backup)
	if err == nil {
		err = copyFile(ctx, backup, filepath.Join(dir, FileName))
	}
	if err != nil {
		return fmt.Errorf("take in backup: %w", err)
	}
	return nil
}

// copyFile copies a file to a new one, durably, and compares what it reads as.
func copyFile(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // nothing was written
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, filePerm)
	if err != nil {
		return err
	}
	w := &copyWriter{ctx: ctx, file: out}
	_, err = io.CopyBuffer(w, readerUntil{ctx, in}, make([]byte, copyChunk))
	err = errors.Join(err, w.end())
	if err == nil {
		err = sameBytes(ctx, to, w.sum)
	}
	if err == nil {
		err = SyncFolder(filepath.Dir(to))
	}
	if err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// Replace puts the vault's file of one folder in the place of another's, on the
// same disk, and keeps the file that was there, whatever it was, beside it under
// the name kept. Nobody may have the first open; where files that are open can't
// be renamed, nobody the second. However it ends, the old file or the new one is
// in its place, whole, and nothing was thrown away.
//
// It returns an error that is [fs.ErrExist] where the name kept is taken, or the
// system's.
func Replace(from, dir, kept string) error {
	r := replacement{
		from: filepath.Join(from, FileName), to: filepath.Join(dir, FileName), kept: filepath.Join(dir, kept), link: os.Link,
	}
	if err := r.do(); err != nil {
		return fmt.Errorf("replace vault: %w", err)
	}
	return nil
}

type replacement struct {
	from, to, kept string
	link           func(old, another string) error
	atStep         func(string) error // in tests, after each
}

func (r replacement) do() error {
	dir := filepath.Dir(r.to)
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"kept", r.keep},
		{"kept for good", func() error { return SyncFolder(dir) }},
		{"replaced", func() error { return renameOver(r.from, r.to) }},
		{"replaced for good", func() error { return errors.Join(SyncFolder(dir), SyncFolder(filepath.Dir(r.from))) }},
	} {
		err := step.do()
		if err == nil && r.atStep != nil {
			err = r.atStep(step.name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// keep gives what is there a second name, so that it is never without one: a
// program that finds no file would begin a new one. Some file systems know no
// second names; there it is copied.
func (r replacement) keep() error {
	info, err := os.Lstat(r.to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return os.Rename(r.to, r.kept)
	}
	err = r.link(r.to, r.kept)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return copyFile(context.Background(), r.to, r.kept)
}

const (
	renameTries = 20
	renamePause = 50 * time.Millisecond
)

// renameOver renames a file over another. On Windows it is tried for a while:
// programs that look into every new file hold it for a moment.
func renameOver(from, to string) error {
	err := os.Rename(from, to)
	for try := 0; err != nil && runtime.GOOS == "windows" && try < renameTries; try++ {
		time.Sleep(renamePause)
		err = os.Rename(from, to)
	}
	return err
}

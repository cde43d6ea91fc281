//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// disk is one that can be filled up, and where room can be made again.
type disk struct {
	fill, clear func() error
}

// diskFull types long lines until the disk is full. That is told within a second,
// typing goes on, what was acknowledged survives a kill, and once there is room
// again all of it is saved.
func diskFull(f *trial) {
	for range f.times {
		for name, full := range map[string]func(*room, *typist) (disk, error){"no room": fullDisk, "a limit": fullFile} {
			f.judge(name+", killed", f.onFull(full, func(y *typist, _ disk) error {
				y.kill()
				_ = y.ends() // it was killed
				return nil
			}))
			f.judge(name+", left while it is full", f.onFull(full, func(y *typist, d disk) error {
				return errors.Join(y.stays(), d.clear(), y.types(".quit", "Locked."), y.ends())
			}))
			f.judge(name+", room made", f.onFull(full, func(y *typist, d disk) error {
				return errors.Join(d.clear(), y.types(".quit", "Locked."), y.ends())
			}))
		}
	}
}

// stays is an error where somebody who leaves is let go though words wait, or is
// told that all is saved.
func (y *typist) stays() error {
	y.told.Reset()
	if err := y.types(".quit", ": "); err != nil {
		return fmt.Errorf("%w: it ended, though words wait: %w", errLost, err)
	}
	if strings.Contains(y.told.String(), "Locked.") {
		return fmt.Errorf("%q was said, though words wait", y.told.String())
	}
	return nil
}

// onFull has somebody type when the disk is full, ends it, and looks at what the
// record has.
func (f *trial) onFull(full func(*room, *typist) (disk, error), end func(*typist, disk) error) error {
	r := &room{dir: f.smallDisk(), program: f.program, scene: scenes[1]}
	if err := r.furnish(); err != nil {
		f.Fatal(err)
	}
	y, err := r.sitsDown()
	if err != nil {
		f.Fatal(err)
	}
	defer y.kill()
	if _, err := y.arrives(false); err != nil {
		return err
	}
	d, err := full(r, y)
	if err != nil {
		f.Fatal(err)
	}
	typed, saves, err := y.fillsUp(d)
	if err != nil {
		return err
	}
	if err := end(y, d); err != nil {
		return err
	}
	if y.cmd.ProcessState.ExitCode() == codeOK {
		saves = len(typed) // it said that all is saved
	}
	if err := d.clear(); err != nil {
		f.Fatal(err)
	}
	now, err := r.record()
	if err != nil {
		return err
	}
	return follows(nil, typed, now, saves)
}

// fillsUp types until it is told that the disk is full, and some lines more. It
// returns how many of them were acknowledged.
func (y *typist) fillsUp(d disk) (typed []string, saves int, err error) {
	const most, after = 400, 3
	for told := 0; told < after; {
		if len(typed) == most {
			return nil, 0, fmt.Errorf("no full disk was told behind %d lines", most)
		}
		if err := d.fill(); err != nil {
			return nil, 0, err
		}
		line := fmt.Sprintf("%d %s", len(typed)+1, strings.Repeat("quarry thistle ", 3000))
		if told > 0 {
			line = fmt.Sprintf("%d thistle", len(typed)+1)
		}
		typed = append(typed, strings.TrimSpace(line))
		y.told.Reset()
		began := time.Now()
		if err := y.types(line, fmt.Sprintf("Note %d: ", len(typed)+1)); err != nil {
			return nil, 0, err
		}
		if took := time.Since(began); took > time.Second {
			return nil, 0, fmt.Errorf("line %d was answered after %v", len(typed), took)
		}
		switch {
		case strings.Contains(y.told.String(), "Not saved yet"):
			told++
		case told == 0:
			saves = len(typed)
		}
	}
	return typed, saves, nil
}

// smallDisk is a folder on a disk of its own where there may be one, which root
// may have.
func (f *trial) smallDisk() string {
	dir := f.TempDir()
	err := unix.Mount("ownwords", dir, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "size=12m,mode=0700")
	if errors.Is(err, unix.EPERM) {
		return dir // fullDisk does not fill it then
	}
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		// What another test starts has this one's files open for a moment too.
		if err := eventually(func() error { return unix.Unmount(dir, 0) }); err != nil {
			f.Error(err)
		}
	})
	return dir
}

// fullDisk leaves no room on the disk of a room that has one of its own.
func fullDisk(r *room, y *typist) (disk, error) {
	var stat unix.Statfs_t
	if err := unix.Statfs(r.dir, &stat); err != nil {
		return disk{}, err
	}
	if stat.Type != unix.TMPFS_MAGIC || stat.Blocks*uint64(stat.Bsize) > 64<<20 {
		return fullFile(r, y)
	}
	path := filepath.Join(r.dir, "ballast")
	return disk{fill: func() error { return ballast(path) }, clear: func() error { return os.RemoveAll(path) }}, nil
}

// ballast writes to a file until the disk takes no more.
func ballast(path string) error {
	w, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	for part := make([]byte, 4096); err == nil; {
		_, err = w.Write(part)
	}
	if errors.Is(err, unix.ENOSPC) {
		err = nil
	}
	return errors.Join(err, w.Close())
}

// fullFile lets no file of the program grow any more.
func fullFile(r *room, y *typist) (disk, error) {
	limit := func(most uint64) error {
		return unix.Prlimit(y.cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: most, Max: unix.RLIM_INFINITY}, nil)
	}
	var full bool
	return disk{
		fill: func() error {
			info, err := os.Stat(r.file())
			if err != nil || full {
				return err
			}
			full = true
			return limit(uint64(info.Size()))
		},
		clear: func() error {
			if y.cmd.ProcessState != nil {
				return nil // it has ended, and its limit with it
			}
			return limit(unix.RLIM_INFINITY)
		},
	}, nil
}

//go:build linux

// Package fulldisk makes a disk full for tests of those who have notes open on
// it: what they do with words that nothing takes.
package fulldisk

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
)

// Fill lets nothing be written to the notes in dir until room is made, which
// it is at the latest when the test ends: beneath their file lies a copy of it
// that takes nothing.
func Fill(t testing.TB, dir string) (room func()) {
	t.Helper()
	path := filepath.Join(dir, "ownwords.db")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	full, err := unix.MemfdCreate("full", unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := unix.Pwrite(full, whole, 0); err != nil || n != len(whole) {
		t.Fatal(n, err)
	}
	if _, err := unix.FcntlInt(uintptr(full), unix.F_ADD_SEALS, unix.F_SEAL_WRITE|unix.F_SEAL_GROW); err != nil {
		t.Fatal(err)
	}
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	const aside = 500 // where no file is that is open
	was := map[int]int{}
	for _, e := range fds {
		to, err := os.Readlink(filepath.Join("/proc/self/fd", e.Name()))
		fd, bad := strconv.Atoi(e.Name())
		if err != nil || bad != nil || to != path {
			continue
		}
		if was[fd], err = unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, aside); err != nil {
			t.Fatal(err)
		}
		if err := unix.Dup3(full, fd, unix.O_CLOEXEC); err != nil {
			t.Fatal(err)
		}
	}
	if len(was) == 0 {
		t.Fatal("no notes are open")
	}
	room = sync.OnceFunc(func() {
		for fd, file := range was {
			if err := errors.Join(unix.Dup3(file, fd, unix.O_CLOEXEC), unix.Close(file)); err != nil {
				t.Error(err)
			}
		}
		if err := unix.Close(full); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(room)
	return room
}

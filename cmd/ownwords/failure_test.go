package main

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"
)

func TestAFullDiskIsToldAsOne(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "notes.lock", Err: syscall.ENOSPC}
	code, m := known(fmt.Errorf("open store: %w", full))
	if code != codeFailed || m.ID != "command.fail.full" {
		t.Errorf("known() = %d, %s, want that the disk is full", code, m.ID)
	}
}

package main

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"ownwords/store/vault"
	"ownwords/tui/desk"
)

func TestAFullDiskIsToldAsOne(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "notes.lock", Err: syscall.ENOSPC}
	code, m := known(fmt.Errorf("open store: %w", full))
	if code != codeFailed || m.ID != "command.fail.full" {
		t.Errorf("known() = %d, %s, want that the disk is full", code, m.ID)
	}
}

// However a system says that there is no room: people are told to make some.
func TestNoRoomForAnUpgradeIsToldAsThat(t *testing.T) {
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		err := fmt.Errorf("open store: %w", &vault.UpgradeError{Path: "ownwords.db", Err: &fs.PathError{Op: "write", Path: "copy", Err: full}})
		if code, m := known(err); code != codeFailed || m.ID != "command.fail.upgrade-room" {
			t.Errorf("known(%v) = %d, %s, want that there is no room", full, code, m.ID)
		}
		if m := desk.Trouble(err); m.ID != "trouble.full" {
			t.Errorf("Trouble(%v) = %s, want that the disk is full", full, m.ID)
		}
	}
}

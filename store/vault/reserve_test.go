package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What is held beside the file is given up to a save that found no room, and is
// held again once there is some.
func TestRoomIsHeldAndGivenUp(t *testing.T) {
	dir, v, _ := create(t)
	path := filepath.Join(dir, reserveName)
	if info, err := os.Stat(path); err != nil || info.Size() != reserveSize || v.Tight() {
		t.Fatalf("the room beside the file: %v, %v, tight %v", info, err, v.Tight())
	}
	err := v.Update(func(*Tx) error { return errors.New("something else") })
	if _, gone := os.Stat(path); err == nil || gone != nil {
		t.Errorf("an error of another kind gave the room up: %v", gone)
	}
	err = v.Update(func(*Tx) error { return fmt.Errorf("write page: %w", syscall.ENOSPC) })
	if _, there := os.Stat(path); err == nil || there == nil || !v.Tight() {
		t.Errorf("a full disk: the room is held still, tight %v", v.Tight())
	}
	if v.KeepRoom() || v.Tight() {
		t.Error("with room on the disk again, none is held")
	}
}

//go:build unix

package vault

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Room is how many bytes this account may still write on the disk of a folder.
func Room(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("look for room: %w", err)
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}

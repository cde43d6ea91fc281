package vault

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Room is how many bytes this account may still write on the disk of a folder.
func Room(dir string) (uint64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, fmt.Errorf("look for room: %w", err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("look for room: %w", err)
	}
	return free, nil
}

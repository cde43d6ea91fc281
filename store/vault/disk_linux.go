package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// SealOfDisk finds out whether a folder's disk is encrypted: the device that it
// lies on, or one that this is made of, is one of dm-crypt's. What encrypts by
// folder or inside the disk is not seen.
func SealOfDisk(dir string) DiskSeal {
	var s unix.Stat_t
	if unix.Stat(dir, &s) != nil {
		return DiskUnknown
	}
	return sealOfDevice(fmt.Sprintf("/sys/dev/block/%d:%d", unix.Major(s.Dev), unix.Minor(s.Dev)))
}

// sealOfDevice reads what the kernel tells of a block device. A device that is
// not there is a file system's own, as of one that spans several.
func sealOfDevice(path string) DiskSeal {
	if _, err := os.Stat(path); err != nil {
		return DiskUnknown
	}
	if uuid, err := os.ReadFile(filepath.Join(path, "dm", "uuid")); err == nil && strings.HasPrefix(string(uuid), "CRYPT-") {
		return DiskSealed
	}
	under, err := os.ReadDir(filepath.Join(path, "slaves"))
	if err != nil || len(under) == 0 {
		return DiskOpen
	}
	for _, d := range under {
		if seal := sealOfDevice(filepath.Join(path, "slaves", d.Name())); seal != DiskSealed {
			return seal
		}
	}
	return DiskSealed
}

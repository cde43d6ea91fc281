package vault

import (
	"path/filepath"

	"golang.org/x/sys/unix"
)

// networkAt names the file system of a folder, if its disk is elsewhere.
func networkAt(path string) string {
	var s unix.Statfs_t
	for unix.Statfs(path, &s) != nil {
		up := filepath.Dir(path)
		if up == path {
			return ""
		}
		path = up
	}
	if s.Flags&unix.MNT_LOCAL != 0 {
		return ""
	}
	return unix.ByteSliceToString(s.Fstypename[:])
}

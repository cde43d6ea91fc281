package vault

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// networkAt names the drive of a folder, if it is another machine's.
func networkAt(path string) string {
	volume := filepath.VolumeName(path)
	if strings.HasPrefix(volume, `\\`) {
		return volume
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err != nil || windows.GetDriveType(root) != windows.DRIVE_REMOTE {
		return ""
	}
	return volume
}

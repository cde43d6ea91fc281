package vault

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// SealOfDisk finds out whether BitLocker is on for a folder's drive: from the
// property that Explorer shows, since asking BitLocker takes an administrator.
func SealOfDisk(dir string) DiskSeal {
	path, err := filepath.Abs(dir)
	drive := filepath.VolumeName(path)
	if err != nil || len(drive) != 2 {
		return DiskUnknown
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	ask := "(New-Object -ComObject Shell.Application).NameSpace('" + drive + "').Self.ExtendedProperty('System.Volume.BitLockerProtection')"
	out, err := exec.CommandContext(ctx, "powershell.exe", "-NoProfile", "-NonInteractive", "-Command", ask).Output()
	if err != nil {
		return DiskUnknown
	}
	switch strings.TrimSpace(string(out)) {
	case "1", "3": // on, or being encrypted
		return DiskSealed
	case "2", "4", "5": // off, being decrypted, or suspended
		return DiskOpen
	}
	return DiskUnknown
}

package vault

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// SealOfDisk finds out whether FileVault is on. It knows of the disk that the
// system starts from alone, where a home folder is.
func SealOfDisk(string) DiskSeal {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	out, _ := exec.CommandContext(ctx, "/usr/bin/fdesetup", "isactive").Output() // which fails where it is off
	switch strings.TrimSpace(string(out)) {
	case "true":
		return DiskSealed
	case "false":
		return DiskOpen
	}
	return DiskUnknown
}

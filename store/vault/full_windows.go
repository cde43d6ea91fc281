package vault

import "golang.org/x/sys/windows"

// What a system says instead of ENOSPC: its disk is full, or somebody's share of
// it is.
const (
	errQuota    = windows.ERROR_DISK_QUOTA_EXCEEDED
	errTooLarge = windows.ERROR_DISK_FULL
)

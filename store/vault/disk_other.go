//go:build !linux && !darwin && !windows

package vault

// SealOfDisk can't tell here.
func SealOfDisk(string) DiskSeal { return DiskUnknown }

//go:build unix

package vault

import "syscall"

// What a system says instead of that its disk is full: somebody's share of it
// is, or no file may be longer.
const (
	errQuota    = syscall.EDQUOT
	errTooLarge = syscall.EFBIG
)

//go:build unix

package main

import "golang.org/x/sys/unix"

// keepPrivate keeps what the process holds in memory out of files that others
// write: it leaves no core when it crashes. What it writes itself is nobody
// else's to read.
func keepPrivate() {
	unix.Umask(0o077)
	// A system that refuses leaves nothing to be done, and nobody to tell yet.
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	hideMemory()
}

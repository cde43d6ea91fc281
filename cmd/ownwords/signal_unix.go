//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// backupSignals ask an inbox for a backup at once.
func backupSignals() []os.Signal { return []os.Signal{unix.SIGUSR1} }

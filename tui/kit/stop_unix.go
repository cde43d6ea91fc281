//go:build unix

package kit

import (
	"os"

	"golang.org/x/sys/unix"
)

// StopSignals ask a program to stop until it is to go on: what a shell's ctrl+z
// sends.
func StopSignals() []os.Signal { return []os.Signal{unix.SIGTSTP} }

// StopProcess stops this process until somebody has it go on.
func StopProcess() error { return unix.Kill(unix.Getpid(), unix.SIGSTOP) }

//go:build !linux

package vault

import "os"

// hold makes a file take room on the disk.
func hold(file *os.File, size int) error { return holdWritten(file, size) }

package vault

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// hold makes a file take room on the disk.
func hold(file *os.File, size int) error {
	err := unix.Fallocate(int(file.Fd()), 0, 0, int64(size))
	if errors.Is(err, unix.EOPNOTSUPP) {
		return holdWritten(file, size)
	}
	return err
}

package seal

import (
	"bytes"
	"fmt"
	"runtime/debug"

	"golang.org/x/crypto/argon2"
)

// Cost is what one guess at a passphrase costs, in Argon2id's measures. Each
// passphrase slot carries its own, so that a later version can ask for more.
type Cost struct {
	MemoryKiB uint32 `json:"memory_kib"`
	Time      uint32 `json:"time"`
	Threads   uint8  `json:"threads"`
}

// DefaultCost takes about a tenth of a second and 64 MiB on a laptop: more than
// three times the memory that OWASP's password storage advice sets as a floor.
func DefaultCost() Cost { return Cost{MemoryKiB: 64 << 10, Time: 3, Threads: 4} }

// CheapCost takes well under a millisecond. It is for practice stores of
// made-up people and for tests of something else; it protects nothing.
func CheapCost() Cost { return Cost{MemoryKiB: 64, Time: 1, Threads: 1} }

// The bounds keep a file that somebody has tampered with from taking all of
// the machine's memory, or minutes, before a passphrase is even judged.
const (
	maxMemoryKiB = 1 << 20 // 1 GiB
	maxTime      = 16
	maxThreads   = 16
	givenBackKiB = 8 << 10
)

func (c Cost) check() error {
	switch {
	case c.Time < 1, c.Time > maxTime,
		c.Threads < 1, c.Threads > maxThreads,
		c.MemoryKiB < 8*uint32(c.Threads), c.MemoryKiB > maxMemoryKiB:
		return fmt.Errorf("%d KiB, time %d, threads %d: %w", c.MemoryKiB, c.Time, c.Threads, ErrCost)
	}
	return nil
}

// derive makes a slot's key from a passphrase that was normalised.
func (c Cost) derive(passphrase, salt []byte) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	key := bytes.Clone(argon2.IDKey(passphrase, salt, c.Time, c.MemoryKiB, c.Threads, keySize))
	if c.MemoryKiB >= givenBackKiB {
		debug.FreeOSMemory() // or the process keeps the memory of one guess for minutes
	}
	return key, nil
}

package model

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
)

// ID names one thing for ever: a record or a part of one. It is random (UUID
// version 4), so that it tells nothing about anybody and two laptops never
// choose the same. Parts of which a record holds exactly one (the person, the
// money) have their kind as their id.
type ID string

// NewID returns a fresh random id from the operating system's randomness.
func NewID() ID {
	var b [16]byte
	// crypto/rand.Read never returns an error; it ends the program instead.
	_, _ = rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	h := hex.EncodeToString(b[:])
	return ID(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}

// ErrBadID is returned by ParseID for a text that is no id.
var ErrBadID = errors.New("not an id")

// ParseID checks that s is a UUID in lower-case hexadecimal, as NewID writes
// it. The error wraps ErrBadID and does not repeat s.
func ParseID(s string) (ID, error) {
	if len(s) != 36 {
		return "", fmt.Errorf("%w: %d characters, want 36", ErrBadID, len(s))
	}
	for i := range len(s) {
		c := s[i]
		dash := i == 8 || i == 13 || i == 18 || i == 23
		hexdigit := '0' <= c && c <= '9' || 'a' <= c && c <= 'f'
		if dash != (c == '-') || !dash && !hexdigit {
			return "", fmt.Errorf("%w: character %d", ErrBadID, i+1)
		}
	}
	return ID(s), nil
}

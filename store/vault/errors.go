package vault

import (
	"fmt"
	"time"

	"ownwords/store/seal"
)

// Fault is what is wrong with a file as a whole.
type Fault string

// The faults of a file. None of them is mended by opening it, and opening
// changes none of them.
const (
	FaultFolder  Fault = "is a folder"
	FaultEmpty   Fault = "is empty"
	FaultShort   Fault = "is cut short"
	FaultForeign Fault = "is not a store of this kind"
	FaultDamaged Fault = "is damaged"
)

// FileError is returned for a file that cannot be opened or trusted. The file
// is as it was.
type FileError struct {
	Path  string
	Size  int64 // bytes
	Fault Fault
	Err   error // where the fault was seen, if it is FaultDamaged
}

func (e *FileError) Error() string {
	text := fmt.Sprintf("%s (%d bytes) %s", e.Path, e.Size, e.Fault)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *FileError) Unwrap() error { return e.Err }

// NewerError is returned for a file that a later version has written. It is
// not opened, even to read.
type NewerError struct {
	Path         string
	What         string // "file", "format" or "schema"
	Found, Known uint32
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("%s has %s %d, this version knows %d", e.Path, e.What, e.Found, e.Known)
}

// LockedError is returned when another process holds the file. Holder is zero
// where that process left no word of itself.
type LockedError struct {
	Path string
	Holder
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("%s is held by process %d on %s since %s", e.Path, e.PID, e.Host, e.Since.Format(time.RFC3339))
}

// WrongKeyError is returned when nothing that was brought opens a slot. It is
// a [seal.ErrWrongKey]. The file is as it was; trying again costs only Wait.
type WrongKeyError struct {
	Tries int           // since the file was opened
	Wait  time.Duration // how long the caller should wait before it asks again
}

func (e *WrongKeyError) Error() string { return fmt.Sprintf("try %d: %v", e.Tries, seal.ErrWrongKey) }

func (e *WrongKeyError) Unwrap() error { return seal.ErrWrongKey }

// maxWait is the longest that somebody who cannot remember is kept waiting.
const maxWait = time.Minute

// waitAfter doubles from one second.
func waitAfter(tries int) time.Duration {
	return min(time.Second<<min(tries-1, 6), maxWait)
}

// DamageError names one value that is there but does not open, or a thing of
// the vault's own that is not as it was written. All else may be whole.
type DamageError struct {
	Bucket string
	Key    []byte // random or hashed: tells nothing
	Err    error
}

func (e *DamageError) Error() string {
	return fmt.Sprintf("%s/%x is damaged: %v", e.Bucket, e.Key, e.Err)
}

func (e *DamageError) Unwrap() error { return e.Err }

// UpgradeError is returned for a file of an earlier version that could not be
// brought up to this one. The file is whole and as that version left it, or
// some steps on; a later try goes on from there.
type UpgradeError struct {
	Path     string
	Copy     string // the file as it was before; empty where that could not be made, and nothing was changed
	From, To uint16 // the schema it is of, and the one that is wanted
	Err      error
}

func (e *UpgradeError) Error() string {
	return fmt.Sprintf("bring %s from schema %d to %d: %v", e.Path, e.From, e.To, e.Err)
}

func (e *UpgradeError) Unwrap() error { return e.Err }

// Vaults tells whether it is one of the values that the vault itself opens by:
// then nothing else can be read either.
func (e *DamageError) Vaults() bool { return e.Bucket == string(metaBucket) }

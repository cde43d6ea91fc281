package store

import (
	"errors"
	"fmt"
	"time"

	"ownwords/model"
)

// What a Damage can be about, beside [seal.ErrSealed] for what does not open
// and the faults of package model for what opens and can't be read.
var (
	// ErrMissing is told of batches that were kept once and are not there.
	ErrMissing = errors.New("not there any more")
	// ErrChain is told of a batch or a log entry that opens but is not the one
	// that those after it were written behind: an older state of it was put
	// back.
	ErrChain = errors.New("not what was followed on from")
)

// Damage is one thing that could not be read as it was kept. It names what is
// affected by bucket, id and number, never by words. All the rest was read.
type Damage struct {
	Where  string // the bucket, such as "tail" or "cards"
	Record model.ID
	Drawer model.Drawer
	// First and Last are the numbers of the batches, log entries or kept
	// copies affected, where they have numbers.
	First, Last uint64
	// After and Before are when the batches around a damaged one were made
	// (UTC): what is lost was typed between them. Zero where there is none.
	After, Before time.Time
	// Mended tells that nothing was lost: it could be made again from what
	// else is kept.
	Mended bool
	Err    error
}

// Error names the place.
func (d Damage) Error() string {
	s := d.Where
	if d.Record != "" {
		s += " " + string(d.Record)
	}
	if d.Drawer != "" {
		s += " " + string(d.Drawer)
	}
	if d.Last != 0 {
		s += fmt.Sprintf(" %d", d.First)
	}
	if d.Last > d.First {
		s += fmt.Sprintf(" to %d", d.Last)
	}
	return s + ": " + d.Err.Error()
}

// Unwrap gives the fault itself.
func (d Damage) Unwrap() error { return d.Err }

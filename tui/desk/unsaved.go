package desk

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"ownwords/model"
	"ownwords/store"
)

// LostError tells that the program ended with words that the disk did not take.
type LostError struct {
	// For is how long ago the first of them was typed.
	For time.Duration
	Err error // why the disk did not take them
}

// Error says how much it was.
func (e *LostError) Error() string {
	return fmt.Sprintf("lost what was typed in %d minutes: %v", minutesOf(e.For), e.Err)
}

// Unwrap gives why.
func (e *LostError) Unwrap() error { return e.Err }

// Said is the sentence for it.
func (e *LostError) Said() model.Message { return model.Msg("unsaved.lost", "n", minutesOf(e.For)) }

// minutesOf is a while in whole minutes, one at least.
func minutesOf(d time.Duration) int { return max(1, int(math.Ceil(d.Minutes()))) }

// Unsaved says how much is not on disk yet, of the conversation that is open (or
// nil) and of those that were left; zero where everything is.
func (d *Desk) Unsaved(t *Talk) model.Message {
	since := d.unsavedSince(t)
	if since.IsZero() {
		return model.Message{}
	}
	return model.Msg("unsaved.how-much", "n", minutesOf(d.Now().Sub(since)))
}

func (d *Desk) unsavedSince(t *Talk) time.Time {
	since := d.store.Unsaved()
	if t != nil && !t.empty() && (since.IsZero() || t.held[0].At.Before(since)) {
		return t.held[0].At
	}
	return since
}

// SaveAll saves the conversation that is open (or nil) and those that were left,
// and waits until all is on disk. It is for the goroutine that drives the engine.
func (d *Desk) SaveAll(ctx context.Context, t *Talk) error {
	if t != nil {
		if err := t.Save(); err != nil {
			return err
		}
	}
	return d.Settle(ctx)
}

// Settle waits until all is on disk that was handed over, in every conversation.
// It may be called from any goroutine.
func (d *Desk) Settle(ctx context.Context) error {
	ctx, stop := flushing(ctx)
	defer stop()
	return d.store.Save(ctx)
}

// Patience is how long a program that is told to end tries to save what the disk
// does not take: nobody is there to be asked, and a laptop that goes down does
// not wait longer.
const Patience = 10 * time.Second

// retryAfter is the rest between two tries.
const retryAfter = 250 * time.Millisecond

// Parting is how a desk is left for good.
type Parting struct {
	// Patience is how long it is tried to save what the disk does not take.
	Patience time.Duration
	// AsIs leaves the conversation as it stands: after a crash its engine is not
	// asked for more than the words it has.
	AsIs bool
}

// Shut saves everything, the conversation that is open (or nil) too, and lets go
// of the store. The error is a *LostError where words are lost by it.
func (d *Desk) Shut(ctx context.Context, t *Talk, p Parting) error {
	err := d.tryToSave(ctx, t, p.Patience)
	if since := d.unsavedSince(t); err != nil && !since.IsZero() {
		return &LostError{For: d.Now().Sub(since), Err: err}
	}
	if t != nil && !p.AsIs {
		_ = t.inOrder(ctx) // what fails of it waits, and is tried once more by closing
	}
	e := d.Close()
	if errors.Is(e, store.ErrWaiting) && d.unsavedSince(t).IsZero() {
		e = nil // every word is there; it was only not put in order
	}
	return errors.Join(err, e)
}

// inOrder leaves a conversation all of which is on disk; one whose engine breaks
// in it stays as it is.
func (t *Talk) inOrder(ctx context.Context) error {
	defer func() { _ = recover() }()
	return t.Leave(ctx)
}

func (d *Desk) tryToSave(ctx context.Context, t *Talk, patience time.Duration) error {
	for end := time.Now().Add(patience); ; {
		err := d.saveSafely(ctx, t)
		if err == nil || !time.Now().Before(end) {
			return err
		}
		time.Sleep(retryAfter)
	}
}

// saveSafely saves what there is even of a conversation whose engine breaks in
// it: the words that were handed over are the writer's.
func (d *Desk) saveSafely(ctx context.Context, t *Talk) (err error) {
	defer func() {
		if recover() != nil {
			err = d.Settle(ctx)
		}
	}()
	return d.SaveAll(ctx, t)
}

package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"ownwords/model"
)

// pause is how long a writer gathers before it commits again, and how long it
// waits before it tries again what the disk did not take. Whoever must have
// words on disk sooner asks for it with Now.
const pause = time.Second

// Writer is the one way into a record. What is handed to it is committed in
// the order in which it came: at once where nothing was committed for a pause,
// else together with what has gathered when that pause is over. What can't be
// committed stays in memory, and is tried again after every pause until it is.
//
// It has no goroutine but while it works, and no timer but while something
// waits. Its methods may be called from any goroutine.
type Writer struct {
	s  *Store
	id recordKey
	ds drawers

	one  sync.Mutex // held through a transaction: there is one at a time
	at   position   // where the record stands; guarded by one, and so are ds and seen
	seen turn       // of the file, when ds and at were read

	mu    sync.Mutex // guards what follows
	queue []work     // what is not committed, in order
	last  uint64     // number of the last batch that was handed over
	timer *time.Timer
	began time.Time // when the last transaction began
	saved time.Time
	err   error
	ended bool
	left  bool // nobody is in the record: it was left, and nothing came since
}

// work is what one call handed over: committed whole or not at all.
type work struct {
	batches []model.Batch
	keep    *Keep
	out     []OutItem
	leaving *leaving
}

// leaving is where a record was when it was left.
type leaving struct {
	record *model.Record
	place  model.Place
}

func newWriter(s *Store, id recordKey) *Writer { return &Writer{s: s, id: id} }

// Writer returns the writer of a record that is in the store, the same one
// each time. It returns ErrNotFound where there is no such record.
func (s *Store) Writer(id model.ID) (*Writer, error) {
	k, err := keyOf(id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if w := s.writers[id]; w != nil {
		w.enter()
		return w, nil
	}
	w := newWriter(s, k)
	w.at.made = true
	err = s.view(func(t *tx) error { return w.renew(t) })
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", id, err)
	}
	w.last = w.at.head.Seq
	s.writers[id] = w
	return w, nil
}

// writer returns the writer of a record if there is one.
func (s *Store) writer(id model.ID) *Writer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writers[id]
}

// Put hands over what happened, in order. It never waits and never drops. It
// returns ErrOrder, and takes nothing, where the numbers of the batches do not go
// on from the last one: somebody else wrote in the record meanwhile, and nothing
// that came after them could be committed.
func (w *Writer) Put(b []model.Batch) error {
	if len(b) == 0 {
		return nil
	}
	return w.add(work{batches: slices.Clone(b)})
}

// PutAgreed hands over the batches that make a plan agreed or final, with the
// record as it is after them, and what is frozen of it, to be committed in one
// transaction. What can't be used is refused before anything is handed over:
// an item whose id is not a random one, ErrFrozen for one whose id is there with
// other bytes, or ErrOrder as in Put.
func (w *Writer) PutAgreed(b []model.Batch, k Keep, out []OutItem) error {
	out = slices.Clone(out)
	for i, o := range out {
		o, err := sealedItem(o)
		if err != nil {
			return err
		}
		o.Record, o.Revision = w.id.id, k.Revision
		out[i] = o
	}
	err := w.s.view(func(t *tx) error {
		for _, o := range out {
			id, err := keyOf(o.ID)
			if err != nil {
				return err
			}
			if err := t.mayFreeze(id, o.Hash); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.add(work{batches: slices.Clone(b), keep: &k, out: out})
}

func (w *Writer) add(x work) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	last := w.last
	for _, b := range x.batches {
		if last++; b.Seq != last {
			return fmt.Errorf("put batch %d behind %d: %w", b.Seq, last-1, ErrOrder)
		}
	}
	w.last = last
	w.queue = append(w.queue, x)
	w.left = false
	w.arm(pause - time.Since(w.began))
	return nil
}

// arm sets the timer, unless it is set. It is called with mu held.
func (w *Writer) arm(after time.Duration) {
	if w.timer == nil && !w.ended {
		w.timer = time.AfterFunc(max(after, 0), func() { _ = w.save() }) // State says what came of it
	}
}

// Now has what waits committed at once, without waiting for it.
func (w *Writer) Now() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.queue) == 0 {
		return
	}
	w.disarm()
	w.arm(0)
}

func (w *Writer) disarm() {
	if w.timer != nil {
		w.timer.Stop() // if it is too late, save finds nothing to do
		w.timer = nil
	}
}

// State says when words were last saved (UTC, zero for never), how many
// batches wait, and why the last attempt failed, if it did.
func (w *Writer) State() (saved time.Time, waiting int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, x := range w.queue {
		waiting += len(x.batches)
	}
	return w.saved, waiting, w.err
}

// Flush commits what waits and returns when it is on disk, or why it is not:
// then it waits on. Where ctx ends first the commit goes on by itself.
func (w *Writer) Flush(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- w.save() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("flush: %w", context.Cause(ctx))
	}
}

// Leave is Flush at the end of a sitting: with what waits it commits the record
// as it now is and where one was in it, so that it opens quickly and the list
// shows it as it is. r is the record after all that was handed over. The writer
// can be used on. Where it fails it is tried again like anything else.
func (w *Writer) Leave(ctx context.Context, r *model.Record, p model.Place) error {
	if err := w.add(work{leaving: &leaving{r, p}}); err != nil {
		return err
	}
	return w.Flush(ctx)
}

// save commits what has gathered. It returns why it could not.
func (w *Writer) save() error {
	w.one.Lock()
	defer w.one.Unlock()
	works, err := w.gather()
	if len(works) == 0 || err != nil {
		return err
	}
	err = w.guarded(func() error {
		at, err := w.write(works)
		if err == nil {
			w.at = w.rebased(at)
		}
		return err
	})
	w.s.tellFault(err)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.err = err
	if err == nil {
		w.queue = slices.Delete(w.queue, 0, len(works))
		w.saved = w.s.now()
		w.left = len(w.queue) == 0 && works[len(works)-1].leaving != nil
	}
	if len(w.queue) > 0 {
		w.arm(pause)
	}
	return err
}

// FaultError is a fault of the program's own while it saved: the functions that
// led to it, and not what it said, which may hold words. What was to be saved
// waits on.
type FaultError struct{ Stack []string }

// Error names the function in which it was.
func (e *FaultError) Error() string { return "fault in " + e.Stack[0] }

// guarded turns a panic into a *FaultError: it must not end the program, whose
// memory is the only place where the words are.
func (w *Writer) guarded(do func() error) (err error) {
	defer func() {
		if recover() == nil {
			return
		}
		const skipped, most = 3, 40
		pcs := make([]uintptr, most)
		frames := runtime.CallersFrames(pcs[:runtime.Callers(skipped, pcs)])
		fault := &FaultError{}
		for more := true; more; {
			var f runtime.Frame
			f, more = frames.Next()
			fault.Stack = append(fault.Stack, fmt.Sprintf("%s (%s:%d)", f.Function, filepath.Base(f.File), f.Line))
		}
		err = fault
	}()
	return do()
}

// OnFault has do called at the first fault of the program's own in saving, from
// the goroutine that saved.
func (s *Store) OnFault(do func(*FaultError)) { s.onFault.Store(&do) }

func (s *Store) tellFault(err error) {
	fault, ok := errors.AsType[*FaultError](err)
	if !ok {
		return
	}
	if do := s.onFault.Swap(nil); do != nil { // it is tried again every second
		(*do)(fault)
	}
}

var errEnded = errors.New("store was closed")

func (w *Writer) gather() ([]work, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.disarm()
	if w.ended && len(w.queue) > 0 {
		w.err = errEnded
		return nil, w.err
	}
	if len(w.queue) > 0 {
		w.began = time.Now()
	}
	return slices.Clone(w.queue), nil
}

// end makes a writer whose store is closed fail instead of trying.
func (w *Writer) end() {
	w.one.Lock() // the keys may be in use
	defer w.one.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.disarm()
	w.ended = true
	w.ds.close()
}

// enter notes that somebody goes on with the record.
func (w *Writer) enter() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = false
}

// Done is for whoever entered a record and puts nothing into it: nobody is in it
// any more, and it stands as it was left.
func (w *Writer) Done() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = true
}

// open tells whether somebody is in the record, or something waits.
func (w *Writer) open() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.left || len(w.queue) > 0
}

// turn is what of the file a writer holds in memory: how often keys and tails
// were made anew behind its back.
type turn struct {
	epoch uint32
	turns uint64
}

func (t *tx) turn() turn { return turn{t.Epoch(), t.s.turns.Load()} }

// turned has every writer read again where its record stands. It is called in
// the transaction that wrote a tail which is not the writer's own.
func (t *tx) turned() { t.s.turns.Add(1) }

var errBehind = errors.New("file was made anew")

func (w *Writer) behind(t *tx) bool { return w.seen != t.turn() }

// renew reads the record's keys and where it stands, unless they were read of
// this very file. It is called with one held, or before anybody has the writer.
func (w *Writer) renew(t *tx) (err error) {
	now := t.turn()
	if w.seen == now {
		return nil
	}
	ds, at := drawers{}, w.at
	if at.made {
		ds, at, err = t.position(w.id)
	} else {
		ds, err = t.makeDrawers(w.id)
	}
	if err != nil {
		return err
	}
	w.ds.close()
	w.ds, w.at, w.seen = ds, at, now
	return nil
}

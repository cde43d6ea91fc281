package flow

import (
	"time"

	"ownwords/model"
)

// run is what is typed in one go: one step to take back, however often it is
// kept meanwhile.
//
// A run in a note ends where the hand did something else: at Enter, where the
// caret is moved, where something is pasted, at a pause, and where erasing
// begins. What is typed after erasing belongs to it, so that mending a word is
// one step, and everything that ever stood there before it was erased can be
// brought back. A run in a line of a page ends with the line.
type run struct {
	in    typedIn
	first uint64 // the first batch that was kept of it; zero while there is none
	// Of a note: what was typed since it was last kept, when the newest letter
	// came, whether any did, and whether they were pasted.
	tx     *tx
	at     time.Time
	wrote  bool
	pasted bool
}

// typedIn is where a run is typed: in a note, where no action is named, or in
// what an action asks of a part.
type typedIn struct {
	action string
	part   model.ID
}

func inNote(id model.ID) typedIn { return typedIn{part: id} }

// pause is how long a hand may rest in one run of typing; burst is how far the
// letters of one paste are apart at most, where they come one by one.
const (
	pause = 3 * time.Second
	burst = 100 * time.Millisecond
)

// resume goes on with the run in this, or begins it.
func (f *Flow) resume(in typedIn) {
	if f.run == nil || f.run.in != in {
		f.settle()
		f.run = &run{in: in}
	}
}

// hand tells the run of a note of an edit that comes: either it goes on, or
// another begins.
func (f *Flow) hand(note model.ID, from, to int, with string, pasted bool) {
	now := f.env.Now()
	if !f.acting && !f.goesOn(note, from, to, pasted, now) {
		f.settle()
	}
	f.resume(inNote(note))
	f.run.at, f.run.pasted = now, pasted
	f.run.wrote = f.run.wrote || with != ""
}

func (f *Flow) goesOn(note model.ID, from, to int, pasted bool, now time.Time) bool {
	r := f.run
	switch {
	case r == nil || r.in != inNote(note) || r.pasted != pasted:
		return false
	case pasted:
		return now.Sub(r.at) < burst
	case now.Sub(r.at) > pause, from != f.place.Caret && to != f.place.Caret:
		return false
	}
	return from == to || !r.wrote
}

// typed does what a letter in a note does. Batches come of it when it is kept.
func (f *Flow) typed(note model.ID, do func(*tx)) Effect {
	f.resume(inNote(note))
	if f.run.tx == nil {
		f.run.tx = f.newTx()
	}
	t := f.run.tx // what it was before the run stays what it was before
	do(t)
	f.r = t.now()
	return Effect{Look: f.place, Changed: t.touched()}
}

// keepTyped makes batches of what was typed so far. The run goes on.
func (f *Flow) keepTyped() {
	if !f.typing() {
		return
	}
	t := f.run.tx
	f.run.tx = nil
	t.sinceAgreed("type")
	f.finish("type", t, 0)
}

// typing tells whether letters were typed that no batch has yet.
func (f *Flow) typing() bool { return f.run != nil && f.run.tx != nil }

// settle ends the run.
func (f *Flow) settle() {
	f.keepTyped()
	f.run = nil
}

// became tells that what is typed has made a part, and that what follows is
// typed in a line of that.
func (f *Flow) became(action string, part model.ID) {
	if f.run != nil {
		f.run.in = typedIn{action, part}
	}
}

// beforeRun is a part as it was before what is typed now.
func (f *Flow) beforeRun(x ref) model.Part {
	if n := len(f.steps.undo); f.run != nil && n > 0 && f.steps.undo[n-1].first == f.run.first {
		for _, c := range f.steps.undo[n-1].changes {
			if c.Part != x.id || c.Kind != x.kind {
				continue
			}
			if p, err := c.DecodeBefore(); err == nil && p != nil {
				return p
			}
		}
	}
	return f.r.PartOf(x.kind, x.id)
}

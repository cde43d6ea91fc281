package flow

import (
	"bytes"
	"slices"

	"ownwords/model"
)

// steps are what can be taken back and done again, the newest last. All but
// what is beyond this laptop is made of the batches alone, so that a restart
// changes nothing about it. What a part was before it left a drawer is in none
// of them, as it is in no batch that is kept.
type steps struct {
	undo, redo []step
	kin        kin
}

// step is what was done as one and is taken back as one: what somebody chose,
// or a run of typing.
type step struct {
	name  string
	first uint64 // its first batch
	visit model.ID
	place model.Place // where it was done
	// changes are what each part was before and became, once for each drawer.
	changes []changed
	// beyond tells that it reached beyond this laptop, from where nothing can be
	// taken back.
	beyond bool
}

type changed struct {
	model.Change
	drawer model.Drawer
}

// heard adds what was done. The batches of one act follow each other.
func (s *steps) heard(batches []model.Batch) {
	for _, b := range batches {
		s.forget(b.Drawer, b.Left())
		s.kin.heard(b)
		switch {
		case b.Action == "begin": // nobody wants to undo their way to before the beginning
		case b.Undoes != 0:
			s.turned(b)
		default:
			s.done(b)
		}
	}
}

// done adds a batch to the step that it goes on with, or as a step of its own.
// What was typed and taken away again in one go leaves no step.
func (s *steps) done(b model.Batch) {
	s.redo = nil
	last := len(s.undo) - 1
	if last < 0 || s.undo[last].first != b.First {
		s.undo = append(s.undo, stepOf(b, b.Action))
	} else {
		s.undo[last].add(b)
	}
	if last = len(s.undo) - 1; s.undo[last].empty() {
		s.undo = s.undo[:last]
	}
}

// turned moves a step that was taken back to what can be done again, or the
// other way. A batch of which nothing is left turns nothing: what else was done
// with it does.
func (s *steps) turned(b model.Batch) {
	if len(b.Changes) == 0 {
		return
	}
	for _, list := range []*[]step{&s.redo, &s.undo} {
		if n := len(*list); n > 0 && (*list)[n-1].first == b.First {
			(*list)[n-1].add(b)
			return
		}
	}
	from, to := &s.undo, &s.redo
	x, ok := take(from, b.Undoes)
	if !ok {
		from, to = to, from
		x, ok = take(from, b.Undoes)
	}
	if ok {
		*to = append(*to, stepOf(b, x.name))
	}
}

// take takes the step with this first batch off a list, and what stands behind
// it: that was passed over, since it can't be taken back or nothing of it was
// left to.
func take(list *[]step, first uint64) (step, bool) {
	for i, x := range slices.Backward(*list) {
		if x.first == first && !x.beyond {
			*list = (*list)[:i]
			return x, true
		}
	}
	return step{}, false
}

// forget takes what parts of a drawer were out of what could be taken back: no
// undoing may bring it back. Of what nothing else was done, no step is left.
// What can be done again is as it was, since it leads to where the parts left
// for; an act that is new leaves nothing of it.
func (s *steps) forget(d model.Drawer, left map[model.ID]bool) {
	if len(left) == 0 {
		return
	}
	for i := range s.undo {
		s.undo[i].forget(d, left)
	}
	s.undo = slices.DeleteFunc(s.undo, func(x step) bool { return x.empty() })
}

func stepOf(b model.Batch, name string) step {
	x := step{name: name, first: b.First, place: b.Place}
	x.add(b)
	return x
}

// add goes on with the step: what a part was before stays what it was before
// the first of its changes.
func (x *step) add(b model.Batch) {
	x.visit = b.Visit
	if soFar[x.name] {
		x.name = b.Action
	}
	known := len(x.changes) // a part stands in a batch once
	for _, c := range b.Changes {
		i := slices.IndexFunc(x.changes[:known], func(y changed) bool {
			return y.Part == c.Part && y.drawer == b.Drawer && !y.Left && !c.Left
		})
		switch {
		case i < 0:
			x.changes = append(x.changes, changed{c, b.Drawer})
		case bytes.Equal(x.changes[i].Before, c.After):
			x.changes = slices.Delete(x.changes, i, i+1)
			known--
		default:
			x.changes[i].After = c.After
		}
	}
}

func (x *step) forget(d model.Drawer, left map[model.ID]bool) {
	var kept []changed
	for _, c := range x.changes {
		stays := true
		if c.drawer == d {
			c.Change, stays = c.Forget(left)
		}
		if stays {
			kept = append(kept, c)
		}
	}
	x.changes = kept
}

// empty tells whether there is nothing in it to take back, or to say that it
// can't be.
func (x *step) empty() bool { return len(x.changes) == 0 && !x.beyond }

// own tells whether it is of one's own notes, or of a worry: nothing of these
// is shown or named on a page that others see.
func (x *step) own() bool {
	return slices.ContainsFunc(x.changes, func(c changed) bool { return c.drawer != model.DrawerShared || c.moved() })
}

// moved tells whether the part itself went to another drawer.
func (c changed) moved() bool { return c.Left && c.After == nil && c.Kind == model.KindNote }

// never tells whether it can't be taken back: it is beyond this laptop, or was
// taken out for good.
func (x *step) never() bool { return x.beyond || x.name == wiping || x.name == wrongHere }

// soFar are acts of something that is typed still; what ends it names the step.
var soFar = map[string]bool{"draft": true, "read.typing": true}

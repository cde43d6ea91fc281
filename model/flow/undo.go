package flow

import (
	"slices"
	"unicode/utf8"

	"ownwords/model"
)

// Undo takes back the newest thing done in this visit, wherever that was, and
// says what it was and where to look. What is one's own is not shown for it on
// a page that others see, and nothing turns the screen round.
func (f *Flow) Undo() Effect { return f.back("undo", &f.steps.undo) }

// Redo does again what was last taken back.
func (f *Flow) Redo() Effect { return f.back("redo", &f.steps.redo) }

// Beyond notes that something was done that is beyond taking back, by the name
// it has: a copy that was written, a plan that was sent. Undo says so once and
// then goes on with what was done before.
func (f *Flow) Beyond(name string) {
	f.settle()
	f.steps.undo = append(f.steps.undo, step{name: name, visit: f.visit(), beyond: true})
}

// newest is the step that comes next, if there is one: none reaches to before
// the start of this visit.
func (f *Flow) newest(list []step) (step, bool) {
	if len(list) == 0 {
		return step{}, false
	}
	last := list[len(list)-1]
	return last, last.visit == f.visit()
}

func (f *Flow) visit() model.ID {
	if v := f.r.Latest(); v != nil {
		return v.ID
	}
	return ""
}

func (f *Flow) back(way string, list *[]step) Effect {
	f.settle()
	for {
		last, ok := f.newest(*list)
		if !ok {
			return Effect{Look: f.place, Say: []model.Message{{ID: way + ".nothing"}}}
		}
		if last.never() {
			*list = (*list)[:len(*list)-1]
			return Effect{Look: f.place, Say: []model.Message{model.Msg("undo.never", "what", model.Msg("act."+last.name))}}
		}
		t := f.newTx()
		t.place = last.place
		t.reverse(last.reversed())
		seq := f.seq
		e := f.finish(way, t, last.first)
		if f.seq == seq { // what it changed is gone
			*list = (*list)[:len(*list)-1]
			continue
		}
		f.turn = turning{way, seq + 1, last.first, t.place}
		for _, id := range e.Changed {
			f.literal[id] = f.literal[id] || last.name == "voice"
			delete(f.closed, id)
			delete(f.reworded, id)
			delete(f.halfRead, id)
		}
		e.Look = f.goBack(last, t)
		e.Say = []model.Message{f.backSaid(way, last, t)}
		return e
	}
}

// turning is what was taken back, or done again, last: how, by which batches, and
// of what.
type turning struct {
	way           string
	first, undoes uint64
	place         model.Place
}

// LeftAlready notes that a later plan had left this laptop than the one that is
// here again after something was taken back: the one here is a changed plan, to
// be agreed before it goes. It is part of that taking back.
func (f *Flow) LeftAlready() {
	c := f.r.Conversation
	if !c.Standing.Plan() || c.ChangedSince || f.turn.first == 0 {
		return
	}
	t := f.newTx()
	t.first, t.place = f.turn.first, f.turn.place
	c = model.Copy(c)
	c.ChangedSince = true
	t.put(c)
	f.since = asAgreed{}
	f.finish(f.turn.way, t, f.turn.undoes)
}

// reversed are the changes in the order in which they are taken back. What
// left a drawer is carried back first, so that it is not taken for something
// that was made in the other one.
func (x *step) reversed() []changed {
	out := slices.Clone(x.changes)
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b changed) int {
		switch {
		case a.Left == b.Left:
			return 0
		case a.Left:
			return -1
		}
		return 1
	})
	return out
}

// reverse makes every part what it was before these changes, in their order.
func (t *tx) reverse(changes []changed) {
	for _, c := range changes {
		now := t.part(ref{c.Kind, c.Part})
		if c.Left {
			t.carryBack(c, now)
			continue
		}
		was, err := c.DecodeBefore()
		switch {
		case err != nil: // what can't be read is left as it is
		case was != nil:
			t.put(was)
		case now != nil && now.PartHead().Drawer == c.drawer:
			t.drop(now)
		}
	}
	t.drawAgain(changes)
}

// carryBack brings a part back to the drawer that it left.
func (t *tx) carryBack(c changed, now model.Part) {
	if now == nil || now.PartHead().Drawer == c.drawer {
		return
	}
	back := model.Copy(now)
	back.PartHead().Drawer = c.drawer
	if n, ok := back.(*model.Note); ok {
		// The drawer that it left kept nothing of it, what it was there included.
		n.JustForMe = c.drawer == model.DrawerMine && t.f.guide.Kind == model.Preparation
	}
	t.put(back)
}

// drawAgain draws out of a note that is carried back into the talk what a mark
// had drawn out of it before: nothing of that was kept either.
func (t *tx) drawAgain(changes []changed) {
	i := slices.IndexFunc(t.parts, func(x touched) bool { return x.kind == model.KindNote && t.leaves(x) })
	if i < 0 {
		return
	}
	n, ok := t.parts[i].after.(*model.Note)
	if !ok || n.Drawer != model.DrawerShared {
		return
	}
	for _, c := range changes {
		now := t.part(ref{c.Kind, c.Part})
		switch {
		case !c.Left:
		case now != nil:
			t.fill(now, n)
		case c.Kind == model.KindWant && n.Marked(model.MarkWanted):
			t.drawWant(n, c.Part)
		case c.Kind == model.KindRisk && n.Marked(model.MarkRisk):
			t.drawRisk(n, c.Part)
		}
	}
}

// fill puts the words of a note into a want or a risk from which they were taken
// when it left the talk.
func (t *tx) fill(p model.Part, n *model.Note) {
	var at *model.Words
	p = model.Copy(p)
	switch p := p.(type) {
	case *model.Want:
		at = &p.Words
	case *model.Risk:
		at = &p.Words
	}
	if at != nil && at.Empty() && len(at.From) == 0 {
		*at = n.Words()
		t.put(p)
	}
}

// goBack goes to where a step was done, unless somebody could see there what is
// not for them, and returns where to look, its line included.
func (f *Flow) goBack(last step, t *tx) model.Place {
	p := last.place
	there := p.Stage == f.place.Stage && (p.Stage != model.StageTalk || p.Topic == f.place.Topic)
	if !there && (last.own() || p.Stage == model.StageMine || p.Stage == model.StageReadBack) {
		f.place = f.standable(f.place)
		return f.place
	}
	f.leave()
	f.place = p
	f.place.Field = ""
	found := f.note(p.Part) != nil
	for _, x := range t.parts {
		n, ok := x.after.(*model.Note)
		if !ok || !f.onPage(n) || found && f.place.Part != n.ID {
			continue
		}
		before := ""
		if was, ok := x.before.(*model.Note); ok {
			before = was.Text
		}
		found = true
		f.place.Part, f.place.Caret = n.ID, behindChange(before, n.Text)
	}
	f.readAgain(last)
	f.place = f.standable(f.place)
	look := f.place
	if look.Part != "" || p.Part == "" { // the line of a part that is gone is no other's
		look.Field = p.Field
	}
	return look
}

// readAgain goes back, in the reading back, to what was answered there.
func (f *Flow) readAgain(last step) {
	if f.place.Stage != model.StageReadBack {
		return
	}
	i := slices.IndexFunc(f.ReadBack(), func(i Item) bool {
		return i.Part != "" && slices.ContainsFunc(last.changes, func(c changed) bool { return c.Part == i.Part })
	})
	if i >= 0 {
		f.reading = i
	}
}

// behindChange is the caret behind what is not the same in two texts, in bytes
// of the second.
func behindChange(was, now string) int {
	same := 0
	for same < min(len(was), len(now)) && was[same] == now[same] {
		same++
	}
	end := 0
	for end < min(len(was), len(now))-same && was[len(was)-1-end] == now[len(now)-1-end] {
		end++
	}
	at := len(now) - end
	for at < len(now) && !utf8.RuneStart(now[at]) {
		at++
	}
	return at
}

// standable is the place, or near it where the part is no longer there.
func (f *Flow) standable(p model.Place) model.Place {
	n := f.note(p.Part)
	if p.Part != "" && f.r.Part(p.Part) == nil || n != nil && !f.onPage(n) {
		p.Part, p.Caret = "", 0
	}
	if n != nil {
		p.Caret = min(p.Caret, len(n.Text))
	}
	return p
}

// remember makes of the batches that were kept what can be taken back and done
// again.
func (f *Flow) remember(tail []model.Batch) {
	for _, b := range tail {
		f.revised = max(f.revised, revisionsIn(b))
		f.seq = max(f.seq, b.Seq)
	}
	f.steps.heard(tail)
	f.choices.remember(tail)
}

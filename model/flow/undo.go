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
// the start of this visit. Those of which nothing is left are forgotten.
func (f *Flow) newest(list *[]step) (step, bool) {
	for len(*list) > 0 {
		last := (*list)[len(*list)-1]
		if len(last.changes) > 0 || last.beyond {
			return last, last.visit == f.visit()
		}
		*list = (*list)[:len(*list)-1]
	}
	return step{}, false
}

func (f *Flow) visit() model.ID {
	if v := f.r.Latest(); v != nil {
		return v.ID
	}
	return ""
}

func (f *Flow) back(way string, list *[]step) Effect {
	f.settle()
	last, ok := f.newest(list)
	if !ok {
		return Effect{Look: f.place, Say: []model.Message{{ID: way + ".nothing"}}}
	}
	if last.never() {
		*list = (*list)[:len(*list)-1]
		return Effect{Look: f.place, Say: []model.Message{model.Msg("undo.never", "what", model.Msg("act."+last.name))}}
	}
	was := f.r
	t := &tx{f: f, r: f.r, place: last.place}
	t.reverseAll(last.reversed())
	e := f.finish(way, t, last.first)
	if len(e.Changed) == 0 { // what it changed is gone
		*list = (*list)[:len(*list)-1]
	}
	for _, id := range e.Changed {
		f.literal[id] = f.literal[id] || last.name == "voice"
		delete(f.closed, id)
		delete(f.reworded, id)
	}
	e.Look = f.goBack(last, was)
	e.Say = []model.Message{f.backSaid(way, last, was)}
	return e
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

// reverseAll reverses changes in their order; many notes that only came or went,
// as those of a paste, all at once.
func (t *tx) reverseAll(changes []changed) {
	if len(changes) < manyParts {
		for _, c := range changes {
			t.reverse(c)
		}
		return
	}
	now := map[model.ID]*model.Note{}
	for _, n := range t.r.Notes {
		now[n.ID] = n
	}
	var put []*model.Note
	var drop []model.ID
	for _, c := range changes {
		was, err := c.DecodeBefore()
		note, isNote := was.(*model.Note)
		here := now[c.Part]
		switch {
		case err == nil && isNote && here == nil && !c.Left:
			put = append(put, note)
			t.parts = append(t.parts, touched{id: c.Part, kind: c.Kind})
		case err == nil && was == nil && here != nil && !c.Left && here.Drawer == c.drawer:
			drop = append(drop, c.Part)
			t.parts = append(t.parts, touched{c.Part, c.Kind, here})
		default:
			t.reverse(c)
		}
	}
	t.r = t.r.WithNotes(put, drop)
}

// reverse makes a part what it was before this change. A part that changed
// drawers is carried back.
func (t *tx) reverse(c changed) {
	now := t.r.PartOf(c.Kind, c.Part)
	if c.Left {
		if now != nil {
			back := model.Copy(now)
			back.PartHead().Drawer = c.drawer
			if n, ok := back.(*model.Note); ok {
				// The drawer that it left kept nothing of it, what it was there included.
				n.JustForMe = c.drawer == model.DrawerMine && t.f.guide.Kind == model.Preparation
			}
			t.put(back)
		}
		return
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

// goBack goes to where a step was done, unless somebody could see there what is
// not for them, and returns where to look, its line included.
func (f *Flow) goBack(last step, was *model.Record) model.Place {
	p := last.place
	there := p.Stage == f.place.Stage && (p.Stage != model.StageTalk || p.Topic == f.place.Topic)
	if !there && (last.own() || p.Stage == model.StageReadBack) {
		f.place = f.standable(f.place)
		return f.place
	}
	f.leave()
	f.place = p
	f.place.Field = ""
	for _, c := range last.changes {
		n := f.note(c.Part)
		if n == nil || !f.onPage(n) || f.note(f.place.Part) != nil && f.place.Part != c.Part {
			continue
		}
		before := ""
		if x := model.Find(was.Notes, c.Part); x != nil {
			before = x.Text
		}
		f.place.Part, f.place.Caret = n.ID, behindChange(before, n.Text)
	}
	f.readAgain(last)
	f.place = f.standable(f.place)
	look := f.place
	look.Field = p.Field
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
}

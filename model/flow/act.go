package flow

import (
	"slices"
	"time"

	"ownwords/model"
)

// act is something that was done as one and is undone as one: its batches are
// one for each drawer that it touched.
type act struct {
	name    string
	batches []model.Batch
	// typing is the note that a run of typing goes on in, while it does.
	typing model.ID
}

func (a act) first() uint64 { return a.batches[0].First }

// tx gathers what one act changes.
type tx struct {
	f *Flow
	r *model.Record
	// parts are those touched, in order, each with what it was before; wiped
	// are those of which nothing may stay.
	parts []touched
	wiped []model.ID
}

type touched struct {
	id     model.ID
	kind   model.PartKind
	before model.Part
}

// put makes p stand in the record.
func (t *tx) put(p model.Part) {
	t.touch(p.PartHead().ID, p.PartKind())
	t.r = t.r.With(p)
}

// drop takes a part out of the record.
func (t *tx) drop(p model.Part) {
	t.touch(p.PartHead().ID, p.PartKind())
	t.r = t.r.Without(p.PartKind(), p.PartHead().ID)
}

func (t *tx) touch(id model.ID, kind model.PartKind) {
	if slices.ContainsFunc(t.parts, func(x touched) bool { return x.id == id }) {
		return
	}
	t.parts = append(t.parts, touched{id, kind, t.f.r.PartOf(kind, id)})
}

// change is what an act was called and what it changed in each drawer.
func (t *tx) changes() map[model.Drawer][]model.Change {
	out := map[model.Drawer][]model.Change{}
	for _, x := range t.parts {
		after := t.r.PartOf(x.kind, x.id)
		switch {
		case x.before == nil && after == nil:
		case slices.Contains(t.wiped, x.id):
			d := x.before.PartHead().Drawer
			out[d] = append(out[d], model.Change{Part: x.id, Kind: x.kind, Left: true})
		case x.before != nil && after != nil && x.before.PartHead().Drawer != after.PartHead().Drawer:
			// Nothing of a part that moves may stay in the drawer it left.
			from, to := x.before.PartHead().Drawer, after.PartHead().Drawer
			out[from] = append(out[from], model.Change{Part: x.id, Kind: x.kind, Left: true})
			out[to] = append(out[to], model.NewChange(nil, after))
		default:
			d := drawerOf(x.before, after)
			out[d] = append(out[d], model.NewChange(x.before, after))
		}
	}
	return out
}

func drawerOf(before, after model.Part) model.Drawer {
	if after != nil {
		return after.PartHead().Drawer
	}
	return before.PartHead().Drawer
}

// act does something as one, closes it, and makes it the newest to undo.
func (f *Flow) act(name string, do func(*tx)) Effect {
	f.settle()
	t := &tx{f: f, r: f.r}
	do(t)
	f.sinceAgreed(name, t)
	t.sinceDecided()
	return f.finish(name, t, 0)
}

// finish turns what was gathered into batches. Zero batches come of an act
// that changed nothing.
func (f *Flow) finish(name string, t *tx, undoes uint64) Effect {
	byDrawer := t.changes()
	a := act{name: name}
	for _, d := range model.Drawers {
		changes := byDrawer[d]
		if len(changes) == 0 {
			continue
		}
		f.seq++
		b := model.Batch{
			Seq: f.seq, At: f.env.Now().UTC(), By: f.env.By, Action: name, Undoes: undoes,
			Place: f.place, Drawer: d, Changes: changes,
		}
		b.First = b.Seq
		if len(a.batches) > 0 {
			b.First = a.batches[0].Seq
		}
		if v := f.r.Latest(); v != nil {
			b.Visit = v.ID
		}
		a.batches = append(a.batches, b)
	}
	f.r = t.r
	f.revised = max(f.revised, revisionOf(t.r.Conversation))
	e := Effect{Look: f.place}
	for _, x := range t.parts {
		e.Changed = append(e.Changed, x.id)
	}
	if len(a.batches) == 0 {
		return e
	}
	f.out = append(f.out, a.batches...)
	if undoes == 0 {
		f.undo, f.redo = done(f.undo, a), nil
	}
	return e
}

// done puts an act onto what can be undone. A line that was kept while it was
// typed and then taken away leaves nothing to undo.
func done(undo []act, a act) []act {
	if a.name != "undraft" {
		return append(undo, a)
	}
	for len(undo) > 0 && undo[len(undo)-1].name == "draft" && undo[len(undo)-1].part() == a.part() {
		undo = undo[:len(undo)-1]
	}
	return undo
}

// quiet are acts that do not make an agreed plan another one.
var quiet = map[string]bool{
	"agree.close": true, "decide": true, "share.set": true, "share.new": true, "share.drop": true,
	"share.done": true, "visit.new": true, "step.done": true, "draft": true, "undraft": true,
	"mark.mine": true,
	"read.yes":  true, "read.done": true, // to read it out is to change nothing
}

// sinceAgreed notes that a plan was changed after it was agreed.
func (f *Flow) sinceAgreed(name string, t *tx) {
	c := t.r.Conversation
	if c == nil || !c.Standing.Plan() || c.ChangedSince || quiet[name] {
		return
	}
	for _, x := range t.parts {
		if p := t.r.PartOf(x.kind, x.id); p != nil && p.PartHead().Drawer != model.DrawerShared {
			continue
		}
		c = model.Copy(c)
		c.ChangedSince = true
		t.put(c)
		return
	}
}

// sinceDecided takes the council's decision off sums that it was not about.
func (t *tx) sinceDecided() {
	b, was := t.r.Budget, t.f.r.Budget
	if b == nil || was == nil || b.DecidedBy == "" || !b.DecidedAt.Equal(was.DecidedAt) {
		return
	}
	before, now := t.f.r.Sums(), t.r.Sums()
	if before.Council == now.Council && before.CouncilOK == now.CouncilOK && before.Once == now.Once && before.OnceOK == now.OnceOK {
		return
	}
	b = model.Copy(b)
	b.DecidedBy, b.DecidedAt = "", time.Time{}
	t.put(b)
}

// typed puts a run of typing into the act that is open for this note, or opens
// one. Batches come of it when it settles.
func (f *Flow) typed(note model.ID, do func(*tx)) Effect {
	if f.open != nil && f.open.typing != note {
		f.settle()
	}
	t := &tx{f: f, r: f.r}
	if f.open == nil {
		f.open = &act{typing: note}
		f.run = t
	} else {
		// The run goes on: what it was before stays what it was before.
		t = f.run
		t.r = f.r
	}
	do(t)
	f.r = t.r
	e := Effect{Look: f.place}
	for _, x := range t.parts {
		e.Changed = append(e.Changed, x.id)
	}
	return e
}

// settle ends a run of typing.
func (f *Flow) settle() {
	if f.open == nil {
		return
	}
	t := f.run
	f.open, f.run = nil, nil
	t.r = f.r
	f.sinceAgreed("type", t)
	f.finish("type", t, 0)
}

// Undo takes back the newest thing done in this visit, wherever that was, and
// says where to look.
func (f *Flow) Undo() Effect {
	f.settle()
	return f.back(&f.undo, &f.redo, backing{"undo", "undo.done", "undo.nothing"})
}

// Redo does again what was last taken back.
func (f *Flow) Redo() Effect {
	f.settle()
	return f.back(&f.redo, &f.undo, backing{"redo", "redo.done", "redo.nothing"})
}

// backing is one of the two ways through what was done, and what it says.
type backing struct{ name, done, nothing string }

func (f *Flow) back(from, to *[]act, way backing) Effect {
	if len(*from) == 0 {
		return Effect{Look: f.place, Say: []model.Message{{ID: way.nothing}}}
	}
	last := takeLast(from)
	t := &tx{f: f, r: f.r}
	// What left a drawer is carried back first, so that it is not taken for
	// something that was made in the other one.
	for _, left := range []bool{true, false} {
		for _, b := range slices.Backward(last.batches) {
			for _, c := range slices.Backward(b.Changes) {
				if c.Left == left {
					t.reverse(c, b.Drawer)
				}
			}
		}
	}
	f.place = last.batches[0].Place
	n := len(f.out)
	e := f.finish(way.name, t, last.first())
	if len(f.out) > n {
		*to = append(*to, act{name: last.name, batches: slices.Clone(f.out[n:])})
	}
	for _, id := range e.Changed {
		f.literal[id] = f.literal[id] || last.name == "voice"
		delete(f.closed, id)
		delete(f.reworded, id)
	}
	f.place = f.standable(f.place)
	e.Look = f.place
	e.Say = []model.Message{{ID: way.done, Args: map[string]any{"what": model.Msg("act." + last.name)}}}
	return e
}

// takeLast takes the newest act off a list, and with it what it grew out of: a
// line that was kept while it was typed is one thing to take back.
func takeLast(list *[]act) act {
	l := *list
	last := l[len(l)-1]
	l = l[:len(l)-1]
	finished := last.name == "note" || last.name == "read.change" || last.name == "draft"
	for len(l) > 0 && finished && l[len(l)-1].name == "draft" && l[len(l)-1].part() == last.part() {
		last.batches = append(slices.Clone(l[len(l)-1].batches), last.batches...)
		l = l[:len(l)-1]
	}
	*list = l
	return last
}

// part is the first part that an act changed, if it still knows it.
func (a act) part() model.ID {
	if len(a.batches[0].Changes) == 0 {
		return ""
	}
	return a.batches[0].Changes[0].Part
}

// reverse makes a part what it was before this change. A part that changed
// drawers is carried back.
func (t *tx) reverse(c model.Change, drawer model.Drawer) {
	now := t.r.PartOf(c.Kind, c.Part)
	if c.Left {
		if now != nil {
			back := model.Copy(now)
			back.PartHead().Drawer = drawer
			if n, ok := back.(*model.Note); ok {
				// The drawer that it left kept nothing of it, what it was there included.
				n.JustForMe = drawer == model.DrawerMine && t.f.guide.Kind == model.Preparation
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
	case now != nil && now.PartHead().Drawer == drawer:
		t.drop(now)
	}
}

// standable is the place, or near it where the part is no longer there.
func (f *Flow) standable(p model.Place) model.Place {
	if p.Part != "" && f.r.Part(p.Part) == nil {
		p.Part, p.Caret = "", 0
	}
	return p
}

// remember makes of the batches that were kept what can be undone and redone:
// back to the start of the latest visit.
func (f *Flow) remember(tail []model.Batch) {
	var visit model.ID
	if v := f.r.Latest(); v != nil {
		visit = v.ID
	}
	for _, b := range tail {
		f.revised = max(f.revised, revisionsIn(b))
	}
	acts := actsOf(tail)
	for _, a := range acts {
		b := a.batches[0]
		f.seq = max(f.seq, a.batches[len(a.batches)-1].Seq)
		if b.Visit != visit || b.Action == "begin" {
			continue
		}
		if b.Undoes == 0 {
			f.undo, f.redo = done(f.undo, a), nil
			continue
		}
		switch {
		case pop(&f.undo, b.Undoes, &a):
			f.redo = append(f.redo, a)
		case pop(&f.redo, b.Undoes, &a):
			f.undo = append(f.undo, a)
		}
	}
}

// nextRevision is the number of the revision that is made now.
func (f *Flow) nextRevision() int {
	return max(f.revised, revisionOf(f.r.Conversation)) + 1
}

func revisionOf(c *model.Conversation) int {
	if c == nil {
		return 0
	}
	return c.Revision
}

// revisionsIn is the highest revision that a batch made.
func revisionsIn(b model.Batch) int {
	highest := 0
	for _, c := range b.Changes {
		if c.Kind != model.KindConversation {
			continue
		}
		if p, err := c.Decode(); err == nil {
			if x, ok := p.(*model.Conversation); ok {
				highest = max(highest, x.Revision)
			}
		}
	}
	return highest
}

// pop takes the act named first, and what grew out of it, from the end of a
// list, and gives its name to the one that took it back.
func pop(list *[]act, first uint64, by *act) bool {
	l := *list
	i := slices.IndexFunc(l, func(a act) bool { return a.first() == first })
	if i < 0 {
		return false
	}
	by.name = l[len(l)-1].name
	*list = l[:i]
	return true
}

func actsOf(tail []model.Batch) []act {
	var acts []act
	for _, b := range tail {
		if n := len(acts); n > 0 && acts[n-1].first() == b.First {
			acts[n-1].batches = append(acts[n-1].batches, b)
			continue
		}
		acts = append(acts, act{name: b.Action, batches: []model.Batch{b}})
	}
	return acts
}

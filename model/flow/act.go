package flow

import (
	"cmp"
	"slices"
	"time"

	"ownwords/model"
)

// tx gathers what one act changes.
type tx struct {
	f *Flow
	r *model.Record
	// place is where it is done, where that is not where one is now.
	place model.Place
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

// putNew is put for many notes that are not in the record yet.
func (t *tx) putNew(notes []*model.Note) {
	for _, n := range notes {
		t.parts = append(t.parts, touched{id: n.ID, kind: model.KindNote})
	}
	t.r = t.r.WithNotes(notes, nil)
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
	partOf := t.partOf()
	for _, x := range t.parts {
		after := partOf(x.kind, x.id)
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

// manyParts are so many that looking each of them up from the beginning takes
// longer than to have them all by their ids.
const manyParts = 32

// partOf returns what finds parts in the record as it is now.
func (t *tx) partOf() func(model.PartKind, model.ID) model.Part {
	if len(t.parts) < manyParts {
		return t.r.PartOf
	}
	type key struct {
		kind model.PartKind
		id   model.ID
	}
	all := map[key]model.Part{}
	for p := range t.r.Parts() {
		all[key{p.PartKind(), p.PartHead().ID}] = p
	}
	return func(kind model.PartKind, id model.ID) model.Part { return all[key{kind, id}] }
}

func drawerOf(before, after model.Part) model.Drawer {
	if after != nil {
		return after.PartHead().Drawer
	}
	return before.PartHead().Drawer
}

// act does something as one. Acts of one Do are one step to take back, and so is
// all that is typed in one go; everything else is a step of its own.
func (f *Flow) act(name string, do func(*tx)) Effect {
	if !f.acting {
		f.settle()
	}
	return f.perform(name, do)
}

// perform does something in the run that goes on, if one does.
func (f *Flow) perform(name string, do func(*tx)) Effect {
	t := &tx{f: f, r: f.r}
	do(t)
	f.sinceAgreed(name, t)
	t.sinceDecided()
	return f.finish(name, t, 0)
}

// finish turns what was gathered into batches, one for each drawer, and makes
// it the newest to take back. No batch comes of what changed nothing. undoes is
// the first batch of what is taken back, zero where nothing is.
func (f *Flow) finish(name string, t *tx, undoes uint64) Effect {
	first, place := uint64(0), t.place
	if f.run != nil && undoes == 0 {
		first = f.run.first
	}
	if place == (model.Place{}) {
		place = f.place
		place.Field = f.field
	}
	byDrawer := t.changes()
	n := len(f.out)
	for _, d := range model.Drawers {
		changes := byDrawer[d]
		if len(changes) == 0 {
			continue
		}
		f.seq++
		first = cmp.Or(first, f.seq)
		b := model.Batch{
			Seq: f.seq, At: f.env.Now().UTC(), By: f.env.By, Action: name, First: first, Undoes: undoes,
			Place: place, Drawer: d, Changes: changes,
		}
		if v := t.r.Latest(); v != nil {
			b.Visit = v.ID
		}
		f.out = append(f.out, b)
	}
	f.r = t.r
	f.revised = max(f.revised, revisionOf(t.r.Conversation))
	f.steps.heard(f.out[n:])
	if f.run != nil && undoes == 0 && len(f.out) > n {
		f.run.first = first
	}
	e := Effect{Look: f.place}
	for _, x := range t.parts {
		e.Changed = append(e.Changed, x.id)
	}
	return e
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
		if x.saidSince(t, c) {
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

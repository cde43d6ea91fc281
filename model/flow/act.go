package flow

import (
	"bytes"
	"cmp"
	"slices"

	"ownwords/model"
)

// tx gathers what one act changes.
type tx struct {
	f   *Flow
	was *model.Record // as it was before
	// place is where it is done, where that is not where one is now.
	place model.Place
	// first is the first batch of what this goes on with, zero where it is an act of
	// its own.
	first uint64
	// parts are those touched, in order; at is where each of them stands there.
	parts []touched
	at    map[ref]int
	// wiped are those of which nothing may stay.
	wiped []model.ID
	// r is the record with all that was put but late, which is put in at once
	// when somebody looks. before are all parts by their names, found when many
	// of them are touched.
	r      *model.Record
	late   []model.Became
	before map[ref]model.Part
}

// ref names a part.
type ref struct {
	kind model.PartKind
	id   model.ID
}

func refOf(p model.Part) ref { return ref{p.PartKind(), p.PartHead().ID} }

// touched is a part as it was and as it is; nil where it was not, or is gone.
type touched struct {
	ref
	before, after model.Part
}

func (f *Flow) newTx() *tx { return &tx{f: f, was: f.r, r: f.r, at: map[ref]int{}} }

// now is the record as it is with all that was changed so far.
func (t *tx) now() *model.Record {
	if len(t.late) > 0 {
		t.r, t.late = t.r.WithAll(t.late), nil
	}
	return t.r
}

// put makes p stand in the record.
func (t *tx) put(p model.Part) { t.become(refOf(p), p) }

// drop takes a part out of the record.
func (t *tx) drop(p model.Part) { t.become(refOf(p), nil) }

func (t *tx) become(x ref, p model.Part) {
	i, known := t.at[x]
	if !known {
		i = len(t.parts)
		t.at[x] = i
		t.parts = append(t.parts, touched{ref: x, before: t.partBefore(x)})
	}
	t.parts[i].after = p
	t.late = append(t.late, model.Became{Kind: x.kind, ID: x.id, Part: p})
}

// part is a part as it is now, nil for none.
func (t *tx) part(x ref) model.Part {
	if i, ok := t.at[x]; ok {
		return t.parts[i].after
	}
	return t.partBefore(x)
}

// few are so few parts that to look each of them up from the beginning is
// quicker than to have all of them by their names.
const few = 32

// partBefore is a part as it was before, nil for none.
func (t *tx) partBefore(x ref) model.Part {
	switch {
	case len(t.parts) < few:
		return t.was.PartOf(x.kind, x.id)
	case t.before == nil:
		t.before = map[ref]model.Part{}
		for p := range t.was.Parts() {
			t.before[refOf(p)] = p
		}
	}
	return t.before[x]
}

// changes are what became of the parts touched, in each drawer. A part that
// ends as it began is not among them.
func (t *tx) changes() map[model.Drawer][]model.Change {
	out := map[model.Drawer][]model.Change{}
	bared := t.bared()
	for _, x := range t.parts {
		from, to := drawerOf(x.before, x.after), drawerOf(x.after, x.before)
		switch {
		case x.before == nil && x.after == nil, slices.Contains(bared, held{x.ref, to}):
		case t.leaves(x):
			out[from] = append(out[from], model.Change{Part: x.id, Kind: x.kind, Left: true})
			if x.after != nil {
				out[to] = append(out[to], model.NewChange(nil, x.after))
			}
		default:
			if c := model.NewChange(x.before, x.after); !bytes.Equal(c.Before, c.After) {
				out[to] = append(out[to], c)
			}
		}
	}
	for _, x := range bared {
		c := model.Change{Part: x.id, Kind: x.kind}
		if p := t.part(x.ref); p != nil {
			c = model.NewChange(nil, p)
		}
		c.Left = true
		out[x.drawer] = append(out[x.drawer], c)
	}
	return out
}

// drawerOf is where a part stands, or else the other.
func drawerOf(p, other model.Part) model.Drawer {
	switch {
	case p != nil:
		return p.PartHead().Drawer
	case other != nil:
		return other.PartHead().Drawer
	}
	return model.DrawerShared
}

// act does something as one. Acts of one Do, or AsOne, are one step to take
// back, and so is all that is typed in one go; everything else is a step of its
// own.
func (f *Flow) act(name string, do func(*tx)) Effect {
	if f.acting {
		f.keepTyped()
	} else {
		f.settle()
	}
	return f.perform(name, do)
}

// AsOne does several things to a note that come of one key: they are one step to
// take back, together with what is typed on in it.
func (f *Flow) AsOne(do func()) {
	f.settle()
	f.acting = true
	defer func() { f.acting = false }()
	do()
}

// perform does something in the run that goes on, if one does.
func (f *Flow) perform(name string, do func(*tx)) Effect {
	t := f.newTx()
	do(t)
	if len(t.parts) > 0 {
		t.arrives()
	}
	t.sinceAgreed(name)
	t.sinceDecided()
	return f.finish(name, t, 0)
}

// finish turns what was gathered into batches, one for each drawer, and makes
// it the newest to take back. No batch comes of what changed nothing. undoes is
// the first batch of what is taken back, zero where nothing is.
func (f *Flow) finish(name string, t *tx, undoes uint64) Effect {
	first, place := t.first, t.place
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
		if v := t.now().Latest(); v != nil {
			b.Visit = v.ID
		}
		f.out = append(f.out, b)
	}
	f.r = t.now()
	f.revised = max(f.revised, revisionOf(f.r.Conversation))
	f.steps.heard(f.out[n:])
	f.choices.heard(f.out[n:])
	if f.run != nil && undoes == 0 && len(f.out) > n {
		f.run.first = first
	}
	return Effect{Look: f.place, Changed: t.touched()}
}

// touched are the parts that were touched, in order.
func (t *tx) touched() []model.ID {
	var out []model.ID
	for _, x := range t.parts {
		out = append(out, x.id)
	}
	return out
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

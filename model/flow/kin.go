package flow

import (
	"bytes"
	"slices"

	"ownwords/model"
)

// kin are the parts of one drawer between which words went: a note and what was
// drawn out of it by a mark, and notes that were split or joined. When one of
// them leaves the drawer, its words stand in what the others were, so that
// nothing of that may stay either.
type kin map[held][]held

// held is a part in a drawer.
type held struct {
	ref

	drawer model.Drawer
}

// heard learns from a batch between which parts words went, and forgets it of
// those of which only what they are now is left.
func (k kin) heard(b model.Batch) {
	for _, c := range b.Changes {
		x := held{ref{c.Kind, c.Part}, b.Drawer}
		if c.Left {
			k.forget(x)
		}
		for _, from := range drawnFrom(c) {
			k.join(x, held{ref{model.KindNote, from}, b.Drawer})
		}
	}
	if b.Action != "split" && b.Action != "join" && b.Action != "paste" {
		return
	}
	var notes []held
	cut := false
	for _, c := range b.Changes {
		if c.Kind == model.KindNote {
			notes = append(notes, held{ref{c.Kind, c.Part}, b.Drawer})
			cut = cut || c.Before != nil
		}
	}
	if cut { // what was pasted on a page of its own came of no other
		k.join(notes[0], notes[len(notes)-1])
	}
}

// drawnFrom are the notes from which the words of a want or a risk came, as it
// became.
func drawnFrom(c model.Change) []model.ID {
	if c.Kind != model.KindWant && c.Kind != model.KindRisk || !bytes.Contains(c.After, []byte(`"from"`)) {
		return nil
	}
	p, err := c.Decode()
	if err != nil {
		return nil
	}
	return wordsFrom(p)
}

// wordsFrom are the notes from which the words of a want or a risk came.
func wordsFrom(p model.Part) []model.ID {
	var words model.Words
	var first *model.Words
	switch p := p.(type) {
	case *model.Want:
		words, first = p.Words, p.First
	case *model.Risk:
		words, first = p.Words, p.First
	}
	if first != nil {
		return slices.Concat(words.From, first.From)
	}
	return words.From
}

func (k kin) join(a, b held) {
	if a != b && !slices.Contains(k[a], b) {
		k[a], k[b] = append(k[a], b), append(k[b], a)
	}
}

func (k kin) forget(x held) {
	for _, y := range k[x] {
		k[y] = slices.DeleteFunc(k[y], func(z held) bool { return z == x })
	}
	delete(k, x)
}

// of are all to whom words of this one may have gone, however many hands they
// went through.
func (k kin) of(x held) []held {
	all := []held{x}
	for i := 0; i < len(all); i++ {
		for _, y := range k[all[i]] {
			if !slices.Contains(all, y) {
				all = append(all, y)
			}
		}
	}
	return all[1:]
}

// leaves tells whether nothing of a part may stay in the drawer it was in.
func (t *tx) leaves(x touched) bool {
	return x.before != nil && (slices.Contains(t.wiped, x.id) ||
		x.after != nil && x.before.PartHead().Drawer != x.after.PartHead().Drawer)
}

// bared are the parts that may stay only as they are now, because words of a
// note that leaves their drawer stood in what they were.
func (t *tx) bared() []held {
	var out []held
	for _, x := range t.parts {
		if x.kind != model.KindNote || !t.leaves(x) {
			continue
		}
		from := x.before.PartHead().Drawer
		for _, y := range slices.Concat(t.f.steps.kin.of(held{x.ref, from}), t.drawn(x.id, from)) {
			i, touched := t.at[y.ref]
			p := t.part(y.ref)
			itself := touched && t.leaves(t.parts[i]) || p != nil && p.PartHead().Drawer != from
			if !itself && !slices.Contains(out, y) {
				out = append(out, y)
			}
		}
	}
	return out
}

// drawn are the wants and risks of a drawer that hold words of a note, or did
// before this.
func (t *tx) drawn(note model.ID, d model.Drawer) []held {
	var out []held
	look := func(p model.Part) {
		if p.PartHead().Drawer == d && slices.Contains(wordsFrom(p), note) {
			out = append(out, held{refOf(p), d})
		}
	}
	for _, r := range []*model.Record{t.was, t.now()} {
		for _, w := range r.Wants {
			look(w)
		}
		for _, x := range r.Risks {
			look(x)
		}
	}
	return out
}

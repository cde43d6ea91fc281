package flow

import (
	"slices"

	"ownwords/model"
)

// Cut takes out what lies between two places on the page, a byte of one note and
// one of a later. Notes of which all is in it go, and with them what a mark had
// drawn out of them and nothing was added to. What is left at both ends is one
// note where it is the same voice's and the same telling. Where nothing is left
// at either, the first stays, empty and without its marks: there one types on. A
// last note that is not there is the end of the page.
func (f *Flow) Cut(from model.ID, at int, to model.ID, until int) Effect {
	page := f.Notes()
	i := slices.IndexFunc(page, func(n *model.Note) bool { return n.ID == from })
	j := slices.IndexFunc(page, func(n *model.Note) bool { return n.ID == to })
	if i >= 0 && j < 0 {
		j = len(page) - 1
		until = len(page[j].Text)
	}
	switch {
	case i < 0 || j < i:
		return Effect{Look: f.place}
	case i == j:
		return f.Edit(from, at, until, "")
	}
	f.resume(typedIn{"cut", from})
	defer f.settle()
	c := endsOf(page[i], at, page[j], until)
	e := f.perform("cut", func(t *tx) { t.cut(c, page[i+1:j]) })
	if c.head.Text != "" && c.rest.Text != "" && ofOneKind(c.head, c.rest) {
		f.perform("join", func(t *tx) { t.join(c.head, c.rest) })
	}
	e.Look = f.place
	return e
}

// ends are the notes at the ends of what is cut out, and what is left of each.
type ends struct{ first, last, head, rest *model.Note }

func endsOf(first *model.Note, at int, last *model.Note, until int) ends {
	at, _ = clamp(at, at, first.Text)
	until, _ = clamp(until, until, last.Text)
	head, rest := model.Copy(first), model.Copy(last)
	head.Text, rest.Text = first.Text[:at], last.Text[until:]
	return ends{first, last, head, rest}
}

// cut leaves what is left of both ends, and nothing of what lies between them.
// The caret goes where they meet.
func (t *tx) cut(c ends, between []*model.Note) {
	gone := slices.Clone(between)
	at := &t.f.place
	at.Part, at.Caret = c.head.ID, len(c.head.Text)
	switch {
	case c.rest.Text == "" && c.head.Text == "":
		t.undraw(c.first)
		c.head.Marks = nil
		gone = append(gone, c.last)
	case c.rest.Text == "":
		gone = append(gone, c.last)
	case c.head.Text == "":
		at.Part = c.rest.ID
		gone = append(gone, c.first)
	}
	for _, n := range gone {
		t.undraw(n)
	}
	for _, x := range [][2]*model.Note{{c.first, c.head}, {c.last, c.rest}} {
		if !slices.Contains(gone, x[0]) {
			delete(t.f.closed, x[0].ID)
			t.put(x[1])
			t.follow(x[0], x[1])
		}
	}
	for _, n := range gone {
		t.drop(n)
	}
}

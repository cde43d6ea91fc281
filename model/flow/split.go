package flow

import (
	"slices"
	"strings"

	"ownwords/model"
)

// Split makes two notes of one. The first half keeps its id; what pointed to
// it points to both.
func (f *Flow) Split(note model.ID, at int) Effect {
	n := f.note(note)
	if n == nil || n.Text == "" {
		return Effect{Look: f.place}
	}
	at, _ = clamp(at, at, n.Text)
	left, right := n.Text[:at], strings.TrimLeft(n.Text[at:], " ")
	if strings.TrimSpace(right) == "" {
		return f.NewNote()
	}
	return f.act("split", func(t *tx) {
		first, second := model.Copy(n), model.Copy(n)
		first.Text = strings.TrimRight(left, " ")
		second.Text = right
		second.Head = model.Head{ID: f.env.NewID(), Drawer: n.Drawer, Order: model.OrderBetween(n.Order, f.orderBehind(n))}
		t.put(first)
		t.put(second)
		t.follow(n, first)
		t.pointAlso(n.ID, second.ID)
		f.place.Part, f.place.Caret = second.ID, 0
	})
}

func (f *Flow) orderBehind(n *model.Note) string {
	i := slices.IndexFunc(f.r.Notes, func(x *model.Note) bool { return x.ID == n.ID })
	if i >= 0 && i+1 < len(f.r.Notes) {
		return f.r.Notes[i+1].Order
	}
	return ""
}

// Join puts a note behind the one before it on the page, where both are the
// same voice's and the same telling. Where not, it says why.
func (f *Flow) Join(note model.ID) Effect {
	page := f.Notes()
	i := slices.IndexFunc(page, func(n *model.Note) bool { return n.ID == note })
	if i < 0 {
		return f.backInto(page)
	}
	n := page[i]
	if n.Telling == model.Said && n.Text == "" {
		return f.tell(n, model.Told, "")
	}
	if i == 0 {
		return Effect{Look: f.place}
	}
	before := page[i-1]
	if n.Text != "" && !ofOneKind(before, n) {
		return Effect{Look: f.place, Say: []model.Message{model.Msg("join.differs")}}
	}
	return f.act("join", func(t *tx) { t.join(before, n) })
}

// ofOneKind tells whether two notes are the same voice's and the same telling.
func ofOneKind(a, b *model.Note) bool { return a.Voice == b.Voice && a.Telling == b.Telling }

// join puts a note behind another, and the caret at the seam.
func (t *tx) join(before, n *model.Note) {
	c := model.Copy(before)
	gap := ""
	if c.Text != "" && n.Text != "" && !strings.HasSuffix(c.Text, " ") {
		gap = " "
	}
	t.f.place.Part, t.f.place.Caret = c.ID, len(c.Text)
	c.Text += gap + n.Text
	for _, m := range n.Marks {
		if !c.Marked(m) {
			c.Marks = append(c.Marks, m)
		}
	}
	t.put(c)
	t.follow(before, c)
	t.pointInstead(n.ID, c.ID)
	t.drop(n)
}

// backInto goes from the note that is not there yet to the end of the last.
func (f *Flow) backInto(page []*model.Note) Effect {
	if len(page) > 0 {
		last := page[len(page)-1]
		f.place.Part, f.place.Caret = last.ID, len(last.Text)
	}
	return Effect{Look: f.place}
}

// Paste puts lines that were not typed here: the first into the note at this
// byte, each of the others as a note of its own of the same voice. Nothing in
// them is a voice or a mark.
func (f *Flow) Paste(note model.ID, at int, lines []string) Effect {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.TrimSpace(l) == "" })
	if len(lines) == 0 {
		return Effect{Look: f.place}
	}
	return f.act("paste", func(t *tx) {
		n := f.note(note)
		if n == nil {
			n = f.freshNote()
		}
		at, _ = clamp(at, at, n.Text)
		first := model.Copy(n)
		behind := n.Text[at:]
		first.Text = n.Text[:at] + lines[0]
		if after, closed := f.closed[n.ID]; closed && behind == "" {
			first.Telling, first.Text = model.Told, `"`+n.Text+`"`+after+lines[0]
		}
		delete(f.closed, n.ID)
		last, caret := first, len(first.Text)
		orders := model.OrdersBetween(n.Order, f.orderBehind(n), len(lines)-1)
		made := []*model.Note{first}
		for i, l := range lines[1:] {
			c := model.Copy(n)
			c.Head = model.Head{ID: f.env.NewID(), Order: orders[i], Drawer: n.Drawer}
			c.Text, c.Marks = l, nil
			if c.Telling == model.Said {
				c.Telling = model.Told // the quotation was begun in the first, and in no other
			}
			made = append(made, c)
			last, caret = c, len(c.Text)
		}
		last.Text += behind
		for _, c := range made {
			t.put(c)
			f.literal[c.ID] = true
		}
		t.follow(n, first)
		f.place.Part, f.place.Caret = last.ID, caret
	})
}

// pointAlso makes what points to one note point to another too.
func (t *tx) pointAlso(to, also model.ID) {
	t.repoint(func(from []model.ID) []model.ID {
		if slices.Contains(from, to) && !slices.Contains(from, also) {
			return append(slices.Clone(from), also)
		}
		return from
	})
}

// pointInstead makes what points to one note point to another.
func (t *tx) pointInstead(to, instead model.ID) {
	t.repoint(func(from []model.ID) []model.ID {
		if !slices.Contains(from, to) {
			return from
		}
		out := slices.DeleteFunc(slices.Clone(from), func(id model.ID) bool { return id == to || id == instead })
		return append(out, instead)
	})
}

// repoint passes every list of notes that needs, wants and risks came from
// through change.
func (t *tx) repoint(change func([]model.ID) []model.ID) {
	for _, x := range t.now().Needs {
		if from := change(x.Words.From); !slices.Equal(from, x.Words.From) {
			c := model.Copy(x)
			c.Words.From = from
			t.put(c)
		}
	}
	for _, x := range t.now().Wants {
		if from := change(x.Words.From); !slices.Equal(from, x.Words.From) {
			c := model.Copy(x)
			c.Words.From = from
			t.put(c)
		}
	}
	for _, x := range t.now().Risks {
		if from := change(x.Words.From); !slices.Equal(from, x.Words.From) {
			c := model.Copy(x)
			c.Words.From = from
			t.put(c)
		}
	}
}

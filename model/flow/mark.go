package flow

import (
	"slices"

	"ownwords/model"
)

var markDeeds = []deed{
	{id: "mark.wanted", command: "wanted", can: onNote, do: mark(model.MarkWanted)},
	{id: "mark.risk", command: "risk", can: onNote, do: mark(model.MarkRisk)},
	{id: "mark.person", command: "person", can: onNote, do: mark(model.MarkPerson)},
	{id: "mark.later", command: "later", can: onNote, do: mark(model.MarkLater)},
	{
		id: "mark.move", command: "move", can: toMove,
		ask: func(f *Flow) []Field {
			return []Field{{ID: "topic", Label: model.Msg("field.move"), Kind: Choice, Options: f.topicOptions()}}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.moveNote(a["topic"]) },
	},
	{id: "mark.mine", command: "mine", can: onNote, do: func(f *Flow, _ map[string]string) Effect { return f.toMine() }},
	{
		id: "mark.whose", command: "whose", can: onNote,
		ask: func(f *Flow) []Field {
			l := Field{ID: "voice", Label: model.Msg("field.whose"), Kind: Choice}
			for _, v := range f.Here() {
				l.Options = append(l.Options, Option{Value: string(v.ID), Label: model.Msg("verbatim", "text", f.VoiceName(v.ID))})
			}
			return []Field{l}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.whose(model.ID(a["voice"])) },
	},
	{
		id: "note.readback", command: "may", can: othersNote,
		do: func(f *Flow, _ map[string]string) Effect { return f.mayReadBack() },
	},
	{
		id: "note.through", command: "through", can: onNote,
		ask: func(f *Flow) []Field { return fields(f.throughLines(model.Copy(f.noteInHand()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "note.through", f.noteInHand(), f.throughLines, a)
		},
	},
}

// noteInHand is the note that is marked: the one in focus, and behind it the
// last on the page, since a mark often comes when the next note has begun.
func (f *Flow) noteInHand() *model.Note {
	if n := f.note(f.place.Part); n != nil {
		return n
	}
	page := f.Notes()
	if len(page) == 0 {
		return nil
	}
	return page[len(page)-1]
}

func onNote(f *Flow) model.Message {
	page := f.place.Stage == model.StageTalk || f.place.Stage == model.StageMine
	return unless(page && f.noteInHand() != nil, "why.no-note")
}

// toMove: one's own notes stand in no topic.
func toMove(f *Flow) model.Message {
	if why := inTopic(f); !why.Zero() {
		return why
	}
	return onNote(f)
}

func othersNote(f *Flow) model.Message {
	if why := onNote(f); !why.Zero() {
		return why
	}
	v := model.Find(f.r.Voices, f.noteInHand().Voice)
	return unless(v != nil && v.Role != model.RolePerson && !v.Role.Worker(), "why.own-words")
}

// mark gives the note in hand a mark, or takes it off. Something wanted and a
// risk, in the person's words, stand among the wants and the risks at once.
func mark(m model.Mark) func(*Flow, map[string]string) Effect {
	return func(f *Flow, _ map[string]string) Effect {
		n := f.noteInHand()
		on := !n.Marked(m)
		e := f.act("mark."+string(m), func(t *tx) {
			c := model.Copy(n)
			if on {
				c.Marks = append(c.Marks, m)
			} else {
				c.Marks = slices.DeleteFunc(c.Marks, func(x model.Mark) bool { return x == m })
			}
			t.put(c)
			switch {
			case m == model.MarkWanted && on:
				t.drawWant(c, f.env.NewID())
			case m == model.MarkWanted:
				t.undrawWant(c)
			case m == model.MarkRisk && on:
				t.drawRisk(c, f.env.NewID())
			case m == model.MarkRisk:
				t.undrawRisk(c)
			}
		})
		say := model.Msg("mark.on", "mark", model.Msg("mark."+string(m)), "n", f.numberOf(n.ID))
		if !on {
			say.ID = "mark.off"
		}
		e.Say = append(e.Say, say)
		return e
	}
}

// numberOf is where a note stands on its page, from 1.
func (f *Flow) numberOf(id model.ID) int {
	return slices.IndexFunc(f.Notes(), func(n *model.Note) bool { return n.ID == id }) + 1
}

// own tells whether a note may become a want or a risk of the person's by a
// mark alone: their own words, not what another says of them.
func (t *tx) own(n *model.Note) bool {
	v := model.Find(t.now().Voices, n.Voice)
	return v != nil && v.Role == model.RolePerson && n.Drawer == model.DrawerShared
}

func (t *tx) drawWant(n *model.Note, id model.ID) {
	drawn := slices.ContainsFunc(t.now().Wants, func(w *model.Want) bool { return slices.Contains(w.Words.From, n.ID) })
	if t.own(n) && !drawn {
		t.put(&model.Want{Head: behind(t.now().Wants, id), Words: n.Words()})
	}
}

// undrawWant takes out a want that is nothing yet but the marked words.
func (t *tx) undrawWant(n *model.Note) {
	for _, w := range t.now().Wants {
		bare := &model.Want{Head: w.Head, Words: n.Words()}
		helped := slices.ContainsFunc(t.now().Supports, func(s *model.Support) bool { return slices.Contains(s.For, w.ID) })
		if drawnWhole(w.Words, n) && samePart(w, bare) && !helped {
			t.drop(w)
		}
	}
}

func (t *tx) drawRisk(n *model.Note, id model.ID) {
	drawn := slices.ContainsFunc(t.now().Risks, func(x *model.Risk) bool { return slices.Contains(x.Words.From, n.ID) })
	if t.own(n) && !drawn {
		t.put(&model.Risk{Head: behind(t.now().Risks, id), Words: n.Words()})
	}
}

func (t *tx) undrawRisk(n *model.Note) {
	for _, x := range t.now().Risks {
		if drawnWhole(x.Words, n) && samePart(x, &model.Risk{Head: x.Head, Words: n.Words()}) {
			t.drop(x)
		}
	}
}

// undraw takes out what is nothing yet but what marks had drawn out of a note.
func (t *tx) undraw(n *model.Note) {
	t.undrawWant(n)
	t.undrawRisk(n)
}

// unsay takes the words of a note out of the wants and risks that hold them
// still, because more was typed there than the mark had drawn. The rest stays.
func (t *tx) unsay(n *model.Note) {
	drawn := func(w model.Words) bool { return drawnWhole(w, n) }
	for _, w := range t.now().Wants {
		if c := model.Copy(w); cleared(&c.Words, &c.First, drawn) {
			t.put(c)
		}
	}
	for _, x := range t.now().Risks {
		if c := model.Copy(x); cleared(&c.Words, &c.First, drawn) {
			t.put(c)
		}
	}
}

// cleared empties those of the two that are of a note, and tells whether any was.
func cleared(words *model.Words, first **model.Words, of func(model.Words) bool) bool {
	now, before := of(*words), *first != nil && of(**first)
	if now {
		*words = model.Words{}
	}
	if before {
		*first = nil
	}
	return now || before
}

// drawnWhole tells whether words were drawn out of a note and are still what
// it says, word for word.
func drawnWhole(w model.Words, n *model.Note) bool {
	return len(w.From) == 1 && w.From[0] == n.ID && w.Text == n.Text && w.Telling == n.Telling
}

func (f *Flow) moveNote(topic string) Effect {
	t, ok := f.guide.Topic(topic)
	if !ok {
		return Effect{Look: f.place, Say: []model.Message{model.Msg("topic.unknown")}}
	}
	n := f.noteInHand()
	e := f.act("mark.move", func(tx *tx) {
		c := model.Copy(n)
		c.Topic = topic
		tx.put(c)
	})
	f.place.Part, f.place.Caret = "", 0
	e.Look = f.place
	e.Say = append(e.Say, model.Msg("mark.moved", "topic", t.Title))
	return e
}

// toMine takes a note off the page into one's own notes. What was drawn out of
// it word for word goes with it: it must stand nowhere else.
func (f *Flow) toMine() Effect {
	n := f.noteInHand()
	if n.Drawer == model.DrawerMine {
		return Effect{Look: f.place}
	}
	e := f.act("mark.mine", func(t *tx) {
		t.undraw(n)
		t.unsay(n)
		c := model.Copy(n)
		c.Drawer = model.DrawerMine
		c.JustForMe = f.guide.Kind == model.Preparation
		t.put(c)
		t.agreedWithout(n)
	})
	f.place.Part, f.place.Caret = "", 0
	e.Look = f.place
	e.Say = append(e.Say, model.Msg("mark.to-mine"))
	return e
}

func (f *Flow) whose(id model.ID) Effect {
	v := model.Find(f.r.Voices, id)
	if v == nil {
		return Effect{Look: f.place, Say: []model.Message{model.Msg("voice.unknown")}}
	}
	n := f.noteInHand()
	e := f.act("mark.whose", func(t *tx) {
		c := model.Copy(n)
		c.Voice = id
		switch {
		case v.Role.Worker():
			c.Telling = model.Thought
		case c.Telling == model.Thought:
			c.Telling = model.Told
		}
		t.put(c)
	})
	e.Say = append(e.Say, model.Msg("mark.whose-now", "who", f.VoiceName(id)))
	return e
}

func (f *Flow) mayReadBack() Effect {
	n := f.noteInHand()
	e := f.act("note.readback", func(t *tx) {
		c := model.Copy(n)
		c.MayReadBack = !c.MayReadBack
		t.put(c)
	})
	say := model.Msg("may.yes", "who", f.VoiceName(n.Voice))
	if n.MayReadBack {
		say.ID = "may.no"
	}
	e.Say = append(e.Say, say)
	return e
}

// throughLines ask how words came to be typed that were not spoken to the
// typist.
func (f *Flow) throughLines(n *model.Note) []line {
	var ids []string
	who := line{Field: Field{ID: "voice", Label: model.Msg("field.through.voice"), Kind: Choice, Value: string(n.Through.Voice)}}
	for _, v := range f.Here() {
		if v.ID != n.Voice && !v.Role.Worker() {
			ids = append(ids, string(v.ID))
			who.Options = append(who.Options, Option{Value: string(v.ID), Label: model.Msg("verbatim", "text", f.VoiceName(v.ID))})
		}
	}
	who.set = func(v string) {
		if v == "" || slices.Contains(ids, v) {
			n.Through.Voice = model.ID(v)
		}
	}
	return []line{
		who,
		choiceLine("through.way", &n.Through.Way, "aloud", "signed", "board", "shown"),
		textLine("through.rendering", &n.Through.Rendering),
		textLine("through.original", &n.Through.Original),
	}
}

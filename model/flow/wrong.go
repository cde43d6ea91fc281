package flow

import (
	"slices"

	"ownwords/model"
)

// wrongHere is the act of taking out what should never have been in this record.
const wrongHere = "note.wrong"

var wrongDeeds = []deed{{
	id: wrongHere, command: "wrong", can: wrongNote,
	ask: func(*Flow) []Field {
		return []Field{{ID: "as", Label: model.Msg("field.wrong.as"), Kind: Choice, Options: options("choice.wrong.as", "shred")}}
	},
	do: func(f *Flow, a map[string]string) Effect {
		if a["as"] != "shred" {
			return Effect{Look: f.place}
		}
		return f.shred(f.noteInHand())
	},
}}

// wrongNote says why a note can't be taken out for good: there is none, or it
// has become a worry, which would be left without what was said.
func wrongNote(f *Flow) model.Message {
	if why := onNote(f); !why.Zero() {
		return why
	}
	n := f.noteInHand()
	worry := slices.ContainsFunc(f.r.Worries, func(w *model.Worry) bool { return w.Note == n.ID })
	return unless(!worry, "why.is-worry")
}

// shred takes a note out for good, with what was drawn out of it word for word.
// Nothing of it stays to bring it back from.
func (f *Flow) shred(n *model.Note) Effect {
	e := f.act(wrongHere, func(t *tx) {
		t.undraw(n)
		t.unsay(n)
		t.drop(n)
		t.wiped = append(t.wiped, n.ID)
		if n.Drawer == model.DrawerShared {
			t.agreedWithout(n)
		}
	})
	f.place.Part, f.place.Caret = "", 0
	delete(f.closed, n.ID)
	delete(f.literal, n.ID)
	e.Look = f.place
	e.Say = append(e.Say, model.Msg("wrong.shredded"))
	return e
}

// InHand is the note that the next action on a note is about, nil for none.
func (f *Flow) InHand() *model.Note { return f.noteInHand() }

// DrawnFrom are the parts that keep words of a note though the note goes: more
// was typed there than was drawn out of it.
func (f *Flow) DrawnFrom(n *model.Note) []model.Message {
	var out []model.Message
	t := f.newTx()
	for _, x := range t.drawn(n.ID, n.Drawer) {
		p := t.part(x.ref)
		switch p := p.(type) {
		case *model.Want:
			if drawnWhole(p.Words, n) {
				continue
			}
		case *model.Risk:
			if drawnWhole(p.Words, n) {
				continue
			}
		}
		if name := named(p); p != nil && !slices.ContainsFunc(out, func(m model.Message) bool { return m.ID == name.ID && m.Args["words"] == name.Args["words"] }) {
			out = append(out, name)
		}
	}
	return out
}

// TakeIn puts a note into this record that was written down in another one by
// mistake: as said now, to the voice here that it is of. voice is whose it was
// there.
func (f *Flow) TakeIn(n *model.Note, voice *model.Voice) Effect {
	return f.act("note.in", func(t *tx) {
		c := model.Copy(n)
		c.Head = newHead(f, f.r.Notes)
		c.Drawer = n.Drawer
		c.Voice = t.voiceOf(voice)
		c.Typed, c.Visit = f.env.Now().UTC(), f.visit()
		c.Marks, c.Settled, c.MayReadBack, c.Through.Voice = nil, "", false, ""
		c.JustForMe = n.Drawer == model.DrawerMine && f.guide.Kind == model.Preparation
		if _, ok := f.guide.Topic(c.Topic); !ok {
			c.Topic = f.firstTopic()
		}
		t.put(c)
	})
}

// voiceOf is the voice of this record for somebody who spoke in another: the
// person here for the person there, and whoever has the same name for anybody
// else, who is added where nobody has.
func (t *tx) voiceOf(v *model.Voice) model.ID {
	r := t.now()
	switch {
	case v == nil, v.Role.Worker() && fold(v.Name) == fold(t.f.env.Worker.Name):
		v = t.f.Me()
	case v.Role.Worker() && fold(v.Name) == "":
		v = r.WorkerVoice()
	case v.Role == model.RolePerson:
		v = r.PersonVoice()
	default:
		i := slices.IndexFunc(r.Voices, func(x *model.Voice) bool { return fold(x.Name) == fold(v.Name) })
		if i >= 0 {
			return r.Voices[i].ID
		}
		c := model.Copy(v)
		c.Head = newHead(t.f, r.Voices)
		t.put(c)
		return c.ID
	}
	if v == nil {
		return ""
	}
	return v.ID
}

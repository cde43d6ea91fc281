package flow

import (
	"slices"

	"ownwords/model"
)

var mineDeeds = []deed{
	{
		id: "mine.settle", command: "settle", stage: model.StageMine, can: onMine,
		ask: func(f *Flow) []Field {
			ways := []string{"thought", "confidence", "worry", "back"}
			if f.noteInHand().JustForMe {
				ways = []string{"keep", "back", "worry", "wipe"}
			}
			return []Field{{
				ID: "as", Label: model.Msg("field.mine.as"), Kind: Choice, Value: f.noteInHand().Settled,
				Options: options("choice.mine.as", ways...),
			}}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.settleMine(a["as"]) },
	},
	{
		id: "worry.set", command: "worry", stage: model.StageMine,
		can: func(f *Flow) model.Message {
			if why := inMine(f); !why.Zero() {
				return why
			}
			return on(f.Worry(), "why.no-worry")
		},
		ask: func(f *Flow) []Field { return fields(f.worryLines(model.Copy(f.Worry()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "worry.set", f.Worry(), f.worryLines, a)
		},
	},
}

func onMine(f *Flow) model.Message {
	if why := inMine(f); !why.Zero() {
		return why
	}
	return onNote(f)
}

func inMine(f *Flow) model.Message {
	return unless(f.place.Stage == model.StageMine, "why.not-mine")
}

// Worry is the worry in focus, or the one that came of the note in focus.
func (f *Flow) Worry() *model.Worry {
	if f.place.Stage != model.StageMine {
		return nil
	}
	if w := model.Find(f.r.Worries, f.place.Part); w != nil {
		return w
	}
	i := slices.IndexFunc(f.r.Worries, func(w *model.Worry) bool { return f.place.Part != "" && w.Note == f.place.Part })
	if i < 0 {
		return nil
	}
	return f.r.Worries[i]
}

// settleMine says at the desk what an own note is: a thought, something told
// in confidence, a worry about safety, or part of the talk after all.
func (f *Flow) settleMine(as string) Effect {
	n := f.noteInHand()
	switch as {
	case "thought", "confidence", "keep":
		return f.act("mine.settle", func(t *tx) {
			c := model.Copy(n)
			c.Settled = as
			t.put(c)
		})
	case "worry":
		return f.toWorry(n)
	case "back":
		return f.backToTalk(n)
	case "wipe":
		return f.wipe(n)
	}
	return Effect{Look: f.place}
}

// wiping is the act that nothing takes back.
const wiping = "mine.wipe"

// wipe takes out for good what was just for the person, when they say so.
// Nothing of it stays to bring it back from.
func (f *Flow) wipe(n *model.Note) Effect {
	e := f.act(wiping, func(t *tx) {
		t.drop(n)
		t.wiped = append(t.wiped, n.ID)
	})
	f.place.Part = ""
	e.Look = f.place
	e.Say = append(e.Say, model.Msg("mine.wiped"))
	return e
}

func (f *Flow) toWorry(n *model.Note) Effect {
	if w := f.Worry(); w != nil {
		f.place.Part = w.ID
		return Effect{Look: f.place}
	}
	w := &model.Worry{Head: newHead(f, f.r.Worries), Note: n.ID, Said: model.Words{Text: n.Text, Telling: n.Telling}, Began: f.env.Now().UTC()}
	w.Drawer = model.DrawerWorry
	return f.act("mine.worry", func(t *tx) {
		c := model.Copy(n)
		c.Settled = "worry"
		t.put(c)
		t.put(w)
		f.place = model.Place{Stage: model.StageMine, Part: w.ID}
	})
}

func (f *Flow) backToTalk(n *model.Note) Effect {
	e := f.act("mine.back", func(t *tx) {
		c := model.Copy(n)
		c.Drawer, c.Settled, c.JustForMe = model.DrawerShared, "", false
		if c.Topic == "" {
			c.Topic = f.firstTopic()
		}
		t.put(c)
	})
	f.place.Part = ""
	e.Look = f.place
	e.Say = append(e.Say, model.Msg("mine.back"))
	return e
}

// worryLines ask what a worry needs. A peer supporter's are four: they pass
// on, and do not look into it.
func (f *Flow) worryLines(w *model.Worry) []line {
	said, safe := wordsLine("worry.said", &w.Said), textLine("worry.safe-now", &w.SafeNow)
	told, when := textLine("worry.told", &w.Told), textLine("worry.told-when", &w.ToldWhen)
	if v := f.Me(); v != nil && v.Role == model.RolePeer {
		return []line{said, safe, told, when}
	}
	lines := []line{
		said, textLine("worry.alone", &w.Alone), safe, wordsLine("worry.wants", &w.Wants),
		textLine("worry.touches", &w.Touches), textLine("worry.told-first", &w.ToldFirst), textLine("worry.agrees", &w.Agrees),
		told, when,
	}
	if w.Told == "" || w.NotPassed {
		lines = append(lines, notPassedLine(w))
	}
	if w.Told != "" && !w.NotPassed || w.Decided != "" {
		lines = append(lines, textLine("worry.decided", &w.Decided))
	}
	ended := w.Told != "" || w.NotPassed
	if ended || w.DecidedBy != "" {
		lines = append(lines, textLine("worry.decided-by", &w.DecidedBy))
	}
	if w.NotPassed || w.DecidedWhen != "" {
		lines = append(lines, textLine("worry.decided-when", &w.DecidedWhen))
	}
	if ended || w.Why != "" {
		lines = append(lines, textLine("worry.why", &w.Why))
	}
	return lines
}

// notPassedLine asks, while nobody was told, whether it goes to nobody. That is
// a decision like any other: it ends the worry once it says who made it, and
// when.
func notPassedLine(w *model.Worry) line {
	passed := ""
	if w.NotPassed {
		passed = "no"
	}
	l := choiceLine("worry.passed", &passed, "not-yet", "no")
	set := l.set
	l.set = func(v string) { set(v); w.NotPassed = passed == "no" }
	return l
}

package flow

import (
	"slices"

	"ownwords/model"
)

var peopleDeeds = []deed{
	{
		id: "someone.new", command: "someone", stage: model.StagePeople,
		ask: func(f *Flow) []Field { return fields([]line{textLine("someone.name", new(string))}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newSomeone(a) },
	},
	{
		id: "someone.set", stage: model.StagePeople, can: onSomeone,
		ask: func(f *Flow) []Field { return fields(f.someoneLines(model.Copy(f.someone()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "someone.set", f.someone(), f.someoneLines, a)
		},
	},
	{id: "someone.closer", stage: model.StagePeople, can: onSomeone, do: closer(-1)},
	{id: "someone.further", stage: model.StagePeople, can: onSomeone, do: closer(1)},
	{
		id: "someone.drop", stage: model.StagePeople, can: onSomeone,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("someone.drop", model.StagePeople, f.someone(), nil)
		},
	},
}

func (f *Flow) someone() *model.Relationship { return focused(f, model.StagePeople, f.r.Relations) }

func onSomeone(f *Flow) model.Message { return on(f.someone(), "why.no-someone") }

// newSomeone makes somebody of a name; a name that is there already is gone to.
func (f *Flow) newSomeone(a map[string]string) Effect {
	name := a["name"]
	if fold(name) == "" {
		return Effect{Look: f.place}
	}
	for _, x := range f.r.Relations {
		if fold(x.Name) == fold(name) {
			f.place = model.Place{Stage: model.StagePeople, Part: x.ID}
			return edit(f, "someone.set", x, f.someoneLines, without(a, "name"))
		}
	}
	x := &model.Relationship{Head: newHead(f, f.r.Relations), Name: name}
	for _, v := range f.r.Voices {
		if fold(v.Name) == fold(name) {
			x.Voice, x.Who = v.ID, v.Connection
		}
	}
	f.answer(func() []line { return f.someoneLines(x) }, without(a, "name"))
	return f.made("someone.new", model.StagePeople, x)
}

func without(a map[string]string, key string) map[string]string {
	out := map[string]string{}
	for k, v := range a {
		if k != key {
			out[k] = v
		}
	}
	return out
}

var rings = []model.Closeness{model.Closest, model.Close, model.Around, model.Paid}

// notToContact is chosen among the rings, and is none of them.
const notToContact = "not-to-contact"

// someoneLines ask about one relationship. What can't matter is not asked:
// where the closest could be wished nearer, what is given to somebody who
// gives nothing.
func (f *Flow) someoneLines(x *model.Relationship) []line {
	name, person := x.Name, f.r.Person.Name()
	lines := []line{
		textLine("someone.name", &x.Name).more(),
		textLine("someone.who", &x.Who).about("who", person),
		closeLine(x),
	}
	if x.NotToContact {
		return append(lines, alsoLine(x))
	}
	if x.Close != model.Closest && x.Close != model.Paid {
		lines = append(lines, ringLine("someone.wished", &x.Wished).about("wished", person))
	}
	lines = append(lines, textLine("someone.often", &x.Often), wordsLine("someone.gives", &x.Gives).about("gives", name))
	if x.Close != model.Paid && !x.Gives.Empty() {
		own := choiceLine("someone.own-talk", &x.OwnTalk, "not-yet", "yes", "no")
		lines = append(lines,
			wordsLine("someone.gets", &x.Gets).about("gets", person),
			wordsLine("someone.words", &x.Words).about("words", person), own)
		if x.OwnTalk == "yes" || x.OwnTalk == "no" {
			lines = append(lines, wordsLine("someone.own-talk-words", &x.OwnTalkWords).more())
		}
	}
	under := yesNo(x.Under18)
	child := choiceLine("someone.under18", &under, "no", "yes").more()
	setChild := child.set
	child.set = func(v string) { setChild(v); x.Under18 = under == "yes" }
	lines = append(lines, choiceLine("someone.may-ring", &x.MayRing, "yes", "no").more(), askedLine("someone.asked", &x.Asked).more(), child)
	if x.Under18 {
		lines = append(lines, textLine("someone.helps-with", &x.HelpsWith))
	}
	return append(lines, alsoLine(x))
}

// alsoLine asks for every other name somebody goes by, since a copy without names
// can leave out none that nobody typed.
func alsoLine(x *model.Relationship) line {
	l := textLine("someone.also", &x.Also).more()
	l.Hint = model.Msg("hint.also")
	return l
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func closeLine(x *model.Relationship) line {
	l := ringLine("someone.close", &x.Close)
	l.Options = append(l.Options, Option{Value: notToContact, Label: model.Msg("choice.someone.close." + notToContact)})
	if x.NotToContact {
		l.Value = notToContact
	}
	setRing := l.set
	l.set = func(v string) {
		if x.NotToContact = v == notToContact; x.NotToContact {
			x.Close, x.Wished = model.NoRing, model.NoRing
			return
		}
		setRing(v)
	}
	return l
}

func ringLine(id string, at *model.Closeness) line {
	s := string(*at)
	l := choiceLine(id, &s, stringsOf(rings)...)
	l.Options = options("ring", stringsOf(rings)...)
	set := l.set
	l.set = func(v string) { set(v); *at = model.Closeness(s) }
	return l
}

func askedLine(id string, at *model.Asked) line {
	s := string(*at)
	l := choiceLine(id, &s, string(model.WasAsked), string(model.NotAskedYet))
	l.Options = []Option{
		{Value: string(model.WasAsked), Label: model.Msg("asked.yes")},
		{Value: "not", Label: model.Msg("asked.not")},
	}
	l.set = func(v string) {
		*at = model.NotAskedYet
		if v == string(model.WasAsked) {
			*at = model.WasAsked
		}
	}
	return l
}

// closer moves somebody a ring nearer the middle, or away from it.
func closer(by int) func(*Flow, map[string]string) Effect {
	return func(f *Flow, _ map[string]string) Effect {
		x := f.someone()
		i := slices.Index(rings, x.Close)
		if i < 0 {
			i = len(rings) - 1 - by
		}
		to := rings[min(max(i+by, 0), len(rings)-1)]
		e := f.act("someone.ring", func(t *tx) {
			c := model.Copy(x)
			c.Close, c.NotToContact = to, false
			t.putIfNew(c)
		})
		e.Say = append(e.Say, model.Msg("ring.now", "who", x.Name, "ring", model.Msg("ring."+string(to))))
		return e
	}
}

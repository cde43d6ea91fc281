package flow

import (
	"slices"
	"strings"
	"time"

	"ownwords/model"
)

// needDeeds are about what is hard for the person and what the council decided
// of it (Care Act 2014 ss 9, 13). It is done at the desk, from what was said.
var needDeeds = []deed{
	{
		id: "need.new", command: "newneed", stage: model.StageNeeds,
		ask: func(f *Flow) []Field {
			return fields([]line{wordsLine("need.words", &model.Words{}).about("words", f.r.Person.Name())})
		},
		do: func(f *Flow, a map[string]string) Effect { return f.newNeed(a) },
	},
	{
		id: "need.from", command: "isneed", stage: model.StageNeeds, leaves: true,
		can: func(f *Flow) model.Message { return unless(f.hardThere() != nil, "why.no-source") },
		do:  func(f *Flow, _ map[string]string) Effect { return f.needFrom(f.hardThere()) },
	},
	{
		id: "need.set", stage: model.StageNeeds, can: onNeed,
		ask: func(f *Flow) []Field { return fields(f.needLines(f.needing(model.Copy(f.need())))) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setNeed(a) },
	},
	{
		id: "need.drop", stage: model.StageNeeds, can: onNeed,
		do: func(f *Flow, _ map[string]string) Effect {
			n := f.need()
			return f.taken("need.drop", model.StageNeeds, n, func(t *tx) { t.forgetNeed(n.ID) })
		},
	},
}

func (f *Flow) need() *model.Need { return focused(f, model.StageNeeds, f.r.Needs) }

func onNeed(f *Flow) model.Message { return on(f.need(), "why.no-need") }

// needing is what the lines of a need change: itself, and the wants that it
// stands behind.
type needing struct {
	need  *model.Need
	wants []*model.Want
}

func (f *Flow) needing(n *model.Need) *needing {
	g := &needing{need: n}
	for _, w := range f.r.Wants {
		g.wants = append(g.wants, model.Copy(w))
	}
	return g
}

// keep puts what was changed.
func (g *needing) keep(t *tx) {
	t.putIfNew(g.need)
	for _, w := range g.wants {
		t.putIfNew(w)
	}
}

func (f *Flow) newNeed(a map[string]string) Effect {
	g := f.needing(&model.Need{Head: newHead(f, f.r.Needs)})
	f.answer(func() []line { return f.needLines(g) }, a)
	if g.need.Words.Empty() {
		return Effect{Look: f.place}
	}
	return f.needMade("need.new", g)
}

func (f *Flow) setNeed(a map[string]string) Effect {
	return f.act("need.set", func(t *tx) {
		g := f.needing(model.Copy(f.need()))
		f.answer(func() []line { return f.needLines(g) }, a)
		g.keep(t)
	})
}

// needMade is made for a need and the wants that it stands behind.
func (f *Flow) needMade(name string, g *needing) Effect {
	e := f.act(name, func(t *tx) {
		g.keep(t)
		f.place = model.Place{Stage: model.StageNeeds, Part: g.need.ID}
	})
	f.became("need.set", g.need.ID)
	return e
}

// hardThere is the note or the want in hand from which a need can be drawn, in
// the words that it has: of a note only the person's own, since what another
// said of them is never made theirs.
func (f *Flow) hardThere() model.Part {
	switch f.place.Stage {
	case model.StageTalk:
		if n := f.noteInHand(); n != nil && !n.Words().Empty() && f.newTx().own(n) {
			return n
		}
	case model.StageWants:
		if w := focused(f, model.StageWants, f.r.Wants); w != nil && !w.Words.Empty() {
			return w
		}
	}
	return nil
}

// needFrom makes a need of the words of a note, or the one that stands behind a
// want.
func (f *Flow) needFrom(p model.Part) Effect {
	g := f.needing(&model.Need{Head: newHead(f, f.r.Needs)})
	switch p := p.(type) {
	case *model.Note:
		g.need.Words = p.Words()
	case *model.Want:
		w := model.Find(g.wants, p.ID)
		w.Needs = append(w.Needs, g.need.ID)
		g.need.Words = model.Copy(p).Words
	}
	e := f.needMade("need.from", g)
	e.Say = append(e.Say, f.shortly(g.need))
	return e
}

// needLines are the lines of one need: what it is and touches, what it does to
// their life, who meets it, and what somebody decided of it. Nothing of it fills
// itself in.
func (f *Flow) needLines(g *needing) []line {
	n := g.need
	lines := []line{
		wordsLine("need.words", &n.Words).about("words", f.r.Person.Name()),
		tagsLine("need.outcomes", &n.Outcomes, outcomes),
		manyLine("need.unable", &n.Unable, model.Unables...),
		textLine("need.over", &n.Over),
		wordsLine("need.effect", &n.Effect),
		tagsLine("need.areas", &n.Areas, wellbeing).more(),
		wordsLine("need.family", &n.Family),
	}
	if len(g.wants) > 0 {
		lines = append(lines, g.wantsLine())
	}
	lines = append(lines, manyLine("need.met", &n.Met, model.Mets...))
	for _, m := range []struct {
		met model.Met
		id  string
		at  *string
	}{
		{model.MetByCouncil, "need.by-council", &n.ByCouncil},
		{model.MetByOthers, "need.by-others", &n.ByOthers},
		{model.NotMet, "need.not-met", &n.NotMet},
	} {
		if slices.Contains(n.Met, m.met) || fold(*m.at) != "" {
			lines = append(lines, textLine(m.id, m.at))
		}
	}
	return append(lines, f.eligibleLines(n)...)
}

// wantsLine asks what is wanted because of the need: the next step of the chain.
func (g *needing) wantsLine() line {
	l := line{Field: Field{ID: "wants", Label: model.Msg("field.need.wants"), Kind: Many}}
	var now []model.ID
	for _, w := range g.wants {
		if w.Read == model.LeftOut {
			continue
		}
		l.Options = append(l.Options, Option{Value: string(w.ID), Label: model.Msg("verbatim", "text", w.Words.String())})
		if slices.Contains(w.Needs, g.need.ID) {
			now = append(now, w.ID)
		}
	}
	return kept(chosenIDs(l, &now), nil, func() {
		for _, w := range g.wants {
			has := slices.Contains(w.Needs, g.need.ID)
			switch chosen := slices.Contains(now, w.ID); {
			case chosen && !has:
				w.Needs = append(w.Needs, g.need.ID)
			case has && !chosen && w.Read != model.LeftOut:
				w.Needs = slices.DeleteFunc(w.Needs, func(id model.ID) bool { return id == g.need.ID })
			}
		}
	})
}

// eligibleLines are the council's decision on a need, with its reason and whose
// it is (Care Act 2014 s13(1) and (2)). It counts from the day on which it was
// last put down.
func (f *Flow) eligibleLines(n *model.Need) []line {
	decided := choiceLine("need.eligible", &n.Eligible, model.EligibleYes, model.EligibleNo, model.EligibleNotYet)
	decide := decided.set
	decided.set = func(v string) {
		was := n.Eligible
		if decide(v); n.Eligible == was {
			return
		}
		n.EligibleAt = time.Time{}
		if n.Eligible != "" {
			n.EligibleAt = f.env.Now().UTC()
		}
	}
	lines := []line{decided}
	if n.Eligible != "" || fold(n.EligibleWhy) != "" || fold(n.EligibleBy) != "" {
		lines = append(lines, textLine("need.eligible-why", &n.EligibleWhy), textLine("need.eligible-by", &n.EligibleBy).whole())
	}
	return lines
}

// The tags of the law that needs and wants can have.
var (
	outcomes  = tags("ca14.", "abcdefghij") // SI 2015/313 reg 2(2)
	wellbeing = tags("wb.", "abcdefghi")    // Care Act 2014 s1(2)
)

func tags(scheme, each string) []string {
	out := make([]string, len(each))
	for i := range each {
		out[i] = scheme + each[i:i+1]
	}
	return out
}

// tagsLine asks which of these tags fit. One that is not among them stays.
func tagsLine(id string, at *[]string, all []string) line {
	l := manyLine(id, at, all...)
	for i, tag := range all {
		l.Options[i].Label = model.Msg("doc.tag." + tag)
	}
	set := l.set
	l.set = func(v string) {
		others := slices.DeleteFunc(slices.Clone(*at), func(tag string) bool { return slices.Contains(all, tag) })
		set(v)
		*at = append(*at, others...)
	}
	return l
}

// manyLine asks which of these values fit, any of them.
func manyLine[T ~string](id string, at *[]T, all ...T) line {
	l := line{Field: Field{
		ID: tail(id), Label: model.Msg("field." + id), Kind: Many,
		Options: options("choice."+id, stringsOf(all)...), Value: strings.Join(stringsOf(*at), ","),
	}}
	l.set = func(v string) {
		*at = nil
		for _, x := range all {
			if slices.Contains(strings.Split(v, ","), string(x)) {
				*at = append(*at, x)
			}
		}
	}
	return l
}

// forgetNeed takes a need out of what answers it.
func (t *tx) forgetNeed(need model.ID) {
	without := func(ids []model.ID) []model.ID {
		return slices.DeleteFunc(slices.Clone(ids), func(id model.ID) bool { return id == need })
	}
	for _, w := range t.now().Wants {
		if slices.Contains(w.Needs, need) {
			c := model.Copy(w)
			c.Needs = without(c.Needs)
			t.put(c)
		}
	}
	for _, s := range t.now().Supports {
		if slices.Contains(s.Needs, need) {
			c := model.Copy(s)
			c.Needs = without(c.Needs)
			t.put(c)
		}
	}
	if p := t.now().Payment; p != nil && slices.Contains(p.Needs, need) {
		c := model.Copy(p)
		c.Needs = without(c.Needs)
		t.put(c)
	}
}

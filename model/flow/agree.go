package flow

import (
	"maps"
	"slices"
	"strings"

	"ownwords/model"
)

var agreeDeeds = []deed{
	{
		id: "agree.set", command: "answers", stage: model.StageAgree,
		ask: func(f *Flow) []Field { return fields(f.agreeLines(f.agreeing())) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setAgree(a) },
	},
	{
		id: "agree.close", command: "agreed", stage: model.StageAgree, can: canAgree,
		do: func(f *Flow, _ map[string]string) Effect { return f.agreed() },
	},
	{
		id: "decide", command: "decide", stage: model.StageAgree, can: canDecide,
		ask: func(f *Flow) []Field { return fields(f.decisionLines(f.agreementCopy())) },
		do:  func(f *Flow, a map[string]string) Effect { return f.decide(a) },
	},
	{
		id: "step.done", command: "done", stage: model.StageAgree,
		can: func(f *Flow) model.Message { return unless(len(f.openSteps()) > 0, "why.no-step") },
		ask: func(f *Flow) []Field {
			l := Field{ID: "step", Label: model.Msg("field.step.done"), Kind: Choice}
			for _, s := range f.openSteps() {
				l.Options = append(l.Options, Option{Value: string(s.ID), Label: model.Msg("verbatim", "text", s.What)})
			}
			return []Field{l}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.stepDone(model.ID(a["step"])) },
	},
}

func (f *Flow) agreementCopy() *model.Agreement {
	if f.r.Agreement != nil {
		return model.Copy(f.r.Agreement)
	}
	return &model.Agreement{Head: model.Head{ID: model.ID(model.KindAgreement)}}
}

func (f *Flow) openSteps() []*model.Step {
	return slices.DeleteFunc(slices.Clone(f.r.Steps), func(s *model.Step) bool { return s.Done })
}

// agreeing is what the page of agreement changes: the answers, and what
// happens next.
type agreeing struct {
	a     *model.Agreement
	steps []*model.Step
}

func (f *Flow) agreeing() *agreeing {
	g := &agreeing{a: f.agreementCopy()}
	for _, s := range f.r.Steps {
		g.steps = append(g.steps, model.Copy(s))
	}
	return g
}

func (f *Flow) agreeLines(g *agreeing) []line {
	var out []line
	for _, v := range f.Here() {
		if v.Role != model.RoleInterpreter {
			out = append(out, f.answerLines(g.a, v)...)
		}
	}
	for _, s := range g.steps {
		out = append(out, f.stepLines(g, s)...)
	}
	next := line{Field: Field{ID: "step.+", Label: model.Msg("field.step.what"), Kind: Text, Whole: true}}
	next.set = func(v string) {
		if fold(v) != "" {
			g.steps = append(g.steps, &model.Step{Head: newHead(f, g.steps), What: v})
		}
	}
	next = tidied(&g.steps, func(s *model.Step) bool { return fold(s.What) == "" }, next)
	return append(out, next, f.dayLine("agree.look", &g.a.LookAgain, true))
}

func (f *Flow) answerLines(a *model.Agreement, v *model.Voice) []line {
	id, name := "answer."+string(v.ID), f.VoiceName(v.ID)
	answer, _ := a.Answer(v.ID)
	answer.Voice = v.ID
	keep := func() {
		i := slices.IndexFunc(a.Answers, func(x model.Answer) bool { return x.Voice == v.ID })
		if i < 0 {
			a.Answers = append(a.Answers, answer)
			return
		}
		a.Answers[i] = answer
	}
	says := string(answer.Says)
	out := []line{kept(choiceLine("answer.says", &says, stringsOf(model.AllSays)...).about(id+".says", name), func() {
		if answer.Says != model.Says(says) { // what was said with the answer before belonged to that
			answer.Says, answer.But = model.Says(says), ""
		}
	}, keep)}
	if answer.Says == model.SaysNothing || answer.Says == model.SaysNotSaid {
		return out
	}
	if answer.Says.HasBut() {
		out = append(out, kept(textLine("answer.but."+string(answer.Says), &answer.But).about(id+".but", name), nil, keep))
	}
	if v.Role.Worker() {
		return out
	}
	return append(out, kept(choiceLine("answer.how", &answer.How, "aloud", "signed", "other").about(id+".how", name), nil, keep))
}

func (f *Flow) stepLines(g *agreeing, s *model.Step) []line {
	id := "step." + string(s.ID)
	what := textLine("step.what", &s.What)
	what.ID, what.Part = id+".what", s.ID
	who, by := textLine("step.who", &s.Who), f.dayLine("step.by", &s.By, true)
	who.ID, who.Part = id+".who", s.ID
	by.ID, by.Part = id+".by", s.ID
	return []line{what, who, by}
}

func (f *Flow) setAgree(a map[string]string) Effect {
	return f.act("agree.set", func(t *tx) {
		g := f.agreeing()
		f.answer(func() []line { return f.agreeLines(g) }, a)
		if f.r.Agreement != nil || !samePart(g.a, f.agreementCopy()) {
			t.putIfNew(g.a)
		}
		for _, s := range g.steps {
			t.putIfNew(s)
		}
		for _, s := range f.r.Steps {
			if model.Find(g.steps, s.ID) == nil {
				t.drop(s)
			}
		}
	})
}

func (f *Flow) stepDone(id model.ID) Effect {
	s := model.Find(f.r.Steps, id)
	if s == nil {
		return Effect{Look: f.place}
	}
	return f.act("step.done", func(t *tx) {
		c := model.Copy(s)
		c.Done = true
		t.put(c)
	})
}

// agrees tells whether an answer makes a plan one that was agreed to. Where
// somebody else decides it does once it says who, and by what right.
func agrees(a model.Answer) bool {
	return a.Says == model.SaysYes || a.Says == model.SaysYesBut || a.Says == model.SaysSomebody && !unnamed(a)
}

// unnamed tells whether somebody else decides and nobody said who.
func unnamed(a model.Answer) bool {
	return a.Says == model.SaysSomebody && strings.TrimSpace(a.But) == ""
}

// noPlan tells whether there is nothing that could be agreed to.
func (f *Flow) noPlan() bool { return len(f.r.Wants)+len(f.r.Supports)+len(f.r.Risks) == 0 }

func canAgree(f *Flow) model.Message {
	a, c := f.r.PersonSays(), f.r.Conversation
	s := a.Says
	switch {
	case f.noPlan():
		return model.Msg("why.no-plan")
	case s == model.SaysNothing:
		return model.Msg("why.not-answered", "who", f.r.Person.Name())
	case s == model.SaysNotSaid:
		return model.Msg("why.not-said", "who", f.r.Person.Name())
	case s == model.SaysNo:
		return model.Msg("why.said-no", "who", f.r.Person.Name())
	case unnamed(a):
		return model.Msg("why.nobody-decides", "who", f.r.Person.Name())
	case c.Standing.Plan() && !c.ChangedSince:
		return model.Msg("why.agreed-already")
	}
	return model.Message{}
}

// agreed makes the plan one that was agreed with the person and waits for the
// council: a revision of its own, frozen as it is now.
func (f *Flow) agreed() Effect {
	e := f.act("agree.close", func(t *tx) {
		now := f.env.Now().UTC()
		c := model.Copy(f.r.Conversation)
		c.Standing, c.Stood, c.ChangedSince = model.Agreed, now, false
		c.Revision = f.nextRevision()
		t.put(c)
		a := f.agreementCopy()
		a.At = now
		a.Undecide()
		t.put(a)
		if b := f.budgetCopy(); b.DecidedBy != "" {
			// The council decided on the sums of an earlier plan.
			b.Undecide()
			t.put(b)
		}
	})
	e.Say = append(e.Say, f.StandingSaid())
	if f.guide.Has(model.StageShare) {
		f.place = model.Place{Stage: model.StageShare}
		e.Look = f.place
	}
	return e
}

func canDecide(f *Flow) model.Message {
	switch {
	case f.noPlan():
		return model.Msg("why.no-plan")
	case f.r.PersonSays().Says == model.SaysNothing:
		return model.Msg("why.not-answered", "who", f.r.Person.Name())
	case unnamed(f.r.PersonSays()):
		return model.Msg("why.nobody-decides", "who", f.r.Person.Name())
	}
	c := f.r.Conversation
	return unless(!c.Standing.Decided() || c.ChangedSince, "why.final-already")
}

// yesWaits tells whether a yes of the council's would make a plan final under an
// answer that was given to another plan. What it asks, or that it passes the
// plan up, ends nothing, and may be noted all the same.
func (f *Flow) yesWaits() bool { return f.r.Conversation.ChangedSince && agrees(f.r.PersonSays()) }

// decisions are what the council can say to a plan.
var decisions = []string{"yes", "question", "passed-up"}

// decisionLines ask what the council decided. Who decided stands last: a name
// there makes the plan final.
func (f *Flow) decisionLines(a *model.Agreement) []line {
	lines := []line{decisionLine(a)}
	switch {
	case a.Decision == "question":
		lines = append(lines, f.aboutLine(a))
	case a.Decision == "yes" && (a.Without != "" || len(f.LacksAtFinal()) > 0):
		lines = append(lines, textLine("decide.without", &a.Without))
	}
	return append(lines, textLine("decide.reason."+orNone(a.Decision), &a.Reason).about("reason", ""), textLine("decide.by", &a.DecisionBy).whole())
}

// decisionLine asks what the council says. Who said it, and why, belonged to what
// it said before.
func decisionLine(a *model.Agreement) line {
	l := choiceLine("decide.decision", &a.Decision, decisions...)
	l.set = func(v string) {
		if v != a.Decision && (v == "" || slices.Contains(decisions, v)) {
			a.Undecide()
			a.Decision = v
		}
	}
	return l
}

// LacksAtFinal are what the law asks for and a plan would not have that the
// council decided on now. It can be final all the same: why is asked then.
func (f *Flow) LacksAtFinal() []model.Lack {
	b := f.budgetCopy()
	b.DecidedBy = "the council" // that it decides is what is asked here
	return f.r.With(b).Lacks()
}

// aboutLine chooses the want that a question of the council's is about, so that
// it is asked beside the person's own words and not in place of them.
func (f *Flow) aboutLine(a *model.Agreement) line {
	about := string(a.About)
	l := line{Field: Field{ID: "about", Label: model.Msg("field.decide.about"), Kind: Choice, Value: about}}
	for _, w := range f.r.Wants {
		if !w.Words.Empty() && w.Read != model.LeftOut {
			l.Options = append(l.Options, Option{Value: string(w.ID), Label: model.Msg("verbatim", "text", w.Words.String())})
		}
	}
	l.set = func(v string) {
		if v == "" || slices.ContainsFunc(l.Options, func(o Option) bool { return o.Value == v }) {
			a.About = model.ID(v)
		}
	}
	return l
}

// decide notes the council's decision. A yes with a name makes the plan final,
// and final and not agreed where the person said no.
func (f *Flow) decide(a map[string]string) Effect {
	waits := f.yesWaits()
	if waits && a["decision"] == "yes" {
		return f.tooEarly(a)
	}
	e := f.act("decide", func(t *tx) {
		now := f.env.Now().UTC()
		g := f.agreementCopy()
		f.answer(func() []line { return f.decisionLines(g) }, a)
		if len(a) > 0 && g.Decision != "" && g.DecisionBy != "" {
			g.DecisionAt = now
		}
		t.putIfNew(g)
		// A decision that stands there already was on the plan as it was then: only
		// one that is made now makes it final.
		if waits || len(a) == 0 || g.Decision != "yes" || g.DecisionBy == "" {
			return
		}
		c := model.Copy(f.r.Conversation)
		c.Standing, c.Stood, c.ChangedSince = model.FinalNotAgreed, now, false
		if agrees(f.r.PersonSays()) {
			c.Standing = model.Final
		}
		c.Revision = f.nextRevision()
		t.put(c)
		b := f.budgetCopy()
		b.DecidedBy, b.DecidedAt = g.DecisionBy, now
		t.put(b)
	})
	if c := f.r.Conversation; c.Standing.Decided() && !c.ChangedSince {
		e.Say = append(e.Say, f.StandingSaid())
	}
	return e
}

// tooEarly takes no yes to a plan that nobody agreed to as it is now. What was
// typed with it is kept, save where it would stand as part of another decision.
func (f *Flow) tooEarly(a map[string]string) Effect {
	e := Effect{Look: f.place}
	if rest := maps.Clone(a); f.agreementCopy().Decision == "" {
		delete(rest, "decision")
		e = f.decide(rest)
	}
	e.Say = append(e.Say, model.Msg("why.agree-first", "who", f.r.Person.Name()))
	return e
}

// StandingSaid is how far the conversation has come. What somebody else decided
// for the person was not agreed with them.
func (f *Flow) StandingSaid() model.Message {
	c := f.r.Conversation
	if c.Standing == model.Agreed && f.r.DecidedFor() {
		return model.Msg("standing.agreed-for", "who", f.r.Person.Name())
	}
	return model.Msg("standing."+string(c.Standing), "who", f.r.Person.Name())
}

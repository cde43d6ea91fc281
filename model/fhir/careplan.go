package fhir

import "ownwords/model"

// carePlan is the plan itself: what points to all the rest, and a narrative in
// which a person reads the whole of it.
func (m *mapping) carePlan() {
	s := standings[m.standing()]
	body := object{
		"status": s.plan, "intent": s.intent, "title": m.title(), "description": m.standingLine(),
		"subject": m.patientRef(), "period": m.planPeriod(), "created": instant(m.options.At),
		"author": m.author(), "contributor": m.contributors(),
		"careTeam":       list{m.ref("CareTeam", m.id("CareTeam", ""), "")},
		"goal":           m.refs("Goal"),
		"supportingInfo": append(append(m.refs("RiskAssessment"), m.refs("Consent")...), m.responseRef()),
		"activity":       m.activities(), "note": m.planNotes(), "extension": m.planExtensions(), "text": m.planText(),
	}
	if m.conversation.Kind != model.Preparation {
		body["category"] = list{conceptOf("http://snomed.info/sct", "734163000", m.say("fhir.plan.category"))}
	}
	m.add("CarePlan", m.planID(), body)
}

func (m *mapping) planID() string { return PlanID(m.record.ID) }

// title has the standing in it, since a list of plans shows titles only.
func (m *mapping) title() string {
	if m.conversation.Kind == model.Preparation {
		return m.say("fhir.preparation.title", "who", m.person.Name())
	}
	return m.say("fhir.plan.title", "who", m.person.Name(), "standing", m.standingLine())
}

// refs are references to every resource of a type made so far.
func (m *mapping) refs(kind string) list {
	var out list
	for _, r := range m.out {
		if r.Type == kind {
			out = append(out, m.ref(kind, r.ID, ""))
		}
	}
	return out
}

func (m *mapping) contributors() list {
	out := list{m.patientRef()}
	for _, v := range m.record.Voices {
		if v.Role != model.RolePerson {
			out = append(out, m.speakers[v.ID])
		}
	}
	return out
}

// planPeriod begins when the plan was decided and ends when it is looked at
// again; a plan that nobody decided has no beginning yet.
func (m *mapping) planPeriod() object {
	p := object{}
	if c := m.conversation; c.Standing.Decided() {
		p["start"] = instant(c.Stood)
	}
	if a := m.record.Agreement; a != nil {
		end, ok := a.LookAgain.Date()
		if ok && !end.Before(m.conversation.Stood) {
			p["end"] = day(a.LookAgain)
		}
	}
	return p
}

func (m *mapping) planExtensions() list {
	out := list{
		m.extension("standing", "Code", string(m.standing())),
		m.extension("revision", "Integer", m.options.Revision),
	}
	if m.conversation.ChangedSince {
		out = append(out, m.extension("changed-since", "Boolean", true))
	}
	s := m.record.Sums()
	var sums list
	sum := func(name string, p model.Pence, ok bool) {
		if ok && m.hasSums() {
			sums = append(sums, inner(name, "Money", money(p)))
		}
	}
	sum("weekly", s.Weekly, s.WeeklyOK && m.anyCost())
	sum("share", s.Share, s.ShareOK)
	sum("council", s.Council, s.CouncilOK && m.anyCost())
	sum("once", s.Once, s.OnceOK && s.Once > 0)
	sum("own", s.Own, s.OwnOK && s.Own > 0)
	sum("ownOnce", s.OwnOnce, s.OwnOnceOK && s.OwnOnce > 0)
	if sums != nil {
		sums = append(sums, inner("councilDecided", "Boolean", m.decided()))
		out = append(out, object{"url": m.options.Base + "StructureDefinition/sums", "extension": sums})
	}
	return out
}

// hasSums tells whether the sums of the plan can be told: what some of its lines
// come to is none of them.
func (m *mapping) hasSums() bool { return m.record.Budget != nil || !m.options.Part }

// anyCost tells whether the plan has a line that costs the council anything: a
// sum of no lines is no figure.
func (m *mapping) anyCost() bool {
	for _, s := range m.record.Supports {
		if s.Budgeted() && s.Read != model.LeftOut {
			return true
		}
	}
	return false
}

// decided tells whether the council decided on the money.
func (m *mapping) decided() bool {
	a, b := m.record.Agreement, m.record.Budget
	return a.Decided() == "yes" || b != nil && clean(b.DecidedBy) != ""
}

// planNotes say what R4 has no element for, for systems that show notes and no
// narrative: the sums, and each voice's answer under its own name.
func (m *mapping) planNotes() list {
	out := list{note(nil, lines(m.sumLines()...))}
	for _, l := range m.decisionLines() {
		out = append(out, note(nil, l))
	}
	if a := m.record.Agreement; a != nil {
		for _, x := range a.Answers {
			author, _ := m.speaker(x.Voice).(object)
			out = append(out, note(author, m.answerLine(x)))
		}
	}
	return out
}

func (m *mapping) planText() any {
	p := m.page()
	p.heading(m.title())
	p.lines(m.standingLine(), m.said("fhir.not-wanted", m.conversation.NotWantedWords))
	p.chapter(m.say("fhir.chapter.wants"), m.wantLines())
	p.chapter(m.say("fhir.chapter.needs"), m.needLines())
	for _, x := range m.record.Risks {
		if x.Read != model.LeftOut && !x.Words.Empty() {
			p.chapter(m.say("fhir.chapter.risk"), m.riskPage(x))
		}
	}
	p.chapter(m.say("fhir.chapter.helps"), m.helpLines())
	p.chapter(m.say("fhir.chapter.money"), append(m.sumLines(), m.paymentLines()...))
	p.chapter(m.say("fhir.chapter.advice"), m.adviceLines())
	p.chapter(m.say("fhir.chapter.wishes"), m.wishLines())
	p.chapter(m.say("fhir.chapter.steps"), m.stepLines())
	p.chapter(m.say("fhir.chapter.agreement"), m.agreementLines())
	return p.text()
}

func (m *mapping) wantLines() []string {
	var out []string
	for _, w := range m.record.Wants {
		if w.Read != model.LeftOut {
			out = append(out, w.Words.String(), m.said("fhir.want.good", w.Good))
		}
	}
	return out
}

func (m *mapping) helpLines() []string {
	var out []string
	for _, s := range m.record.Supports {
		if s.Read != model.LeftOut && !s.What.Empty() {
			out = append(out, joined(append([]string{s.What.String()}, m.supportLines(s)...)...))
		}
	}
	return out
}

func (m *mapping) stepLines() []string {
	var out []string
	for _, s := range m.record.Steps {
		out = append(out, joined(s.What, s.Who, s.By.Typed))
	}
	if a := m.record.Agreement; a != nil && !a.LookAgain.Empty() {
		out = append(out, m.say("fhir.plan.look-again", "when", a.LookAgain.Typed))
	}
	return out
}

// sumLines are the three sums, each said to be what it is: a share that nobody
// asked about has no figure, and a sum that the council did not decide on says
// so beside it.
func (m *mapping) sumLines() []string {
	s, b := m.record.Sums(), m.record.Budget
	if !m.hasSums() || b == nil && !m.anyCost() && s.Own == 0 && s.OwnOnce == 0 {
		return nil
	}
	var out []string
	if m.anyCost() {
		out = append(out, m.sumOr("fhir.sum.weekly", s.Weekly, s.WeeklyOK), m.shareLine(s), m.councilLine(s))
	}
	if s.Once > 0 || !s.OnceOK {
		out = append(out, m.sumOr("fhir.sum.once", s.Once, s.OnceOK))
	}
	if s.Own > 0 || !s.OwnOK {
		out = append(out, m.sumOr("fhir.sum.own", s.Own, s.OwnOK))
	}
	if s.OwnOnce > 0 || !s.OwnOnceOK {
		out = append(out, m.sumOr("fhir.sum.own-once", s.OwnOnce, s.OwnOnceOK))
	}
	if b == nil {
		return out
	}
	if !b.HideGuess && b.Guess.Asked() {
		out = append(out, m.guessLine(b))
	}
	return append(out, m.toldSum("fhir.sum.contingency", b.Contingency), m.said("fhir.sum.arranged", b.Arranged))
}

// guessLine is the council's first guess, as a sum where it is one, and where it is
// from as far as that is known.
func (m *mapping) guessLine(b *model.Budget) string {
	return joined(m.say("fhir.sum.guess", "sum", sumOf(b.Guess)), m.told("fhir.sum.guess-from", joined(b.GuessSource, b.GuessDate.Typed)))
}

func (m *mapping) sumOr(id string, p model.Pence, ok bool) string {
	if !ok {
		return m.options.Say(model.Message{ID: id + "-none"})
	}
	return m.options.Say(model.Msg(id, "sum", p))
}

func (m *mapping) shareLine(s model.Sums) string {
	switch {
	case !s.ShareOK:
		return m.say("fhir.sum.share-not-asked")
	case m.record.Budget.ShareState == model.ShareFinal:
		return m.say("fhir.sum.share-final", "sum", s.Share)
	}
	return m.say("fhir.sum.share-estimated", "sum", s.Share)
}

func (m *mapping) councilLine(s model.Sums) string {
	switch {
	case !s.CouncilOK:
		return m.say("fhir.sum.council-none")
	case m.decided():
		return m.say("fhir.sum.council-decided", "sum", s.Council)
	}
	return m.say("fhir.sum.council-not-decided", "sum", s.Council)
}

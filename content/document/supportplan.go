package document

import (
	"slices"
	"strings"

	"ownwords/content"
	"ownwords/model"
)

// supportPlan is the council's: the way from what was said to who decided, the
// three sums, views and disagreements, and in plain words what sections 25 and
// 26 of the Care Act 2014 ask for that is not there yet. Its headings follow
// the PRSB Personalised Care and Support Plan v2.0.
func (b *builder) supportPlan() {
	b.doc.Title = b.say("doc.council.title")
	b.about()
	b.visits()
	b.wants()
	b.otherHelp()
	b.needs()
	b.advice()
	b.money()
	b.payment()
	b.dealInPlan()
	b.risks()
	b.wishes()
	b.people()
	b.decisions()
	b.powers()
	b.independents()
	b.steps()
	b.answers()
	b.changedSince()
	b.sharing()
	b.owed()
	b.missing()
	b.conversation()
	b.madeOn()
}

// about is who the plan is for and how to talk with them.
func (b *builder) about() {
	p := b.r.Person
	b.heading(2, b.say("doc.person.heading"))
	called := text(p.Called)
	if p.Called == p.FullName {
		called = nil
	}
	b.rows(
		Row{b.say("doc.person.name"), text(p.FullName)},
		Row{b.say("doc.person.called"), called},
		Row{b.say("doc.person.pronouns"), text(p.Pronouns)},
		Row{b.say("doc.person.born"), b.born(p.Born)},
		Row{b.say("doc.person.nhs"), text(p.NHSNumber)},
		Row{b.say("doc.person.local"), text(p.LocalID)},
		Row{b.say("doc.person.gp"), text(p.GP)},
		Row{b.say("doc.person.languages"), text(strings.Join(p.Language, ", "))},
		Row{b.say("doc.person.talk"), text(p.HowToTalk)},
		Row{b.say("doc.person.best-time"), text(p.BestTime)},
		Row{b.say("doc.person.disliked"), text(p.Disliked)},
		Row{b.say("doc.person.worker"), b.worker(true)},
		Row{b.say("doc.person.organisation"), text(b.r.Conversation.Organisation)},
	)
	b.notWanted()
}

// born is a day of birth, always with its year.
func (b *builder) born(w model.When) []Run {
	if t, ok := w.Date(); ok {
		return ours(b.o.Text.Say(content.Date(t)))
	}
	return text(w.Typed)
}

// notWanted are the person's words where they did not want an assessment, and
// whether the law asks for one all the same (Care Act 2014 s11(2)).
func (b *builder) notWanted() {
	c := b.r.Conversation
	still := b.coded("doc.person.still-asked.", c.StillAsked)
	if still != nil {
		still = joined(": ", still, text(c.StillAskedWhy))
	}
	b.rows(
		Row{b.own("not-wanted"), b.words(c.NotWantedWords)},
		Row{b.say("doc.person.still"), still},
	)
}

// visits are when and where the talk was, and who was in the room.
func (b *builder) visits() {
	var rows []Row
	for _, v := range b.r.Visits {
		var here [][]Run
		for _, id := range v.Here {
			here = append(here, b.voice(id))
		}
		day := ours(b.o.Text.Say(b.day(v.Began)))
		rows = append(rows, Row{day, joined("; ",
			text(v.Where), joined(", ", here...), b.gap("doc.visit.needed", "what", v.NeededTodayWhat),
			b.coded("doc.visit.independent.", v.Independent))})
	}
	for i, x := range rows {
		if len(x.Value) == 0 {
			rows[i].Value = b.say("doc.visit.no-more")
		}
	}
	if len(rows) > 0 {
		b.heading(2, b.say("doc.visit.heading"))
		b.rows(rows...)
	}
}

// missing says what the Care Act 2014 asks of a plan and this one has not yet,
// each with its section: the same list as at the desk. A copy that leaves
// something out does not say so: what it lacks may be there.
func (b *builder) missing() {
	if !b.to.whole {
		return
	}
	var rows []Row
	for _, l := range b.to.lacking(b.r) {
		rows = append(rows, Row{ours(l.Section), b.lacking(l)})
	}
	if len(rows) > 0 {
		b.heading(2, b.say("doc.missing.heading"))
		b.para(b.say("doc.missing.why"))
		b.rows(rows...)
	}
}

// lacking says what is not there, with the words of what it is about as they
// print everywhere.
func (b *builder) lacking(l model.Lack) []Run {
	var words []Run
	switch p := b.r.Part(l.Part).(type) {
	case *model.Need:
		words = b.words(p.Words)
	case *model.Want:
		words = b.words(p.Words)
	case *model.Support:
		words = b.what(p)
	}
	var pairs []any
	for gap, value := range l.Say.Args {
		if gap == "words" {
			value = words
		}
		pairs = append(pairs, gap, value)
	}
	return b.say(l.Say.ID, pairs...)
}

// conversation is the talk the plan came from, by topic: whose words each are
// and whether they were said, told or thought.
func (b *builder) conversation() {
	notes := b.spoken()
	if len(notes) == 0 {
		return
	}
	b.add(PageBreak{})
	b.heading(2, b.say("doc.talk.heading"))
	b.para(b.say("doc.talk.how"))
	b.byTopic(3, notes)
	b.silences()
}

// spoken are the notes that have words.
func (b *builder) spoken() []*model.Note {
	return slices.DeleteFunc(slices.Clone(b.r.Notes), func(n *model.Note) bool { return n.Words().Empty() })
}

// silences tells the council's own copy what became of topics in which no note
// stands: three different things, and none of them a fault.
func (b *builder) silences() {
	if !b.to.council || b.o.Guide == nil {
		return
	}
	titles := map[model.TopicWay][][]Run{}
	for _, t := range b.o.Guide.Topics {
		way := b.r.TopicWay(t.ID)
		titles[way] = append(titles[way], ours(t.Title))
	}
	b.rows(
		Row{b.say("doc.talk.nothing"), joined("; ", titles[model.NothingMore]...)},
		Row{b.say("doc.talk.rather-not"), joined("; ", titles[model.RatherNot]...)},
		Row{b.say("doc.talk.come-back"), joined("; ", titles[model.ComeBack]...)},
		Row{b.say("doc.talk.not-talked"), joined("; ", titles[model.NotTalked]...)},
	)
}

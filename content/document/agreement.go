package document

import (
	"strings"

	"ownwords/model"
)

// answers are what each said to the plan when it was read back, and what the
// council decided.
func (b *builder) answers() {
	a := b.r.Agreement
	if a == nil {
		if !b.mine && b.to.whole {
			b.heading(2, b.own("agree"))
			b.para(b.say("doc.not-there-yet"))
		}
		return
	}
	b.heading(2, b.own("agree"))
	var rows []Row
	for _, x := range a.Answers {
		if x.Says != model.SaysNothing {
			rows = append(rows, Row{strong(b.voice(x.Voice)), b.answer(x)})
		}
	}
	if a.ReadBack && !a.At.IsZero() {
		b.para(b.say("doc.agree.read-back", "day", b.day(a.At)))
	}
	b.rows(rows...)
	b.changed()
	b.rows(Row{b.say("doc.agree.council"), b.decision(a)})
}

func (b *builder) answer(x model.Answer) []Run {
	said := b.coded("doc.says.", string(x.Says))
	if x.Says.HasBut() && strings.TrimSpace(x.But) != "" {
		said = joined(": ", said, typed(x.But))
	}
	return joined("; ", said, b.chosen("answer.how", x.How))
}

// decision is the council's, which is not made for it by anybody's yes. One that
// nobody put their name to is none.
func (b *builder) decision(a *model.Agreement) []Run {
	if a.Decided() == "" {
		return b.undecided()
	}
	said := b.coded("doc.decision.", a.Decision)
	who := b.gap("doc.decision.by", "who", a.DecisionBy)
	if !a.DecisionAt.IsZero() {
		who = spaced(who, b.say("doc.decision.on", "day", b.day(a.DecisionAt)))
	}
	return joined("; ", said, who, b.asksAbout(a), text(a.Reason), b.gap("doc.decision.without", "why", a.Without))
}

// undecided is that the council has not decided. A copy that leaves something out
// does not say so: the decision may be what it leaves out.
func (b *builder) undecided() []Run {
	if !b.to.whole {
		return nil
	}
	return b.say("doc.money.not-decided")
}

// asksAbout are the person's own words that a question of the council's is
// about.
func (b *builder) asksAbout(a *model.Agreement) []Run {
	w := model.Find(b.r.Wants, a.About)
	if w == nil || w.Words.Empty() {
		return nil
	}
	return b.say("doc.decision.about", "want", b.words(w.Words))
}

// changed is why a plan that was agreed was changed, and whose wish that was.
// Only the council's copy has it.
func (b *builder) changed() {
	c := b.r.Conversation
	label := b.say("doc.agree.changed-before")
	if c.ChangedSince {
		label = b.say("doc.agree.changed")
	}
	b.rows(Row{label, joined("; ", text(c.ChangedWhy), b.gap("doc.agree.changed-by", "who", c.ChangedBy))})
}

// sharing is who may have what, with the reason of a refusal where the person
// wanted it kept. Their own pages name only those who have a copy: the record
// they are made of holds no refusal.
func (b *builder) sharing() {
	var rows []Row
	for _, s := range b.r.Sharing {
		if strings.TrimSpace(s.Who) != "" {
			rows = append(rows, Row{typed(s.Who), b.choice(s)})
		}
	}
	sooner := Row{b.say("doc.sooner", "name", b.r.Person.Name()), b.words(b.r.Conversation.SoonerNot)}
	if len(rows) == 0 && sooner.Value == nil {
		return
	}
	b.heading(2, b.own("sharing"))
	b.rows(append(rows, sooner)...)
}

func (b *builder) choice(s *model.Sharing) []Run {
	var what []Run
	switch {
	case s.Choice != model.ShareYes:
	case s.OnlyWords != "":
		what = b.say("doc.share.only", "what", s.OnlyWords)
	case s.Limited || len(s.Only) > 0:
		what = b.say("doc.share.only-parts")
	case s.Parts && len(s.Without) == 0:
		what = b.say("doc.share.without-unnamed")
	case len(s.Without) > 0:
		var kept [][]Run
		for _, c := range s.Without {
			kept = append(kept, b.coded("doc.chapter.", string(c)))
		}
		what = b.say("doc.share.without", "what", joined(", ", kept...))
	default:
		what = b.say("doc.share.all")
	}
	choice := b.coded("doc.choice.", choiceName(s.Choice))
	return joined("; ", choice, what, b.gap("doc.share.until", "until", s.Until), b.said(s), b.words(s.Why), b.override(s))
}

// override is that somebody has a copy all the same: the lawful reason, why it
// holds here, whose decision it was and whether the person was told.
func (b *builder) override(s *model.Sharing) []Run {
	if !s.Overridden() {
		return nil
	}
	o := s.Override
	return joined("; ",
		b.say("doc.override", "ground", b.chosen("override.ground", o.Ground)),
		text(o.Why),
		b.say("doc.override.by", "who", o.By, "day", b.day(o.At)),
		b.gap("doc.override.told", "told", o.Told),
	)
}

func choiceName(c model.Choice) string {
	if c == model.NotAsked {
		return "not-asked"
	}
	return string(c)
}

// said is how and when somebody said who may have a copy.
func (b *builder) said(s *model.Sharing) []Run {
	var on []Run
	if !s.At.IsZero() && !b.mine {
		on = b.say("doc.share.on", "day", b.day(s.At))
	}
	return joined(", ", b.chosen("share.how", s.How), on)
}

package document

import (
	"strings"

	"ownwords/model"
)

// decisions are single ones of which it was asked whether the person could make
// them: what was explained and tried, the four things that deciding takes, in
// their words, and what was concluded (Mental Capacity Act 2005 ss 1 to 4).
func (b *builder) decisions() {
	if len(b.r.Decisions) == 0 {
		return
	}
	b.heading(2, b.say("doc.capacity.heading"))
	for i, d := range b.r.Decisions {
		b.heading(3, b.say("doc.capacity.one", "n", i+1))
		b.lead(d.What)
		b.decisionRows(d)
	}
}

func (b *builder) decisionRows(d *model.Decision) {
	b.rows(
		Row{b.say("doc.capacity.why"), text(d.Why)},
		Row{b.say("doc.capacity.at"), b.when(d.At)},
		Row{b.say("doc.capacity.explained"), b.words(d.Explained)},
		Row{b.say("doc.capacity.helped"), b.words(d.Helped)},
		Row{b.say("doc.capacity.understand"), b.ability(d.Understand)},
		Row{b.say("doc.capacity.retain"), b.ability(d.Retain)},
		Row{b.say("doc.capacity.weigh"), b.ability(d.Weigh)},
		Row{b.say("doc.capacity.communicate"), b.ability(d.Communicate)},
		Row{b.say("doc.capacity.because"), text(d.Because)},
		Row{strong(b.say("doc.capacity.conclusion")), b.concluded(d)},
		Row{b.say("doc.capacity.can-wait"), joined("; ", b.yesNo(d.CanWait), b.gap("doc.capacity.until", "until", d.Until))},
		Row{b.say("doc.capacity.consulted"), text(d.Consulted)},
		Row{b.say("doc.capacity.interests"), b.words(d.Interests)},
		Row{b.say("doc.capacity.differ"), b.words(d.Differ)},
		Row{b.say("doc.risk.look"), b.when(d.Look)},
	)
}

// concluded is what somebody concluded. The program never does, so without a
// conclusion there is none.
func (b *builder) concluded(d *model.Decision) []Run {
	if d.Conclusion == "" {
		return b.say("doc.capacity.none")
	}
	return joined("; ", b.coded("doc.capacity.can.", d.Conclusion, "name", b.r.Person.Name()), b.gap("doc.decision.by", "who", d.By))
}

func (b *builder) ability(a model.Ability) []Run {
	return joined(": ", b.yesNo(a.Can), b.words(a.Words))
}

// powers are those who have a legal power to decide for the person, and whether
// its paper was seen. Next of kin is none (Mental Capacity Act 2005 ss 9, 16).
func (b *builder) powers() {
	var rows []Row
	for _, p := range b.r.Powers {
		if strings.TrimSpace(p.Who) != "" {
			kind := b.coded("doc.power.", p.Kind)
			rows = append(rows, Row{strong(typed(p.Who)), joined("; ", kind, text(p.Covers), b.paperSeen(p))})
		}
	}
	if len(rows) > 0 {
		b.heading(2, b.say("doc.power.heading"))
		b.rows(rows...)
	}
}

// paperSeen tells whether the paper of a power was seen, and on which day where it
// was: a day that was typed before the answer changed is none.
func (b *builder) paperSeen(p *model.Power) []Run {
	var day []Run
	if p.Seen == "yes" {
		day = b.when(p.SeenOn)
	}
	return joined(", ", b.coded("doc.power.seen.", p.Seen), day)
}

// independents are whether somebody independent has to be found, for each
// purpose (Care Act 2014 ss 67, 68).
func (b *builder) independents() {
	var rows []Row
	for _, a := range b.r.Advocacy {
		rows = append(rows, Row{strong(b.coded("doc.independent.for.", a.For)), b.independentFor(a)})
	}
	if len(rows) > 0 {
		b.heading(2, b.say("doc.independent.heading"))
		b.rows(rows...)
	}
}

func (b *builder) independentFor(a *model.Advocacy) []Run {
	var hard [][]Run
	for _, h := range a.Hard {
		hard = append(hard, b.coded("doc.independent.hard.", h))
	}
	var very []Run
	if len(hard) > 0 {
		very = b.say("doc.independent.very-hard", "what", joined(", ", hard...))
	}
	told := joined("; ",
		very,
		b.gap("doc.independent.who", "who", a.Who),
		b.answered("willing", a.Willing), b.answered("not-paid", a.NotPaid), b.answered("accepted", a.Accepted),
		text(a.Why),
		b.saidWhen("doc.independent.asked", a.AskedFor),
		b.gap("doc.independent.came", "who", a.Advocate),
	)
	if told == nil {
		return b.say("doc.visit.no-more")
	}
	return told
}

// answered is a question that was answered with yes or no, with its answer.
func (b *builder) answered(question, answer string) []Run {
	if answer == "" {
		return nil
	}
	return joined(": ", b.say("doc.independent."+question), b.yesNo(answer))
}

// saidWhen says a sentence with a day in it, or nothing where there is none.
func (b *builder) saidWhen(id string, w model.When) []Run {
	day := b.when(w)
	if day == nil {
		return nil
	}
	return b.say(id, "day", day)
}

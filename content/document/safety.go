package document

import (
	"strings"

	"ownwords/model"
)

// safety is the safeguarding team's paper: each worry about safety, whom it is
// about and who was told (Care Act 2014 s42). It is the only page on which one
// stands, but that of everything that is held.
func (b *builder) safety() {
	b.doc.Title = b.say("doc.safety.title")
	b.para(b.say("doc.safety.how", "name", b.r.Person.Name()))
	p := b.r.Person
	b.rows(
		Row{b.say("doc.person.name"), text(p.FullName)},
		Row{b.say("doc.person.called"), text(p.Called)},
		Row{b.say("doc.person.born"), b.born(p.Born)},
		Row{b.say("doc.person.nhs"), text(p.NHSNumber)},
		Row{b.say("doc.person.local"), text(p.LocalID)},
		Row{b.say("doc.safety.by"), b.worker(true)},
		Row{b.say("doc.person.organisation"), text(b.r.Conversation.Organisation)},
	)
	for i, w := range b.r.Worries {
		b.heading(2, b.say("doc.safety.worry", "n", i+1))
		b.lead(w.Said)
		b.worry(w)
	}
	b.madeOn()
}

// worry is what was noted of one, and how far it has come. That nobody was told
// yet is said, since it is what matters most.
func (b *builder) worry(w *model.Worry) {
	told := joined(", ", text(w.Told), text(w.ToldWhen))
	if strings.TrimSpace(w.Told) == "" {
		told = b.say("doc.safety.nobody")
	}
	var noted []Run
	if !w.Began.IsZero() {
		noted = ours(b.o.Text.Say(b.day(w.Began)))
	}
	b.rows(
		Row{b.say("doc.safety.noted"), noted},
		Row{b.say("doc.safety.alone"), text(w.Alone)},
		Row{b.say("doc.safety.safe-now"), text(w.SafeNow)},
		Row{b.say("doc.safety.wants"), b.words(w.Wants)},
		Row{b.say("doc.safety.touches"), text(w.Touches)},
		Row{b.say("doc.safety.told-first"), text(w.ToldFirst)},
		Row{b.say("doc.safety.agrees"), text(w.Agrees)},
		Row{b.say("doc.safety.told"), told},
		Row{b.say("doc.safety.decided"), joined("; ", text(w.Decided), b.gap("doc.decision.by", "who", w.DecidedBy), text(w.DecidedWhen), text(w.Why))},
	)
}

func safetyOnly(to model.Recipient) bool { return to.Safety }

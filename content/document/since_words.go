package document

import (
	"time"

	"ownwords/model"
)

// inThePlan is a value in the words in which the plan itself has it: a view under
// its owner's name, what happens if something else does, money as a sum. It is nil
// for what is told field by field.
func (b *builder) inThePlan(value any) []Run {
	switch x := value.(type) {
	case model.View:
		return joined(": ", b.voice(x.Voice), b.view(x))
	case model.IfThen:
		return joined(": ", b.say("doc.risk.if", "if", x.If), b.then(x))
	case model.Doing:
		return b.doing(x)
	case model.Option:
		return b.option(x)
	case model.Ability:
		return b.ability(x)
	case model.Cost:
		return b.costOf(x)
	case model.Figure:
		return b.figure(x)
	case model.NotOffered:
		return joined(": ", b.chosen("help.arranged", x.Way), text(x.Why))
	case model.Duty:
		return joined(": ", b.coded("duty.", x.ID), b.dutyDone(x))
	case model.DealLine:
		return joined("; ", joined(": ", b.own("deal-i"), b.side(x.I)), joined(": ", b.say("doc.deal.council"), b.side(x.Council)))
	case model.Answer:
		return joined(": ", b.voice(x.Voice), b.chosen("deal.says", string(x.Says)))
	case time.Time:
		return b.sayDay(x)
	}
	return nil
}

// sayDay is a time of the record as the day that it was.
func (b *builder) sayDay(t time.Time) []Run { return ours(b.o.Text.Say(b.day(t))) }

package document

import "ownwords/model"

// standing says in one line how far the plan has come, so that nobody takes a
// draft for a decision. It is the same line on every document of a record.
func (b *builder) standing() []Run {
	c := b.r.Conversation
	line := b.say(b.standingID(), "name", b.r.Person.Name())
	if c.ChangedSince && c.Standing != model.Draft {
		line = spaced(line, b.say("doc.standing.changed"))
	}
	return line
}

func (b *builder) standingID() string {
	c := b.r.Conversation
	if c.Kind == model.Preparation {
		if c.Standing == model.Draft {
			return "doc.standing.preparing"
		}
		return "doc.standing.prepared"
	}
	switch c.Standing {
	case model.Agreed:
		return b.waitingID()
	case model.Final:
		return b.finalID()
	case model.FinalNotAgreed:
		if b.personSays() == model.SaysNotSaid {
			return "doc.standing.final-not-said"
		}
		return "doc.standing.final-not-agreed"
	case model.NotWanted, model.Stopped:
		return "doc.standing." + string(c.Standing)
	case model.Draft:
	}
	return "doc.standing.draft"
}

// waitingID is the standing of a plan that waits for the council. It can wait
// without the person's yes, and says so then. A copy that does not have their
// answer says nothing of it: that it is agreed would be a guess.
func (b *builder) waitingID() string {
	switch b.personSays() {
	case model.SaysYes, model.SaysYesBut:
		return "doc.standing.agreed"
	case model.SaysNo:
		return "doc.standing.waiting-no"
	case model.SaysNotSaid:
		return "doc.standing.waiting-not-said"
	case model.SaysSomebody:
		return "doc.standing.waiting-somebody"
	case model.SaysNothing:
	}
	return "doc.standing.waiting"
}

// finalID is the standing of a plan that the council decided on. Without the
// person's own answer it never says that they agreed.
func (b *builder) finalID() string {
	switch b.personSays() {
	case model.SaysYes, model.SaysYesBut:
		return "doc.standing.final"
	case model.SaysSomebody:
		return "doc.standing.final-somebody"
	case model.SaysNothing, model.SaysNo, model.SaysNotSaid:
	}
	return "doc.standing.decided"
}

// personSays is what the person answered to the plan, as far as this copy has
// it.
func (b *builder) personSays() model.Says {
	v := b.r.PersonVoice()
	if v == nil {
		return model.SaysNothing
	}
	a, _ := b.r.Agreement.Answer(v.ID)
	return a.Says
}

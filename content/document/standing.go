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
		if a, _ := b.personAnswer(); a.Says == model.SaysSomebody {
			return "doc.standing.final-somebody"
		}
		return "doc.standing.final"
	case model.FinalNotAgreed, model.NotWanted, model.Stopped:
		return "doc.standing." + string(c.Standing)
	case model.Draft:
	}
	return "doc.standing.draft"
}

// waitingID is the standing of a plan that waits for the council. It can wait
// without the person's yes, and says so then.
func (b *builder) waitingID() string {
	a, asked := b.personAnswer()
	if !asked {
		return "doc.standing.agreed"
	}
	switch a.Says {
	case model.SaysNo:
		return "doc.standing.waiting-no"
	case model.SaysNotSaid:
		return "doc.standing.waiting-not-said"
	case model.SaysSomebody:
		return "doc.standing.waiting-somebody"
	case model.SaysYes, model.SaysYesBut, model.SaysNothing:
	}
	return "doc.standing.agreed"
}

func (b *builder) personAnswer() (model.Answer, bool) {
	v := b.r.PersonVoice()
	if v == nil {
		return model.Answer{}, false
	}
	return b.r.Agreement.Answer(v.ID)
}

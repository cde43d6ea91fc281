package fhir

import (
	"slices"

	"ownwords/model"
)

// standing is how R4 tells how far a plan has come.
type standing struct {
	plan, intent string // CarePlan.status and .intent
	goal         string // Goal.lifecycleStatus
	request      string // ServiceRequest.status
	say          string // the sentence
}

// standings tell the states of a plan apart in R4's own codes as far as those
// go; the standing extension, the title and the narrative tell all of them.
//
// A plan that is agreed with the person but not yet decided by the council is
// a draft to R4, "not yet ready for action", with the intent of a plan. Were
// it active, a receiver that reads none of our words could place and pay for
// services that nobody authorised; read as a draft it only waits. Nothing that
// is a draft to us goes onto a wire, and its intent is a proposal.
//
// Whether the person agrees with what the council decided has no code in R4:
// a plan that is final and not agreed is in force, so it is active, and says
// so in its title.
var standings = map[model.Standing]standing{
	model.Draft:          {"draft", "proposal", "proposed", "draft", "fhir.standing.draft"},
	model.Agreed:         {"draft", "plan", "accepted", "draft", "fhir.standing.agreed"},
	model.Final:          {"active", "plan", "active", "active", "fhir.standing.final"},
	model.FinalNotAgreed: {"active", "plan", "active", "active", "fhir.standing.final-not-agreed"},
	model.NotWanted:      {"revoked", "proposal", "cancelled", "revoked", "fhir.standing.not-wanted"},
	model.Stopped:        {"revoked", "proposal", "cancelled", "revoked", "fhir.standing.stopped"},
}

// standing is the conversation's; one that is not known is no plan yet.
func (m *mapping) standing() model.Standing {
	if _, known := standings[m.conversation.Standing]; known {
		return m.conversation.Standing
	}
	return model.Draft
}

// personAgrees tells whether the person said yes to the plan, with a but or
// without.
func (m *mapping) personAgrees() bool {
	v := m.record.PersonVoice()
	return v != nil && slices.ContainsFunc(m.yeses(), func(a model.Answer) bool { return a.Voice == v.ID })
}

// standingLine says how far the plan has come, with "changed since" beside it. A
// plan can wait for the council without the person's yes, and a copy need not
// hold their answer: it is never said to be agreed then.
func (m *mapping) standingLine() string {
	id := standings[m.standing()].say
	if m.standing() == model.Agreed && !m.personAgrees() {
		id = "fhir.standing.waiting"
	}
	s := m.options.Say(model.Message{ID: id, Args: map[string]any{"who": m.person.Name()}})
	return joined(s, m.yes("fhir.standing.changed-since", m.conversation.ChangedSince))
}

package fhir

import (
	"cmp"
	"slices"
	"strconv"

	"ownwords/model"
)

const participants = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"

// provenance says who wrote this revision of the plan and who agreed to it.
// Each revision has one of its own, so that the earlier ones stay.
func (m *mapping) provenance() {
	agents := list{object{
		"type": conceptOf(participants, "author", m.say("fhir.agent.author")),
		"who":  m.author(), "onBehalfOf": m.organisationRef(),
	}}
	var when any
	if a := m.record.Agreement; a != nil {
		when = instant(a.At)
	}
	for _, x := range m.yeses() {
		agents = append(agents, object{
			"type": conceptOf(participants, "verifier", m.answerLine(x)), "who": m.speaker(x.Voice),
		})
	}
	entities := list{object{"role": "source", "what": m.responseRef()}}
	for _, hash := range m.options.Revises {
		entities = append(entities, object{"role": "revision", "what": object{
			"identifier": object{"system": m.options.Base + "revision", "value": hash},
		}})
	}
	which := cmp.Or(string(m.options.Mark), strconv.Itoa(m.options.Revision))
	m.add("Provenance", derived(string(m.record.ID), "Provenance", which), object{
		"target": list{m.ref("CarePlan", m.planID(), "")}, "occurredDateTime": when, "recorded": instant(m.options.At),
		"activity": concept(m.standingLine()), "agent": agents,
		"entity": entities,
		"text":   m.narrative(m.agreementLines()...),
	})
}

// yeses are the answers of those who agreed, with a but or without.
func (m *mapping) yeses() []model.Answer {
	var out []model.Answer
	if a := m.record.Agreement; a != nil {
		for _, x := range a.Answers {
			if m.speaker(x.Voice) != nil && (x.Says == model.SaysYes || x.Says == model.SaysYesBut) {
				out = append(out, x)
			}
		}
	}
	return out
}

// attesters are those who agreed to a document that is signed off, each by what
// they are to the person.
func (m *mapping) attesters() list {
	var out list
	for _, x := range m.yeses() {
		mode := "personal"
		if professional(model.Find(m.record.Voices, x.Voice).Role) {
			mode = "professional"
		}
		out = append(out, object{"mode": mode, "time": instant(m.record.Agreement.At), "party": m.speaker(x.Voice)})
	}
	return out
}

// agreementLines are what everybody said and what the council decided.
func (m *mapping) agreementLines() []string {
	out := []string{m.standingLine()}
	a := m.record.Agreement
	if a == nil {
		return out
	}
	for _, x := range a.Answers {
		out = append(out, m.answerLine(x))
	}
	return append(out, m.decisionLines()...)
}

// answerLine is one voice's answer in words; a no is said as plainly as a yes. A
// but goes with an answer that has one, and with no other.
func (m *mapping) answerLine(x model.Answer) string {
	if !slices.Contains(model.AllSays, x.Says) {
		return ""
	}
	line := m.options.Say(model.Message{ID: "fhir.says." + string(x.Says), Args: map[string]any{"who": m.name(x.Voice)}})
	but := ""
	if x.Says.HasBut() {
		but = x.But
	}
	return joined(line, but, m.told("fhir.says.how", x.How))
}

func (m *mapping) decisionLines() []string {
	a := m.record.Agreement
	if a == nil {
		return nil
	}
	var line string
	switch a.Decided() {
	case "yes":
		line = m.say("fhir.decision.yes")
	case "question":
		line = m.say("fhir.decision.question")
	case "passed-up":
		line = m.say("fhir.decision.passed-up")
	default:
		if m.conversation.Standing == model.Agreed {
			return []string{m.say("fhir.decision.none")}
		}
		return nil
	}
	return []string{joined(line, m.told("fhir.decision.by", a.DecisionBy), a.Reason)}
}

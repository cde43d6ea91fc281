package fhir

import (
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
		for _, x := range a.Answers {
			if who := m.speaker(x.Voice); who != nil && (x.Says == model.SaysYes || x.Says == model.SaysYesBut) {
				agents = append(agents, object{
					"type": conceptOf(participants, "verifier", m.answerLine(x)), "who": who,
				})
			}
		}
	}
	id := derived(string(m.record.ID), "Provenance", strconv.Itoa(m.options.Revision))
	m.add("Provenance", id, object{
		"target": list{m.ref("CarePlan", m.planID(), "")}, "occurredDateTime": when, "recorded": instant(m.options.At),
		"activity": concept(m.standingLine()), "agent": agents,
		"entity": list{object{"role": "source", "what": m.responseRef()}},
		"text":   narrative(m.agreementLines()...),
	})
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

// answerLine is one voice's answer in words; a no is said as plainly as a yes.
func (m *mapping) answerLine(x model.Answer) string {
	if !slices.Contains(model.AllSays, x.Says) {
		return ""
	}
	line := m.options.Say(model.Message{ID: "fhir.says." + string(x.Says), Args: map[string]any{"who": m.name(x.Voice)}})
	return joined(line, x.But, m.told("fhir.says.how", x.How))
}

func (m *mapping) decisionLines() []string {
	a := m.record.Agreement
	if a == nil {
		return nil
	}
	var line string
	switch a.Decision {
	case "yes":
		line = m.say("fhir.decision.yes")
	case "question":
		line = m.say("fhir.decision.question")
	case "passed-up":
		line = m.say("fhir.decision.passed-up")
	default:
		if m.conversation.Standing == model.Agreed {
			line = m.say("fhir.decision.none")
		}
	}
	return []string{joined(line, m.told("fhir.decision.by", a.DecisionBy), a.Reason)}
}

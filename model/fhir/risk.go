package fhir

import (
	"strconv"
	"strings"

	"ownwords/model"
)

// risks makes one RiskAssessment of each risk, which rests on one Observation
// of each view. Views are never merged and never counted, and no prediction is
// made: that is no place for words, and R4 wants a probability there.
func (m *mapping) risks() {
	for _, x := range m.record.Risks {
		if x.Read == model.LeftOut || x.Words.Empty() {
			continue
		}
		id := m.id("RiskAssessment", x.ID)
		m.parts[x.ID] = m.ref("RiskAssessment", id, "")
		var basis list
		for i := range x.Views {
			basis = append(basis, m.view(x, i))
		}
		m.add("RiskAssessment", id, m.assessment(x, basis))
	}
}

func (m *mapping) assessment(x *model.Risk, basis list) object {
	person := m.patientRef()
	var notes list
	for _, l := range m.ownLines(x) {
		notes = append(notes, note(person, l))
	}
	for _, l := range m.otherLines(x) {
		notes = append(notes, note(nil, l))
	}
	body := object{
		"status": "final", "subject": person, "occurrenceDateTime": instant(m.options.At),
		"code": m.words(x.Words), "basis": basis, "note": notes,
		"mitigation": lines(m.tryLines(x)...),
		"text":       m.narrative(m.riskPage(x)...),
	}
	if x.State == model.RiskTalking {
		body["status"] = "preliminary"
	}
	if v := m.record.WorkerVoice(); v != nil && v.Role == model.RolePractitioner {
		body["performer"] = m.speaker(v.ID) // R4 lets no peer supporter perform one
	}
	if isCode(string(x.State)) {
		body["extension"] = list{m.extension("risk-state", "Code", string(x.State))}
	}
	return body
}

// riskPage is everything about a risk to read, what the person gets from it
// before what could go wrong.
func (m *mapping) riskPage(x *model.Risk) []string {
	out := append([]string{x.Words.String()}, m.ownLines(x)...)
	out = append(out, m.otherLines(x)...)
	for _, v := range x.Views {
		out = append(out, m.viewLine(v))
	}
	return append(out, m.tryLines(x)...)
}

// ownLines are what the person makes of their risk, under their name.
func (m *mapping) ownLines(x *model.Risk) []string {
	return []string{
		m.said("fhir.risk.get", x.Get), m.said("fhir.risk.could", x.Could), m.said("fhir.risk.before", x.Before),
	}
}

// otherLines are what stands in a risk without being anybody's own.
func (m *mapping) otherLines(x *model.Risk) []string {
	out := []string{
		m.told("fhir.risk.kept", joined(x.Kept.What.String(), x.Kept.By, x.Kept.Since, x.Kept.Right)),
		m.told("fhir.risk.less", x.Kept.Less),
	}
	for _, o := range x.Options {
		out = append(out, m.said("fhir.risk.option", o.What), m.said("fhir.risk.gains", o.Gains), m.said("fhir.risk.losses", o.Losses))
	}
	out = append(out, m.said("fhir.risk.differ", x.Differ), m.told("fhir.risk.decided", x.Decided))
	if x.State == model.RiskTalking {
		return append(out, m.say("fhir.risk.state.talking"))
	}
	if _, known := riskStates[x.State]; known {
		out = append(out, m.options.Say(model.Message{ID: "fhir.risk.state." + string(x.State)}))
	}
	return out
}

var riskStates = map[model.RiskState]bool{
	model.RiskTrying: true, model.RiskSettled: true, model.RiskStopped: true, model.RiskNotAgreed: true,
}

// tryLines are what will be tried and what each will do.
func (m *mapping) tryLines(x *model.Risk) []string {
	out := []string{m.said("fhir.risk.try", x.Try), m.told("fhir.risk.long", x.For), m.told("fhir.risk.know", x.Know)}
	for _, d := range x.Doing {
		out = append(out, m.doing(d))
	}
	for _, c := range x.IfThens {
		var then []string
		for _, d := range c.Then {
			then = append(then, m.doing(d))
		}
		out = append(out, m.say("fhir.risk.if-then", "if", c.If, "then", joined(append(then, c.Number)...)))
	}
	return append(out, m.told("fhir.risk.look", x.Look.Typed))
}

func (m *mapping) doing(d model.Doing) string {
	if clean(d.Who+d.What) == "" {
		return ""
	}
	switch asked, heard := m.record.AskedOf(d.Who, d.Asked); {
	case clean(d.Who) == "":
		return d.What
	case heard:
		return m.say("fhir.doing.heard", "who", d.Who, "what", d.What)
	case asked == model.WasAsked:
		return m.say("fhir.doing.asked", "who", d.Who, "what", d.What)
	}
	return m.say("fhir.doing.not-asked", "who", d.Who, "what", d.What)
}

// joined is one line of texts, and lines a line of each, without empty ones.
func joined(texts ...string) string { return strings.Join(written(texts), "; ") }

func lines(texts ...string) string { return strings.Join(written(texts), "\n") }

func written(texts []string) []string {
	var out []string
	for _, t := range texts {
		if clean(t) != "" {
			out = append(out, t)
		}
	}
	return out
}

// view adds what one voice makes of a risk, and refers to it.
func (m *mapping) view(x *model.Risk, i int) object {
	v, id := x.Views[i], m.viewID(x, i)
	stand := m.stand(v.Stand)
	body := object{
		"status": "final", "subject": m.patientRef(), "effectiveDateTime": instant(v.At),
		"code":      m.coded("observation", "view-of-risk", m.say("fhir.view.of", "words", x.Words.String())),
		"performer": list{m.speaker(v.Voice)}, "valueString": v.Words.Text,
		"component": list{
			object{"code": m.coded("observation", "stand", m.say("fhir.view.stand")), "valueCodeableConcept": stand},
			component(m.coded("observation", "if", m.say("fhir.view.if")), v.If),
			component(m.coded("observation", "settle", m.say("fhir.view.settle")), v.Settle),
		},
		"extension": list{m.telling(v.Words)},
		"text":      m.narrative(m.viewLine(v)),
	}
	m.add("Observation", id, body)
	return m.ref("Observation", id, "")
}

// viewID is by whose view it is, not by where it stands among the others.
func (m *mapping) viewID(x *model.Risk, i int) string {
	voice, again := x.Views[i].Voice, 0
	for _, earlier := range x.Views[:i] {
		if earlier.Voice == voice {
			again++
		}
	}
	return derived(string(m.record.ID), string(x.ID), string(voice), strconv.Itoa(again), "Observation")
}

func component(code object, text string) any {
	if clean(text) == "" {
		return nil
	}
	return object{"code": code, "valueString": text}
}

func (m *mapping) stand(s model.Stand) object {
	switch s {
	case model.For, model.ForIf, model.NotSure, model.Against, model.NotSaying:
		return m.coded("stand", string(s), m.options.Say(model.Message{ID: "fhir.stand." + string(s)}))
	case model.NoStand:
	}
	return m.coded("stand", "", m.say("fhir.stand.none"))
}

func (m *mapping) viewLine(v model.View) string {
	return m.say("fhir.view.line",
		"who", m.name(v.Voice), "stand", m.stand(v.Stand)["text"],
		"words", joined(v.If, v.Words.String(), m.told("fhir.view.settles", v.Settle)))
}

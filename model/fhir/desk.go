package fhir

import (
	"slices"

	"ownwords/model"
)

// What is written down at the desk has no resource of its own: R4 knows no need,
// no eligibility and no wish made in advance. The QuestionnaireResponse carries
// every field of it; here it is said in words, for whoever reads the plan alone.

// needLines are the needs, each with what was decided of it and who meets it. They
// are the council's finding: one that the person left out of their own plan stays,
// and says so.
func (m *mapping) needLines() []string {
	var out []string
	for _, n := range m.record.Needs {
		if n.Words.Empty() {
			continue
		}
		out = append(out, joined(
			n.Words.String(), m.said("fhir.need.effect", n.Effect), m.eligibleLine(n), m.metLine(n),
			m.yes("fhir.need.left-out", n.Read == model.LeftOut),
		))
	}
	return out
}

// eligibleLine is the council's decision of a need, with its reason, or that it
// was not made yet.
func (m *mapping) eligibleLine(n *model.Need) string {
	id := "fhir.need.eligible.not-yet"
	if slices.Contains([]string{model.EligibleYes, model.EligibleNo}, n.Eligible) {
		id = "fhir.need.eligible." + n.Eligible
	}
	return joined(m.options.Say(model.Message{ID: id}), m.told("fhir.decision.by", n.EligibleBy), n.EligibleWhy)
}

func (m *mapping) metLine(n *model.Need) string {
	how := map[model.Met]string{model.MetByCouncil: n.ByCouncil, model.MetByOthers: n.ByOthers, model.NotMet: n.NotMet}
	var out []string
	for _, by := range model.Mets {
		if slices.Contains(n.Met, by) {
			out = append(out, m.options.Say(model.Message{ID: "fhir.need.met." + string(by)}), how[by])
		}
	}
	return joined(out...)
}

func (m *mapping) adviceLines() []string {
	a := m.record.Advice
	if a == nil {
		return nil
	}
	return []string{m.said("fhir.advice.reduce", a.Reduce), m.said("fhir.advice.prevent", a.Prevent)}
}

// paymentLines are how much a direct payment is and how often it comes, as they
// were typed.
func (m *mapping) paymentLines() []string {
	p := m.record.Payment
	if p == nil || !p.Amount.Asked() {
		return nil
	}
	every := ""
	if p.Every != "" {
		every = m.period(p.Every)
	}
	return []string{joined(m.toldSum("fhir.payment.amount", p.Amount), every, m.told("fhir.payment.from", p.From.Typed))}
}

func (m *mapping) wishLines() []string {
	w := m.record.Wishes
	if w == nil {
		return nil
	}
	return []string{
		m.said("fhir.wishes.signs", w.Signs), m.said("fhir.wishes.hour", w.Hour), m.said("fhir.wishes.day", w.Day),
		m.said("fhir.wishes.week", w.Week), m.said("fhir.wishes.never", w.Never), m.told("fhir.wishes.ring", w.Ring),
		m.said("fhir.wishes.statement", w.Statement), m.said("fhir.wishes.refusal", w.Refusal),
		m.told("fhir.wishes.paper", w.RefusalPaper),
	}
}

package fhir

import (
	"slices"

	"ownwords/model"
)

// consents makes a Consent of each thing the person said about sharing. A no,
// and a "not until", is in force as much as a yes: it denies. Who was not asked
// about has no Consent, since nothing was decided.
func (m *mapping) consents() {
	for _, s := range m.record.Sharing {
		if s.Choice == model.NotAsked {
			continue
		}
		actor := object{"display": s.Who}
		if clean(s.Who) == "" {
			actor["display"] = m.say("fhir.consent.nobody")
		}
		provision := object{
			"type": "deny",
			"actor": list{object{
				"role":      conceptOf("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP", m.say("fhir.consent.recipient")),
				"reference": actor,
			}},
		}
		switch {
		case s.Choice != model.ShareYes:
		case s.Limited || len(s.Only) > 0 || s.OnlyWords != "":
			provision["provision"] = m.onlyParts(s)
		default:
			provision["type"], provision["provision"] = "permit", m.keptBack(s)
		}
		m.add("Consent", m.id("Consent", s.ID), object{
			"status": "active", "patient": m.patientRef(), "dateTime": instant(s.At),
			"scope":        conceptOf("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", m.say("fhir.consent.scope")),
			"category":     list{conceptOf("http://terminology.hl7.org/CodeSystem/v3-ActCode", "INFA", m.say("fhir.consent.category"))},
			"performer":    list{m.patientRef()},
			"organization": list{m.organisationRef()},
			"policyRule":   concept(m.consentLine(s)), "provision": provision,
			"text": m.narrative(m.consentLine(s)),
		})
	}
}

// consentLine is the choice in words, which R4 takes for its rule.
func (m *mapping) consentLine(s *model.Sharing) string {
	who := firstText(s.Who, m.say("fhir.consent.nobody"))
	var line string
	switch s.Choice {
	case model.ShareYes:
		line = m.say("fhir.consent.yes", "who", who)
	case model.NotUntil:
		line = joined(m.say("fhir.consent.not-until", "who", who), s.Until)
	case model.ShareNo, model.NotAsked:
		fallthrough
	default:
		line = m.say("fhir.consent.no", "who", who)
	}
	for _, c := range s.Without {
		if slices.Contains(model.Chapters, c) {
			line = joined(line, m.chapterKept(c))
		}
	}
	return joined(line, m.told("fhir.consent.only", s.OnlyWords), m.told("fhir.says.how", s.How), s.Why.String())
}

func (m *mapping) chapterKept(c model.Chapter) string {
	return m.options.Say(model.Message{ID: "fhir.consent.without." + string(c)})
}

// keptBack are the chapters left out of a yes.
func (m *mapping) keptBack(s *model.Sharing) list {
	var out list
	for _, c := range s.Without {
		if slices.Contains(model.Chapters, c) {
			out = append(out, object{"type": "deny", "code": list{m.coded("chapter", string(c), m.chapterKept(c))}})
		}
	}
	return out
}

// onlyParts are the single things a yes is for, as far as they are resources.
// They are exceptions to a no: a yes that names its things, read by somebody
// who can't resolve them, must not become a yes to everything.
func (m *mapping) onlyParts(s *model.Sharing) list {
	var parts list
	for _, part := range s.Only {
		if ref := m.parts[part]; ref != nil {
			parts = append(parts, object{"meaning": "instance", "reference": ref})
		}
	}
	if parts == nil {
		return nil
	}
	return list{object{"type": "permit", "data": parts}}
}

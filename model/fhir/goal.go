package fhir

import "ownwords/model"

// goals makes a Goal of each want that the person left in their plan. Signs of
// success in their own words are notes: a target would need a measure.
func (m *mapping) goals() {
	for _, w := range m.record.Wants {
		if w.Read == model.LeftOut || w.Words.Empty() {
			continue
		}
		id := m.id("Goal", w.ID)
		m.parts[w.ID] = m.ref("Goal", id, "")
		person := m.patientRef()
		lines := []string{
			m.said("fhir.want.why", w.Why), m.said("fhir.want.already", w.Already),
			m.said("fhir.want.now", w.Now), m.said("fhir.want.good", w.Good),
		}
		var notes list
		for _, l := range lines {
			notes = append(notes, note(person, l))
		}
		m.add("Goal", id, object{
			"lifecycleStatus": standings[m.standing()].goal,
			"description":     m.words(w.Words),
			"subject":         person, "expressedBy": person,
			"category": m.touched(w), "note": notes,
			"text": m.narrative(append([]string{w.Words.String(), w.Purpose}, lines...)...),
		})
	}
}

// words are somebody's words as a concept: verbatim, with what they are beside
// them, since quotation marks stand for the telling and are not in the text.
func (m *mapping) words(w model.Words) object {
	return object{"text": w.Text, "extension": list{m.telling(w)}}
}

func (m *mapping) telling(w model.Words) any {
	switch w.Telling {
	case model.Said, model.Thought:
		return m.extension("telling", "Code", string(w.Telling))
	case model.Told:
	}
	return m.extension("telling", "Code", "told")
}

// touched are the want's purpose and the legal outcomes it touches.
func (m *mapping) touched(w *model.Want) list {
	var out list
	if clean(w.Purpose) != "" {
		out = append(out, concept(w.Purpose))
	}
	for _, t := range w.Tags {
		out = append(out, m.coded("touches", t, t))
	}
	return out
}

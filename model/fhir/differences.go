package fhir

import (
	"encoding/json"

	"ownwords/model"
)

// Difference is one thing that a server holds otherwise than we sent it.
type Difference struct {
	// Part and Kind are what it is of: the conversation, for what is of the plan
	// as a whole.
	Part model.ID
	Kind model.PartKind
	// Field is the part's field, as the record's JSON names it, where that holds
	// this very text; empty where only FHIR has such an element.
	Field   string
	Element string // FHIRPath, such as Goal.note[0]; the type alone where it is gone
	// Ours and Theirs are words as they stand, empty where there are none. A date
	// is as FHIR writes it: 2026-10-27.
	Ours, Theirs string
	Gone         bool // the resource does not stand there any more
}

// Differences are what a server holds otherwise than what is made of a record,
// in the order of sending. The record and Options are those that the revision
// was frozen with; theirs is what stands there now, by [Part.Key]: what has a
// place and is not in it is gone.
//
// It looks at what people read. Another Ownwords changes the form as well,
// which Read reads: the form's items are not looked at here, nor are sign-offs,
// of which each revision has its own.
func Differences(r *model.Record, o Options, theirs map[string]json.RawMessage, at Places) []Difference {
	m := newMapping(r, o)
	m.everything()
	parts, names := m.owners(), titles(m.out, at)
	var out []Difference
	for _, x := range m.out {
		if x.Type == "Provenance" {
			continue
		}
		key := x.Type + "/" + x.ID
		c := comparison{names: names}
		their, there := theirs[key]
		switch {
		case there:
			c.resources(x, their, at)
		case at[key].ServerID != "":
			c.found = []Difference{{Element: x.Type, Gone: true}}
		}
		var part model.Part = m.conversation
		if p := parts[key]; p != nil {
			part = p
		}
		for _, d := range c.found {
			d.Part, d.Kind, d.Field = part.PartHead().ID, part.PartKind(), fieldOf(part, d.Element)
			out = append(out, d)
		}
	}
	return out
}

// owners are the parts that resources were made of, by the resources' keys.
// Somebody who spoke and is in the person's life is the voice where that has a
// name, as in what was made of both.
func (m *mapping) owners() map[string]model.Part {
	out := map[string]model.Part{}
	for p := range m.record.Parts() {
		if key, ok := m.parts[p.PartHead().ID]["reference"].(string); ok {
			out[key] = p
		}
	}
	for _, v := range m.record.Voices {
		key, ok := m.speakers[v.ID]["reference"].(string)
		if ok && (out[key] == nil || clean(v.Name) != "") {
			out[key] = v
		}
	}
	for _, s := range m.record.Sharing {
		out["Consent/"+m.id("Consent", s.ID)] = s
	}
	for _, x := range m.record.Risks {
		for i := range x.Views {
			out["Observation/"+m.viewID(x, i)] = x
		}
	}
	out["Patient/"+m.id("Patient", "")] = m.person
	return out
}

// titles are what resources are called, by where references lead to them.
func titles(resources []Resource, at Places) map[string]string {
	out := map[string]string{}
	for _, x := range resources {
		key, tree := x.Type+"/"+x.ID, treeOf(x.JSON)
		if id := at[key].ServerID; id != "" {
			key = x.Type + "/" + id
		}
		for _, name := range []string{"description", "code", "policyRule"} {
			said, _ := tree[name].(object)
			if text, ok := said["text"].(string); ok {
				out[key] = text
			}
		}
	}
	return out
}

// sameText are the elements that hold the very text of a field, by the kind of
// part.
var sameText = map[model.PartKind]map[string]string{
	model.KindWant: {"Goal.description.text": "words"},
	model.KindRisk: {"RiskAssessment.code.text": "words"},
	model.KindSupport: {
		"ServiceRequest.code.text": "what", "ServiceRequest.performer[0].display": "who",
		"ServiceRequest.occurrencePeriod.start": "from", "ServiceRequest.occurrencePeriod.end": "until",
	},
	model.KindPerson:       {"Patient.birthDate": "born", "Patient.generalPractitioner[0].display": "gp"},
	model.KindVoice:        {"RelatedPerson.name[0].text": "name", "Practitioner.name[0].text": "name"},
	model.KindRelationship: {"RelatedPerson.name[0].text": "name"},
}

// fieldOf is the field of a part that an element holds the text of, or empty.
func fieldOf(part model.Part, element string) string {
	p, is := part.(*model.Person)
	switch {
	case !is:
	case element == "Patient.name[0].text" && clean(p.FullName) != "":
		return "fullName"
	case element == "Patient.name[0].text", element == "Patient.name[1].text" && clean(p.Called) != "":
		return "called"
	}
	return sameText[part.PartKind()][element]
}

package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"ownwords/model"
)

// questionnaire names the form that a QuestionnaireResponse of ours answers:
// the record's format, whose version is the form's.
func questionnaire(base string, format int) string {
	return fmt.Sprintf("%sQuestionnaire/conversation|%d", base, format)
}

func (m *mapping) responseRef() object {
	return m.ref("QuestionnaireResponse", m.id("QuestionnaireResponse", ""), "")
}

// response is the whole record as the answers of a form: a group of each part
// and an item of each field, verbatim, under the names of the record's JSON.
func (m *mapping) response() {
	status := "completed"
	if m.standing() == model.Draft {
		status = "in-progress"
	}
	m.add("QuestionnaireResponse", m.id("QuestionnaireResponse", ""), object{
		"questionnaire": questionnaire(m.options.Base, model.Format), "status": status,
		"subject": m.patientRef(), "authored": instant(m.options.At), "author": m.author(), "source": m.patientRef(),
		"item": m.items(), "text": m.notesText(),
	})
}

func (m *mapping) items() list {
	// A record of the model always encodes, and decodes into what it encoded.
	raw, _ := json.Marshal(m.record)
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var tree object
	_ = d.Decode(&tree)
	return m.group("", recordShape(), tree, "kind")
}

// group makes the items of one object. Fields the model does not know, which
// parts of a newer version have, come last in the order of their names.
func (m *mapping) group(path string, s *shape, tree object, labels string) list {
	var out list
	for _, f := range s.fields {
		if v, there := tree[f.name]; there {
			out = append(out, m.item(path, f, v, labels)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if s.field(name) == nil && (path != "" || name != "format") {
			out = append(out, m.item(path, &shape{name: name}, tree[name], "")...)
		}
	}
	return out
}

// item makes the items of one field: one with all its answers, or a group of
// each object. Each kind of field has a label, but for fields of newer versions.
func (m *mapping) item(path string, s *shape, v any, labels string) list {
	link := s.name
	if path != "" {
		link = path + "." + s.name
	}
	label := s.name
	switch labels {
	case "kind":
		label = m.label("fhir.kind." + s.name)
	case "field":
		label = m.label("fhir.field." + s.name)
	}
	values, many := v.([]any)
	if !many {
		values = []any{v}
	}
	inner := labels
	if labels == "kind" {
		inner = "field"
	}
	var groups, answers list
	for _, x := range values {
		tree, ok := x.(object)
		if !ok {
			answers = append(answers, m.answers(s, x)...)
		} else if items := m.group(link, s, tree, inner); len(items) > 0 {
			groups = append(groups, object{"linkId": link, "text": label, "item": items})
		}
	}
	if prune(answers) != nil {
		groups = append(groups, object{"linkId": link, "text": label, "answer": answers})
	}
	return groups
}

// label says a sentence without gaps that stands in many places: once.
func (m *mapping) label(id string) string {
	if _, said := m.labels[id]; !said {
		m.labels[id] = m.options.Say(model.Message{ID: id})
	}
	return m.labels[id]
}

// answers are one value as R4 types it. A text that is too long for one string
// goes on in the next answer.
func (m *mapping) answers(s *shape, v any) list {
	switch v := v.(type) {
	case []any: // only in parts of a newer version
		var out list
		for _, x := range v {
			out = append(out, m.answers(s, x)...)
		}
		return out
	case object:
		return m.answers(s, slices.Collect(maps.Values(v)))
	case bool:
		return list{object{"valueBoolean": v}}
	case json.Number:
		return list{object{"valueDecimal": v}}
	case string:
		return m.textAnswers(s, v)
	}
	return nil
}

func (m *mapping) textAnswers(s *shape, v string) list {
	if s.answer == "Coding" && isCode(v) {
		return list{object{"valueCoding": object{"system": m.options.Base + "CodeSystem/" + s.name, "code": v}}}
	}
	if s.answer == "DateTime" {
		if t, err := time.Parse(time.RFC3339Nano, v); err == nil && t.Year() > 0 {
			return list{object{"valueDateTime": t.Truncate(time.Millisecond).Format(time.RFC3339Nano)}}
		}
	}
	var out list
	for _, piece := range pieces(clean(v)) {
		out = append(out, object{"valueString": piece})
	}
	return out
}

// notesText is what was said, to read: each note under its owner's name, and
// whether it was said, told or thought.
func (m *mapping) notesText() any {
	p := m.page()
	for _, n := range m.record.Notes {
		p.lines(m.noteLine(n))
	}
	return p.text()
}

func (m *mapping) noteLine(n *model.Note) string {
	words := joined(n.Words().String(), n.Through.Original)
	if words == "" {
		return ""
	}
	who := m.name(n.Voice)
	switch n.Telling {
	case model.Said:
		return m.say("fhir.note.said", "who", who, "words", words)
	case model.Thought:
		return m.say("fhir.note.thought", "who", who, "words", words)
	case model.Told:
	}
	return m.say("fhir.note.told", "who", who, "words", words)
}

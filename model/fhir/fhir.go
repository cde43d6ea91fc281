// Package fhir turns a record into HL7 FHIR R4 (4.0.1) resources and back, and
// checks resources that came from elsewhere. Its words are FHIR's own: Patient,
// Goal, CarePlan, Consent, Bundle. Its one rule: the same record and Options
// give the same bytes, and a word that is in the record is in the resources.
//
// What it is handed went through Record.For already: nothing here decides what
// a recipient may have.
//
// Where R4 has a place for something it stands there. All of it stands in the
// QuestionnaireResponse too, field by field, which is the copy that Read reads.
// What would be understood only with our extensions is said in narrative text
// or in a note as well, so that a receiver who knows none reads everything.
package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"ownwords/model"
)

// DefaultBase begins our URIs where nobody configured another.
const DefaultBase = "urn:ownwords:"

// Options are what resources are made with besides the record.
type Options struct {
	// Base begins the URIs of our identifier systems, code systems and
	// extensions, its last separator included: "https://council.example/".
	// Empty means DefaultBase. A server must not see two for one plan.
	Base string
	// At is when this revision was frozen, UTC.
	At time.Time
	// Revision is which agreed or decided state of the plan this is, from 1.
	Revision int
	// Mark is the id of what is frozen. Two laptops can each make a revision 3 of
	// one record: by their marks each has a sign-off of its own. Empty where
	// nothing is sent, as for a document.
	Mark model.ID
	// Revises are the hashes, in hex, of what this revision was made out of where
	// that is more than the one before: both sides of a conflict.
	Revises []string
	// SignedOff tells that the record is as it stood when it was agreed or
	// decided, nothing less and nothing more: a document of it is final.
	SignedOff bool
	// Part tells that the record is a copy that leaves something out: what is not
	// in it is then not said to be missing.
	Part bool
	// Say puts a Message into words, for labels and narrative.
	Say func(model.Message) string
}

// Resource is one FHIR resource under our own id.
type Resource struct {
	Type, ID string
	JSON     json.RawMessage // with sorted keys, no empty value and no control character
}

// Resources maps a record that is already filtered for its recipient. The
// order is such that every resource stands behind those it cannot do without:
// the CarePlan and its Provenance are last.
func Resources(r *model.Record, o Options) []Resource {
	m := newMapping(r, o)
	m.everything()
	return m.out
}

// mapping is one record being turned into resources.
type mapping struct {
	record       *model.Record
	conversation *model.Conversation // never nil
	person       *model.Person       // never nil
	options      Options
	absolute     bool // references by urn:uuid, as a document needs them
	speakers     map[model.ID]object
	parts        map[model.ID]object // part id -> reference to what it became
	labels       map[string]string   // of the form, said already
	out          []Resource
}

func newMapping(r *model.Record, o Options) *mapping {
	if o.Base == "" {
		o.Base = DefaultBase
	}
	m := &mapping{
		record: r, conversation: r.Conversation, person: r.Person, options: o,
		speakers: map[model.ID]object{}, parts: map[model.ID]object{}, labels: map[string]string{},
	}
	if m.conversation == nil {
		m.conversation = &model.Conversation{}
	}
	if m.person == nil {
		m.person = &model.Person{}
	}
	return m
}

func (m *mapping) everything() {
	m.organisation()
	m.patient()
	m.people()
	m.careTeam()
	m.goals()
	m.risks()
	m.requests()
	m.consents()
	m.response()
	m.carePlan()
	m.provenance()
}

// add keeps a resource, made whole with its type, id and identifier.
func (m *mapping) add(kind, id string, body object) {
	body["resourceType"], body["id"] = kind, id
	own := m.identifier(id)
	switch kind {
	case "QuestionnaireResponse", "Composition":
		body["identifier"] = own
	case "Provenance": // has none in R4
		body["meta"] = tagged(m.options.Base+"id", id)
	default:
		list, _ := body["identifier"].(list)
		body["identifier"] = append(list, own)
	}
	m.out = append(m.out, Resource{Type: kind, ID: id, JSON: encode(body)})
}

// identifier is a resource's own id under our system, by which it is found
// again on a server that gave it another id.
func (m *mapping) identifier(id string) object {
	return object{"system": m.options.Base + "id", "value": id}
}

// id derives a resource's id from what it is made of, so that a later revision
// updates the same resource. It is a UUID of version 8 (RFC 9562), which keeps
// it apart from the random ids of parts.
func (m *mapping) id(purpose string, part model.ID) string {
	return derived(string(m.record.ID), string(part), purpose)
}

func derived(names ...string) string {
	h := sha256.New()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write([]byte{0})
	}
	b := h.Sum(nil)[:16]
	b[6] = b[6]&0x0f | 0x80
	b[8] = b[8]&0x3f | 0x80
	x := hex.EncodeToString(b)
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}

// PlanID is the id of the CarePlan of a record, in all its revisions.
func PlanID(record model.ID) string { return derived(string(record), "", "CarePlan") }

// ref refers to a resource of this Bundle.
func (m *mapping) ref(kind, id, display string) object {
	to := kind + "/" + id
	if m.absolute {
		to = "urn:uuid:" + id
	}
	return object{"reference": to, "display": display}
}

func (m *mapping) patientRef() object {
	return m.ref("Patient", m.id("Patient", ""), m.person.Name())
}

func (m *mapping) say(id string, pairs ...any) string {
	return m.options.Say(model.Msg(id, pairs...))
}

// said is a sentence about words, or nothing where there are none.
func (m *mapping) said(id string, w model.Words) string {
	return m.labelled(id, w.String(), w.Empty())
}

// told is a sentence about a text, or nothing where there is none.
func (m *mapping) told(id, text string) string {
	return m.labelled(id, text, clean(text) == "")
}

func (m *mapping) labelled(id, text string, empty bool) string {
	if empty {
		return ""
	}
	return m.options.Say(model.Msg(id, "words", text))
}

// extension is one of ours, or nil where there is no value. It never changes
// what stands beside it: that would be a modifierExtension, which a receiver
// who does not know it has to refuse.
func (m *mapping) extension(name, kind string, value any) any {
	if value = prune(value); value == nil {
		return nil
	}
	return object{"url": m.options.Base + "StructureDefinition/" + name, "value" + kind: value}
}

// coded is a code of ours with its words.
func (m *mapping) coded(system, code, text string) object {
	c := object{"text": text}
	if isCode(code) {
		c["coding"] = list{object{"system": m.options.Base + "CodeSystem/" + system, "code": code}}
	}
	return c
}

// note is an annotation under its author's name, or nil where nothing is said.
func note(author object, text string) any {
	if clean(text) == "" {
		return nil
	}
	return object{"authorReference": author, "text": text}
}

func concept(text string) object { return object{"text": text} }

// conceptOf is a concept of a published code system.
func conceptOf(system, code, text string) object {
	return object{"coding": list{object{"system": system, "code": code}}, "text": text}
}

// instant is a time in UTC. It is cut to the millisecond, which is what servers
// keep: read back it is the same.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
}

func day(w model.When) any {
	if t, ok := w.Date(); ok {
		return t.Format(time.DateOnly)
	}
	return nil
}

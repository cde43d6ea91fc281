package fhir

import (
	"encoding/json"
	"slices"
	"strconv"

	"ownwords/model"
)

// Bundle is R4's Bundle as far as it is sent and answered.
type Bundle struct {
	ResourceType string  `json:"resourceType"`
	Type         string  `json:"type"`
	Total        *int    `json:"total,omitempty"` // of a searchset
	Entry        []Entry `json:"entry,omitempty"`
}

// Entry is one resource of a Bundle with what is asked for it, or what came of
// that.
type Entry struct {
	FullURL  string          `json:"fullUrl,omitzero"`
	Resource json.RawMessage `json:"resource,omitempty"`
	Search   *EntrySearch    `json:"search,omitempty"`
	Request  *EntryRequest   `json:"request,omitempty"`
	Response *EntryResponse  `json:"response,omitempty"`
}

// EntrySearch says why a resource stands in a searchset: "match".
type EntrySearch struct {
	Mode string `json:"mode"`
}

// EntryRequest is what a transaction asks of one entry.
type EntryRequest struct {
	Method  string `json:"method"`
	URL     string `json:"url"`
	IfMatch string `json:"ifMatch,omitzero"`
	// IfNoneExist is a search: what it finds is not made again.
	IfNoneExist string `json:"ifNoneExist,omitzero"`
}

// EntryResponse is what became of one entry. Status begins with the HTTP
// status; servers put a reason behind it.
type EntryResponse struct {
	Status       string          `json:"status"`
	Location     string          `json:"location,omitzero"`
	Etag         string          `json:"etag,omitzero"`
	LastModified string          `json:"lastModified,omitzero"`
	Outcome      json.RawMessage `json:"outcome,omitempty"`
}

// Transaction is the Bundle that puts every resource under our own id, all or
// none of them: to send it again changes nothing. The CarePlan and its
// Provenance come last, wherever they stand among the resources.
func Transaction(resources []Resource) []byte {
	b := Bundle{ResourceType: "Bundle", Type: "transaction"}
	inOrder := func(a, b Resource) int { return sendingRank(a.Type) - sendingRank(b.Type) }
	for _, r := range slices.SortedStableFunc(slices.Values(resources), inOrder) {
		b.Entry = append(b.Entry, Entry{
			FullURL:  "urn:uuid:" + r.ID,
			Resource: r.JSON,
			Request:  &EntryRequest{Method: "PUT", URL: r.Type + "/" + r.ID},
		})
	}
	return marshal(b)
}

// Document is the whole of a record that is already filtered for its recipient
// as one document to hand over, its Composition first. It stands by itself:
// every reference leads to an entry.
func Document(r *model.Record, o Options) []byte {
	m := newMapping(r, o)
	m.absolute = true
	m.everything()
	parts := m.out
	m.out = nil
	m.composition(parts)
	var entries list
	for _, x := range append(m.out, parts...) {
		entries = append(entries, object{"fullUrl": "urn:uuid:" + x.ID, "resource": x.JSON})
	}
	return marshal(object{
		"resourceType": "Bundle", "type": "document", "timestamp": instant(m.options.At),
		"identifier": m.identifier(derived(string(r.ID), "Bundle", strconv.Itoa(m.options.Revision))),
		"entry":      entries,
	})
}

// composition is the document's front: its title, who wrote it, and the plan
// chapter by chapter, and who signed it off.
func (m *mapping) composition(parts []Resource) {
	ofType := func(kinds ...string) list {
		var out list
		for _, k := range kinds {
			for _, p := range parts {
				if p.Type == k {
					out = append(out, m.ref(k, p.ID, ""))
				}
			}
		}
		return out
	}
	var sections list
	section := func(title string, entries list) {
		if entries != nil {
			sections = append(sections, object{"title": title, "entry": entries})
		}
	}
	sections = append(sections, object{"title": m.title(), "text": m.planText(), "entry": ofType("CarePlan")})
	section(m.say("fhir.chapter.wants"), ofType("Goal"))
	section(m.say("fhir.chapter.risks"), ofType("RiskAssessment", "Observation"))
	section(m.say("fhir.chapter.helps"), ofType("ServiceRequest"))
	section(m.say("fhir.chapter.people"), ofType("CareTeam"))
	section(m.say("fhir.chapter.sharing"), ofType("Consent"))
	section(m.say("fhir.chapter.conversation"), ofType("QuestionnaireResponse"))
	section(m.say("fhir.chapter.agreement"), ofType("Provenance"))
	front := object{
		"status": "preliminary", "title": m.title(), "date": instant(m.options.At),
		"type":    conceptOf("http://loinc.org", "18776-5", m.say("fhir.plan.category")),
		"subject": m.patientRef(), "author": list{m.author()}, "custodian": m.organisationRef(),
		"section": sections, "text": m.planText(),
	}
	if m.options.SignedOff {
		front["status"], front["attester"] = "final", m.attesters()
	}
	m.add("Composition", m.id("Composition", ""), front)
}

package fhir

import (
	"bytes"
	"encoding/json"
	"maps"
)

// withdrawal is how a resource says that it holds no more: what of it stays, of
// what R4 asks for, what is told to be absent, and its status.
type withdrawal struct {
	keep   []string // elements as they stood, none of which has words in it
	absent []string // elements that R4 wants and that held words
	status object
}

// withdrawals has no Patient, CareTeam, form or CarePlan, which every revision
// has, no Organization, which is other plans' too, and no Provenance: the
// sign-offs of earlier revisions stay.
var withdrawals = map[string]withdrawal{
	"Practitioner":   {status: object{"active": false}},
	"RelatedPerson":  {keep: []string{"patient"}, status: object{"active": false}},
	"Goal":           {keep: []string{"subject"}, absent: []string{"description"}, status: object{"lifecycleStatus": "cancelled"}},
	"Observation":    {keep: []string{"subject"}, absent: []string{"code"}, status: object{"status": "cancelled"}},
	"RiskAssessment": {keep: []string{"subject"}, status: object{"status": "cancelled"}},
	"ServiceRequest": {keep: []string{"intent", "subject"}, status: object{"status": "revoked"}},
	"Consent": {
		keep:   []string{"scope", "category", "patient"},
		absent: []string{"policyRule"}, status: object{"status": "inactive"},
	},
}

// Withdrawn are the resources that an earlier revision put at a server and that
// are not in the plan any more, as they are to stand there from now on: not in
// force, and without words. A transaction only puts what is there now; without
// these a yes that was taken back would stay a yes. What was withdrawn before
// is not withdrawn again.
//
// Where more than one earlier revision may have arrived, each is asked in turn,
// with what the others withdrew among now.
func Withdrawn(before Frozen, now []Resource) []Resource {
	kept := map[string]bool{}
	for _, r := range now {
		kept[r.Type+"/"+r.ID] = true
	}
	var out []Resource
	for _, p := range before.Entries {
		w, can := withdrawals[p.Type]
		if !can || kept[p.Key()] {
			continue
		}
		if gone := w.of(p); !bytes.Equal(gone, p.Resource) {
			out = append(out, Resource{Type: p.Type, ID: p.ID, JSON: gone})
		}
	}
	return out
}

func (w withdrawal) of(p Part) json.RawMessage {
	stood := treeOf(p.Resource)
	body := object{"resourceType": p.Type, "id": p.ID, "identifier": list{object{"system": p.system, "value": p.ID}}}
	for _, name := range w.keep {
		body[name] = stood[name]
	}
	for _, name := range w.absent {
		body[name] = masked()
	}
	maps.Copy(body, w.status)
	return encode(body)
}

// masked stands for words that are not given any more, where R4 wants an
// element.
func masked() object {
	return object{"extension": list{object{
		"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked",
	}}}
}

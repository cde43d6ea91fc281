package fhir

import (
	"slices"
	"strings"
	"sync"
)

// rule is what R4 asks of one resource type, as far as we make it: elements
// that must be there, and the codes an element may hold. A path goes through
// lists: "activity.detail.status" is asked of every detail of every activity.
//
// Written from the R4 (4.0.1) definitions. Validators in use miss some of it:
// the codes of required bindings, and the invariants of resources that stand
// in a Bundle.
type rule struct {
	must  []string
	codes map[string][]string
}

func codes(s string) []string { return strings.Fields(s) }

var (
	requestStatus  = codes("draft active on-hold revoked completed entered-in-error unknown")
	requestIntents = codes("proposal plan directive order original-order reflex-order filler-order instance-order option")
	resultStatus   = codes("registered preliminary final amended corrected cancelled entered-in-error unknown")
	detailStatus   = codes("not-started scheduled in-progress on-hold completed cancelled stopped unknown entered-in-error")
	nameUses       = codes("usual official temp nickname anonymous old maiden")
	genders        = codes("male female other unknown")
	narrativeCodes = codes("generated extensions additional empty")
	provisions     = codes("deny permit")
)

var rules = map[string]rule{
	"Organization":  {},
	"Practitioner":  {codes: map[string][]string{"name.use": nameUses, "gender": genders}},
	"Patient":       {codes: map[string][]string{"name.use": nameUses, "gender": genders}, must: []string{"communication.language"}},
	"RelatedPerson": {must: []string{"patient"}, codes: map[string][]string{"name.use": nameUses, "gender": genders}},
	"CareTeam":      {codes: map[string][]string{"status": codes("proposed active suspended inactive entered-in-error")}},
	"Goal": {
		must: []string{"lifecycleStatus", "description", "subject", "note.text"},
		codes: map[string][]string{"lifecycleStatus": codes(
			"proposed planned accepted active on-hold completed cancelled entered-in-error rejected")},
	},
	"Observation": {
		must:  []string{"status", "code", "component.code", "note.text"},
		codes: map[string][]string{"status": resultStatus},
	},
	"RiskAssessment": {
		must:  []string{"status", "subject", "note.text"},
		codes: map[string][]string{"status": resultStatus},
	},
	"ServiceRequest": {
		must:  []string{"status", "intent", "subject", "note.text"},
		codes: map[string][]string{"status": requestStatus, "intent": requestIntents},
	},
	"Consent": {
		must: []string{"status", "scope", "category", "provision.actor.role", "provision.actor.reference", "provision.provision.data.meaning", "provision.provision.data.reference"},
		codes: map[string][]string{
			"status":         codes("draft proposed active rejected inactive entered-in-error"),
			"provision.type": provisions, "provision.provision.type": provisions,
			"provision.provision.data.meaning": codes("instance related dependents authoredby"),
		},
	},
	"QuestionnaireResponse": {
		must:  []string{"status", "item.linkId"},
		codes: map[string][]string{"status": codes("in-progress completed amended entered-in-error stopped")},
	},
	"CarePlan": {
		must: []string{"status", "intent", "subject", "activity.detail.status", "note.text"},
		codes: map[string][]string{
			"status": requestStatus, "intent": codes("proposal plan order option"), "activity.detail.status": detailStatus,
		},
	},
	"Provenance": {
		must: []string{"target", "recorded", "agent", "agent.who", "entity.role", "entity.what"},
		codes: map[string][]string{
			"entity.role": codes("derivation revision quotation source removal"),
		},
	},
	"Composition": {
		must: []string{"status", "type", "date", "author", "title", "attester.mode"},
		codes: map[string][]string{
			"attester.mode": codes("personal professional legal official"),
			"status":        codes("preliminary final amended entered-in-error"), "section.mode": codes("working snapshot changes"),
		},
	},
}

// Types are the resource types that a plan is sent as, in alphabetical order.
func Types() []string { return slices.Clone(types()) }

// Sent tells whether a plan is sent as resources of this type, among others.
func Sent(kind string) bool { return slices.Contains(types(), kind) }

var types = sync.OnceValue(func() []string {
	var out []string
	for t := range rules {
		if t != "Composition" { // it stands in documents only
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return out
})

package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ownwords/model"
)

func decode(t interface{ Fatalf(string, ...any) }, raw []byte) object {
	var tree object
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatalf("decode: %v", err)
	}
	return tree
}

func ofType(t *testing.T, list []Resource, kind string) []object {
	t.Helper()
	var out []object
	for _, r := range list {
		if r.Type == kind {
			out = append(out, decode(t, r.JSON))
		}
	}
	return out
}

// at walks into decoded JSON: names into objects, numbers into lists.
func at(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			tree, _ := v.(object)
			v = tree[p]
		case int:
			l, _ := v.(list)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

func TestEveryVisitIsValidToOurOwnCheck(t *testing.T) {
	for name, r := range visits() {
		t.Run(name, func(t *testing.T) {
			checkAll(t, r, optionsFor(t))
			checkDocument(t, r)
		})
	}
}

// checkAll holds what is made of a record against our own check.
func checkAll(t interface {
	Errorf(string, ...any)
	Fatalf(string, ...any)
}, r *model.Record, o Options,
) []Resource {
	list := Resources(r, o)
	known := map[string]bool{}
	for _, x := range list {
		if known[x.Type+"/"+x.ID] {
			t.Errorf("%s/%s stands twice", x.Type, x.ID)
		}
		known[x.Type+"/"+x.ID] = true
	}
	for _, x := range list {
		for _, i := range Check(treeOf(x.JSON)) {
			t.Errorf("%s: %s at %s", x.Type, i.Code, i.Path)
		}
		for _, to := range referencesIn(decode(t, x.JSON)) {
			if !known[to] {
				t.Errorf("%s refers to %s, which is not in the Bundle", x.Type, to)
			}
		}
	}
	return list
}

func checkDocument(t *testing.T, r *model.Record) (document []byte) {
	t.Helper()
	document = Document(r, optionsFor(t))
	first := at(decode(t, document), "entry", 0, "resource")
	if got := at(first, "resourceType"); got != "Composition" {
		t.Errorf("first in a document: %v, want a Composition", got)
	}
	raw, _ := json.Marshal(first)
	for _, i := range Check(treeOf(raw)) {
		t.Errorf("Composition: %s at %s", i.Code, i.Path)
	}
	return document
}

func referencesIn(v any) []string {
	var out []string
	switch v := v.(type) {
	case list:
		for _, x := range v {
			out = append(out, referencesIn(x)...)
		}
	case object:
		if to, ok := v["reference"].(string); ok {
			out = append(out, to)
		}
		for _, x := range v {
			out = append(out, referencesIn(x)...)
		}
	}
	return out
}

func TestTheSameRevisionGivesTheSameBytes(t *testing.T) {
	first := Transaction(Resources(peggy(model.Agreed), optionsFor(t)))
	if again := Transaction(Resources(peggy(model.Agreed), optionsFor(t))); !bytes.Equal(first, again) {
		t.Error("Transaction gave other bytes for the same record")
	}
	later := optionsFor(t)
	later.Revision = 2
	ids := func(list []Resource) (out []string) {
		for _, r := range list {
			if r.Type != "Provenance" {
				out = append(out, r.Type+"/"+r.ID)
			}
		}
		return out
	}
	a, b := Resources(peggy(model.Agreed), optionsFor(t)), Resources(peggy(model.Final), later)
	if diff := cmp.Diff(ids(a), ids(b)); diff != "" {
		t.Errorf("a later revision has other ids:\n%s", diff)
	}
	if a[len(a)-1].ID == b[len(b)-1].ID {
		t.Error("the sign-off of a later revision took the place of the earlier one")
	}
}

func TestTheStandingsAreToldApart(t *testing.T) {
	tests := []struct {
		standing       model.Standing
		status, intent string
		title          string
	}{
		{model.Draft, "draft", "proposal", "Support plan of Peggy: draft"},
		{model.Agreed, "draft", "plan", "Support plan of Peggy: agreed with Peggy, waiting for the council"},
		{model.Final, "active", "plan", "Support plan of Peggy: final"},
		{model.FinalNotAgreed, "active", "plan", "Support plan of Peggy: final, not agreed"},
	}
	for _, tt := range tests {
		plan := only(t, Resources(peggy(tt.standing), optionsFor(t)), "CarePlan")
		got := []any{plan["status"], plan["intent"], plan["title"], at(plan, "extension", 0, "valueCode")}
		want := []any{tt.status, tt.intent, tt.title, string(tt.standing)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", tt.standing, diff)
		}
		if text := at(plan, "text", "div").(string); !strings.Contains(text, strings.TrimPrefix(tt.title, "Support plan of Peggy: ")) {
			t.Errorf("%s: the narrative does not say it", tt.standing)
		}
	}
}

func TestADocumentTellsWhoSignedItOff(t *testing.T) {
	o := optionsFor(t)
	draft := at(decode(t, Document(peggy(model.Agreed), o)), "entry", 0, "resource")
	if at(draft, "status") != "preliminary" || at(draft, "attester") != nil {
		t.Errorf("a document of today is %v, attested by %v", at(draft, "status"), at(draft, "attester"))
	}
	o.SignedOff = true
	signed := at(decode(t, Document(peggy(model.Agreed), o)), "entry", 0, "resource")
	var got []any
	for i := range 2 {
		got = append(got, at(signed, "attester", i, "mode"), at(signed, "attester", i, "party", "display"))
	}
	want := []any{"personal", "Peggy", "personal", "Carol"}
	if diff := cmp.Diff(want, got); diff != "" || at(signed, "status") != "final" {
		t.Errorf("status %v, attested:\n%s", at(signed, "status"), diff)
	}
	raw, _ := json.Marshal(signed)
	if bad := Check(treeOf(raw)); len(bad) > 0 {
		t.Errorf("Composition: %v", bad)
	}
}

func TestPeggysPlanReadsWithoutOurExtensions(t *testing.T) {
	list := Resources(peggy(model.Agreed), optionsFor(t))
	plan := only(t, list, "CarePlan")
	text := strings.NewReplacer("&#34;", `"`, "&gt;", ">").Replace(at(plan, "text", "div").(string))
	for _, want := range []string{
		`"To bowl."`, "What it costs: £76.50 a week", "The person's share: £22.75 a week (estimated)",
		"The council would pay: £53.75 a week (not decided yet)", "Paid once: £118.00", "outside the budget: £4.50 a week",
		`Carol, against it: "It's deserted when it rains."`, "Not agreed: what to do in the rain", "Where it has come to: not agreed",
		"Maureen: walks with her (not asked yet)", "Kyle", "They were not asked yet", "Carol: yes, but; not in the rain",
		"The council has not decided yet",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the narrative lacks %q", want)
		}
	}
	for _, never := range []string{"£0.00", "left out", "left-out"} {
		if strings.Contains(text, never) {
			t.Errorf("the narrative has %q", never)
		}
	}
	notes, _ := json.Marshal(plan["note"])
	if !strings.Contains(string(notes), "not decided yet") {
		t.Error("the sums are in no note")
	}
	if got, want := len(ofType(t, list, "Observation")), 3; got != want {
		t.Errorf("%d views, want %d: one each", got, want)
	}
	if got := at(only(t, list, "RiskAssessment"), "prediction"); got != nil {
		t.Error("a risk has a prediction")
	}
	if got, want := len(ofType(t, list, "ServiceRequest")), 3; got != want {
		t.Errorf("%d requests, want %d: unpaid help and her own alarm are none", got, want)
	}
	if got, want := len(ofType(t, list, "Goal")), 1; got != want {
		t.Errorf("%d goals, want %d: what was left out is none", got, want)
	}
}

func TestCostsAreExact(t *testing.T) {
	for _, r := range Resources(peggy(model.Agreed), optionsFor(t)) {
		if r.Type == "ServiceRequest" && bytes.Contains(r.JSON, []byte("Home care")) {
			for _, want := range []string{`"value":23.4000`, `"value":35.10`, `"valueDecimal":0.750`, `"currency":"GBP"`} {
				if !bytes.Contains(r.JSON, []byte(want)) {
					t.Errorf("home care lacks %s", want)
				}
			}
			return
		}
	}
	t.Error("there is no request for home care")
}

func TestASumThatWasNotAskedIsNoFigure(t *testing.T) {
	plan := only(t, Resources(harjit(), optionsFor(t)), "CarePlan")
	raw, _ := json.Marshal(plan)
	for _, want := range []string{"£166.13 a week", "not asked yet", "The council would pay: no sum yet", "Simran: no"} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("Harjit's plan lacks %q", want)
		}
	}
	if bytes.Contains(raw, []byte(`"url":"council"`)) {
		t.Error("a council's sum stands where the share was not asked")
	}
}

func TestSharingChoicesAreConsents(t *testing.T) {
	type choice struct{ Who, Type, Without, Only, Rule any }
	var got []choice
	for _, c := range ofType(t, Resources(peggy(model.Agreed), optionsFor(t)), "Consent") {
		got = append(got, choice{
			at(c, "provision", "actor", 0, "reference", "display"), at(c, "provision", "type"),
			at(c, "provision", "provision", 0, "code", 0, "text"), at(c, "provision", "provision", 0, "data", 0, "meaning"),
			at(c, "policyRule", "text"),
		})
	}
	want := []choice{
		{"her GP", "permit", "without the money", nil, "her GP may have a copy; without the money; how it was said: aloud"},
		{"Ron", "deny", nil, nil, `Ron may not have a copy; "he'd only use it"`},
		{"The bowls club", "deny", nil, "instance", "The bowls club may have a copy; Only: getting there"},
	}
	byWho := cmpopts.SortSlices(func(a, b choice) bool { return fmt.Sprint(a.Who) < fmt.Sprint(b.Who) })
	if diff := cmp.Diff(want, got, byWho); diff != "" {
		t.Error(diff)
	}
}

func TestAPersonIsNotToBeContacted(t *testing.T) {
	list := Resources(peggy(model.Agreed), optionsFor(t))
	for _, p := range ofType(t, list, "RelatedPerson") {
		ron := at(p, "name", 0, "text") == "Ron"
		if p["active"] == ron {
			t.Errorf("%v is active: %v, want %v", at(p, "name", 0, "text"), p["active"], !ron)
		}
		if ron && !strings.Contains(fmt.Sprint(p["text"]), "Not to be contacted") {
			t.Error("the narrative does not say that Ron is not to be contacted")
		}
	}
	if team, _ := json.Marshal(only(t, list, "CareTeam")); bytes.Contains(team, []byte("Ron")) {
		t.Error("Ron is in the team")
	}
}

func TestTheNHSNumberNeedsItsCheckDigit(t *testing.T) {
	for typed, want := range map[string]bool{"999 000 0018": true, "9990000019": false, "": false} {
		r := peggy(model.Agreed)
		p := model.Copy(r.Person)
		p.NHSNumber = typed
		patient := only(t, Resources(r.With(p), optionsFor(t)), "Patient")
		got := at(patient, "identifier", 0, "system") == nhsNumbers
		if got != want {
			t.Errorf("NHS number %q is sent: %v, want %v", typed, got, want)
		}
	}
}

func TestEveryFieldHasALabel(t *testing.T) {
	var walk func(prefix string, s *shape)
	walk = func(prefix string, s *shape) {
		for _, f := range s.fields {
			if catalogue()[prefix+f.name] == "" {
				t.Errorf("catalogue has no %q", prefix+f.name)
			}
			walk("fhir.field.", f)
		}
	}
	walk("fhir.kind.", recordShape())
}

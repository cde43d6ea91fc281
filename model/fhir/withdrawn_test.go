package fhir

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model"
)

// bare is Peggy's plan with nothing left in it that she can take back.
func bare() *model.Record {
	r := peggy(model.Agreed)
	b := begin("peggy", "Margaret Ashworth", model.Assessment, model.Agreed)
	b.add(r.Person)
	b.add(r.Voices[0])
	return b.r
}

func TestWhatLeftThePlanIsNotInForceAtTheServer(t *testing.T) {
	before := thaw(t, Transaction(Resources(peggy(model.Agreed), optionsFor(t))))
	now := Resources(bare(), optionsFor(t))
	gone := Withdrawn(before, now)
	got := map[string]any{}
	for _, x := range gone {
		tree := decode(t, x.JSON)
		got[x.Type] = at(tree, "status")
		for _, name := range []string{"active", "lifecycleStatus"} {
			if tree[name] != nil {
				got[x.Type] = tree[name]
			}
		}
		if bad := Check(treeOf(x.JSON)); len(bad) > 0 {
			t.Errorf("%s: %v", x.Type, bad)
		}
		for _, words := range []string{"bowl", "canal", "bath", "GP", "Carol", "Ron"} {
			if bytes.Contains(x.JSON, []byte(words)) {
				t.Errorf("%s still has words in it: %s", x.Type, x.JSON)
			}
		}
	}
	want := map[string]any{
		"Practitioner": false, "RelatedPerson": false, "Goal": "cancelled", "Observation": "cancelled",
		"RiskAssessment": "cancelled", "ServiceRequest": "revoked", "Consent": "inactive",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAYesThatWasTakenBackIsWithdrawnOnce(t *testing.T) {
	r := peggy(model.Agreed)
	first := Resources(r, optionsFor(t))
	yes := slices.IndexFunc(r.Sharing, func(s *model.Sharing) bool { return s.Who == "her GP" })
	without := Resources(r.Without(model.KindSharing, r.Sharing[yes].ID), optionsFor(t))
	gone := Withdrawn(thaw(t, Transaction(first)), without)
	if len(gone) != 1 || gone[0].Type != "Consent" {
		t.Fatalf("withdrawn: %d, want the one Consent", len(gone))
	}
	second := thaw(t, Transaction(append(without, gone...)))
	if n := len(second.Entries); second.Entries[n-1].Type != "Provenance" || second.Entries[n-2].Type != "CarePlan" {
		t.Error("what was withdrawn goes behind the plan")
	}
	if again := Withdrawn(second, without); len(again) > 0 {
		t.Errorf("it is withdrawn again: %d", len(again))
	}
	if back := Withdrawn(second, first); len(back) > 0 {
		t.Errorf("what is in the plan again is withdrawn: %d", len(back))
	}
}

// validWithdrawn looks at all that can be withdrawn of a plan.
func validWithdrawn(t *rapid.T, before Frozen) {
	t.Helper()
	for _, x := range Withdrawn(before, nil) {
		if bad := Check(treeOf(x.JSON)); len(bad) > 0 {
			t.Errorf("%s: %v", x.Type, bad)
		}
		if strings.Contains(string(x.JSON), `"div"`) {
			t.Errorf("%s has a narrative", x.Type)
		}
	}
}

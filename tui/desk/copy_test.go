package desk

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"ownwords/content/document"
	"ownwords/model"
)

// front is what a FHIR document says of itself.
type front struct {
	Timestamp time.Time
	Entry     []struct {
		Resource struct {
			Status   string
			Attester []struct{ Mode string }
		}
	}
}

// TestADocumentOfWhatWasAgreedIsSignedOff: what was only said since stays out of
// it, and what was changed since makes it one of today that nobody signed.
func TestADocumentOfWhatWasAgreedIsSignedOff(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	fhirCopy := func() (string, front) {
		t.Helper()
		raw, err := d.Copy(k.Record(), k.Guide(), document.Options{Document: document.SupportPlan, As: document.FHIR, For: model.Recipient{Council: true}})
		if err != nil {
			t.Fatal(err)
		}
		var x front
		if err := json.Unmarshal(raw, &x); err != nil || len(x.Entry) == 0 {
			t.Fatalf("the copy: %v", err)
		}
		return string(raw), x
	}
	check := func(when, status string, attesters int) {
		t.Helper()
		_, x := fhirCopy()
		if f := x.Entry[0].Resource; f.Status != status || len(f.Attester) != attesters {
			t.Errorf("%s it is %s, signed by %d, want %s and %d", when, f.Status, len(f.Attester), status, attesters)
		}
	}
	check("before the agreeing", "preliminary", 0)
	k.Go(model.Place{Stage: model.StageAgree})
	k.Do("agree.set", map[string]string{"answer." + string(k.Record().PersonVoice().ID) + ".says": "yes"})
	k.Do("agree.close", nil)
	if err := k.Save(); err != nil { // and nobody waits for the disk
		t.Fatal(err)
	}
	check("as agreed", "final", 1)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add("One more thing, said later.")
	flush(t, k)
	check("with more said since", "final", 1)
	raw, x := fhirCopy()
	if stood := k.Record().Conversation.Stood; strings.Contains(raw, "said later") || !x.Timestamp.Equal(stood.Truncate(time.Millisecond)) {
		t.Errorf("it is of %v and has what was said later: %v; want it as of %v", x.Timestamp, strings.Contains(raw, "said later"), stood)
	}
	k.Amend(k.Notes()[0].ID, "To bowl, and to win.")
	flush(t, k)
	check("changed since", "preliminary", 0)
}

// TestASupportPlanSaysWhatWasChangedSince: with whose hand it was, in what was
// agreed before and what stands there now; and nothing where nothing was changed.
func TestASupportPlanSaysWhatWasChangedSince(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	page := func() string {
		t.Helper()
		flush(t, k)
		o := document.Options{Document: document.SupportPlan, As: document.PlainText, For: model.Recipient{Council: true}}
		raw, err := d.Copy(k.Record(), k.Guide(), o)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(string(raw)), " ")
	}
	if p := page(); strings.Contains(p, "What changed since") {
		t.Errorf("as agreed, the plan says that it was changed:\n%s", p)
	}
	k.Go(model.Place{Stage: model.StageWants, Part: k.Record().Wants[0].ID})
	k.Do("want.set", map[string]string{"words": "To bowl, and to win."})
	for _, want := range []string{"What changed since", "was: ", "now: To bowl, and to win.", "Who changed it: Dele Martins"} {
		if p := page(); !strings.Contains(p, want) {
			t.Errorf("the plan lacks %q:\n%s", want, p)
		}
	}
	k.Do("changed.why", map[string]string{"why": "she plays in the league now", "by": "Peggy"})
	agree(t, k)
	if p := page(); !strings.Contains(p, "What changed from the plan before") || !strings.Contains(p, "now: To bowl, and to win.") {
		t.Errorf("agreed anew, the plan does not say what changed from the one before:\n%s", p)
	}
}

// TestWhatWasTakenOutForGoodIsInNeitherVersion: and what else was changed is told
// all the same.
func TestWhatWasTakenOutForGoodIsInNeitherVersion(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add("Ron took the card.")
	k.Do("want.from", nil)
	agree(t, k)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: k.Record().Notes[len(k.Record().Notes)-1].ID})
	k.Do("note.wrong", map[string]string{"as": "shred"})
	k.Go(model.Place{Stage: model.StageWants, Part: k.Record().Wants[0].ID})
	k.Do("want.set", map[string]string{"words": "To bowl, and to win."})
	flush(t, k)
	for _, to := range []model.Recipient{{Council: true}, {Person: true}} {
		raw, err := d.Copy(k.Record(), k.Guide(), document.Options{Document: document.SupportPlan, As: document.PlainText, For: to})
		if err != nil {
			t.Fatal(err)
		}
		if page := strings.Join(strings.Fields(string(raw)), " "); strings.Contains(page, "took the card") || !strings.Contains(page, "now: To bowl, and to win.") {
			t.Errorf("%+v: the plan has what was taken out, or nothing of what changed:\n%s", to, page)
		}
	}
}

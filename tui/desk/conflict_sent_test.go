package desk

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
)

// inbox is a team's inbox and what lets laptops in.
type inbox struct {
	t          *testing.T
	url, token string
}

func newInbox(t *testing.T) inbox {
	t.Helper()
	h := newHub(t)
	token, err := h.AddToken("laptop")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h.Handler(slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)
	return inbox{t, server.URL + "/fhir/R4", token}
}

// laptop has a desk send to the inbox.
func (i inbox) laptop(d *Desk) {
	i.t.Helper()
	d.Settings.Server.Name, d.Settings.Server.URL = "Northmoor Council", i.url
	d.Settings.Server.TokenFile = filepath.Join(i.t.TempDir(), "token")
	if err := os.WriteFile(d.Settings.Server.TokenFile, []byte(i.token+"\n"), 0o600); err != nil {
		i.t.Fatal(err)
	}
}

func (i inbox) ask(method, path string, body io.Reader) []byte {
	i.t.Helper()
	r, err := http.NewRequestWithContext(i.t.Context(), method, i.url+path, body)
	if err != nil {
		i.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+i.token)
	r.Header.Set("Content-Type", "application/fhir+json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		i.t.Fatal(err)
	}
	raw, err := io.ReadAll(answer.Body)
	if err := answer.Body.Close(); err != nil {
		i.t.Fatal(err)
	}
	if err != nil || answer.StatusCode != http.StatusOK {
		i.t.Fatalf("%s %s: %d, %v: %s", method, path, answer.StatusCode, err, raw)
	}
	return raw
}

// sends sends what waits, and tells how it stands then.
func sends(t *testing.T, d *Desk) store.OutStep {
	t.Helper()
	step := store.OutStep("")
	if err := d.Send(t.Context(), Sending{Told: func(p Progress) { step = p.State.Step }}); err != nil {
		t.Fatal(err)
	}
	return step
}

// bringTogether looks at what is there, and brings both together as it is offered.
func bringTogether(t *testing.T, d *Desk, k *Talk) *Conflict {
	t.Helper()
	x, err := d.TheirsOf(t.Context(), k.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	c := conflict(t, k, x)
	if _, err := k.Resolve(c); err != nil {
		t.Fatal(err)
	}
	flush(t, k)
	return c
}

// TestAGoalThatTheCouncilChangedIsNotWrittenOver: what they wrote is found, kept
// beside ours, and only then the plan goes; a change that comes in between stops
// it once more.
func TestAGoalThatTheCouncilChangedIsNotWrittenOver(t *testing.T) {
	in, d := newInbox(t), newDesk(t)
	in.laptop(d)
	k := withPlan(t, d)
	agree(t, k)
	if step := sends(t, d); step != store.OutThere {
		t.Fatalf("the first plan is %q, want there", step)
	}
	in.attend(d, "To attend a bowls club.")
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add(`"And a bath."`)
	k.Do("mark.wanted", nil)
	agree(t, k)
	if step := sends(t, d); step != store.OutConflict {
		t.Fatalf("the second plan is %q, want a conflict", step)
	}
	c := bringTogether(t, d, k)
	if len(c.Points) == 0 || d.Text.Say(c.Points[0].Lines[0].Is) != "To attend a bowls club." {
		t.Fatalf("points = %+v, want what they wrote", c.Points)
	}
	in.attend(d, "To attend a bowls club on Mondays.")
	if step := sends(t, d); step != store.OutConflict {
		t.Fatalf("what they wrote meanwhile was written over: %q", step)
	}
	bringTogether(t, d, k)
	if step := sends(t, d); step != store.OutThere {
		t.Fatalf("brought together it is %q, want there", step)
	}
	form := string(in.ask(http.MethodGet, "/QuestionnaireResponse?identifier="+formID(t, d), nil))
	for _, words := range []string{"I want to get back to the bowls club.", "And a bath.", "To attend a bowls club.", "To attend a bowls club on Mondays."} {
		if !strings.Contains(form, words) {
			t.Errorf("%q is not there any more", words)
		}
	}
}

// TestWhatWasBroughtTogetherGoesOnceItIsAgreed: whether the person is asked again,
// at another visit, or it is agreed anew before it went; nobody has to bring it
// together twice.
func TestWhatWasBroughtTogetherGoesOnceItIsAgreed(t *testing.T) {
	for _, keep := range []Keep{KeepTheirs, KeepBoth} {
		in, d := newInbox(t), newDesk(t)
		in.laptop(d)
		k := withPlan(t, d)
		agree(t, k)
		sends(t, d)
		in.attend(d, "To attend a bowls club.")
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		k.Add(`"And a bath."`)
		k.Do("mark.wanted", nil)
		agree(t, k)
		if step := sends(t, d); step != store.OutConflict {
			t.Fatalf("the second plan is %q, want a conflict", step)
		}
		x, err := d.TheirsOf(t.Context(), k.Record().ID)
		if err != nil {
			t.Fatal(err)
		}
		c := conflict(t, k, x)
		c.Points[0].Keep = keep
		if _, err := k.Resolve(c); err != nil {
			t.Fatal(err)
		}
		leave(t, k)
		if k, _, err = d.Open(k.Record().ID); err != nil {
			t.Fatal(err)
		}
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		k.Add(`"And a cat."`)
		k.Do("mark.wanted", nil)
		agree(t, k)
		if step := sends(t, d); step != store.OutThere {
			t.Errorf("%s, then agreed: %q, want there", keep, step)
		}
		if all, err := d.allTogether(); err != nil || len(all) != 0 {
			t.Errorf("%s: %d wait still to be agreed to, error %v", keep, len(all), err)
		}
	}
}

// attend has the council put other words into the one goal of the first plan.
func (i inbox) attend(d *Desk, words string) {
	t := i.t
	t.Helper()
	f, err := fhir.Thaw(frozenOf(t, d, 0))
	if err != nil {
		t.Fatal(err)
	}
	var goal map[string]any
	for _, p := range f.Entries {
		if p.Type == "Goal" {
			if err := json.Unmarshal(i.ask(http.MethodGet, "/Goal/"+p.ID, nil), &goal); err != nil {
				t.Fatal(err)
			}
		}
	}
	goal["description"] = map[string]any{"text": words}
	raw, err := json.Marshal(goal)
	if err != nil {
		t.Fatal(err)
	}
	i.ask(http.MethodPost, "/", strings.NewReader(fmt.Sprintf(`{"resourceType":"Bundle","type":"transaction","entry":[
		{"resource":%s,"request":{"method":"PUT","url":"Goal/%s"}}]}`, raw, goal["id"])))
}

// frozenOf are the bytes of a plan in the outbox.
func frozenOf(t *testing.T, d *Desk, n int) []byte {
	t.Helper()
	all, err := d.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := d.store.Frozen(all[n].ID)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// formID is how the form of the first plan is searched for.
func formID(t *testing.T, d *Desk) string {
	t.Helper()
	f, err := fhir.Thaw(frozenOf(t, d, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range f.Entries {
		if p.Type == "QuestionnaireResponse" {
			return fhir.DefaultBase + "id%7C" + p.ID
		}
	}
	t.Fatal("no form in the plan")
	return ""
}

// TestTwoLaptopsGoOnWithOnePlan: each sends what it made of the same record. What
// either wrote is there in the end, and on both laptops.
func TestTwoLaptopsGoOnWithOnePlan(t *testing.T) {
	in, first, second := newInbox(t), newDesk(t), newDesk(t)
	in.laptop(first)
	in.laptop(second)
	here := withPlan(t, first)
	agree(t, here)
	raw, err := json.Marshal(here.Record())
	if err != nil {
		t.Fatal(err)
	}
	taken, err := takenIn(second, raw)
	if err != nil {
		t.Fatal(err)
	}
	if step := sends(t, first); step != store.OutThere {
		t.Fatalf("from the first laptop it is %q", step)
	}
	there, _, err := second.Open(taken.ID)
	if err != nil {
		t.Fatal(err)
	}
	wants := func(k *Talk, words string) {
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		k.Add(words)
		k.Do("mark.wanted", nil)
		agree(t, k)
	}
	wants(there, "A garden.")
	if step := sends(t, second); step != store.OutConflict {
		t.Fatalf("from the second laptop it is %q, want a conflict", step)
	}
	if c := bringTogether(t, second, there); len(c.Points) > 0 {
		t.Errorf("points = %+v, want nothing to choose: it only went on", c.Points)
	}
	if step := sends(t, second); step != store.OutThere {
		t.Fatalf("brought together on the second laptop it is %q", step)
	}
	wants(here, "A bath.")
	if step := sends(t, first); step != store.OutConflict {
		t.Fatalf("gone on with on the first laptop it is %q, want a conflict", step)
	}
	if c := bringTogether(t, first, here); len(c.Points) > 0 || len(c.Brought) == 0 {
		t.Errorf("points %+v, brought %+v, want the garden brought in", c.Points, c.Brought)
	}
	if step := sends(t, first); step != store.OutThere {
		t.Fatalf("brought together on the first laptop it is %q", step)
	}
	form := string(in.ask(http.MethodGet, "/QuestionnaireResponse?identifier="+formID(t, first), nil))
	for _, words := range []string{"A garden.", "A bath."} {
		if !strings.Contains(form, words) {
			t.Errorf("%q is not there any more", words)
		}
	}
	if n := len(here.Record().Wants); n != 3 {
		t.Errorf("%d wants on the first laptop, want three", n)
	}
}

package tui

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// changedThere is Peggy's plan as the council has it after somebody there wrote
// one want in other words, put a note on it, and added a step.
func (d *drive) changedThere() desk.Theirs {
	d.t.Helper()
	r, _ := d.app.talk.Record().For(model.Recipient{Council: true})
	o := fhir.Options{At: r.Conversation.Stood, Revision: 1, Say: d.app.text.Say}
	ours := fhir.Resources(r, o)
	x := desk.Theirs{Ours: fhir.Transaction(ours), Base: fhir.Transaction(ours), At: fhir.Places{}, There: map[string]json.RawMessage{}}
	r = r.With(&model.Step{Head: model.Head{ID: "3c2f1a90-0000-4000-8000-000000000001"}, What: "Ring the club"})
	changed := false
	for _, p := range fhir.Resources(r, o) {
		var tree map[string]any
		if err := json.Unmarshal(p.JSON, &tree); err != nil {
			d.t.Fatal(err)
		}
		if p.Type == "Goal" && !changed {
			changed = true
			tree["description"] = map[string]any{"text": "To attend a bowls club once a week, if there is somebody who can take her there and back."}
			tree["note"] = []any{map[string]any{"text": "Transport asked for."}}
		}
		tree["meta"] = map[string]any{"versionId": "2", "lastUpdated": time.Date(2026, 9, 14, 9, 30, 0, 0, time.UTC)}
		raw, err := json.Marshal(tree)
		if err != nil {
			d.t.Fatal(err)
		}
		x.At[p.Type+"/"+p.ID] = fhir.Place{Type: p.Type, ID: p.ID, ServerID: p.ID}
		x.There[p.Type+"/"+p.ID] = raw
	}
	return x
}

// shownConflict is the page of a plan that the council changed.
func shownConflict(t *testing.T) (*drive, *conflictPage) {
	t.Helper()
	d := withVisit(t, func(k *desk.Talk) {
		k.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "called": "Peggy"})
		agrees(k)
	})
	s := d.app.desk.Settings
	s.Server.Name = "Northmoor Council"
	if err := d.app.desk.SetSettings(s); err != nil {
		t.Fatal(err)
	}
	p := newConflict(d.app)
	d.run(d.app.push(p))
	p.look(d.changedThere(), nil)
	return d, p
}

// TestWhatTheyChangedStandsBesideOurs: what each says, side by side where there
// is room; both are kept unless somebody says otherwise, and one key brings them
// together and another takes that back.
func TestWhatTheyChangedStandsBesideOurs(t *testing.T) {
	d, p := shownConflict(t)
	d.golden("conflict")
	d.shows("This plan was changed at Northmoor Council’s end on 14 September 2026", "Here it says", "There it says", "[both] / ours / theirs")
	d.keys("right", "right")
	if got := p.conflict.Points[0].Keep; got != desk.KeepTheirs {
		t.Errorf("two keys to the right keep %s, want theirs", got)
	}
	d.keys("left", "left")
	d.reach(p.form, rowTogether)
	d.keys("enter")
	d.shows("Both are brought together. It is plan 2 now, and waits to go.")
	r := d.app.talk.Record()
	if len(r.Steps) != 1 || len(r.Notes) != 3 || r.Conversation.Revision != 2 {
		t.Errorf("%d steps, %d notes, revision %d", len(r.Steps), len(r.Notes), r.Conversation.Revision)
	}
	d.keys("ctrl+z")
	d.shows("Taken back: two plans brought together.")
	if r := d.app.talk.Record(); len(r.Steps) != 0 || r.Conversation.Revision != 1 {
		t.Errorf("taken back it has %d steps and is revision %d", len(r.Steps), r.Conversation.Revision)
	}
}

// TestAChangedPlanIsAgreedFirst: the page shows all, and why nothing is done.
func TestAChangedPlanIsAgreedFirst(t *testing.T) {
	d := withVisit(t, func(k *desk.Talk) {
		k.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "called": "Peggy"})
		agrees(k)
	})
	x := d.changedThere()
	d.app.talk.Do("want.new", map[string]string{"words": "A bath."})
	p := newConflict(d.app)
	d.run(d.app.push(p))
	p.look(x, nil)
	d.keys("end")
	d.shows("The plan here was changed since, or is not agreed.")
	d.hides("Bring both together now")
	d.run(d.app.pop())
	p = newConflict(d.app)
	d.run(d.app.push(p))
	p.look(desk.Theirs{}, desk.ErrNoConflict)
	d.shows("Nobody else changed this plan, as far as is known here.")
}

// changing is a council's server whose people write on every plan.
func changing(t *testing.T) *httptest.Server {
	t.Helper()
	other := council(t, true)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, plan := strings.CutPrefix(r.URL.Path, "/CarePlan/")
		if r.Method != http.MethodGet || !plan {
			other.Config.Handler.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/fhir+json")
		_, _ = fmt.Fprintf(w, `{"resourceType":"CarePlan","id":%q,"meta":{"versionId":"2"},"status":"active","intent":"plan","title":"Bowls and transport","subject":{}}`, id)
	}))
	t.Cleanup(s.Close)
	return s
}

// TestAPlanThatSomebodyChangedLeadsToWhatTheyChanged, from what is to be done
// and from what is to be sent.
func TestAPlanThatSomebodyChangedLeadsToWhatTheyChanged(t *testing.T) {
	for _, page := range []string{"todo", "send"} {
		d := newDrive(t)
		d.with("Siân Pritchard", 9, agrees)
		d.run(d.app.goHome())
		s := changing(t)
		d.sendTo(s)
		d.app.desk.Settings.Server.URL = s.URL
		d.act(page)
		d.shows("Siân Pritchard")
		d.keys("home", "enter")
		d.shows("Siân Pritchard · What they changed", "About the plan as a whole", "Bowls and transport")
	}
}

// TestWordsFromTheRightStandUnderEachOther: beside each other they would change
// places, and each be taken for the other's.
func TestWordsFromTheRightStandUnderEachOther(t *testing.T) {
	urdu, welsh := model.Msg("verbatim", "text", "میں مسجد جانا چاہتی ہوں"), model.Msg("verbatim", "text", "Bowlio bob dydd")
	for _, tt := range []struct {
		was, is model.Message
		want    bool
	}{{urdu, urdu, true}, {urdu, welsh, false}, {welsh, welsh, false}, {urdu, model.Message{}, false}} {
		d, p := shownConflict(t)
		l := flow.Compared{Label: model.Msg("conflict.line"), Was: tt.was, Is: tt.is}
		rows := p.point(0, desk.Point{Lines: []flow.Compared{l}})
		under := !slices.ContainsFunc(rows, func(r kit.Row) bool { return r.Value == d.app.say("conflict.there") })
		if under != tt.want {
			t.Errorf("%v beside %v: under each other %v, want %v", tt.was, tt.is, under, tt.want)
		}
	}
}

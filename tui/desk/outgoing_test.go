package desk

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
)

// recorder is a server that takes whatever it gets, or answers as answer says,
// and remembers all of it.
type recorder struct {
	*httptest.Server

	mu      sync.Mutex
	bodies  []string
	got     map[string]json.RawMessage // by "Type/ID", as they stand
	version map[string]int             // of each, from 1
	strict  bool                       // it keeps to If-Match, as it says then
	answer  func(n int) int            // the status of the nth transaction, from 1; 200 takes it in
	asked   int                        // how often anything was asked
}

func newRecorder(t *testing.T) *recorder {
	t.Helper()
	r := &recorder{got: map[string]json.RawMessage{}, version: map[string]int{}, answer: func(int) int { return http.StatusOK }}
	r.Server = httptest.NewServer(http.HandlerFunc(r.serve))
	t.Cleanup(r.Close)
	return r
}

// requests is how often anything was asked so far.
func (r *recorder) requests() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked
}

func (r *recorder) serve(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	w.Header().Set("Content-Type", "application/fhir+json")
	body, _ := io.ReadAll(q.Body)
	switch {
	case strings.HasSuffix(q.URL.Path, "/metadata"):
		_, _ = w.Write(able(r.strict))
	case q.Method == http.MethodGet && q.URL.RawQuery == "":
		at := strings.TrimPrefix(q.URL.Path, "/fhir/")
		raw, there := r.got[at]
		w.Header().Set("ETag", r.etag(at))
		if !there {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = w.Write(raw)
	case q.Method == http.MethodGet || strings.HasSuffix(q.URL.Path, "/_search"):
		_, _ = io.WriteString(w, `{"resourceType":"Bundle","type":"searchset","total":1}`)
	default:
		r.bodies = append(r.bodies, string(body))
		if status := r.answer(len(r.bodies)); status != http.StatusOK {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(status)
			return
		}
		if r.strict && r.moved(body) {
			w.WriteHeader(http.StatusPreconditionFailed)
			return
		}
		_, _ = w.Write(r.take(body))
	}
}

// take keeps what a transaction puts, and answers it.
func (r *recorder) take(body []byte) []byte {
	var b fhir.Bundle
	_ = json.Unmarshal(body, &b)
	out := fhir.Bundle{ResourceType: "Bundle", Type: "transaction-response"}
	for _, e := range b.Entry {
		r.got[e.Request.URL] = e.Resource
		r.version[e.Request.URL]++
		out.Entry = append(out.Entry, fhir.Entry{Response: &fhir.EntryResponse{
			Status: "200 OK", Location: r.URL + "/fhir/" + e.Request.URL + "/_history/1", Etag: r.etag(e.Request.URL),
		}})
	}
	raw, _ := json.Marshal(out)
	return raw
}

func (r *recorder) etag(at string) string {
	if !r.strict {
		return `W/"1"`
	}
	return fmt.Sprintf(`W/"%d"`, r.version[at])
}

// moved tells whether a transaction is made upon what does not stand there.
func (r *recorder) moved(body []byte) bool {
	var b fhir.Bundle
	_ = json.Unmarshal(body, &b)
	return slices.ContainsFunc(b.Entry, func(e fhir.Entry) bool {
		_, there := r.got[e.Request.URL]
		return e.Request.IfMatch != "" && (!there || e.Request.IfMatch != r.etag(e.Request.URL))
	})
}

// has is what stands of a type at the server now.
func (r *recorder) has(kind string) (out []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for at, raw := range r.got {
		if strings.HasPrefix(at, kind+"/") {
			out = append(out, string(raw))
		}
	}
	return out
}

func (r *recorder) wire() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.bodies, "\n")
}

// able is a server under whose ids clients choose, and that keeps to If-Match
// where it is strict.
func able(strict bool) []byte {
	var c fhir.Capability
	c.ResourceType, c.FHIRVersion, c.Format = "CapabilityStatement", "4.0.1", []string{"json"}
	rest := fhir.CapabilityRest{Mode: "server", Interaction: []fhir.CapabilityCode{{Code: "transaction"}}}
	for _, kind := range fhir.Types() {
		x := fhir.CapabilityResource{Type: kind, UpdateCreate: true}
		if strict {
			x.Versioning = "versioned-update"
		}
		rest.Resource = append(rest.Resource, x)
	}
	c.Rest = []fhir.CapabilityRest{rest}
	raw, _ := json.Marshal(c)
	return raw
}

// sendsTo has a desk's plans go to a server.
func (d *Desk) sendsTo(r *recorder, name string, whose content.Whose) {
	d.Settings.Server.URL, d.Settings.Server.Name, d.Settings.Server.Whose = r.URL+"/fhir", name, whose
}

func send(t *testing.T, d *Desk) {
	t.Helper()
	if err := d.Send(t.Context(), Sending{}); err != nil {
		t.Fatal(err)
	}
}

func whatGoes(t *testing.T, d *Desk) Outgoing {
	t.Helper()
	out, err := d.WhatGoes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// share says what somebody may have, and is done with it.
func share(k *Talk, who, what string) {
	k.Go(model.Place{Stage: model.StageShare})
	k.Do("share.new", map[string]string{"who": who, "what": what})
	k.Do("share.done", nil)
}

// TestAPlanForTheCouncilNeverGoesToOthers: what was frozen for the council has
// everything in it. When the settings come to name a server that others read, it
// goes there only as what the person said yes to.
func TestAPlanForTheCouncilNeverGoesToOthers(t *testing.T) {
	for _, tt := range []struct {
		name, server string
		stays        string // why it does not go; empty where it does
	}{
		{"a yes without the risks", "her GP", ""},
		{"a no", "Ron", "stays.no"},
		{"not yet", "Dr Rao", "stays.not-yet"},
		{"nobody was asked", "Bowls club", "stays.not-asked"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			k := withPlan(t, d)
			k.Go(model.Place{Stage: model.StageRisks})
			k.Do("risk.new", map[string]string{"words": "Walking by the canal"})
			k.Do("share.new", map[string]string{"who": "her GP", "what": "all-but"})
			k.Do("share.set", map[string]string{"without": "risks"})
			k.Do("share.new", map[string]string{"who": "Ron", "what": "nothing"})
			k.Do("share.new", map[string]string{"who": "Dr Rao", "what": "not-until"})
			agree(t, k)
			r := newRecorder(t)
			d.sendsTo(r, tt.server, content.WhoseShared)
			send(t, d)
			wire := r.wire()
			for _, word := range []string{"canal", "Ron", "Dr Rao"} {
				if strings.Contains(wire, word) {
					t.Errorf("%q went to %s", word, tt.server)
				}
			}
			out := whatGoes(t, d)
			switch {
			case tt.stays == "" && (!strings.Contains(wire, "bowls club") || len(out.Goes)+len(out.Stays) != 0):
				t.Errorf("it did not go as what she may have: %+v", out)
			case tt.stays != "" && (wire != "" || len(out.Stays) != 1 || out.Stays[0].Why.ID != tt.stays):
				t.Errorf("WhatGoes() = %+v, want it to stay: %s", out, tt.stays)
			}
			d.Settings.Server.Whose = content.WhoseOwn // and the council's own still has all of it
			send(t, d)
			if tt.stays != "" && !strings.Contains(r.wire(), "canal") {
				t.Error("the council's own server did not get the whole plan")
			}
		})
	}
}

// TestWhatNobodyMayHaveIsSaidToStay: in the list, at home, and where plans are
// sent.
func TestWhatNobodyMayHaveIsSaidToStay(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	d.sendsTo(r, "Ron", content.WhoseShared)
	k := withPlan(t, d)
	share(k, "Ron", "nothing")
	agree(t, k)
	all, _, err := d.Everyone("")
	if err != nil || all[0].Stands(d.Now()).ID != "stands.stays" || !all[0].Waits().Zero() {
		t.Errorf("everyone = %+v, %v, want it said to stay", all, err)
	}
	if h, err := d.Home(); err != nil || h.ToGo.Plans+h.Council.Plans+h.SentBack.Plans != 0 {
		t.Errorf("home = %+v, %v, want that nobody is waited for", h, err)
	}
	send(t, d)
	if out := whatGoes(t, d); len(out.Goes) != 0 || len(out.Stays) != 1 || out.Stays[0].Name != "Peggy Ashworth" || r.asked != 0 {
		t.Errorf("WhatGoes() = %+v, %d requests, want it to stay, and nothing asked", out, r.asked)
	}
	share(k, "Ron", "all")
	flush(t, k)
	send(t, d)
	if out := whatGoes(t, d); len(out.Stays) != 0 || len(r.has("CarePlan")) != 1 {
		t.Errorf("after a yes: %+v, %d plans there", out, len(r.has("CarePlan")))
	}
}

// TestAYesThatWasTakenBackIsWithdrawn: the server has what the person says now.
func TestAYesThatWasTakenBackIsWithdrawn(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	k := withPlan(t, d)
	agree(t, k)
	share(k, "Dr Rao", "all")
	flush(t, k)
	send(t, d)
	if got := r.has("Consent"); len(got) != 1 || !strings.Contains(got[0], `"status":"active"`) {
		t.Fatalf("the server has %q, want the yes", got)
	}
	k.Go(model.Place{Stage: model.StageShare, Part: k.Record().Sharing[0].ID})
	k.Do("share.drop", nil)
	k.Do("share.done", nil)
	flush(t, k)
	send(t, d)
	if got := r.has("Consent"); len(got) != 1 || strings.Contains(got[0], `"status":"active"`) {
		t.Errorf("the server has %q, want it in force no more", got)
	}
}

// TestARevisionNeverGoesBeforeAnEarlierOne: one that may have arrived is settled
// first, and never lands on top of a later one.
func TestARevisionNeverGoesBeforeAnEarlierOne(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	r.answer = func(n int) int {
		if n <= 2 {
			return http.StatusBadGateway
		}
		return http.StatusOK
	}
	d.sendsTo(r, "the council", content.WhoseOwn)
	k := withPlan(t, d)
	agree(t, k)
	send(t, d) // revision 1 may have arrived
	share(k, "Dr Rao", "all")
	flush(t, k)
	out := whatGoes(t, d)
	if len(out.Goes) != 2 || out.Goes[0].Revision != 1 || out.Goes[0].Behind || !out.Goes[1].Behind {
		t.Fatalf("WhatGoes() = %+v, want revision 1, and 2 behind it", out)
	}
	if err := d.Send(t.Context(), Sending{Only: []model.ID{out.Goes[1].ID}}); err != nil || len(r.bodies) != 1 {
		t.Errorf("the second alone: %v, %d went, want it to wait", err, len(r.bodies))
	}
	send(t, d) // again nobody knows of 1: 2 waits
	if len(r.bodies) != 2 || strings.Contains(r.bodies[1], "Dr Rao") {
		t.Fatalf("%d went, want the first again and nothing else", len(r.bodies))
	}
	var told []int
	for i := range 2 {
		err := d.Send(t.Context(), Sending{Told: func(p Progress) {
			if p.There() {
				told = append(told, p.Revision)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if want := 3 + i; len(r.bodies) != want {
			t.Fatalf("%d went, want %d: while the first try may still be on its way, nothing newer goes", len(r.bodies), want)
		}
		for range 2 * d.Settings.Server.Limit {
			d.Now() // a second goes by
		}
	}
	if !slices.Equal(told, []int{1, 2}) {
		t.Errorf("told %v, want both there, one after the other", told)
	}
	if !strings.Contains(r.bodies[3], "Dr Rao") {
		t.Error("what went last is not the second")
	}
}

// withCarol agrees a plan that goes to a server of Carol's, which others read, and
// all of which she may have.
func withCarol(t *testing.T) (*Desk, *recorder, *Talk) {
	t.Helper()
	d, r := newDesk(t), newRecorder(t)
	d.sendsTo(r, "Carol", content.WhoseShared)
	k := withPlan(t, d)
	share(k, "Carol", "all")
	agree(t, k)
	return d, r, k
}

// TestOthersWhoHaveItAndMayNotAreNamed: what went to a server that others read,
// with a yes, is not the council's, and is asked back for when the yes becomes a no.
func TestOthersWhoHaveItAndMayNotAreNamed(t *testing.T) {
	d, _, k := withCarol(t)
	send(t, d)
	entry := func() Entry {
		t.Helper()
		all, _, err := d.Everyone("")
		if err != nil || len(all) != 1 {
			t.Fatalf("everyone = %v, %v", all, err)
		}
		return all[0]
	}
	if e := entry(); e.Stands(d.Now()).ID != "stands.with" || e.Waiting.On != store.WaitNothing {
		t.Errorf("it stands %v, waiting on %q, want it with Carol, and the council told nothing", e.Stands(d.Now()), e.Waiting.On)
	}
	share(k, "Carol", "nothing")
	flush(t, k)
	e := entry()
	tasks, err := d.ToDo()
	h, homeErr := d.Home()
	if e.Stays.ID != "stays.there-still" || err != nil || len(tasks) != 1 || homeErr != nil || h.ToDo != 1 {
		t.Errorf("after the no: %v, to do %+v, %v, home %d; want that Carol has it and may not", e.Stays, tasks, err, h.ToDo)
	}
}

// TestAPlanThatMayBeAtAnotherServerIsSaidToStay, and is the worker's to move.
func TestAPlanThatMayBeAtAnotherServerIsSaidToStay(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	r.answer = func(int) int { return http.StatusBadGateway }
	d.sendsTo(r, "the council", content.WhoseOwn)
	k := withPlan(t, d)
	agree(t, k)
	send(t, d)
	other := newRecorder(t)
	d.sendsTo(other, "the council", content.WhoseOwn)
	send(t, d)
	all, _, err := d.Everyone("")
	h, homeErr := d.Home()
	if err != nil || all[0].Stays.ID != "stays.elsewhere" || homeErr != nil || h.ToGo.Plans != 0 || h.ToDo != 1 || other.asked != 0 {
		t.Errorf("everyone = %+v, %v, home %+v, want it to stay, and to be done", all, err, h)
	}
	share(k, "Dr Rao", "all") // a revision of its own
	flush(t, k)
	send(t, d)
	if out := whatGoes(t, d); len(out.Goes)+len(out.Stays) != 0 || len(other.has("CarePlan")) != 1 {
		t.Errorf("agreed again: %+v, want it there, and the other forgotten", out)
	}
}

// TestNobodyIsAskedBeforeTheirTime: a pause is the server's, whichever plan it was
// said of, and outlives this run.
func TestNobodyIsAskedBeforeTheirTime(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	r.answer = func(int) int { return http.StatusServiceUnavailable }
	d.sendsTo(r, "the council", content.WhoseOwn)
	agree(t, withPlan(t, d))
	agree(t, withPlan(t, d))
	send(t, d)
	asked := r.requests()
	if len(r.bodies) != 1 {
		t.Errorf("%d plans were put to a server that asked for a pause, want 1", len(r.bodies))
	}
	err := d.Send(t.Context(), Sending{})
	if m, known := Sent(err); !known || m.ID != "sent.not-yet" || r.requests() != asked {
		t.Errorf("Send() = %v, %d requests more, want that it is too early", err, r.requests()-asked)
	}
	if out := whatGoes(t, d); out.Until.IsZero() || out.Goes[0].Said().ID != "sent.still-until" {
		t.Errorf("it says %v, not until when they ask to be left alone", out.Goes[0].Said())
	}
	// The clock was ahead all the time, and is put right: nobody waits for a year.
	right := d.Now().AddDate(-1, 0, 0)
	d.Now = func() time.Time { return right }
	if out := whatGoes(t, d); !out.Until.IsZero() || !out.Goes[0].Until.IsZero() {
		t.Errorf("they are left alone until %v and %v", out.Until, out.Goes[0].Until)
	}
	if d.keptOf(valueCapability).Body != nil {
		t.Error("what the server said it can do is believed for a year")
	}
	send(t, d)
	if r.requests() == asked {
		t.Error("nobody was asked")
	}
}

// TestWhatIsTakenBackInTheMiddleDoesNotGo: a plan that is undone while another is
// on its way stays, though it was looked at before.
func TestWhatIsTakenBackInTheMiddleDoesNotGo(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	agree(t, withPlan(t, d))
	k := withPlan(t, d)
	agree(t, k)
	undone := false
	err := d.Send(t.Context(), Sending{Told: func(Progress) {
		if !undone {
			undone = true
			k.Undo()
			flush(t, k)
		}
	}})
	if err != nil || len(r.bodies) != 1 {
		t.Errorf("Send() = %v, %d plans went, want the first alone", err, len(r.bodies))
	}
	if out := whatGoes(t, d); len(out.Goes) != 0 {
		t.Errorf("WhatGoes() = %+v, want nothing of what was undone", out)
	}
}

// TestWhatIsTakenBackAfterItWasClaimedDoesNotGo: the next plan is claimed while
// another is on the wire.
func TestWhatIsTakenBackAfterItWasClaimedDoesNotGo(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	agree(t, withPlan(t, d))
	agree(t, withPlan(t, d))
	k := withPlan(t, d)
	agree(t, k)
	third := outgoing(t, d)[2].ID
	claims := 0
	r.answer = func(n int) int {
		if n != 2 {
			return http.StatusOK
		}
		// A machine too slow to claim it meanwhile takes it back before that.
		for end := time.Now().Add(time.Second); claims == 0 && time.Now().Before(end); time.Sleep(time.Millisecond) {
			for e, err := range d.store.LogEntries() {
				if err == nil && e.ID == third && e.Action == store.ActionSent+string(store.OutGoing) {
					claims++
				}
			}
		}
		k.Undo()
		flush(t, k)
		return http.StatusOK
	}
	if err := d.Send(t.Context(), Sending{}); err != nil || len(r.bodies) != 2 {
		t.Errorf("Send() = %v, %d plans went, want the first two alone; the third was claimed: %v", err, len(r.bodies), claims > 0)
	}
	if out := whatGoes(t, d); len(out.Goes) != 0 {
		t.Errorf("WhatGoes() = %+v, want nothing of what was undone", out)
	}
}

// TestWhatIsGoneGoesAgainOnAskingOnly, with the same bytes.
func TestWhatIsGoneGoesAgainOnAskingOnly(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	agree(t, withPlan(t, d))
	send(t, d)
	all, err := d.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	gone := all[0]
	if _, err := d.Again(t.Context(), gone.ID); err == nil {
		t.Error("Again() of what is there = nil, want an error")
	}
	state := gone.State
	state.Step = store.OutGone
	if err := d.store.SetOutState(gone.ID, state); err != nil {
		t.Fatal(err)
	}
	clear(r.got) // the server came back empty
	send(t, d)
	if len(r.bodies) != 1 {
		t.Fatal("it was made again without asking")
	}
	if n, err := d.Again(t.Context(), gone.ID); err != nil || n == 0 {
		t.Fatalf("Again() = %d, %v, want all of it gone", n, err)
	}
	send(t, d)
	if len(r.bodies) != 2 || len(r.has("CarePlan")) != 1 || r.bodies[0] != r.bodies[1] {
		t.Errorf("%d bodies went, want the same once more", len(r.bodies))
	}
	if back, err := d.SentBack(); err != nil || len(back) != 0 {
		t.Errorf("sent back %+v, %v, want nothing left to do", back, err)
	}
}

// TestAServerThatCameBackEmptyIsNoticed a day later, and nothing here is taken
// away for it, nor made there again without asking.
func TestAServerThatCameBackEmptyIsNoticed(t *testing.T) {
	d := newDesk(t)
	r := newRecorder(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	var later atomic.Int64 // the writer reads the clock as well
	now := d.Now
	d.Now = func() time.Time { return now().Add(time.Duration(later.Load())) }
	agree(t, withPlan(t, d))
	send(t, d)
	clear(r.got)
	send(t, d)
	if back, err := d.SentBack(); err != nil || len(back) != 0 {
		t.Fatalf("looked at once more on the same day: %+v, %v", back, err)
	}
	later.Store(int64(25 * time.Hour))
	send(t, d)
	back, err := d.SentBack()
	if err != nil || len(back) != 1 || !back[0].Gone() || back[0].PartGone() || len(r.bodies) != 1 {
		t.Errorf("a day later: %+v, %v, %d bodies; want it known to be gone, and not sent", back, err, len(r.bodies))
	}
	all, _, err := d.Everyone("")
	if err != nil || len(all) != 1 {
		t.Errorf("everyone = %v, %v, want Peggy still here", all, err)
	}
}

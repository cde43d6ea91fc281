package remote

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
	"ownwords/model/fhir"
)

// box is an outbox in memory that remembers every state it was told.
type box struct {
	mu    sync.Mutex
	items []Item
	steps []Step
}

func (b *box) Waiting() ([]Item, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.items), func(i Item) bool {
		return i.State.Step == There || i.State.Step == Refused
	}), nil
}

func (b *box) SetState(id model.ID, s State) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.steps = append(b.steps, s.Step)
	for i := range b.items {
		if b.items[i].ID == id {
			b.items[i].State = s
		}
	}
	return nil
}

func (b *box) state() State { return b.items[0].State }

// plan is a small agreed plan, frozen.
func plan(name string) Item {
	r := &model.Record{ID: model.ID("0a000000-0000-4000-8000-0000000000" + name)}
	for _, p := range []model.Part{
		&model.Conversation{Head: model.Head{ID: "conversation"}, Kind: model.Assessment, Standing: model.Agreed},
		&model.Person{Head: model.Head{ID: "person"}, FullName: "Peggy Ashworth"},
		&model.Voice{Head: model.Head{ID: "v1"}, Role: model.RolePerson},
		&model.Want{Head: model.Head{ID: "w1"}, Words: model.Words{Text: "To bowl.", Telling: model.Said}},
		&model.Risk{Head: model.Head{ID: "r1"}, Words: model.Words{Text: "The canal"}, Views: []model.View{{Voice: "v1", Stand: model.For}}},
	} {
		r = r.With(p)
	}
	bundle := fhir.Transaction(fhir.Resources(r, fhir.Options{
		At: time.Date(2026, 9, 15, 11, 0, 0, 0, time.UTC), Revision: 1, Say: func(m model.Message) string { return m.ID },
	}))
	return Item{ID: r.ID, Bundle: bundle, SHA256: sha256.Sum256(bundle)}
}

func newBox(names ...string) *box {
	b := &box{}
	for _, n := range names {
		b.items = append(b.items, plan(n))
	}
	return b
}

// able is the CapabilityStatement of a server that takes plans.
func able() fhir.Capability {
	c := fhir.Capability{ResourceType: "CapabilityStatement", FHIRVersion: "4.0.1", Format: []string{"application/fhir+json"}}
	rest := fhir.CapabilityRest{Mode: "server", Interaction: []fhir.CapabilityCode{{Code: "transaction"}}}
	for _, t := range fhir.Types() {
		rest.Resource = append(rest.Resource, fhir.CapabilityResource{Type: t, UpdateCreate: true})
	}
	c.Rest = []fhir.CapabilityRest{rest}
	return c
}

// stored answers a transaction as a server does that took all of it.
func stored(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var b fhir.Bundle
	_ = json.Unmarshal(raw, &b)
	out := fhir.Bundle{ResourceType: "Bundle", Type: "transaction-response"}
	for _, e := range b.Entry {
		out.Entry = append(out.Entry, fhir.Entry{Response: &fhir.EntryResponse{
			Status: "201 Created", Location: "http://x/" + e.Request.URL + "/_history/1", Etag: `W/"1"`,
		}})
	}
	answerJSON(w, 200, out)
}

func answerJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/fhir+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// server answers a transaction as post says, and counts what it got.
type server struct {
	*httptest.Server
	mu       sync.Mutex
	metadata int
	bodies   [][32]byte
	header   http.Header
}

func newServer(t *testing.T, post http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/fhir/metadata" {
			s.mu.Lock()
			s.metadata++
			s.mu.Unlock()
			answerJSON(w, 200, able())
			return
		}
		raw, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.bodies = append(s.bodies, sha256.Sum256(raw))
		s.header = r.Header
		s.mu.Unlock()
		r.Body = io.NopCloser(strings.NewReader(string(raw)))
		post(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

var noon = time.Date(2026, 9, 15, 12, 0, 0, 0, time.UTC)

func client(t *testing.T, url string) *Client {
	t.Helper()
	c, err := New(Options{URL: url + "/fhir", Token: "secret", Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAPlanIsSentOnceAndIsThere(t *testing.T) {
	s := newServer(t, stored)
	b := newBox("01", "02")
	var told []string
	report, err := client(t, s.URL).Send(t.Context(), b, func(p Progress) {
		told = append(told, fmt.Sprintf("%d/%d %s", p.N, p.Of, p.State.Step))
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Report{There: 2}, report); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"1/2 going", "1/2 there", "2/2 going", "2/2 there"}, told); diff != "" {
		t.Error(diff)
	}
	if s.metadata != 1 {
		t.Errorf("capabilities were asked %d times, want once", s.metadata)
	}
	if s.bodies[0] != b.items[0].SHA256 {
		t.Error("other bytes went out than were frozen")
	}
	if s.header.Get("Authorization") != "Bearer secret" || s.header.Get("Idempotency-Key") != "" || s.header.Get("Content-Type") != "application/fhir+json" {
		t.Errorf("headers: %v", s.header)
	}
	st := b.state()
	if st.At != noon || st.Tries != 1 || len(st.Entries) == 0 {
		t.Errorf("state: %+v", st)
	}
	for _, e := range st.Entries {
		if !e.Done || e.ServerID != e.ID || e.ETag != `W/"1"` {
			t.Errorf("entry: %+v", e)
		}
	}
}

func TestEveryAnswerHasItsState(t *testing.T) {
	outcome := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			answerJSON(w, status, map[string]any{"resourceType": "OperationOutcome", "issue": []any{
				map[string]any{"severity": "warning", "code": "informational"},
				map[string]any{"severity": "error", "code": "code-invalid", "expression": []string{"Bundle.entry[3].resource.status"}, "diagnostics": "Peggy"},
				map[string]any{"severity": "error", "code": "says Peggy", "expression": []string{"name is 'Peggy'"}},
			}})
		}
	}
	issues := []fhir.Issue{{Code: "code-invalid", Path: "Bundle.entry[3].resource.status"}, {}}
	text := func(status int, kind, body string, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/fhir+json")
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"resourceType":`)
	}
	drop := func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		_ = conn.Close()
	}
	endless := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/fhir+json")
		for range maxAnswer/len(zeros) + 2 {
			_, _ = w.Write(zeros[:])
		}
	}
	tests := []struct {
		name string
		post http.HandlerFunc
		want State
	}{
		{"refused", outcome(422), State{Step: Refused, Status: 422, Why: WhyInvalid, Issues: issues}},
		{"bad request", outcome(400), State{Step: Refused, Status: 400, Why: WhyInvalid, Issues: issues}},
		{"no token", text(401, "text/plain", "no"), State{Step: Auth, Status: 401, Why: WhyStatus}},
		{"no right", text(403, "text/plain", "no"), State{Step: Auth, Status: 403, Why: WhyStatus}},
		{"conflict", text(409, "text/plain", ""), State{Step: Refused, Status: 409, Why: WhyConflict}},
		{"changed", text(412, "text/plain", ""), State{Step: Refused, Status: 412, Why: WhyConflict}},
		{"too large", text(413, "text/plain", ""), State{Step: Refused, Status: 413, Why: WhyTooLarge}},
		{"not found", text(404, "text/plain", ""), State{Step: Refused, Status: 404, Why: WhyStatus}},
		{"wait so long", text(429, "text/plain", "", "Retry-After", "90"), State{Step: NotNow, Status: 429, RetryAt: noon.Add(90 * time.Second)}},
		{"wait until, by its own clock", text(503, "text/plain", "", "Date", "Mon, 01 Jan 2024 10:00:00 GMT", "Retry-After", "Mon, 01 Jan 2024 10:05:00 GMT"), State{Step: NotNow, Status: 503, RetryAt: noon.Add(5 * time.Minute)}},
		{"wait for ever", text(503, "text/plain", "", "Retry-After", "999999999"), State{Step: NotNow, Status: 503, RetryAt: noon.Add(time.Hour)}},
		{"wait", text(503, "text/plain", ""), State{Step: NotNow, Status: 503, RetryAt: noon.Add(time.Minute)}},
		{"its own fault", text(500, "text/plain", ""), State{Step: Unsure, Status: 500, Why: WhyServer}},
		{"gateway", text(502, "text/html", "<html>"), State{Step: Unsure, Status: 502, Why: WhyServer}},
		{"sign-in page", text(200, "text/html", "<title>Sign in to Wi-Fi</title>"), State{Step: Unsure, Status: 200, Why: WhyNotFHIR}},
		{"JSON that is no FHIR", text(200, "application/json", `{"ok":true}`), State{Step: Unsure, Status: 200, Why: WhyNotFHIR}},
		{"fewer entries", text(200, "application/fhir+json", `{"resourceType":"Bundle","type":"transaction-response"}`), State{Step: Unsure, Status: 200, Why: WhyNotFHIR}},
		{"half an answer", cut, State{Step: Unsure, Status: 200, Why: WhyCut}},
		{"no answer", drop, State{Step: Unsure, Why: WhyCut}},
		{"an answer without end", endless, State{Step: Unsure, Status: 200, Why: WhyTooLong}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t, tt.post)
			b := newBox("01")
			if _, err := client(t, s.URL).Send(t.Context(), b, nil); err != nil {
				t.Fatal(err)
			}
			tt.want.At, tt.want.Tries = noon, 1
			if diff := cmp.Diff(tt.want, b.state()); diff != "" {
				t.Error(diff)
			}
			if raw, _ := json.Marshal(b.state()); strings.Contains(string(raw), "Peggy") {
				t.Error("the state holds words of the server's")
			}
		})
	}
}

var zeros [1 << 16]byte

func TestATransactionRunAsABatch(t *testing.T) {
	answer := func(status string, location string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			rec := httptest.NewRecorder()
			stored(rec, r)
			var b fhir.Bundle
			_ = json.Unmarshal(rec.Body.Bytes(), &b)
			b.Entry[1].Response = &fhir.EntryResponse{
				Status: status, Location: location,
				Outcome: json.RawMessage(`{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"required"}]}`),
			}
			answerJSON(w, 200, b)
		}
	}
	tests := []struct {
		name, status, location string
		want                   Step
	}{
		{"one entry refused", "422 Unprocessable", "", Refused},
		{"one entry failed", "500", "", Unsure},
		{"one entry without a status", "", "", Unsure},
		{"one entry under another id", "201", "CarePlan/elsewhere", Unsure},
	}
	for _, tt := range tests {
		b := newBox("01")
		if tt.location != "" {
			tt.location = requested(b.items[0].Bundle)[1].Type + "/elsewhere/_history/1"
		}
		if _, err := client(t, newServer(t, answer(tt.status, tt.location)).URL).Send(t.Context(), b, nil); err != nil {
			t.Fatal(err)
		}
		st := b.state()
		if st.Step != tt.want || st.Why != WhyEntries || st.Entries[1].Done || !st.Entries[0].Done {
			t.Errorf("%s: %s %s %+v", tt.name, st.Step, st.Why, st.Entries[:2])
		}
		if len(st.Issues) != 1 || st.Issues[0].Code != "required" {
			t.Errorf("%s: issues %v", tt.name, st.Issues)
		}
	}
}

func TestAnUnsurePlanIsAskedAgainWithTheSameBytes(t *testing.T) {
	n := 0
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			conn, _, _ := w.(http.Hijacker).Hijack()
			_ = conn.Close()
			return
		}
		stored(w, r)
	})
	b := newBox("01")
	for range 2 {
		if _, err := client(t, s.URL).Send(t.Context(), b, nil); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]Step{Going, Unsure, Going, There}, b.steps); diff != "" {
		t.Error(diff)
	}
	if b.state().Tries != 2 || len(s.bodies) != 2 || s.bodies[0] != s.bodies[1] {
		t.Errorf("%d tries with %d bodies that are the same: %v", b.state().Tries, len(s.bodies), s.bodies[0] == s.bodies[1])
	}
}

func TestUnsureStaysUnsureWhileNothingGoesOut(t *testing.T) {
	s := newServer(t, stored)
	c := client(t, s.URL)
	b := newBox("01", "02")
	b.items[0].State = State{Step: Unsure, Tries: 1}
	items, _ := b.Waiting()
	if err := c.able(t.Context(), items); err != nil {
		t.Fatal(err)
	}
	s.Close()
	c.http.CloseIdleConnections()
	report, err := c.Send(t.Context(), b, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Report{Unsure: 1, Waiting: 1}, report); diff != "" {
		t.Error(diff)
	}
	if got := b.items[1].State; got.Step != Waiting || got.Why != WhyUnreachable {
		t.Errorf("what never went out is %q, %s", got.Step, got.Why)
	}
}

func TestNothingIsAskedBeforeItsTime(t *testing.T) {
	s := newServer(t, stored)
	b := newBox("01", "02")
	b.items[0].State = State{Step: NotNow, RetryAt: noon.Add(time.Second)}
	report, err := client(t, s.URL).Send(t.Context(), b, nil)
	if err != nil || report != (Report{There: 1, Waiting: 1}) || len(s.bodies) != 1 {
		t.Errorf("%+v, %v, %d sent", report, err, len(s.bodies))
	}
}

func TestAPauseEndsTheRun(t *testing.T) {
	for _, status := range []int{401, 429} {
		s := newServer(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		report, err := client(t, s.URL).Send(t.Context(), newBox("01", "02", "03"), nil)
		if err != nil || report != (Report{Waiting: 3}) || len(s.bodies) != 1 {
			t.Errorf("%d: %+v, %v, %d sent, want one", status, report, err, len(s.bodies))
		}
	}
}

func TestChangedBytesAreNotSent(t *testing.T) {
	s := newServer(t, stored)
	b := newBox("01")
	b.items[0].Bundle = append(b.items[0].Bundle, ' ')
	if _, err := client(t, s.URL).Send(t.Context(), b, nil); err != nil {
		t.Fatal(err)
	}
	if st := b.state(); st.Step != Refused || st.Why != WhyDamaged || len(s.bodies) != 0 {
		t.Errorf("state %s %s, %d sent", st.Step, st.Why, len(s.bodies))
	}
}

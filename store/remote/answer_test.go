package remote

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model/fhir"
)

// text answers with a status, a body and headers.
func text(status int, kind, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

var zeros [1 << 16]byte

// TestEveryAnswerHasItsState gives each answer to the first write of each
// strategy.
func TestEveryAnswerHasItsState(t *testing.T) {
	outcome := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			answerJSON(w, status, map[string]any{"resourceType": "OperationOutcome", "issue": []any{
				map[string]any{"severity": "warning", "code": "informational"},
				map[string]any{"severity": "error", "code": "code-invalid", "expression": []string{"Bundle.entry[0].resource.status"}, "diagnostics": "Peggy"},
				map[string]any{"severity": "error", "code": "says Peggy", "expression": []string{"name is 'Peggy'"}},
			}})
		}
	}
	endless := func(w http.ResponseWriter, _ *http.Request) {
		all := slices.Repeat([]fhir.Issue{{Code: "value"}}, 100)
		answerJSON(w, 422, fhir.Outcome(all...))
	}
	issues := []fhir.Issue{{Code: "code-invalid", Path: "Bundle.entry[0].resource.status"}, {}}
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/fhir+json")
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"resourceType":`)
	}
	tests := []struct {
		name string
		post http.HandlerFunc
		want State
	}{
		{"refused", outcome(422), State{Step: Refused, Status: 422, Why: WhyInvalid, Issues: issues, Tries: 1}},
		{"bad request", outcome(400), State{Step: Refused, Status: 400, Why: WhyInvalid, Issues: issues, Tries: 1}},
		{"refused for ever so much", endless, State{Step: Refused, Status: 422, Why: WhyInvalid, Issues: slices.Repeat([]fhir.Issue{{Code: "value"}}, fhir.MaxIssues), Tries: 1}},
		{"no token", text(401, "text/plain", "no"), State{Step: Auth, Status: 401, Why: WhyStatus, Tries: 1}},
		{"no right", outcome(403), State{Step: Auth, Status: 403, Why: WhyStatus, Issues: issues, Tries: 1, Interaction: "create Organization"}},
		{"a lock", text(409, "text/plain", ""), State{Step: Waiting, Status: 409, Why: WhyConflict, Tries: 1}},
		{"a condition that does not hold", text(412, "text/plain", ""), State{Step: Waiting, Status: 412, Why: WhyConflict, Tries: 1}},
		{"no such type", text(415, "text/plain", ""), State{Step: Waiting, Status: 415, Why: WhyStatus, Tries: 1}},
		{"a box in between wants money", text(402, "text/plain", ""), State{Step: Waiting, Status: 402, Why: WhyStatus, Tries: 1}},
		{"wait so long", text(429, "text/plain", "", "Retry-After", "90"), State{Step: NotNow, Status: 429, Why: WhyNotNow, RetryAt: noon.Add(90 * time.Second)}},
		{"wait until, by its own clock", text(503, "text/plain", "", "Date", "Mon, 01 Jan 2024 10:00:00 GMT", "Retry-After", "Mon, 01 Jan 2024 10:05:00 GMT"), State{Step: NotNow, Status: 503, Why: WhyNotNow, RetryAt: noon.Add(5 * time.Minute)}},
		{"wait for ever", text(503, "text/plain", "", "Retry-After", "999999999"), State{Step: NotNow, Status: 503, Why: WhyNotNow, RetryAt: noon.Add(time.Hour)}},
		{"wait", text(503, "text/plain", ""), State{Step: NotNow, Status: 503, Why: WhyNotNow, RetryAt: noon.Add(time.Minute)}},
		{"its own fault", text(500, "text/plain", ""), State{Step: Unsure, Status: 500, Why: WhyServer, Tries: 1}},
		{"gateway", text(502, "text/html", "<html>"), State{Step: Unsure, Status: 502, Why: WhyServer, Tries: 1}},
		{"redirect", text(307, "text/html", "", "Location", "https://elsewhere.example/"), State{Step: Unsure, Status: 307, Why: WhyRedirect, Tries: 1}},
		{"sign-in page", text(200, "text/html", "<title>Sign in to Wi-Fi</title>"), State{Step: Unsure, Status: 200, Why: WhyNotFHIR, Tries: 1}},
		{"half an answer", cut, State{Step: Unsure, Status: 200, Why: WhyCut, Tries: 1}},
		{"no answer", func(w http.ResponseWriter, _ *http.Request) { drop(w) }, State{Step: Unsure, Why: WhyCut, Tries: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, func(t *testing.T, m *maker) {
				m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
					if n > 0 {
						tt.post(w, r)
					}
					return n > 0
				}
				b := newBox("01")
				send(t, m, b)
				want := tt.want
				want.At, want.Strategy, want.Of = noon, m.offers, 9
				if m.offers == Put && want.Status == 403 {
					want.Interaction = "update Organization"
				}
				if m.offers == Look && want.Step == Unsure {
					want.RetryAt = noon.Add(2 * defaultLimit)
				}
				if diff := cmp.Diff(want, b.state()); diff != "" {
					t.Error(diff)
				}
				if raw, _ := json.Marshal(b.state()); strings.Contains(string(raw), "Peggy") {
					t.Error("the state holds words of the server's")
				}
			})
		})
	}
}

func TestAnAnswerWithoutEnd(t *testing.T) {
	m := newMaker(t, Put)
	m.after = func(_ int, w http.ResponseWriter) bool {
		w.Header().Set("Content-Type", "application/fhir+json")
		for range maxAnswer/len(zeros) + 2 {
			_, _ = w.Write(zeros[:])
		}
		return true
	}
	b := newBox("01")
	send(t, m, b)
	if st := b.state(); st.Step != Unsure || st.Why != WhyTooLong {
		t.Errorf("state %s %s", st.Step, st.Why)
	}
}

func TestABundleAnsweredWithSomethingElse(t *testing.T) {
	for _, body := range []string{`{"ok":true}`, `{"resourceType":"Bundle","type":"transaction-response"}`, `[]`} {
		for _, s := range []Strategy{Put, Conditional} {
			m := newMaker(t, s)
			m.after = func(_ int, w http.ResponseWriter) bool {
				text(200, "application/json", body)(w, nil)
				return true
			}
			b := newBox("01")
			send(t, m, b)
			if st := b.state(); st.Step != Unsure || st.Why != WhyNotFHIR {
				t.Errorf("%s: %s: %s %s", s, body, st.Step, st.Why)
			}
		}
	}
}

// TestATransactionRunAsABatch has one entry of a transaction come back in
// another way than the rest.
func TestATransactionRunAsABatch(t *testing.T) {
	tests := []struct {
		name, status string
		elsewhere    bool
		want         Step
	}{
		{"one entry refused", "422 Unprocessable", false, Refused},
		{"one entry failed", "500", false, Partly},
		{"one entry without a status", "", false, Partly},
		{"one entry under another id", "201", true, Partly},
		{"one entry not now", "429", false, NotNow},
		{"one entry not allowed", "403", false, Auth},
	}
	for _, tt := range tests {
		m := newMaker(t, Put)
		m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
			if n != 1 {
				return false
			}
			_, out := m.bundle(m.bodies[0])
			b := out.(fhir.Bundle)
			var in fhir.Bundle
			_ = json.Unmarshal(m.bodies[0], &in)
			url := in.Entry[1].Request.URL
			b.Entry[1].Response.Status = tt.status
			b.Entry[1].Response.Outcome = json.RawMessage(`{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"required"}]}`)
			if tt.elsewhere {
				kind, _, _ := strings.Cut(url, "/")
				b.Entry[1].Response.Location = kind + "/elsewhere/_history/1"
			} else {
				delete(m.things, url)
			}
			answerJSON(w, 200, b)
			return true
		}
		b := newBox("01")
		send(t, m, b)
		st := b.state()
		if st.Step != tt.want || st.Entries[1].Done || st.Done != 8 {
			t.Errorf("%s: %s %s, %d of %d done", tt.name, st.Step, st.Why, st.Done, st.Of)
		}
		if st.Step != Refused {
			send(t, m, b, at(noon.Add(2*time.Hour)))
			if st := b.state(); st.Step != There {
				t.Errorf("%s, and again: %s %s", tt.name, st.Step, st.Why)
			}
			m.once(t, b.items[0])
		}
	}
}

func TestWhatIsTooLargeGoesInPieces(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		most := 6000
		m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
			if n == 0 || len(m.bodies[n-1]) <= most {
				return false
			}
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return true
		}
		b := newBox("01")
		send(t, m, b)
		if st := b.state(); st.Step != There {
			t.Fatalf("state: %+v", st)
		}
		m.once(t, b.items[0])

		most = 100
		b = newBox("02")
		send(t, m, b)
		if st := b.state(); st.Step != Refused || st.Why != WhyTooLarge || st.Size <= most {
			t.Errorf("state: %+v", st)
		}
	})
}

func TestAnotherContentTypeIsTriedOnce(t *testing.T) {
	for _, status := range []int{http.StatusUnsupportedMediaType, http.StatusNotAcceptable} {
		each(t, func(t *testing.T, m *maker) {
			m.fault = func(_ int, w http.ResponseWriter, r *http.Request) bool {
				if r.Header.Get("Accept") == fhirJSON {
					w.WriteHeader(status)
				}
				return r.Header.Get("Accept") == fhirJSON
			}
			b := newBox("01")
			if report := send(t, m, b); report != (Report{There: 1}) {
				t.Errorf("%d: %+v", status, report)
			}
			m.once(t, b.items[0])
		})
	}
}

func TestAPauseEndsTheRunAndIsKept(t *testing.T) {
	for _, path := range []string{"/fhir/metadata", "/fhir"} {
		m := newMaker(t, Put)
		m.fault = func(_ int, w http.ResponseWriter, r *http.Request) bool {
			if strings.TrimSuffix(r.URL.Path, "/") == path {
				text(503, "text/plain", "", "Retry-After", "120")(w, r)
				return true
			}
			return false
		}
		var until time.Time
		pause := func(o *Options) { o.Pause = func(at time.Time) { until = at } }
		b := newBox("01", "02", "03")
		report, _ := client(t, m, pause).Send(t.Context(), b, nil)
		if report != (Report{Waiting: 3}) || m.writes > 1 || until != noon.Add(2*time.Minute) {
			t.Errorf("%s: %+v, %d writes, until %v", path, report, m.writes, until)
		}
		asked := m.asked("POST", "/metadata")
		early := func(o *Options) { o.NotBefore = until }
		_, err := client(t, m, early, at(noon.Add(119*time.Second))).Send(t.Context(), b, nil)
		if e, ok := asUnreachable(err); !ok || e.Why != WhyNotNow || e.RetryAt != until || m.asked("POST", "/metadata") != asked {
			t.Errorf("%s: early: %v", path, err)
		}
		m.faultless()
		if report := send(t, m, b, early, at(until)); report != (Report{There: 3}) {
			t.Errorf("%s: in time: %+v", path, report)
		}
	}
}

// TestAPauseOfAClockThatWasAhead is over at once: nobody was ever asked to wait so
// long.
func TestAPauseOfAClockThatWasAhead(t *testing.T) {
	ahead := noon.AddDate(4, 0, 0)
	for name, s := range map[string]State{
		"of a server that asked to wait": {Step: NotNow, At: ahead, RetryAt: ahead.Add(maxPause)},
		"of an unclear answer":           {Step: Unsure, Strategy: Look, At: ahead, RetryAt: ahead.Add(2 * defaultLimit)},
		"of an end in the middle":        {Step: Going, Strategy: Look, At: ahead},
	} {
		m := newMaker(t, Look)
		b := newBox("01")
		b.items[0].State = s
		if report := send(t, m, b, func(o *Options) { o.NotBefore = ahead }); report != (Report{There: 1}) {
			t.Errorf("%s: %+v, %+v", name, report, b.state())
		}
	}
	for _, left := range []time.Duration{1, maxPause} {
		if !Holds(noon.Add(left), noon) {
			t.Errorf("a pause with %v to go is over", left)
		}
	}
}

func TestOneItemsTimeHoldsOnlyItsRecord(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	b.items[0].State = State{Step: NotNow, RetryAt: noon.Add(time.Second)}
	if report := send(t, m, b); report != (Report{There: 1, Waiting: 1}) || m.writes != 1 {
		t.Errorf("%+v, %d writes", report, m.writes)
	}
}

func TestUnsureStaysUnsureWhileNothingGoesOut(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	b.items[0].State = State{Step: Unsure, Tries: 1, At: noon.Add(-time.Hour)}
	c := client(t, m)
	raw, _ := json.Marshal(m.capability())
	c.o.Capability = raw
	m.Close()
	report, err := c.Send(t.Context(), b, nil)
	if err != nil || report != (Report{Unsure: 1, Waiting: 1}) {
		t.Errorf("%+v, %v", report, err)
	}
	if got := b.items[0].State; got.At != noon.Add(-time.Hour) {
		t.Errorf("unsure since %v: when it last went out counts", got.At)
	}
	if got := b.items[1].State; got.Step != Waiting || got.Tries != 0 {
		t.Errorf("the next was tried at a server that can't be reached: %q, %d tries", got.Step, got.Tries)
	}
	b.items = b.items[1:]
	if _, err := c.Send(t.Context(), b, nil); err != nil || b.state().Step != Waiting || b.state().Why != WhyUnreachable {
		t.Errorf("what never went out is %q, %s, %v", b.state().Step, b.state().Why, err)
	}
}

func TestAServerThatCannotTakePlans(t *testing.T) {
	old := newMaker(t, Put).capability()
	old.FHIRVersion, old.Format = "5.0.0", []string{"xml"}
	none := newMaker(t, Look).capability()
	for i := range none.Rest[0].Resource {
		none.Rest[0].Resource[i].Interaction = []fhir.CapabilityCode{{Code: "read"}, {Code: "create"}, {Code: "search-type"}}
	}
	some := newMaker(t, Look).capability()
	some.Rest[0].Resource = some.Rest[0].Resource[1:]
	first := newMaker(t, Look).capability().Rest[0].Resource[0].Type
	for name, tt := range map[string]struct {
		says fhir.Capability
		want []string
	}{
		"another version":  {old, []string{"fhirVersion 4.0", "json"}},
		"only a client":    {fhir.Capability{ResourceType: "CapabilityStatement", FHIRVersion: "4.0.1", Format: []string{"json"}}, []string{"server"}},
		"read only":        {none, []string{"update"}},
		"one type missing": {some, []string{"create " + first, "update " + first, "search-type " + first}},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				t.Error("something was sent")
			}
			answerJSON(w, 200, tt.says)
		}))
		defer s.Close()
		_, err := client(t, &maker{Server: s}).Send(t.Context(), newBox("01"), nil)
		lacking, ok := asLacking(err)
		if !ok {
			t.Fatalf("%s: Send = %v, want a CapabilityError", name, err)
		}
		if diff := cmp.Diff(tt.want, lacking.Missing); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhyNothingBegan(t *testing.T) {
	for status, want := range map[int]Why{401: WhyAuth, 403: WhyAuth, 402: WhyStatus, 500: WhyServer, 503: WhyNotNow, 307: WhyRedirect} {
		m := newMaker(t, Put)
		m.fault = func(_ int, w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(status)
			return true
		}
		_, err := client(t, m).Send(t.Context(), newBox("01"), nil)
		if e, ok := asUnreachable(err); !ok || e.Why != want || e.Status != status {
			t.Errorf("%d: %v, want %s", status, err, want)
		}
	}
	m := newMaker(t, Put)
	_, err := client(t, m, func(o *Options) { o.URL = m.URL + "/elsewhere" }).Send(t.Context(), newBox("01"), nil)
	if !errors.Is(err, ErrAddress) {
		t.Errorf("a path where no server is: %v, want %v", err, ErrAddress)
	}
}

func TestCapabilitiesAreAskedOnceADay(t *testing.T) {
	m := newMaker(t, Put)
	var kept []byte
	asked := func() int { return m.asked("/metadata") }
	cached := func(o *Options) {
		o.Capability = kept
		o.KeepCapability = func(raw []byte) { kept = raw }
	}
	send(t, m, newBox("01"), cached)
	send(t, m, newBox("02"), cached)
	if asked() != 1 {
		t.Errorf("asked %d times, want once", asked())
	}
	kept = []byte(`{"resourceType":"CapabilityStatement","fhirVersion":"3.0.1"}`)
	send(t, m, newBox("03"), cached)
	if asked() != 2 {
		t.Errorf("asked %d times: what was kept lacks something, and the server may have it by now", asked())
	}
}

package remote

import (
	"bufio"
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/store/hub"
	"ownwords/store/seal"
)

// atHub returns the options of a client of a hub of its own, and the hub.
func atHub(t *testing.T, before func(http.Handler) http.Handler) (Options, *hub.Hub) {
	t.Helper()
	h, _, err := hub.New(t.TempDir(), hub.Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	token, err := h.AddToken("a laptop")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(before(h.Handler(slog.New(slog.DiscardHandler))))
	t.Cleanup(func() { s.Close(); _ = h.Close() })
	return Options{URL: s.URL + hub.Base, Auth: Bearer(func() (string, error) { return token, nil })}, h
}

func TestAHubTakesPlansExactlyOnce(t *testing.T) {
	lost := 2
	o, h := atHub(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost || lost == 0 {
				next.ServeHTTP(w, r)
				return
			}
			lost--
			next.ServeHTTP(httptest.NewRecorder(), r) // committed, and the answer is lost
			drop(w)
		})
	})
	b := newBox("01", "02")
	for _, want := range []Report{{Unsure: 2}, {There: 2}} {
		if got := sendTo(t, o, b); got != want {
			t.Fatalf("%+v, want %+v: %+v", got, want, b.items[1].State)
		}
	}
	plans, err := h.List()
	if err != nil || len(plans) != 2 {
		t.Fatalf("%d plans, %v, want 2", len(plans), err)
	}
	for _, p := range plans {
		if p.Version != 1 {
			t.Errorf("plan %s is version %d, want 1: it was stored once", p.ID, p.Version)
		}
	}
	b.next("To bowl on Tuesdays.")
	if got := sendTo(t, o, b); got != (Report{There: 1}) || b.state().Strategy != Put {
		t.Errorf("a later revision: %+v, %+v", got, b.state())
	}
}

func TestAHubWithoutOurToken(t *testing.T) {
	o, h := atHub(t, func(next http.Handler) http.Handler { return next })
	if err := h.Revoke("a laptop"); err != nil {
		t.Fatal(err)
	}
	b := newBox("01")
	sendTo(t, o, b)
	if st := b.state(); st.Step != Auth || st.Issues[0].Code != "login" {
		t.Errorf("state %+v, want auth", st)
	}
}

// sendTo makes one run of a new client.
func sendTo(t *testing.T, o Options, b *box) Report {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	report, err := c.Send(t.Context(), b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// peer is another maker's FHIR server, run from the folder that
// OWNWORDS_FHIR_PEER names.
type peer struct{ URL, Ctl string }

func startPeer(t *testing.T, dir string, options ...string) peer {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", append([]string{"medplum-fhir.mjs", "--ttl", "120"}, options...)...)
	cmd.Dir = dir
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var p peer
	if err := json.Unmarshal(line, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p peer) control(t *testing.T, method, path, body string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, p.Ctl+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// peerState is what a peer has.
type peerState struct {
	Counts, Versions map[string]int
	Invalid          []string
}

func (p peer) state(t *testing.T) peerState {
	t.Helper()
	var s peerState
	if err := json.Unmarshal(p.control(t, "GET", "/state", ""), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// wireFaults are what happens to one request on its way. With a limit of
// limitOfFaults the late one is carried out after we gave up.
var wireFaults = []string{
	`"action":"drop-before"`, `"action":"drop-after"`, `"action":"reset-after"`, `"action":"cut"`,
	`"action":"hang","ms":400`, `"action":"hang-after","ms":400`, `"action":"drip","ms":1,"bytes":400`,
	`"action":"delay","ms":300`, `"action":"duplicate"`, `"action":"garbage"`, `"action":"partial","entries":2`,
	`"action":"status","status":500`,
}

const (
	limitOfFaults = 200 * time.Millisecond
	lateBy        = 300 * time.Millisecond
)

// dialect is a kind of server that the peer can be.
type dialect struct {
	name     string
	strategy Strategy
}

// TestAnotherMakersServerTakesPlansExactlyOnce sends to each kind of server
// through one fault of the wire after another, first a plan and then a later
// revision of it, and looks at what the server has in the end. It takes a few
// of both, and all with OWNWORDS_FAULTS_SYNC=all. Without a peer the
// servers of the tests above have to do.
func TestAnotherMakersServerTakesPlansExactlyOnce(t *testing.T) {
	dir := os.Getenv("OWNWORDS_FHIR_PEER")
	if dir == "" {
		t.Log("OWNWORDS_FHIR_PEER is not set: no other maker's server was asked")
		return
	}
	dialects := []dialect{{"hapi", Put}, {"batchy", Conditional}, {"nocond", Look}}
	all := os.Getenv("OWNWORDS_FAULTS_SYNC") == "all"
	if all {
		dialects = append(dialects, dialect{"medplum", Conditional}, dialect{"google", Conditional})
	}
	for n, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			p := startPeer(t, dir, "--dialect", d.name, "--token", "secret")
			for i, fault := range wireFaults {
				if all || i%len(dialects) == n {
					p.tried(t, d.strategy, fault, i)
				}
			}
		})
	}
}

// tried sends two revisions through a fault each, at one write or another.
func (p peer) tried(t *testing.T, strategy Strategy, fault string, i int) {
	t.Helper()
	nth, method := 1+i%4, "POST"
	if strategy == Put {
		nth = 1
	}
	p.control(t, "POST", "/reset", "")
	b := newBox("01")
	for later := range 2 {
		if later == 1 {
			b.next("To bowl on Tuesdays.")
			if strategy == Look {
				method = "PUT"
			}
		}
		p.control(t, "POST", "/faults", fmt.Sprintf(`[{"method":%q,"path":"^/[A-Za-z]*(/[^/]*)?$","nth":%d,"times":1,%s}]`, method, nth, fault))
		p.takesOne(t, strategy, fault, b)
		if passes := strings.Contains(fault, "drip") || strings.Contains(fault, "duplicate"); !passes && b.state().Tries < 2 {
			t.Errorf("%s: it went well at once: this proves nothing", fault)
		}
	}
	if has := p.state(t); has.Counts["Provenance"] != 2 && !strings.Contains(fault, "duplicate") {
		t.Errorf("%s: the server has %v, want both sign-offs", fault, has.Counts)
	}
}

// takesOne sends a plan until it is there, and checks that it is there once.
func (p peer) takesOne(t *testing.T, strategy Strategy, fault string, b *box) {
	t.Helper()
	var until time.Time
	for range 6 {
		sendTo(t, p.options(&until), b)
		if b.state().Step == There {
			break
		}
		if strings.Contains(fault, "delay") {
			time.Sleep(lateBy) // a real wait for what comes late; else the clock is put on
		}
	}
	st := b.state()
	if st.Step != There || st.Strategy != strategy {
		t.Errorf("%s: %+v, want there", fault, st)
		return
	}
	has := p.state(t)
	if len(has.Invalid) > 0 {
		t.Errorf("%s: invalid %v", fault, has.Invalid)
	}
	doubled := false
	for _, kind := range []string{"Organization", "Patient", "Goal", "CarePlan"} {
		doubled = doubled || has.Counts[kind] != 1
	}
	// A request that the wire itself delivers twice makes two where nothing is
	// conditional: that is told.
	if mayDouble := strategy == Look && strings.Contains(fault, "duplicate"); doubled && !mayDouble || doubled != (st.Why == WhySeveral) {
		t.Errorf("%s: the server has %v, told: %q", fault, has.Counts, st.Why)
	}
	if n := has.Versions["CarePlan/"+st.Entries[len(st.Entries)-2].ServerID]; n != b.number+1 {
		t.Errorf("%s: the plan was stored %d times, want %d", fault, n, b.number+1)
	}
}

// options are those of a client whose clock stands past the server's last pause.
func (p peer) options(until *time.Time) Options {
	ahead := max(time.Until(*until), 0)
	return Options{
		Now: func() time.Time { return time.Now().Add(ahead) },
		URL: p.URL, Auth: Bearer(func() (string, error) { return "secret", nil }), Limit: limitOfFaults,
		MayCreate: func(model.ID) bool { return true }, Pause: pauseInto(until), NotBefore: *until,
	}
}

// TestAnotherMakersServerTakesOurKey signs in with a key, and again when the
// server forgets its tokens between two plans.
func TestAnotherMakersServerTakesOurKey(t *testing.T) {
	dir := os.Getenv("OWNWORDS_FHIR_PEER")
	if dir == "" {
		t.Log("OWNWORDS_FHIR_PEER is not set: no other maker's server was asked")
		return
	}
	key := curveKey(t, elliptic.P384())
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.FillBytes(make([]byte, 48))) }
	set, err := json.Marshal(map[string]any{"keys": []any{map[string]any{
		"kty": "EC", "crv": "P-384", "kid": "k1", "x": number(key.X), "y": number(key.Y),
	}}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "jwks.json")
	if err := os.WriteFile(file, set, 0o600); err != nil {
		t.Fatal(err)
	}
	p := startPeer(t, dir, "--dialect", "hapi", "--oauth", "--client-jwks", file)
	c, err := New(Options{URL: p.URL, Auth: PrivateKey(KeyOptions{ClientID: "laptop", KeyID: "k1", Key: key})})
	if err != nil {
		t.Fatal(err)
	}
	report, err := c.Send(t.Context(), newBox("01", "02"), func(g Progress) {
		if g.State.Step == There {
			p.control(t, "POST", "/expire-tokens", "")
		}
	})
	if err != nil || report != (Report{There: 2}) {
		t.Errorf("%+v, %v", report, err)
	}
	asked := strings.Count(string(p.control(t, "GET", "/log", "")), "/oauth2/token")
	if asked != 2 {
		t.Errorf("signed in %d times, want twice", asked)
	}
}

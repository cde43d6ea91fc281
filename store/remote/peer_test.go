package remote

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"ownwords/store/hub"
	"ownwords/store/seal"
)

// atHub returns a client of a hub of its own, and the hub.
func atHub(t *testing.T, before func(http.Handler) http.Handler) (*Client, *hub.Hub) {
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
	c, err := New(Options{URL: s.URL + hub.Base, Token: token})
	if err != nil {
		t.Fatal(err)
	}
	return c, h
}

func TestAHubTakesPlansExactlyOnce(t *testing.T) {
	lost := 2
	c, h := atHub(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost || lost == 0 {
				next.ServeHTTP(w, r)
				return
			}
			lost--
			next.ServeHTTP(httptest.NewRecorder(), r) // committed, and the answer is lost
			conn, _, _ := w.(http.Hijacker).Hijack()
			_ = conn.Close()
		})
	})
	b := newBox("01", "02")
	first, err := c.Send(t.Context(), b, nil)
	if err != nil || first != (Report{Unsure: 2}) {
		t.Fatalf("first run: %+v, %v, want two unsure", first, err)
	}
	second, err := c.Send(t.Context(), b, nil)
	if err != nil || second != (Report{There: 2}) {
		t.Fatalf("second run: %+v, %v, want two there", second, err)
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
}

func TestAHubWithoutOurToken(t *testing.T) {
	c, h := atHub(t, func(next http.Handler) http.Handler { return next })
	if err := h.Revoke("a laptop"); err != nil {
		t.Fatal(err)
	}
	b := newBox("01")
	if _, err := c.Send(t.Context(), b, nil); err != nil {
		t.Fatal(err)
	}
	if st := b.state(); st.Step != Auth || st.Issues[0].Code != "login" {
		t.Errorf("state %+v, want auth", st)
	}
}

// peer is another maker's FHIR server, run from the folder that
// OWNWORDS_FHIR_PEER names.
type peer struct{ URL, Ctl string }

func startPeer(t *testing.T, dir string) peer {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", "medplum-fhir.mjs", "--dialect", "hapi", "--ttl", "120", "--token", "secret")
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

// TestAnotherMakersServerTakesPlansExactlyOnce sends through one fault of the
// wire after another and looks at what the server has in the end. Without a
// peer the hub's tests above have to do.
func TestAnotherMakersServerTakesPlansExactlyOnce(t *testing.T) {
	dir := os.Getenv("OWNWORDS_FHIR_PEER")
	if dir == "" {
		t.Log("OWNWORDS_FHIR_PEER is not set: no other maker's server was asked")
		return
	}
	p := startPeer(t, dir)
	for _, fault := range []string{"drop-after", "reset-after", "cut", "drop-before", "garbage", "duplicate"} {
		t.Run(fault, func(t *testing.T) {
			p.control(t, "POST", "/reset", "")
			p.control(t, "POST", "/faults", `[{"method":"POST","path":"^/$","nth":1,"times":1,"action":"`+fault+`"}]`)
			b := newBox("01")
			for range 3 {
				c, err := New(Options{URL: p.URL, Token: "secret"})
				if err != nil {
					t.Fatal(err)
				}
				if _, err := c.Send(t.Context(), b, nil); err != nil {
					t.Fatal(err)
				}
			}
			if st := b.state(); st.Step != There {
				t.Fatalf("state %+v, want there", st)
			}
			var state struct {
				Counts, Versions map[string]int
				Invalid          []string
			}
			if err := json.Unmarshal(p.control(t, "GET", "/state", ""), &state); err != nil {
				t.Fatal(err)
			}
			if state.Counts["CarePlan"] != 1 || len(state.Versions) != len(requested(b.items[0].Bundle)) || len(state.Invalid) > 0 {
				t.Errorf("the server has %v, invalid %v", state.Counts, state.Invalid)
			}
			for id, n := range state.Versions {
				if n != 1 {
					t.Errorf("%s was stored %d times", id, n)
				}
			}
		})
	}
}

//go:build linux

package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// BenchmarkSending has the program send 200 plans from one home to a hub, and a
// bare client post what the program posted, byte for byte and in the same order,
// to another. Time counts from the first plan's coming in to the last answer.
// The rate is to be no less than 0.8 of the bare client's: its time no more than
// 1.25 of that one's.
func BenchmarkSending(b *testing.B) {
	const plans = 200
	home := agreedPlans(b, plans)
	program := builtFrom(b, ".")
	sent := newRecordingHub(b)
	sendsTo(b, home, sent.url, sent.token)
	if out, err := programAt(program, home, "send").CombinedOutput(); err != nil {
		b.Fatalf("send: %v\n%s", err, out)
	}
	bare := newRecordingHub(b)
	for _, body := range sent.posts {
		if status, err := post(b.Context(), http.DefaultClient, bare.url, bare.token, body); status != http.StatusOK {
			b.Fatalf("the bare client is answered %d, %v", status, err)
		}
	}
	if len(sent.posts) < plans {
		b.Fatalf("the program posted %d plans, want %d", len(sent.posts), plans)
	}
	beside("sending-rate", plans/sent.took().Seconds(), "plans/s")
	beside("sending-rate-bare-client", plans/bare.took().Seconds(), "plans/s")
	beside("sending-requests", float64(sent.asked)/plans, "a plan")
	budget("sending-time", sent.took().Seconds()/bare.took().Seconds(), "x", 1.25)
}

// recordingHub is a hub that keeps what is posted to it, and when.
type recordingHub struct {
	hub        http.Handler
	url, token string

	mu          sync.Mutex
	asked       int
	posts       [][]byte
	first, last time.Time
}

func newRecordingHub(b *testing.B) *recordingHub {
	b.Helper()
	h, _, err := hub.New(b.TempDir(), hub.Options{Cost: seal.CheapCost()})
	if err != nil {
		b.Fatal(err)
	}
	r := &recordingHub{hub: h.Handler(slog.New(slog.DiscardHandler))}
	if r.token, err = h.AddToken("a laptop"); err != nil {
		b.Fatal(err)
	}
	s := httptest.NewServer(r)
	b.Cleanup(func() { s.Close(); _ = h.Close() })
	r.url = s.URL + hub.Base
	return r
}

func (r *recordingHub) took() time.Duration { return r.last.Sub(r.first) }

// ServeHTTP hands a request on.
func (r *recordingHub) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	now := time.Now()
	r.mu.Lock()
	r.asked++
	if q.Method == http.MethodPost && q.URL.Path == hub.Base {
		body, err := io.ReadAll(q.Body)
		if err != nil {
			body = nil // whoever sent it has gone, and the hub says so
		}
		q.Body = io.NopCloser(bytes.NewReader(body))
		if r.posts = append(r.posts, body); len(r.posts) == 1 {
			r.first = now
		}
	}
	r.mu.Unlock()
	r.hub.ServeHTTP(w, q)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = time.Now()
}

// programAt is the program at a home that sendsTo was told of.
func programAt(program, home string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "OWNWORDS_HOME="+home, "OWNWORDS_PASSPHRASE_FILE="+filepath.Join(filepath.Dir(home), "passphrase"))
	return cmd
}

// sendsTo has a home send to a server, as the settings say it.
func sendsTo(t testing.TB, home, url, token string) {
	t.Helper()
	files := map[string]string{"token": token, "passphrase": testPassphrase}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(filepath.Dir(home), name), []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := desk.LoadSettings(home)
	if err != nil {
		t.Fatal(err)
	}
	s.Server.URL, s.Server.Name, s.Server.Whose = url, "Northmoor inbox", content.WhoseOwn
	s.Server.TokenFile = filepath.Join(filepath.Dir(home), "token")
	if err := desk.SaveSettings(home, s); err != nil {
		t.Fatal(err)
	}
}

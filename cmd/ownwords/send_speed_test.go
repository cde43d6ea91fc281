//go:build linux

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
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
// 1.25 of that one's. Of several rounds the middle one counts.
//
// Both clients are programs of their own beside the hub, and share the processors
// and the disk of one machine with it: what the program makes durable of each plan
// before the next may go waits for the disk that the hub makes it durable on. The
// bare client keeps nothing. So the ratio is at its best on a quiet machine, and grows with
// whatever else computes or writes: only the program has work to do between two
// answers. A disk that gets slower, or faster, while all this goes on counts for
// neither: each is the first in every other round.
func BenchmarkSending(b *testing.B) {
	const plans, rounds = 200, 9
	home := agreedPlans(b, plans)
	program, client := builtFrom(b, "."), builtFrom(b, "./testdata/stock/client")
	var all []sendingRound
	first := sendingRound{sent: newRecordingHub(b)} // for what is posted; it does not count
	first.send(b, program, copied(b, home))
	if len(first.sent.posts) < plans {
		b.Fatalf("the program posted %d plans, want %d", len(first.sent.posts), plans)
	}
	for i := range rounds {
		x := sendingRound{sent: newRecordingHub(b), bare: newRecordingHub(b)}
		if i%2 == 0 {
			x.send(b, program, copied(b, home))
		}
		x.post(b, client, first.sent.posts)
		if i%2 == 1 {
			x.send(b, program, copied(b, home))
		}
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b sendingRound) int { return cmp.Compare(a.ratio(), b.ratio()) })
	middle := all[rounds/2]
	beside("sending-rate", plans/middle.sent.took().Seconds(), "plans/s")
	beside("sending-rate-bare-client", plans/middle.bare.took().Seconds(), "plans/s")
	beside("sending-requests", float64(middle.sent.asked)/plans, "a plan")
	beside("sending-time-best", all[0].ratio(), "x")
	beside("sending-time-worst", all[rounds-1].ratio(), "x")
	budget("sending-time", middle.ratio(), "x", 1.25)
}

// sendingRound is one sending of all plans by the program, and one by a bare
// client, each to a hub of its own.
type sendingRound struct{ sent, bare *recordingHub }

func (x sendingRound) ratio() float64 { return x.sent.took().Seconds() / x.bare.took().Seconds() }

// send has the program send what waits in a home.
func (x sendingRound) send(b *testing.B, program, home string) {
	b.Helper()
	sendsTo(b, home, x.sent.url, x.sent.token)
	runtime.GC() // what was left over by making the plans is nobody's to clear away
	if out, err := programAt(program, home, "send").CombinedOutput(); err != nil {
		b.Fatalf("send: %v\n%s", err, out)
	}
}

// post has the bare client post what the program posted.
func (x sendingRound) post(b *testing.B, client string, posts [][]byte) {
	b.Helper()
	dir := b.TempDir()
	for i, body := range posts {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.json", i)), body, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	cmd := exec.Command(client, x.bare.url, dir)
	cmd.Env = append(os.Environ(), "TOKEN="+x.bare.token)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("the bare client: %v\n%s", err, out)
	}
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

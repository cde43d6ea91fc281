//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
	"ownwords/store/hub"
	"ownwords/store/seal"
)

// BenchmarkHub has 200 laptops send to one hub at once, each three plans of a
// whole conversation, and looks whether it has them all, once.
func BenchmarkHub(b *testing.B) {
	const laptops, each = 200, 3
	plan := frozen(b, agreedPlans(b, 1))[0]
	folder := filepath.Join(b.TempDir(), "hub")
	h, _, err := hub.New(folder, hub.Options{})
	if err != nil {
		b.Fatal(err)
	}
	tokens := make([]string, laptops)
	for i := range tokens {
		if tokens[i], err = h.AddToken(fmt.Sprintf("laptop %d", i)); err != nil {
			b.Fatal(err)
		}
	}
	if err := h.Close(); err != nil {
		b.Fatal(err)
	}
	url, cmd := startHub(b, builtFrom(b, "."), folder)
	c := crowdOfLaptops{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: laptops}}, url: url, answers: map[int]int{}}
	began := time.Now()
	var wg sync.WaitGroup
	for _, token := range tokens {
		wg.Go(func() {
			for range each {
				c.send(token, anew(plan))
			}
		})
	}
	wg.Wait()
	took := time.Since(began)
	kB, err := statusLine(filepath.Join("/proc", strconv.Itoa(cmd.Process.Pid), "status"), "RssAnon:")
	if err := errors.Join(err, cmd.Process.Signal(syscall.SIGINT), cmd.Wait()); err != nil {
		b.Fatal(err)
	}
	if h, _, err = hub.New(folder, hub.Options{}); err != nil {
		b.Fatal(err)
	}
	plans, err := h.List()
	if err := errors.Join(err, h.Close()); err != nil {
		b.Fatal(err)
	}
	again := 0
	for _, p := range plans {
		again += int(p.Version) - 1
	}
	beside("hub-200-laptops-rate", float64(len(c.took))/took.Seconds(), "plans/s")
	beside("hub-200-laptops-median", milliseconds(c.took, 0.5), "ms")
	beside("hub-200-laptops-p99", milliseconds(c.took, 0.99), "ms")
	beside("hub-200-laptops-memory", float64(kB)/1024, "MB")
	budget("hub-200-laptops-errors", float64(laptops*each-c.answers[http.StatusOK]), "answers", 0)
	budget("hub-200-laptops-lost", float64(laptops*each-len(plans)), "plans", 0)
	budget("hub-200-laptops-doubled", float64(again), "plans", 0)
}

// crowdOfLaptops is many who send to one server, and what they are answered.
type crowdOfLaptops struct {
	client *http.Client
	url    string

	mu      sync.Mutex
	took    []time.Duration
	answers map[int]int // by status; 0 where there was none
}

func (c *crowdOfLaptops) send(token string, body []byte) {
	began := time.Now()
	status, _ := post(context.Background(), c.client, c.url, token, body) // what came of it is counted
	c.mu.Lock()
	defer c.mu.Unlock()
	c.took = append(c.took, time.Since(began))
	c.answers[status]++
}

// post sends a body as any client does, and reads the answer.
func post(ctx context.Context, client *http.Client, url, token string, body []byte) (status int, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	q.Header.Set("Authorization", "Bearer "+token)
	q.Header.Set("Content-Type", "application/fhir+json")
	a, err := client.Do(q)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, a.Body)
	return a.StatusCode, errors.Join(err, a.Body.Close())
}

// anew is a frozen plan as if it were somebody else's: all ids in it are others.
func anew(plan []byte) []byte {
	var bundle fhir.Bundle
	if json.Unmarshal(plan, &bundle) != nil {
		return nil // the hub says what it thinks of that
	}
	var pairs []string
	for _, e := range bundle.Entry {
		_, id, _ := strings.Cut(e.Request.URL, "/")
		pairs = append(pairs, id, string(model.NewID()))
	}
	return []byte(strings.NewReplacer(pairs...).Replace(string(plan)))
}

// frozen are the plans of a home that wait to go, as they were frozen: the newest
// of each record.
func frozen(t testing.TB, home string) [][]byte {
	t.Helper()
	file, err := store.Open(home, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := file.Unlock(seal.Passphrase([]byte(testPassphrase)))
	if err != nil {
		t.Fatal(err)
	}
	items, _, err := s.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	newest := map[model.ID]model.ID{}
	for _, i := range items {
		newest[i.Record] = i.ID
	}
	var out [][]byte
	for _, id := range newest {
		raw, err := s.Frozen(id)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, raw)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}

// serveHub runs the program as a hub and waits until it takes plans.
func serveHub(t testing.TB, program, folder string, flags ...string) (url string, stop func() error) {
	t.Helper()
	url, cmd := startHub(t, program, folder, flags...)
	return url, func() error { return errors.Join(cmd.Process.Signal(syscall.SIGINT), cmd.Wait()) }
}

func startHub(t testing.TB, program, folder string, flags ...string) (url string, cmd *exec.Cmd) {
	t.Helper()
	cmd = exec.Command(program, append([]string{"hub", "serve", "--folder", folder, "--listen", "127.0.0.1:0"}, flags...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended, mostly
	if _, err := fmt.Fscanln(out, &url); err != nil {
		t.Fatalf("hub serve printed no address: %v", err)
	}
	return url, cmd
}

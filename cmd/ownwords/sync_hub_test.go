//go:build linux

package main

import (
	"bytes"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"ownwords/store/hub"
)

// hubWay is the program's own hub, with a bad road before it.
type hubWay struct {
	program, url, token string
	road                *badRoad
}

func (w *hubWay) begin(t *trial) (string, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "hub")
	out, err := exec.Command(w.program, "hub", "--folder", folder, "token", "add", "laptop").Output()
	if err != nil {
		t.Fatal(err)
	}
	address, stop := serveHub(t.T, w.program, folder)
	w.url, w.token = address, strings.TrimSpace(string(out))
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	to.Path = ""
	w.road = &badRoad{to: to.String()}
	road := httptest.NewServer(w.road)
	t.Cleanup(func() {
		road.Close()
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return road.URL + hub.Base, w.token
}

func (*hubWay) blind() bool { return false }

func (w *hubWay) strike(rules []rule) error {
	w.road.mu.Lock()
	defer w.road.mu.Unlock()
	w.road.rules, w.road.passed = rules, make([]int, len(rules))
	return nil
}

func (w *hubWay) found(kind, query string) ([][]byte, error) {
	return search(w.url, w.token, kind, query)
}

// invalid are none: the hub refuses what is no FHIR R4, and what is another than
// was agreed is told anyway.
func (*hubWay) invalid() ([]string, error) { return nil, nil }

// badRoad hands requests on to a server, but for those that its rules strike.
type badRoad struct {
	to string

	mu     sync.Mutex
	rules  []rule
	passed []int // how many requests each rule was asked of
}

// strikes is the first rule that strikes a request, or one that does nothing.
func (b *badRoad) strikes(q *http.Request) rule {
	b.mu.Lock()
	defer b.mu.Unlock()
	path := "/" + strings.Trim(strings.TrimPrefix(q.URL.Path, hub.Base), "/")
	if q.URL.RawQuery != "" { // a read, though it may be a POST
		path += "?" + q.URL.RawQuery
	}
	for i, r := range b.rules {
		if r.Method != q.Method || !regexp.MustCompile(r.Path).MatchString(path) {
			continue
		}
		b.passed[i]++
		if n := b.passed[i] - r.Nth; n >= 0 && n < r.Times {
			return r
		}
	}
	return rule{}
}

// ServeHTTP hands a request on, or does to it what its rule says.
func (b *badRoad) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return // whoever sent it has gone
	}
	r := b.strikes(q)
	pause := time.Duration(r.MS) * time.Millisecond
	switch r.Action {
	case "status":
		for name, v := range r.Headers {
			w.Header().Set(name, v)
		}
		w.WriteHeader(r.Status)
		return
	case "drop-before":
		panic(http.ErrAbortHandler)
	case "hang":
		time.Sleep(pause)
		panic(http.ErrAbortHandler)
	case "delay":
		time.Sleep(pause)
	case "duplicate":
		_, _ = b.handOn(q, body) // its answer goes nowhere
	}
	a, err := b.handOn(q, body)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	b.answer(w, r, a, pause)
}

// reply is a server's answer.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// handOn asks the server, also where whoever asked has gone meanwhile.
func (b *badRoad) handOn(q *http.Request, body []byte) (reply, error) {
	on, err := http.NewRequest(q.Method, b.to+q.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	on.Header = q.Header.Clone()
	a, err := http.DefaultClient.Do(on)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = a.Body.Close() }() // it was read whole
	raw, err := io.ReadAll(a.Body)
	return reply{a.StatusCode, a.Header, raw}, err
}

// answer gives the server's answer back, or what is left of it.
func (b *badRoad) answer(w http.ResponseWriter, r rule, a reply, pause time.Duration) {
	switch r.Action {
	case "drop-after":
		panic(http.ErrAbortHandler)
	case "hang-after":
		time.Sleep(pause)
		panic(http.ErrAbortHandler)
	case "reset-after":
		reset(w)
		return
	case "garbage":
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html><title>Sign in to Wi-Fi</title></html>")
		return
	}
	maps.Copy(w.Header(), a.header)
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	switch r.Action {
	case "cut":
		_, _ = w.Write(a.body[:min(r.Bytes, len(a.body))])
		panic(http.ErrAbortHandler)
	case "drip":
		for len(a.body) > 0 {
			n := min(r.Bytes, len(a.body))
			_, _ = w.Write(a.body[:n])
			_ = http.NewResponseController(w).Flush()
			a.body = a.body[n:]
			time.Sleep(pause)
		}
	default:
		_, _ = w.Write(a.body)
	}
}

// reset breaks a connection off in the way that loses what is under way.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

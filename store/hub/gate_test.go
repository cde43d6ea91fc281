package hub

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

func TestALaptopHasItsShare(t *testing.T) {
	var g gate
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	dele, ana := tokenHash{1}, tokenHash{2}
	enter := func(who tokenHash) (wait int) {
		wait, leave := g.enter(who, now)
		if wait == 0 {
			leave()
		}
		return wait
	}
	for range maxBurst {
		if wait := enter(dele); wait != 0 {
			t.Fatalf("within its share a laptop waits %d seconds", wait)
		}
	}
	if wait := enter(dele); wait != 1 {
		t.Errorf("beyond its share it waits %d seconds, want 1", wait)
	}
	if wait := enter(ana); wait != 0 {
		t.Errorf("another laptop waits %d seconds for it", wait)
	}
	now = now.Add(time.Second)
	for n := range perSecond {
		if wait := enter(dele); wait != 0 {
			t.Fatalf("a second later it waits at request %d", n)
		}
	}
	if enter(dele) == 0 {
		t.Error("a second later it may ask without end")
	}
	now = now.Add(-time.Hour) // the clock was put right
	if wait := enter(ana); wait != 0 {
		t.Errorf("after the clock went back a laptop waits %d seconds", wait)
	}
}

func TestALaptopAsksFourThingsAtOnce(t *testing.T) {
	var g gate
	now := time.Now()
	var inside []func()
	for range maxAtOnce {
		wait, leave := g.enter(tokenHash{}, now)
		if wait != 0 {
			t.Fatal("it has to wait although it asks nothing else")
		}
		inside = append(inside, leave)
	}
	if wait, _ := g.enter(tokenHash{}, now); wait != 1 {
		t.Errorf("the next one waits %d seconds, want 1", wait)
	}
	inside[0]()
	if wait, _ := g.enter(tokenHash{}, now); wait != 0 {
		t.Errorf("once one is answered the next waits %d seconds", wait)
	}
}

// slowly begins a request whose body does not come.
func (in *inbox) slowly() net.Conn {
	in.t.Helper()
	u, err := url.Parse(in.url)
	if err != nil {
		in.t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		in.t.Fatal(err)
	}
	in.t.Cleanup(func() { _ = conn.Close() })
	_, err = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 100\r\n\r\n{", u.Path, in.token, fhirJSON)
	if err != nil {
		in.t.Fatal(err)
	}
	return conn
}

// TestSlowBodiesHoldUpNobody: more of them than are worked on at once, and a
// normal upload passes; the laptop that they come from is told to wait.
func TestSlowBodiesHoldUpNobody(t *testing.T) {
	in := newInbox(t)
	for i := range 2 * maxBusy / maxAtOnce {
		laptop := in.another(fmt.Sprintf("slow %d", i))
		for range maxAtOnce {
			laptop.slowly()
		}
		for status := 0; status != http.StatusTooManyRequests; { // until all four have come
			r := laptop.ask("GET", "/Patient/p1", "")
			status = r.status
			if after := r.header.Get("Retry-After"); status == http.StatusTooManyRequests && after != "1" {
				t.Errorf("Retry-After %q, want 1", after)
			}
		}
	}
	began := time.Now()
	if r := in.ask("POST", "", transaction(entry(patient("Peggy")))); r.status != 200 {
		t.Errorf("a normal upload: %d", r.status)
	}
	if took := time.Since(began); took > quietTimeout/2 {
		t.Errorf("a normal upload took %v", took)
	}
}

// conn is a body that comes when it comes, and its connection's deadline.
type conn struct {
	http.ResponseWriter

	comes    chan byte
	deadline time.Time
}

func (c *conn) SetReadDeadline(t time.Time) error {
	c.deadline = t
	return nil
}

func (c *conn) Read(b []byte) (int, error) {
	select {
	case b[0] = <-c.comes:
		return 1, nil
	case <-time.After(time.Until(c.deadline)):
		return 0, fmt.Errorf("read: %w", os.ErrDeadlineExceeded)
	}
}

func TestABodyIsWaitedForAsLongAsItGoesOn(t *testing.T) {
	tests := []struct {
		name  string
		every time.Duration // a byte
		least time.Duration
		most  time.Duration
	}{
		{"nothing comes", time.Hour, quietTimeout, quietTimeout},
		{"a byte now and then", 9 * time.Second, bodyTimeout, bodyTimeout},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			c := &conn{comes: make(chan byte)}
			stop := make(chan struct{})
			go func() {
				for {
					select {
					case <-time.After(tt.every):
					case <-stop:
						return
					}
					select {
					case c.comes <- '{':
					case <-stop:
						return
					}
				}
			}()
			began := time.Now()
			in := &patientReader{from: c, conn: http.NewResponseController(c), until: began.Add(bodyTimeout)}
			_, err := bufio.NewReader(in).ReadString('}')
			close(stop)
			if took := time.Since(began); err == nil || took < tt.least || took > tt.most {
				t.Errorf("%s: waited %v, %v", tt.name, took, err)
			}
		})
	}
}

func TestWhereAllTurnsAreTakenOneIsToldToComeLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &Hub{busy: make(chan struct{}, 1)}
		c := &call{r: httptest.NewRequestWithContext(t.Context(), http.MethodPost, Base, nil)}
		done, err := h.turn(c)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err = h.turn(c)
		r, refused := errors.AsType[*refusal](err)
		if !refused || r.status != http.StatusServiceUnavailable || r.after != 5 || time.Since(began) != busyTimeout {
			t.Errorf("turn = %v after %v, want 503 after %v", err, time.Since(began), busyTimeout)
		}
		done()
		if _, err := h.turn(c); err != nil {
			t.Errorf("once one is free: %v", err)
		}
	})
}

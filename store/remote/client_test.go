package remote

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func asUnreachable(err error) (*UnreachableError, bool) { return errors.AsType[*UnreachableError](err) }

func asLacking(err error) (*CapabilityError, bool) { return errors.AsType[*CapabilityError](err) }

func TestCancelEndsWithinASecond(t *testing.T) {
	m := newMaker(t, Put)
	m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if n > 0 {
			<-r.Context().Done()
		}
		return n > 0
	}
	ctx, cancel := context.WithCancel(t.Context())
	b := newBox("01")
	began := time.Now()
	_, err := client(t, m).Send(ctx, b, func(p Progress) {
		if p.State.Step == Going {
			time.AfterFunc(50*time.Millisecond, cancel)
		}
	})
	if !errors.Is(err, context.Canceled) || time.Since(began) > time.Second {
		t.Errorf("Send = %v after %v", err, time.Since(began))
	}
	if st := b.state(); st.Step != Unsure || st.Why != WhyStopped {
		t.Errorf("state %s %s, want unsure, stopped", st.Step, st.Why)
	}
}

func TestASilentServerRunsIntoTheLimit(t *testing.T) {
	m := newMaker(t, Put)
	m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if n > 0 {
			<-r.Context().Done()
		}
		return n > 0
	}
	b := newBox("01")
	send(t, m, b, func(o *Options) { o.Limit = 50 * time.Millisecond })
	if st := b.state(); st.Step != Unsure || st.Why != WhyTimeout {
		t.Errorf("state %s %s, want unsure, timeout", st.Step, st.Why)
	}
}

func TestNothingGoesToAnotherHost(t *testing.T) {
	var got []byte
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got, _ = io.ReadAll(r.Body)
		t.Errorf("%s %s with %d bytes and %d headers", r.Method, r.URL, len(got), len(r.Header))
	}))
	defer other.Close()
	each(t, func(t *testing.T, m *maker) {
		for _, from := range []int{0, 1} {
			m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
				if n >= from {
					http.Redirect(w, r, other.URL+"/fhir", http.StatusTemporaryRedirect)
				}
				return n >= from
			}
			b := newBox("01")
			_, err := client(t, m).Send(t.Context(), b, nil)
			if away, ok := asUnreachable(err); from == 0 && (!ok || away.Why != WhyRedirect) {
				t.Errorf("Send = %v, want unreachable by redirect", err)
			}
			if st := b.state(); from == 1 && (st.Step != Unsure || st.Why != WhyRedirect) {
				t.Errorf("state %s %s", st.Step, st.Why)
			}
		}
	})
}

// TestWhereNothingGetsOutTheRunEnds: it would be the same with the rest, and
// nothing that never went out may have arrived.
func TestWhereNothingGetsOutTheRunEnds(t *testing.T) {
	silent := make(chan struct{})
	defer close(silent)
	closed := httptest.NewServer(nil)
	closed.Close()
	proxy := func(answer http.HandlerFunc) string {
		s := httptest.NewServer(answer)
		t.Cleanup(s.Close)
		return s.URL
	}
	for name, tt := range map[string]struct{ server, proxy string }{
		"no server":                     {closed.URL, ""},
		"a server without TLS":          {strings.Replace(proxy(http.NotFound), "http:", "https:", 1), ""},
		"no proxy":                      {"https://fhir.council.example/R4", closed.URL},
		"a proxy that wants a password": {"https://fhir.council.example/R4", proxy(text(407, "text/plain", ""))},
		"a proxy that is not connected": {"https://fhir.council.example/R4", proxy(text(502, "text/html", "<html>"))},
		"a proxy that hangs up":         {"https://fhir.council.example/R4", proxy(func(w http.ResponseWriter, _ *http.Request) { drop(w) })},
		"a proxy that says nothing":     {"https://fhir.council.example/R4", proxy(func(http.ResponseWriter, *http.Request) { <-silent })},
	} {
		m := newMaker(t, Put)
		c := client(t, m, capable(m), func(o *Options) { o.URL, o.Limit = tt.server, 50*time.Millisecond })
		if tt.proxy != "" {
			at, err := url.Parse(tt.proxy)
			if err != nil {
				t.Fatal(err)
			}
			c.http.Transport.(*http.Transport).Proxy = http.ProxyURL(at)
		}
		b := newBox("01", "02", "03")
		report, err := c.Send(t.Context(), b, nil)
		if st := b.state(); err != nil || report != (Report{Waiting: 3}) || st.Step != Waiting || st.Why != WhyUnreachable {
			t.Errorf("%s: %+v, %v; the first is %q, %s", name, report, err, st.Step, st.Why)
		}
		if n := len(b.steps); n != 2 {
			t.Errorf("%s: %d states were kept, want two of the first", name, n)
		}
	}
}

func TestACertificateIsTrustedOnlyByName(t *testing.T) {
	m, trusts := newSecureMaker(t, false)
	_, err := client(t, m).Send(t.Context(), newBox("01"), nil)
	if away, ok := asUnreachable(err); !ok || away.Why != WhyCertificate {
		t.Errorf("Send = %v, want the certificate refused", err)
	}
	if report := send(t, m, newBox("01"), trusts); report != (Report{There: 1}) {
		t.Errorf("with our own authority: %+v", report)
	}
}

// newSecureMaker is a maker behind TLS, and what has a client trust it.
func newSecureMaker(t *testing.T, http2 bool) (m *maker, trusts func(*Options)) {
	t.Helper()
	m = &maker{offers: Put, things: map[string]*thing{}, past: map[string]thing{}}
	m.Server = httptest.NewUnstartedServer(m)
	m.Config.ErrorLog = log.New(io.Discard, "", 0)
	m.EnableHTTP2 = http2
	m.StartTLS()
	t.Cleanup(m.Close)
	own := x509.NewCertPool()
	own.AddCert(m.Certificate())
	return m, func(o *Options) { o.CA = own }
}

// TestWhatGotOutMayHaveArrived, whatever the connection is, and also on one that was
// used before.
func TestWhatGotOutMayHaveArrived(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		for _, write := range []int{1, 2} {
			m, trusts := newSecureMaker(t, http2)
			m.after = func(n int, _ http.ResponseWriter) bool {
				if n == write {
					panic(http.ErrAbortHandler)
				}
				return false
			}
			b := newBox("01", "02")
			send(t, m, b, trusts)
			if st := b.items[write-1].State; st.Step != Unsure || st.Why != WhyCut {
				t.Errorf("HTTP/2 %t, write %d: %s %s, want unsure, cut", http2, write, st.Step, st.Why)
			}
			send(t, m, b, trusts)
			if m.count("CarePlan") != 2 || b.state().Step != There {
				t.Errorf("HTTP/2 %t, write %d: %d plans", http2, write, m.count("CarePlan"))
			}
		}
	}
}

func TestOnlySafeAddresses(t *testing.T) {
	for address, want := range map[string]error{
		"https://fhir.council.example/R4": nil, "http://127.0.0.1:8737/fhir/R4": nil, "http://[::1]:1/": nil, "http://localhost/x": nil,
		"http://fhir.council.example/R4": ErrNotSecure, "http://127.0.0.1.example/": ErrNotSecure, "http://192.168.1.2/": ErrNotSecure,
		"ftp://x/": ErrAddress, "fhir.council.example": ErrAddress, "": ErrAddress, "https://a:b@x/": ErrAddress, "https://x/?q": ErrAddress,
		"https://x/?": nil, "https://x/#": nil,
	} {
		c, err := New(Options{URL: address})
		if !errors.Is(err, want) {
			t.Errorf("New(%q) = %v, want %v", address, err, want)
		}
		if err == nil && c.base != strings.TrimRight(address, "/?#") {
			t.Errorf("New(%q) asks at %q", address, c.base)
		}
	}
	if err := onlyLoopback("tcp", "192.0.2.1:80", nil); !errors.Is(err, ErrNotSecure) {
		t.Errorf("a name that leads elsewhere: %v, want ErrNotSecure", err)
	}
	if err := onlyLoopback("tcp", net.JoinHostPort("::1", "80"), nil); err != nil {
		t.Errorf("this machine: %v", err)
	}
}

func TestAClockThatIsOffIsTold(t *testing.T) {
	m := newMaker(t, Put)
	for _, off := range []time.Duration{0, 30 * time.Second, 9 * time.Minute, -24 * time.Hour} {
		c := client(t, m, at(noon.Add(-off)))
		if _, err := c.Send(t.Context(), newBox("01"), nil); err != nil {
			t.Fatal(err)
		}
		want := off
		if off == 30*time.Second {
			want = 0
		}
		if c.Skew() != want {
			t.Errorf("%v off: Skew() = %v, want %v", off, c.Skew(), want)
		}
	}
}

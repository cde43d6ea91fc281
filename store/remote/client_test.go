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

func TestACertificateIsTrustedOnlyByName(t *testing.T) {
	m := &maker{offers: Put, things: map[string]*thing{}}
	m.Server = httptest.NewUnstartedServer(m)
	m.Config.ErrorLog = log.New(io.Discard, "", 0)
	m.StartTLS()
	defer m.Close()
	_, err := client(t, m).Send(t.Context(), newBox("01"), nil)
	if away, ok := asUnreachable(err); !ok || away.Why != WhyCertificate {
		t.Errorf("Send = %v, want the certificate refused", err)
	}
	own := x509.NewCertPool()
	own.AddCert(m.Certificate())
	if report := send(t, m, newBox("01"), func(o *Options) { o.CA = own }); report != (Report{There: 1}) {
		t.Errorf("with our own authority: %+v", report)
	}
}

func TestOnlySafeAddresses(t *testing.T) {
	for url, want := range map[string]error{
		"https://fhir.council.example/R4": nil, "http://127.0.0.1:8737/fhir/R4": nil, "http://[::1]:1/": nil, "http://localhost/x": nil,
		"http://fhir.council.example/R4": ErrNotSecure, "http://127.0.0.1.example/": ErrNotSecure, "http://192.168.1.2/": ErrNotSecure,
		"ftp://x/": ErrAddress, "fhir.council.example": ErrAddress, "": ErrAddress, "https://a:b@x/": ErrAddress, "https://x/?q": ErrAddress,
	} {
		if _, err := New(Options{URL: url}); !errors.Is(err, want) {
			t.Errorf("New(%q) = %v, want %v", url, err, want)
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

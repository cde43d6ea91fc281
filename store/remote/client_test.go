package remote

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCancelEndsWithinASecond(t *testing.T) {
	release := make(chan struct{})
	s := newServer(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	b := newBox("01")
	began := time.Now()
	_, err := client(t, s.URL).Send(ctx, b, func(p Progress) {
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
	release := make(chan struct{})
	s := newServer(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	c := client(t, s.URL)
	c.whole = 50 * time.Millisecond
	b := newBox("01")
	if _, err := c.Send(t.Context(), b, nil); err != nil {
		t.Fatal(err)
	}
	if st := b.state(); st.Step != Unsure || st.Why != WhyTimeout {
		t.Errorf("state %s %s, want unsure, timeout", st.Step, st.Why)
	}
}

func TestAServerThatCannotTakePlans(t *testing.T) {
	without := able()
	without.FHIRVersion, without.Format = "5.0.0", []string{"xml"}
	without.Rest[0].Interaction = nil
	for i := range without.Rest[0].Resource {
		without.Rest[0].Resource[i].UpdateCreate = without.Rest[0].Resource[i].Type != "Goal"
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			t.Error("something was sent")
		}
		answerJSON(w, 200, without)
	}))
	defer s.Close()
	_, err := client(t, s.URL).Send(t.Context(), newBox("01"), nil)
	lacking, ok := errors.AsType[*CapabilityError](err)
	if !ok {
		t.Fatalf("Send = %v, want a CapabilityError", err)
	}
	if diff := cmp.Diff([]string{"fhirVersion 4.0", "json", "transaction", "updateCreate Goal"}, lacking.Missing); diff != "" {
		t.Error(diff)
	}
}

func TestNothingGoesToAnotherHost(t *testing.T) {
	reached := false
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer other.Close()
	away := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/fhir", http.StatusTemporaryRedirect)
	}
	s := httptest.NewServer(http.HandlerFunc(away))
	defer s.Close()
	b := newBox("01")
	_, err := client(t, s.URL).Send(t.Context(), b, nil)
	if gone, ok := errors.AsType[*UnreachableError](err); !ok || gone.Why != WhyRedirect {
		t.Errorf("Send = %v, want unreachable by redirect", err)
	}
	if _, err := client(t, newServer(t, away).URL).Send(t.Context(), b, nil); err != nil {
		t.Fatal(err)
	}
	if st := b.state(); st.Step != Unsure || st.Why != WhyRedirect {
		t.Errorf("state %s %s", st.Step, st.Why)
	}
	if reached {
		t.Error("the other host was asked")
	}
}

func TestACertificateNobodyTrusts(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(stored))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	_, err := client(t, s.URL).Send(t.Context(), newBox("01"), nil)
	if gone, ok := errors.AsType[*UnreachableError](err); !ok || gone.Why != WhyCertificate {
		t.Errorf("Send = %v, want the certificate refused", err)
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

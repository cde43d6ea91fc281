package plain

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// inbox is a team's inbox, which the plans of a data folder go to.
func inbox(t *testing.T, dir string) *hub.Hub {
	t.Helper()
	return inboxBehind(t, dir, func(h http.Handler) http.Handler { return h })
}

// inboxBehind is an inbox with something before it.
func inboxBehind(t *testing.T, dir string, before func(http.Handler) http.Handler) *hub.Hub {
	t.Helper()
	h, code, err := hub.New(t.TempDir(), hub.Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	if code != nil {
		code.Close()
	}
	token, err := h.AddToken("laptop")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(before(h.Handler(slog.New(slog.DiscardHandler))))
	t.Cleanup(func() {
		server.Close()
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	err = desk.ChangeSettings(dir, func(s *content.Settings) { s.Server.URL, s.Server.TokenFile = server.URL+"/fhir/R4", path })
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// terminal holds a session at a terminal, and gives what types there.
func terminal(t *testing.T, dir string, o desk.Options, out *paper) (types func(string), ended <-chan error) {
	t.Helper()
	in, hand := io.Pipe()
	over := make(chan error, 1)
	go func() {
		_, err := Run(context.Background(), Options{Dir: dir, In: in, Out: out, Terminal: true, Passphrase: []byte(passphrase), Desk: o})
		over <- err
	}()
	return func(text string) {
		t.Helper()
		for _, r := range text {
			if _, err := io.WriteString(hand, string(r)); err != nil {
				t.Fatal(err)
			}
		}
	}, over
}

// TestCtrlCStopsTheSendingAndNothingElse, within a second, and it goes on later
// where it was: what may have arrived is asked about, and is there once.
func TestCtrlCStopsTheSendingAndNothingElse(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	posted := make(chan struct{}, 1)
	first := true
	h := inboxBehind(t, dir, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if hangs := first && r.Method == http.MethodPost; hangs {
				first = false
				h.ServeHTTP(httptest.NewRecorder(), r) // it arrives, and nobody is told
				posted <- struct{}{}
				<-r.Context().Done()
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	sit(t, dir, o, strings.Join(append(agreedTalk("Peggy Ashworth"), ".quit", ""), "\n"))
	var out paper
	types, ended := terminal(t, dir, o, &out)
	types(".send\ryes\r")
	<-posted
	pressed := time.Now()
	types("\x03")
	out.shows(t, "Stopped.", 1)
	if took := time.Since(pressed); took > time.Second {
		t.Errorf("it stopped after %v, want within a second", took)
	}
	out.shows(t, "It is not known yet", 1)
	out.shows(t, "Choose:", 2)
	types(".send\ryes\r")
	out.shows(t, "1 plan is there.", 1)
	out.shows(t, "Choose:", 3) // what is typed before that is typed at the sending
	types(".quit\r")
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if plans, err := h.List(); err != nil || len(plans) != 1 || plans[0].Version != 1 {
		t.Errorf("the inbox has %+v, %v, want the plan once", plans, err)
	}
}

// TestPlansGoByThemselvesInPlainLines from the first page on: nobody is
// asked or told, and it says how they stand.
func TestPlansGoByThemselvesInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	arrived := make(chan struct{}, 1)
	inboxBehind(t, dir, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.ServeHTTP(w, r)
			if r.Method == http.MethodPost {
				select {
				case arrived <- struct{}{}:
				default:
				}
			}
		})
	})
	if err := desk.ChangeSettings(dir, func(s *content.Settings) { s.Server.ByItself = content.ByItselfYes }); err != nil {
		t.Fatal(err)
	}
	var out paper
	types, ended := terminal(t, dir, o, &out)
	types(strings.Join(agreedTalk("Peggy Ashworth"), "\r") + "\r")
	<-arrived
	late := time.Now().Add(5 * time.Second)
	for n := 2; !strings.Contains(out.text(), "with the council"); n++ {
		types("\r")
		out.shows(t, "Choose:", n)
		if time.Sleep(2 * time.Millisecond); time.Now().After(late) {
			t.Fatalf("it still waits:\n%s", out.text())
		}
	}
	types(".quit\r")
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Send?", "is there"} {
		if strings.Contains(out.text(), word) {
			t.Errorf("it says %q of what nobody asked for:\n%s", word, out.text())
		}
	}
}

// agreedTalk is what is typed for somebody's plan.
func agreedTalk(name string) []string {
	return []string{
		"1", name, ".", ".topics matters", `"To bowl."`, ".wanted", ".agree", "1", "1", "", "", "", "", "", "", "", "", "", "", ".home",
	}
}

// TestPlansAreSentInPlainLines: those whose numbers are typed go first; at
// somebody's table nobody is named but they; and what is there goes no more.
func TestPlansAreSentInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	inbox(t, dir)
	typed := append(agreedTalk("Peggy Ashworth"), agreedTalk("Joan Pemberton")...)
	typed = append(typed, ".send", "no", ".send", "2", "2", "Peggy", "1", ".send", "yes", ".home", ".send", ".quit", "")
	out := sit(t, dir, o, strings.Join(typed, "\n"))
	says(t, out,
		"2 plans are waiting to go to Northmoor Council:", "1 Peggy Ashworth: waiting to go", "2 Joan Pemberton: waiting to go",
		"Drafts, own notes and worries stay.", "Send? yes, numbers", "no",
		"2 plans are waiting", "Joan Pemberton: going", "Joan Pemberton: there", "1 plan is there.", "1 plan waits here, safe.",
		"1 plan is waiting", "Peggy Ashworth: there", "1 plan is there.", "Nothing waits to go.")
}

// TestAPlanThatNobodyMayHaveIsSaidToStayInPlainLines, where who may see it is
// asked, and where plans are sent.
func TestAPlanThatNobodyMayHaveIsSaidToStayInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	err := desk.ChangeSettings(dir, func(s *content.Settings) { s.Server.Whose, s.Server.Name = content.WhoseShared, "Ron" })
	if err != nil {
		t.Fatal(err)
	}
	typed := agreedTalk("Peggy Ashworth")
	typed = append(typed[:len(typed)-1], ".share", "Ron", "4", "", "", ".home", ".send", ".quit", "")
	out := sit(t, dir, o, strings.Join(typed, "\n"))
	says(t, out, "It stays here: Ron may not have it. That is what was said.", "agreed, stays here",
		"Peggy Ashworth: It stays here: Ron may not have it.", "Nothing waits to go.")
}

// TestThatTheyHaveItIsSaidWhenSheSaysNo: nobody is told that it stays here, where
// it does not, and what can be done about it stands beside it.
func TestThatTheyHaveItIsSaidWhenSheSaysNo(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	inbox(t, dir)
	err := desk.ChangeSettings(dir, func(s *content.Settings) { s.Server.Whose, s.Server.Name = content.WhoseShared, "Ron" })
	if err != nil {
		t.Fatal(err)
	}
	typed := agreedTalk("Peggy Ashworth")
	typed = append(typed[:len(typed)-1], ".share", "Ron", "1", "", "", ".send", "yes", ".share", "Ron", "4", "", "", ".home", ".send", ".quit", "")
	out := sit(t, dir, o, strings.Join(typed, "\n"))
	says(t, out, "1 plan is there.", "Ron has it since", "Ask them to take it out.", "Peggy Ashworth: Ron has it since", "Nothing waits to go.")
	if strings.Contains(out, "It stays here: Ron") {
		t.Errorf("it says that the plan stays here:\n%s", out)
	}
}

package plain

import (
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// inbox is a team's inbox, which the plans of a data folder go to.
func inbox(t *testing.T, dir string) {
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
	server := httptest.NewServer(h.Handler(slog.New(slog.DiscardHandler)))
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

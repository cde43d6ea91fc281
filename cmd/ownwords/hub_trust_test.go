//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/store/hub"
	"ownwords/tui/desk"
)

// TestAPlanOfManyLinesIsOneRow: nobody makes rows of their own in the list, or
// speaks to the terminal.
func TestAPlanOfManyLinesIsOneRow(t *testing.T) {
	at := time.Date(2026, 9, 4, 15, 30, 0, 0, time.Local)
	got := planRow(hub.Plan{At: at, By: "Dele\x1b[2J's laptop", Version: 3, Status: "active", Title: "Plan of\tPeggy\r\n2026-09-05 09:00\u009b2K  Ana"})
	if want := "2026-09-04 15:30\tDele[2J's laptop\t3\tactive\tPlan of Peggy 2026-09-05 09:002K Ana"; got != want {
		t.Errorf("planRow() = %q, want %q", got, want)
	}
}

// TestAHubsOwnCertificate sends a plan to a hub that made its certificate itself:
// nothing goes before the laptop was given it.
func TestAHubsOwnCertificate(t *testing.T) {
	t.Parallel()
	program, home, folder := build(t), agreedPlans(t, 1), filepath.Join(t.TempDir(), "hub")
	token := hubWithToken(t, folder)
	url, stop := serveHub(t, program, folder, "--tls-self")
	sendsTo(t, home, url, token)
	sends := func(code int, says string) {
		t.Helper()
		cmd := programAt(program, home, "send")
		out, _ := cmd.CombinedOutput() // the exit code tells
		if got := cmd.ProcessState.ExitCode(); got != code || !strings.Contains(string(out), says) {
			t.Errorf("send = %d, saying %q, want %d and %q", got, out, code, says)
		}
	}
	sends(codeNotSent, "certificate is not trusted")
	s, err := desk.LoadSettings(home)
	if err != nil {
		t.Fatal(err)
	}
	s.Server.CAFile = filepath.Join(filepath.Dir(home), "inbox.pem")
	raw, err := os.ReadFile(filepath.Join(folder, hub.CertFileName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.Server.CAFile, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := desk.SaveSettings(home, s); err != nil {
		t.Fatal(err)
	}
	sends(codeOK, ": there")
	if err := stop(); err != nil {
		t.Error(err)
	}
}

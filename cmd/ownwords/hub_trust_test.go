//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// TestAHubsOwnCertificate sends a plan to a hub that made its certificate itself:
// nothing goes before the laptop was given it.
func TestAHubsOwnCertificate(t *testing.T) {
	t.Parallel()
	program, home, folder := build(t), agreedPlans(t, 1), filepath.Join(t.TempDir(), "hub")
	h, _, err := hub.New(folder, hub.Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	token, err := h.AddToken("a laptop")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
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

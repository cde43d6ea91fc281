//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whoever is asked something, and would rather not say, gets out: by ctrl+c, or by
// shutting the window.
func TestAQuestionCanBeLeft(t *testing.T) {
	leaving := map[string]func(*hand) error{
		"ctrl+c":             func(h *hand) error { _, err := h.term.WriteString("half of it\x03"); return err },
		"asked to end":       func(h *hand) error { return h.cmd.Process.Signal(syscall.SIGTERM) },
		"the window is shut": func(h *hand) error { return h.cmd.Process.Signal(syscall.SIGHUP) },
	}
	home := agreedPlans(t, 1)
	questions := []struct {
		name, home, shows string
		args              []string
	}{
		{"the passphrase", home, "not shown", []string{"list"}},
		{"which face it is to have", filepath.Join(t.TempDir(), "none"), "Type 1 or 2", nil},
	}
	for _, asked := range questions {
		for name, leave := range leaving {
			t.Run(asked.name+", "+name, func(t *testing.T) {
				t.Parallel()
				cmd := exec.Command(build(t), asked.args...)
				cmd.Env = append(os.Environ(), "OWNWORDS_HOME="+asked.home, "TERM=xterm-256color")
				leaves(t, cmd, asked.shows, leave)
			})
		}
	}
}

// leaves waits until a command asks something, leaves, and looks at how it ended.
func leaves(t *testing.T, cmd *exec.Cmd, asked string, leave func(*hand) error) {
	t.Helper()
	h, err := sitDown(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.term.Close() }) // the program has ended
	if err := errors.Join(h.waitFor(asked), leave(h)); err != nil {
		t.Fatal(err)
	}
	ended, failed := errors.AsType[*exec.ExitError](h.end())
	if !failed || ended.ExitCode() != codeFailed {
		t.Errorf("it ended with %v, want %d", ended, codeFailed)
	}
	if err := eventually(h.saysItStopped); err != nil { // it may be shown a moment after the end
		t.Error(err)
	}
	if strings.Contains(asked, "not shown") && strings.Contains(h.sees(), "half of it") {
		t.Errorf("what nobody is to see is shown: %q", h.sees())
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, colours, _ := strings.Cut(h.shown.String(), asked); strings.Contains(colours, "\x1b]11") {
		t.Errorf("it asks the terminal for its colours, and waits: %q", colours)
	}
}

func (h *hand) saysItStopped() error {
	if shown := h.sees(); !strings.Contains(shown, "Stopped.") {
		return fmt.Errorf("shown: %q", shown)
	}
	return nil
}

// Whoever has the hub serve with nohup may shut the terminal.
func TestAHubStaysWhereHangingUpIsIgnored(t *testing.T) {
	dir := t.TempDir()
	folder, staying := filepath.Join(dir, "hub"), filepath.Join(dir, "staying")
	script := fmt.Sprintf("#!/bin/sh\nexec nohup %s \"$@\"\n", build(t))
	if err := errors.Join(cheapInbox(folder, filepath.Join(dir, "token")), os.WriteFile(staying, []byte(script), 0o700)); err != nil {
		t.Fatal(err)
	}
	_, cmd := startHub(t, staying, folder)
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		t.Fatalf("the hub ended as the terminal was shut: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	if err := errors.Join(cmd.Process.Signal(syscall.SIGTERM), <-ended); err != nil {
		t.Errorf("asked to end it did not end well: %v", err)
	}
}

// mallory is a record whose names would be obeyed by a terminal: a window's title,
// a screen wiped, a line turned round, a line that was never the program's.
const mallory = `{"format": 1, "id": "11111111-1111-4111-8111-111111111111",
 "conversation": {"id": "conversation", "kind": "assessment", "guide": "assessment", "guideVersion": 1, "standing": "draft", "began": "2026-09-15T10:00:00Z"},
 "person": {"id": "person", "fullName": "Mallory \u001b]0;pwned\u0007\u001b[2J\u202eyggeP\nNobody else"}}`

func TestATerminalObeysNoWordOfAFile(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	if err := cheap(home, "Dele Martins", "practitioner"); err != nil {
		t.Fatal(err)
	}
	passphrase, file := filepath.Join(t.TempDir(), "passphrase"), filepath.Join(t.TempDir(), "mallory.json")
	if err := errors.Join(os.WriteFile(passphrase, []byte(testPassphrase), 0o600), os.WriteFile(file, []byte(mallory), 0o600)); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) *exec.Cmd {
		cmd := exec.Command(build(t), args...)
		cmd.Env = append(os.Environ(), "OWNWORDS_HOME="+home, "OWNWORDS_PASSPHRASE_FILE="+passphrase)
		return cmd
	}
	if out, err := command("import", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, args := range []string{"list", "register", "show 11111111 --as text"} {
		h, err := sitDown(command(strings.Fields(args)...))
		if err != nil {
			t.Fatal(err)
		}
		err = errors.Join(h.end(), eventually(func() error { // what it wrote is behind its end
			if !strings.Contains(h.sees(), "Mallory") {
				return fmt.Errorf("shown: %q", h.sees())
			}
			return nil
		}), h.term.Close())
		if err != nil {
			t.Fatalf("%s: %v", args, err)
		}
		h.mu.Lock()
		raw := h.shown.String()
		h.mu.Unlock()
		for _, bad := range []string{"\x1b]", "\x1b[2J", "\a", "\u202e"} {
			if strings.Contains(raw, bad) {
				t.Errorf("%s hands %q to the terminal: %q", args, bad, raw)
			}
		}
	}
	// A pipe is another program's: a paper is as it is in a file, and the record has
	// what was written.
	if out, err := command("show", "11111111", "--as", "text").Output(); err != nil || strings.ContainsAny(string(out), "\u202e\x1b\a") {
		t.Errorf("as text: %v: %q", err, out)
	}
	if out, err := command("show", "11111111", "--as", "json").Output(); err != nil || !strings.Contains(string(out), "\u202e") {
		t.Errorf("as JSON: %v: %q", err, out)
	}
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/tui/desk"
)

// TestEveryMistakeHasItsSentenceAndItsCode: a script can tell them apart by the
// codes in the help, and a person by the sentence.
func TestEveryMistakeHasItsSentenceAndItsCode(t *testing.T) {
	dir := t.TempDir()
	home, file, faulty := filepath.Join(dir, "home"), filepath.Join(dir, "a-file"), filepath.Join(dir, "faulty")
	pass := filepath.Join(dir, "passphrase")
	for path, text := range map[string]string{file: "", pass: testPassphrase + "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range []string{home, faulty} {
		if err := cheap(h, "Dele Martins", "practitioner"); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(faulty, desk.SettingsFile), []byte("name: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(envPassphrase, pass)
	t.Setenv(envHome, home)
	nowhere := filepath.Join(dir, "nowhere", "x")
	for _, x := range []struct {
		args string
		code int
		says string
	}{
		{"fly", codeUsage, "Not understood"},
		{"show", codeUsage, "Not understood"},
		{"init", codeUsage, "Not understood"},
		{"init --name D --role vicar --passphrase-file " + pass + " --recovery-file " + nowhere, codeUsage, "not vicar"},
		{"init --name D --passphrase-file " + pass + " --recovery-file " + nowhere, codeExists, "already"},
		{"init --home " + dir + "/new --name D --passphrase-file " + pass + " --recovery-file " + nowhere, codeNone, nowhere + " is not there"},
		{"init --home " + file + " --name D --passphrase-file " + pass + " --recovery-file " + dir + "/code", codeNone, file + " cannot be used: it is no folder"},
		{"list --home " + dir, codeNone, "no notes"},
		{"list --home " + faulty, codeOK, "line 1"},
		{"show 0000aaaa --home " + faulty, codeNone, "line 1"},
		{"log --home " + faulty, codeOK, "line 1"},
		{"send --home " + faulty, codeInput, "line 1"},
		{"send --dry-run --home " + faulty, codeInput, "line 1"},
		{"export 0000aaaa -o " + nowhere + " --home " + faulty, codeInput, "line 1"},
		{"import " + file + " --home " + faulty, codeInput, "line 1"},
		{"settings --home " + faulty, codeInput, "line 1"},
		{"settings check --home " + faulty, codeInput, "line 1"},
		{"settings check " + nowhere, codeNone, "no settings file"},
		{"settings check " + dir, codeInput, "cannot be read"},
		{"settings check a b", codeUsage, "Not understood"},
		{"show 0000aaaa", codeNone, "No record"},
		{"import " + dir, codeInput, "is not a file"},
		{"import " + file, codeInput, "not JSON"},
		{"guide preview nothing", codeNone, "No guide"},
		{"guide check " + dir, codeInput, "1 fault"},
		{"hub list", codeNone, "There is no inbox"},
		{"hub token revoke nobody", codeNone, "There is no inbox"},
		{"hub serve --listen 0.0.0.0:0", codeUsage, "this machine only"},
	} {
		code, said := ran(t, strings.Fields(x.args)...)
		if code != x.code || !strings.Contains(said, x.says) {
			t.Errorf("ownwords %s = %d, %q, want %d and %q in it", x.args, code, said, x.code, x.says)
		}
		if strings.Contains(said, "That did not work") {
			t.Errorf("ownwords %s has no sentence of its own: %q", x.args, said)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "code")); err == nil {
		t.Error("a recovery code of a store that was not made is left behind")
	}
	if code, _ := ran(t, "hub", "token", "add", "dele-laptop"); code != codeOK {
		t.Errorf("the first token = %d, want %d", code, codeOK)
	}
	if code, said := ran(t, "hub", "token", "add", "dele-laptop"); code != codeExists || !strings.Contains(said, "has a token already") {
		t.Errorf("the second token of one laptop = %d, %q, want %d", code, said, codeExists)
	}
	if code, said := ran(t, "hub", "token", "revoke", "nobody"); code != codeNone || !strings.Contains(said, "No laptop") {
		t.Errorf("revoking a token that nobody has = %d, %q, want %d", code, said, codeNone)
	}
}

// ran runs the program without a terminal and returns its code and what it said
// of what went wrong.
func ran(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	out, err := os.CreateTemp(t.TempDir(), "said")
	if err != nil {
		t.Fatal(err)
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	code = run(args, null, null, out)
	raw, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []*os.File{out, null} {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	return code, string(raw)
}

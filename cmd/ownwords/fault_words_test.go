//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"ownwords/content"
	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/tui/desk"
	"ownwords/tui/plain"
)

// everything is done in a talk, with every choice in turn, so that every field is
// asked for; each star is a word of its own.
var everything = []string{
	`* *`, `"* *"`, "me: *", ".here *, *", ".wanted", ".through", ".people *", ".more", ".people", ".wants new", ".more", ".risks new", ".more",
	".helps new", ".more", ".money", ".own *", ".about", ".start", ".visit", ".questions", "* again", ".mine", ".mynotes", ".worry",
	".notwanted", ".undo", ".stop", ".undo", ".readback", ".answers", ".decide", ".share", ".more", ".newvisit", "*", ".agree", ".copy *", ".home",
}

// fieldsTyped are how many fields, at least, have to be found with words in them,
// by how many of the choices were made.
var fieldsTyped = map[int]int{2: 70, 4: 90}

// nothingReadable types words into every field that there is, saves, sends,
// writes no copy after all, and breaks the program. Then it looks for all of the
// words in every file that anything of it could have written.
func nothingReadable(f *trial) {
	fields := map[string]bool{}
	roles := []content.Role{content.RolePractitioner, content.RolePeer}
	for _, role := range roles[:f.times/2] {
		r, words, err := f.filledIn(role, fields)
		if err != nil {
			f.Fatal(err)
		}
		f.judge("sent", r.sends())
		f.judge("no copy after all", r.writesNoCopy())
		said, err := r.breaks(words)
		f.judge("broken", err)
		for _, place := range []string{"data", "tmp", "own", "traces", "inbox"} {
			f.judge(string(role)+", "+place, readable(filepath.Join(r.dir, place), words...))
		}
		f.judge(string(role)+", what it said as it broke", holdsNone(said, words))
	}
	if least := fieldsTyped[f.times]; len(fields) < least {
		f.Errorf("words were typed into %d fields, want %d: %v", len(fields), least, slices.Sorted(maps.Keys(fields)))
	}
	f.Logf("words in %d fields", len(fields))
}

// filledIn is a room with a record in which every field has words in it, typed
// into the program as it is released, and these words. Which fields they are is
// told in fields.
func (f *trial) filledIn(role content.Role, fields map[string]bool) (*room, []string, error) {
	a := &asker{times: map[string]int{}, choice: 1, step: 4 / f.times, most: 40}
	for range f.times {
		a.commands = append(a.commands, everything...)
	}
	a.commands = append(a.commands, "not quite enough")
	r := &room{dir: f.TempDir(), program: f.program, scene: scenes[1]}
	practice := filepath.Join(r.dir, "practice")
	if err := errors.Join(r.furnish(), cheap(practice, "Dele Martins", string(role))); err != nil {
		return nil, nil, err
	}
	if _, err := plain.Run(context.Background(), plain.Options{Dir: practice, In: a, Out: a, Passphrase: []byte(testPassphrase)}); err != nil {
		return nil, nil, err
	}
	if err := errors.Join(os.RemoveAll(practice), desk.ChangeSettings(r.home(), func(s *content.Settings) { s.Role = role })); err != nil {
		return nil, nil, err
	}
	cmd := r.command("--plain")
	cmd.Stdin = strings.NewReader(strings.Join(a.lines, "\n") + "\n")
	if got, err := answered(cmd); err != nil || got.code != codeOK {
		return nil, nil, fmt.Errorf("ended with %d, saying %q: %w", got.code, got.said, err)
	}
	d, err := unlock(r.home(), []byte(testPassphrase))
	if err != nil {
		return nil, nil, err
	}
	all, _, err := d.Everyone("")
	if err != nil || len(all) != 1 {
		return nil, nil, fmt.Errorf("%d records, %w", len(all), err)
	}
	t, _, err := d.Open(all[0].ID)
	if err != nil {
		return nil, nil, err
	}
	err = wordFields(t.Record(), fields)
	return r, a.words, errors.Join(err, t.Leave(context.Background()), d.Close())
}

// wordFields tells in which fields of a value the words are.
func wordFields(v any, fields map[string]bool) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	var in any
	if err := d.Decode(&in); err != nil {
		return err
	}
	var look func(v any, path string)
	look = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			for name, x := range v {
				look(x, path+"."+name)
			}
		case []any:
			for _, x := range v {
				look(x, path)
			}
		case string:
			if strings.Contains(v, "vex") {
				fields[path] = true
			}
		}
	}
	look(in, "")
	return nil
}

// sends sends what waits to a team's inbox in this room, and ends that.
func (r *room) sends() (err error) {
	inbox, token := filepath.Join(r.dir, "inbox"), filepath.Join(r.dir, "token")
	if err := cheapInbox(inbox, token); err != nil {
		return err
	}
	serving := r.command("hub", "--folder", inbox, "serve", "--listen", "127.0.0.1:0")
	out, err := serving.StdoutPipe()
	if err == nil {
		err = serving.Start()
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, serving.Process.Signal(os.Interrupt), serving.Wait()) }()
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return err
	}
	err = desk.ChangeSettings(r.home(), func(s *content.Settings) {
		s.Server.URL, s.Server.Name, s.Server.TokenFile = strings.TrimSpace(url), "Northmoor inbox", token
	})
	if err != nil {
		return err
	}
	a, err := r.asks("send")
	if err == nil && a.code != codeOK {
		err = fmt.Errorf("send ended with %d, saying %q", a.code, a.said)
	}
	return err
}

// cheapInbox makes an inbox that is no work to open, and a token in a file.
func cheapInbox(folder, tokenFile string) error {
	h, code, err := hub.New(folder, hub.Options{Cost: seal.CheapCost()})
	if err != nil {
		return err
	}
	code.Close()
	token, err := h.AddToken("laptop-1")
	return errors.Join(err, os.WriteFile(tokenFile, []byte(token), 0o600), h.Close())
}

// writesNoCopy begins a copy that is not written.
func (r *room) writesNoCopy() error {
	var list []listed
	if err := r.read(&list, "list", "--json"); err != nil {
		return err
	}
	for _, to := range []string{filepath.Join(r.dir, "nowhere", "x.html"), r.home(), "/dev/full"} {
		a, err := r.asks("export", string(list[0].ID), "--document", "my-plan", "-o", to)
		if err != nil {
			return err
		}
		if a.code == codeOK || strings.Contains(a.said, "vex") {
			return fmt.Errorf("export to %s ended with %d, saying %q", to, a.code, a.said)
		}
	}
	return nil
}

// breaks ends the program from outside, in the middle of typing, as its own
// faults would: with all that the system and the language would then write down,
// had they their way. It returns what was written to standard error.
func (r *room) breaks(words []string) ([]byte, error) {
	path := filepath.Join(r.dir, "tmp", "said")
	cmd := r.command()
	cmd.Env = append(cmd.Env, "GOTRACEBACK=crash")
	cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", `ulimit -c unlimited; exec "$0" 2>"$1"`, r.program, path}
	h, err := sitDown(cmd)
	if err != nil {
		return nil, err
	}
	defer func() { _ = errors.Join(h.term.Close(), h.cmd.Process.Kill()) }() // it has ended, mostly
	if err := errors.Join(h.waitFor("begun today"), h.press(press{"\r", "ctrl+g mark"})); err != nil {
		return nil, err
	}
	for _, key := range words[1] + " " + words[2] {
		if _, err := h.term.WriteString(string(key)); err != nil {
			return nil, err
		}
		time.Sleep(8 * time.Millisecond)
	}
	if err := h.cmd.Process.Signal(syscall.SIGABRT); err != nil {
		return nil, err
	}
	_ = h.end() // it was made to break
	said, err := os.ReadFile(path)
	if e, ok := errors.AsType[*exec.ExitError](h.err); !ok || e.Success() {
		err = errors.Join(err, fmt.Errorf("it did not break, but ended: %w", h.err))
	}
	return said, err
}

func holdsNone(text []byte, words []string) error {
	for _, w := range words {
		if bytes.Contains(text, []byte(w)) {
			return fmt.Errorf("%q was said", w)
		}
	}
	return nil
}

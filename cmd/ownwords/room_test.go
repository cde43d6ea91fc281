//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"ownwords/model"
)

// room is where a record is typed in sitting after sitting: all that the
// program can write to is in its folder.
type room struct {
	dir     string
	program string
	scene   scene
	begun   bool
	before  []said // what the record had when the sitting began
	words   int    // the number of the first word of the sitting
}

func (r *room) home() string { return filepath.Join(r.dir, "data") }

func (r *room) traces() string { return filepath.Join(r.dir, "traces") }

func (r *room) furnish() error {
	for _, d := range []string{filepath.Join(r.dir, "tmp"), filepath.Join(r.dir, "own"), r.traces()} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(r.dir, "passphrase"), []byte(testPassphrase+"\n"), 0o600); err != nil {
		return err
	}
	return cheap(r.home(), "Dele Martins", "practitioner")
}

// command is the program in this room. The libraries are asked to write down
// what they see.
func (r *room) command(args ...string) *exec.Cmd {
	cmd := exec.Command(r.program, args...)
	cmd.Dir = filepath.Join(r.dir, "own")
	cmd.Env = []string{
		"OWNWORDS_HOME=" + r.home(), "OWNWORDS_PASSPHRASE_FILE=" + filepath.Join(r.dir, "passphrase"),
		"TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"),
		"TMPDIR=" + filepath.Join(r.dir, "tmp"), "HOME=" + filepath.Join(r.dir, "own"),
	}
	for _, v := range []string{"TEA_TRACE", "TEA_DEBUG", "UV_DEBUG"} {
		cmd.Env = append(cmd.Env, v+"="+filepath.Join(r.traces(), v))
	}
	return cmd
}

// sitting is one use of the program, from its start to its end. It returns how
// old the first key was that the record has nothing of, and how many were
// typed.
func (r *room) sitting(e ending) (age time.Duration, keys int, err error) {
	cmd := r.command()
	if r.scene.plain() {
		cmd = r.command("--plain")
	}
	h, err := sitDown(cmd)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = errors.Join(h.term.Close(), h.cmd.Process.Kill()) }() // for the second time, mostly
	if err := r.arrive(h); err != nil {
		return 0, 0, err
	}
	r.words += 1000
	next := words(r.words, r.scene.endings...)
	if r.begun {
		next = behind(r.scene.first, next)
	}
	typed := h.typeUntil(next, time.After(1500*time.Millisecond+rand.N(2500*time.Millisecond)))
	at := time.Now()
	if err := e.strike(h); err != nil {
		return 0, 0, err
	}
	if err := h.end(); e.clean && err != nil {
		return 0, 0, fmt.Errorf("ended with %w, showing:\n%s", err, h.sees())
	}
	now, err := r.record()
	if err != nil {
		return 0, 0, err
	}
	age, err = missing(r.before, typed, now, at)
	r.begun, r.before = true, now
	return age, len(typed), err
}

// arrive goes to where words are typed.
func (r *room) arrive(h *hand) error {
	way, shown := r.scene.begin, r.scene.home
	if r.begun {
		way, shown = r.scene.goOn, r.scene.back
	}
	if err := h.waitFor(shown); err != nil {
		return err
	}
	for _, p := range way {
		if err := h.press(p); err != nil {
			return err
		}
	}
	return nil
}

// record reads what is kept, with the program, and looks whether anything of it
// is damaged.
func (r *room) record() ([]said, error) {
	var list []listed
	if err := r.read(&list, "list", "--json"); err != nil {
		return nil, err
	}
	if len(list) != 1 || list[0].Name != typedName {
		return nil, fmt.Errorf("list has %+v", list)
	}
	var k kept
	if err := r.read(&k, "show", string(list[0].ID), "--as", "json"); err != nil {
		return nil, err
	}
	return r.scene.kept(k), r.whole(list[0].ID)
}

func (r *room) read(into any, args ...string) error {
	cmd := r.command(args...)
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil || strings.ReplaceAll(told.String(), notAll, "") != "" {
		return fmt.Errorf("%s: %v, telling %q", args[0], err, told.String())
	}
	return json.Unmarshal(out, into)
}

// whole opens the record and fails where the store tells of damage, where the
// program broke, or where the libraries wrote what they saw to a file, letter
// by letter.
func (r *room) whole(id model.ID) (err error) {
	for _, files := range []string{filepath.Join(r.traces(), "*"), filepath.Join(r.home(), "crash-*")} {
		if there, err := filepath.Glob(files); err != nil || len(there) > 0 {
			return fmt.Errorf("there are files %v: %v", there, err)
		}
	}
	d, err := unlock(r.home(), []byte(testPassphrase))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	_, o, err := d.Open(id)
	for _, x := range o.Damage {
		err = errors.Join(err, x)
	}
	return err
}

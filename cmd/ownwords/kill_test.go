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
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ownwords/model"
)

// killsEnv is how many times each face is killed; without it, twice.
const killsEnv = "OWNWORDS_KILLS"

// markers are the words that are typed, and the name; none may be readable in
// any file afterwards.
var markers = []string{"quarry", "thistle", "saffron", "marrow", "pewter", "tamarind", "bellows", "juniper"}

const typedName = "Wilhelmina Featherstone"

// face is one way to use the program, and how one gets to where notes are typed.
type face struct {
	name  string
	args  []string
	home  string // what is shown once it can be used
	begin []press
	goOn  []press
	mark  []step
	// resume is typed before a note where one goes on with somebody.
	resume []step
}

var faces = []face{
	{
		name: "screen", home: "Who are you with?",
		begin:  []press{{"n", "Likes"}, {typedName + "\x0e", "Starting"}},
		goOn:   []press{{"\r", "Starting"}},
		mark:   []step{{key: "\x07", does: leads}, {key: "1", does: marks}},
		resume: []step{{key: "\r", does: breaks}},
	},
	{
		name: "plain", args: []string{"--plain"}, home: "Choose:",
		begin: []press{{"1\r", "Who is it with"}, {typedName + "\r", "Likes"}, {strings.Repeat("\r", 7), "Note 1:"}},
		goOn:  []press{{"5\r", "Note"}},
	},
}

// noteEnd ends a note, which may be marked.
func (f face) noteEnd(marked bool) []step {
	end := []step{{key: "\r", does: breaks}}
	if !marked {
		return end
	}
	if f.mark != nil {
		return append(slices.Clone(f.mark), end...)
	}
	for _, r := range ".wanted" {
		end = append(end, step{key: string(r), does: leads})
	}
	return append(end, step{key: "\r", does: marks})
}

// ending is one way in which a sitting comes to a sudden end, and what may be
// missing from the record: what was typed within so long before it.
type ending struct {
	name   string
	grace  time.Duration
	strike func(*hand) error
	clean  bool // the program ends by itself, in good order
}

var (
	killed = ending{"kills", time.Second, func(h *hand) error { return h.cmd.Process.Kill() }, false}
	// What is in the terminal and not read yet is nobody's word yet.
	unread     = 100 * time.Millisecond
	hungUp     = ending{"hangups", unread, func(h *hand) error { return h.cmd.Process.Signal(syscall.SIGHUP) }, true}
	terminated = ending{"terms", unread, func(h *hand) error { return h.cmd.Process.Signal(syscall.SIGTERM) }, true}
	closed     = ending{"closes", unread, func(h *hand) error { return h.term.Close() }, true}
)

// TestStruckWhileTyping is the promise to somebody who types: whatever ends the
// program, nothing older than a second is lost, and nothing that was typed is
// readable in any file.
func TestStruckWhileTyping(t *testing.T) {
	kills := 2
	if n := os.Getenv(killsEnv); n != "" {
		var err error
		if kills, err = strconv.Atoi(n); err != nil {
			t.Fatalf("%s=%s: %v", killsEnv, n, err)
		}
	}
	program := build(t)
	var all sync.WaitGroup
	for _, f := range faces {
		for e, times := range map[*ending]int{&killed: kills, &hungUp: max(1, kills/5), &terminated: max(1, kills/5), &closed: max(1, kills/5)} {
			r := &room{dir: t.TempDir(), program: program, face: f}
			all.Go(func() { r.suffers(t, *e, times) })
		}
	}
	all.Wait()
}

// build makes the program as it is released.
func build(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ownwords")
	cmd := exec.Command("go", "build", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// room is where one person's record is typed in sitting after sitting: all that
// the program can write to is in its folder.
type room struct {
	dir     string
	program string
	face    face
	begun   bool
	before  []said // what the record had when the sitting began
	words   int    // the number of the first word of the sitting
}

// said is a note as far as it is compared.
type said struct {
	Text   string       `json:"text"`
	Marks  []model.Mark `json:"marks"`
	marked bool
}

func (r *room) suffers(t *testing.T, e ending, times int) {
	if err := r.furnish(); err != nil {
		t.Error(err)
		return
	}
	lost, oldest, letters := 0, time.Duration(0), 0
	for i := range times {
		age, typed, err := r.sitting(e)
		if err != nil {
			t.Errorf("%s %s, round %d: %v", r.face.name, e.name, i+1, err)
			return
		}
		if age > e.grace {
			lost++
			t.Errorf("%s %s, round %d: what was typed %v before is lost", r.face.name, e.name, i+1, age)
		}
		oldest, letters = max(oldest, age), letters+typed
	}
	if err := readable(r.dir, append(strings.Fields(typedName), markers...)...); err != nil {
		t.Errorf("%s %s: %v", r.face.name, e.name, err)
	}
	_, _ = fmt.Fprintf(t.Output(), "%s face=%s tried %d lost %d keys %d oldest-not-kept %v readable 0 of %d markers\n",
		e.name, r.face.name, times, lost, letters, oldest.Round(time.Millisecond), len(markers)+2)
}

func (r *room) home() string { return filepath.Join(r.dir, "data") }

func (r *room) furnish() error {
	for _, d := range []string{"tmp", "own", "trace"} {
		if err := os.Mkdir(filepath.Join(r.dir, d), 0o700); err != nil {
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
		cmd.Env = append(cmd.Env, v+"="+filepath.Join(r.dir, "trace", v))
	}
	return cmd
}

// sitting is one use of the program, from its start to its end. It returns how
// old the first key was that the record has nothing of, and how many were
// typed.
func (r *room) sitting(e ending) (age time.Duration, keys int, err error) {
	h, err := sitDown(r.command(r.face.args...))
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = h.term.Close() }() // a second time, after some endings
	defer func() { _ = h.cmd.Process.Kill() }()
	first, err := r.arrive(h)
	if err != nil {
		return 0, 0, err
	}
	r.words += 1000
	next := func(yield func(step) bool) {
		for _, s := range first {
			if !yield(s) {
				return
			}
		}
		typing(r.face, r.words)(yield)
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

// arrive goes to where notes are typed.
func (r *room) arrive(h *hand) ([]step, error) {
	if err := h.waitFor(r.face.home); err != nil {
		return nil, err
	}
	way, first := r.face.begin, []step(nil)
	if r.begun {
		way, first = r.face.goOn, r.face.resume
	}
	for _, p := range way {
		if err := h.press(p); err != nil {
			return nil, err
		}
	}
	return first, nil
}

// record reads what is kept, with the program, and looks whether anything of it
// is damaged.
func (r *room) record() ([]said, error) {
	var list []listed
	if err := r.read(&list, "list", "--json"); err != nil {
		return nil, err
	}
	if len(list) != 1 || list[0].Name != typedName {
		return nil, fmt.Errorf("list has %d people", len(list))
	}
	var record struct {
		Notes []said `json:"note"`
	}
	if err := r.read(&record, "show", string(list[0].ID), "--as", "json"); err != nil {
		return nil, err
	}
	for i, n := range record.Notes {
		record.Notes[i].marked = slices.Contains(n.Marks, model.MarkWanted)
	}
	return record.Notes, r.whole(list[0].ID)
}

func (r *room) read(into any, args ...string) error {
	cmd := r.command(args...)
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil || told.Len() > 0 {
		return fmt.Errorf("%s: %w\n%s", args[0], err, told.String())
	}
	return json.Unmarshal(out, into)
}

// whole opens the record and fails where the store tells of damage.
func (r *room) whole(id model.ID) (err error) {
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

// missing holds a record against what was typed. It has to be what stood on the
// page after some key; age is how old the next one was, zero where none is
// missing.
func missing(before []said, typed []step, now []said, at time.Time) (age time.Duration, err error) {
	page := slices.Clone(before)
	last, fresh := -1, true
	if same(page, now) {
		last = 0
	}
	for i, s := range typed {
		page, fresh = s.on(page, fresh)
		if same(page, now) {
			last = i + 1
		}
	}
	switch {
	case last < 0:
		return 0, fmt.Errorf("the record never was on the page: it has\n%+v\ninstead of\n%+v", now, page)
	case last == len(typed):
		return 0, nil
	}
	return at.Sub(typed[last].at), nil
}

// on is the page after a key. It is fresh when the next letter begins a note.
func (s step) on(page []said, fresh bool) ([]said, bool) {
	switch {
	case s.does == types && fresh:
		return append(page, said{Text: s.key}), false
	case s.does == types:
		page[len(page)-1].Text += s.key
	case s.does == breaks:
		return page, true
	case s.does == marks:
		page[len(page)-1].marked = true
	}
	return page, fresh
}

func same(a, b []said) bool {
	return slices.EqualFunc(a, b, func(x, y said) bool {
		return strings.TrimRight(x.Text, " ") == strings.TrimRight(y.Text, " ") && x.marked == y.marked
	})
}


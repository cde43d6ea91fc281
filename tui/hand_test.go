package tui

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
)

// hand is somebody who types a whole visit and looks at nothing but the screen.
// It counts the keys that were no words.
type hand struct {
	*drive
	beside int
}

// sitDown is a laptop that is set up for somebody, unlocked, and at home.
func sitDown(t *testing.T, role content.Role, name string) *hand {
	t.Helper()
	d := firstRun(t)
	s := content.DefaultSettings()
	s.Role, s.Name, s.Organisation = role, name, "Northmoor Council"
	d.create(s)
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	return &hand{drive: d}
}

// press presses keys that are no words.
func (h *hand) press(names ...string) {
	h.t.Helper()
	for _, n := range names {
		h.beside++
		h.clock.set(h.clock.now().Add(time.Second))
		h.keys(n)
	}
	h.tick()
}

// say types words.
func (h *hand) say(words string) {
	h.t.Helper()
	h.clock.set(h.clock.now().Add(time.Second))
	half := len(words) / 2
	for !utf8.RuneStart(words[half]) {
		half++
	}
	for _, part := range []string{words[:half], words[half:]} {
		h.typed(part)
		h.tick() // nobody types so fast that nothing is kept meanwhile
	}
}

// find types letters by which something is found: they are no words.
func (h *hand) find(letters string) {
	h.t.Helper()
	h.beside += len(letters)
	h.typed(letters)
	h.press("enter")
}

// note types a note letter by letter. Nothing opens meanwhile, and none of its
// marks opens anything.
func (h *hand) note(words string, marks ...string) {
	h.t.Helper()
	page := h.app.top()
	still := func(after string) {
		if h.app.top() != page {
			h.t.Fatalf("the page changed after %q of %q:\n%s", after, words, h.screen())
		}
	}
	for i, r := range words {
		h.typed(string(r))
		if i%20 == 0 {
			h.tick()
		}
		still(string(r))
	}
	for _, m := range marks {
		h.press("ctrl+g", m)
		still(m)
	}
	h.press("enter")
	still("enter")
}

func (h *hand) topic(letters string) {
	h.t.Helper()
	h.press("esc")
	h.find(letters)
}

func (h *hand) anything(letters string) {
	h.t.Helper()
	h.press("ctrl+p")
	h.find(letters)
}

// at goes to the line that begins so: down, and from the last line up again.
func (h *hand) at(label string) string {
	h.t.Helper()
	way := "down"
	for range 60 {
		seen := h.screen()
		for row := range strings.SplitSeq(seen, "\n") {
			if line, ok := strings.CutPrefix(row, ">"); ok && strings.HasPrefix(strings.TrimSpace(line), label) {
				return line
			}
		}
		h.press(way)
		if h.screen() == seen {
			way = "up"
		}
	}
	h.t.Fatalf("no line %q:\n%s", label, h.screen())
	return ""
}

// line types in a line.
func (h *hand) line(label, words string) {
	h.t.Helper()
	h.at(label)
	h.say(words)
	h.press("enter")
}

// What tells on the screen that numbers can be chosen, and that options are
// open.
var (
	numbers = regexp.MustCompile(`\b1\]? +\S`)
	picking = regexp.MustCompile(`(?m)^ +>`)
)

// choose chooses in a line by the number that stands there, opening it first
// where none does and closing it where it is still open.
func (h *hand) choose(label, digit string) {
	h.t.Helper()
	if line := h.at(label); !numbers.MatchString(line) {
		h.press("enter")
	}
	h.press(digit)
	if picking.MatchString(h.screen()) {
		h.press("enter")
	}
}

// fresh begins something on a page that lists things.
func (h *hand) fresh(words string) {
	h.t.Helper()
	h.press("n")
	h.say(words)
	h.press("enter")
}

var (
	anyID   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z`)
	anyRank = regexp.MustCompile(`(?m)^\s*"order": .*\n`)
)

// same compares the record with what plain lines made of the same visit, ids,
// places in lists and times aside.
func (h *hand) same(name string) {
	h.t.Helper()
	raw, err := json.MarshalIndent(h.app.talk.Record(), "", "  ")
	if err != nil {
		h.t.Fatal(err)
	}
	names := map[string]string{}
	text := anyID.ReplaceAllStringFunc(string(raw), func(id string) string {
		if names[id] == "" {
			names[id] = fmt.Sprintf("id-%d", len(names)+1)
		}
		return names[id]
	})
	got := anyRank.ReplaceAllString(anyTime.ReplaceAllString(text, "TIME"), "") + "\n"
	want, err := os.ReadFile(filepath.Join("plain", "testdata", name+".json"))
	if err != nil {
		h.t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		h.t.Errorf("%s in plain lines and typed here (-plain +here):\n%s", name, d)
	}
	h.t.Logf("%s: %d keys that were no words", name, h.beside)
}

// help puts something that helps on its page.
func (h *hand) help(what, wants, who string) {
	h.t.Helper()
	h.fresh(what)
	if wants != "" {
		h.choose("For which", wants)
	}
	h.line("Who gives it", who)
}

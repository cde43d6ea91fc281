package tui

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/tui/kit"
)

type hand struct {
	*drive
	keys_ int
	words int
	log   *os.File
}

func (h *hand) logf(s string) {
	if h.log != nil {
		fmt.Fprintln(h.log, s)
	}
}

func (h *hand) press(names ...string) {
	h.t.Helper()
	for _, n := range names {
		h.keys_++
		h.logf("key " + n)
		h.drive.keys(n)
	}
}

func (h *hand) typed(text string) {
	h.t.Helper()
	h.words += len([]rune(text))
	h.logf("type " + text)
	h.drive.typed(text)
}

// find looks for something by typing.
func (h *hand) find(text string) {
	h.keys_ += len(text)
	h.logf("type " + text)
	h.drive.typed(text)
}

func (h *hand) note(text string, marks ...string) {
	h.t.Helper()
	h.typed(text)
	if _, ok := h.app.top().(*talkPage); !ok {
		h.t.Fatalf("page changed while %q was typed:\n%s", text, h.screen())
	}
	for _, m := range marks {
		h.press("ctrl+g", m)
	}
	h.press("enter")
}

func (h *hand) topic(letters string) {
	h.t.Helper()
	h.press("esc")
	h.find(letters)
	h.press("enter")
}

func (h *hand) anything(letters string) {
	h.t.Helper()
	h.press("ctrl+p")
	h.find(letters)
	h.press("enter")
}

// at presses down until the line in focus has the label.
func (h *hand) at(label string) {
	h.t.Helper()
	for range 60 {
		for _, row := range strings.Split(h.screen(), "\n") {
			if strings.HasPrefix(row, ">") && strings.HasPrefix(strings.TrimSpace(row[1:]), label) {
				return
			}
		}
		h.press("down")
	}
	h.t.Fatalf("no line %q:\n%s", label, h.screen())
}

func (h *hand) look() { h.t.Log("\n" + h.screen()) }

func newHand(t *testing.T, role content.Role, name string) *hand {
	d := firstRun(t)
	s := content.DefaultSettings()
	s.Name, s.Role, s.Organisation = name, role, "Northmoor Council"
	s.Numbers.Safety, s.Numbers.Team, s.Numbers.Complaints = "01632 960 114", "01632 960 120", "01632 960 120"
	s.Server.Name = "Northmoor Council"
	d.create(s)
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	h := &hand{drive: d}
	if p := os.Getenv("KEYLOG"); p != "" {
		f, _ := os.Create(p)
		h.log = f
	}
	return h
}

func TestPeggyTyped(t *testing.T) {
	h := newHand(t, content.RolePractitioner, "Dele Martins")
	h.press("n")
	h.typed("Peggy Ashworth")
	h.press("enter", "enter", "enter")
	h.typed("at home")
	h.press("enter", "1", "enter", "enter", "enter")
	h.typed("slowly, tea first")
	h.press("enter")
	h.topic("matt")
	h.note(`"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."`, "1")
	h.note(`"And I want my own kitchen to myself before nine o'clock."`, "1")
	h.look()
	h.anything("else is here")
	h.look()
	h.typed("Carol, daughter")
	h.press("enter")
	h.look()
	h.note(`c: "She won't say it, but she's lonely since Dad went."`)
	h.note("me: Lights up when she talks about the club; twice went to fetch the trophy photograph.")
	h.look()
	h.anything("people")
	h.someone("Carol")
	h.fill("How close", "1")
	h.line("How often", "twice a week")
	h.line("What Carol gives", "the shopping, lifts, laughing")
	h.line("What Peggy gives", "mending")
	h.line("In Peggy's words", `"she's worn out, bless her"`)
	h.look()
	h.at("A talk of")
	h.press("1", "esc")
	h.look()
	h.someone("Maureen")
	h.line("Who they are", "from bowls")
	h.fill("How close", "2")
	h.at("Where they are wished")
	h.press("1")
	h.line("How often", "has not rung since March")
	h.press("esc")
	h.someone("Dr Osei")
	h.line("Who they are", "doctor")
	h.fill("How close", "4")
	h.press("esc")
	h.someone("Kyle")
	h.line("Who they are", "next door")
	h.fill("How close", "3")
	h.line("What Kyle gives", "brings the bins in")
	h.line("What Peggy gives", "cake")
	h.press("esc")
	h.someone("Ron")
	h.line("Who they are", "brother")
	h.fill("How close", "5")
	h.look()
	h.press("esc")
	h.look()
	h.press("esc")
	h.topic("happened")
	h.look()
	h.note("Husband Frank died in February.")
	h.note("A fall on the back step in June.")
	h.note(`"I told them I was fine. I was on the floor two hours."`, "1")
	h.press("ctrl+n")
	h.look()
	h.note("Bath takes the morning.")
	h.note(`"If I have a bath I don't cook."`, "1")
	h.note("Stopped going upstairs after tea.")
	h.anything("risks")
	h.press("n")
	h.typed(`"Walking to the club by the canal. Everyone wants me in a taxi."`)
	h.press("enter")
	h.line("I get", `"The ducks, and turning up like everybody else."`)
	h.line("Could", `"I could go down on the wet bit by the lock."`)
	h.line("Before", "Once. A man helped her up, nothing broken.")
	h.fill("Peggy", "1")
	h.fill("Carol", "4")
	h.press("down")
	h.typed(`"It's deserted when it rains. I'd never forgive myself."`)
	h.press("enter")
	h.line("would settle it", "if she carried a phone and went with somebody")
	h.fill("Dele", "2")
	h.press("down")
	h.typed("a stick, the phone, dry days first")
	h.press("enter")
	h.line("We try", "dry Wednesdays for six weeks, with Maureen if she'll come")
	h.line("Each", "Peggy rings Carol from the club")
	h.press("+")
	h.line("If", "no call by 2.15")
	h.look()
	h.line("then", "Carol rings the club")
	h.look()
	h.press("down")
	h.typed("Kyle walks the path")
	h.press("enter")
	h.fill("Now", "2")
	h.line("Differ", "what to do in the rain. Carol still differs.")
	h.press("esc")
	h.anything("what helps")
	h.help("help with the bath", "4", "home care")
	h.fill("How it is paid for", "1")
	h.line("How many a week", "2")
	h.line("Hours each", "0.75")
	h.line("Pounds an hour", "23.40")
	h.press("esc")
	h.help("being active", "1", "personal assistant")
	h.fill("How it is paid for", "2")
	h.line("Hours a week", "3")
	h.line("Pounds an hour", "13.80")
	h.press("esc")
	h.help("grab rail and half step", "3", "the council")
	h.fill("How it is paid for", "4")
	h.line("Pounds", "118")
	h.press("esc")
	h.help("the shopping", "", "Carol")
	h.press("esc")
	h.help("the bins", "", "Kyle")
	h.press("esc")
	h.anything("pay for themselves")
	h.typed("alarm")
	h.press("enter")
	h.line("Pounds", "19.50")
	h.fill("How often", "4")
	h.press("esc")
	h.line("Peggy's share", "£22,75")
	h.press("enter", "ctrl+a")
	h.typed("22.75")
	h.press("enter")
	h.line("A starting guess", "80")
	h.anything("read it back")
	h.look()
	h.press("space", "c")
	h.look()
	h.press("ctrl+a")
	h.typed(`"My own kitchen to myself before nine o'clock."`)
	h.look()
	h.press("enter")
	h.look()
	h.press("space")
	h.look()
	h.press("space")
	h.look()
	h.press("space")
	h.look()
	h.press("space")
	h.look()
	h.press("space")
	h.look()
	h.press("space")
	h.look()
	h.press("space")
	h.look()
}

// help puts something that helps on the page of what helps.
func (h *hand) help(what, wants, who string) {
	h.t.Helper()
	h.press("n")
	h.typed(what)
	h.press("enter")
	if wants != "" {
		h.fill("For which", wants)
		h.press("enter")
	}
	h.line("Who gives it", who)
}

// someone puts somebody down on the page of people.
func (h *hand) someone(name string) {
	h.t.Helper()
	h.press("n")
	h.typed(name)
	h.press("enter")
}

// line types in the line with this label.
func (h *hand) line(label, text string) {
	h.t.Helper()
	h.at(label)
	h.typed(text)
	h.press("enter")
}

// fill opens the options of a line and chooses.
func (h *hand) fill(label, digit string) {
	h.t.Helper()
	h.at(label)
	h.press("enter", digit)
}

var (
	anyID   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z`)
	anyRank = regexp.MustCompile(`(?m)^\s*"order": .*\n`)
)

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
		h.t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

var _ = kit.Press
var _ = context.Background

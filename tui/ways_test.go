package tui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ownwords/tui/desk"
)

// ways goes to the page of the ways in, past the question who asks.
func (d *drive) ways() {
	d.t.Helper()
	d.act("ways")
	d.shows("Your words", "The recovery code")
}

// choose goes to a line of the page and opens it.
func (d *drive) choose(line string) {
	d.t.Helper()
	for range 20 {
		d.keys("up")
	}
	for range 20 {
		if strings.Contains(d.screen(), "> "+line) || strings.Contains(d.screen(), ">  "+line) {
			d.keys("enter")
			return
		}
		d.keys("down")
	}
	d.t.Fatalf("there is no line %q:\n%s", line, d.screen())
}

// names are what the ways in are called.
func (d *drive) names() []string {
	d.t.Helper()
	all, err := d.app.desk.Ways()
	if err != nil {
		d.t.Fatal(err)
	}
	var out []string
	for _, w := range all {
		out = append(out, w.Kind+" "+w.Name)
	}
	return out
}

// Nothing is changed before the words were typed again. Then they are changed,
// somebody else is let in and shut out, and the old words open nothing.
func TestTheWaysInAreChanged(t *testing.T) {
	t.Parallel()
	d := newDrive(t)
	d.ways()
	d.golden("ways")
	d.choose("Change your words")
	d.shows("Your words once more")
	d.typed("not these words")
	d.keys("enter")
	d.shows("Those words do not open it")
	d.typed(passphrase)
	d.keys("enter")
	d.shows("The new words")
	d.golden("ways-change")
	d.typed("new river stone")
	d.keys("enter")
	d.typed("new river stones")
	d.keys("enter")
	d.shows("These are not the same words")
	d.keys("backspace", "enter")
	d.shows("Changed. Only the new words open the notes.")

	d.choose("Let somebody else in")
	d.typed("Amina")
	d.keys("enter")
	d.typed("garden gate lantern")
	d.keys("enter")
	d.typed("garden gate lantern")
	d.keys("enter")
	d.shows("Amina can open the notes now.", "Amina: words of their own")
	d.golden("ways-two")
	d.choose("Amina")
	d.shows("Take these words away?")
	d.keys("up", "enter")
	d.shows("Taken away.")
	if got, want := d.names(), []string{"passphrase ", "recovery "}; !slices.Equal(got, want) {
		t.Errorf("ways in are %q, want %q", got, want)
	}
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	d.shows("These words do not open it")
	d.typed("new river stone")
	d.keys("enter")
	d.shows("Who are you with?")
}

// In the smallest window the page begins with what opens the notes, however many
// ways there are, and each of them leads to what changes it.
func TestTheWaysInOpenAtTheirTop(t *testing.T) {
	d := newDrive(t)
	if err := errors.Join(d.app.desk.AddUser("Amina", []byte("garden gate lantern")), d.app.desk.SetTeam([]string{teamKey})); err != nil {
		t.Fatal(err)
	}
	d.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.act("ways")
	d.shows("What opens these notes", "> Your words")
	d.keys("enter")
	d.typed(passphrase)
	d.keys("enter")
	d.shows("From now on only the new ones open")
	for _, leads := range []struct{ way, to string }{
		{"Amina: words of their own", "Take these words away?"},
		{"The recovery code", "The code that was made before opens"},
		{"Your team's key", "takes it away"},
	} {
		d.keys("esc")
		d.choose(leads.way)
		d.shows(leads.to)
	}
}

// Only Enter writes the page of the code: it opens everything. Where it can't be
// written the keys stay there, to try again; once it is written they are where
// its words are typed, and what was wrong of them is gone.
func TestThePageOfTheCodeIsWrittenByEnterAlone(t *testing.T) {
	d := newDrive(t)
	d.ways()
	d.choose("Make a new code")
	d.typed(passphrase)
	d.keys("enter", "up", "enter")
	d.typed("four other words entirely")
	d.keys("enter")
	d.shows("Those are not the four words")
	dir := filepath.Join(t.TempDir(), "stick")
	file := filepath.Join(dir, "code.txt")
	d.keys("tab")
	d.typed(file)
	d.keys("enter")
	d.shows(">  Or a page to print", "there is no such folder")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d.keys("backspace", "t", "tab")
	if _, err := os.Stat(file); err == nil {
		t.Error("the page was written without an Enter")
	}
	d.keys("up", "enter")
	d.shows("Written to", ">  The four words again")
	d.hides("Those are not the four words", "entirely")
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the page was not written: %v", err)
	}
}

// A code that is made anew stands on the first page until it is on paper;
// sealing everything anew makes another.
func TestACodeIsMadeAnewAndPrinted(t *testing.T) {
	t.Parallel()
	d := newDrive(t)
	d.ways()
	d.choose("Make a new code")
	d.typed(passphrase)
	d.keys("enter")
	d.shows("opens nothing any more")
	d.keys("up", "enter")
	d.shows(d.app.code[0].word, d.app.code[3].groups)
	file := d.dir + "/code.txt"
	d.keys("tab")
	d.typed(file)
	d.keys("enter")
	d.shows("Written to")
	d.keys("esc", "esc")
	d.shows("Recovery code      not on paper yet")
	d.reopen()
	d.unlock()
	d.shows("Recovery code      not on paper yet", "To do today")
	d.act("todo")
	d.shows("The recovery code is on no paper yet")
	d.keys("enter")
	d.shows("What opens these notes")
	d.keys("esc", "esc")
	d.keys("c")
	d.shows("not on paper yet: make a new one")

	d.choose("Somebody else knows my words")
	d.typed(passphrase)
	d.keys("enter")
	d.shows("Everything is sealed anew")
	d.keys("up", "enter")
	for range 2 {
		d.typed("amber kettle morning")
		d.keys("enter")
	}
	words := make([]string, 0, 4)
	for _, r := range d.app.code {
		d.shows(r.word, r.groups)
		words = append(words, r.word)
	}
	d.typed(strings.Join(words, " "))
	d.keys("enter", "esc")
	d.hides("not on paper")
	if d.app.desk.CodeIsDue() {
		t.Error("the code is on paper, and is due still")
	}
	if _, err := desk.Slots(d.dir); err == nil {
		t.Error("the store was let go of")
	}
}

// The team's key is given as the file that it came in, and taken away again.
func TestTheTeamsKeyIsSetLater(t *testing.T) {
	d := newDrive(t)
	d.ways()
	d.choose("The team's key")
	d.typed(passphrase)
	d.keys("enter")
	d.typed("age1 with a slip")
	d.keys("enter")
	d.shows("That is no public team key")
	d.keys("ctrl+a", "backspace")
	d.typed(teamKey)
	d.keys("enter")
	d.shows("Your team's key")
	if got := d.names(); !slices.Contains(got, "team ") {
		t.Errorf("ways in are %q, want a team's among them", got)
	}
	d.choose("The team's key")
	d.keys("ctrl+a", "backspace", "enter")
	d.shows("The team's keys are as you set them.")
	if got := d.names(); slices.Contains(got, "team ") {
		t.Errorf("ways in are %q, want no team's", got)
	}
}

// TestANewCodeIsNotShownOnALockedScreen: it opens everything, and whoever has come
// by could read it. At home it then counts as not on paper.
func TestANewCodeIsNotShownOnALockedScreen(t *testing.T) {
	d := newDrive(t)
	d.ways()
	p, ok := d.app.top().(*waysPage)
	if !ok {
		t.Fatalf("in front is %T", d.app.top())
	}
	made := p.newCode()() // before it is told, the quiet minutes are over
	d.run(d.app.lock())
	d.send(made)
	if _, ok := d.app.top().(*unlock); !ok {
		t.Errorf("in front is %T, want the page to unlock on", d.app.top())
	}
	if d.app.code != [4]codeRow{} {
		t.Error("the code is in memory though it is locked")
	}
	d.unlock()
	d.shows("not on paper")
}

// TestALockForgetsTheCode that stood on the screen.
func TestALockForgetsTheCode(t *testing.T) {
	d := newDrive(t)
	d.ways()
	p, ok := d.app.top().(*waysPage)
	if !ok {
		t.Fatalf("in front is %T", d.app.top())
	}
	d.run(p.newCode())
	shown := d.app.code[0].groups
	d.shows(shown)
	d.run(d.app.lock())
	d.hides(shown)
	if d.app.code != [4]codeRow{} {
		t.Error("the code is in memory though it is locked")
	}
}

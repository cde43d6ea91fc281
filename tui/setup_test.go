package tui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// Setting up, with every step gone back on once, and a slip in each: what was
// typed is there still.
func TestSettingUp(t *testing.T) {
	d := firstRun(t)
	d.saysWhoTypes()
	d.givesTheTeamsKey()
	d.choosesWords()
	d.copyTheCode()
	d.golden("setup-ready")
	d.keys("esc")
	d.shows("step 5 of 6")
	d.keys("enter")
	d.shows("That is all")
	d.keys("enter")
	d.shows("Who are you with?", "Nobody yet.")
	d.hides("not on paper yet")

	s, err := desk.LoadSettings(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	want := content.DefaultSettings()
	want.Name, want.Organisation, want.Numbers.Complaints = "Dele Martins", "Northmoor Council", "01632 960 120"
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	ways, err := d.app.desk.Ways()
	if err != nil || !slices.ContainsFunc(ways, func(w desk.Way) bool { return w.TeamKey == teamKey }) {
		t.Errorf("it opens by %+v, %v, want by the team's key too", ways, err)
	}
	if d.app.desk.CodeIsDue() {
		t.Error("the code is on paper, and is due still")
	}
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	d.shows("Who are you with?")
}

// saysWhoTypes fills in the page of who types, gone back on once.
func (d *drive) saysWhoTypes() {
	d.t.Helper()
	d.golden("setup-who-empty")
	for range 5 {
		d.keys("enter")
	}
	d.shows("A name is needed")
	d.golden("setup-who-wrong")
	d.typed("Dele Martins")
	d.keys("f1")
	d.shows("Your name stands beside what you think", "whom they can ask")
	d.keys("esc", "enter", "enter")
	d.typed("Northmoor Council")
	d.keys("enter")
	d.typed("01632 960 1")
	d.keys("esc")
	d.shows("Use it how?", "step 1 of 6")
	d.golden("setup-how")
	d.keys("enter")
	d.shows("Dele Martins", "Northmoor Council", "01632 960 1")
	d.keys("enter", "enter", "enter")
	d.typed("20")
	d.golden("setup-who")
	d.keys("enter", "enter")
}

const teamKey = "age10d3e00gm28jdcnqvhktphqeaf3mdd70lyzzscvvtnexa3q2ku5hqwjtdw7"

// givesTheTeamsKey types a key with a slip in it, and then the path of a file
// with the right one.
func (d *drive) givesTheTeamsKey() {
	d.t.Helper()
	file := filepath.Join(d.t.TempDir(), "team.txt")
	if err := os.WriteFile(file, []byte("# Northmoor, adult social care\n"+teamKey+"\n"), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.golden("setup-team")
	d.typed(teamKey[:40])
	d.keys("enter")
	d.shows("That is no team key")
	d.keys("ctrl+w")
	d.typed(file)
	d.keys("enter")
}

// choosesWords chooses the words that open the notes, too short ones and two
// that differ first.
func (d *drive) choosesWords() {
	d.t.Helper()
	d.golden("setup-words-empty")
	d.typed("short")
	d.keys("enter")
	d.typed("short")
	d.keys("enter")
	d.shows("Too short. Three ordinary words are enough.")
	d.golden("setup-words-wrong")
	d.keys("ctrl+w")
	d.typed(passphrase)
	d.keys("enter", "ctrl+w")
	d.typed("something else")
	d.golden("setup-words")
	d.keys("esc", "esc")
	d.shows("Northmoor Council", "01632 960 120")
	for range 5 {
		d.keys("enter")
	}
	d.keys("enter", "enter", "enter")
	d.shows("These are not the same words.")
	d.keys("ctrl+w", "ctrl+w")
	d.typed(passphrase)
	d.hides("canal")
	d.keys("ctrl+r")
	d.shows("canal bowls kitchen")
	d.keys("enter")
}

// Who goes back to the first step and would rather have plain lines sets up
// there.
func TestSettingUpInPlainLinesAfterAll(t *testing.T) {
	d := firstRun(t)
	d.keys("esc", "2", "enter")
	if !d.quit || !d.app.toPlain {
		t.Errorf("quit %v, to plain lines %v, want both", d.quit, d.app.toPlain)
	}
	asked := false
	err := d.app.close(t.Context(), func(_ context.Context, k *desk.Desk, _ model.ID) error {
		asked = k == nil
		return nil
	}, nil)
	if err != nil || !asked {
		t.Errorf("close() = %v, plain lines without a store: %v, want nil and true", err, asked)
	}
	d.app.toPlain = false
}

// Words that the program made up have to be typed once more; the code can wait,
// on the first page, until the program is left.
func TestSettingUpWithWordsMadeUp(t *testing.T) {
	d := firstRun(t)
	d.typed("Samira")
	d.keys("enter", "2", "enter", "enter", "enter", "enter", "ctrl+g")
	d.shows("Made up for you.")
	made := d.app.top().(*setUp).words
	if n := len(strings.Fields(made)); n != 4 {
		t.Fatalf("%d words were made up, want 4", n)
	}
	d.shows(made)
	d.typed(made)
	d.keys("enter", "tab", "tab", "enter", "enter")
	d.shows("Recovery code      not on paper yet")
	d.keys("c")
	d.shows("The code", d.app.code[0].word)
	d.keys("esc", "n")
	d.hides("What the council would pay")
	if d.app.desk.Settings.Role != content.RolePeer {
		t.Errorf("role = %q, want %q", d.app.desk.Settings.Role, content.RolePeer)
	}
}

// What was made up is shown, to be learnt. One's own words, typed over it, are
// hidden as ever, and so is all of it once the page was left.
func TestOnesOwnWordsAreNotShownWhereMadeUpOnesWere(t *testing.T) {
	d := firstRun(t)
	d.typed("Samira")
	d.keys("enter", "2", "enter", "enter", "enter", "enter", "ctrl+g")
	d.shows(d.app.top().(*setUp).words, "ctrl+r hides them")
	d.keys("up", "ctrl+a")
	d.typed("slow green harbour")
	d.hides("harbour")
	d.keys("ctrl+r")
	d.shows("slow green harbour")
	d.keys("esc", "enter", "enter", "enter", "enter", "enter")
	d.shows("The words that open")
	d.hides("harbour")
}

// goldenCode holds the page of the code against testdata, with a code that is
// the same each time.
func (d *drive) goldenCode(name string) {
	d.t.Helper()
	was := d.app.code
	d.app.code = [4]codeRow{
		{"harbour", "7Q4M-2KXD-9TLA"}, {"pebble", "V3HN-8RCE-5WJP"}, {"lantern", "6YBU-4FGZ-1SMK"}, {"orchard", "D9TX-7PLE-3QHA"},
	}
	d.app.top().arrive()
	d.golden(name)
	d.app.code = was
	d.app.top().arrive()
}

// copyTheCode types the four words of the recovery code back, wrongly first.
func (d *drive) copyTheCode() {
	d.t.Helper()
	words := make([]string, 0, 4)
	for _, r := range d.app.code {
		d.shows(r.word, r.groups)
		words = append(words, r.word)
	}
	d.goldenCode("setup-code")
	d.typed("four other words entirely")
	d.keys("enter")
	d.shows("Those are not the four words")
	d.goldenCode("setup-code-wrong")
	d.typed(" indeed")
	d.keys("esc")
	d.shows("They are set.")
	d.golden("setup-words-set")
	d.keys("esc", "esc")
	d.shows("Dele Martins")
	for range 7 {
		d.keys("enter")
	}
	d.shows("entirely indeed")
	d.keys("ctrl+a", "backspace")
	d.typed(strings.ToUpper(strings.Join(words, "  ")))
	d.keys("enter")
}

// The key that puts help away is not typed into words that nobody sees.
func TestTheKeyThatClosesHelpIsNoPartOfThePassphrase(t *testing.T) {
	d := newDrive(t)
	d.reopen()
	d.keys("f1")
	d.typed("x")
	d.typed(passphrase)
	d.keys("enter")
	if d.app.desk == nil {
		t.Errorf("what closed the help was typed:\n%s", d.screen())
	}
}

// What opens every laptop of a team is not left standing on one.
func TestTheSecretHalfOfTheTeamsKeyDoesNotStayOnTheScreen(t *testing.T) {
	d := firstRun(t)
	d.typed("Dele Martins")
	for range 5 {
		d.keys("enter")
	}
	d.shows("Does your team hold a key?")
	d.typed("AGE-SECRET-KEY-1QQQQQQQQQQQQQQQ")
	d.keys("enter")
	d.shows("the secret half of a key")
	d.hides("AGE-SECRET")
	d.typed(teamKey)
	d.keys("enter")
	d.shows("Your team's key opens the notes too")
	d.hides("not your manager")
}

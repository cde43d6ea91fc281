package tui

import (
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/tui/desk"
)

// Setting up, with every step gone back on once, and a slip in each.
func TestSettingUp(t *testing.T) {
	d := firstRun(t)
	d.golden("setup-who")
	d.keys("enter", "enter")
	d.shows("A name is needed")
	d.typed("Dele Martins")
	d.keys("f1")
	d.shows("Your name stands beside what you think")
	d.keys("esc", "enter", "enter")
	d.golden("setup-where")
	d.keys("esc")
	d.shows("Dele Martins")
	d.keys("enter", "enter")
	d.typed("Northmoor Council")
	d.keys("enter")
	d.typed("01632 960 120")
	d.keys("enter", "enter")

	d.typed("short")
	d.keys("enter")
	d.typed("short")
	d.keys("enter")
	d.shows("Too short. Three ordinary words are enough.")
	d.keys("ctrl+w")
	d.typed(passphrase)
	d.keys("enter", "ctrl+w")
	d.typed("something else")
	d.golden("setup-words")
	d.keys("enter")
	d.shows("These are not the same words.")
	d.keys("ctrl+w", "ctrl+w")
	d.typed(passphrase)
	d.hides("canal")
	d.keys("ctrl+r")
	d.shows("canal bowls kitchen")
	d.keys("enter")

	d.copyTheCode()
	d.golden("setup-ready")
	d.keys("enter")
	d.shows("Who are you with?", "Nobody yet.")
	d.hides("not on paper yet")

	s, err := desk.LoadSettings(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	want := content.DefaultSettings()
	want.Name, want.Organisation, want.Numbers.Complaints = "Dele Martins", "Northmoor Council", "01632 960 120"
	if s != want {
		t.Errorf("settings = %+v, want %+v", s, want)
	}
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	d.shows("Who are you with?")
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
	d.keys("enter", "tab", "enter", "enter")
	d.shows("The code for the day you forget: not on paper yet")
	d.keys("c")
	d.shows("The code", d.app.code[0].word)
	d.keys("esc", "n")
	d.hides("What the council would pay")
	if d.app.desk.Settings.Role != content.RolePeer {
		t.Errorf("role = %q, want %q", d.app.desk.Settings.Role, content.RolePeer)
	}
}

// copyTheCode types the four words of the recovery code back, wrongly first.
func (d *drive) copyTheCode() {
	d.t.Helper()
	words := make([]string, 0, 4)
	for _, r := range d.app.code {
		d.shows(r.word, r.groups)
		words = append(words, r.word)
	}
	d.typed("four other words entirely")
	d.keys("enter")
	d.shows("Those are not the four words")
	d.keys("esc")
	d.shows("They are set.")
	d.keys("enter")
	d.keys("ctrl+a", "backspace")
	d.typed(strings.ToUpper(strings.Join(words, "  ")))
	d.keys("enter")
}

package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestWhatIsFoundIsShownAmongItsWordsAndSelected(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	d.typed("Walking to the club by the canal, though everyone wants me in a taxi, and the bowls are on.")
	d.keys("enter")
	d.typed("c: Bowls is all he talks of. Bowls and the Bòwls club.")
	d.keys("ctrl+n")
	d.typed(`"They kept my bowls locker."`)
	d.keys("ctrl+f")
	d.golden("find-all")
	d.typed("bowls")
	d.shows("[bowls] are on.", "[Bowls] is all he talks of.", `my [bowls] locker.`)
	d.golden("find")
	d.typed("x")
	d.golden("find-none")
	d.keys("backspace", "ctrl+f", "enter")
	d.shows("It stands in 5 places. ctrl+f goes on to the next; Esc stays here.", "Starting well")
	if got := d.app.selection(); got != "Bowls" {
		t.Errorf("selected: %q, want Bowls", got)
	}
	for _, want := range []string{"Bowls", "Bòwls", "bowls", "bowls", "Bowls"} {
		d.keys("ctrl+f")
		if got := d.app.selection(); got != want {
			t.Fatalf("ctrl+f selects %q, want %q:\n%s", got, want, d.screen())
		}
	}
}

func TestTypingBehindWhatWasFoundKeepsItAndEscStaysThere(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("The bowls club.")
	d.keys("ctrl+f")
	d.typed("bowls")
	d.keys("enter")
	d.shows("It stands here and nowhere else.")
	d.typed(", indoor")
	d.shows("The bowls, indoor club.")
	d.keys("ctrl+f")
	d.typed("club")
	d.keys("enter", "esc")
	if got := d.app.selection(); got != "" {
		t.Errorf("after Esc %q is selected", got)
	}
	d.typed("house")
	d.shows("The bowls, indoor clubhouse.")
	d.keys("ctrl+f")
	d.typed("club")
	d.keys("enter", "ctrl+c")
	d.shows("Copied")
}

// Hints show the key as F3, and the terminal calls it f3.
func TestAnotherKeyForFindingGoesOnInTheListToo(t *testing.T) {
	d := withSettings(t, "name: Dele Martins\nkeys:\n  find: [f3, ctrl+o]\n  palette: f4\n")
	d.unlock()
	d.start("Peggy Ashworth", "")
	d.typed("The bowls club.")
	d.keys("enter")
	d.typed("The bowls green.")
	d.keys("enter")
	d.typed("The bowls tea.")
	d.keys("f3")
	d.typed("bowls")
	p := d.app.top().(*finding)
	seen := map[string]bool{p.list.Focus(): true}
	for _, key := range []string{"f3", "ctrl+o"} {
		d.keys(key)
		if at := p.list.Focus(); seen[at] {
			t.Errorf("%s does not go on", key)
		}
		seen[p.list.Focus()] = true
	}
	d.keys("esc", "esc", "f4") // the letters, then the page
	d.shows("What do you want to do?")
	d.keys("f4")
	d.hides("What do you want to do?")
}

// What is typed to find is taken back by the same keys wherever one finds, and
// a name that is pasted with its line break is one line.
func TestWhatIsTypedToFindIsTakenBackAlike(t *testing.T) {
	for place, open := range map[string]func(*drive){
		"notes":    func(d *drive) { d.keys("ctrl+f") },
		"topics":   func(d *drive) { d.keys("esc") },
		"palette":  func(d *drive) { d.keys("ctrl+p") },
		"everyone": func(d *drive) { d.act("home"); d.keys("o", "/") },
	} {
		t.Run(place, func(t *testing.T) {
			d := newDrive(t)
			d.with("Bob Jones", 3, nil)
			d.start("Peggy Ashworth", "")
			d.typed("The bowls club.")
			d.tick()
			open(d)
			first := d.screen()
			for _, back := range [][]string{{"backspace", "backspace"}, {"ctrl+w"}, {"ctrl+backspace"}} {
				d.typed("##")
				d.shows("find  ##")
				d.keys(back...)
				if got := d.screen(); got != first {
					t.Errorf("after %v:\n%s\nwant\n%s", back, got, first)
				}
			}
			d.send(tea.PasteMsg{Content: "Starting\nwell"})
			d.shows("find  Starting well")
		})
	}
}

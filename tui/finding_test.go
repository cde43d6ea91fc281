package tui

import "testing"

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

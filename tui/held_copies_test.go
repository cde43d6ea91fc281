package tui

import (
	"os"
	"strings"
	"testing"
)

// What is in no other copy is asked for by name, and whoever looks at it is
// covered as among their own notes.
func TestWhatIsInNoOtherCopyIsAskedForByName(t *testing.T) {
	d := withVisit(t, peggysTalk)
	t.Chdir(t.TempDir())
	d.act("copy")
	d.hides("safeguarding", "answers for the data")
	d.keys("esc")
	d.act("go.mine")
	d.typed("Something about the purse.")
	d.keys("ctrl+g", "3")
	d.act("copy.safety")
	d.shows("the safeguarding team", "paper-2026-09-15.pdf")
	d.hides("the card", "the council")
	d.keys("c") // the card is another paper: nothing is turned round
	d.keys("v")
	d.shows("Something about the purse.")
	d.keys("esc", "end", "enter")
	d.shows("Written:")
	if data, err := os.ReadFile("paper-2026-09-15.pdf"); err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("the copy: %v, %d bytes", err, len(data))
	}
	d.keys("ctrl+l", "ctrl+l")
	d.hides("safeguarding", "purse")

	d.act("copy.everything")
	d.keys("v")
	d.shows("Not to be")
	d.keys("ctrl+l", "ctrl+l")
	d.hides("Not to be", "everything that is held")
	d.act("where")
	d.shows("One copy")
}

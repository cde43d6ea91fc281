package tui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// Somebody drags the window's corner, or a terminal's tab bar comes and goes.
func TestAnotherWindowLeavesWhatIsSelectedAndWhereOneReads(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	for i := range 30 {
		d.typed(fmt.Sprintf("line %d", i))
		d.keys("enter")
	}
	d.typed("the bowls club")
	d.keys("shift+ctrl+left", "shift+ctrl+left")
	const want = "bowls club"
	if got := d.app.selection(); got != want {
		t.Fatalf("selected: %q, want %q", got, want)
	}
	d.screen()
	for range 20 {
		d.send(tea.MouseWheelMsg{X: 20, Y: 12, Button: tea.MouseWheelUp})
	}
	d.shows("line 0")
	d.send(tea.WindowSizeMsg{Width: 90, Height: 30})
	d.shows("line 0")
	d.hides("the bowls club")
	if got := d.app.selection(); got != want {
		t.Errorf("in another window %q is selected, want %q", got, want)
	}
}

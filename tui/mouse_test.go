package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
)

func TestTheMouseInTheProgram(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("the bowls club by the canal")
	click := func(x, y int) {
		d.screen()
		d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		d.send(tea.MouseReleaseMsg{X: x, Y: y})
	}
	_, cursor := d.look()
	click(cursor.X-len("bowls club by the canal"), cursor.Y)
	d.typed("green ")
	d.shows("the green bowls club by the canal")
	click(cursor.X-len("by the canal"), cursor.Y)
	click(cursor.X-len("by the canal"), cursor.Y)
	if got := d.app.selection(); got == "" {
		t.Error("a double click selects nothing")
	}
	d.keys("ctrl+p")
	v := root{d.app}.View()
	if v.MouseMode != tea.MouseModeCellMotion {
		t.Errorf("MouseMode = %v, want the mouse", v.MouseMode)
	}
	d.keys("esc", "ctrl+l")
	if v := (root{d.app}).View(); v.MouseMode != tea.MouseModeNone {
		t.Errorf("MouseMode under the cover = %v, want none", v.MouseMode)
	}
	click(20, 10)
	d.shows("Back in a moment.")
	d.keys("ctrl+l", "ctrl+t")
	if v := (root{d.app}).View(); v.MouseMode != tea.MouseModeNone {
		t.Errorf("MouseMode on the turned screen = %v, want none", v.MouseMode)
	}
}

func TestAClickOnWhatIsInFocusOpensIt(t *testing.T) {
	for story, second := range map[string]string{"somewhere else in the line": "Ashworth", "a double click": "Peggy"} {
		d := newDrive(t)
		d.start("Peggy Ashworth", "")
		d.act("home")
		d.keys("home", "end")
		d.click("Peggy Ashworth")
		d.shows("Who are you with?")
		d.click(second)
		if d.app.talk == nil {
			t.Errorf("%s: a second click does not open the conversation:\n%s", story, d.screen())
		}
	}
}

func TestAClickClosesWhatIsReadAndTheWheelMovesIt(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.send(tea.WindowSizeMsg{Width: 60, Height: 14})
	d.keys("f1")
	first := d.screen()
	d.send(tea.MouseWheelMsg{X: 5, Y: 5, Button: tea.MouseWheelDown})
	if d.screen() == first || d.app.peek == nil {
		t.Error("the wheel does not move what is read")
	}
	d.send(tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseLeft})
	if d.app.peek != nil {
		t.Error("a click does not close what is read")
	}
}

func TestWhoeverTouchesAKeyIsNotCovered(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	for range 12 {
		d.typed("a")
		d.clock.set(d.clock.now().Add(time.Minute))
		d.send(minuteMsg{})
	}
	d.shows("aaaaaaaaaaaa")
}

func TestTheMouseIsLeftToTheTerminalWhereTheSettingsSaySo(t *testing.T) {
	d := firstRun(t)
	s := content.DefaultSettings()
	s.Name, s.Mouse = "Dele Martins", content.MouseOff
	d.create(s)
	d.reopen()
	if v := (root{d.app}).View(); v.MouseMode != tea.MouseModeNone {
		t.Errorf("MouseMode before the notes are unlocked = %v, want none", v.MouseMode)
	}
	d.typed(passphrase)
	d.keys("enter")
	if v := (root{d.app}).View(); v.MouseMode != tea.MouseModeNone {
		t.Errorf("MouseMode = %v, want none", v.MouseMode)
	}
	d.keys("f1")
	d.hides("The mouse works here.")
}

// A click on a hint presses its key, so that a hand on the mouse gets everywhere;
// a second one in haste does nothing on the page that it brought.
func TestAClickOnAHintPressesItsKey(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.act("go.needs")
	d.click("new need")
	d.shows("What is hard for Peggy")
	d.typed("the bath")
	d.click("done")
	d.click("Esc back")
	d.shows("> the bath", "new need")
	d.click("anything")
	d.shows("What do you want to do?")
	d.click("Esc back")
	d.shows("new need")
	d.click("new need")
	d.shows("What is hard for Peggy")
	d.hides("the bath")
}

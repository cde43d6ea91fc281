package tui

import "testing"

func TestAllIsLookedAtFromHome(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("She used to sing.")
	d.act("home")
	d.act("check")
	d.shows("Every seal opens: 1 conversation", "The log is whole", "There is no safety copy", "ownwords backup FOLDER")
	d.hides("Peggy")
	d.keys("end")
	d.shows("The notes are whole.")
	d.keys("esc")
	d.shows("Who are you with?")
}

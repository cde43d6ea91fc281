package tui

import (
	"io/fs"
	"syscall"
	"testing"

	"ownwords/content"
	"ownwords/tui/desk"
)

// The disk may take its time, and another window may have the notes: the screen
// says that it is being tried, and takes no second key for it.
func TestNotesThatAreOpenElsewhereCanBeTriedAgain(t *testing.T) {
	t.Parallel()
	d := firstRun(t)
	s := content.DefaultSettings()
	s.Name = "Dele Martins"
	d.create(s)
	other, err := desk.Open(d.dir, d.options())
	if err != nil {
		t.Fatal(err)
	}
	d.reopen()
	d.shows("The notes can't be opened now")
	d.keys("enter")
	d.shows("The notes can't be opened now")
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := d.app.pressed(press("enter"))
	d.shows("The notes can't be opened now", "A moment.")
	if again := d.app.pressed(press("enter")); again != nil {
		t.Error("a second Enter tries it twice")
	}
	d.run(cmd)
	d.shows("Your words")
	d.hides("A moment.")
	d.unlock()
	d.shows("Who are you with?")
}

// TestTheNotesCantBeOpened draws the page on which the program stops before it has
// begun.
func TestTheNotesCantBeOpened(t *testing.T) {
	d := firstRun(t)
	d.app.start(newShut(d.app, &fs.PathError{Op: "open", Path: "notes.db", Err: fs.ErrPermission}))
	d.golden("shut")
	d.app.start(newShut(d.app, &fs.PathError{Op: "write", Path: "notes.lock", Err: syscall.ENOSPC}))
	d.shows("The disk of this laptop is full")
	d.hides("Your words are kept here") // nothing was typed yet
}

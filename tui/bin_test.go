package tui

import (
	"testing"

	"ownwords/tui/desk"
)

// thrown is somebody whose talk is put into the bin from inside it.
func (d *drive) thrown(name string) {
	d.t.Helper()
	d.start(name, "")
	d.typed("I want to bowl again.")
	d.tick()
	d.act("bin.put")
	d.shows("Put the notes with "+name+" in the bin?", "Leave them here")
	d.keys("enter") // in haste
	d.hides("Leave them here")
	d.act("bin.put")
	d.keys("up", "enter")
}

func TestATalkGoesIntoTheBinAndComesBack(t *testing.T) {
	d := newDrive(t)
	d.thrown("Peggy Ashworth")
	d.shows("In the bin", "1 conversation")
	d.hides("Peggy")
	d.keys("b")
	d.shows("Peggy Ashworth", "Stays 30 more days")
	d.golden("bin")
	d.keys("enter")
	d.shows("The notes with Peggy Ashworth are back", "The bin is empty")
	d.keys("esc")
	d.shows("Peggy Ashworth")
	d.hides("1 conversation")
}

func TestATalkThatMayNotGoSaysWhyAndStays(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.app.desk.Settings.Server.URL = "https://plans.example"
	agrees(d.app.talk)
	d.tick()
	d.act("bin.put")
	d.shows("It can't go: its plan is not where it was to go.")
	if d.app.talk == nil {
		t.Error("the talk was left")
	}
}

func TestNothingGoesForGoodWithoutAYes(t *testing.T) {
	d := newDrive(t)
	d.thrown("Peggy Ashworth")
	d.keys("b", "p")
	d.golden("purge")
	d.keys("enter") // in haste
	d.shows("Peggy Ashworth")
	d.keys("p", "up", "enter")
	d.shows("are gone for good", "The bin is empty")
	d.keys("esc")
	d.act("log")
	d.shows("gone for good", "by Dele Martins")
	d.hides("Peggy")
}

func TestAHoldIsKeptAndEnded(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("I want to bowl again.")
	d.tick()
	d.act("hold")
	d.shows("Leave it as it is")
	d.golden("hold")
	d.keys("up", "up", "enter")
	d.shows("Kept out of the bin: a court, a coroner or an ombudsman.")
	d.act("bin.put")
	d.shows("It can't go: it is kept out of the bin.")
	d.act("hold")
	d.shows("No longer keep it")
	d.keys("enter")
	d.shows("It is no longer kept out of the bin.")
}

func TestTheRegisterAndTheLogNameNobodyForLong(t *testing.T) {
	for _, page := range []string{"register", "log"} {
		t.Run(page, func(t *testing.T) {
			d := newDrive(t)
			d.with("Peggy Ashworth", 0, func(*desk.Talk) {})
			d.act(page)
			d.shows("Peggy Ashworth")
			d.golden(page)
			d.app.hideNames() // as some minutes without a key do
			d.keys("esc")
			d.act(page)
			d.keys("enter")
			if d.app.talk == nil {
				t.Errorf("Enter opened nobody:\n%s", d.screen())
			}
		})
	}
}

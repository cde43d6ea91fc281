package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
)

// minutes lets so many go by in which nobody touches a key.
func (d *drive) minutes(n int) {
	d.t.Helper()
	for range n {
		d.clock.set(d.clock.now().Add(time.Minute))
		d.send(minuteMsg{})
	}
}

// What was told, or read over the page, goes with it where the notes are covered
// or locked: the next to see the screen may be anybody.
func TestNothingOfATalkOutlivesTheLock(t *testing.T) {
	for name, c := range map[string]struct {
		words string
		tell  func(*drive)
	}{
		"the last words": {"She hits me", func(d *drive) {
			d.typed("She hits me.")
			d.tick()
			d.reopen()
			d.unlock()
			d.keys("enter")
			d.send(tea.WindowSizeMsg{Width: 160, Height: 40})
		}},
		"an own note that was taken back": {"worry about the son", func(d *drive) {
			d.act("go.mine")
			d.typed("I worry about the son.")
			d.keys("ctrl+z")
		}},
		"what is read over the page": {"She hits me", func(d *drive) {
			d.typed("She hits me.")
			d.act("read")
		}},
	} {
		for quiet, lock := range map[string]func(*drive){
			"nobody was here": func(d *drive) { d.minutes(25) },
			"the lid was shut": func(d *drive) {
				d.send(minuteMsg{})
				d.clock.set(d.clock.now().Add(time.Hour))
				d.send(minuteMsg{})
			},
		} {
			t.Run(name+", "+quiet, func(t *testing.T) {
				d := newDrive(t)
				d.start("Peggy Ashworth", "")
				c.tell(d)
				d.shows(c.words)
				lock(d)
				d.shows("The words that open these notes")
				d.hides(c.words, "Peggy")
			})
		}
	}
}

func TestNothingIsToldOnceTheCoverIsLifted(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("She hits me.")
	d.keys("enter", "ctrl+z")
	d.shows("Taken back: a note: She hits me.")
	d.minutes(5)
	d.hides("hits", "Peggy")
	d.keys("ctrl+l")
	d.shows("Peggy Ashworth · Talk")
	d.hides("hits")
}

// What was typed in a question of one person's is never there in another's.
func TestAnAnswerThatWasNotGivenStaysWithThePerson(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall.")
	began := func() {
		d.act("someone.new")
		d.typed("Frightened Sue")
		d.keys("tab", "esc")
		d.hides("Frightened Sue")
		d.act("someone.new")
		d.shows("Frightened Sue")
		d.keys("esc")
	}
	began()
	d.act("home")
	d.start("Bob Jones", "")
	d.typed("Well.")
	d.act("someone.new")
	d.hides("Frightened Sue")
	d.keys("esc")
	began()
	d.run(d.app.lock())
	d.unlock()
	d.act("someone.new")
	d.hides("Frightened Sue")
}

// Whoever opens the lid and pastes is no more known than whoever types.
func TestAPasteAfterTheLidWasShutLocks(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall.")
	d.send(minuteMsg{})
	d.clock.set(d.clock.now().Add(3 * time.Hour))
	d.send(tea.PasteMsg{Content: "Pasted by somebody."})
	d.hides("A fall")
	d.unlock()
	d.shows("A fall.")
	d.hides("Pasted by somebody")
}

func TestPastingIsBeingHere(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	for range 7 {
		d.send(tea.PasteMsg{Content: "again "})
		d.minutes(1)
	}
	d.shows("again again")
	d.keys("ctrl+q")
	d.shows("Once more to leave")
	d.send(tea.PasteMsg{Content: "on we go"})
	d.keys("ctrl+q")
	if d.quit {
		t.Error("left at the first ctrl+q after a paste")
	}
}

// A clock that is put back, in October or by hand, keeps nothing open.
func TestAClockThatIsSetBackStillCoversAndLocks(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall.")
	d.send(minuteMsg{})
	d.clock.set(d.clock.now().Add(-time.Hour))
	d.minutes(6)
	d.hides("A fall")
	d.minutes(15)
	d.shows("The words that open these notes")
}

// Where the disk takes nothing a conversation stays open, whatever was chosen
// to open instead.
func TestATalkThatCantBeSavedIsNotLeft(t *testing.T) {
	d := newDrive(t)
	d.with("Joan Pemberton", 0, nil)
	other, err := d.app.desk.Home()
	if err != nil || len(other.Today) != 1 {
		t.Fatalf("at home: %+v, %v", other, err)
	}
	d.keys("n")
	d.typed("Peggy Ashworth")
	if err := d.app.desk.Close(); err != nil {
		t.Fatal(err)
	}
	d.run(d.app.openRecord(other.Today[0].ID, model.Place{}))
	d.shows("Peggy Ashworth")
	d.act("home")
	d.shows("Peggy Ashworth")
	d.hides("Joan")
	d.app.desk, d.app.talk = nil, nil
}

// What fails of a leaving that goes on beside the screens comes too late to be
// shown: the notes are locked by then.
func TestATalkThatCantBePutInOrderStaysBehindTheLock(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall.")
	d.tick()
	leaving, held := d.app.act("home"), d.app.desk
	d.app.lock() // and it is under way
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	d.run(leaving)
	d.shows("The words that open these notes")
	d.hides("A fall", "Peggy")
}

// The second n comes before there is anything to be seen of the first.
func TestTwoQuickNsBeginOneTalk(t *testing.T) {
	d := newDrive(t)
	first, second := d.app.pressed(press("n")), d.app.pressed(press("n"))
	d.run(first)
	d.typed("Peggy Ashworth")
	d.run(second)
	d.shows("Peggy Ashworth")
	d.keys("enter")
	if p := d.app.talk.Record().Person; p.FullName != "Peggy Ashworth" {
		t.Errorf("the talk that is open is with %q", p.FullName)
	}
	late := d.app.beginTalk()
	d.run(d.app.lock())
	d.run(late)
	d.shows("The words that open these notes")
}

// A lock in the middle of a line loses none of it, and leads back to it.
func TestUnlockingLeadsBackToTheLine(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall on the back step.")
	d.keys("ctrl+g", "2")
	d.act("go.risks")
	d.keys("enter", "tab", "tab")
	d.typed("could break a h")
	d.run(d.app.pause())
	d.hides("break", "Peggy")
	d.unlock()
	d.shows("> Could go wrong  could break a h")
	d.typed("!")
	d.shows("could break a h!")
}

// What was typed in a dialog is in no line yet, and not lost either.
func TestALockInADialogKeepsWhatWasTyped(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall.")
	d.act("someone.new")
	d.typed("Frightened Sue")
	d.run(d.app.lock())
	d.unlock()
	d.shows("Frightened Sue")
}

// Whoever leaves the table locks by name, and comes back to the talk by the words
// alone.
func TestLockedByHand(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("She has a cat.")
	d.keys("ctrl+p")
	d.typed("password")
	d.shows("Lock now")
	d.keys("esc")
	d.act("lock")
	d.shows("The words that open these notes")
	d.hides("cat", "Peggy")
	d.unlock()
	d.shows("She has a cat.")
}

// What people would type for it leads to it.
func TestThePaletteIsAskedInOtherWords(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	for typed, want := range map[string]string{
		"home": "Who are you with?", "before": "What was changed", "history": "What was changed", "lock": "Lock now",
		"wrong": "This should never have been here", "recovery": "Ways in", "passphrase": "Ways in", "restore": "Make a safety copy", "colleague": "Ways in",
	} {
		d.keys("ctrl+p")
		d.typed(typed)
		d.shows(want)
		d.keys("esc")
	}
}

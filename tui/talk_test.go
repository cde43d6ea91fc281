package tui

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/tui/desk"
)

// The first visit: somebody new, what she says, marks, a slip taken back, and
// the coming back with something new to say.
func TestTheFirstVisit(t *testing.T) {
	d := newDrive(t)
	d.golden("home-empty")
	d.keys("n")
	d.golden("start-empty")
	d.keys("esc")
	d.start("Peggy Ashworth", "Carol (daughter)")
	d.shows("Peggy Ashworth · Talk · Starting well", "c: Carol's words")
	d.golden("talk-empty")
	d.keys("esc")
	d.golden("topics-empty")
	d.keys("esc")
	d.keys("ctrl+n")
	d.typed(`"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."`)
	d.keys("ctrl+g")
	d.golden("talk-marking")
	d.keys("1")
	d.shows("wanted", "Marked note 1: something wanted.")
	d.keys("enter")
	d.typed(`c: "She won't say it, but she's lonely since Dad went."`)
	d.keys("ctrl+g", "4", "enter")
	d.typed("me: Lights up when she talks about the club; twice went to fetch the trophy photograph.")
	d.keys("enter")
	d.typed("Husband Frank died in February.")
	d.tick()
	d.golden("talk")
	d.keys("ctrl+z")
	d.hides("> Peggy   Husband")
	d.keys("ctrl+y")
	d.shows("Frank")
	d.keys("ctrl+q")
	d.shows("All is saved. Once more to leave.")
	d.keys("ctrl+q")
	if !d.quit {
		t.Error("ctrl+q twice did not leave")
	}
	d.reopen()
	d.golden("unlock")
	d.typed(passphrase)
	d.keys("enter")
	d.golden("home")
	d.keys("enter")
	d.shows("What matters, and a good day", "All is here up to", "Husband Frank died in February.")
	d.golden("talk-again")
	d.typed("On a Monday.")
	d.shows("  Peggy   Husband Frank died in February.", "> Peggy   On a Monday.")
}

// TestWhereOneComesBackTo leaves a talk, or is struck in it, and opens it again:
// the next word is a note of its own, but for one that goes on with what was
// broken off, or with what was being mended.
func TestWhereOneComesBackTo(t *testing.T) {
	for _, x := range []struct {
		name   string
		before []string // keys, after the two notes
		leave  func(*drive)
		want   []string
	}{
		{"left behind the last word", nil, (*drive).leave, []string{"Frank died.", "He sang.", "Oh."}},
		{"left in an empty note", []string{"enter"}, (*drive).leave, []string{"Frank died.", "He sang.", "Oh."}},
		{"left in the midst of a word", []string{"left", "left"}, (*drive).leave, []string{"Frank died.", "He sanOh.g."}},
		{"left behind an earlier note", []string{"up", "end"}, (*drive).leave, []string{"Frank died.Oh.", "He sang."}},
		{"struck", nil, (*drive).struck, []string{"Frank died.", "He sang.Oh."}},
		{"crashed", nil, (*drive).crashed, []string{"Frank died.", "He sang.Oh."}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDrive(t)
			d.start("Peggy Ashworth", "")
			d.typed("Frank died.")
			d.keys("enter")
			d.typed("He sang.")
			d.keys(x.before...)
			d.tick()
			x.leave(d)
			d.typed(passphrase)
			d.keys("enter", "enter")
			d.typed("Oh.")
			var got []string
			for _, n := range d.app.talk.Notes() {
				got = append(got, n.Text)
			}
			if diff := cmp.Diff(x.want, got); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// struck ends the run as a flat battery does, and begins another.
func (d *drive) struck() {
	d.t.Helper()
	if err := d.app.desk.Close(); err != nil { // lets go of the file, and puts nothing in order
		d.t.Fatal(err)
	}
	d.app = nil
	d.reopen()
}

// crashed ends the run by a fault of the program's own, and begins another.
func (d *drive) crashed() {
	d.t.Helper()
	d.app.crash = desk.NewCrash()
	if _, ok := errors.AsType[*desk.CrashError](d.app.close(context.Background(), nil, nil)); !ok {
		d.t.Fatal("a crash is not told of")
	}
	d.app = nil
	d.reopen()
}

// leave ends the run by its key and begins another.
func (d *drive) leave() {
	d.t.Helper()
	d.keys("ctrl+q", "ctrl+q")
	d.reopen()
}

// TestHalfANameIsKeptAndDecidesNothing breaks off in the middle of who gives a
// help: the letters are in the record, and the line is not Carol's yet.
func TestHalfANameIsKeptAndDecidesNothing(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol (daughter)")
	d.app.talk.Do("help.new", map[string]string{"what": "the bath"})
	f := d.app.newFieldForm("help.set")
	f.arrive()
	f.form.SetFocus("who")
	for _, r := range "Carol" {
		f.key(press(string(r)))
	}
	f.keep()
	r := d.app.talk.Record()
	if len(r.Notes) != 1 || r.Notes[0].Text != "Carol" || r.Supports[0].Unpaid || r.Supports[0].Who != "" {
		t.Fatalf("half typed: %d notes, help %+v, want the letters as a draft and nothing decided", len(r.Notes), r.Supports[0])
	}
	for _, k := range []string{"'", "s", "enter"} {
		f.key(press(k))
	}
	if r = d.app.talk.Record(); len(r.Notes) != 0 || r.Supports[0].Who != "Carol's" {
		t.Errorf("finished: %d notes, given by %q, want no draft and all of the name", len(r.Notes), r.Supports[0].Who)
	}
}

// A line of choices says how one is chosen.
func TestTheStartSaysHowToChoose(t *testing.T) {
	d := newDrive(t)
	d.keys("n")
	d.hides("left, right")
	form := d.app.top().(*startPage).form
	for _, line := range []struct{ id, want string }{{"needed", "left, right choose"}, {"why", "left, right, a digit choose"}} {
		d.reach(form, line.id)
		d.shows(line.want)
		d.keys("2")
		x, _ := d.app.talk.Action("visit.set")
		for _, f := range x.Ask {
			if f.ID == line.id && (f.Value == "") == form.Numbered() {
				t.Errorf("a digit where the page says %q made it %q", line.want, f.Value)
			}
		}
	}
}

// Esc goes home from a visit that has not begun, and a name that was being typed
// is there.
func TestEscFromANameGoesHome(t *testing.T) {
	d := newDrive(t)
	d.keys("n")
	d.typed("Joan Pemberton")
	d.shows("Esc back")
	d.keys("esc")
	d.shows("Who are you with?", "Joan Pemberton")
}

// A name stands whole beside its words, where there is room for it.
func TestTheLongestNameWhoIsHereHasRoom(t *testing.T) {
	d := newDrive(t)
	d.start("Oluwaseun Featherstonehaugh", "Carol")
	d.typed("Tea first.")
	d.shows("> Oluwaseun Tea first.")
	d.keys("enter")
	d.typed("c: Later.")
	d.shows("> Carol     Later.")
}

//go:build linux

package tui

import (
	"context"
	"errors"
	"testing"
	"time"

	"ownwords/tui/desk"
	"ownwords/tui/desk/testdata/fulldisk"
)

// onAFullDisk is a talk with a note that is saved, and one that is not.
func onAFullDisk(t *testing.T) (d *drive, room func()) {
	t.Helper()
	d = newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Tea first.")
	d.tick()
	room = fulldisk.Fill(t, d.dir)
	d.typed(" And then the paper.")
	return d, room
}

// keptAll fails unless both sentences are on disk, once the program has ended.
func (d *drive) keptAll() {
	d.t.Helper()
	d.app.desk, d.app.talk = nil, nil
	d.reopen()
	d.unlock()
	h, err := d.app.desk.Home()
	if err != nil || len(h.Today) != 1 {
		d.t.Fatalf("at home: %+v, %v", h, err)
	}
	r, _, err := d.app.desk.Show(h.Today[0].ID)
	if err != nil {
		d.t.Fatal(err)
	}
	if len(r.Notes) != 1 || r.Notes[0].Text != "Tea first. And then the paper." {
		d.t.Errorf("on disk are %d notes, want one with both sentences", len(r.Notes))
	}
}

// However somebody leaves, nothing that the disk does not take is left behind
// quietly: a page says how much it is, and leads back, or on once there is room.
func TestNobodyLeavesWordsBehindOnAFullDisk(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*drive){
		"once":           func(d *drive) { d.keys("ctrl+q") },
		"twice":          func(d *drive) { d.keys("ctrl+q", "ctrl+q") },
		"three times":    func(d *drive) { d.keys("ctrl+c", "ctrl+q", "ctrl+q") },
		"for plain":      func(d *drive) { d.act("face") },
		"from a page":    func(d *drive) { d.act("go.people"); d.keys("ctrl+q", "ctrl+q") },
		"behind a break": func(d *drive) { d.send(saveMsg{}); d.keys("ctrl+q", "ctrl+q") },
	} {
		t.Run(name, func(t *testing.T) {
			d, room := onAFullDisk(t)
			leave(d)
			if d.quit || d.app.toPlain {
				t.Fatal("left, though words wait")
			}
			d.shows("Leaving now would lose words", "in the last minute is not saved", "The disk does not let this program write", "leave without it")
			d.hides("All is saved", "Peggy")
			d.keys("enter")
			d.shows("Leaving now would lose words")
			d.keys("esc")
			d.shows("Peggy Ashworth")
			leave(d)
			d.typed("yes")
			d.keys("enter")
			d.shows("Nothing was left, and nothing is lost")
			if d.quit {
				t.Fatal("left by a word that was not asked for")
			}
			room()
			d.keys("enter")
			d.shows("All is saved. Once more to leave.", "Peggy Ashworth")
			d.keys("ctrl+q")
			if !d.quit {
				t.Fatal("not left, though all is saved")
			}
			if err := d.app.close(t.Context(), nil, nil); err != nil {
				t.Error(err)
			}
			d.keptAll()
		})
	}
}

// The page of what would be lost, in every window.
func TestThePageOfWhatWouldBeLost(t *testing.T) {
	d, room := onAFullDisk(t)
	d.keys("ctrl+q")
	if *update {
		room() // the goldens are files too
	}
	for _, s := range sizes {
		d.goldenAt("unsaved", s.width, s.height)
	}
	room()
}

// Who types it out leaves without it, and is told what was lost.
func TestLeavingWithoutTheWords(t *testing.T) {
	d, _ := onAFullDisk(t)
	d.keys("ctrl+q")
	d.typed("leave without it")
	d.keys("enter")
	if !d.quit {
		t.Fatal("not left")
	}
	began := time.Now()
	err := d.app.close(t.Context(), nil, nil)
	if _, lost := errors.AsType[*desk.LostError](err); !lost || time.Since(began) > time.Second {
		t.Errorf("close = %v after %v, want words told as lost, at once", err, time.Since(began))
	}
	d.app.desk, d.app.talk = nil, nil
}

// A signal can ask nobody: it is tried again for a while.
func TestASignalWaitsForRoom(t *testing.T) {
	t.Parallel()
	d, room := onAFullDisk(t)
	d.send(stopMsg{})
	if !d.quit {
		t.Fatal("not ended")
	}
	time.AfterFunc(300*time.Millisecond, room)
	if err := d.app.close(t.Context(), nil, nil); err != nil {
		t.Error(err)
	}
	d.keptAll()
}

// Who leaves for home, or locks, and then ends the program before that is done
// leaves no word behind either.
func TestNothingIsLeftBehindOnTheWayHome(t *testing.T) {
	t.Parallel()
	d, room := onAFullDisk(t)
	way := d.app.act("home") // and it is under way
	d.keys("ctrl+q", "ctrl+q")
	d.shows("Leaving now would lose words")
	d.run(way)
	d.shows("Peggy Ashworth")

	way = d.app.lock()
	d.keys("ctrl+q", "ctrl+q")
	if d.quit {
		t.Fatal("left while it was being locked")
	}
	d.shows("It is being saved and locked.")
	d.send(stopMsg{})
	time.AfterFunc(300*time.Millisecond, room)
	if err := d.app.close(context.Background(), nil, nil); err != nil {
		t.Error(err)
	}
	_ = way // never came to its end
	d.keptAll()
}

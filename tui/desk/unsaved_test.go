//go:build linux

package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk/testdata/fulldisk"
)

// typedOnAFullDisk is a talk whose last note the disk does not take, and one
// that was left before it was taken whole.
func typedOnAFullDisk(t *testing.T, d *Desk) (k *Talk, room func()) {
	t.Helper()
	k, err := d.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	k.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
	flush(t, k)
	room = fulldisk.Fill(t, d.Dir)
	k.Add("I want to bowl.")
	if err := k.Flush(t.Context()); err == nil {
		t.Fatal("the disk took it, though it is full")
	}
	return k, room
}

// Somebody who leaves is told how much is not saved, and once there is room
// nothing is.
func TestHowMuchIsNotSaved(t *testing.T) {
	d := newDesk(t)
	k, room := typedOnAFullDisk(t, d)
	if said := content.English().Say(d.Unsaved(k)); !strings.Contains(said, "in the last minute") {
		t.Errorf("Unsaved = %q", said)
	}
	if said := d.Unsaved(nil); said.Zero() {
		t.Error("what waits of a talk that was left is not told")
	}
	if err := d.SaveAll(t.Context(), k); err == nil || Trouble(err).ID != "trouble.not-allowed" {
		t.Errorf("SaveAll = %v, want a full disk", err)
	}
	room()
	if err := d.SaveAll(t.Context(), k); err != nil {
		t.Errorf("SaveAll with room = %v", err)
	}
	if said := d.Unsaved(k); !said.Zero() {
		t.Errorf("Unsaved with room = %v, want nothing", said)
	}
	if err := d.Shut(t.Context(), k, Parting{}); err != nil {
		t.Error(err)
	}
}

// A talk that was begun on a full disk is in memory whole.
func TestATalkBegunOnAFullDiskIsNotSaved(t *testing.T) {
	d := newDesk(t)
	room := fulldisk.Fill(t, d.Dir)
	k, err := d.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	if _ = k.Save(); !d.Unsaved(k).Zero() {
		t.Error("a beginning without a word is told as not saved")
	}
	k.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
	if err := k.Save(); err == nil || d.Unsaved(k).Zero() {
		t.Errorf("Save = %v, Unsaved = %v, want it told", err, d.Unsaved(k))
	}
	room()
	if err := d.Shut(t.Context(), k, Parting{}); err != nil || !k.Kept() {
		t.Errorf("Shut = %v, kept %v", err, k.Kept())
	}
}

// A program that is told to end tries as long as it may, and says what is lost.
func TestShuttingTriesAgainAndSaysWhatIsLost(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	k, room := typedOnAFullDisk(t, d)
	err := d.Shut(t.Context(), k, Parting{Patience: 300 * time.Millisecond})
	lost, ok := errors.AsType[*LostError](err)
	if !ok || !errors.Is(err, unix.EPERM) {
		t.Fatalf("Shut = %v, want words told as lost", err)
	}
	if said := content.English().Say(lost.Said()); !strings.Contains(said, "the last minute") || !strings.Contains(said, "lost") {
		t.Errorf("said %q", said)
	}
	time.AfterFunc(300*time.Millisecond, room)
	if err := d.Shut(t.Context(), k, Parting{Patience: Patience}); err != nil {
		t.Errorf("Shut with room after a while = %v", err)
	}
	door, err := Open(d.Dir, d.Options)
	if err != nil {
		t.Fatal(err)
	}
	again, err := door.UnlockWith([]byte("slow green harbour"))
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := again.Show(k.Record().ID)
	if err != nil || len(r.Notes) != 1 || r.Notes[0].Text != "I want to bowl." {
		t.Errorf("what is on disk: %v, %v, want the note", r, err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

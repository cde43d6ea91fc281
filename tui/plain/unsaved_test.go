//go:build linux

package plain

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/tui/desk"
	"ownwords/tui/desk/testdata/fulldisk"
)

// on is a session at a pipe, typed into while it is looked at.
type on struct {
	t     *testing.T
	hand  *io.PipeWriter
	out   paper
	ended chan error
}

// sitsDown begins a session with somebody, and two notes: one that is saved, and
// one that the disk does not take.
func sitsDown(t *testing.T) (s *on, dir string, after func() []string, room func()) {
	t.Helper()
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	in, hand := io.Pipe()
	s = &on{t: t, hand: hand, ended: make(chan error, 1)}
	go func() {
		_, err := Run(context.Background(), Options{Dir: dir, In: in, Out: &s.out, Passphrase: []byte(passphrase), Desk: o})
		s.ended <- err
	}()
	s.types(start+"One\n", "Note 2:", 1)
	room = fulldisk.Fill(t, dir)
	s.types("Two\n", "Not saved yet", 1)
	s.out.shows(t, "Note 3:", 1)
	return s, dir, func() []string { return notesOf(recordAfter(t, dir, o)) }, room
}

// types types, and waits until something was printed for the nth time.
func (s *on) types(text, answer string, n int) {
	s.t.Helper()
	if _, err := io.WriteString(s.hand, text); err != nil {
		s.t.Fatal(err)
	}
	s.out.shows(s.t, answer, n)
}

// Somebody who leaves is asked as long as words wait, may go on in the talk, and
// leaves once there is room.
func TestNobodyLeavesWordsBehindOnAFullDisk(t *testing.T) {
	s, _, after, room := sitsDown(t)
	s.types(".quit\n", "Make room, then Enter:", 1)
	s.out.shows(t, "in the last", 1)
	s.types("\n", "Make room, then Enter:", 2)
	s.types("no\n", "Make room, then Enter:", 3)
	s.types(".\n", "Note 3:", 2)
	s.types(".home\n", "Note 3:", 3)
	s.types("Three\n", "Note 4:", 1)
	s.types(".quit\n", "Make room, then Enter:", 4)
	room()
	s.types("\n", "All is saved. Locked.", 1)
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	if got := after(); !slices.Equal(got, []string{"One", "Two", "Three"}) {
		t.Errorf("on disk is %q", got)
	}
}

// Who types it out leaves without it, and is told what was lost, at once.
func TestLeavingWithoutTheWords(t *testing.T) {
	s, _, _, _ := sitsDown(t)
	s.types(".quit\n", "Make room, then Enter:", 1)
	began := time.Now()
	s.types("Leave without it\n", "", 0)
	err := <-s.ended
	if _, lost := errors.AsType[*desk.LostError](err); !lost || time.Since(began) > 2*time.Second {
		t.Errorf("Run = %v after %v, want words told as lost", err, time.Since(began))
	}
}

// Where the input ends there is nobody to ask: it is tried again for a while.
func TestTheEndOfTheInputWaitsForRoom(t *testing.T) {
	t.Parallel()
	s, _, after, room := sitsDown(t)
	if err := s.hand.Close(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(500*time.Millisecond, room)
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	if got := after(); !slices.Equal(got, []string{"One", "Two"}) {
		t.Errorf("on disk is %q", got)
	}
}

// ctrl+c says that all is saved only where it is, and twice leaves nothing
// behind. Somebody who was only named stays, too.
func TestCtrlCOnAFullDisk(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	in, hand := io.Pipe()
	var out paper
	ended := make(chan error, 1)
	go func() {
		_, err := Run(context.Background(), Options{Dir: dir, In: in, Out: &out, Terminal: true, Passphrase: []byte(passphrase), Desk: o})
		ended <- err
	}()
	types := func(text, answer string, n int) {
		t.Helper()
		for _, r := range text {
			if _, err := io.WriteString(hand, string(r)); err != nil {
				t.Fatal(err)
			}
		}
		out.shows(t, answer, n)
	}
	out.shows(t, "Choose", 1)
	room := fulldisk.Fill(t, dir)
	types("1\rPeggy Ashworth\r", "Not saved yet", 1)
	types(".\r", "Note 1:", 1)
	types("One", "One", 1)
	types("\x03", "Note 1:", 2)
	types("\x03", "Make room, then Enter:", 1)
	types("\x03", "Make room, then Enter:", 2)
	types("\x03", "Make room, then Enter:", 3)
	room()
	types("\r", "", 0)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if got := notesOf(recordAfter(t, dir, o)); !slices.Equal(got, []string{"One"}) {
		t.Errorf("on disk is %q", got)
	}
}

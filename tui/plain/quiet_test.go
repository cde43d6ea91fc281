package plain

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// paper is what a session prints, to be looked at while it goes on.
type paper struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.Write(b)
}

func (p *paper) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.String()
}

// shows waits until a text is printed for the nth time.
func (p *paper) shows(t *testing.T, text string, n int) {
	t.Helper()
	for late := time.Now().Add(5 * time.Second); time.Now().Before(late); time.Sleep(2 * time.Millisecond) {
		if strings.Count(p.text(), text) >= n {
			return
		}
	}
	t.Fatalf("%q was not printed %d times:\n%s", text, n, p.text())
}

// TestPlainLinesLock stops the program in the middle of a line: the notes lock,
// the screen is wiped, no passphrase that was given before opens them, and the
// half line is there when they are open again. A laptop that slept does the same,
// and what is typed at it first is nobody's.
func TestPlainLinesLock(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	var clock struct {
		sync.Mutex
		ahead time.Duration
	}
	o.Now = func() time.Time {
		clock.Lock()
		defer clock.Unlock()
		return time.Now().Add(clock.ahead)
	}
	in, hand := io.Pipe()
	var out paper
	stopping, stopped := make(chan os.Signal), 0
	ended := make(chan error, 1)
	go func() {
		_, err := Run(context.Background(), Options{
			Dir: dir, In: in, Out: &out, Terminal: true, Passphrase: []byte(passphrase), Desk: o,
			Stopping: stopping, Stop: func() { stopped++ },
		})
		ended <- err
	}()
	types := func(text string) {
		t.Helper()
		for _, r := range text {
			if _, err := io.WriteString(hand, string(r)); err != nil {
				t.Fatal(err)
			}
		}
	}
	types("1\rPeggy Ashworth\r.\r")
	out.shows(t, "Note 1:", 1)
	types("She fell on the")
	out.shows(t, "fell on the", 1)
	stopping <- os.Interrupt
	out.shows(t, "Locked. All is saved.", 1)
	if _, after, ok := strings.Cut(out.text(), kit.WipeScreen); !ok || strings.Contains(after, "Peggy") {
		t.Errorf("behind the wiping stands:\n%s", after)
	}
	types(passphrase + "\r")
	out.shows(t, "Note 2:", 1)

	clock.Lock()
	clock.ahead = time.Hour
	clock.Unlock()
	types("x")
	out.shows(t, "Locked. All is saved.", 2)
	types(passphrase + "\r")
	out.shows(t, "Note 2:", 2)
	types("\r.quit\r")
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if stopped != 1 {
		t.Errorf("stopped %d times, want once", stopped)
	}
	if got := notesOf(recordAfter(t, dir, o)); len(got) != 1 || got[0] != "She fell on the" {
		t.Errorf("notes = %q, want the half line and nothing else", got)
	}
	if _, after, _ := strings.Cut(out.text(), "All is saved. Locked."); !strings.Contains(after, kit.WipeScreen) {
		t.Errorf("behind the end stands:\n%q", after)
	}
}

// A crash while the terminal is read ends the session, with the words on disk
// and a note that holds none.
func TestACrashWhileTheTerminalIsReadEndsInGoodOrder(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	_, err := Run(t.Context(), Options{
		Dir: dir, In: io.MultiReader(strings.NewReader("1\rPeggy Ashworth\r.\rOne\r"), broken{}), Out: io.Discard,
		Terminal: true, Passphrase: []byte(passphrase), Desk: o,
	})
	if c, ok := errors.AsType[*desk.CrashError](err); !ok {
		t.Fatalf("Run = %v, want a crash", err)
	} else if note, err := os.ReadFile(c.Note); err != nil || strings.Contains(string(note), "Peggy") {
		t.Errorf("the note is %q, %v", note, err)
	}
	if got := notesOf(recordAfter(t, dir, o)); len(got) != 1 || got[0] != "One" {
		t.Errorf("notes = %q, want One", got)
	}
}

// broken is a terminal whose reading crashes.
type broken struct{}

func (broken) Read([]byte) (int, error) { panic("Peggy") }

package tui

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/creack/pty"

	"ownwords/content"
	"ownwords/tui/desk"
)

// terminal is a real one, as far as the program can tell.
type terminal struct {
	t           *testing.T
	hand, inner *os.File
	seen        chan []byte
	buf         []byte
}

func newTerminal(t *testing.T) *terminal {
	t.Helper()
	hand, inner, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(hand, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	x := &terminal{t: t, hand: hand, inner: inner, seen: make(chan []byte, 1000)}
	go func() {
		for {
			b := make([]byte, 4096)
			n, err := hand.Read(b)
			if err != nil {
				close(x.seen)
				return
			}
			x.seen <- b[:n]
		}
	}()
	return x
}

// wait waits until a text was written that was not waited for before.
func (x *terminal) wait(text string) {
	x.t.Helper()
	late := time.After(10 * time.Second)
	for {
		if i := bytes.Index(x.buf, []byte(text)); i >= 0 {
			x.buf = x.buf[i+len(text):]
			return
		}
		select {
		case b := <-x.seen:
			x.buf = append(x.buf, b...)
		case <-late:
			x.t.Fatalf("the terminal does not show %q in %q", text, x.buf)
		}
	}
}

// keys types at the speed of a quick hand.
func (x *terminal) keys(text string) {
	x.t.Helper()
	for _, r := range text {
		if _, err := io.WriteString(x.hand, string(r)); err != nil {
			x.t.Fatal(err)
		}
		time.Sleep(6 * time.Millisecond)
	}
}

// A window that is closed, or a laptop that goes down, in the middle of a word.
func TestWhatWasTypedIsThereWhenTheWindowIsClosed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "notes")
	(&drive{t: t, dir: dir, clock: newClock(morning)}).create(content.DefaultSettings())
	options := desk.Options{Now: func() time.Time { return morning }}
	sit := func(do func(*terminal)) {
		x := newTerminal(t)
		ctx, closeWindow := context.WithCancel(t.Context())
		left := make(chan error, 1)
		go func() { left <- Run(ctx, dir, Options{Desk: options, In: x.inner, Out: x.inner}) }()
		do(x)
		closeWindow()
		if err := <-left; err != nil {
			t.Errorf("Run() = %v", err)
		}
		if err := x.inner.Close(); err != nil {
			t.Error(err)
		}
		if err := x.hand.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Setenv("TEA_TRACE", filepath.Join(dir, "trace"))
	sit(func(x *terminal) {
		x.wait("Your words")
		x.keys(passphrase + "\r")
		x.wait("Nobody yet")
		x.keys("n")
		x.wait("Who is it with")
		x.keys("Peggy Ashworth\x0e")
		x.wait("ctrl+r")
		x.keys("I want to go back to Łódź")
		x.wait("ź") // the last letter, which stands nowhere else
	})
	if _, err := os.Stat(filepath.Join(dir, "trace")); err == nil {
		t.Error("what was typed was written to a trace")
	}
	sit(func(x *terminal) {
		x.wait("Your words")
		x.keys(passphrase + "\r")
		x.wait("Peggy Ashworth")
		x.keys("\r")
		x.wait("I want to go back to Łódź")
	})
}

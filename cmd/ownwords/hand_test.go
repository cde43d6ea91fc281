//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// hand types at the program's terminal, and remembers what it typed when.
type hand struct {
	cmd   *exec.Cmd
	term  *os.File // the terminal's own end
	ended chan struct{}
	err   error // how the program ended; read behind ended

	mu    sync.Mutex
	shown bytes.Buffer // since the last key that was waited for
}

// sitDown starts the program at a terminal of 80 by 24.
func sitDown(cmd *exec.Cmd) (*hand, error) {
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	if f, err = closable(f); err != nil {
		return nil, err
	}
	h := &hand{cmd: cmd, term: f, ended: make(chan struct{})}
	go func() {
		// The terminal ends with an error of its own; how the program ended
		// tells more.
		_, _ = io.Copy(h, f)
	}()
	go func() {
		h.err = cmd.Wait()
		close(h.ended)
	}()
	return h, nil
}

// closable makes a file that can be closed while it is read: else the terminal
// stays open for as long as nothing is shown. No other program may have it too.
func closable(f *os.File) (*os.File, error) {
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = errors.Join(unix.SetNonblock(fd, true), f.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("prepare the terminal: %w", err)
	}
	return os.NewFile(uintptr(fd), "terminal"), nil
}

// Write takes what the program shows.
func (h *hand) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.shown.Write(b)
}

func (h *hand) sees() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return ansi.Strip(h.shown.String())
}

// press types keys at once and waits until a text is shown behind them.
func (h *hand) press(p press) error {
	h.mu.Lock()
	h.shown.Reset()
	h.mu.Unlock()
	for _, k := range p.keys {
		if _, err := h.term.WriteString(string(k)); err != nil {
			return fmt.Errorf("press %q: %w", p.keys, err)
		}
		time.Sleep(25 * time.Millisecond) // sooner is taken for pasted, on a machine that is busy
	}
	return h.waitFor(p.shows)
}

func (h *hand) waitFor(text string) error {
	err := eventually(func() error {
		if strings.Contains(h.sees(), text) {
			return nil
		}
		return fmt.Errorf("%q was not shown, but:\n%s", text, h.sees())
	})
	select {
	case <-h.ended:
		return fmt.Errorf("ended: %w", h.err)
	default:
		return err
	}
}

// end waits until the program has ended by itself.
func (h *hand) end() error {
	select {
	case <-h.ended:
		return h.err
	case <-time.After(10 * time.Second):
		return errors.New("did not end")
	}
}

// press are keys that are typed in one go, and what is shown once they are
// done.
type press struct{ keys, shows string }

// step is one key of somebody who types.
type step struct {
	key  string
	does doing
	at   time.Time // when it was written to the terminal
}

// doing is what a key does to the record.
type doing int

const (
	types  doing = iota // is a letter of a note
	breaks              // goes to a new note
	marks               // marks the note last typed in as something wanted
	leads               // does nothing yet
)

// words are what somebody types without an end: markers with a number each, and
// behind some of them, where there are endings, one of these.
func words(first int, endings ...[]step) iter.Seq[step] {
	return func(yield func(step) bool) {
		lead := ""
		for n := first; ; n++ {
			next := letters(fmt.Sprintf("%s%s%d", lead, markers[n%len(markers)], n), types)
			lead = " "
			if len(endings) > 0 && rand.IntN(3) == 0 {
				next = append(next, endings[rand.IntN(len(endings))]...)
				lead = ""
			}
			for _, s := range next {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// behind is steps behind others.
func behind(first []step, rest iter.Seq[step]) iter.Seq[step] {
	return func(yield func(step) bool) {
		for _, s := range first {
			if !yield(s) {
				return
			}
		}
		rest(yield)
	}
}

// letters are the keys of a text, all of which do the same.
func letters(text string, does doing) []step {
	var out []step
	for _, r := range text {
		out = append(out, step{key: string(r), does: does})
	}
	return out
}

// pace is how long a hand waits before the next key: mostly a tenth of a
// second, often less, and at times it stops to listen.
func pace() time.Duration {
	switch n := rand.IntN(100); {
	case n < 2:
		return time.Duration(300+rand.IntN(1200)) * time.Millisecond
	case n < 15:
		return time.Duration(150+rand.IntN(200)) * time.Millisecond
	}
	return time.Duration(10+rand.IntN(90)) * time.Millisecond
}

// typeUntil types until something happens, and returns what it typed.
func (h *hand) typeUntil(steps iter.Seq[step], stop <-chan time.Time) []step {
	var typed []step
	for s := range steps {
		s.at = time.Now()
		if _, err := h.term.WriteString(s.key); err != nil {
			break // it is gone: how it ended is looked at later
		}
		typed = append(typed, s)
		select {
		case <-stop:
			return typed
		case <-time.After(pace()):
		}
	}
	return typed
}

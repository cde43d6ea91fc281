//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// typist types lines into plain mode, through a pipe. The program asks for the
// next line only once the one before is on disk: that prompt is what
// acknowledges it to whoever looks from outside.
type typist struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  io.Reader
	told bytes.Buffer // what the program printed, but for what is waited for now
	said heard        // on standard error
	last *time.Timer
}

// heard is what a program says while it is listened to.
type heard struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all.Write(b)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all.String()
}

// longest is how long anything that is waited for may take.
const longest = 20 * time.Second

// sitsDown starts plain mode in this room, and is asked with whom one is. The
// program says nothing before there is something to read.
func (r *room) sitsDown() (*typist, error) {
	y, err := newTypist(r.command("--plain"))
	if err == nil {
		err = errors.Join(y.types("", scenes[1].home+" "), y.until(scenes[1].home+" "))
	}
	return y, err
}

func newTypist(cmd *exec.Cmd) (*typist, error) {
	y := &typist{cmd: cmd}
	cmd.Stderr = &y.said
	var errIn, errOut error
	y.in, errIn = cmd.StdinPipe()
	y.out, errOut = cmd.StdoutPipe()
	if err := errors.Join(errIn, errOut); err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	y.last = time.AfterFunc(longest, y.kill)
	return y, nil
}

func (y *typist) kill() { _ = y.cmd.Process.Kill() } // it may have ended

// ends waits for the program's end, and returns how it ended.
func (y *typist) ends() error {
	_, err := io.Copy(&y.told, y.out)
	defer y.last.Stop()
	return errors.Join(err, y.cmd.Wait())
}

// until reads until a text is printed. Nothing is read beyond it.
func (y *typist) until(text string) error {
	var seen bytes.Buffer
	defer func() { y.told.Write(seen.Bytes()) }()
	one := make([]byte, 1)
	for !bytes.HasSuffix(seen.Bytes(), []byte(text)) {
		if _, err := y.out.Read(one); err != nil {
			return fmt.Errorf("%q was not printed, but %q and %q: %w", text, seen.String(), y.said.String(), err)
		}
		seen.WriteByte(one[0])
	}
	return nil
}

// types types a line and waits for what is printed then.
func (y *typist) types(line, prints string) error {
	y.last.Reset(longest)
	if _, err := io.WriteString(y.in, line+"\n"); err != nil {
		return fmt.Errorf("type %q: %w", line, err)
	}
	return y.until(prints)
}

// arrives goes to where notes are typed, and returns how many there are.
func (y *typist) arrives(begun bool) (notes int, err error) {
	way := toPlain
	if begun {
		way = scenes[1].goOn
	}
	for i, p := range way {
		for line := range strings.SplitSeq(strings.TrimSuffix(p.keys, "\r"), "\r") {
			shows := ": "
			if i == len(way)-1 {
				shows = ""
			}
			if err := y.types(line, shows); err != nil {
				return 0, err
			}
		}
	}
	if err := y.until("Note "); err != nil {
		return 0, err
	}
	if err := y.until(": "); err != nil {
		return 0, err
	}
	text := y.told.String()
	_, err = fmt.Sscanf(text[strings.LastIndex(text, "Note "):], "Note %d:", &notes)
	return notes - 1, err
}

// answer is what the program did with a command.
type answer struct {
	code      int
	out, said string
	took      time.Duration
}

// asks runs a command of the program. An error is one of the kind errCrashed: the
// program broke, or did not end.
func (r *room) asks(args ...string) (answer, error) { return answered(r.command(args...)) }

// notAll is what show says behind what it shows.
const notAll = "Own notes and worries are not in this. All that is held: show --all\n"

func answered(cmd *exec.Cmd) (answer, error) {
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return answer{}, fmt.Errorf("start: %w", err)
	}
	last := time.AfterFunc(longest, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	last.Stop()
	// What show says each time is no fault.
	a := answer{out: out.String(), said: strings.ReplaceAll(said.String(), notAll, ""), took: time.Since(began)}
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		a.code, err = e.ExitCode(), nil
	}
	if err != nil {
		return a, err
	}
	return a, a.broken(cmd)
}

// broken is an error where the program ended otherwise than by its own will.
func (a answer) broken(cmd *exec.Cmd) error {
	status, _ := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if !status.Signaled() && !strings.Contains(a.said, "goroutine ") && !strings.Contains(a.said, "The program broke") {
		return nil
	}
	return fmt.Errorf("%w: %v, saying %q", errCrashed, cmd.ProcessState, a.said)
}

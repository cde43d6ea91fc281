//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// leftOnScreen types words at a real terminal, and then leaves, or has the program
// stopped by the terminal, upon which it locks itself. In both faces it looks at
// all that the terminal can still show, what it has scrolled away included.
func leftOnScreen(f *trial) {
	for _, x := range []facing{
		{face: "", home: typedName, there: "ctrl+g mark", leave: []string{"C-q", "C-q"}},
		{face: "--plain", home: typedName, there: "Note ", leave: []string{".quit", "Enter"}},
	} {
		r, p := f.showing(x)
		p.presses(x.leave...)
		p.shows("behind it")
		f.judge("left "+x.face, errors.Join(p.shownNone(), r.opens()))
		_, p = f.showing(x)
		pid, err := p.program()
		if err == nil {
			err = syscall.Kill(pid, syscall.SIGTSTP)
		}
		if err != nil {
			f.Fatal(err)
		}
		p.soon(func() bool { return p.shownNone() == nil })
		f.judge("locked "+x.face, p.shownNone())
	}
}

// facing is how one goes to the notes of a face and leaves it.
type facing struct {
	face, home, there string
	leave             []string
}

// showing is a terminal in which so many words were typed that some of them have
// scrolled away.
func (f *trial) showing(x facing) (*room, *pane) {
	f.Helper()
	r := f.conversed(typedName, "Fond of quarry walks.", "And of thistle honey.")
	p := newPane(f.T, 80, 24, r.command().Env, "sh", "-c", `stty sane; "$0" $1; echo; echo "behind it"; exec sleep 60`, r.program, x.face)
	p.shows(x.home)
	if x.face != "" {
		p.types("5")
	}
	p.presses("Enter")
	p.shows(x.there)
	for i := range 40 {
		p.types(markers[i%len(markers)])
		p.presses("Enter")
	}
	if !p.soon(func() bool { return strings.Count(p.all(), markers[7]) > 1 }) {
		f.Fatalf("nothing was typed:\n%s", p.all())
	}
	return r, p
}

// all is what a terminal can still show.
func (p *pane) all() string { return p.do("capture-pane", "-p", "-J", "-S", "-", "-E", "-") }

func (p *pane) shownNone() error {
	all := p.all()
	for _, w := range append(strings.Fields(typedName), markers...) {
		if strings.Contains(all, w) {
			return fmt.Errorf("%q is on the terminal still:\n%s", w, all)
		}
	}
	return nil
}

// program is the process that the shell in the pane has started.
func (p *pane) program() (pid int, err error) {
	shell := strings.TrimSpace(p.do("display-message", "-p", "#{pane_pid}"))
	children, err := os.ReadFile(filepath.Join("/proc", shell, "task", shell, "children"))
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(children)))
}

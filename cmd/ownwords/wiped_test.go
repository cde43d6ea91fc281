//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// TestNothingIsLeftToScrollBackTo types a word into both faces inside tmux, has
// the program stopped as a shell's ctrl+z does it, goes on, and leaves. Neither
// while it is stopped nor behind it does the terminal remember the word, or
// whose it was; once it is unlocked the talk is there again.
func TestNothingIsLeftToScrollBackTo(t *testing.T) {
	if !isHere(t, "tmux", "what can be scrolled back to") {
		return
	}
	for _, face := range []struct {
		name, flag string
		open       []string // leads into a note
		quit       string
	}{
		{"screen", "", []string{"Enter", "Starting"}, "C-q"},
		{"plain", "--plain", []string{"5", "Choose: 5", "Enter", "Note 1:"}, "C-c"},
	} {
		t.Run(face.name, func(t *testing.T) {
			t.Parallel()
			cmd := talked(t, build(t), 0)
			pid := filepath.Join(t.TempDir(), "pid")
			script := `sh -c 'echo $$ >` + pid + `; exec "$0" ` + face.flag + `' "$0"; echo "left with $?"; exec sleep 60`
			p := newPane(t, 80, 24, cmd.Env, "sh", "-c", script, cmd.Path)
			p.shows("Peggy Ashworth")
			for i := 0; i < len(face.open); i += 2 {
				p.presses(face.open[i])
				p.shows(face.open[i+1])
			}
			p.types("quincunx")
			p.shows("quincunx")

			p.signals(pid, syscall.SIGTSTP)
			p.stops(pid)
			p.remembersNothing("quincunx", "Peggy")
			p.signals(pid, syscall.SIGCONT)
			p.shows("Your words")
			p.types(testPassphrase)
			p.presses("Enter")
			p.shows("quincunx")
			p.presses(face.quit, face.quit)
			p.shows("left with 0")
			p.remembersNothing("quincunx", "Peggy")
		})
	}
}

// pidIn is the number of the process that stands in a file.
func (p *pane) pidIn(file string) int {
	p.t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		p.t.Fatal(err)
	}
	return pid
}

// signals sends a signal to the process whose number stands in a file.
func (p *pane) signals(file string, s syscall.Signal) {
	p.t.Helper()
	if err := syscall.Kill(p.pidIn(file), s); err != nil {
		p.t.Fatalf("signal %v: %v", s, err)
	}
}

// stops waits until that process has stopped.
func (p *pane) stops(file string) {
	p.t.Helper()
	stat := filepath.Join("/proc", strconv.Itoa(p.pidIn(file)), "stat")
	if !p.soon(func() bool {
		raw, err := os.ReadFile(stat)
		return err == nil && strings.Contains(string(raw), ") T ")
	}) {
		p.t.Fatalf("it goes on, with:\n%s", p.do("capture-pane", "-p"))
	}
}

// remembersNothing waits until none of these words can be seen, or scrolled back
// to.
func (p *pane) remembersNothing(words ...string) {
	p.t.Helper()
	all := ""
	gone := func() bool {
		all = p.do("capture-pane", "-p", "-S", "-")
		for _, w := range words {
			if strings.Contains(all, w) {
				return false
			}
		}
		return true
	}
	if !p.soon(gone) {
		p.t.Errorf("the terminal remembers some of %q:\n%s", words, all)
	}
}

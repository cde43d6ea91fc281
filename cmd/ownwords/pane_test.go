//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// pane is a program in tmux, a terminal that draws for itself and can be asked
// what it shows and where its cursor stands.
type pane struct {
	t      testing.TB
	socket string
}

// newPane starts a program in a tmux of its own.
func newPane(t testing.TB, width, height int, env []string, command ...string) *pane {
	t.Helper()
	dir, err := os.MkdirTemp("", "pane") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	p := &pane{t: t, socket: filepath.Join(dir, "s")}
	t.Cleanup(func() {
		_ = p.tmux("kill-server").Run() // where it has not begun there is none
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	p.do(append([]string{
		"new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height),
		"env", "-i", "TERM=tmux-256color", "LANG=C.UTF-8", "COLORTERM=truecolor",
	}, append(env, command...)...)...)
	return p
}

func (p *pane) tmux(args ...string) *exec.Cmd {
	return exec.Command("tmux", append([]string{"-u", "-S", p.socket, "-f", "/dev/null"}, args...)...)
}

func (p *pane) do(args ...string) string {
	p.t.Helper()
	out, err := p.tmux(args...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %s: %v\n%s", args[0], err, out)
	}
	return string(out)
}

// types types a text in one go.
func (p *pane) types(text string) { p.do("send-keys", "-l", "--", text) }

// presses presses keys by tmux's names.
func (p *pane) presses(names ...string) {
	for _, n := range names {
		p.do("send-keys", n)
		time.Sleep(8 * time.Millisecond) // sooner is taken for pasted
	}
}

// rows are what it shows.
func (p *pane) rows() []string { return strings.Split(p.do("capture-pane", "-p"), "\n") }

// shows waits until a text is shown.
func (p *pane) shows(text string) {
	p.t.Helper()
	s := ""
	if !p.soon(func() bool { s = p.do("capture-pane", "-p"); return strings.Contains(s, text) }) {
		p.t.Fatalf("%q is not shown, but:\n%s", text, s)
	}
}

// soon tries for five seconds, and often: tmux has to be asked again and again.
func (p *pane) soon(try func() bool) bool {
	for late := time.Now().Add(5 * time.Second); time.Now().Before(late); time.Sleep(2 * time.Millisecond) {
		if try() {
			return true
		}
	}
	return false
}

// cursor is where the cursor stands, in cells from the upper left.
func (p *pane) cursor() (x, y int) {
	p.t.Helper()
	at := p.do("display-message", "-p", "#{cursor_x} #{cursor_y}")
	if _, err := fmt.Sscan(at, &x, &y); err != nil {
		p.t.Fatalf("cursor %q: %v", at, err)
	}
	return x, y
}

// printer is a pane in which texts are printed.
type printer struct {
	*pane
	tty *os.File
	n   int
}

func newPrinter(t testing.TB) *printer {
	t.Helper()
	p := &printer{pane: newPane(t, 200, 5, []string{"PATH=" + os.Getenv("PATH")}, "sh", "-c", "stty raw -echo; exec sleep 600")}
	var err error
	if p.tty, err = os.OpenFile(strings.TrimSpace(p.do("display-message", "-p", "#{pane_tty}")), os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.tty.Close() }) // it may be gone before
	return p
}

// cells is how far the terminal's cursor goes when it is given a text.
func (p *printer) cells(text string) int {
	p.t.Helper()
	p.n++
	seen := fmt.Sprint("printed ", p.n)
	if _, err := fmt.Fprintf(p.tty, "\x1b[H\x1b[2J%s\x1b]2;%s\a", text, seen); err != nil {
		p.t.Fatal(err)
	}
	x := -1
	if !p.soon(func() bool {
		at, title, _ := strings.Cut(strings.TrimSpace(p.do("display-message", "-p", "#{cursor_x} #{pane_title}")), " ")
		_, err := fmt.Sscan(at, &x)
		return err == nil && title == seen
	}) {
		p.t.Fatalf("%q is not printed", text)
	}
	return x
}

//go:build linux

package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// budget prints what was measured and what it may be at most.
func budget(name string, value float64, unit string, limit float64) {
	verdict := "ok"
	if value > limit {
		verdict = "over"
	}
	fmt.Printf("\nbudget %s %.4g %s limit %g %s\n", name, value, unit, limit, verdict)
}

// beside prints what was measured of something else in the same run.
func beside(name string, value float64, unit string) {
	fmt.Printf("\nbeside %s %.4g %s\n", name, value, unit)
}

// milliseconds is a share of the times, sorted, in milliseconds: 0.5 is the
// median.
func milliseconds(took []time.Duration, share float64) float64 {
	slices.Sort(took)
	i := int(math.Ceil(share*float64(len(took)))) - 1
	return float64(took[max(0, i)].Microseconds()) / 1000
}

// builtFrom makes a program of a folder as ours is released, without what is
// only for debugging.
func builtFrom(b *testing.B, folder string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "program")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, folder)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("build %s: %v\n%s", folder, err, out)
	}
	return path
}

// watched is a program at a terminal of 80 by 24, looked at by one who has a
// clock: nothing is read beside, so that no other goroutine stands between.
type watched struct {
	b     *testing.B
	cmd   *exec.Cmd
	term  *os.File
	shown []byte // since the last key
}

func watch(b *testing.B, cmd *exec.Cmd) *watched {
	b.Helper()
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err == nil {
		f, err = closable(f)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = f.Close()
	})
	return &watched{b: b, cmd: cmd, term: f}
}

// waitFor reads until a text is shown, all that a terminal is told without
// being shown left aside. It tells whether it came in time.
func (w *watched) waitFor(text string, most time.Duration) bool {
	if err := w.term.SetReadDeadline(time.Now().Add(most)); err != nil {
		w.b.Fatal(err)
	}
	part := make([]byte, 64<<10)
	for {
		n, err := w.term.Read(part)
		if err != nil {
			return false
		}
		w.shown = append(w.shown, part[:n]...)
		if text != "" && strings.Contains(ansi.Strip(string(w.shown)), text) {
			return true
		}
	}
}

// rest reads what is shown while nobody types.
func (w *watched) rest(d time.Duration) { w.waitFor("", d) }

func (w *watched) write(keys string) {
	w.b.Helper()
	if _, err := w.term.WriteString(keys); err != nil {
		w.b.Fatal(err)
	}
}

// press types a key and takes the time until a text is shown behind it.
func (w *watched) press(key, shows string) time.Duration {
	w.b.Helper()
	w.shown = w.shown[:0]
	began := time.Now()
	w.write(key)
	if !w.waitFor(shows, 10*time.Second) {
		w.b.Fatalf("%q is not shown behind %q, but %q", shows, key, ansi.Strip(string(w.shown)))
	}
	return time.Since(began)
}

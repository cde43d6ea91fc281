//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/tui/desk"
)

// told is a note of somebody who talks, about 200 bytes long.
const told = "Walking to the club by the canal on a Wednesday, though the family wants a taxi for it; " +
	"the path is lit as far as the lock, and beyond it somebody from the club comes along with a lamp. "

// notesOf are notes of so many kilobytes together.
func notesOf(kB int) []string {
	var out []string
	for n := 0; n < kB<<10; n += len(told) {
		out = append(out, told[:min(len(told), kB<<10-n)])
	}
	return out
}

// talked is a data folder with one talk of so many kilobytes, and the command
// that opens it.
func talked(b testing.TB, program string, kB int) *exec.Cmd {
	b.Helper()
	r := &room{dir: b.TempDir(), program: program}
	if err := r.furnish(); err != nil {
		b.Fatal(err)
	}
	d, err := unlock(r.home(), []byte(testPassphrase))
	if err != nil {
		b.Fatal(err)
	}
	talk(b, d, "Peggy Ashworth", notesOf(kB)...)
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	return r.command()
}

// talk holds a conversation with somebody and leaves it.
func talk(b testing.TB, d *desk.Desk, who string, notes ...string) {
	b.Helper()
	t, err := d.New(model.Assessment)
	if err != nil {
		b.Fatal(err)
	}
	t.Do("visit.set", map[string]string{"who": who})
	t.Go(model.Place{Stage: model.StageTalk})
	for _, n := range notes {
		t.Add(n)
	}
	if err := t.Leave(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkKeyToScreen types at the end of a text, as a hand does, and takes
// the time from the letter's going into a real terminal to its coming out of
// it: until the letter itself is among what is drawn, the sequences that only
// steer the terminal left aside. All programs are measured alike, one after the
// other, each alone.
func BenchmarkKeyToScreen(b *testing.B) {
	program, area, line := builtFrom(b, "."), builtFrom(b, "./testdata/stock/area"), builtFrom(b, "./testdata/stock/line")
	for _, kB := range []int{1, 20, 100} {
		w := watch(b, talked(b, program, kB))
		if !w.waitFor("Peggy Ashworth", 10*time.Second) {
			b.Fatalf("home is not shown, but %s", w.shown)
		}
		w.press("\r", "Starting")
		took := w.typed("\r")
		budget(fmt.Sprintf("key-to-screen-%dkB-median", kB), milliseconds(took, 0.5), "ms", 5)
		budget(fmt.Sprintf("key-to-screen-%dkB-p99", kB), milliseconds(took, 0.99), "ms", 17)
		file := filepath.Join(b.TempDir(), "notes.txt")
		if err := os.WriteFile(file, []byte(strings.Join(notesOf(kB), "\n")+"\n"), 0o600); err != nil {
			b.Fatal(err)
		}
		against(b, fmt.Sprintf("nano-%dkB", kB), "\r", "nano", "-I", fmt.Sprintf("+%d", len(notesOf(kB))+1), file)
		against(b, fmt.Sprintf("vim-%dkB", kB), "\r", "vim", "-u", "NONE", "-N", "-n", "-c", "normal G$", "-c", "startinsert!", file)
		against(b, fmt.Sprintf("textarea-%dkB", kB), "\r", area, file)
	}
	against(b, "stock-line", "\x15", line) // ctrl+u empties it
}

// against types in another program.
func against(b *testing.B, name, newLine string, command ...string) {
	b.Helper()
	if _, err := exec.LookPath(command[0]); err != nil {
		fmt.Printf("\nbeside key-to-screen-%s not here\n", name)
		return
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "LANG=C.UTF-8")
	w := watch(b, cmd)
	w.rest(time.Second)
	took := w.typed(newLine)
	beside("key-to-screen-"+name+"-median", milliseconds(took, 0.5), "ms")
	beside("key-to-screen-"+name+"-p99", milliseconds(took, 0.99), "ms")
}

// keysTimed is how many keys are timed in each program.
const keysTimed = 300

// typed types words, each line of them on a line of its own: their letters are
// in no other text that a program draws anew by itself, and at a line's end what
// is shown may have moved so that a letter stands there already.
func (w *watched) typed(newLine string) []time.Duration {
	w.b.Helper()
	took := make([]time.Duration, keysTimed)
	for i := range took {
		switch {
		case i%48 == 0:
			w.write(newLine)
			w.rest(200 * time.Millisecond)
		case i%8 == 0:
			w.write(" ")
			w.rest(30 * time.Millisecond)
		}
		letter := string("zxjq"[i%4])
		took[i] = w.press(letter, letter)
		w.rest(30*time.Millisecond + rand.N(20*time.Millisecond))
	}
	return took
}

// BenchmarkStart takes the time from starting the program, set up and locked,
// to its first frame with the line for the passphrase, and the same of a
// program that shows one line to type in, by turns. How large it is, is the
// rest of what it costs to have it: OWNWORDS_PROGRAM names it as it is given away,
// which is smaller than what is built here.
func BenchmarkStart(b *testing.B) {
	line, program := builtFrom(b, "./testdata/stock/line"), os.Getenv("OWNWORDS_PROGRAM")
	if program == "" {
		program = builtFrom(b, ".")
	}
	r := &room{dir: b.TempDir(), program: program}
	if err := r.furnish(); err != nil {
		b.Fatal(err)
	}
	first := func(cmd *exec.Cmd) time.Duration {
		began := time.Now()
		w := watch(b, cmd)
		if !w.waitFor("Your words", 10*time.Second) {
			b.Fatalf("the first frame is not shown, but %s", w.shown)
		}
		took := time.Since(began)
		if err := w.cmd.Process.Kill(); err != nil {
			b.Fatal(err)
		}
		_ = w.cmd.Wait() // it was killed
		return took
	}
	var ours, stock []time.Duration
	for range 20 {
		cmd := r.command()
		cmd.Env = append(cmd.Env, "OWNWORDS_PASSPHRASE_FILE=")
		ours = append(ours, first(cmd))
		cmd = exec.Command(line)
		cmd.Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8"}
		stock = append(stock, first(cmd))
	}
	file, err := os.Stat(program)
	if err != nil {
		b.Fatal(err)
	}
	budget("program-size", float64(file.Size())/1e6, "MB", 30)
	own, other := milliseconds(ours, 0.5), milliseconds(stock, 0.5)
	beside("start-median", own, "ms")
	beside("start-stock-line-median", other, "ms")
	budget("start", own/other, "x", 2)
}

//go:build linux

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"ownwords/tui/kit"
)

// inTheTalk is somebody who sits before an open talk, in a room of their own.
func inTheTalk(t *testing.T) (*hand, *room) {
	t.Helper()
	r := &room{dir: t.TempDir(), program: build(t), scene: scenes[0]}
	if err := r.furnish(); err != nil {
		t.Fatal(err)
	}
	h, err := sitDown(r.command())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = h.cmd.Process.Kill()
		_ = h.term.Close()
	})
	if err := r.arrive(h); err != nil {
		t.Fatal(err)
	}
	return h, r
}

// leaves ends the program as a closed window does, and returns what the record
// has. Nothing may be damaged, and nothing have broken.
func (h *hand) leaves(t *testing.T, r *room) []said {
	t.Helper()
	if err := errors.Join(hungUp.strike(h), h.end()); err != nil {
		t.Fatalf("ended with %v, showing:\n%s", err, h.sees())
	}
	kept, err := r.record()
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// writes writes to the program and lets it see to it.
func (h *hand) writes(t *testing.T, text string) {
	t.Helper()
	if _, err := h.term.WriteString(text); err != nil {
		t.Fatalf("ended: %v, showing:\n%s", err, h.sees())
	}
	time.Sleep(8 * time.Millisecond)
}

// controls are all control characters, as one byte and as UTF-8 has them, bytes
// that are no text at all, and what other programs take for text.
func controls() []string {
	var out []string
	for b := range 0x20 {
		out = append(out, string(rune(b)))
	}
	for b := 0x80; b < 0xa0; b++ {
		out = append(out, string([]byte{byte(b)}), string(rune(b)))
	}
	return append(out, "\x7f", "\xff", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xed\xb0\x80", "\xf4\x90\x80\x80", "\ufffe", "\U0010ffff", "\xc0\x80")
}

func TestWhatIsPastedIsKeptWithoutItsControls(t *testing.T) {
	t.Parallel()
	h, r := inTheTalk(t)
	var text strings.Builder
	for i, c := range controls() {
		if c != "\x1b" { // an escape in pasted text is the terminal's own affair
			fmt.Fprintf(&text, "word%d%s ", i, c)
		}
	}
	h.writes(t, "\x1b[200~"+text.String()+"\x1b[201~")
	if err := h.waitFor(fmt.Sprintf("word%d", len(controls())-1)); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range h.leaves(t, r) {
		got = append(got, n.Text)
	}
	// How many signs stand for broken bytes is for the terminal's reader to say.
	plain := func(lines []string) string {
		return strings.Join(strings.Fields(strings.ReplaceAll(strings.Join(lines, " "), "\ufffd", "")), " ")
	}
	if got, want := plain(got), plain(kit.Lines(kit.Clean(text.String()))); got != want {
		t.Errorf("the record has\n%q\nwant\n%q", got, want)
	}
}

// Whatever key is pressed, words that were typed before stay, or can be taken
// back: none of them ends the program or breaks it.
func TestNoKeyBreaksTheProgram(t *testing.T) {
	t.Parallel()
	h, r := inTheTalk(t)
	for _, k := range append(controls(), strange...) {
		if k == "\x17" || k == "\x01" {
			continue // these take words away, as in any office program
		}
		h.writes(t, "\x1b[1;5F"+k+"w") // ctrl+End, the key, a letter
		select {
		case <-h.ended:
			t.Fatalf("%q ended the program: %v, showing:\n%s", k, h.err, h.sees())
		default:
		}
	}
	h.leaves(t, r)
}

// strange are keys that no keyboard has, in all ways in which terminals say
// keys, sequences that break off, answers to questions nobody asked, and a mouse
// that was never switched on.
var strange = []string{
	"\x1b[57399u", "\x1b[57454;8u", "\x1b[97;5:3u", "\x1b[97;1:2;97u", "\x1b[0u", "\x1b[4294967296u", "\x1b[1114112;1u", "\x1b[55296u",
	"\x1b[34~", "\x1b[57376;1~", "\x1b[99999999999999999999~", "\x1b[;;;~", "\x1b[1;99A", "\x1bO\x7f", "\x1bOz", "\x1b[27;5;9~", "\x1b[27;5;1114112~",
	"\x1b[M\x00\x00\x00", "\x1b[M\xff\xff\xff", "\x1b[<0;99999;99999M", "\x1b[<64;1;1M", "\x1b[<-1;-1;-1m", "\x1b[<35;0;0M",
	"\x1b[?2027;9$y", "\x1b[?1u", "\x1b[?62c", "\x1b[24;80R", "\x1b[I\x1b[O", "\x1b]11;rgb:zz/zz/zz\x07", "\x1b]52;c;!!!!\x07", "\x1bP>|x\x1b\\",
	"\x1b_Gi=1\x1b\\", "\x1b[201~", "\x1b[200~\x1b[201~", "\x1b[\x1b[\x1b[", "\x1b\x1b\x1b", "\x1b[1;", "\x1b]0;never ended",
}

// A paste of five million bytes is kept to the last of them.
func TestFiveMegabytesArePasted(t *testing.T) {
	t.Parallel()
	h, r := inTheTalk(t)
	line := strings.Repeat("Walking to the club by the canal, as ever. ", 200)
	var text strings.Builder
	for n := 0; text.Len() < 5<<20; n++ {
		fmt.Fprintf(&text, "%d %s\r\n", n, line)
	}
	text.WriteString("and that was the end")
	began := time.Now()
	if _, err := h.term.WriteString("\x1b[200~" + text.String() + "\x1b[201~"); err != nil {
		t.Fatal(err)
	}
	if err := h.waitFor("that was the end"); err != nil {
		t.Fatal(err)
	}
	shown := time.Since(began)
	if err := errors.Join(hungUp.strike(h), h.end()); err != nil {
		t.Fatal(err)
	}
	kept := time.Since(began)
	notes, err := r.record()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range notes {
		got = append(got, n.Text)
	}
	if want := kit.Lines(text.String()); !slices.Equal(got, want) {
		t.Errorf("%d of %d lines are kept as they were pasted", len(got), len(want))
	}
	t.Logf("5 MB are on the screen after %v, kept, and the program ended, after %v", shown.Round(time.Millisecond), kept.Round(time.Millisecond))
}

// A window that is dragged about while somebody types loses no letter.
func TestNoLetterIsLostWhileTheWindowChanges(t *testing.T) {
	t.Parallel()
	h, r := inTheTalk(t)
	sizes := []pty.Winsize{{Rows: 1, Cols: 1}, {}, {Rows: 11, Cols: 39}, {Rows: 200, Cols: 500}, {Rows: 24, Cols: 80}}
	var want strings.Builder
	for i := range 20 {
		word := fmt.Sprintf("word%d ", i)
		want.WriteString(word)
		for _, letter := range word {
			h.writes(t, string(letter))
		}
		if err := pty.Setsize(h.term, &sizes[rand.IntN(len(sizes))]); err != nil {
			t.Fatal(err)
		}
	}
	if err := pty.Setsize(h.term, &sizes[len(sizes)-1]); err != nil {
		t.Fatal(err)
	}
	if got := h.leaves(t, r); len(got) != 1 || strings.TrimSpace(got[0].Text) != strings.TrimSpace(want.String()) {
		t.Errorf("the record has %q, want %q", got, want.String())
	}
}

// Settings that can't be used keep nobody from their notes, are told, and are
// left as they are.
func TestSettingsThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	program := build(t)
	for _, c := range []struct {
		name  string
		spoil func(path string) error
		tells string
	}{
		{"binary", func(path string) error { return os.WriteFile(path, []byte("\x00\x01\xff\xfe\x89PNG\r\n"), 0o600) }, "line 1"},
		{"10 MB", func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("name: x\n", 10<<17)), 0o600) }, "larger than"},
		{"wrong values", func(path string) error {
			return os.WriteFile(path, []byte("theme: purple\nrole: king\nnobody: knows\n"), 0o600)
		}, "line 3"},
		{"a folder", func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) }, "can't be read"},
		{"unreadable", func(path string) error { return errors.Join(os.Remove(path), os.Symlink(path, path)) }, "can't be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := &room{dir: t.TempDir(), program: program, scene: scenes[0]}
			if err := r.furnish(); err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(filepath.Join(r.home(), "settings.yaml")); err != nil {
				t.Fatal(err)
			}
			cmd := r.command()
			cmd.Env = append(cmd.Env, "OWNWORDS_PASSPHRASE_FILE=") // somebody is there to be asked
			h, err := sitDown(cmd)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				_ = h.cmd.Process.Kill()
				_ = h.term.Close()
			})
			if err := h.waitFor(c.tells); err != nil {
				t.Fatal(err)
			}
			for _, p := range []press{{"\r", "Your words"}, {testPassphrase + "\r", scenes[0].home}} {
				if err := h.press(p); err != nil {
					t.Fatal(err)
				}
			}
			if there, err := filepath.Glob(filepath.Join(r.home(), "crash-*")); err != nil || len(there) > 0 {
				t.Errorf("it broke: %v, %v", there, err)
			}
		})
	}
}

//go:build linux

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"

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

// read waits until the program has read all that was written to it: what is still
// in the terminal is nobody's word yet.
func (h *hand) read(t *testing.T) {
	t.Helper()
	if err := h.press(press{"\x13", "Saved already"}); err != nil { // ctrl+s
		t.Fatal(err)
	}
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
		fmt.Fprintf(&text, "word%d%s ", i, c)
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

// An escape in what is pasted presses no key and does not speak to the terminal,
// and the words around it are kept. What is left of the sequence that it began is
// for the terminal's reader to say.
func TestAnEscapeInWhatIsPastedDoesNothing(t *testing.T) {
	t.Parallel()
	h, r := inTheTalk(t)
	pasted := []struct{ text, words string }{
		{"one \x1b two", "one two"},
		{"a \x1b[31mred\x1b[0m word", "a red word"},
		{"up \x1b[A\x1b[1;5H and away", "up and away"},
		{"out \x1bOP \x1b[17~ and in", "out and in"},
		{"title \x1b]0;mine\a kept", "title kept"},
		{"clip \x1b]52;c;aGVsbG8=\a board", "clip board"},
		{"clear \x1b[2J nothing", "clear nothing"},
		{"at the end \x1b", "at the end"},
		{"and the last", "and the last"},
	}
	var text, want, got []string
	for _, line := range pasted {
		text, want = append(text, line.text), append(want, line.words)
	}
	h.writes(t, "\x1b[200~"+strings.Join(text, "\n")+"\x1b[201~")
	if err := h.waitFor("and the last"); err != nil {
		t.Fatal(err)
	}
	for _, n := range h.leaves(t, r) {
		if strings.ContainsFunc(n.Text, unicode.IsControl) {
			t.Errorf("%q is kept with a control in it", n.Text)
		}
		words := slices.DeleteFunc(strings.Fields(n.Text), func(w string) bool { return strings.Trim(w, lowercase) != "" })
		got = append(got, strings.Join(words, " "))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words in the record (-want +got):\n%s", diff)
	}
}

const lowercase = "abcdefghijklmnopqrstuvwxyz"

// Whatever key is pressed, words that were typed before stay, or come back by one
// key, and those that are typed next are kept: none of them ends the program or
// breaks it.
func TestNoKeyBreaksTheProgram(t *testing.T) {
	t.Parallel()
	h, r := inTheTalk(t)
	var want []string
	for i, k := range append(controls(), strange...) {
		h.presses(t, k)
		word := fmt.Sprintf("word%d", i)
		h.writes(t, word+" ")
		want = append(want, word)
		select {
		case <-h.ended:
			t.Fatalf("%q ended the program: %v, showing:\n%s", k, h.err, h.sees())
		default:
		}
	}
	h.read(t)
	var got []string
	for _, n := range h.leaves(t, r) {
		got = append(got, numbered.FindAllString(n.Text, -1)...)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words in the record (-want +got):\n%s", diff)
	}
}

// presses presses a key at the end of the note and, where it leads away from
// there, comes back.
func (h *hand) presses(t *testing.T, key string) {
	t.Helper()
	const ctrlEnd = "\x1b[1;5F"
	way, leads := back[key]
	if !leads {
		h.writes(t, ctrlEnd+key)
		return
	}
	h.writes(t, ctrlEnd)
	if err := errors.Join(h.press(press{key, way.opens}), h.press(press{way.keys, way.shows})); err != nil {
		t.Fatalf("%q, and back: %v", key, err)
	}
}

// numbered is one of the words that are typed behind every key.
var numbered = regexp.MustCompile(`word\d+`)

// back are the keys that lead away from the notes, take something out of them, or
// are not whole: what each opens, and the key that leads back, with what is shown
// then.
var back = map[string]struct{ opens, keys, shows string }{
	"\x06": {"Find in the notes", "\x1b", "ctrl+g mark"},
	"\x0c": {"Back in a moment", "\x0c", "ctrl+g mark"},
	"\x10": {"do it", "\x1b", "ctrl+g mark"},
	"\x14": {"to read back", "\x1b", "ctrl+g mark"},
	"\x01": {"", "\x1b[F", ""}, // all is selected, and not any more
	"\x08": {"", "\x1a", ""},
	"\x7f": {"", "\x1a", ""},
	"\x17": {"", "\x1a", ""},
	"\x1a": {"", "\x19", ""},
	// To a terminal's reader the next letter belongs to what broke off.
	"\x1b[\x1b[\x1b[":    {"", "z", ""},
	"\x1b[1;":            {"", "z", ""},
	"\x1b]0;never ended": {"", "\a", ""},
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

// A paste of a million bytes is kept to the last of them: of five million where
// all faults are tried.
func TestALongPasteIsKeptToTheLast(t *testing.T) {
	t.Parallel()
	size := 1 << 20
	if os.Getenv(faultsEnv) != "" {
		size = 5 << 20
	}
	h, r := inTheTalk(t)
	line := strings.Repeat("Walking to the club by the canal, as ever. ", 200)
	var text strings.Builder
	for n := 0; text.Len() < size; n++ {
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
	t.Logf("%d MB are on the screen after %v, kept, and the program ended, after %v", size>>20, shown.Round(time.Millisecond), kept.Round(time.Millisecond))
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
	h.read(t)
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

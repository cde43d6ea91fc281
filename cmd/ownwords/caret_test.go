//go:build linux

package main

import (
	"cmp"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"ownwords/tui/kit"
)

// hands are what people type whose letters take no, one or two cells, alone and
// together.
var hands = []struct{ name, text string }{
	{"Hindi", "नमस्ते क्षमा"},
	{"Bengali", "বাংলা ক্ষ্মা"},
	{"Punjabi", "ਪੰਜਾਬੀ ਵਿੱਚ"},
	{"Urdu inside English", "so میں ٹھیک to"},
	{"a family", "us 👨‍👩‍👧 all"},
	{"Welsh flag", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f yes"},
	{"decomposed", "cafe\u0301 bayo\u0323\u0300"},
	{"Chinese", "中文, 你好"},
	{"Welsh", "ŵŷ llŷn"},
	{"soft hyphen", "Wed\u00adday"},
}

// TestTheCaretStandsWhereTheTerminalPutsIt goes through the same texts twice. As
// it is written needs nothing; in tmux stands in the results only where it was
// tried.
func TestTheCaretStandsWhereTheTerminalPutsIt(t *testing.T) {
	t.Parallel()
	t.Run("as it is written", caretAsWritten)
	if isHere(t, "tmux", "where a terminal of its own tables puts the caret") {
		t.Run("in tmux", caretInTmux)
	}
}

// caretInTmux types into a note inside tmux, which has tables of its own, and
// looks at every letter where the cursor stands and where tmux itself puts it
// behind the same letters.
func caretInTmux(t *testing.T) {
	t.Parallel()
	cmd := talked(t, build(t), 0)
	p, out := newPane(t, 80, 24, cmd.Env, cmd.Args...), newPrinter(t)
	p.shows("Peggy Ashworth")
	p.presses("Enter")
	p.shows("Starting")
	p.types("abc")
	p.shows("abc")
	x, _ := p.cursor()
	gutter := x - len("abc")
	for _, h := range hands {
		p.presses("Enter")
		p.types(h.text)
		drawn := kit.Measure{}.Alike(h.text)
		cells := out.cells(drawn)
		p.shows(out.rows()[0]) // as much of it as tmux can keep
		if p.stands(gutter + cells); t.Failed() {
			t.Fatalf("behind %s", h.name)
		}
		var ends []int
		for at := range (kit.Measure{}).Clusters(h.text) {
			ends = append(ends, at)
		}
		for _, at := range slices.Backward(ends) {
			p.presses("Left")
			p.stands(gutter + out.cells(kit.Measure{}.Alike(h.text[:at])))
		}
		if t.Failed() {
			t.Fatalf("in %s", h.name)
		}
		p.presses("End")
	}
	p.wrapped(out, gutter)
}

// stands waits until the cursor stands in a column.
func (p *pane) stands(want int) {
	p.t.Helper()
	x := -1
	if !p.soon(func() bool { x, _ = p.cursor(); return x == want }) {
		p.t.Errorf("the cursor stands in column %d, want %d:\n%s", x, want, strings.Join(p.rows(), "\n"))
	}
}

// wrapped types more than a row holds and goes up through the rows: Home and End
// stand where the words of each begin and end.
func (p *pane) wrapped(out *printer, gutter int) {
	p.t.Helper()
	p.presses("Enter")
	var long strings.Builder
	for range 3 {
		for _, h := range hands[:4] {
			long.WriteString(h.text + ", ")
		}
	}
	p.types(long.String() + "to the end")
	p.shows("to the end")
	for range 3 {
		p.presses("Home")
		p.stands(gutter)
		p.presses("End")
		time.Sleep(50 * time.Millisecond)
		x, y := p.cursor()
		row := p.rows()[y]
		if want := out.cells(row); x != want && x != want+1 { // behind the blank that it was broken at
			p.t.Errorf("the cursor stands in column %d at the end of %q, want %d", x, row, want)
		}
		p.presses("Up")
	}
}

// caretAsWritten goes left through the texts on a terminal that is nobody's, and
// reckons from the sequences that the program writes where the cursor stands.
func caretAsWritten(t *testing.T) {
	t.Parallel()
	h, err := sitDown(talked(t, build(t), 0))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = h.cmd.Process.Kill()
		_ = h.term.Close()
	})
	if err := h.waitFor("Peggy Ashworth"); err != nil {
		t.Fatal(err)
	}
	if err := h.press(press{"\r", "Starting"}); err != nil {
		t.Fatal(err)
	}
	for i, typed := range hands {
		drawn := kit.Measure{}.Alike(typed.text)
		h.does(t, keys("\r\x1b[200~"+typed.text+"\x1b[201~"), func(all string) bool { return strings.Contains(ansi.Strip(all), drawn) })
		// Another size has all drawn anew, and the cursor set without regard to
		// where it stood.
		all := h.does(t, func(term *os.File) error {
			return pty.Setsize(term, &pty.Winsize{Rows: uint16(25 + i%2), Cols: 80})
		}, func(all string) bool { return strings.Contains(all, "ctrl+p") && strings.HasSuffix(all, "\x1b[?25h") })
		x, ok := written(-1, all)
		if !ok {
			t.Fatalf("where the cursor stands is not written: %q", all)
		}
		gutter := x - kit.Measure{}.Width(typed.text)
		var ends []int
		for at := range (kit.Measure{}).Clusters(typed.text) {
			ends = append(ends, at)
		}
		for _, at := range slices.Backward(ends) {
			want := gutter + (kit.Measure{}).Width(typed.text[:at])
			h.does(t, keys("\x1b[D"), func(all string) bool {
				got, ok := written(x, all)
				return ok && got == want
			})
			x = want
		}
		h.does(t, keys("\x1b[F"), func(all string) bool { return all != "" })
	}
}

func keys(text string) func(*os.File) error {
	return func(term *os.File) error { _, err := term.WriteString(text); return err }
}

// does does something at the terminal, waits until what is written to it because
// of that is as it should be, and returns it.
func (h *hand) does(t *testing.T, do func(term *os.File) error, until func(all string) bool) (all string) {
	t.Helper()
	h.mu.Lock()
	h.shown.Reset()
	h.mu.Unlock()
	if err := do(h.term); err != nil {
		t.Fatal(err)
	}
	for late := time.Now().Add(5 * time.Second); time.Now().Before(late); time.Sleep(2 * time.Millisecond) {
		h.mu.Lock()
		all = h.shown.String()
		h.mu.Unlock()
		if until(all) {
			return all
		}
	}
	t.Fatalf("this is written to the terminal: %q", all)
	return ""
}

var (
	absolute = regexp.MustCompile(`\r|\x1b\[(?:\d*;)?(\d+)[HG]`)
	relative = regexp.MustCompile(`[\x08\t]|\x1b\[(\d*)([CDIZ])`)
)

// tabStop is how many cells a terminal's tabs stand apart.
const tabStop = 8

// written is the column in which the cursor stands behind what was written, x
// before it. Behind letters it has to be set anew: else nobody knows.
func written(x int, all string) (column int, ok bool) {
	if at := absolute.FindAllStringIndex(all, -1); at != nil {
		last := at[len(at)-1]
		x = number(absolute.FindStringSubmatch(all[last[0]:last[1]])[1]) - 1
		all = all[last[1]:]
	}
	for _, m := range relative.FindAllStringSubmatch(all, -1) {
		for range number(m[1]) {
			switch cmp.Or(m[2], m[0]) {
			case "C":
				x++
			case "D", "\b":
				x--
			case "I", "\t":
				x += tabStop - x%tabStop
			case "Z":
				x -= (x-1)%tabStop + 1
			}
		}
	}
	return x, x >= 0 && strings.Trim(ansi.Strip(relative.ReplaceAllString(all, "")), "\n") == ""
}

// number is a number in a sequence: one where it is left out.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 1
	}
	return n
}

package kit

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// glass is a terminal that only knows what plain mode writes: text, CR LF and Backspace.
type glass struct {
	t     interface{ Fatalf(string, ...any) }
	width int
	rows  [][]string // a cell each; a wide character is followed by an empty one
	x     int
}

func (g *glass) Write(b []byte) (int, error) {
	s := string(b)
	for s != "" {
		c, cells := Measure{}.First(s)
		s = s[len(c):]
		if g.rows == nil {
			g.rows = [][]string{nil}
		}
		row := &g.rows[len(g.rows)-1]
		switch {
		case c == "\r\n":
			g.rows, g.x = append(g.rows, nil), 0
		case c == "\b":
			if g.x == 0 {
				g.t.Fatalf("a Backspace at a row's beginning")
			}
			g.x--
		case cells == 0:
			if g.x > 0 {
				(*row)[g.x-1] += c
			}
		default:
			for range cells {
				for len(*row) <= g.x {
					*row = append(*row, "")
				}
				(*row)[g.x] = ""
				g.x++
			}
			(*row)[g.x-cells] = c
		}
		if g.x >= g.width {
			g.t.Fatalf("a row of %d cells in a window of %d", g.x, g.width)
		}
	}
	return len(b), nil
}

func (g *glass) text() []string {
	var rows []string
	for _, row := range g.rows {
		rows = append(rows, strings.TrimRight(strings.Join(row, ""), " "))
	}
	return rows
}

// events runs the line editor over the input and writes down what it tells.
func events(t *testing.T, r *Raw) []string {
	t.Helper()
	var told []string
	for {
		event, err := r.Next()
		if errors.Is(err, io.EOF) {
			return told
		}
		if err != nil {
			t.Fatal(err)
		}
		name := []string{"changed", "finished", "interrupt", "end"}[event.Kind]
		if event.Pasted {
			name += " pasted"
		}
		told = append(told, name+" "+event.Text)
		if event.Kind == RawFinished {
			if err := r.Begin("Note: ", false); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestLinesTypedInRawMode(t *testing.T) {
	for _, c := range []struct {
		story, input string
		told, screen []string
	}{
		{"a line", "tea\r", []string{"finished tea"}, []string{"Note: tea", "Note:"}},
		{"an unfinished line", "tea", []string{"changed tea"}, []string{"Note: tea"}},
		{"Backspace takes a letter with its accent", "te\u0301\x7f", []string{"changed t"}, []string{"Note: t"}},
		{"Backspace takes a wide character", "a我\x7fb", []string{"changed ab"}, []string{"Note: ab"}},
		{"Backspace takes a family", "a👨‍👩‍👧\x7fb", []string{"changed ab"}, []string{"Note: ab"}},
		{"Backspace on nothing", "\x7f\x7fa", []string{"changed a"}, []string{"Note: a"}},
		{"0x08 is Backspace at first", "two words\x08", []string{"changed two word"}, []string{"Note: two word"}},
		{"and deletes a word once 0x7f was seen", "two words!\x7f\x08", []string{"changed two "}, []string{"Note: two"}},
		{"ctrl+w", "two words\x17", []string{"changed two "}, []string{"Note: two"}},
		{"arrow keys are swallowed", "a\x1b[D\x1bOC\x1b[1;5Ab", []string{"changed ab"}, []string{"Note: ab"}},
		{"alt with a letter types it", "a\x1bb", []string{"changed ab"}, []string{"Note: ab"}},
		{"what a terminal reports is swallowed", "a\x1b]11;rgb:0000/0000/0000\x07\x1b[?62;4cb", []string{"changed ab"}, []string{"Note: ab"}},
		{"a CRLF is one end", "a\r\nb", []string{"finished a", "changed b"}, []string{"Note: a", "Note: b"}},
		{"ctrl+c", "a\x03", []string{"interrupt a"}, []string{"Note: a"}},
		{"ctrl+d on an empty line", "\x04", []string{"end "}, []string{"Note:"}},
		{"ctrl+d behind text", "a\x04b", []string{"changed ab"}, []string{"Note: ab"}},
		{
			"pasted lines", "\x1b[200~one\r\ntwo\rthr\x03ee\x1b[201~ x\r",
			[]string{"finished pasted one", "finished pasted two", "finished three x"},
			[]string{"Note: one", "Note: two", "Note: three x", "Note:"},
		},
		{"a tab stays", "a\tb", []string{"changed a\tb"}, []string{"Note: a    b"}},
		{
			"a long line goes on in the next row", "abcdefghij klmnopqrs",
			[]string{"changed abcdefghij klmnopqrs"},
			[]string{"Note: abcdefghij kl", "mnopqrs"},
		},
		{
			"erasing past a row's beginning prints the last words anew", "one two three four\x7f\x7f\x7f\x7f\x7f\x7f",
			[]string{"changed one two thre"},
			[]string{"Note: one two three", "", "one two thre"},
		},
	} {
		t.Run(c.story, func(t *testing.T) {
			g := &glass{t: t, width: 20}
			r := NewRaw(strings.NewReader(c.input), g, func() int { return 20 })
			if err := r.Begin("Note: ", false); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.told, events(t, r)); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.screen, g.text()); diff != "" {
				t.Errorf("screen (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAMaskedLineIsNotEchoed(t *testing.T) {
	var out strings.Builder
	r := NewRaw(strings.NewReader("correct horse\x7f\r"), &out, func() int { return 80 })
	if err := r.Begin("Your words: ", true); err != nil {
		t.Fatal(err)
	}
	event, err := r.Next()
	if want := (RawEvent{Kind: RawFinished, Text: "correct hors"}); event != want || err != nil {
		t.Errorf("Next() = %+v, %v, want %+v", event, err, want)
	}
	if got := out.String(); got != "Your words: \r\n" {
		t.Errorf("echoed %q, want the prompt and the line's end", got)
	}
}

func TestCharactersAndSequencesMayComeInPieces(t *testing.T) {
	input := "Siân 👩‍👧\x1b[200~x\r\x1b[201~y"
	r := NewRaw(iotest.OneByteReader(strings.NewReader(input)), io.Discard, func() int { return 80 })
	r.buf = make([]byte, 1) // so that every read fills the buffer, as in the middle of a long paste
	if err := r.Begin("", false); err != nil {
		t.Fatal(err)
	}
	told := events(t, r)
	if want := "finished pasted Siân 👩‍👧x"; told[len(told)-2] != want {
		t.Errorf("told %q, want %q before the last", told, want)
	}
	if want := "changed y"; told[len(told)-1] != want {
		t.Errorf("told %q last, want %q", told[len(told)-1], want)
	}
}

func TestALoneEscSwallowsNothingTypedAfterIt(t *testing.T) {
	for _, esc := range []string{"\x1b", "\x1b]", "\x1bP", "\x1bO", "\x1b["} {
		r := NewRaw(io.MultiReader(strings.NewReader("a"+esc), strings.NewReader("tea")), io.Discard, func() int { return 80 })
		if err := r.Begin("", false); err != nil {
			t.Fatal(err)
		}
		told := events(t, r)
		if want := "changed atea"; told[len(told)-1] != want {
			t.Errorf("after %q: told %q, want %q last", esc, told, want)
		}
	}
}

func TestTheScreenShowsTheRowThatIsTyped(t *testing.T) {
	// Marks without a letter are left out: no Backspace takes them off the sign they have landed on.
	keys := append([]string{"\x7f", "\x7f", "\x17", "\x1b[D"}, slices.DeleteFunc(slices.Clone(pieces), func(piece string) bool {
		return piece == "\u0301" || piece == "\u200d"
	})...)
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(12, 30).Draw(t, "width")
		var input strings.Builder
		for range rapid.IntRange(1, 60).Draw(t, "keys") {
			input.WriteString(rapid.SampledFrom(keys).Draw(t, "key"))
		}
		typed := strings.NewReplacer("\r", "", "\n", "").Replace(input.String())
		g := &glass{t: t, width: width}
		r := NewRaw(strings.NewReader(typed), g, func() int { return width })
		if err := r.Begin("Note: ", false); err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := r.Next(); err != nil {
				break
			}
		}
		want := Drawn(r.text[r.from:])
		if r.from == 0 && r.base > 0 {
			want = "Note: " + want
		}
		rows := g.text()
		if got := rows[len(rows)-1]; got != strings.TrimRight(want, " ") || g.x != r.column {
			t.Fatalf("the last row of %q is %q, cursor %d, want %q, %d", r.text, got, g.x, want, r.column)
		}
	})
}

func TestLinesFromAPipeHaveNoLimit(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	l := NewLineReader(strings.NewReader("one\r\n\n" + long + "\nlast \xff\x1b"))
	var got []string
	for {
		line, err := l.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, line)
	}
	if diff := cmp.Diff([]string{"one", "", long, "last \ufffd"}, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestAFailingPipeIsReported(t *testing.T) {
	broken := errors.New("broken")
	l := NewLineReader(io.MultiReader(strings.NewReader("one\nhalf"), iotest.ErrReader(broken)))
	line, err := l.Next()
	if line != "one" || err != nil {
		t.Errorf("Next() = %q, %v, want one", line, err)
	}
	if line, err = l.Next(); !errors.Is(err, broken) {
		t.Errorf("Next() = %q, %v, want %v", line, err, broken)
	}
}

func TestRawOutputGetsItsCarriageReturns(t *testing.T) {
	var out strings.Builder
	n, err := fmt.Fprint(CRLF(&out), "one\ntwo\n")
	if got := out.String(); got != "one\r\ntwo\r\n" || n != 8 || err != nil {
		t.Errorf("wrote %q, %d, %v", got, n, err)
	}
}

// What never ends a line is given up, before it fills the laptop.
func TestALineThatNeverEndsIsGivenUp(t *testing.T) {
	got, err := NewLineReader(endless{}).Next()
	if !errors.Is(err, errEndless) || got != "" {
		t.Errorf("Next() = %d letters, %v, want it given up", len(got), err)
	}
}

// endless is a file without an end, and without a line's.
type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

package kit

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func TestTextIsMeasuredAsTheRendererDoes(t *testing.T) {
	for _, c := range []struct {
		text               string
		cells, asGraphemes int
	}{
		{"Peggy", 5, 5},
		{"Adébáyọ̀", 7, 7},
		{"नमस्ते", 4, 3},
		{"ਪੰਜਾਬੀ", 5, 3},
		{"我要", 4, 4},
		{"👨‍👩‍👧‍👦", 8, 2},
		{"🏴󠁧󠁢󠁷󠁬󠁳󠁿", 2, 2},
		{"a\tb", 6, 6},
		{"\x1b[31mx\x07", 5, 5},
		{"\r\n", 0, 0},
		{"a\u202e\u0903b", 3, 2}, // the mark stands on the letter once what turns the line is gone
	} {
		if got := (Measure{}).Width(c.text); got != c.cells {
			t.Errorf("Width(%q) = %d, want %d", c.text, got, c.cells)
		}
		if got := (Measure{Graphemes: true}).Width(c.text); got != c.asGraphemes {
			t.Errorf("Width(%q) by graphemes = %d, want %d", c.text, got, c.asGraphemes)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		anything := strings.ReplaceAll(rapid.String().Draw(t, "anything"), "\t", " ")
		text := strings.Join(Lines(Clean(anyText(t, "text")+anything)), " ")
		for m, method := range map[Measure]ansi.Method{{}: ansi.WcWidth, {Graphemes: true}: ansi.GraphemeWidth} {
			if got, want := m.Width(text), method.StringWidth(Drawn(text)); got != want {
				t.Fatalf("Width(%q) = %d, and the renderer's is %d", text, got, want)
			}
		}
	})
}

func TestTheMeasureFollowsTheTerminalsAnswer(t *testing.T) {
	for _, c := range []struct {
		answer tea.ModeReportMsg
		want   bool
	}{
		{tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}, true},
		{tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeSet}, true},
		{tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModePermanentlySet}, true},
		{tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeNotRecognized}, false},
		{tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModePermanentlyReset}, false},
		{tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset}, false},
	} {
		if got := (Measure{}).Heard(c.answer).Graphemes; got != c.want {
			t.Errorf("Heard(%+v).Graphemes = %v, want %v", c.answer, got, c.want)
		}
	}
}

// Other parts of the program may cut by uniseg's older tables: every place of our caret has to be an end for them too.
func TestEveryEndIsAnEndByOlderTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t, "text")
		older := []int{0}
		for g := uniseg.NewGraphemes(text); g.Next(); {
			_, to := g.Positions()
			older = append(older, to)
		}
		for _, end := range ends(Measure{}, text) {
			if !slices.Contains(older, end) {
				t.Fatalf("%q may be cut at %d here and not there", text, end)
			}
		}
	})
}

func TestCutting(t *testing.T) {
	for _, c := range []struct {
		text       string
		cells      int
		cut, short string
	}{
		{"Peggy", 5, "Peggy", "Peggy"},
		{"Peggy", 4, "Pegg", "Peg…"},
		{"我要去", 5, "我要", "我要…"},
		{"a👨‍👩‍👧‍👦b", 8, "a", "a…"},
		{"Peggy Ashworth", 7, "Peggy A", "Peggy…"},
		{"Peggy", 0, "", ""},
	} {
		if got := (Measure{}).Cut(c.text, c.cells); got != c.cut {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.text, c.cells, got, c.cut)
		}
		if got := (Measure{}).Short(c.text, c.cells, "…"); got != c.short {
			t.Errorf("Short(%q, %d) = %q, want %q", c.text, c.cells, got, c.short)
		}
	}
}

func TestWrapping(t *testing.T) {
	for _, c := range []struct {
		story, text string
		width       int
		want        []string
	}{
		{"nothing", "", 10, []string{""}},
		{"at blanks", "the bowls club", 10, []string{"the bowls", "club"}},
		{"a row exactly full", "the bowls club", 9, []string{"the bowls", "club"}},
		{"a word longer than a row", "my autobiography", 6, []string{"my", "autobi", "ograph", "y"}},
		{"a double name longer than a row", "Adeola Adebayo-Oyelaran", 10, []string{"Adeola", "Adebayo-", "Oyelaran"}},
		{"a blank before a hyphen", "go face-to-face", 13, []string{"go", "face-to-face"}},
		{"at line breaks", "one\ntwo\r\n\rthree\n", 10, []string{"one", "two", "", "three", ""}},
		{"not at a no-break blank", "at 10\u00a0am today", 6, []string{"at", "10\u00a0am", "today"}},
		{"between signs that need no blanks", "我要去打球。好", 10, []string{"我要去打", "球。好"}},
		{"many blanks stay where they are", "one      two", 5, []string{"one", "two"}},
	} {
		if diff := cmp.Diff(c.want, Measure{}.Wrap(c.text, c.width)); diff != "" {
			t.Errorf("%s: Wrap(%q, %d) (-want +got):\n%s", c.story, c.text, c.width, diff)
		}
	}
}

func TestNothingTypedSpeaksToTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		drawn := Drawn(text)
		if i := strings.IndexFunc(drawn, func(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }); i >= 0 {
			t.Fatalf("Drawn(%q) = %q holds a control character", text, drawn)
		}
		if got, want := (Measure{}).Width(drawn), (Measure{}).Width(text); got != want {
			t.Fatalf("Drawn(%q) is %d cells wide, want %d", text, got, want)
		}
	})
}

func TestNothingTypedTurnsALineRound(t *testing.T) {
	const name = "\u202eevil\u202c \u2067Mallory\u2069"
	if got, want := Drawn(name), "evil Mallory"; got != want {
		t.Errorf("Drawn(%q) = %q, want %q", name, got, want)
	}
	if got, want := (Measure{}).Width(name), len("evil Mallory"); got != want {
		t.Errorf("Width(%q) = %d, want %d", name, got, want)
	}
	if got := Drawn("سمیرا بی بی 👩\u200d👧"); !strings.Contains(got, "\u200d") {
		t.Errorf("Drawn() = %q, want what joins a family kept", got)
	}
}

func TestFinding(t *testing.T) {
	for _, c := range []struct{ text, query string }{
		{"Adébáyọ̀", "Adebayo"},
		{"Łukasz Wójcik", "lukasz wojcik"},
		{"Siân", "SIAN"},
		{"O’Brien", "o'brien"},
		{"Ŵyr", "wyr"},
		{"Strauß", "strauss"},
	} {
		if got, want := Fold(c.text), Fold(c.query); got != want {
			t.Errorf("Fold(%q) = %q, want %q", c.text, got, want)
		}
	}
	if Fold("Carol") == Fold("Karol") {
		t.Error("Carol and Karol fold to the same")
	}
}

func TestWords(t *testing.T) {
	const text = "she's tired, नमस्ते now"
	for _, c := range []struct{ from, left, right int }{
		{0, 0, 6},
		{3, 0, 6},
		{6, 0, 11},
		{8, 6, 11},
		{11, 6, 13},
		{12, 11, 13},
		{13, 11, 32},
		{32, 13, 35},
		{35, 32, 35},
	} {
		if got := wordLeft(text, c.from); got != c.left {
			t.Errorf("wordLeft(%d) = %d, want %d", c.from, got, c.left)
		}
		if got := wordRight(text, c.from); got != c.right {
			t.Errorf("wordRight(%d) = %d, want %d", c.from, got, c.right)
		}
	}
}

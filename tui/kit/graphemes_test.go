package kit

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scripts are texts cut by strokes: where the caret may stand, and where ctrl+left stops on the way from the end.
var scripts = []struct{ story, places, words string }{
	{"a family", "a|👨‍👩‍👧‍👦|b", "a|👨‍👩‍👧‍👦|b"},
	{"flags", "🏴󠁧󠁢󠁷󠁬󠁳󠁿|🇬🇧|🇵🇱", "🏴󠁧󠁢󠁷󠁬󠁳󠁿🇬🇧🇵🇱"},
	{"a decomposed é", "c|a|f|e\u0301| |n|o|w", "cafe\u0301 |now"},
	{"Yoruba with marks under and over", "A|d|é|b|á|y|ọ̀", "Adébáyọ̀"},
	{"a Hindi conjunct", "न|म|स्ते| |जी|!", "नमस्ते |जी|!"},
	{"a Bengali conjunct", "স্ক্রি|ন| |ভা|লো", "স্ক্রিন |ভালো"},
	{"Punjabi", "ਪੰ|ਜਾ|ਬੀ| |ਵਿੱ|ਚ", "ਪੰਜਾਬੀ |ਵਿੱਚ"},
	{"Urdu inside English", "s|a|y|s| |ش|ک|ر|ی|ہ| |o|f|t", "says |شکریہ |oft"},
	{"Urdu with its vowels", "اُ|ر|دُ|و|۔", "اُردُو|۔"},
	{"a joiner at the end", "a|b\u200d", "ab\u200d"},
	{"two joiners", "👩\u200d\u200d|b", "👩\u200d\u200d|b"},
	{"a mark at the beginning", "\u0301|a|b", "\u0301ab"},
	{"a mark alone", "\u0301", "\u0301"},
	{"Korean in letters", "가|나", "가나"},
	{"Chinese", "我|要|去|。", "我要去|。"},
	{"a tab", "a|\t|b", "a\t|b"},
	{"skin tones", "👋🏽|👋", "👋🏽👋"},
}

// cutsOf are the bytes at which a text is cut by strokes, its beginning and end with them.
func cutsOf(cut string) (text string, at []int) {
	at = []int{0}
	for part := range strings.SplitSeq(cut, "|") {
		text += part
		at = append(at, len(text))
	}
	return text, at
}

// carets presses a key until nothing moves and returns every place of the caret, in order.
func carets(e *Editor, o *owner, key string) []int {
	seen := []int{e.caret.off}
	for {
		before := e.caret
		if press(e, o, key); e.caret == before {
			slices.Sort(seen)
			return seen
		}
		seen = append(seen, e.caret.off)
	}
}

func TestTheCaretGoesByGrapheme(t *testing.T) {
	for _, c := range scripts {
		text, want := cutsOf(c.places)
		_, words := cutsOf(c.words)
		for _, m := range []struct {
			from, key string
			want      []int
		}{
			{"home", "right", want},
			{"end", "left", want},
			{"end", "ctrl+left", words},
			{"home", "ctrl+right", words},
		} {
			e, o := notebook(text)
			press(e, o, m.from)
			if diff := cmp.Diff(m.want, carets(e, o, m.key)); diff != "" {
				t.Errorf("%s: carets by %s in %q (-want +got):\n%s", c.story, m.key, text, diff)
			}
		}
	}
}

func TestGraphemesGoAndComeWhole(t *testing.T) {
	for _, c := range scripts {
		text, places := cutsOf(c.places)
		for i, at := range places {
			e, o := notebook(text)
			e.SetCaret("n1", at)
			if i > 0 {
				press(e, o, "shift+left")
				if got, want := e.Selected(), text[places[i-1]:at]; got != want {
					t.Errorf("%s: shift+left at %d selects %q, want %q", c.story, at, got, want)
				}
				press(e, o, "right", "backspace")
				if got, want := o.notes[0].Text, text[:places[i-1]]+text[at:]; got != want {
					t.Errorf("%s: Backspace at %d leaves %q, want %q", c.story, at, got, want)
				}
			}
			e, o = notebook(text)
			e.SetCaret("n1", at)
			press(e, o, "delete")
			if i+1 < len(places) {
				if got, want := o.notes[0].Text, text[:at]+text[places[i+1]:]; got != want {
					t.Errorf("%s: Delete at %d leaves %q, want %q", c.story, at, got, want)
				}
			}
		}
	}
}

func TestWhatIsSplitIsJoinedAgain(t *testing.T) {
	for _, c := range scripts {
		text, places := cutsOf(c.places)
		for _, at := range places[1 : len(places)-1] {
			e, o := notebook(text)
			e.SetCaret("n1", at)
			press(e, o, "enter")
			if diff := cmp.Diff([]string{text[:at], text[at:]}, o.texts()); diff != "" {
				t.Errorf("%s: Enter at %d (-want +got):\n%s", c.story, at, diff)
			}
			press(e, o, "backspace")
			if note, off := e.Caret(); o.notes[0].Text != text || len(o.notes) != 1 || note != "n1" || off != at {
				t.Errorf("%s: joined again at %d: %q, caret %s, %d", c.story, at, o.texts(), note, off)
			}
		}
	}
}

// TestRowsAreLeftAndFoundByGrapheme goes up and down through rows that begin and end with every script: Home and End stay in
// their row, and the column is kept as nearly as the graphemes of a row let it.
func TestRowsAreLeftAndFoundByGrapheme(t *testing.T) {
	var texts []string
	for _, c := range scripts {
		text, _ := cutsOf(c.places)
		texts = append(texts, strings.Repeat(text+" ", 40))
	}
	e, o := notebook(texts...)
	e.View(80, 10)
	press(e, o, "end", "left", "left")
	column := func() int { return e.para(e.caret.note).column(e.caret.off) }
	goal := column()
	for range 2000 {
		before := e.caret
		press(e, o, "down")
		if e.caret == e.pageEnd() {
			break
		}
		p, row := e.para(e.caret.note), e.para(e.caret.note).rowOf(e.caret.off)
		_, wide := p.measure.First(p.shown[p.toShown(e.caret.off):])
		if at := column(); at > goal || at+wide <= goal && e.caret.off != p.rowEnd(row) {
			t.Fatalf("down from %v leads to column %d, want the place nearest to %d", before, at, goal)
		}
		for key, edge := range map[string]int{"home": p.rowStart(row), "end": p.rowEnd(row)} {
			here, kept := e.caret, e.goal
			press(e, o, key)
			if e.caret.off != edge || p.rowOf(e.caret.off) != row {
				t.Fatalf("%s in row %d of note %d leads to %d, want %d", key, row, e.caret.note, e.caret.off, edge)
			}
			e.caret, e.goal = here, kept
		}
	}
	if e.caret != e.pageEnd() {
		t.Errorf("down never reaches the end: %v", e.caret)
	}
	for _, way := range []struct {
		key string
		end place
	}{{"pgup", place{}}, {"pgdown", e.pageEnd()}} {
		for range 200 {
			press(e, o, way.key)
		}
		if e.caret != way.end {
			t.Errorf("%s never comes to %v, but to %v", way.key, way.end, e.caret)
		}
	}
}

// TestNoWidthHoldsTheCaret goes through texts that are hard to wrap, at every width: down from the first row reaches the
// last and up comes back through the same rows, and the cursor never leaves the drawing.
func TestNoWidthHoldsTheCaret(t *testing.T) {
	hard := func(width int) []string {
		return []string{
			strings.Repeat("x", width), strings.Repeat("x", 2*width), strings.Repeat("x", width) + " ", strings.Repeat("x", width-1) + " y",
			strings.Repeat("x", width) + strings.Repeat(" ", width+3), strings.Repeat(" ", 2*width+1), strings.Repeat("word ", width),
			strings.Repeat("x", width-1) + "我去", strings.Repeat("我", width), strings.Repeat("x", width-1) + "\t", strings.Repeat("\t", width/2+1),
			"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "", strings.Repeat("👨‍👩‍👧‍👦", width/3+1),
			strings.Repeat("नमस्ते ", width/2+1), "\u00a0" + strings.Repeat("\u00a0x", width),
		}
	}
	for width := 1; width <= 200; width++ {
		for _, text := range hard(width) {
			f := NewField(plainLook())
			f.SetValue(text)
			rows := len(f.View(width).Rows)
			f.editor.SetCaret(fieldNote, 0)
			for _, way := range []struct {
				key      string
				from, by int
			}{{"down", 0, 1}, {"up", rows - 1, -1}} {
				for n := range rows {
					d := f.View(width)
					if d.Cursor.Y != way.from+n*way.by || d.Cursor.X < 0 || d.Cursor.X > width {
						t.Fatalf("at width %d the cursor of %.40q after %d times %s is %v, in %d rows", width, text, n, way.key, d.Cursor, rows)
					}
					if _, used := f.Key(pressed(way.key)); used != (n < rows-1) {
						t.Fatalf("at width %d %s number %d in %.40q: used is %v, in %d rows", width, way.key, n, text, used, rows)
					}
				}
			}
		}
	}
}

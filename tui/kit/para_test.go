package kit

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// pieces is what texts are made of in the property tests: several scripts, joined emoji, loose marks, blanks and breaks.
var pieces = []string{
	"a", "bowls", "Adébáyọ̀", " ", "  ", "\t", "\n", "\r\n", "the club ", "e\u0301", "\u0301", "\u200d", "👩", "👨‍👩‍👧‍👦",
	"🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇬🇧", "नमस्ते", "ਪੰਜਾਬੀ", "بلدية", "我要去打球。", "가", "longlonglonglonglongword", `"`, "“", "it's", "\u00a0",
}

func anyText(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, label), "")
}

func ends(m Measure, s string) []int {
	at := []int{0}
	for i, c := range m.Clusters(s) {
		at = append(at, i+len(c))
	}
	return slices.Compact(at)
}

func TestRowsOfAParagraphHoldEveryByteOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Measure{Graphemes: rapid.Bool().Draw(t, "graphemes")}
		text, width := anyText(t, "text"), rapid.IntRange(1, 30).Draw(t, "width")
		starts := m.wrap(text, width)
		if !slices.IsSorted(starts) || starts[0] != 0 || starts[len(starts)-1] > len(text) {
			t.Fatalf("wrap(%q, %d) = %v", text, width, starts)
		}
		places := ends(m, text)
		for i, from := range starts {
			to := len(text)
			if i+1 < len(starts) {
				to = starts[i+1]
			}
			if from == to && to != len(text) {
				t.Fatalf("wrap(%q, %d): row %d is empty", text, width, i)
			}
			if !slices.Contains(places, from) {
				t.Fatalf("wrap(%q, %d): row %d begins inside a grapheme", text, width, i)
			}
			row := strings.TrimRight(text[from:to], " \t\r\n")
			if w := m.Width(row); w > width && len(ends(m, row)) > 2 {
				t.Fatalf("wrap(%q, %d): row %q is %d cells wide", text, width, row, w)
			}
		}
	})
}

func TestAnEditedParagraphIsLaidOutAsANewOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, width := Measure{}, rapid.IntRange(2, 30).Draw(t, "width")
		var p para
		open := rapid.SampledFrom([]string{"", `"`}).Draw(t, "open")
		p.set(anyText(t, "text"), open, open, "")
		p.fit(m, width)
		for range 5 {
			places := ends(m, p.text)
			from := rapid.SampledFrom(places).Draw(t, "from")
			to := rapid.SampledFrom(places).Draw(t, "to")
			from, to = min(from, to), max(from, to)
			p.splice(from, to, anyText(t, "with"))
			var anew para
			anew.set(p.text, open, open, "")
			anew.fit(m, width)
			if diff := cmp.Diff(anew.starts, p.starts); diff != "" {
				t.Fatalf("rows of %q at %d after an edit (-anew +edited):\n%s", p.shown, width, diff)
			}
		}
	})
}

func TestTheCaretIsNeverStuck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, width := Measure{Graphemes: rapid.Bool().Draw(t, "graphemes")}, rapid.IntRange(1, 20).Draw(t, "width")
		var p para
		mask := rapid.SampledFrom([]string{"", "•"}).Draw(t, "mask")
		p.set(anyText(t, "text"), "", "", mask)
		p.fit(m, width)
		seen := []int{0}
		for off := 0; off < len(p.text); {
			next := p.after(off)
			if next <= off || p.before(next) != off {
				t.Fatalf("in %q right of %d is %d, and left of that %d", p.text, off, next, p.before(next))
			}
			off = next
			seen = append(seen, off)
		}
		if diff := cmp.Diff(ends(m, p.text), seen); diff != "" {
			t.Fatalf("places of the caret in %q (-graphemes +moves):\n%s", p.text, diff)
		}
		for row := range p.rows() {
			for _, column := range []int{0, 3, width, width + 5} {
				if off := p.at(row, column); p.rowOf(off) != row || p.column(off) > width {
					t.Fatalf("at(%d, %d) in %q, width %d = %d: row %d, column %d",
						row, column, p.shown, width, off, p.rowOf(off), p.column(off))
				}
			}
		}
	})
}

package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ownwords/content/document/pdf/testdata/readback"
)

func writes(t *testing.T, blocks ...Block) *readback.File {
	t.Helper()
	file, _ := Write(Doc{Lang: "en-GB", Size: 12, Blocks: blocks})
	return readback.Open(t, file)
}

// TestAHeadingStaysWithWhatItIsOf: wherever a page ends, no heading stands last
// on it, no line of a paragraph is left alone, and nothing is lost.
func TestAHeadingStaysWithWhatItIsOf(t *testing.T) {
	for lines := 27; lines < 33; lines++ {
		var blocks []Block
		for i := range lines {
			blocks = append(blocks, Paragraph{Spans: said(fmt.Sprintf("line %d", i))})
		}
		blocks = append(blocks, Heading{Level: 2, Spans: said("HEADING")}, Paragraph{Spans: said("one\ntwo\nthree")})
		r := writes(t, blocks...)
		for page := range r.Pages {
			text := strings.TrimRight(r.OnPage(page), "\n")
			for _, not := range []string{"HEADING", "HEADING\none"} {
				if strings.HasSuffix(text, not) && page+1 < len(r.Pages) {
					t.Errorf("%d lines: page %d ends with %q", lines, page+1, not)
				}
			}
			if strings.HasPrefix(text, "three") {
				t.Errorf("%d lines: page %d begins with a paragraph's last line", lines, page+1)
			}
		}
	}
}

// TestWhatBelongsTogetherStandsTogether: wherever a page ends, words that stand out
// are on the page of what they are about, questions on that of the room for their
// answer, and what is below a line is not alone.
func TestWhatBelongsTogetherStandsTogether(t *testing.T) {
	for _, x := range []struct {
		name   string
		blocks []Block
		first  string // stands on the page of
		second string
	}{
		{"words that stand out", []Block{Paragraph{Spans: said("A WANT"), Lead: true}, Paragraph{Spans: said("What helps")}}, "A WANT", "What helps"},
		{"questions", []Block{List{Items: [][]Span{said("first?"), said("second?")}}, Room{Lines: 3}, Paragraph{Spans: said("After")}}, "first?", "second?"},
		{"what is below a line", []Block{Paragraph{Spans: said("LAST")}, Rule{}, Paragraph{Spans: said("This copy")}}, "LAST", "This copy"},
	} {
		for lines := 26; lines < 34; lines++ {
			var blocks []Block
			for i := range lines {
				blocks = append(blocks, Paragraph{Spans: said(fmt.Sprintf("line %d", i))})
			}
			r := writes(t, append(blocks, x.blocks...)...)
			for page := range r.Pages {
				if text := r.OnPage(page); strings.Contains(text, x.first) != strings.Contains(text, x.second) {
					t.Errorf("%s, behind %d lines: they stand on two pages", x.name, lines)
				}
			}
		}
	}
}

// TestALongTable: rows go on behind a page's end, a long one within itself, and
// what stands above the columns is seen on each page and read once.
func TestALongTable(t *testing.T) {
	b := Table{Columns: []Column{{Share: 1}, {Share: 2}}, Head: []Cell{said("What"), said("How")}, RowHeads: true}
	var want strings.Builder
	want.WriteString("WhatHow")
	for i := range 60 {
		value := strings.TrimSpace(strings.Repeat("as she likes ", 1+i%4))
		b.Rows = append(b.Rows, []Cell{said(fmt.Sprintf("row %d", i)), said(value)})
		want.WriteString(fmt.Sprintf("row %d", i) + value)
	}
	long := strings.TrimSpace(strings.Repeat("a value that goes on and on ", 300))
	b.Rows = append(b.Rows, []Cell{said("long"), said(long)})
	r := writes(t, b)
	if got, want := r.Text(), want.String()+"long"+long; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
	if len(r.Pages) < 4 {
		t.Fatalf("pages = %d, want 4 or more", len(r.Pages))
	}
	for page := range r.Pages {
		if got, want := r.Beside[page]["Header"] == "WhatHow", page > 0; got != want {
			t.Errorf("page %d: the head is repeated: %v, want %v", page+1, got, want)
		}
	}
}

// TestPageXOfY: three hundred pages know how many they are.
func TestPageXOfY(t *testing.T) {
	d := Doc{Size: 12, Footer: pageOf}
	for range 300 {
		d.Blocks = append(d.Blocks, Paragraph{Spans: said("What was said that day.")}, PageBreak{})
	}
	file, _ := Write(d)
	r := readback.Open(t, file)
	if len(r.Pages) != 300 {
		t.Fatalf("pages = %d, want 300", len(r.Pages))
	}
	for i, x := range r.Beside {
		if got, want := x["Footer"], pageOf(i+1, 300); got != want {
			t.Errorf("foot of page %d = %q, want %q", i+1, got, want)
		}
	}
	// A page costs what stands on it: the fonts are in the file once.
	if limit := 300 << 10; len(file) > limit {
		t.Errorf("file = %d bytes, want at most %d", len(file), limit)
	}
}

// TestNoLineStandsOut: words wider than a line are broken, at any size that
// somebody asks for, and never within a letter and its marks.
func TestNoLineStandsOut(t *testing.T) {
	text := "https://example.org/" + strings.Repeat("ẹ̀ọ́", 60) + " " + strings.Repeat("क्षि", 40) + " " + strings.Repeat("بِّ", 60)
	for _, size := range []float64{12, 72, math.NaN()} {
		s := newSetter(Doc{Size: sane(size)})
		for i, x := range s.block(Paragraph{Spans: said(text)}) {
			l := x.lines[0]
			if l.x < sheetText.x-0.1 || l.x+l.width > sheetText.x+sheetText.width+0.1 {
				t.Errorf("at %v points line %d stands from %.1f to %.1f", size, i, l.x, l.x+l.width)
			}
			for _, part := range l.parts {
				if c := part.clusters[0]; part.p.places[c.from] == within {
					t.Errorf("at %v points line %d begins within a letter", size, i)
				}
			}
		}
		if file, _ := Write(Doc{Size: size, Blocks: []Block{Paragraph{Spans: said(text)}}}); readback.Open(t, file).Text() != text {
			t.Errorf("at %v points text is lost", size)
		}
	}
}

// TestLinesBegin: between words, wherever the language lets them, and no blank
// moves a line.
func TestLinesBegin(t *testing.T) {
	for _, x := range []struct {
		text string
		want []string
	}{
		{"one two three", []string{"one ", "two ", "three"}},
		{"very-long", []string{"very-", "long"}},
		{"for 14\u00a0d", []string{"for ", "14\u00a0d"}},
		{"एक दो तीन", []string{"एक दो ", "तीन"}},
		{"ایک دو تین", []string{"ایک دو ", "تین"}},
	} {
		s := newSetter(Doc{Size: 12})
		var got []string
		for _, strip := range s.set(said(x.text), body, &node{}, frame{width: 40}) {
			var line strings.Builder
			for _, part := range strip.lines[0].parts {
				for _, c := range part.clusters {
					line.WriteString(string(c.in(part.p.runes)))
				}
			}
			got = append(got, line.String())
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("lines(%q) = %q, want %q", x.text, got, x.want)
		}
	}
}

// TestSumsStandUnderOneAnother: a column's cells end at its right where they
// should, and words from right to left begin there by themselves.
func TestSumsStandUnderOneAnother(t *testing.T) {
	s := newSetter(Doc{Size: 12})
	strips := s.table(Table{
		Columns: []Column{{Share: 1}, {Share: 1, Right: true}},
		Rows:    [][]Cell{{said("روٹی"), said("£1")}, {said("Roti"), said("£1,234.50")}},
	})
	end := func(l placed) float64 { return math.Round(l.x + l.width) }
	if a, b := end(strips[0].lines[1]), end(strips[1].lines[1]); a != b || a != math.Round(sheetText.x+sheetText.width) {
		t.Errorf("sums end at %v and %v, want %v", a, b, sheetText.x+sheetText.width)
	}
	if a, b := strips[0].lines[0].x, strips[1].lines[0].x; a <= b {
		t.Errorf("Urdu begins at %v, want it at the right of %v", a, b)
	}
}

// TestWhatStandsOut: its line is beside the words, at the side where they begin.
func TestWhatStandsOut(t *testing.T) {
	for _, x := range []struct {
		text string
		rtl  bool
	}{{"I want my own roti", false}, {"میں اپنی روٹی خود بنانا چاہتی ہوں", true}} {
		strip := newSetter(Doc{Size: 20}).block(Paragraph{Spans: said(x.text), Lead: true})[0]
		bar, line := strip.boxes[0], strip.lines[0]
		if x.rtl && line.x+line.width >= bar.x || !x.rtl && line.x <= bar.x+bar.width {
			t.Errorf("%q stands from %.0f to %.0f, its line at %.0f", x.text, line.x, line.x+line.width, bar.x)
		}
	}
}

// TestRoomToWrite: lines to write on stay near what they are for, go on behind
// a page's end, and nothing of them is read aloud.
func TestRoomToWrite(t *testing.T) {
	r := writes(t, Paragraph{Spans: said("What would help?")}, Room{Lines: 40}, Room{Lines: -1}, Paragraph{Spans: said("After")})
	if got, want := r.Text(), "What would help?After"; got != want || len(r.Pages) != 2 {
		t.Errorf("text = %q on %d pages, want %q on 2", got, len(r.Pages), want)
	}
	lines := 0
	for _, s := range r.Streams {
		lines += strings.Count(s, " re f EMC")
	}
	if lines != 40 {
		t.Errorf("lines = %d, want 40", lines)
	}
}

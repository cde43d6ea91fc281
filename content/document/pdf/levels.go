package pdf

import (
	"slices"
	"unicode"

	textbidi "github.com/go-text/typesetting/bidi"
	"golang.org/x/text/unicode/bidi"
)

// level is how deep a character is nested in directions (UAX #9): even from
// left to right, odd from right to left.
type level int8

func (l level) rtl() bool { return l%2 == 1 }

// object stands for a stretch that keeps its direction to itself, and shut for
// a sign that would turn the text around it: what somebody typed in one place
// never moves what stands in another.
const (
	object = '\uFFFC'
	shut   = '\u200B'
)

// stretch is some characters of a paragraph.
type stretch struct{ from, to int }

// baseLevel is the direction of a paragraph: of its first letter that stands in
// no stretch apart; else of its stretches, where they are of one; else of the
// document.
func baseLevel(text []rune, apart []stretch, document level) level {
	bare := make([]rune, 0, len(text))
	at := 0
	var begins []level
	for _, a := range apart {
		bare = append(bare, text[at:a.from]...)
		if l, ok := firstStrong(text[a.from:a.to]); ok {
			begins = append(begins, l)
		}
		at = a.to
	}
	if l, ok := firstStrong(append(bare, text[at:]...)); ok {
		return l
	}
	if len(begins) == 0 || slices.Min(begins) != slices.Max(begins) {
		return document
	}
	return begins[0]
}

func firstStrong(text []rune) (level, bool) {
	for _, r := range text {
		switch {
		case Leftward(r):
			return 1, true
		case class(r) == bidi.L:
			return 0, true
		}
	}
	return 0, false
}

// Leftward tells whether a character is written from right to left.
func Leftward(r rune) bool { c := class(r); return c == bidi.R || c == bidi.AL }

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// levelsOf gives each character its level in a paragraph of this base. Each
// stretch apart is a paragraph of its own, one deeper than its surroundings.
func levelsOf(text []rune, apart []stretch, base level) []level {
	outer := make([]rune, 0, len(text))
	at := 0
	for _, a := range apart {
		outer = append(append(outer, text[at:a.from]...), object)
		at = a.to
	}
	outer = append(outer, text[at:]...)
	flat := plainLevels(outer, base)
	if len(apart) == 0 {
		return flat
	}
	out := make([]level, 0, len(text))
	at = 0
	for _, a := range apart {
		n := a.from - at
		out = append(out, flat[:n]...)
		out = append(out, nested(text[a.from:a.to], flat[n])...)
		flat, at = flat[n+1:], a.to
	}
	return append(out, flat...)
}

// nested gives levels within a stretch that stands in text of this level.
func nested(text []rune, around level) []level {
	base, _ := firstStrong(text)
	inner := plainLevels(text, base)
	deeper := around + 1
	if deeper.rtl() != base.rtl() {
		deeper++
	}
	for i := range inner {
		inner[i] += deeper - base
	}
	return inner
}

// plainLevels are the levels of text whose base is 0 or 1. The library tells
// directions only, so where figures stand in a text from left to right, which
// are deeper is found here.
func plainLevels(text []rune, base level) []level {
	calm := make([]rune, len(text))
	for i, r := range text {
		calm[i] = r
		if turns(r) {
			calm[i] = shut
		}
	}
	var p textbidi.Paragraph
	direction := textbidi.LeftToRight
	if base.rtl() {
		direction = textbidi.RightToLeft
	}
	runs := p.Segment(calm, direction)
	out := make([]level, len(text))
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		for j := run.Start; j < run.End; j++ {
			out[j] = base
			if rtl := !run.IsLeftToRight(); rtl != base.rtl() {
				out[j] = base + 1
			}
		}
	}
	if !base.rtl() {
		deepenFigures(calm, out)
	}
	return out
}

// turns tells of the signs that set or end a direction by themselves.
func turns(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// deepenFigures lifts figures behind letters that run from right to left by
// two, as rules W2 to W7 and I1 have it, with the signs that belong to them.
func deepenFigures(text []rune, levels []level) {
	rightward, behind := false, -1
	leads := leadingOn(text, levels)
	for i, r := range text {
		c := class(r)
		switch {
		case c == bidi.R || c == bidi.AL:
			rightward = true
		case c == bidi.L:
			rightward = false
		}
		if levels[i] != 0 {
			continue
		}
		figure := c == bidi.AN || c == bidi.EN && rightward
		joined := behind == i-1 && i > 0 && (c == bidi.NSM || c == bidi.BN || unicode.Is(unicode.Mn, r) ||
			rightward && (c == bidi.ET || (c == bidi.ES || c == bidi.CS) && figureAt(text, levels, i+1)))
		before := c == bidi.ET && rightward && leads[i]
		if figure || joined || before {
			levels[i], behind = 2, i
		}
	}
}

func figureAt(text []rune, levels []level, i int) bool {
	return i < len(text) && levels[i] == 0 && (class(text[i]) == bidi.EN || class(text[i]) == bidi.AN)
}

// leadingOn tells of each character whether it is a figure, or one of the signs
// such as that of the pound that lead to one.
func leadingOn(text []rune, levels []level) []bool {
	out := make([]bool, len(text))
	figure := false
	for i, r := range slices.Backward(text) {
		if c := class(r); c != bidi.ET {
			figure = levels[i] == 0 && c == bidi.EN
		}
		out[i] = figure
	}
	return out
}

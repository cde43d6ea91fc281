package main

import (
	"cmp"
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A cell of a drawing, and what is left around them, in pixels.
const (
	cellWidth  = 8.4
	cellHeight = 18
	around     = 14
)

// paper is what a terminal draws on: its colours, and what it says of them to
// the programs in it.
type paper struct{ words, ground, says string }

var (
	night = paper{words: "#d0d0d0", ground: "#121212", says: "15;0"}
	day   = paper{words: "#1c1c1c", ground: "#ffffff", says: "0;15"}
)

// ink is how letters are drawn.
type ink struct {
	words, ground string // colours; empty for the paper's own
	bold, slanted bool
	underlined    bool
	reversed      bool
}

// drawing is a terminal's window as SVG.
type drawing struct {
	paper
	width, height int
	now           ink    // it goes on from row to row
	sheet         string // the colour that a page is painted in, where it is
	grounds       strings.Builder
	words         strings.Builder
}

func newDrawing(p paper, width, height int) *drawing {
	return &drawing{paper: p, width: width, height: height}
}

// row draws a row as tmux captures it: letters, and how they are drawn from
// there on.
func (d *drawing) row(y int, captured string) {
	x := 0
	for captured != "" {
		escape := strings.IndexByte(captured, '\x1b')
		if escape != 0 {
			if escape < 0 {
				escape = len(captured)
			}
			x = d.letters(x, y, captured[:escape])
			captured = captured[escape:]
			continue
		}
		end := strings.IndexByte(captured, 'm')
		if !strings.HasPrefix(captured, "\x1b[") || end < 0 {
			return
		}
		d.now = d.now.changed(captured[2:end])
		captured = captured[end+1:]
	}
}

// letters draws letters from a cell on, and returns the cell behind them. They
// are stretched to the cells that they have, whatever the font.
func (d *drawing) letters(x, y int, text string) int {
	cells := ansi.StringWidthWc(text)
	words, ground := d.now.words, d.now.ground
	if d.now.reversed {
		words, ground = cmp.Or(ground, d.paper.ground), cmp.Or(words, d.paper.words)
	}
	left, top, wide := around+float64(x)*cellWidth, around+y*cellHeight, float64(cells)*cellWidth
	if ground != "" {
		d.sheet = cmp.Or(d.sheet, d.now.ground)
		fmt.Fprintf(&d.grounds, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n", left, top, wide, cellHeight, ground)
	}
	if begun := strings.TrimLeft(text, " "); begun != "" {
		lead := cells - ansi.StringWidthWc(begun)
		begun = strings.TrimRight(begun, " ")
		fmt.Fprintf(&d.words, "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>\n",
			left+float64(lead)*cellWidth, top+13, float64(ansi.StringWidthWc(begun))*cellWidth, d.now.as(words), html.EscapeString(begun))
	}
	return x + cells
}

// as are the attributes of letters in a colour.
func (i ink) as(words string) string {
	var b strings.Builder
	if words != "" {
		b.WriteString(` fill="` + words + `"`)
	}
	if i.bold {
		b.WriteString(` font-weight="bold"`)
	}
	if i.slanted {
		b.WriteString(` font-style="italic"`)
	}
	if i.underlined {
		b.WriteString(` text-decoration="underline"`)
	}
	return b.String()
}

// caret draws the cursor.
func (d *drawing) caret(x, y int) {
	fmt.Fprintf(&d.words, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" fill-opacity=\"0.5\"/>\n",
		around+float64(x)*cellWidth, around+y*cellHeight, cellWidth, cellHeight, d.paper.words)
}

// String is the whole drawing. A page that is painted is so to its edges: tmux
// forgets the colour of the blanks at a row's end.
func (d *drawing) String() string {
	w, h := float64(d.width)*cellWidth+2*around, d.height*cellHeight+2*around
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %d" font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="%s">
<style>text { white-space: pre }</style>
<rect width="100%%" height="100%%" rx="8" fill="%s"/>
%s%s</svg>
`, w, h, w, h, d.paper.words, cmp.Or(d.sheet, d.paper.ground), d.grounds.String(), d.words.String())
}

// changed is the ink behind a sequence's numbers.
func (i ink) changed(numbers string) ink {
	n := strings.FieldsFunc(numbers, func(r rune) bool { return r == ';' || r == ':' })
	if len(n) == 0 {
		return ink{}
	}
	for len(n) > 0 {
		code, used := number(n[0]), 1
		switch {
		case code == 0:
			i = ink{}
		case code == 1:
			i.bold = true
		case code == 3:
			i.slanted = true
		case code == 4:
			i.underlined = true
		case code == 7:
			i.reversed = true
		case code == 22:
			i.bold = false
		case code == 23:
			i.slanted = false
		case code == 24:
			i.underlined = false
		case code == 27:
			i.reversed = false
		case code == 38 || code == 48:
			var c string
			c, used = colour(n)
			if code == 38 {
				i.words = c
			} else {
				i.ground = c
			}
		case code == 39:
			i.words = ""
		case code == 49:
			i.ground = ""
		}
		n = n[min(used, len(n)):]
	}
	return i
}

// colour is the colour that the numbers begin with, and how many of them it
// takes: in full, or of the palette's cube and greys.
func colour(n []string) (string, int) {
	switch {
	case len(n) >= 5 && n[1] == "2":
		return fmt.Sprintf("#%02x%02x%02x", number(n[2]), number(n[3]), number(n[4])), 5
	case len(n) >= 3 && n[1] == "5":
		c := number(n[2])
		if c >= 232 {
			grey := 8 + 10*(c-232)
			return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey), 3
		}
		if c >= 16 {
			step := func(v int) int { return min(v, 1)*55 + 40*v }
			c -= 16
			return fmt.Sprintf("#%02x%02x%02x", step(c/36), step(c/6%6), step(c%6)), 3
		}
		return "", 3
	}
	return "", len(n)
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

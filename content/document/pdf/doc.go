// Package pdf lays out styled text on A4 pages and writes it as a tagged PDF
// 1.7 file in any of the scripts that its fonts hold. Its words are Doc, Block
// and Span for what comes in; paragraph, run and cluster for text that is
// shaped; strip and sheet for what stands on paper; node for what the text
// means to a screen reader. It knows no noun of care and holds no sentence.
//
// Its one rule: whatever comes in can be got out again. Every character is in
// the file in the order in which it was typed, one that no font holds prints as
// a sign of its own and is told, and the same Doc always gives the same bytes.
package pdf

import (
	"math"
	"time"
)

// Doc is what is written.
type Doc struct {
	Lang  string // BCP 47, of everything that says nothing else
	Title string // shown by readers in place of the file's name
	// Made is the day of the file's metadata; the zero time leaves it out, so
	// that a file says no more than the caller wants.
	Made time.Time
	// Size is the height of the body's letters in points: 12 for most, 16 and
	// more for large print. What is not between 6 and 72 is taken as the next.
	Size float64
	// Header stands on top of every page.
	Header []Span
	// Footer gives the line at the foot of a page, counted from 1; nil for none.
	Footer func(page, of int) string
	Blocks []Block
}

// Block is one of Heading, Paragraph, List, Table, Room, Rule and PageBreak.
type Block interface{ block() }

// Heading begins a part. Level is 1 to 6.
type Heading struct {
	Level int
	Spans []Span
}

// Paragraph is text that belongs together. Lead makes it stand out.
type Paragraph struct {
	Spans []Span
	Lead  bool
}

// List is a list of things, with numbers or with dots.
type List struct {
	Items    [][]Span
	Numbered bool
}

// Table is rows of cells. A row shorter than Columns ends with empty cells and
// what is over is left out.
type Table struct {
	Columns []Column
	Head    []Cell // stands above the rows on each page; nil for none
	Rows    [][]Cell
	// RowHeads tells that the first cell of a row says what the row is about.
	RowHeads bool
}

// Column is one column of a Table.
type Column struct {
	Share float64 // of the width, beside the others' shares
	Right bool    // its cells stand at the right, as sums do
}

// Cell is what stands in one place of a Table.
type Cell []Span

// Room is where somebody writes by hand: so many empty lines.
type Room struct{ Lines int }

// Rule is a line between two parts.
type Rule struct{}

// PageBreak begins a new page.
type PageBreak struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Room) block()      {}
func (Rule) block()      {}
func (PageBreak) block() {}

// Span is a piece of text. A line feed in it begins a new line.
type Span struct {
	Text string
	Bold bool
	// Lang is its language where it isn't the document's: "und" where that is
	// not known, so that nothing reads it aloud in the wrong voice.
	Lang string
	// Quote tells that it is what somebody said, word for word.
	Quote bool
	// Apart keeps the direction of its script to itself, so that a name in
	// Arabic doesn't turn the line that it stands in.
	Apart bool
}

// Write gives the file, and the characters that none of its fonts holds, each
// once and in the order in which they came.
func Write(d Doc) (file []byte, missing []rune) {
	d.Size = sane(d.Size)
	s := newSetter(d)
	header := s.header(d.Header)
	return s.write(paginate(s.blocks(d.Blocks), header)), s.fonts.missing
}

// sane is a size that letters can have.
func sane(points float64) float64 {
	if math.IsNaN(points) {
		return 6
	}
	return min(max(points, 6), 72)
}

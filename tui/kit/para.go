package kit

import (
	"slices"
	"strings"
)

// para is one paragraph that can be edited: a text, how it is shown, and the rows it falls into. Its rows are kept until the
// text, the width or the measure changes, and after an edit only the rows around it are laid out anew, so that a key costs
// no more in a long paragraph than in a short one. Places in it are bytes of the text, never of what is shown.
type para struct {
	text       string
	open, shut string // signs shown around the text that are no part of it; what stands in rows beneath it is one
	mask       string // shown in place of each grapheme, where the text is secret

	shown   string
	starts  []int // where each row begins in shown; empty while it must be laid out
	width   int
	measure Measure
}

// set gives the paragraph its text and signs; rows that are still right are kept.
func (p *para) set(text, open, shut, mask string) {
	if p.text == text && p.open == open && p.shut == shut && p.mask == mask && p.starts != nil {
		return
	}
	p.text, p.open, p.shut, p.mask = text, open, shut, mask
	p.shown = p.show()
	p.starts = nil
}

func (p *para) show() string {
	text := p.text
	if p.mask != "" {
		n := 0
		for range p.measure.Clusters(text) {
			n++
		}
		text = strings.Repeat(p.mask, n)
	}
	if p.open == "" && p.shut == "" {
		return text
	}
	return p.open + text + p.shut
}

// fit lays the paragraph out, unless that is done.
func (p *para) fit(m Measure, width int) {
	width = max(1, width)
	if p.starts != nil && p.width == width && p.measure == m {
		return
	}
	p.measure, p.width = m, width
	if p.mask != "" {
		p.shown = p.show() // another measure may cut graphemes elsewhere
	}
	p.starts = m.wrap(p.shown, width)
}

// splice puts with in place of the bytes from..to and lays out the rows that this can have changed. A row's end depends on
// the word that begins the next, so it begins two rows earlier, and it stops where a row begins at the same byte as before.
func (p *para) splice(from, to int, with string) {
	p.text = p.text[:from] + with + p.text[to:]
	before := p.starts
	if before == nil || p.mask != "" {
		p.shown = p.show()
		p.starts = nil
		p.fit(p.measure, p.width)
		return
	}
	at := len(p.open) + from
	p.shown = p.open + p.text + p.shut
	first := max(0, rowAt(before, at)-2)
	grown := len(with) - (to - from)
	p.starts = slices.Clone(before[:first+1])
	rest := -1
	p.starts = p.measure.wrapOn(p.shown, p.starts, p.width, func(start int) bool {
		if start <= at+len(with) {
			return false
		}
		i, found := slices.BinarySearch(before, start-grown)
		if found {
			rest = i
		}
		return found
	})
	if rest >= 0 {
		for _, start := range before[rest+1:] {
			p.starts = append(p.starts, start+grown)
		}
	}
}

// rowAt returns the row that the byte stands in.
func rowAt(starts []int, at int) int {
	i, found := slices.BinarySearch(starts, at)
	if found {
		return i
	}
	return i - 1
}

// toShown and toText lead from a byte of the text to the byte of what is shown and back.
func (p *para) toShown(off int) int {
	if p.mask == "" {
		return len(p.open) + off
	}
	n := 0
	for i := range p.measure.Clusters(p.text) {
		if i >= off {
			break
		}
		n++
	}
	return len(p.open) + n*len(p.mask)
}

func (p *para) toText(at int) int {
	at = min(max(0, at-len(p.open)), len(p.shown)-len(p.open)-len(p.shut))
	if p.mask == "" {
		return at
	}
	n := at / len(p.mask)
	for i := range p.measure.Clusters(p.text) {
		if n == 0 {
			return i
		}
		n--
	}
	return len(p.text)
}

// rows, row, span and drawn describe the layout: how many rows, which one holds the caret, which bytes of what is shown a row holds, and
// the row without its line break.
func (p *para) rows() int {
	return len(p.starts)
}

// beneath tells whether a row is one beneath the text, where no caret stands.
func (p *para) beneath(row int) bool {
	return p.starts[row] > len(p.shown)-len(p.shut) && strings.Contains(p.shut, "\n")
}

func (p *para) rowOf(off int) int {
	return rowAt(p.starts, p.toShown(off))
}

func (p *para) span(row int) (from, to int) {
	if row+1 < len(p.starts) {
		return p.starts[row], p.starts[row+1]
	}
	return p.starts[row], len(p.shown)
}

func (p *para) cells(row int) string {
	from, to := p.span(row)
	return strings.TrimRight(p.shown[from:to], "\r\n")
}

// column is how many cells stand before the caret in its row. Blanks may reach beyond the width; the caret does not.
func (p *para) column(off int) int {
	at := p.toShown(off)
	from := p.starts[rowAt(p.starts, at)]
	return min(p.measure.Width(p.shown[from:at]), p.width)
}

// at is the caret's place in a row that is nearest to the column without going beyond it.
func (p *para) at(row, column int) int {
	from, to := p.span(row)
	last := p.lastIn(row)
	cells := 0
	for i := from; i < to; {
		c, w := p.measure.First(p.shown[i:])
		if cells+w > column || i >= last {
			return p.toText(i)
		}
		cells += w
		i += len(c)
	}
	return p.toText(min(to, last))
}

// lastIn is the last byte of what is shown at which the caret still stands in the row: the end of the last one, and before
// the last grapheme of any other, since what follows that is the beginning of the next row.
func (p *para) lastIn(row int) int {
	from, to := p.span(row)
	if row == len(p.starts)-1 {
		return len(p.shown) - len(p.shut)
	}
	last := from
	for i, c := range p.measure.Clusters(p.shown[from:to]) {
		if from+i+len(c) == to {
			last = from + i
		}
	}
	return last
}

// rowStart and rowEnd are the first and last place of the caret in a row.
func (p *para) rowStart(row int) int {
	return p.toText(p.starts[row])
}

func (p *para) rowEnd(row int) int {
	return p.toText(p.lastIn(row))
}

// before and after are the next places of the caret to the left and the right.
func (p *para) before(off int) int {
	at := p.toShown(off)
	row := rowAt(p.starts, at)
	if p.starts[row] == at && row > 0 {
		row--
	}
	from, last := p.starts[row], p.starts[row]
	for i := range p.measure.Clusters(p.shown[from:at]) {
		last = from + i
	}
	return p.toText(last)
}

func (p *para) after(off int) int {
	at := p.toShown(off)
	from := p.starts[rowAt(p.starts, at)]
	for i := from; i < len(p.shown); {
		c, _ := p.measure.First(p.shown[i:])
		i += len(c)
		if i > at {
			return p.toText(i)
		}
	}
	return len(p.text)
}

// snap moves a byte that may stand inside a grapheme to that grapheme's end.
func (p *para) snap(off int) int {
	off = min(max(0, off), len(p.text))
	at := p.toShown(off)
	for i := p.starts[rowAt(p.starts, at)]; i < len(p.shown); {
		if i >= at {
			return p.toText(i)
		}
		c, _ := p.measure.First(p.shown[i:])
		i += len(c)
	}
	return len(p.text)
}

// snapDown moves such a byte to the grapheme's beginning.
func (p *para) snapDown(off int) int {
	if end := p.snap(off); end != off {
		return p.before(end)
	}
	return off
}

// wordBefore and wordAfter are the caret's places a word to the left and the right.
func (p *para) wordBefore(off int) int {
	if p.mask != "" {
		return 0 // a secret's words are not told apart
	}
	return p.snapDown(wordLeft(p.text, off))
}

func (p *para) wordAfter(off int) int {
	if p.mask != "" {
		return len(p.text)
	}
	return p.snap(wordRight(p.text, off))
}

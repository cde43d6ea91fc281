package kit

import "strings"

// pointed does what is done with the mouse and reports whether it was done here.
func (e *Editor) pointed(k Key) (used bool) {
	if k.On != any(e) {
		return false
	}
	if rows := k.Rows(); rows != 0 {
		e.roll(rows)
		return true
	}
	return e.point(k)
}

// roll moves the window and leaves the caret where it is.
func (e *Editor) roll(rows int) {
	if e.has() {
		e.top, e.free = e.step(e.topmost(), rows), true
	}
}

// point moves the caret to a cell, and selects: shift+click and drag what lies between, a double click the word.
func (e *Editor) point(k Key) (used bool) {
	if !e.has() {
		return true
	}
	at := e.placeAt(k.X, k.Y)
	switch k.Name {
	case "click":
		e.Deselect()
	case "shift+click", "drag":
		if e.anchor == nil {
			from := e.caret
			e.anchor = &from
		}
	case "double click":
		from, to := e.para(at.note).wordAt(at.off)
		e.anchor, e.marking = &place{at.note, from}, false
		at.off = to
	default:
		return false
	}
	e.await, e.goal, e.free, e.found = nil, -1, false, false
	e.caret = at
	return true
}

// placeAt is the caret's place nearest to a cell of what was drawn last. Above it, and below it, the page goes on; below its
// end is its end.
func (e *Editor) placeAt(x, y int) place {
	top := e.topmost()
	at := e.step(top, y)
	if y > 0 && at == e.step(top, y-1) {
		return e.pageEnd()
	}
	return place{at.note, e.para(at.note).near(at.row, x-e.layout().text)}
}

// near is the caret's place in a row that is nearest to a cell: behind a wide grapheme where its second half was meant.
func (p *para) near(row, column int) int {
	off := p.at(row, max(0, column))
	last := p.toText(p.lastIn(row))
	if off >= last {
		return off
	}
	_, cells := p.measure.First(p.shown[p.toShown(off):])
	if cells > 1 && 2*(column-p.column(off)) >= cells {
		return min(p.after(off), last)
	}
	return off
}

// wordAt is the word at a byte, without the blanks behind it.
func (p *para) wordAt(off int) (from, to int) {
	from = p.wordBefore(p.after(off))
	to = p.wordAfter(from)
	if p.mask == "" {
		to = from + len(strings.TrimRight(p.text[from:to], " \t\n\u00a0"))
	}
	return from, max(from, p.snap(to))
}

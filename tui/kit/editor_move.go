package kit

import "cmp"

// move is what a key does to the caret.
type move struct {
	to func(*Editor, place) place
	// edge is set on the two keys that only leave a selection, to its left or to its right.
	edge int
	// upDown keeps the column that the caret set out from.
	upDown bool
}

var moves = map[string]move{
	"left":       {to: (*Editor).left, edge: -1},
	"right":      {to: (*Editor).right, edge: 1},
	"ctrl+left":  {to: (*Editor).wordLeft},
	"ctrl+right": {to: (*Editor).wordRight},
	"up":         {to: func(e *Editor, at place) place { return e.vertical(at, -1) }, upDown: true},
	"down":       {to: func(e *Editor, at place) place { return e.vertical(at, 1) }, upDown: true},
	"pgup":       {to: func(e *Editor, at place) place { return e.vertical(at, -max(1, e.height-1)) }, upDown: true},
	"pgdown":     {to: func(e *Editor, at place) place { return e.vertical(at, max(1, e.height-1)) }, upDown: true},
	"home":       {to: (*Editor).rowStart},
	"end":        {to: (*Editor).rowEnd},
	"ctrl+home":  {to: func(*Editor, place) place { return place{} }},
	"ctrl+end":   {to: func(e *Editor, _ place) place { return e.pageEnd() }},
}

// move moves the caret. With stretch, or after ctrl+space, what it passes over is selected.
func (e *Editor) move(m move, stretch bool) {
	if !m.upDown {
		e.goal = -1
	}
	stretch, e.found = stretch || e.marking, false
	if !stretch && m.edge != 0 && e.selecting() {
		from, to := e.selection()
		e.caret = from
		if m.edge > 0 {
			e.caret = to
		}
		e.Deselect()
		return
	}
	switch {
	case !stretch:
		e.Deselect()
	case e.anchor == nil:
		at := e.caret
		e.anchor = &at
	}
	e.caret = m.to(e, e.caret)
}

func (e *Editor) left(at place) place {
	switch {
	case at.off > 0:
		at.off = e.para(at.note).before(at.off)
	case at.note > 0:
		at = e.endOf(at.note - 1)
	}
	return at
}

func (e *Editor) right(at place) place {
	p := e.para(at.note)
	switch {
	case at.off < len(p.text):
		at.off = p.after(at.off)
	case at.note+1 < len(e.notes):
		at = place{at.note + 1, 0}
	}
	return at
}

func (e *Editor) wordLeft(at place) place {
	if at.off == 0 {
		return e.left(at)
	}
	return place{at.note, e.para(at.note).wordBefore(at.off)}
}

func (e *Editor) wordRight(at place) place {
	p := e.para(at.note)
	if at.off == len(p.text) {
		return e.right(at)
	}
	return place{at.note, p.wordAfter(at.off)}
}

func (e *Editor) rowStart(at place) place {
	p := e.para(at.note)
	return place{at.note, p.rowStart(p.rowOf(at.off))}
}

func (e *Editor) rowEnd(at place) place {
	p := e.para(at.note)
	return place{at.note, p.rowEnd(p.rowOf(at.off))}
}

func (e *Editor) endOf(note int) place {
	return place{note, len(e.notes[note].Text)}
}

func (e *Editor) pageEnd() place {
	return e.endOf(len(e.notes) - 1)
}

// vertical moves by rows, up where by is negative, and keeps to the column it set out from. On the first and the last row
// it goes to the very beginning and the very end.
func (e *Editor) vertical(at place, by int) place {
	p := e.para(at.note)
	from := rowPlace{at.note, p.rowOf(at.off)}
	if e.goal < 0 {
		e.goal = p.column(at.off)
	}
	to := e.step(from, by)
	for e.para(to.note).beneath(to.row) {
		next := e.step(to, cmp.Compare(by, 0))
		if next == to {
			return e.pageEnd()
		}
		to = next
	}
	switch {
	case to != from:
		return place{to.note, e.para(to.note).at(to.row, e.goal)}
	case by < 0:
		return place{}
	}
	return e.pageEnd()
}

// rowPlace is one row of one note.
type rowPlace struct{ note, row int }

// step goes by rows from one row to another and stops at the page's ends. It lays out only the notes it passes.
func (e *Editor) step(at rowPlace, by int) rowPlace {
	for ; by < 0; by++ {
		switch {
		case at.row > 0:
			at.row--
		case at.note > 0:
			at.note--
			at.row = e.para(at.note).rows() - 1
		}
	}
	for ; by > 0; by-- {
		switch {
		case at.row+1 < e.para(at.note).rows():
			at.row++
		case at.note+1 < len(e.notes):
			at = rowPlace{at.note + 1, 0}
		}
	}
	return at
}

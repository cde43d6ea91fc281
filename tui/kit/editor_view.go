package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// layout is where the columns of the notebook are.
type layout struct {
	narrow bool
	gutter int // where the gutter begins
	names  int // how wide names are
	text   int // where the words begin
	cells  int // how wide they are; one more cell is kept for the caret behind a full row
	mark   int // where marks begin
}

const markCells = 7

// MostNames is how wide the column of the names is at most, in cells.
const MostNames = 12

// How wide it is at least, and the width from which there is room for more.
const (
	leastNames = 7
	roomyFrom  = 80
)

// TextAt is the column in which the words begin in a window so wide.
func (e *Editor) TextAt(width int) int {
	e.width = width
	return e.layout().text
}

func (e *Editor) layout() layout {
	if e.alone > 0 {
		return layout{cells: e.alone}
	}
	if e.width < NarrowBelow {
		return layout{narrow: true, gutter: 1, names: 5, text: 7, cells: max(1, e.width-9), mark: e.width - 1}
	}
	names := leastNames
	if e.width >= roomyFrom {
		names = min(max(names, e.names), MostNames)
	}
	text := 2 + names + 1
	cells := min(60, e.width-text-2-markCells-1)
	return layout{gutter: 2, names: names, text: text, cells: cells, mark: text + cells + 2}
}

// View draws the notes in focus, so many rows that the caret is among them, and remembers the size: the keys that move by
// rows go by what was drawn last.
func (e *Editor) View(width, height int) Drawing {
	e.width, e.height = width, max(1, height)
	if !e.has() {
		l := e.layout()
		if e.resting {
			return Drawing{Rows: []string{""}, Zones: e.zones()}
		}
		return Drawing{Rows: []string{e.look.Styles.Marker.Render(">")}, Cursor: &tea.Position{X: l.text}, Zones: e.zones()}
	}
	e.settle()
	e.scroll()
	d := Drawing{Zones: e.zones()}
	caret := rowPlace{e.caret.note, e.para(e.caret.note).rowOf(e.caret.off)}
	for at := e.top; ; {
		if at == caret && !e.resting {
			d.Cursor = &tea.Position{X: e.layout().text + e.para(at.note).column(e.caret.off), Y: len(d.Rows)}
		}
		d.Rows = append(d.Rows, e.row(at, caret))
		next := e.step(at, 1)
		if next == at {
			break
		}
		if at = next; len(d.Rows) == e.height {
			d.Below = true
			break
		}
	}
	d.Above = e.top != rowPlace{}
	return d
}

// zones is where the mouse can be used: everywhere, and below the last row it is used behind the end.
func (e *Editor) zones() []Zone {
	return []Zone{{On: e, W: e.width, H: e.height}}
}

// scroll moves the window as little as is needed for the caret to be in it, unless the wheel has moved it away, and for no
// row to be left empty above the end.
func (e *Editor) scroll() {
	e.top = e.topmost()
	if !e.free {
		e.showCaret()
	}
	shown := 1
	for at := e.top; shown < e.height; shown++ {
		next := e.step(at, 1)
		if next == at {
			break
		}
		at = next
	}
	e.top = e.step(e.top, shown-e.height)
}

// topmost is the first row of the window, or the last that there is where notes have gone since it was drawn.
func (e *Editor) topmost() rowPlace {
	note := min(e.top.note, len(e.notes)-1)
	return rowPlace{note, min(e.top.row, e.para(note).rows()-1)}
}

func (e *Editor) showCaret() {
	caret := rowPlace{e.caret.note, e.para(e.caret.note).rowOf(e.caret.off)}
	lowest := e.step(caret, -(e.height - 1))
	switch {
	case caret.less(e.top):
		e.top = caret
	case e.top.less(lowest):
		e.top = lowest
	}
}

func (p rowPlace) less(q rowPlace) bool {
	return p.note < q.note || p.note == q.note && p.row < q.row
}

// row draws one row with its gutter and mark. A note whose beginning is scrolled away still says whose words it holds.
func (e *Editor) row(at, caret rowPlace) string {
	l, n := e.layout(), e.notes[at.note]
	focus := at.note == caret.note && !e.resting
	first := at.row == 0 || at == e.top
	var b strings.Builder
	marker := focus && first
	if l.narrow {
		marker = at == caret && !e.resting
	}
	b.WriteString(e.gutter(n, l, first, focus, marker))
	words, cells := e.words(at, l)
	b.WriteString(words)
	if n.Mark != "" && first {
		b.WriteString(strings.Repeat(" ", max(0, l.mark-l.text-cells)))
		b.WriteString(e.look.Styles.Mark.Render(Drawn(e.mark(n.Mark, l))))
	}
	return strings.TrimRight(b.String(), " ")
}

// mark is a note's mark as it stands behind the words: in the narrow shape its first letter.
func (e *Editor) mark(mark string, l layout) string {
	if l.narrow {
		letter, _ := e.look.Measure.First(mark)
		return letter
	}
	return e.look.Measure.Short(mark, markCells, e.look.Styles.Glyphs.More)
}

// gutter draws what stands to the left of the words, in exactly their first column's width.
func (e *Editor) gutter(n *entry, l layout, first, focus, marker bool) string {
	m, s := e.look.Measure, e.look.Styles
	sign, signCells := "", l.gutter
	if marker {
		sign, signCells = s.Marker.Render(">")+strings.Repeat(" ", max(0, l.gutter-1)), max(1, l.gutter)
	} else {
		sign = strings.Repeat(" ", l.gutter)
	}
	if !first {
		return sign + strings.Repeat(" ", l.text-signCells)
	}
	tone := s.Words
	if focus {
		tone = s.Name
	}
	name := m.Short(Drawn(n.Gutter), l.names, s.Glyphs.More)
	return sign + tone.Render(name) + strings.Repeat(" ", l.text-signCells-m.Width(name))
}

// words draws the words of a row, what is selected of them in its own tone, and says how many cells they take up.
func (e *Editor) words(at rowPlace, l layout) (row string, cells int) {
	n := e.notes[at.note]
	tone := e.look.Styles.Words
	switch {
	case e.para(at.note).beneath(at.row):
		tone = e.look.Styles.Quiet
	case n.Thought:
		tone = e.look.Styles.Thought
	}
	from, to := e.selectedIn(at.note)
	return e.para(at.note).draw(at.row, l.cells, tone, e.look.Styles.Selected, from, to)
}

// draw returns a row of the paragraph in a tone, with the bytes from..to of the text in another, cut to the width: nothing
// but blanks reaches beyond it.
func (p *para) draw(row, width int, tone, selected Tone, from, to int) (drawn string, cells int) {
	begin, _ := p.span(row)
	text := p.measure.Cut(p.cells(row), width)
	cells = p.measure.Width(text)
	if from == to {
		return tone.Render(Drawn(text)), cells
	}
	from = min(max(0, p.toShown(from)-begin), len(text))
	to = min(max(0, p.toShown(to)-begin), len(text))
	return tone.Render(Drawn(text[:from])) + selected.Render(Drawn(text[from:to])) + tone.Render(Drawn(text[to:])), cells
}

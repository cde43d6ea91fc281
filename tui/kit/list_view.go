package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// keyCells is the room that the letter of a line takes up before its first cell.
const keyCells = 4

// leastCell is the least room that the last column needs.
const leastCell = 9

// View draws the list, so many rows that the line in focus is among them, and remembers the height: page keys go by it.
func (l *List) View(width, height int) Drawing {
	l.height = max(1, height)
	page := listPage{List: l, sheet: sheet{measure: l.look.Measure}, width: width}
	page.narrow = width < max(narrowBelow, l.Columns[len(l.Columns)-1]+leastCell)
	var all Drawing
	from, to := 0, 0
	for at, i := range l.shown {
		y := len(page.rows)
		page.line(&l.items[i], at == l.focus)
		if at == l.focus {
			from, to = y, len(page.rows)
			all.Cursor = &tea.Position{Y: y}
		}
	}
	all.Rows = page.drawn()
	last := max(0, len(all.Rows)-l.height)
	switch {
	case l.next(l.focus, -1) < 0 && to <= l.height:
		l.top = 0
	case l.next(l.focus, 1) < 0 && from >= last:
		l.top = last
	default:
		l.top = min(max(min(l.top, from), to-l.height), last)
	}
	return all.window(l.top, l.height)
}

// listPage is a list while it is drawn at one width.
type listPage struct {
	*List
	sheet
	width  int
	narrow bool // there is no room for the columns
}

// line draws one line under what is drawn already.
func (p *listPage) line(item *Item, focus bool) {
	y, s := len(p.rows), &p.look.Styles
	switch item.Kind {
	case RowBlank:
		p.skip(y + 1)
		return
	case RowRule:
		p.put(y, 0, strings.Repeat(s.Glyphs.Rule, p.width), s.Rule)
		return
	}
	first := p.Columns[0]
	if p.narrow {
		first = min(first, 2)
	}
	if focus {
		p.put(y, 0, ">", s.Marker)
	}
	if item.Key != "" {
		p.put(y, first, item.Key, s.Key)
		first += keyCells
	}
	if p.narrow && len(item.Cells) > 1 {
		p.joined(item, y, first, p.tone(item, focus))
	} else {
		p.cells(item, y, first, focus)
	}
	p.skip(y + 1)
}

func (p *listPage) tone(item *Item, focus bool) Tone {
	s := &p.look.Styles
	switch {
	case item.Kind == RowHeading:
		return s.Heading
	case item.Kind == RowQuiet || item.Quiet:
		return s.Quiet
	case focus:
		return s.Name
	}
	return s.Words
}

// cells draws each cell in its column. Only the first one shows the focus.
func (p *listPage) cells(item *Item, y, first int, focus bool) {
	for i, cell := range item.Cells {
		at, next := first, p.width
		if i > 0 && i < len(p.Columns) {
			at = p.Columns[i]
		}
		if i+1 < len(p.Columns) {
			next = p.Columns[i+1]
		}
		tone := p.tone(item, focus && i == 0)
		if i+1 < len(item.Cells) {
			p.put(y, at, p.look.Measure.Short(cell, max(1, next-at-1), p.look.Styles.Glyphs.More), tone)
			continue
		}
		for k, row := range p.look.Measure.Wrap(cell, max(1, p.width-1-at)) {
			p.put(y+k, at, row, tone)
		}
	}
}

// joined draws the cells one behind another, for a window that has no room for columns: in one row if they fit, else the
// first in a row of its own.
func (p *listPage) joined(item *Item, y, at int, tone Tone) {
	var cells []string
	for _, cell := range item.Cells {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
	}
	m, room := p.look.Measure, p.width-1-at
	row := strings.Join(cells, "  ")
	if m.Width(row) <= room || len(cells) < 2 {
		cells = []string{row}
	} else {
		cells = []string{cells[0], strings.Join(cells[1:], "  ")}
	}
	for i, cell := range cells {
		for _, row := range m.Wrap(cell, max(1, room-2*i)) {
			p.put(y, at+2*i, row, tone)
			y++
		}
	}
}

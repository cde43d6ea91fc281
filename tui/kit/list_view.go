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
	page.narrow = width < max(NarrowBelow, l.Columns[len(l.Columns)-1]+leastCell)
	var all Drawing
	from, to := 0, 0
	l.begins = l.begins[:0]
	for at, i := range l.shown {
		y := len(page.rows)
		l.begins = append(l.begins, y)
		page.line(&l.items[i], at == l.focus && !l.resting)
		if at == l.focus {
			from, to = y, len(page.rows)
		}
		if at == l.focus && !l.resting {
			all.Cursor = &tea.Position{Y: y}
		}
	}
	all.Rows = page.drawn()
	last := max(0, len(all.Rows)-l.height)
	switch {
	case l.free:
		l.top = min(max(0, l.top), last)
	case l.next(l.focus, -1) < 0 && to <= l.height:
		l.top = 0
	case l.next(l.focus, 1) < 0 && from >= last:
		l.top = last
	default:
		l.top = min(max(min(l.top, from), to-l.height), last)
	}
	d := all.window(l.top, l.height)
	d.Zones = []Zone{{On: l, W: width, H: len(d.Rows)}}
	return d
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
		p.paste(y, 0, Rule(p.look, p.width, ""), p.width)
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
		if i+1 < min(len(p.Columns), len(item.Cells)) {
			next = p.Columns[i+1]
		}
		tone := p.tone(item, focus && i == 0)
		if i+1 == len(item.Cells) && item.Match.To > 0 {
			p.marked(y, at, max(1, next-1-at), cell, item.Match, tone)
			continue
		}
		for k, row := range p.wrapped(cell, max(1, next-1-at)) {
			p.put(y+k, at, row, tone)
		}
	}
}

// wrapped are the rows of a cell. A dot between two things stands in a row with both of them, or not at all; between more
// things, at the end of a row, it says that they go on.
func (p *listPage) wrapped(cell string, cells int) []string {
	rows := p.look.Measure.Wrap(cell, cells)
	dot := strings.TrimSpace(p.look.Styles.Glyphs.Dot)
	if strings.Count(cell, p.look.Styles.Glyphs.Dot) != 1 {
		return rows
	}
	for i, row := range rows[:max(0, len(rows)-1)] {
		if cut, ended := strings.CutSuffix(strings.TrimRight(row, " "), " "+dot); ended {
			rows[i] = strings.TrimRight(cut, " ")
		}
	}
	return rows
}

// marked draws a text with a part of it as selected, in as many rows as it takes.
func (p *listPage) marked(y, at, cells int, text string, match Match, tone Tone) {
	starts := append(p.look.Measure.wrap(text, cells), len(text))
	for i, from := range starts[:len(starts)-1] {
		row := strings.TrimRight(text[from:starts[i+1]], " \t\r\n")
		first, last := min(max(0, match.From-from), len(row)), min(max(0, match.To-from), len(row))
		drawn := tone.Render(Drawn(row[:first])) + p.look.Styles.Selected.Render(Drawn(row[first:last])) + tone.Render(Drawn(row[last:]))
		p.paste(y+i, at, drawn, p.look.Measure.Width(row))
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
	if item.Match.To > 0 {
		p.put(y, at, m.Short(cells[0], room, p.look.Styles.Glyphs.More), tone)
		p.marked(y+1, at+2, max(1, room-2), item.Cells[len(item.Cells)-1], item.Match, tone)
		return
	}
	row := strings.Join(cells, "  ")
	if m.Width(row) <= room || len(cells) < 2 {
		cells = []string{row}
	} else {
		cells = []string{cells[0], strings.Join(cells[1:], "  ")}
	}
	for i, cell := range cells {
		for _, row := range p.wrapped(cell, max(1, room-2*i)) {
			p.put(y, at+2*i, row, tone)
			y++
		}
	}
}

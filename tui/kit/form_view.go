package kit

import (
	"cmp"

	tea "charm.land/bubbletea/v2"
)

// The least room that a value and a second column need beside what stands to their left; with less they go underneath. And
// the most that a text is wide: what is read is easier on the eye at sixty cells.
const (
	leastValue = 16
	leastExtra = 14
	mostCells  = 60
	mostWords  = 76
)

// View draws the form, so many rows that the line in focus is among them, and remembers the height: page keys go by it.
func (f *Form) View(width, height int) Drawing {
	_, view := f.Lay(width)
	return view(height)
}

// Lay lays the form out once, for a page that has to know how many rows it takes before it says how many it may have. The
// drawing is what View's would be.
func (f *Form) Lay(width int) (rows int, view func(height int) Drawing) {
	p := formPage{form: f, look: f.look, width: width, narrow: width < NarrowBelow, sheet: sheet{measure: f.look.Measure}}
	p.columns()
	for i := range f.rows {
		p.line(i)
	}
	all := Drawing{Rows: p.sheet.drawn(), Cursor: p.cursor}
	return len(all.Rows), func(height int) Drawing {
		f.height, f.all = max(1, height), len(all.Rows)
		f.top, f.spots = p.window(len(all.Rows)), p.spots
		d := all.window(f.top, f.height)
		d.Zones = []Zone{{On: f, W: width, H: len(d.Rows)}}
		return d
	}
}

// formPage is a form while it is drawn at one width.
type formPage struct {
	form   *Form
	look   *Look
	sheet  sheet
	width  int
	narrow bool
	cursor *tea.Position
	spots  []spot
	// value is the column of each line's value; 0 is under the label.
	value []int
	// focusFrom and focusTo are the rows that the line in focus takes up.
	focusFrom, focusTo int
}

// window is the row at which the window begins: the page's beginning or end if the line in focus is then in it, else as
// little away from where it was as that line asks for, its cursor above all.
func (p *formPage) window(rows int) int {
	f := p.form
	last := max(0, rows-f.height)
	top := min(f.top, last)
	if f.free || p.cursor == nil {
		return top
	}
	switch {
	case f.next(f.focus, -1) < 0 && p.focusTo <= f.height:
		return 0
	case f.next(f.focus, 1) < 0 && p.focusFrom >= last:
		return last
	}
	top = max(min(top, p.focusFrom), p.focusTo-f.height)
	return max(min(top, p.cursor.Y), p.cursor.Y-f.height+1)
}

func (p *formPage) labelAt(r *Row) int {
	at := cmp.Or(r.LabelAt, p.form.LabelAt)
	if p.narrow {
		at = min(at, 2)
	}
	return at
}

// columns finds where each line's value begins. A label that is too long for its column moves its value to the right; in a
// narrow window it stands alone in its row. One with a second column alone goes on beneath itself, beside that.
func (p *formPage) columns() {
	p.value = make([]int, len(p.form.rows))
	near := p.nearColumn()
	for i := range p.form.rows {
		r := &p.form.rows[i]
		at := cmp.Or(r.ValueAt, p.form.ValueAt)
		if p.narrow && near > 0 {
			at = min(at, near)
		}
		end := p.labelAt(r) + p.look.Measure.Width(r.Label)
		switch {
		case !p.narrow && r.Extra != "" && r.Value == "" && r.Prompt == "" && !r.Kind.answers():
		case r.Figure:
			at = end + 2
		case end+2 <= at && p.width-at > leastValue:
		case p.narrow || end+3+leastValue > p.width:
			at = 0
		default:
			at = end + 3
		}
		p.value[i] = at
	}
	p.align()
}

// nearColumn is where values may begin in a narrow window: behind the longest of the short labels.
func (p *formPage) nearColumn() int {
	near := 0
	for i := range p.form.rows {
		r := &p.form.rows[i]
		if cells := p.look.Measure.Width(r.Label); r.Kind.focusable() && cells > 0 && cells <= 12 {
			near = max(near, p.labelAt(r)+cells+2)
		}
	}
	return near
}

// align gives lines that follow each other and whose labels are all too long the same column.
func (p *formPage) align() {
	rows := p.form.rows
	moved := func(i int) bool {
		return i < len(rows) && rows[i].Kind.focusable() && !rows[i].Figure && p.value[i] > cmp.Or(rows[i].ValueAt, p.form.ValueAt)
	}
	for i := 0; i < len(rows); i++ {
		at, end := 0, i
		for ; moved(end); end++ {
			at = max(at, p.value[end])
		}
		for ; i < end; i++ {
			p.value[i] = at
		}
	}
}

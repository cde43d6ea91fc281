package kit

// spot is where a line of a form was drawn, or a part of it: an option, by its number from 0, or one of those below.
type spot struct {
	line, part int
	zone       Zone
}

const (
	theLine  = -1
	theValue = -2
)

func (p *formPage) valueSpot(l *formLine, y, end int) {
	if l.row.Kind == RowText {
		p.spots = append(p.spots, spot{line: l.at, part: theValue, zone: Zone{X: l.valueAt, Y: y, W: l.valueCells + 1, H: max(1, end-y)}})
	}
}

// spotAt is what stands at a cell of the window. A line's parts come before the line itself.
func (f *Form) spotAt(x, y int) (spot, bool) {
	for _, s := range f.spots {
		if s.zone.holds(x, f.top+y) && s.line < len(f.rows) {
			return s, true
		}
	}
	return spot{}, false
}

// Opens reports whether a click there is Enter: on a line in focus that leads elsewhere or that opens its options.
func (f *Form) Opens(x, y int) bool {
	s, ok := f.spotAt(x, y)
	if !ok || f.resting || s.line != f.focus || s.part >= 0 {
		return false
	}
	row := &f.rows[s.line]
	return row.Kind == RowOpen || row.Kind == RowChoice && row.Choice == ChoiceFolded && !f.open
}

// pointed does what is done with the mouse: a click puts the focus on a line, the caret into a text, and chooses an option.
func (f *Form) pointed(k Key) ([]Event, bool) {
	switch {
	case k.On != any(f):
		return nil, false
	case k.Rows() != 0:
		f.scroll(k.Rows())
		return nil, true
	case k.Name != "click" && f.editing:
		f.pointField(k)
		return nil, true
	case k.Name != "click" && k.Name != "double click":
		return nil, true
	}
	s, ok := f.spotAt(k.X, k.Y)
	if !ok || !f.rows[s.line].Kind.focusable() {
		return nil, true
	}
	return f.click(s, k), true
}

func (f *Form) click(s spot, k Key) []Event {
	if f.open && s.line == f.focus && s.part >= 0 {
		f.pick = s.part
		return f.choosePicked(&f.rows[s.line])
	}
	var events []Event
	if s.line != f.focus || !f.editing {
		events = f.goTo(s.line)
	}
	row := &f.rows[s.line]
	switch {
	case s.part >= 0 && s.part < len(row.Options):
		f.stray = 0
		return append(events, f.change(row.with(row.Options[s.part].ID))...)
	case s.part == theValue:
		if !f.editing {
			f.begin(row)
		}
		f.pointField(k)
	}
	return events
}

// pointField gives what is done with the mouse to the text that is being typed, wherever the mouse is.
func (f *Form) pointField(k Key) {
	for _, s := range f.spots {
		if s.line == f.focus && s.part == theValue {
			k.X, k.Y = k.X-s.zone.X, f.top+k.Y-s.zone.Y
			f.field.editor.point(k)
			return
		}
	}
}

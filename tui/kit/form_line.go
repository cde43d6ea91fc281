package kit

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// formLine is where the parts of one line of a form stand.
type formLine struct {
	row   *Row
	at    int // which line it is
	focus bool
	y     int // the row that it begins in

	labelAt, labelCells int
	valueAt, valueCells int
	under               bool // the value stands under the label
	extraAt             int  // 0: under the value
	belowAt             int  // where what goes underneath begins
	label, value, extra Tone
}

// line draws a line of the form under what is drawn already.
func (p *formPage) line(i int) {
	r, y := &p.form.rows[i], len(p.sheet.rows)
	switch r.Kind {
	case RowBlank:
		p.sheet.skip(y + 1)
		return
	case RowRule:
		p.sheet.paste(y, 0, Rule(p.look, p.width, ""), p.width)
		return
	}
	l := p.lay(i)
	if l.focus {
		p.sheet.put(y, 0, ">", p.look.Styles.Marker)
		p.cursor = &tea.Position{Y: y}
	}
	labels := p.wrapped(y, l.labelAt, l.labelCells, r.Label, l.label)
	valueY := y
	if l.under && p.hasValue(&l) {
		valueY = labels
	}
	end := max(labels, p.drawValue(&l, valueY))
	end = max(end, p.drawExtra(&l, y, end))
	if p.form.open && l.focus && !p.stacked(&l) {
		end = p.listed(&l, end)
	}
	if r.Wrong != "" {
		p.sheet.put(end, l.belowAt, "!", p.look.Styles.Wrong)
		end = p.wrapped(end, l.belowAt+2, p.width-l.belowAt-3, r.Wrong, p.look.Styles.Wrong)
	}
	p.sheet.skip(max(end, y+1))
	if l.focus {
		p.focusFrom, p.focusTo = y, len(p.sheet.rows)
	}
	p.spots = append(p.spots, spot{line: i, part: theLine, zone: Zone{Y: y, W: p.width, H: len(p.sheet.rows) - y}})
}

// lay finds the columns of a line's parts.
func (p *formPage) lay(i int) formLine {
	r, s := &p.form.rows[i], &p.look.Styles
	l := formLine{row: r, at: i, focus: i == p.form.focus && !p.form.resting, y: len(p.sheet.rows), labelAt: p.labelAt(r), label: s.Words, value: s.Words, extra: s.Words}
	switch {
	case r.Kind == RowHeading:
		l.label, l.value, l.extra = s.Heading, s.Heading, s.Heading
	case r.Kind == RowQuiet:
		l.label, l.value, l.extra = s.Quiet, s.Quiet, s.Quiet
	case l.focus:
		l.label = s.Name
	case r.Strong:
		l.label = s.Heading
	}
	if r.Wrong != "" {
		l.value = s.Wrong
	}
	right := p.width - 1
	extraAt := cmp.Or(r.ExtraAt, p.form.ExtraAt)
	l.valueAt = p.value[i]
	if r.Extra != "" && (!p.narrow || r.Figure) && l.valueAt > 0 && l.valueAt+p.leastBeside(&l) <= extraAt && p.width-extraAt >= leastExtra {
		l.extraAt, right = extraAt, extraAt-2
	}
	l.labelCells = p.width - 1 - l.labelAt
	switch {
	case l.valueAt == 0:
		l.under, l.valueAt = true, l.labelAt+2
	case r.Figure:
		l.valueAt = max(l.labelAt, right-1-p.look.Measure.Width(p.text(&l)))
		l.labelCells = l.valueAt - l.labelAt - 2
	case p.hasValue(&l):
		l.labelCells = l.valueAt - l.labelAt - 2
	case l.extraAt > 0:
		l.labelCells = l.extraAt - l.labelAt - 2
	}
	l.belowAt = l.valueAt
	if r.Figure {
		l.belowAt = l.labelAt + 2 // a figure's column is too narrow for words
	}
	l.labelCells = min(l.labelCells, mostWords)
	l.valueCells = min(mostCells, right-l.valueAt)
	if r.Kind == RowText {
		l.valueCells = min(mostCells, right-l.valueAt-1) // a cell for the caret behind a full row
	}
	return l
}

// leastBeside is how many cells a value has to have before the column beside it: below that it would be a letter a row.
func (p *formPage) leastBeside(l *formLine) int {
	if l.row.Figure {
		return 4
	}
	return max(4, min(leastValue, p.look.Measure.Width(cmp.Or(l.row.Value, l.row.Prompt))+3))
}

// hasValue reports whether anything stands in the value's place.
func (p *formPage) hasValue(l *formLine) bool {
	return l.row.Kind == RowChoice || p.typing(l) || l.row.Value != "" || l.row.Prompt != ""
}

// typing reports whether the caret stands in the line's value.
func (p *formPage) typing(l *formLine) bool {
	return l.focus && l.row.Kind == RowText && (p.form.editing || p.form.Fill)
}

// text is the line's value as it stands there now.
func (p *formPage) text(l *formLine) string {
	switch {
	case l.focus && p.form.editing:
		return p.form.field.Value()
	case l.row.Kind == RowChoice:
		return l.row.labels()
	}
	return l.row.Value
}

// wrapped draws a text in rows of its own from y on and returns the row behind it.
func (p *formPage) wrapped(y, x, cells int, text string, tone Tone) (end int) {
	if text == "" {
		return y
	}
	for line := range strings.SplitSeq(text, "\n") {
		for _, row := range p.look.Measure.Wrap(line, max(1, cells)) {
			p.sheet.put(y, x, row, tone)
			y++
		}
	}
	return y
}

// drawExtra draws the second column beside the value; without room for a column behind the value, or underneath.
func (p *formPage) drawExtra(l *formLine, y, end int) int {
	if l.extraAt > 0 {
		return p.wrapped(y, l.extraAt, p.width-1-l.extraAt, l.row.Extra, l.extra)
	}
	extra := strings.TrimSpace(l.row.Extra)
	if behind := max(p.sheet.rows[end-1].cells+2, l.belowAt); l.row.Kind != RowText && behind+p.look.Measure.Width(extra) < p.width &&
		!strings.Contains(extra, "\n") {
		p.sheet.put(end-1, behind, extra, l.extra)
		return end
	}
	return p.wrapped(end, l.belowAt, p.width-1-l.belowAt, extra, l.extra)
}

// drawValue draws what stands in the value's place, puts the cursor there if it is typed in, and returns the row behind it.
func (p *formPage) drawValue(l *formLine, y int) (end int) {
	r := l.row
	switch {
	case r.Kind == RowChoice && p.stacked(l):
		return p.listed(l, y)
	case r.Kind == RowChoice && r.Choice == ChoiceInline:
		return p.inline(l, y, l.valueAt, " /", " ", func(_ int, o Option, chosen bool) string {
			if chosen {
				return "[" + o.Label + "]"
			}
			return o.Label
		})
	case r.Kind == RowChoice && r.Choice == ChoiceNumbered:
		return p.inline(l, y, l.valueAt-1, "", "  ", func(i int, o Option, chosen bool) string {
			return numbered(i, chosen) + " " + o.Label
		})
	}
	if p.text(l) == "" && !p.typing(l) || p.text(l) == "" && r.Prompt != "" && !p.form.editing {
		end = p.wrapped(y, l.valueAt, l.valueCells, r.Prompt, p.look.Styles.Quiet)
		if p.typing(l) {
			p.cursor = &tea.Position{X: l.valueAt, Y: y}
		}
		p.valueSpot(l, y, end)
		return end
	}
	end = p.typed(l, y)
	p.valueSpot(l, y, end)
	return end
}

// typed draws a text in the very rows that it has while it is being typed, so that nothing moves when typing begins.
func (p *formPage) typed(l *formLine, y int) (end int) {
	field := p.form.field
	if !l.focus || !p.form.editing {
		field = NewField(p.look)
		field.SetValue(p.text(l))
		field.Mask(l.row.Masked && !p.form.secrets)
	}
	d := field.view(max(1, l.valueCells), l.value)
	for i, row := range d.Rows {
		p.sheet.paste(y+i, l.valueAt, row, p.look.Measure.Width(ansi.Strip(row)))
	}
	if p.typing(l) {
		p.cursor = &tea.Position{X: l.valueAt + d.Cursor.X, Y: y + d.Cursor.Y}
	}
	return y + len(d.Rows)
}

// numbered is the number of an option. One that is chosen takes up no more room than one that is not, so that nothing moves
// when it is chosen.
func numbered(i int, chosen bool) string {
	if chosen {
		return "[" + strconv.Itoa(i+1) + "]"
	}
	return " " + strconv.Itoa(i+1) + " "
}

// stacked tells whether options stand one under another: so do numbered ones of which one has no room in a row.
func (p *formPage) stacked(l *formLine) bool {
	wide := func(o Option) bool { return len("[1] ")+p.look.Measure.Width(o.Label) > l.valueCells }
	return l.row.Choice == ChoiceListed || l.row.Choice == ChoiceNumbered && slices.ContainsFunc(l.row.Options, wide)
}

// inline draws options one behind another from a column on; each but the last is followed by its end, and in one row by the
// gap.
func (p *formPage) inline(l *formLine, y, at int, end, gap string, label func(int, Option, bool) string) int {
	m, x := p.look.Measure, at
	for i, o := range l.row.Options {
		chosen := l.row.chosen(o.ID)
		text, tone := label(i, o, chosen), l.value
		if chosen {
			tone = p.look.Styles.Name
		}
		if i+1 == len(l.row.Options) {
			end = ""
		}
		if x > at && x+len(gap)+m.Width(text+end) > l.valueAt+max(1, l.valueCells) {
			y, x = y+1, at
		}
		if x > at {
			x += len(gap)
		}
		p.spots = append(p.spots, spot{line: l.at, part: i, zone: Zone{X: x, Y: y, W: m.Width(text), H: 1}})
		x = p.sheet.put(y, x, text, tone)
		x = p.sheet.put(y, x, end, p.look.Styles.Quiet)
	}
	return y + 1
}

// listed draws options one under another with their numbers, and the sign of focus beside the one that the keys stand on.
func (p *formPage) listed(l *formLine, y int) (end int) {
	at := max(2, l.valueAt)
	for i, o := range l.row.Options {
		chosen, tone := l.row.chosen(o.ID), l.value
		if chosen {
			tone = p.look.Styles.Name
		}
		if p.form.open && l.focus && i == p.form.pick {
			p.sheet.put(y, at-2, ">", p.look.Styles.Marker)
			p.cursor = &tea.Position{X: at - 2, Y: y}
		}
		p.sheet.put(y, at-1, numbered(i, chosen), tone)
		first := y
		y = max(y+1, p.wrapped(y, at+3, p.width-1-at-3, o.Label, tone))
		p.spots = append(p.spots, spot{line: l.at, part: i, zone: Zone{X: at - 2, Y: first, W: p.width - at + 2, H: y - first}})
	}
	return y
}

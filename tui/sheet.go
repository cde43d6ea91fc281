package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/tui/kit"
)

// turnedWidth is how wide the lines are on a screen that is turned round: it
// is read from across a table.
const turnedWidth = 32

// readout is all that a turned screen can draw. It is words and nothing that
// leads further: neither the record nor the app can be reached from it, so that
// what was not put into it by whoever made it of the person's own copy can't
// be drawn by mistake.
type readout struct {
	lines  []readLine
	circle *circle // drawn below the lines
}

// readLine is one line to be read.
type readLine struct {
	text   string
	number string // stands before it, its rows under each other
	strong bool
	// room is how many blank rows stand before it, where there is room. A line
	// that asks keeps one to the last.
	room int
	asks bool
	// spare is a heading that can be missed where there is little room, label
	// a line that then stands in one with what follows.
	spare, label bool
}

func (r *readout) put(text string, room int) {
	r.lines = append(r.lines, readLine{text: text, room: room})
}

func (r *readout) strong(text string, room int) {
	r.lines = append(r.lines, readLine{text: text, room: room, strong: true})
}

// tightness is how much of the room between the lines is given up.
type tightness int

const (
	roomy    tightness = iota // as the lines ask for
	closed                    // one blank row where there were more
	joinedUp                  // labels beside what they are of
	packed                    // no blank row but before the question
)

// sheet is what stands on a turned screen: rows in the middle of it, and below
// them what can be pressed. Nobody's name is over it and no clock beside it.
type sheet struct {
	look  *kit.Look
	keys  []kit.Hint
	rows  []string // drawn
	wide  int      // cells of the widest row
	caret *tea.Position
}

// lay puts what is to be read on the sheet, no looser than it has to be.
func (s *sheet) lay(r *readout, width, height int) {
	for t := roomy; ; t++ {
		s.rows, s.wide = nil, turnedWidth
		s.layLines(r.lines, t)
		if r.circle != nil {
			s.layCircle(r.circle, width, height)
		}
		if t == s.tightest(height) || s.fits(height, t > roomy) {
			return
		}
	}
}

// tightest is as far as the room between the lines is given up: what does not
// fit into a window that is not low is read in two, and not as one block.
func (s *sheet) tightest(height int) tightness {
	if height >= kit.ShortBelow {
		return closed
	}
	return packed
}

func (s *sheet) fits(height int, tight bool) bool {
	over := 2
	if tight {
		over = 0
	}
	return len(s.rows)+over+1+len(s.keyRows(!tight && height >= kit.ShortBelow)) <= height
}

func (s *sheet) layLines(lines []readLine, t tightness) {
	tone := func(l readLine) kit.Tone {
		if l.strong {
			return s.look.Styles.Strong
		}
		return s.look.Styles.Person
	}
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if t >= joinedUp && l.spare {
			continue
		}
		if t >= joinedUp && l.label && i+1 < len(lines) {
			i++
			l.text += " " + lines[i].text
		}
		for range s.blanks(l, t) {
			s.rows = append(s.rows, "")
		}
		s.wrapped(l, tone(l))
	}
}

// blanks is how many blank rows stand before a line.
func (s *sheet) blanks(l readLine, t tightness) int {
	switch {
	case len(s.rows) == 0:
		return 0
	case t == roomy:
		return l.room
	case t == packed && !l.asks:
		return 0
	}
	return min(l.room, 1)
}

func (s *sheet) wrapped(l readLine, tone kit.Tone) {
	lead := ""
	if l.number != "" {
		lead = l.number + " "
	}
	at := s.look.Measure.Width(lead)
	for line := range strings.SplitSeq(strings.TrimRight(l.text, "\n"), "\n") {
		for _, row := range s.look.Measure.Wrap(kit.Drawn(line), turnedWidth-at) {
			s.rows = append(s.rows, tone.Render(lead+row))
			lead = strings.Repeat(" ", at)
		}
	}
}

// widestTurned is how wide a drawing is on a turned screen at most.
const widestTurned = 64

// layCircle draws the circle, in words where there is no room for it.
func (s *sheet) layCircle(c *circle, width, height int) {
	wide := min(width-circleMargins, widestTurned)
	var drawn []string
	if width >= kit.NarrowBelow && height >= kit.ShortBelow {
		most := height - len(s.rows) - len(s.keys) - 3
		drawn = c.rows(s.look, wide, most, most)
	}
	if len(drawn) == 0 {
		c.inWords(func(ring string, names []string) {
			s.rows = append(s.rows, "")
			s.wrapped(readLine{text: ring}, s.look.Styles.Strong)
			for _, name := range names {
				s.wrapped(readLine{text: name}, s.look.Styles.Person)
			}
		})
		return
	}
	s.wide = wide
	s.rows = append(s.rows, "")
	for _, row := range drawn {
		s.rows = append(s.rows, s.look.Styles.Person.Render(row))
	}
}

// field adds what is being typed, with its caret.
func (s *sheet) field(f *kit.Field) {
	d := f.View(turnedWidth)
	s.rows = append(s.rows, "")
	if d.Cursor != nil {
		s.caret = &tea.Position{X: d.Cursor.X, Y: len(s.rows) + d.Cursor.Y}
	}
	s.rows = append(s.rows, d.Rows...)
}

// draw puts the rows from top on into a window, and the keys below them. It
// returns the first row that is shown and whether there is more below.
func (s *sheet) draw(width, height, top int) (d kit.Drawing, from int, more bool) {
	margin := max(0, (width-s.wide)/2)
	over, foot := 2, s.keyRows(height >= kit.ShortBelow)
	if !s.fits(height, false) {
		over, foot = 0, s.keyRows(false)
	}
	room := max(1, height-over-len(foot)-1)
	from = max(0, min(top, len(s.rows)-room))
	if s.caret != nil {
		from = max(min(from, s.caret.Y), s.caret.Y-room+1)
	}
	rows := make([]string, over, height)
	for i := from; i < min(len(s.rows), from+room); i++ {
		rows = append(rows, s.indented(s.rows[i], margin))
	}
	under := height - len(foot)
	if height >= kit.ShortBelow && len(rows)+2 <= under {
		under-- // a blank row below the keys as well
	}
	for len(rows) < under {
		rows = append(rows, "")
	}
	for _, row := range foot {
		rows = append(rows, s.indented(row, max(0, (width-turnedWidth)/2)))
	}
	d.Rows = rows
	if s.caret != nil {
		d.Cursor = &tea.Position{X: margin + s.caret.X, Y: over + s.caret.Y - from}
	}
	return d, from, from+room < len(s.rows)
}

func (s *sheet) indented(row string, margin int) string {
	if row == "" {
		return ""
	}
	return s.look.Styles.Person.Render(strings.Repeat(" ", margin)) + row
}

// keyRows are the keys, one in a row, or behind one another where there is
// little room.
func (s *sheet) keyRows(apart bool) []string {
	draw := func(k kit.Hint, cells int) string {
		return s.look.Styles.Strong.Render(fit(s.look.Measure, k.Key, cells)) + s.look.Styles.Person.Render(" "+k.Label)
	}
	var rows []string
	if apart {
		at := 0
		for _, k := range s.keys {
			at = max(at, s.look.Measure.Width(k.Key))
		}
		for _, k := range s.keys {
			rows = append(rows, draw(k, at+1))
		}
		return rows
	}
	cells := 0
	for _, k := range s.keys {
		wide := s.look.Measure.Width(k.Key+" "+k.Label) + 2
		if cells == 0 || cells+wide-2 > turnedWidth+4 {
			rows, cells = append(rows, ""), 0
		} else {
			rows[len(rows)-1] += "  "
		}
		rows[len(rows)-1] += draw(k, s.look.Measure.Width(k.Key))
		cells += wide
	}
	return rows
}

// paper is the look of a turned screen: whatever is drawn on it is dark on
// light.
func (a *app) paper() *kit.Look {
	l := *a.look
	l.Styles = l.Styles.OnPaper()
	return &l
}

// drawReadout draws what is to be read from its row top on, with the keys under it,
// or, where there is more than the window holds, with the key that reads on.
func (a *app) drawReadout(r *readout, keys []kit.Hint, f *kit.Field, width, height, top int) (d kit.Drawing, from int, more bool) {
	s := &sheet{look: a.paper(), keys: keys}
	s.lay(r, width, height)
	if f != nil {
		s.field(f)
	}
	if d, from, more = s.draw(width, height, top); more && f == nil {
		// The one key takes up less room, so that all might be seen with it: there is more all the same, since the question's
		// own keys are still to come.
		s.keys = []kit.Hint{a.hint("Space", "screen.readback.more")}
		d, from, _ = s.draw(width, height, top)
	}
	return d, from, more && f == nil
}

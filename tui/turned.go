package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// turnedWidth is how wide the lines are on a screen that is turned round: it
// is read from across a table.
const turnedWidth = 32

// sheet is what stands on a turned screen: rows in the middle of it, and below
// them what can be pressed. Nobody's name is over it and no clock beside it.
type sheet struct {
	look  *kit.Look
	rows  []string // drawn
	wide  int      // cells of the widest row
	caret *tea.Position
}

func newSheet(look *kit.Look) *sheet { return &sheet{look: look, wide: turnedWidth} }

// put adds a text in the ordinary tone, wrapped; strong one that stands out.
func (s *sheet) put(text string) { s.add(text, s.look.Styles.Person) }

func (s *sheet) strong(text string) { s.add(text, s.look.Styles.Strong) }

func (s *sheet) add(text string, tone kit.Tone) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		for _, row := range s.look.Measure.Wrap(kit.Drawn(line), turnedWidth) {
			s.rows = append(s.rows, tone.Render(row))
		}
	}
}

// item adds a text behind its number, with its rows under each other.
func (s *sheet) item(number, text string) {
	at := s.look.Measure.Width(number) + 1
	for i, row := range s.look.Measure.Wrap(kit.Drawn(text), turnedWidth-at) {
		lead := strings.Repeat(" ", at)
		if i == 0 {
			lead = number + " "
		}
		s.rows = append(s.rows, s.look.Styles.Person.Render(lead+row))
	}
}

func (s *sheet) blank() { s.rows = append(s.rows, "") }

// field adds what is being typed, with its caret.
func (s *sheet) field(f *kit.Field) {
	d := f.View(turnedWidth)
	if d.Cursor != nil {
		s.caret = &tea.Position{X: d.Cursor.X, Y: len(s.rows) + d.Cursor.Y}
	}
	s.rows = append(s.rows, d.Rows...)
}

// draw puts the rows from top on into a window, and the keys below them. It
// returns the first row that is shown and whether there is more below.
func (s *sheet) draw(width, height, top int, keys []kit.Hint) (d kit.Drawing, from int, more bool) {
	margin := max(0, (width-s.wide)/2)
	over, foot := 2, s.keyRows(keys, true)
	tight := func() bool { return len(s.rows)+over+1+len(foot) > height }
	if tight() {
		over = 0
	}
	if tight() {
		s.closeUp()
	}
	if height < low || tight() {
		foot = s.keyRows(keys, false)
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
	if height >= low && len(rows)+2 <= under {
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

// closeUp leaves one blank row where there were more.
func (s *sheet) closeUp() {
	if s.caret == nil {
		s.rows = slices.CompactFunc(s.rows, func(x, y string) bool { return x == "" && y == "" })
	}
}

func (s *sheet) indented(row string, margin int) string {
	if row == "" {
		return ""
	}
	return s.look.Styles.Person.Render(strings.Repeat(" ", margin)) + row
}

// keyRows are the keys, one in a row, or behind one another where there is
// little room.
func (s *sheet) keyRows(keys []kit.Hint, apart bool) []string {
	var rows []string
	if !apart {
		row, cells := "", 0
		for _, k := range keys {
			wide := s.look.Measure.Width(k.Key+" "+k.Label) + 2
			if cells > 0 && cells+wide-2 > turnedWidth+4 {
				rows, row, cells = append(rows, row), "", 0
			}
			if cells > 0 {
				row += "  "
			}
			row += s.look.Styles.Strong.Render(k.Key) + s.look.Styles.Person.Render(" "+k.Label)
			cells += wide
		}
		return append(rows, row)
	}
	at := 0
	for _, k := range keys {
		at = max(at, s.look.Measure.Width(k.Key))
	}
	for _, k := range keys {
		rows = append(rows, s.look.Styles.Strong.Render(fit(s.look.Measure, k.Key, at))+s.look.Styles.Person.Render("  "+k.Label))
	}
	return rows
}

// paper is the look of a turned screen: whatever is drawn on it is dark on
// light.
func (a *app) paper() *kit.Look {
	l := *a.look
	l.Styles.Words, l.Styles.Name = l.Styles.Person, l.Styles.Strong
	return &l
}

// turnedPage is a turned screen with one thing to read: what is said first, the
// circle, the card.
type turnedPage struct {
	a    *app
	fill func(*sheet, int) // puts on the sheet what it shows in a window so wide
	top  int
	more bool
}

func newTurnedPage(a *app, fill func(*sheet, int)) *turnedPage {
	return &turnedPage{a: a, fill: fill}
}

func (p *turnedPage) ground() kit.Tone { return p.a.look.Styles.Person }

func (p *turnedPage) arrive() {}

func (p *turnedPage) key(k kit.Key) (tea.Cmd, bool) {
	switch k.Name {
	case "down", "pgdown":
		p.top++
	case "up", "pgup":
		p.top = max(0, p.top-1)
	case "space", "enter":
		if p.more {
			p.top += p.a.height / 2
			return nil, true
		}
		return p.a.pop(), true
	case "esc", p.a.key("turn"):
		return p.a.pop(), true
	}
	return nil, true
}

func (p *turnedPage) paste(string) tea.Cmd { return nil }

func (p *turnedPage) keep() {}

func (p *turnedPage) frame() kit.Frame { return kit.Frame{} }

func (p *turnedPage) view(width, height int) kit.Drawing {
	s := newSheet(p.a.paper())
	p.fill(s, width)
	d, from, more := s.draw(width, height, p.top, nil)
	if p.top, p.more = from, more; more {
		d, p.top, p.more = s.draw(width, height, p.top, []kit.Hint{p.a.hint("Space", "screen.readback.more")})
	}
	return d
}

// turn turns the screen round to the person: at the start of a visit to what
// is said first, on the page of people to the circle, everywhere else to the
// reading back.
func (a *app) turn() tea.Cmd {
	switch at := a.talk.Place(); at.Stage {
	case model.StageStart:
		return a.push(newTurnedPage(a, a.fillOpening))
	case model.StagePeople:
		return a.push(newTurnedPage(a, a.fillCircle))
	case model.StageReadBack:
		return a.do("go.readback", nil)
	default:
		p := newReadBack(a, at)
		a.top().keep()
		a.talk.Go(model.Place{Stage: model.StageReadBack})
		if _, more := a.talk.Reading(); !more {
			a.talk.Do("go.readback", nil)
		}
		return a.push(p)
	}
}

// widestTurned is how wide a drawing is on a turned screen at most.
const widestTurned = 64

func (a *app) fillOpening(s *sheet, _ int) {
	for i, part := range strings.Split(strings.TrimSpace(a.talk.Guide().Opening), "\n\n") {
		if i > 0 {
			s.blank()
		}
		s.put(strings.Join(strings.Fields(part), " "))
	}
}

// fillCircle draws the circle as the person may have it: nobody else's wish
// and nobody who is not to be contacted is in it.
func (a *app) fillCircle(s *sheet, width int) {
	r, refusal := a.talk.Record().For(model.Recipient{Person: true})
	if refusal.Refused() {
		return
	}
	s.strong(a.say("screen.turned.circle"))
	c := a.circle(min(width-6, widestTurned), "screen.turned.wished")
	if !a.roomForCircle() {
		c.inWords(r.Relations, func(ring string, names []string) {
			s.blank()
			s.strong(ring)
			for _, name := range names {
				s.put(name)
			}
		})
		return
	}
	s.wide = c.width
	s.blank()
	for _, row := range c.rows(r.Relations) {
		s.rows = append(s.rows, s.look.Styles.Person.Render(row))
	}
}

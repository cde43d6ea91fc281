package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// The smallest window that a page can be drawn in, the width under which pages have their narrow shape, the widest that a page
// is drawn, and the height of a window under which the lower rule makes way for the page. In a wider window the page stands in the middle: eyes that go to and fro between the person and the
// screen find a page sooner than a wall of it.
const (
	LeastWidth  = 40
	LeastHeight = 12
	NarrowBelow = 60
	MostWidth   = 120
	ShortBelow  = 20
	mostHints   = 5
	mostMessage = 6 // rows of a message, so that the smallest window still has a page
)

// TooSmall reports whether a window is too small for any page.
func TooSmall(width, height int) bool {
	return width < LeastWidth || height < LeastHeight
}

// Frame is what stands around a page: who and where above it, where everything is and what can be pressed below it.
type Frame struct {
	Title []string // the first is a name; the last stays longest where there is little room
	Right string   // the right end of the title line
	// Small and SmallRight stand in their place in a narrow window; without them the same is cut.
	Small      []string
	SmallRight string

	Status  string // where everything is
	Message string // stands in its place while it is not empty
	Hints   []Hint // five at most; the first and the last stay longest

	// Ask and Answers take the place of status and hints: a question and the keys that answer it.
	Ask     string
	Answers []Hint
}

// Window is a window with a frame laid out in it, for the page that is drawn in what it leaves.
type Window struct {
	look          *Look
	frame         *Frame
	width, height int
	foot          []string
}

// Lay lays the frame out in a window.
func (f *Frame) Lay(look *Look, width, height int) *Window {
	return &Window{look: look, frame: f, width: width, height: height, foot: f.foot(look, min(width, MostWidth))}
}

// tall reports whether the window has a lower rule, on which it can say that the page goes on.
func (w *Window) tall() bool {
	return w.height >= ShortBelow
}

// Page returns the size that is left for the page.
func (w *Window) Page() (width, height int) {
	height = w.height - 2 - len(w.foot)
	if w.tall() {
		height--
	}
	return min(w.width, MostWidth), max(1, height)
}

// beside is how many cells stay blank at the left of a page that is narrower than its window.
func beside(width int) int {
	return max(0, width-MostWidth) / 2
}

// View draws the whole window. The cursor is the page's; it is nil where the page has none.
func (w *Window) View(page Drawing) (content string, cursor *tea.Cursor) {
	look := w.look
	cells, h := w.Page()
	left := beside(w.width)
	rows := make([]string, 0, w.height)
	up, down := "", ""
	if page.Above {
		up = look.Styles.Glyphs.Up
	}
	if page.Below {
		down = look.Styles.Glyphs.Down
	}
	if !w.tall() {
		up += down
	}
	rows = append(rows, w.frame.title(look, cells), Rule(look, cells, up))
	top := len(rows)
	for i := range h {
		if i < len(page.Rows) {
			rows = append(rows, page.Rows[i])
		} else {
			rows = append(rows, "")
		}
	}
	if w.tall() {
		rows = append(rows, Rule(look, cells, down))
	}
	rows = append(rows, w.foot...)
	if page.Cursor != nil && page.Cursor.Y >= 0 && page.Cursor.Y < h {
		cursor = tea.NewCursor(left+min(page.Cursor.X, cells-1), top+page.Cursor.Y)
	}
	if left > 0 {
		blank := strings.Repeat(" ", left)
		for i, row := range rows {
			rows[i] = blank + row
		}
	}
	return paint(look, look.Styles.Page, rows, w.width), cursor
}

// Sheet draws a page with nothing around it, in one tone from edge to edge: the turned screen and the cover. The page
// stands where it would stand in a frame.
func Sheet(look *Look, width, height int, page Drawing, ground Tone) (content string, cursor *tea.Cursor) {
	rows := make([]string, height)
	copy(rows, page.Rows)
	if page.Cursor != nil && page.Cursor.Y < height {
		cursor = tea.NewCursor(min(page.Cursor.X, width-1), page.Cursor.Y)
	}
	return paint(look, ground, rows, width), cursor
}

func paint(look *Look, ground Tone, rows []string, width int) string {
	for i, row := range rows {
		rows[i] = ground.fill(row, look.Measure, width)
	}
	return strings.Join(rows, "\n")
}

// Rule draws a rule, with a sign near its end where the page goes on beyond it; an empty one for none.
func Rule(look *Look, width int, sign string) string {
	s := look.Styles
	if sign == "" {
		return s.Rule.Render(strings.Repeat(s.Glyphs.Rule, width))
	}
	sign = " " + sign + " "
	return s.Rule.Render(strings.Repeat(s.Glyphs.Rule, width-3-look.Measure.Width(sign)) + sign + strings.Repeat(s.Glyphs.Rule, 3))
}

// margin is the blank at the left of the lines around the page; a narrow window has none to spare.
func margin(width int) string {
	if width < NarrowBelow {
		return ""
	}
	return " "
}

// title draws the first line: the parts that there is room for, and the right end.
func (f *Frame) title(look *Look, width int) string {
	parts, right := f.Title, f.Right
	if width < NarrowBelow && len(f.Small) > 0 {
		parts, right = f.Small, f.SmallRight
	}
	m, s := look.Measure, look.Styles
	edge := margin(width)
	room := width - 2*len(edge)
	if least := m.Width(leastTitle(parts, s.Glyphs)); width < NarrowBelow && least <= room && least > room-m.Width(right)-2 {
		right = "" // where there is little room the clock makes way, and no word of the title
	}
	if right != "" {
		room -= m.Width(right) + 2
	}
	name, rest := fitTitle(m, parts, s.Glyphs, room)
	gap := width - 2*len(edge) - m.Width(name) - m.Width(rest) - m.Width(right)
	return edge + s.Name.Render(Drawn(name)) + s.Words.Render(Drawn(rest)) +
		strings.Repeat(" ", max(0, gap)) + s.Words.Render(Drawn(right))
}

// leastTitle is the name and what stays longest.
func leastTitle(parts []string, g Glyphs) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return parts[0] + g.Dot + parts[len(parts)-1]
}

// fitTitle joins as many parts as there is room for. The middle ones go first, then the last is cut, then the name.
func fitTitle(m Measure, parts []string, g Glyphs, room int) (name, rest string) {
	if len(parts) == 0 {
		return "", ""
	}
	name = parts[0]
	for tail := parts[1:]; ; tail = tail[1:] {
		rest = ""
		for _, part := range tail {
			rest += g.Dot + part
		}
		if len(tail) < 2 || m.Width(name)+m.Width(rest) <= room {
			break
		}
	}
	if left := room - m.Width(name); left > m.Width(g.Dot)+3 {
		return name, m.Short(rest, left, g.More)
	}
	return m.Short(name, room, g.More), ""
}

// foot draws the last lines: two, or as many as a question with its answers takes, or a message that is longer than a line:
// what is said once must not be said in half.
func (f *Frame) foot(look *Look, width int) []string {
	if f.Ask != "" {
		return f.question(look, width)
	}
	m, s := look.Measure, look.Styles
	edge := margin(width)
	room := width - 2*len(edge)
	rows := []string{s.Quiet.Render(Drawn(m.Short(f.Status, room, s.Glyphs.More)))}
	if f.Message != "" {
		rows = m.Wrap(f.Message, room)
		if len(rows) > mostMessage {
			rows = rows[:mostMessage]
			rows[mostMessage-1] = m.Cut(rows[mostMessage-1], room-m.Width(s.Glyphs.More)) + s.Glyphs.More
		}
		for i, row := range rows {
			rows[i] = s.Notice.Render(Drawn(row))
		}
	}
	rows = append(rows, f.hints(look, width-len(edge)))
	for i, row := range rows {
		rows[i] = edge + row
	}
	return rows
}

// question draws a question and its answers in two rows or more, the answers under each other's beginning; in a narrow window
// from its edge.
func (f *Frame) question(look *Look, width int) []string {
	m, s := look.Measure, look.Styles
	page := sheet{measure: m}
	edge, gap := len(margin(width)), 3
	x := page.put(0, edge, f.Ask, s.Words) + gap
	begin, y := x, 0
	if width < NarrowBelow {
		begin, gap = edge, 2
		x--
	}
	for _, a := range f.Answers {
		if x > begin && x+m.Width(a.Key)+1+m.Width(a.Label) > width-edge {
			x, y = begin, y+1
		}
		x = page.put(y, x, a.Key, s.Key)
		x = page.put(y, x, " "+a.Label, s.Words) + gap
	}
	page.skip(2)
	return page.drawn()
}

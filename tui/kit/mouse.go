package kit

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Zone is where something stands on a drawing that the mouse can be used on, counted as the drawing's cursor is.
type Zone struct {
	On         any // the widget, which finds itself in the Key again
	X, Y, W, H int
}

func (z Zone) holds(x, y int) bool {
	return x >= z.X && x < z.X+z.W && y >= z.Y && y < z.Y+z.H
}

func (z Zone) moved(x, y int) Zone {
	z.X, z.Y = z.X+x, z.Y+y
	return z
}

// Opener is a widget in which a click, or the second of two, can mean Enter: on a line that is in focus already.
type Opener interface{ Opens(x, y int) bool }

const (
	// doubleClick is the longest time between the two clicks of a double one.
	doubleClick = 400 * time.Millisecond
	// wheelRows is how many rows one notch of the wheel moves.
	wheelRows = 3
)

// Mouse turns what a terminal tells of its mouse into keys: click, shift+click, double click, drag, wheelup and wheeldown, each
// with the widget it is on and the cell counted from that widget's corner. There is one in a run, since what a movement
// means depends on where the button went down. The zero value is ready.
type Mouse struct {
	held  any // the widget in which the button went down; nil while it is up
	clock time.Time
	x, y  int // of the last click
	on    any // what that was on
}

// Key returns what happened as a key, and false for what nobody needs: other buttons, a release, movement in between. The
// zones are those of the last drawing. The wheel is for what lies under it, else for the first zone that is no hint.
func (m *Mouse) Key(msg tea.MouseMsg, zones []Zone, at time.Time) (k Key, ok bool) {
	mouse := msg.Mouse()
	switch msg.(type) {
	case tea.MouseReleaseMsg:
		m.held = nil
		return Key{}, false
	case tea.MouseMotionMsg:
		return m.drag(mouse, zones)
	case tea.MouseWheelMsg:
		return wheel(mouse, zones)
	case tea.MouseClickMsg:
		if mouse.Button != tea.MouseLeft {
			return Key{}, false
		}
		return m.click(mouse, zones, at)
	}
	return Key{}, false
}

// click is a click as a key. The second half of a double click is for nobody where the first has brought another page: what
// lies under the mouse there was not what it was meant for.
func (m *Mouse) click(mouse tea.Mouse, zones []Zone, at time.Time) (k Key, ok bool) {
	k = Key{Name: "click"}
	again := at.Sub(m.clock) < doubleClick && m.x == mouse.X && m.y == mouse.Y
	was := m.on
	m.clock, m.x, m.y, m.held, m.on = at, mouse.X, mouse.Y, nil, nil
	switch {
	case mouse.Mod&tea.ModShift != 0:
		k.Name = "shift+click"
	case again:
		k.Name = "double click"
		m.clock = time.Time{} // a third click is a first one again
	}
	if z, ok := zoneAt(zones, mouse.X, mouse.Y); ok {
		m.held, m.on = z.On, z.On
		k.On, k.X, k.Y = z.On, mouse.X-z.X, mouse.Y-z.Y
	}
	return k, k.Name != "double click" || was == k.On
}

// drag goes to the widget in which the button went down, wherever the mouse is now: X and Y may lie outside it.
func (m *Mouse) drag(mouse tea.Mouse, zones []Zone) (Key, bool) {
	if m.held == nil || mouse.Button != tea.MouseLeft || m.x == mouse.X && m.y == mouse.Y && !m.clock.IsZero() {
		return Key{}, false
	}
	for _, z := range zones {
		if z.On == m.held {
			m.clock = time.Time{} // what follows is no double click
			return Key{Name: "drag", On: z.On, X: mouse.X - z.X, Y: mouse.Y - z.Y}, true
		}
	}
	return Key{}, false
}

func wheel(mouse tea.Mouse, zones []Zone) (Key, bool) {
	k := Key{Name: "wheelup"}
	switch mouse.Button {
	case tea.MouseWheelUp:
	case tea.MouseWheelDown:
		k.Name = "wheeldown"
	default:
		return Key{}, false
	}
	turns := slices.DeleteFunc(slices.Clone(zones), func(z Zone) bool { _, is := z.On.(Hint); return is })
	z, ok := zoneAt(turns, mouse.X, mouse.Y)
	if !ok && len(turns) > 0 {
		z = turns[0]
	}
	k.On = z.On
	return k, true
}

// zoneAt is the zone at a cell; where two lie over each other, the one that was drawn last.
func zoneAt(zones []Zone, x, y int) (Zone, bool) {
	for i := len(zones) - 1; i >= 0; i-- {
		if zones[i].holds(x, y) {
			return zones[i], true
		}
	}
	return Zone{}, false
}

// aboveRows are the rows of a window that stand above the page.
const aboveRows = 2

// Zones are those of a page where they stand in the window that it is drawn in, and behind them those of the hints below it.
func (w *Window) Zones(page Drawing) []Zone {
	width, h := w.Page()
	var zones []Zone
	for _, z := range page.Zones {
		if z.H = min(z.H, h-z.Y); z.H > 0 {
			zones = append(zones, z.moved(beside(w.width), aboveRows))
		}
	}
	if w.frame.Ask != "" {
		return zones
	}
	edge := len(margin(width))
	for _, z := range w.frame.hintZones(w.look.Measure, width-edge) {
		zones = append(zones, z.moved(beside(w.width)+edge, w.height-1))
	}
	return zones
}

// pointed reports whether a key is something done with the mouse at its cell. Enter is Enter, with or without a place.
func (k Key) pointed() bool {
	return k.On != nil && k.Name != "enter"
}

// Rows is by how many rows a key of the wheel moves a view, up where it is negative; 0 for every other key.
func (k Key) Rows() int {
	switch k.Name {
	case "wheelup":
		return -wheelRows
	case "wheeldown":
		return wheelRows
	}
	return 0
}

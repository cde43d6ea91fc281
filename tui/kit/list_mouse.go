package kit

import "slices"

// at is the place in shown of the line at a row of the window, or -1.
func (l *List) at(y int) int {
	i, found := slices.BinarySearch(l.begins, l.top+y)
	if !found {
		i--
	}
	if i >= len(l.shown) {
		return -1
	}
	return i
}

// Opens reports whether a click there is Enter: on the line in focus.
func (l *List) Opens(_, y int) bool {
	i := l.at(y)
	return i >= 0 && i == l.focus && !l.resting
}

// pointed does what is done with the mouse: a click puts the focus on a line.
func (l *List) pointed(k Key) (used bool) {
	switch {
	case k.On != any(l):
		return false
	case k.Rows() != 0:
		l.top, l.free = l.top+k.Rows(), true
	case k.Name == "click":
		if i := l.at(k.Y); i >= 0 && l.items[l.shown[i]].Kind.focusable() {
			l.focus = i
		}
	}
	return true
}

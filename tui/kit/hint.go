package kit

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Hint is a key and what it does, in the words for it.
type Hint struct{ Key, Label string }

// hintKeys are the keys whose names in a hint are not those of the key.
var hintKeys = map[string]string{"PageDown": "pgdown", "PageUp": "pgup"}

// Press is the key that a hint names; false where it names none, but what a hand is to do.
func (h Hint) Press() (Key, bool) {
	name := strings.ToLower(h.Key)
	switch moved, isMoved := hintKeys[h.Key]; {
	case isMoved:
		return Key{Name: moved}, true
	case name == "space":
		return typed(" "), true
	case utf8.RuneCountInString(name) == 1:
		return typed(name), true
	case slices.Contains([]string{"enter", "esc", "tab"}, name), strings.HasPrefix(name, "ctrl+"), isFunctionKey(name):
		return Key{Name: name}, true
	}
	return Key{}, false
}

func isFunctionKey(name string) bool {
	n, ok := strings.CutPrefix(name, "f")
	return ok && n != "" && strings.Trim(n, "0123456789") == ""
}

// hints draws the keys that there is room for.
func (f *Frame) hints(look *Look, room int) string {
	row, s := "", look.Styles
	hints, gap := f.fitting(look.Measure, room)
	for i, hint := range hints {
		if i > 0 {
			row += gap
		}
		row += s.Key.Render(Drawn(hint.Key)) + s.Quiet.Render(Drawn(" "+hint.Label))
	}
	return row
}

// hintZones are where a click presses them, in their row.
func (f *Frame) hintZones(m Measure, room int) []Zone {
	var zones []Zone
	x := 0
	hints, gap := f.fitting(m, room)
	for _, hint := range hints {
		if _, ok := hint.Press(); ok {
			zones = append(zones, Zone{On: hint, X: x, W: hint.cells(m), H: 1})
		}
		x += hint.cells(m) + len(gap)
	}
	return zones
}

func (h Hint) cells(m Measure) int { return m.Width(h.Key) + 1 + m.Width(h.Label) }

// fitting are the hints that there is room for, and what stands between them. Those before the last go first.
func (f *Frame) fitting(m Measure, room int) (hints []Hint, gap string) {
	hints = slices.Clone(f.Hints[:min(len(f.Hints), mostHints)])
	fits := func() bool {
		cells := len(gap) * max(0, len(hints)-1)
		for _, h := range hints {
			cells += h.cells(m)
		}
		return cells <= room
	}
	if gap = "   "; fits() {
		return hints, gap
	}
	gap = "  "
	for !fits() && len(hints) > 2 {
		hints = append(hints[:len(hints)-2], hints[len(hints)-1])
	}
	for !fits() {
		hints = hints[:len(hints)-1]
	}
	return hints, gap
}

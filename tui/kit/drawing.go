package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Drawing is something drawn: its rows, and where the real cursor stands in it, counted from its upper left corner. A
// drawing without a cursor is not in focus.
type Drawing struct {
	Rows         []string
	Cursor       *tea.Position
	Above, Below bool // there is more than is shown
	// Zones are where the mouse can be used.
	Zones []Zone
}

// Stack puts drawings one under another. The last cursor is the cursor.
func Stack(parts ...Drawing) Drawing {
	var all Drawing
	for _, part := range parts {
		if part.Cursor != nil {
			all.Cursor = &tea.Position{X: part.Cursor.X, Y: len(all.Rows) + part.Cursor.Y}
		}
		for _, z := range part.Zones {
			all.Zones = append(all.Zones, z.moved(0, len(all.Rows)))
		}
		all.Rows = append(all.Rows, part.Rows...)
		all.Above = all.Above || part.Above
		all.Below = all.Below || part.Below
	}
	return all
}

// Beside puts a drawing at the right of another, so many cells from its left edge. The left one must not be wider. The
// cursor is the left one's, or the right one's where the left has none.
func Beside(m Measure, at int, left, right Drawing) Drawing {
	all := Drawing{Cursor: left.Cursor, Above: left.Above || right.Above, Below: left.Below || right.Below}
	if all.Cursor == nil && right.Cursor != nil {
		all.Cursor = &tea.Position{X: at + right.Cursor.X, Y: right.Cursor.Y}
	}
	all.Zones = append(all.Zones, left.Zones...)
	for _, z := range right.Zones {
		all.Zones = append(all.Zones, z.moved(at, 0))
	}
	for i := range max(len(left.Rows), len(right.Rows)) {
		row := ""
		if i < len(left.Rows) {
			row = left.Rows[i]
		}
		if i < len(right.Rows) && right.Rows[i] != "" {
			row += strings.Repeat(" ", max(1, at-m.Width(ansi.Strip(row)))) + right.Rows[i]
		}
		all.Rows = append(all.Rows, row)
	}
	return all
}

// window cuts the rows to height, beginning with the row top.
func (d Drawing) window(top, height int) Drawing {
	top = max(0, min(top, len(d.Rows)-height))
	cut := Drawing{Above: top > 0, Below: top+height < len(d.Rows), Rows: d.Rows[top:min(len(d.Rows), top+height)]}
	if d.Cursor != nil && d.Cursor.Y >= top && d.Cursor.Y < top+len(cut.Rows) {
		cut.Cursor = &tea.Position{X: d.Cursor.X, Y: d.Cursor.Y - top}
	}
	return cut
}

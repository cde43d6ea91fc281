package tui

import (
	"math"
	"strings"

	"ownwords/tui/kit"
)

// reader is a text to be read, with its line breaks as they are: a document on
// the screen, which the keys move up and down.
type reader struct {
	look   *kit.Look
	text   string
	top    int
	height int
}

// key moves the text, and reports whether the key was one for that.
func (r *reader) key(k kit.Key) bool {
	page := max(1, r.height-1)
	r.top += k.Rows()
	switch k.Name {
	case "wheelup", "wheeldown":
	case "up":
		r.top--
	case "down":
		r.top++
	case "pgup":
		r.top -= page
	case "pgdown", "space":
		r.top += page
	case "home", "ctrl+home":
		r.top = 0
	case "end", "ctrl+end":
		r.top = math.MaxInt / 2 // view finds the end
	default:
		return false
	}
	return true
}

// margin is the blank left of the text.
const readerMargin = 2

func (r *reader) view(width, height int) kit.Drawing {
	var rows []string
	for line := range strings.SplitSeq(strings.TrimRight(r.text, "\n"), "\n") {
		for _, row := range r.look.Measure.Wrap(kit.Drawn(line), width-readerMargin-1) {
			rows = append(rows, strings.Repeat(" ", readerMargin)+r.look.Styles.Words.Render(row))
		}
	}
	return r.rows(rows, height)
}

// rows draws those of the rows that are in view.
func (r *reader) rows(rows []string, height int) kit.Drawing {
	r.height = height
	r.top = max(0, min(r.top, len(rows)-height))
	return kit.Drawing{
		Rows:  rows[r.top:min(len(rows), r.top+height)],
		Above: r.top > 0, Below: r.top+height < len(rows),
	}
}

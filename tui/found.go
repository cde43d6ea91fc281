package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/tui/kit"
)

// findAt is the column in which what is looked for is typed, and finderRows the
// rows that it takes.
const (
	findAt     = 9
	finderRows = 2
)

// finder draws a list under the line that says what is looked for in it, with
// the cursor in that line while letters are typed into it.
func (a *app) finder(l *kit.List, width, height int) kit.Drawing {
	query := a.look.Measure.Cut(kit.Drawn(l.Query()), width-findAt-1)
	label := a.padded("   "+a.say("screen.app.find"), findAt)
	head := kit.Drawing{Rows: []string{a.look.Styles.Quiet.Render(label) + a.look.Styles.Words.Render(query), ""}}
	d := kit.Stack(head, l.View(width, height-finderRows))
	if l.Find {
		d.Cursor = &tea.Position{X: findAt + a.look.Measure.Width(query), Y: 0}
	}
	return d
}

// padded is a text made so many cells wide, or left where it is wider.
func (a *app) padded(text string, cells int) string {
	return text + strings.Repeat(" ", max(0, cells-a.look.Measure.Width(text)))
}

// findHint says that letters narrow the list.
func (a *app) findHint() kit.Hint {
	return kit.Hint{Key: a.say("screen.hint.letters"), Label: a.say("screen.hint.find")}
}

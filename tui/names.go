package tui

import (
	"slices"
	"strings"

	"ownwords/tui/kit"
)

// title is who and where: the person's name and the page. A name that would
// leave no room for the page is the one they like to be called by.
func (a *app) title(page ...string) []string {
	name := a.personName()
	if a.look.Measure.Width(name) > a.pageWidth()/2 {
		return a.smallTitle(page...)
	}
	return append([]string{name}, page...)
}

// smallTitle is title where there is little room: what they like to be called.
func (a *app) smallTitle(page ...string) []string {
	name := a.personName()
	if p := a.talk.Record().Person; p != nil && p.Name() != "" {
		name = a.shortly(p.Name())
	}
	return append([]string{name}, page...)
}

// longestName is how many cells a name has in a list, a title or a sentence. Any
// name anybody goes by has room in it; what was pasted in place of one, or came
// in a file, must not push everything else off the screen. Where it is typed it
// stands whole.
const longestName = 60

// shortly is a name in so many cells.
func (a *app) shortly(name string) string {
	return a.look.Measure.Short(name, longestName, a.look.Styles.Glyphs.More)
}

func (a *app) personName() string {
	p := a.talk.Record().Person
	switch {
	case p != nil && strings.TrimSpace(p.FullName) != "":
		return a.shortly(p.FullName)
	case p != nil && strings.TrimSpace(p.Called) != "":
		return a.shortly(p.Called)
	}
	return a.say("screen.app.somebody-new")
}

// firstName is enough of a name to say whose something is, where there is not
// room for so many cells.
func (a *app) firstName(name string, cells int) string {
	if first, _, more := strings.Cut(strings.TrimSpace(name), " "); more && a.look.Measure.Width(name) > cells {
		return first
	}
	return name
}

// called is what the person likes to be called, or a word for them.
func (a *app) called() string {
	if n := a.talk.Record().Person.Name(); n != "" {
		return a.shortly(n)
	}
	return a.say("screen.app.the-person")
}

// roomForNames moves the second column of a list as far as the names in the first
// ask for, and what stands there leaves free before the cell in which it ends.
func (a *app) roomForNames(columns []int, end int, items []kit.Item) []int {
	names, beside := 0, 0
	for _, i := range items {
		if i.Kind == kit.RowOpen && i.Key == "" && len(i.Cells) > 1 {
			names = max(names, a.look.Measure.Width(i.Cells[0]))
			beside = max(beside, a.look.Measure.Width(i.Cells[1]))
		}
	}
	out := slices.Clone(columns)
	out[1] = max(out[1], min(out[0]+names+1, end-1-beside))
	return out
}

package kit

import (
	"cmp"
	"slices"
	"strings"
)

// Item is one line of a list. Kinds that can be in focus are opened by Enter; the rest is only read.
type Item struct {
	ID    string
	Kind  RowKind
	Key   string   // a letter that opens it, shown before it; the owner takes the key
	Cells []string // by the list's columns
	Also  string   // words by which it is found as well, never drawn
	Quiet bool     // drawn in the quiet tone; found last
	Match Match    // what of the last cell is drawn as selected
}

// List is lines to choose from. With Find set, letters that are typed narrow it to the lines that have them in one of their
// cells, accents and case aside.
type List struct {
	// Columns are where the cells begin, counted from 0. A cell goes on in a second row where it must.
	Columns []int
	Find    bool

	look  *Look
	items []Item
	shown []int // the items that are there to see, by their place in items
	focus int   // a place in shown; -1 where nothing can be in focus
	query string

	top, height int
	free        bool  // the window was moved by the wheel and need not show the focus
	begins      []int // the row in which each line that is shown begins
}

// NewList returns an empty list with one column.
func NewList(look *Look) *List {
	return &List{Columns: []int{3}, look: look, focus: -1, height: 19}
}

// SetItems gives the list its lines as they are now; the focus stays with the ID.
func (l *List) SetItems(items []Item) {
	id, was := l.Focus(), l.focus
	l.items = slices.Clone(items)
	l.narrow(id, was)
}

// narrow finds out which lines are to be seen and puts the focus on the ID, or near where it was.
func (l *List) narrow(id string, was int) {
	l.shown = l.shown[:0]
	for i, item := range l.items {
		if l.query == "" || item.Kind.focusable() && l.has(item) {
			l.shown = append(l.shown, i)
		}
	}
	if l.query != "" {
		// What begins so is what was meant: "my own notes" is not "into my own notes".
		slices.SortStableFunc(l.shown, func(i, j int) int { return cmp.Compare(l.rank(i), l.rank(j)) })
	}
	l.focus = slices.IndexFunc(l.shown, func(i int) bool {
		return l.items[i].ID == id && l.items[i].Kind.focusable()
	})
	if l.focus >= 0 {
		return
	}
	l.focus = l.next(max(0, was)-1, 1)
	if l.focus < 0 {
		l.focus = l.next(len(l.shown), -1)
	}
}

// rank orders what was found: what begins so, what has a word that begins so, what has it in its first cell, and the rest;
// quiet lines behind all others.
func (l *List) rank(i int) int {
	item, query := l.items[i], Fold(l.query)
	rank := 3
	if len(item.Cells) > 0 {
		switch first := Fold(item.Cells[0]); {
		case strings.HasPrefix(first, query):
			rank = 0
		case strings.Contains(" "+first, " "+query):
			rank = 1
		case strings.Contains(first, query):
			rank = 2
		}
	}
	if item.Quiet {
		rank += 4
	}
	return rank
}

func (l *List) has(item Item) bool {
	query := Fold(l.query)
	fits := func(s string) bool { return strings.Contains(Fold(s), query) }
	return slices.ContainsFunc(item.Cells, fits) || fits(item.Also)
}

// next is the next line in that direction that can be in focus, or -1.
func (l *List) next(i, by int) int {
	for at := i + by; at >= 0 && at < len(l.shown); at += by {
		if l.items[l.shown[at]].Kind.focusable() {
			return at
		}
	}
	return -1
}

// Focus is the ID of the line in focus, empty if there is none.
func (l *List) Focus() string {
	if l.focus < 0 {
		return ""
	}
	return l.items[l.shown[l.focus]].ID
}

// SetFocus moves the focus to a line that is there to see.
func (l *List) SetFocus(id string) {
	at := slices.IndexFunc(l.shown, func(i int) bool { return l.items[i].ID == id && l.items[i].Kind.focusable() })
	if at >= 0 {
		l.focus = at
	}
}

// Query is what was typed to find, and SetQuery puts other text in its place.
func (l *List) Query() string {
	return l.query
}

// SetQuery narrows the list to the lines that have the text in them; empty shows all.
func (l *List) SetQuery(query string) {
	id := l.Focus()
	l.query = query
	if query != "" {
		id = "" // the best that was found is in focus
	}
	l.narrow(id, 0)
}

// Key takes a key. It returns what the owner has to do and whether the key was one of the list's.
func (l *List) Key(k Key) (events []Event, used bool) {
	if k.On != nil {
		return nil, l.pointed(k)
	}
	l.free = false
	switch k.Name {
	case "up":
		l.move(-1)
	case "down":
		l.move(1)
	case "pgup":
		l.move(-max(1, l.height-1))
	case "pgdown":
		l.move(max(1, l.height-1))
	case "home", "ctrl+home":
		l.move(-len(l.shown))
	case "end", "ctrl+end":
		l.move(len(l.shown))
	case "enter":
		if l.focus < 0 {
			return nil, false
		}
		return []Event{Opened{ID: l.Focus()}}, true
	default:
		return nil, l.Find && l.find(k)
	}
	return nil, true
}

// move goes on by so many lines that can be in focus, and at an end of the list shows what is to be read there.
func (l *List) move(by int) {
	way := 1
	if by < 0 {
		way = -1
	}
	for ; by != 0; by -= way {
		next := l.next(l.focus, way)
		if next < 0 || l.focus < 0 {
			break
		}
		l.focus = next
	}
}

// find changes what is looked for.
func (l *List) find(k Key) bool {
	switch {
	case k.Text != "" && (k.Name != "space" || l.query != ""):
		l.SetQuery(l.query + strings.Join(Lines(Clean(k.Text)), " "))
	case l.query == "":
		return false
	case k.Name == "backspace":
		last := 0
		for i := range l.look.Measure.Clusters(l.query) {
			last = i
		}
		l.SetQuery(l.query[:last])
	case k.Name == "esc", k.Name == "ctrl+w", k.Name == "ctrl+backspace":
		l.SetQuery("")
	default:
		return false
	}
	return true
}

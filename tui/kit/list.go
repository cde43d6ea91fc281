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
	// ByOwner leaves it to the owner to find what is looked for: a Sought tells that it is another now.
	ByOwner bool

	look    *Look
	items   []Item
	shown   []int // the items that are there to see, by their place in items
	focus   int   // a place in shown; -1 where nothing can be in focus
	query   query
	resting bool

	top, height int
	free        bool  // the window was moved by the wheel and need not show the focus
	begins      []int // the row in which each line that is shown begins
}

// NewList returns an empty list with one column.
func NewList(look *Look) *List {
	return &List{Columns: []int{3}, look: look, focus: -1, query: query{look: look}, height: 19}
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
	narrowed := l.query.text != "" && !l.ByOwner
	for i, item := range l.items {
		if !narrowed || item.Kind.focusable() && l.has(item) {
			l.shown = append(l.shown, i)
		}
	}
	if narrowed {
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
	item, query := l.items[i], Fold(l.query.text)
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
	query := Fold(l.query.text)
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

// Query is what was typed to find.
func (l *List) Query() string {
	return l.query.text
}

// SetQuery looks for another text; an empty one shows all.
func (l *List) SetQuery(text string) []Event {
	l.query.text = text
	return l.sought()
}

// Paste looks for what is pasted as if it had been typed.
func (l *List) Paste(text string) []Event {
	if !l.Find {
		return nil
	}
	l.query.paste(text)
	return l.sought()
}

// sought is what follows where something else is looked for: the best that is found will be in focus. While the owner finds it
// nothing is, so that a quick Enter opens no line that happened to stand there.
func (l *List) sought() []Event {
	if l.ByOwner {
		l.focus = -1
		return []Event{Sought{}}
	}
	id := ""
	if l.query.text == "" {
		id = l.Focus()
	}
	l.narrow(id, 0)
	return nil
}

// Rest tells whether the keys are elsewhere on the page: nothing is then marked as in focus, and no click is Enter.
func (l *List) Rest(resting bool) {
	l.resting = resting
}

// Key takes a key. It returns what the owner has to do and whether the key was one of the list's.
func (l *List) Key(k Key) (events []Event, used bool) {
	if k.pointed() {
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
		if l.Find && l.query.key(k) {
			return l.sought(), true
		}
		return nil, false
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

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// everyone is the list of all names on this laptop, for the desk. It goes away
// by itself.
type everyone struct {
	a       *app
	list    *kit.List
	found   []desk.Entry
	loaded  bool
	finding bool
	query   string
}

func newEveryone(a *app) *everyone { return &everyone{a: a, list: kit.NewList(a.look)} }

// read reads those whom what was typed fits.
func (p *everyone) read() tea.Cmd {
	d, query := p.a.desk, p.query
	return work(p.a, p, func(context.Context) ([]desk.Entry, error) {
		found, _, err := d.Everyone(query)
		return found, err
	}, func(found []desk.Entry, err error) tea.Cmd {
		switch {
		case err != nil:
			p.a.fail(err)
		case query == p.query: // else more was typed meanwhile
			p.found, p.loaded = found, true
			p.arrive()
		}
		return nil
	})
}

// The columns of the table: name, where it stands, last visit, waiting.
var everyoneColumns = []int{3, 24, 57, 68}

func (p *everyone) arrive() {
	a := p.a
	p.list.Columns = everyoneColumns
	items := []kit.Item{{Kind: kit.RowQuiet, Cells: []string{
		a.say("screen.everyone.name"), a.say("screen.everyone.stands"), a.say("screen.everyone.visit"), a.say("screen.everyone.waiting"),
	}}}
	if a.width < smallBelow {
		items = nil
	}
	for _, e := range p.found {
		waiting := ""
		if e.Waiting.On != "" {
			waiting = a.say("screen.everyone.days", "n", e.Days)
		}
		items = append(items, kit.Item{ID: string(e.ID), Kind: kit.RowOpen, Cells: []string{
			a.entryName(e), a.said(e.Stands(a.now())), a.said(content.DateBrief(e.LastVisit.Local())), waiting,
		}})
	}
	if p.loaded && len(p.found) == 0 {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{a.say("screen.everyone.none")}})
	}
	p.list.SetItems(items)
}

func (p *everyone) key(k kit.Key) (tea.Cmd, bool) {
	if p.finding {
		if cmd, used := p.findKey(k); used {
			return cmd, true
		}
	} else {
		switch k.Name {
		case "/":
			p.finding = true
			return nil, true
		case "o":
			return p.a.pop(), true
		case "n":
			p.a.pop()
			return p.a.act("new"), true
		}
	}
	events, used := p.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return p.a.openRecord(model.ID(o.ID), true), true
		}
	}
	return nil, used
}

// findKey changes what is looked for: names, and words that stand in a record.
func (p *everyone) findKey(k kit.Key) (tea.Cmd, bool) {
	switch {
	case k.Name == "esc":
		p.finding, p.query = false, ""
	case k.Name == "backspace" && p.query != "":
		p.query = withoutLast(p.a.look.Measure, p.query)
	case k.Text != "":
		p.query += kit.Clean(k.Text)
	default:
		return nil, false
	}
	return p.read(), true
}

// withoutLast takes the last grapheme off a text.
func withoutLast(m kit.Measure, text string) string {
	last := 0
	for i := range m.Clusters(text) {
		last = i
	}
	return text[:last]
}

func (p *everyone) paste(text string) tea.Cmd {
	p.finding, p.query = true, p.query+kit.Clean(text)
	return p.read()
}

// keep has nothing to hand over.
func (p *everyone) keep() {}

// hide takes the names off the screen when nobody has touched a key.
func (p *everyone) hide() { p.a.pop() }

func (p *everyone) frame() kit.Frame {
	a := p.a
	f := kit.Frame{
		Title:  []string{a.say("screen.home.title"), a.say("screen.everyone.title")},
		Status: a.say("screen.everyone.status"),
		Hints: []kit.Hint{
			a.hint("Enter", "screen.hint.open"), a.hint("n", "screen.hint.new"), a.hint("/", "screen.hint.find"),
			a.hint("o", "screen.hint.hide"), a.hint("Esc", "screen.hint.back"),
		},
	}
	f.Small = f.Title[1:]
	return f
}

func (p *everyone) view(width, height int) kit.Drawing {
	d := p.a.finder(p.query, p.list, width, height)
	if !p.finding {
		d.Cursor = p.list.View(width, height-finderRows).Cursor
		if d.Cursor != nil {
			d.Cursor.Y += finderRows
		}
	}
	return d
}

package tui

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// everyone is the list of all names on this laptop, for the desk. It goes away
// by itself.
type everyone struct {
	a      *app
	list   *kit.List // letters are commands until / makes them find
	found  []desk.Entry
	loaded bool
}

func newEveryone(a *app) *everyone {
	p := &everyone{a: a, list: kit.NewList(a.look)}
	p.list.ByOwner = true
	return p
}

// read reads those whom what was typed fits.
func (p *everyone) read() tea.Cmd {
	d, query, first := p.a.desk, p.list.Query(), !p.loaded
	return work(p.a, p, func(context.Context) ([]desk.Entry, error) {
		found, _, err := d.Everyone(query)
		if first && err == nil {
			d.NamesRead(len(found))
		}
		return found, err
	}, func(found []desk.Entry, err error) tea.Cmd {
		switch {
		case err != nil:
			p.a.fail(err)
		case query == p.list.Query(): // else more was typed meanwhile
			p.found, p.loaded = namedFirst(found, query), true
			p.arrive()
		}
		return nil
	})
}

// namedFirst has those whom a name fits before those in whose words it was found.
func namedFirst(found []desk.Entry, query string) []desk.Entry {
	named := func(e desk.Entry) int {
		if strings.Contains(kit.Fold(e.FullName+"\n"+e.Called), kit.Fold(query)) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found, func(x, y desk.Entry) int { return cmp.Compare(named(x), named(y)) })
	return found
}

// The columns of the table: name, where it stands, last visit, waiting; and
// where there is room on whom, and what is next.
var (
	everyoneColumns     = []int{3, 27, 59, 70}
	everyoneWideColumns = []int{3, 32, 65, 76, 98}
)

func (p *everyone) arrive() {
	a, wide := p.a, p.a.pageWidth() >= besideFrom
	head := []string{
		a.say("screen.everyone.name"), a.say("screen.everyone.stands"), a.say("screen.everyone.visit"), a.say("screen.everyone.waiting"),
	}
	p.list.Columns = everyoneColumns
	if wide {
		p.list.Columns = everyoneWideColumns
		head = append(head, a.say("screen.everyone.next"))
	}
	var items []kit.Item
	if !a.narrow() && len(p.found) > 0 {
		items = append(items, kit.Item{Kind: kit.RowQuiet, Cells: head})
	}
	for _, e := range p.found {
		items = append(items, kit.Item{ID: string(e.ID), Kind: kit.RowOpen, Cells: p.cells(e, wide)})
	}
	switch {
	case !p.loaded || len(p.found) > 0:
	case p.list.Query() == "":
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{a.say("screen.everyone.nobody")}})
	default:
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{a.say("screen.everyone.none")}})
	}
	p.list.Columns = a.roomForNames(p.list.Columns, p.list.Columns[2], items)
	p.list.SetItems(items)
}

// cells are what the table says of one conversation.
func (p *everyone) cells(e desk.Entry, wide bool) []string {
	a := p.a
	cells := []string{a.entryName(e), a.said(e.Stands(a.now())), a.together(a.said(content.DateBrief(e.LastVisit.Local()))), p.waiting(e, wide)}
	if wide {
		cells = append(cells, a.next(e))
	}
	return cells
}

// waiting is how long an entry waits and, where there is room, on whom: else
// where it stands says that.
func (p *everyone) waiting(e desk.Entry, wide bool) string {
	a, on := p.a, e.Waits()
	if on.Zero() {
		return ""
	}
	days := a.say("screen.everyone.today")
	if e.Days > 0 {
		days = a.say("screen.everyone.days", "n", e.Days)
	}
	switch {
	case wide:
		return a.say("screen.everyone.on", "days", days, "on", on)
	}
	return a.together(days)
}

// together keeps a day, or a number of them, in one row where the cells of a list
// stand behind each other.
func (a *app) together(days string) string {
	if !a.narrow() {
		return days
	}
	return strings.ReplaceAll(days, " ", "\u00a0")
}

// next is what is next with somebody, by its day.
func (a *app) next(e desk.Entry) string {
	id, day := "screen.everyone.step", e.Due()
	if day == "" || e.LookAgain != "" && e.LookAgain < day {
		id, day = "screen.everyone.look-again", e.LookAgain
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return a.said(model.Msg(id, "day", content.DateBrief(t)))
}

func (p *everyone) key(k kit.Key) (tea.Cmd, bool) {
	switch {
	case p.list.Find && k.Name == "esc":
		p.list.Find = false
		return p.happened(p.list.SetQuery("")), true
	case p.list.Find:
	case k.Name == "/":
		p.list.Find = true
		return nil, true
	case k.Name == "o":
		return p.a.pop(), true
	case k.Name == "n":
		p.a.pop()
		return p.a.act("new"), true
	}
	events, used := p.list.Key(k)
	return p.happened(events), used
}

func (p *everyone) happened(events []kit.Event) tea.Cmd {
	for _, e := range events {
		switch e := e.(type) {
		case kit.Sought:
			return p.read()
		case kit.Opened:
			return p.a.openRecord(model.ID(e.ID), model.Place{})
		}
	}
	return nil
}

func (p *everyone) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.everyone.about"), model.Msg("screen.everyone.about-hide"))
}

func (p *everyone) paste(text string) tea.Cmd {
	p.list.Find = true
	return p.happened(p.list.Paste(text))
}

// naming is a screen with names on it, for the desk: it goes away by itself when
// nobody has touched a key.
type naming interface{ naming() }

func (p *everyone) naming() {}

// hideNames takes such a screen away, and what was opened over it.
func (a *app) hideNames() {
	i := slices.IndexFunc(a.stack, func(s screen) bool { _, is := s.(naming); return is })
	if i > 0 {
		a.stack = a.stack[:i]
		a.top().arrive()
	}
}

func (p *everyone) frame() kit.Frame {
	a := p.a
	f := kit.Frame{
		Title: []string{a.say("screen.home.title"), a.say("screen.everyone.title")},
		Hints: []kit.Hint{
			a.hint("Enter", "screen.hint.open"), a.hint("n", "screen.hint.new"), a.hint("/", "screen.hint.find"),
			a.hint("o", "screen.hint.hide"), a.hint("Esc", "screen.hint.back"),
		},
	}
	f.Small = f.Title[1:]
	if len(p.found) > 0 {
		f.Status = a.said(model.Msg(a.inShort("screen.everyone.status")))
	}
	return f
}

func (p *everyone) view(width, height int) kit.Drawing {
	return p.a.finder(p.list, width, height)
}

package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// palette is everything that can be done here, by name; or, for places, what
// leads somewhere else.
type palette struct {
	a     *app
	title string
	list  *kit.List
	wants func(id string) bool
}

func newPalette(a *app) *palette {
	p := &palette{a: a, title: a.say("screen.palette.title"), list: kit.NewList(a.look), wants: func(id string) bool { return id != keyPalette }}
	p.list.Find = true
	return p
}

func newPlaces(a *app) *palette {
	p := newPalette(a)
	p.title = a.say("screen.palette.places")
	p.wants = func(id string) bool {
		return strings.HasPrefix(id, "go.") || slices.Contains([]string{"topic.go", "home", "others", "todo", "send"}, id)
	}
	return p
}

// actionLabel is what an action is called.
func actionLabel(id string) model.Message { return model.Msg("action." + id) }

func (p *palette) arrive() {
	p.list.Columns = []int{3, min(50, p.a.width-10)}
	var items []kit.Item
	for _, x := range p.a.everything() {
		if p.wants(x.ID) {
			items = append(items, p.item(x))
		}
	}
	p.list.SetItems(items)
}

// item is an action with its key. One that is off stands there with the reason:
// nobody has to wonder where it is.
func (p *palette) item(x flow.Action) kit.Item {
	i := kit.Item{ID: x.ID, Kind: kit.RowOpen, Cells: []string{p.a.said(actionLabel(x.ID)), p.a.key(x.ID)}}
	if !x.On {
		i.Quiet, i.Cells[1] = true, p.a.said(x.Why)
	}
	return i
}

func (p *palette) key(k kit.Key) (tea.Cmd, bool) {
	if slices.Contains(p.a.keys.Keys(keyPalette), k.Name) {
		return p.a.pop(), true
	}
	events, used := p.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return p.chosen(o.ID), true
		}
	}
	return nil, used
}

// chosen does an action on the screen that the palette was opened over. One
// that is off says why, and the palette stays.
func (p *palette) chosen(id string) tea.Cmd {
	for _, x := range p.a.everything() {
		if x.ID == id && !x.On {
			p.a.tell(x.Why)
			return nil
		}
	}
	p.a.pop()
	return p.a.act(id)
}

func (p *palette) paste(text string) tea.Cmd {
	p.list.SetQuery(p.list.Query() + kit.Clean(text))
	return nil
}

func (p *palette) keep() {}

func (p *palette) frame() kit.Frame {
	title := []string{p.title}
	return kit.Frame{
		Title: title, Small: title,
		Hints: []kit.Hint{p.a.hint("Enter", "screen.hint.do"), p.a.findHint(), p.a.hint("Esc", "screen.hint.back")},
	}
}

func (p *palette) view(width, height int) kit.Drawing {
	return p.a.finder(p.list.Query(), p.list, width, height)
}

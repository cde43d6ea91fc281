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
	p := &palette{a: a, title: a.say("screen.palette.title"), list: kit.NewList(a.look), wants: func(id string) bool { return id != keyPalette && !slices.Contains(wholePages, id) }}
	p.list.Find = true
	return p
}

func newPlaces(a *app) *palette {
	p := newPalette(a)
	p.title = a.say("screen.palette.places")
	p.wants = isPlace
	return p
}

// wholePages are the actions whose lines are a whole page: going there is all
// there is to do, and stands in the palette by its own name.
var wholePages = []string{"payment.set", "wishes.set"}

// actionLabel is what an action is called.
func actionLabel(id string) model.Message { return model.Msg("action." + id) }

// group is a heading under which actions stand, and their ids: one that ends in
// a full stop is what many begin with.
type group struct {
	id  string
	ids []string
}

func (g group) has(id string) bool {
	return slices.ContainsFunc(g.ids, func(s string) bool {
		return s == id || strings.HasSuffix(s, ".") && strings.HasPrefix(id, s)
	})
}

// groups are in the order of the palette. What no other has stands in the last.
var groups = []group{
	{"copies", []string{"copy", "send", "read", "gaps", keyTurn}},
	{"places", []string{"go.", "chain.", "topic.go", keyPlaces, keyFind, "home", "others", "todo", "new", "bin", "register", "log"}},
	{"note", []string{keyUndo, keyRedo, keyMark, "mark.", "note.", "history"}},
	{"topic", []string{"prompt.next", "topic."}},
	{"visit", []string{"visit.", "here.", "person.", "not-wanted", "stop", "resume", "bin.put", "hold"}},
	{"plan", []string{"want.", "someone.", "risk.", "help.", "own.", "money.", "payment.", "deal.", "offered.", "employer.", "question."}},
	{"agree", []string{"read.", "agree.", "decide", "step.", "share.", "changed.", "override.", "owed."}},
	{"desk", []string{"need.", "advice.", "decision.", "power.", "advocacy.", "wishes."}},
	{"mine", []string{"mine.", "worry.", "copy.safety"}},
	{"program", nil},
}

// arrive lists what can be done, group by group, and after it what can't be done
// just now, with the reason: nobody has to wonder where it is.
func (p *palette) arrive() {
	p.list.Columns = []int{3, min(50, p.a.pageWidth()-10)}
	grouped, off := make([][]kit.Item, len(groups)), []kit.Item(nil)
	for _, x := range p.a.everything() {
		switch {
		case !p.wants(x.ID):
		case !x.On:
			off = append(off, p.item(x))
		default:
			i := slices.IndexFunc(groups, func(g group) bool { return g.has(x.ID) })
			if i < 0 {
				i = len(groups) - 1
			}
			grouped[i] = append(grouped[i], p.item(x))
		}
	}
	var items []kit.Item
	for i, g := range groups {
		items = append(items, p.under("screen.palette.group."+g.id, grouped[i])...)
	}
	p.list.SetItems(append(items, p.under("screen.palette.off", off)...))
}

// under is a heading and what stands under it.
func (p *palette) under(heading string, items []kit.Item) []kit.Item {
	if len(items) == 0 {
		return nil
	}
	head := []kit.Item{{Kind: kit.RowQuiet, Cells: []string{p.a.said(model.Msg(heading))}}}
	return slices.Concat(head, items, []kit.Item{{Kind: kit.RowBlank}})
}

// item is an action with its key, or the reason why it is off.
func (p *palette) item(x flow.Action) kit.Item {
	i := kit.Item{ID: x.ID, Kind: kit.RowOpen, Cells: []string{p.a.said(actionLabel(x.ID)), p.a.key(x.ID)}}
	if also := "screen.palette.also." + x.ID; p.a.text.Has(also) {
		i.Also = p.a.said(model.Msg(also))
	}
	if !x.On {
		i.Quiet, i.Cells[1] = true, p.a.said(x.Why)
	}
	return i
}

func (p *palette) key(k kit.Key) (tea.Cmd, bool) {
	if p.a.isFor(keyPalette, k) || k.Name == "esc" {
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
	if leadsAway(id) {
		p.a.toPage()
	}
	return p.a.act(id)
}

// isPlace tells whether an action goes somewhere.
func isPlace(id string) bool {
	return strings.HasPrefix(id, "go.") || slices.Contains([]string{"topic.go", "home", "others", "todo", "send", "bin", "register", "log"}, id)
}

// leadsAway tells whether an action leaves what is open over a page: it goes
// somewhere else, or to something that would stand over it a second time.
func leadsAway(id string) bool {
	return isPlace(id) || strings.HasPrefix(id, "topic.") || slices.Contains([]string{"copy", "new", keyFind}, id)
}

func (p *palette) paste(text string) tea.Cmd {
	p.list.Paste(text)
	return nil
}

func (p *palette) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.palette.about"), model.Msg("screen.palette.about-off"))
}

func (p *palette) frame() kit.Frame {
	title := []string{p.title}
	return kit.Frame{
		Title: title, Small: title,
		Hints: []kit.Hint{p.a.hint("Enter", "screen.hint.do"), p.a.findHint(), p.a.hint("Esc", "screen.hint.back")},
	}
}

func (p *palette) view(width, height int) kit.Drawing {
	d := p.a.finder(p.list, width, height)
	if p.list.Focus() == "" {
		d.Rows = append(d.Rows[:finderRows], p.a.look.Styles.Quiet.Render("   "+p.a.say("screen.palette.none")))
	}
	return d
}

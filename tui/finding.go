package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// finding finds words in the notes of this conversation, whatever topic they
// stand in. One's own notes are not looked through.
type finding struct {
	a     *app
	list  *kit.List
	query string
}

func newFinding(a *app) *finding {
	p := &finding{a: a, list: kit.NewList(a.look)}
	p.list.Columns = []int{3, 25}
	return p
}

func (p *finding) arrive() {
	query := kit.Fold(p.query)
	var items []kit.Item
	for _, t := range p.a.talk.Guide().Topics {
		for _, n := range p.a.talk.InTopic(t.ID) {
			if strings.Contains(kit.Fold(n.Text), query) {
				items = append(items, kit.Item{ID: string(n.ID), Kind: kit.RowOpen, Cells: []string{t.Short, n.Words().Typed()}})
			}
		}
	}
	if len(items) == 0 {
		items = append(items, kit.Item{Kind: kit.RowQuiet, Cells: []string{p.a.say("screen.find.none")}})
	}
	p.list.SetItems(items)
}

func (p *finding) key(k kit.Key) (tea.Cmd, bool) {
	switch {
	case k.Name == "backspace" && p.query != "":
		p.find(withoutLast(p.a.look.Measure, p.query))
		return nil, true
	case k.Text != "":
		p.find(p.query + kit.Clean(k.Text))
		return nil, true
	}
	events, used := p.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return p.open(model.ID(o.ID)), true
		}
	}
	return nil, used
}

// open goes to a note, with the caret behind its words.
func (p *finding) open(id model.ID) tea.Cmd {
	n := model.Find(p.a.talk.Record().Notes, id)
	p.a.pop()
	return p.a.goTo(model.Place{Stage: model.StageTalk, Topic: n.Topic, Part: id, Caret: len(n.Text)})
}

func (p *finding) find(query string) {
	p.query = query
	p.arrive()
}

func (p *finding) paste(text string) tea.Cmd {
	p.find(p.query + kit.Clean(text))
	return nil
}

// keep has nothing to hand over.
func (p *finding) keep() {}

func (p *finding) frame() kit.Frame {
	a := p.a
	title := a.say("action.find")
	return kit.Frame{Title: a.title(title), Small: a.smallTitle(title), Hints: []kit.Hint{
		a.hint("Enter", "screen.hint.open"), a.findHint(), a.hint("Esc", "screen.hint.back"),
	}}
}

func (p *finding) view(width, height int) kit.Drawing {
	return p.a.finder(p.query, p.list, width, height)
}

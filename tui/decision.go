package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// decision asks before something is done, and says what comes of it. What
// changes nothing stands last and in focus: an Enter in haste does no harm.
type decision struct {
	a       *app
	title   string
	say     []model.Message
	options []flow.Option
	list    *kit.List
	then    func(value string) tea.Cmd
}

func newDecision(a *app, title string, say []model.Message, options []flow.Option, then func(string) tea.Cmd) *decision {
	q := &decision{a: a, title: title, say: say, options: options, list: kit.NewList(a.look), then: then}
	q.arrive()
	q.list.SetFocus(options[len(options)-1].Value)
	return q
}

func (q *decision) arrive() {
	items := []kit.Item{{Kind: kit.RowBlank}}
	for _, m := range q.say {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{q.a.said(m)}}, kit.Item{Kind: kit.RowBlank})
	}
	if q.a.low() { // the question and its answers are to be seen at once
		items = slices.DeleteFunc(items, func(i kit.Item) bool { return i.Kind == kit.RowBlank })
	}
	for _, o := range q.options {
		items = append(items, kit.Item{ID: o.Value, Kind: kit.RowOpen, Cells: []string{q.a.said(o.Label)}})
	}
	q.list.SetItems(items)
}

func (q *decision) key(k kit.Key) (tea.Cmd, bool) {
	events, used := q.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			q.a.pop()
			return q.then(o.ID), true
		}
	}
	return nil, used
}

func (q *decision) about() []kit.Row { return q.a.sentences(q.say...) }

// naming: somebody is named on it.
func (q *decision) naming() {}

func (q *decision) frame() kit.Frame {
	title := []string{q.title}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{
		q.a.hint("Enter", "screen.hint.choose"), q.a.hint("Esc", "screen.hint.back"),
	}}
}

func (q *decision) view(width, height int) kit.Drawing { return q.list.View(width, height) }

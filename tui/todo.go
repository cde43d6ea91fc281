package tui

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// toDo is what is to be done today: worries first, each with the number to
// ring.
type toDo struct {
	a      *app
	list   *kit.List
	tasks  []desk.Task
	loaded bool
}

func newToDo(a *app) *toDo {
	p := &toDo{a: a, list: kit.NewList(a.look)}
	p.list.Columns = []int{3, 26}
	return p
}

func (p *toDo) read() tea.Cmd {
	d := p.a.desk
	return work(p.a, p, func(context.Context) ([]desk.Task, error) { return d.ToDo() }, func(tasks []desk.Task, err error) tea.Cmd {
		if err != nil {
			p.a.fail(err)
			return nil
		}
		p.tasks, p.loaded = tasks, true
		p.arrive()
		return nil
	})
}

func (p *toDo) arrive() {
	items := []kit.Item{{Kind: kit.RowBlank}}
	for i, t := range p.tasks {
		what := p.a.said(t.What)
		if t.Late {
			what = p.a.say("screen.todo.late", "what", t.What)
		}
		items = append(items, kit.Item{ID: strconv.Itoa(i), Kind: kit.RowOpen, Cells: []string{p.a.shortly(t.Name), what}})
	}
	if p.loaded && len(p.tasks) == 0 {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{p.a.say("screen.todo.nothing")}})
	}
	p.list.SetItems(items)
}

func (p *toDo) key(k kit.Key) (tea.Cmd, bool) {
	events, used := p.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return p.open(o.ID), true
		}
	}
	return nil, used
}

// open goes to where a task is done: a worry among one's own notes, since this
// page is for the desk.
func (p *toDo) open(id string) tea.Cmd {
	i, err := strconv.Atoi(id)
	if err != nil || i >= len(p.tasks) {
		return nil
	}
	t := p.tasks[i]
	if t.Record == "" {
		return p.a.act("ways")
	}
	if t.Theirs() {
		return p.a.openConflict(t.Record)
	}
	return p.a.openRecord(t.Record, t.Place)
}

func (p *toDo) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.todo.about"), model.Msg("screen.todo.about-worry"))
}

func (p *toDo) naming() {}

func (p *toDo) frame() kit.Frame {
	title := []string{p.a.say("action.todo")}
	f := kit.Frame{Title: title, Small: title, Hints: []kit.Hint{p.a.hint("Esc", "screen.hint.back")}}
	if p.list.Focus() != "" {
		f.Hints = slices.Insert(f.Hints, 0, p.a.hint("Enter", "screen.hint.open"))
	}
	return f
}

func (p *toDo) view(width, height int) kit.Drawing { return p.list.View(width, height) }

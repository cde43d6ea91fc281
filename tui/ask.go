package tui

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// asking is the dialog that asks what an action wants to know, before it is
// done. One choice is a list to find in; anything else is lines to fill in.
type asking struct {
	a      *app
	action flow.Action
	list   *kit.List
	form   *kit.Form
	answer map[string]string
	above  []kit.Row // what it is about, above the lines
	kept   string    // what was put by of the lines
}

func newAsking(a *app, x flow.Action) *asking {
	q := &asking{a: a, action: x, answer: map[string]string{}}
	if len(x.Ask) == 1 && x.Ask[0].Kind == flow.Choice {
		q.list = kit.NewList(a.look)
		q.list.Find = true
		return q
	}
	q.form = kit.NewForm(a.look)
	q.form.Fill = true
	// What was typed and not done the last time stands there still.
	maps.Copy(q.answer, a.unasked[x.ID])
	return q
}

func (q *asking) arrive() {
	if q.list != nil {
		f := q.action.Ask[0]
		items := []kit.Item{{Kind: kit.RowHeading, Cells: []string{q.a.said(f.Label)}}, {Kind: kit.RowBlank}}
		for _, o := range f.Options {
			items = append(items, kit.Item{ID: o.Value, Kind: kit.RowOpen, Cells: []string{q.a.said(o.Label)}})
		}
		q.list.SetItems(items)
		q.list.SetFocus(f.Value)
		return
	}
	fields := slices.Clone(q.action.Ask)
	for i, f := range fields {
		if v, ok := q.answer[f.ID]; ok {
			fields[i].Value = v
		}
	}
	rows := append([]kit.Row{{Kind: kit.RowBlank}}, q.above...)
	q.form.SetRows(append(rows, q.a.rows(fields, true)...))
}

func (q *asking) key(k kit.Key) (tea.Cmd, bool) {
	if q.list != nil {
		events, used := q.list.Key(k)
		for _, e := range events {
			if o, ok := e.(kit.Opened); ok {
				return q.done(map[string]string{q.action.Ask[0].ID: o.ID}), true
			}
		}
		return nil, used
	}
	if k.Name == "esc" {
		q.leave()
		return nil, true
	}
	events, used := q.form.Key(k)
	if q.take(events) {
		return q.done(q.answer), true
	}
	return nil, used
}

// leave closes the dialog. What was typed and not done is there the next time.
func (q *asking) leave() {
	if q.form != nil {
		q.take(q.form.Leave())
	}
	q.gone()
	q.a.top().arrive()
}

// giveWay closes it for what is undone beneath.
func (q *asking) giveWay() bool {
	q.leave()
	return true
}

// take gathers the answers and tells whether the last line was ended.
func (q *asking) take(events []kit.Event) (finished bool) {
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			maps.Copy(q.answer, answerOf(q.action.Ask, e))
			q.a.unasked[q.action.ID] = q.answer
		case kit.Finished:
			finished = true
		}
	}
	return finished
}

// done does the action. The dialog is gone before anything is shown.
func (q *asking) done(answer map[string]string) tea.Cmd {
	delete(q.a.unasked, q.action.ID)
	q.gone()
	return q.a.do(q.action.ID, answer)
}

func (q *asking) paste(text string) tea.Cmd {
	if q.form == nil {
		q.list.Paste(text)
		return nil
	}
	q.form.Paste(text)
	return nil
}

// keep puts what is typed by as a draft: nothing is done before all is
// answered, and nothing typed may be lost until then.
func (q *asking) keep() {
	now := q.typed()
	switch {
	case q.a.talk == nil || now == q.kept:
	case now == "":
		q.undraft()
	default:
		q.kept = now
		q.a.talk.Draft(now)
	}
}

// typing tells whether there are words that are nowhere else.
func (q *asking) typing() bool { return q.typed() != q.kept }

// typed is all that stands in the lines, answered or not.
func (q *asking) typed() string {
	if q.form == nil {
		return ""
	}
	id, unfinished, editing := q.form.Editing()
	var lines []string
	for _, f := range q.action.Ask {
		text := q.answer[f.ID]
		if editing && id == f.ID {
			text = unfinished
		}
		if len(f.Options) == 0 && strings.TrimSpace(text) != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// gone takes the dialog away, and the draft with it.
func (q *asking) gone() {
	q.undraft()
	q.a.stack = q.a.stack[:len(q.a.stack)-1]
}

// undraft takes the draft away: what was typed is done, or stays for the next
// time.
func (q *asking) undraft() {
	if q.kept != "" && q.a.talk != nil {
		q.a.talk.Add("")
	}
	q.kept = ""
}

func (q *asking) selected() string {
	if q.form == nil {
		return ""
	}
	return q.form.Selected()
}

func (q *asking) cut() tea.Cmd {
	if q.form != nil {
		q.form.DeleteSelection()
	}
	return nil
}

func (q *asking) frame() kit.Frame {
	label := q.a.said(actionLabel(q.action.ID))
	f := kit.Frame{Title: q.a.title(label), Small: q.a.smallTitle(label)}
	if q.list != nil {
		f.Hints = []kit.Hint{q.a.hint("Enter", "screen.hint.choose"), q.a.hint("Esc", "screen.hint.back"), q.a.findHint()}
		return f
	}
	enter := "screen.hint.next-line"
	if fields := q.action.Ask; q.form.Focus() == fields[len(fields)-1].ID {
		enter = "screen.hint.done"
	}
	f.Hints = []kit.Hint{q.a.hint("Enter", enter), q.a.hint("Esc", "screen.hint.back")}
	if hint, ok := q.a.choosing(q.form); ok {
		f.Hints = slices.Insert(f.Hints, 1, hint)
	}
	return f
}

func (q *asking) about() []kit.Row {
	return q.a.sentences(model.Msg("screen.ask.about"), model.Msg("screen.ask.about-esc"))
}

func (q *asking) view(width, height int) kit.Drawing {
	if q.list != nil {
		return q.a.finder(q.list, width, height)
	}
	return q.form.View(width, height)
}

package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/kit"
)

// doorstep is what one wants to know before the door is opened, on another day
// than the last: how to talk with the person, what was promised, and whether
// this is a new visit.
type doorstep struct {
	a    *app
	form *kit.Form
}

func newDoorstep(a *app) *doorstep { return &doorstep{a: a, form: kit.NewForm(a.look)} }

const (
	doorNew   = "/new"
	doorGoing = "/going"
)

func (d *doorstep) arrive() {
	a, r := d.a, d.a.talk.Record()
	day := content.DateDay(r.Latest().Began.Local())
	rows := []kit.Row{
		{Kind: kit.RowBlank},
		{Kind: kit.RowWords, Label: a.say("screen.doorstep.last", "day", day)},
		{Kind: kit.RowBlank},
		{ID: doorNew, Kind: kit.RowOpen, Label: a.say("screen.doorstep.new")},
		{ID: doorGoing, Kind: kit.RowOpen, Label: a.say("screen.doorstep.going")},
		{Kind: kit.RowBlank},
	}
	told := func(id, words string) {
		if words != "" {
			rows = append(rows, kit.Row{Kind: kit.RowWords, Label: a.said(model.Msg(id)), Value: words})
		}
	}
	told("field.start.how-to-talk", r.Person.HowToTalk)
	told("field.start.disliked", r.Person.Disliked)
	told("field.start.best-time", r.Person.BestTime)
	if len(r.Steps) > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowHeading, Label: a.say("screen.doorstep.promised")})
	}
	for _, s := range r.Steps {
		done := "screen.doorstep.not-yet"
		if s.Done {
			done = "screen.doorstep.done"
		}
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 5, Label: s.What, ValueAt: 62, Value: a.said(model.Msg(done))})
	}
	d.form.SetRows(rows)
}

func (d *doorstep) key(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "n" {
		return d.begin(), true
	}
	events, used := d.form.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			if o.ID == doorNew {
				return d.begin(), true
			}
			return d.a.pop(), true
		}
	}
	return nil, used
}

func (d *doorstep) begin() tea.Cmd {
	d.a.pop()
	return d.a.act("visit.new")
}

func (d *doorstep) paste(string) tea.Cmd { return nil }

// keep has nothing to hand over.
func (d *doorstep) keep() {}

func (d *doorstep) frame() kit.Frame {
	a := d.a
	return kit.Frame{Title: a.title(), Small: a.smallTitle(), Hints: []kit.Hint{
		a.hint("Enter", "screen.hint.choose"), a.hint("n", "screen.hint.new-visit"), a.hint("Esc", "screen.hint.back"),
	}}
}

func (d *doorstep) view(width, height int) kit.Drawing { return d.form.View(width, height) }

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// The lines of a plan that was changed since it was agreed: why, and what is not
// the same.
const (
	rowWhy     = "/why"
	rowChanged = "/changed"
)

// changedRows say, of a plan that was changed since it was agreed, that it needs
// a reason, and lead to the two versions.
func (p *agreePage) changedRows() []kit.Row {
	x, _ := p.a.talk.Action("changed.why")
	if !x.On {
		return nil
	}
	c := p.a.talk.Record().Conversation
	why := kit.Row{ID: rowWhy, Kind: kit.RowOpen, Label: p.a.say("field.changed.why")}
	switch {
	case c.ChangedWhy != "" && c.ChangedBy != "":
		why.Label = p.a.say("screen.agree.changed-why", "why", stopped(c.ChangedWhy), "who", c.ChangedBy)
	case c.ChangedWhy != "":
		why.Label = p.a.say("screen.agree.changed-because", "why", stopped(c.ChangedWhy))
	}
	return []kit.Row{
		{Kind: kit.RowBlank},
		{Kind: kit.RowHeading, Label: p.a.say("screen.agree.changed")},
		why,
		{ID: rowChanged, Kind: kit.RowOpen, Label: p.a.say("screen.agree.changed-what")},
	}
}

// agree makes the plan one that was agreed. One that was changed since is asked
// why first, once: the reason is owed, and is no condition.
func (p *agreePage) agree() tea.Cmd {
	x, _ := p.a.talk.Action("changed.why")
	can, _ := p.a.talk.Action("agree.close")
	if x.On && can.On && !p.askedWhy && p.a.talk.Record().Conversation.ChangedWhy == "" {
		p.askedWhy = true
		p.a.tell(model.Msg("screen.agree.ask-why"))
		return p.a.act("changed.why")
	}
	return p.a.act("agree.close")
}

// sinceAgreed shows what is not the same as when the plan was agreed.
func (a *app) sinceAgreed() tea.Cmd {
	if err := a.talk.SaveNow(); err != nil {
		a.fail(err)
	}
	p := newHistory(a)
	d, t := a.desk, a.talk
	read := work(a, p, func(context.Context) (desk.Past, error) { return d.ReadPast(t.Record().ID) }, func(past desk.Past, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		p.lines, p.loaded = t.History(past), true
		if v := t.SinceAgreed(past); v != nil {
			p.version, p.lines, p.list.Columns = v, v.Lines, []int{3, 12}
		}
		p.arrive()
		return nil
	})
	return tea.Batch(a.push(p), read)
}

package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/model"
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
	if p.a.talk.AsksWhy() && !p.askedWhy {
		p.askedWhy = true
		p.a.tell(model.Msg("screen.agree.ask-why"))
		return p.a.act("changed.why")
	}
	return p.a.act("agree.close")
}

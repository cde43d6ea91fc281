package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
)

// opened is a conversation that was read from the store.
type opened struct {
	talk *desk.Talk
	desk.Opened
}

// beginTalk begins a conversation with somebody new.
func (a *app) beginTalk() tea.Cmd {
	d := a.desk
	return work(a, nil, func(context.Context) (*desk.Talk, error) { return d.New(d.Kind()) }, func(t *desk.Talk, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		return a.openTalk(t)
	})
}

// openRecord goes on with a conversation, first leaving the one that is open.
// Visiting asks, on another day, whether this is a new visit.
func (a *app) openRecord(id model.ID, visiting bool) tea.Cmd {
	if a.talk != nil {
		if a.talk.Record().ID == id {
			return a.follow(flow.Effect{Look: a.talk.Place()})
		}
		return tea.Sequence(a.leaveTalk(), a.openRecord(id, visiting))
	}
	d := a.desk
	return work(a, nil, func(context.Context) (opened, error) {
		t, o, err := d.Open(id)
		return opened{t, o}, err
	}, func(o opened, err error) tea.Cmd {
		switch {
		case err != nil:
			a.fail(err)
			return nil
		case a.desk != d || a.talk != nil: // locked, or another was opened, meanwhile
			return nil
		}
		cmd := a.openTalk(o.talk)
		switch {
		case len(o.Damage) > 0:
			a.tell(model.Msg("screen.app.damaged"))
		case visiting && o.NewDay:
			return tea.Batch(cmd, a.push(newDoorstep(a)))
		default:
			a.tell(a.whereLeft(o.Opened)...)
		}
		return cmd
	})
}

// whereLeft says that all is here, down to the last words.
func (a *app) whereLeft(o desk.Opened) []model.Message {
	if o.Last == nil || o.Until.IsZero() {
		return nil
	}
	until := model.Msg("verbatim", "text", o.Until.Local().Format(time.TimeOnly))
	if !sameDay(o.Until.Local(), a.now().Local()) {
		until = content.DateShort(o.Until.Local())
	}
	return []model.Message{model.Msg("screen.app.all-here", "until", until, "words", o.Last.Words().Typed())}
}

// openTalk shows a conversation at the place it was left.
func (a *app) openTalk(t *desk.Talk) tea.Cmd {
	a.talk, a.stage = t, ""
	a.stack = a.stack[:homeDepth]
	a.rekey()
	return a.follow(flow.Effect{Look: t.Place()})
}

// leaveTalk saves a conversation, puts it in order and goes home. If it can't
// be saved it stays open.
func (a *app) leaveTalk() tea.Cmd {
	a.settle()
	t := a.talk
	if err := t.SaveNow(); err != nil {
		a.fail(err)
		return nil
	}
	atHome := a.goHome()
	left := work(a, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, t.Leave(ctx) }, func(_ struct{}, err error) tea.Cmd {
		switch h, ok := a.top().(*home); {
		case err != nil:
			cmd := a.openTalk(t)
			a.fail(err)
			return cmd
		case ok:
			return h.read()
		}
		return nil
	})
	return tea.Batch(atHome, left)
}

package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// saveAfter is how long after the first unsaved key the words are handed over
// and committed at once: they are on disk within a second of being typed. Left
// to the writer's own pause they could be almost two seconds old.
const saveAfter = 850 * time.Millisecond

// saveMsg tells that words are due to be handed over.
type saveMsg struct{}

// arm has the words handed over soon, where there are any. While nothing is
// typed nothing ticks.
func (a *app) arm() tea.Cmd {
	if a.ticking || !a.toSave() {
		return nil
	}
	a.ticking = true
	return tea.Tick(saveAfter, func(time.Time) tea.Msg { return saveMsg{} })
}

// toSave tells whether anything is not on disk, as far as is known. Typing in
// a line is known to its screen alone, so that every key counts.
func (a *app) toSave() bool {
	if a.talk == nil {
		return false
	}
	_, waiting, _ := a.talk.State()
	return a.talk.Waiting() || a.talk.Kept() && waiting > 0 || a.typing()
}

// typing tells whether the screen in front has words that are nowhere else.
func (a *app) typing() bool {
	k, ok := a.top().(keeper)
	return ok && k.typing()
}

// keep hands over what is being typed on the screen in front.
func (a *app) keep() {
	if k, ok := a.top().(keeper); ok {
		k.keep()
	}
}

func (a *app) saveDue() tea.Cmd {
	a.ticking = false
	if a.talk == nil {
		return nil
	}
	a.keep()
	if err := a.talk.SaveNow(); err != nil {
		a.fail(err)
	}
	return nil
}

// status says where everything is.
func (a *app) status() string {
	switch {
	case a.desk == nil:
		return a.say("screen.app.nothing-left")
	case a.talk == nil:
		return a.say("screen.app.all-saved")
	}
	saved, _, _ := a.talk.State()
	switch {
	case saved.IsZero() && a.toSave():
		return a.say("screen.app.saving")
	case saved.IsZero() && a.talk.Kept():
		return a.say("screen.app.all-saved")
	case saved.IsZero():
		return a.say("screen.app.nothing-typed")
	}
	clock := content.Clock(saved.Local())
	c := a.talk.Record().Conversation
	where := "screen.app.saved-not-sent"
	switch {
	case c.Kind == model.Preparation || c.Standing == model.NotWanted || c.Standing == model.Stopped:
		where = "screen.app.saved"
	case c.Standing.Plan():
		where = "screen.app.saved-waiting"
	}
	return a.said(model.Msg(a.inShort(where), "clock", clock, "dot", a.look.Styles.Glyphs.Dot))
}

// unsaved says loudly that words are not on disk, while that is so, or soon may
// not be.
func (a *app) unsaved() string {
	if a.talk == nil {
		return ""
	}
	if _, _, err := a.talk.State(); err != nil {
		return a.say("screen.app.unsaved", "why", desk.Trouble(err))
	}
	if a.desk != nil && a.desk.Tight() {
		return a.say("screen.app.tight")
	}
	return ""
}

// flush hands over everything and says what then to tell, once it is on disk,
// that of conversations too which were left.
func (a *app) flush(then func(error) tea.Cmd) tea.Cmd {
	if a.desk == nil {
		return then(nil)
	}
	t, d := a.talk, a.desk
	if t != nil {
		a.keep()
		if err := t.SaveNow(); err != nil {
			return then(err)
		}
	}
	return work(a, nil, func(ctx context.Context) (struct{}, error) {
		if t != nil {
			if err := t.Wait(ctx); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, d.Settle(ctx)
	}, func(_ struct{}, err error) tea.Cmd { return then(err) })
}

// saidSaved answers ctrl+s: there is nothing to do.
func (a *app) saidSaved() tea.Cmd {
	return a.flush(func(err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		a.tell(model.Msg("screen.app.saved-already"))
		return nil
	})
}

// quit leaves at the second time. The first says that all is saved, and says it
// only when it is. While words wait that the disk does not take, neither leaves.
func (a *app) quit() tea.Cmd {
	switch {
	case a.quiet.locking != nil:
		a.tell(model.Msg("screen.unsaved.locking"))
		return nil
	case a.desk == nil:
		return tea.Quit
	}
	again := a.asked
	a.asked = true
	return a.onceSaved(func() tea.Cmd {
		switch {
		case again && a.asked:
			return tea.Quit
		case a.asked:
			a.tell(model.Msg("screen.app.leave", "key", a.key(keyQuit)))
		}
		return nil
	})
}

// onceSaved does what ends the sitting where nothing is lost by it, and leads to
// the page that says how much would be where something is.
func (a *app) onceSaved(then func() tea.Cmd) tea.Cmd {
	d := a.desk
	return a.flush(func(err error) tea.Cmd {
		switch {
		case a.desk != d: // locked meanwhile
			return nil
		case err != nil:
			a.asked = false
			return a.stay(err)
		}
		return then()
	})
}

package tui

import (
	"context"
	"strings"
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
		if a.desk != d || a.talk != nil { // locked, or another was opened, meanwhile
			return nil // nothing of it is kept yet
		}
		return a.openTalk(t)
	})
}

// openRecord goes on with a conversation, first leaving the one that is open: at
// a place, or where it was left.
func (a *app) openRecord(id model.ID, at model.Place) tea.Cmd {
	if a.talk != nil {
		if a.talk.Record().ID == id && at.Stage != "" {
			return a.goTo(at)
		}
		if a.talk.Record().ID == id {
			return a.follow(flow.Effect{Look: a.talk.Place()})
		}
		cmd, left := a.leaveTalk()
		if !left {
			return cmd
		}
		return tea.Sequence(cmd, a.openRecord(id, at))
	}
	d := a.desk
	return work(a, nil, func(context.Context) (opened, error) {
		t, found, err := d.Open(id)
		return opened{t, found}, err
	}, func(found opened, err error) tea.Cmd {
		switch {
		case err != nil:
			a.fail(err)
			return nil
		case a.talk != nil && a.talk.Record().ID == id: // it was opened twice: this is the same one
			return nil
		case a.desk != d || a.talk != nil: // locked, or another was opened, meanwhile
			found.talk.Drop()
			return nil
		}
		return tea.Batch(a.began(found, at), a.finishMoves())
	})
}

// began shows a conversation that was read, and says what there is to say first.
// On another day than the last that is whether this is a new visit; where one
// has come for something else, it is asked on the way to the talk.
func (a *app) began(found opened, at model.Place) tea.Cmd {
	if !found.Struck {
		beginAnew(found.talk)
	}
	cmd := a.openTalk(found.talk)
	a.backToLine()
	a.unvisited = found.NewDay
	switch {
	case len(found.Damage) > 0:
		a.tell(model.Msg("screen.app.damaged"))
	case at.Stage != "":
		cmd = tea.Batch(cmd, a.goTo(at))
	case found.NewDay:
		return tea.Batch(cmd, a.askVisit(found.Last))
	default:
		a.tell(a.whereLeft(found.Opened)...)
	}
	return cmd
}

// beginAnew has the next word begin a note of its own, where a talk was left
// behind the last word on its page: one comes back with something new to say. A
// caret that was left anywhere else was mending something, and stays there.
func beginAnew(t *desk.Talk) {
	place, notes := t.Place(), t.Notes()
	if place.Stage != model.StageTalk || len(notes) == 0 {
		return
	}
	if last := notes[len(notes)-1]; place.Part == last.ID && place.Caret == len(last.Text) {
		t.SetCaret("", 0)
	}
}

// askVisit asks whether this is a new visit, before anything is typed in it.
func (a *app) askVisit(last *model.Note) tea.Cmd {
	a.unvisited = false
	return a.push(newDoorstep(a, last))
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
	return []model.Message{model.Msg("screen.app.all-here", "until", until, "words", a.lastWords(o.Last))}
}

// lastWords are the last of a note: enough to know where one was.
func (a *app) lastWords(n *model.Note) string {
	words := strings.Fields(n.Text)
	more := ""
	if over := len(words) - mostLastWords; over > 0 {
		words, more = words[over:], a.look.Styles.Glyphs.More+" "
	}
	return more + model.Words{Text: strings.Join(words, " "), Telling: n.Telling}.Typed()
}

// mostLastWords is how many of the last words are read back.
const mostLastWords = 20

// openTalk shows a conversation at the place it was left, or its talk where that
// was one's own notes or a page of the desk that nobody should come upon: somebody
// else may be looking by now.
func (a *app) openTalk(t *desk.Talk) tea.Cmd {
	if t.Place().Stage.Alone() {
		t.Go(model.Place{Stage: model.StageTalk})
	}
	a.sitting = newSitting(t)
	a.stack = a.stack[:homeDepth]
	return a.follow(flow.Effect{Look: t.Place()})
}

// leaveTalk saves a conversation, puts it in order and goes home. It tells
// whether it left: what can't be saved stays open.
func (a *app) leaveTalk() (cmd tea.Cmd, left bool) {
	a.settle()
	t, d := a.talk, a.desk
	if err := t.SaveNow(); err != nil {
		a.fail(err)
		return nil, false
	}
	atHome := a.goHome()
	inOrder := work(a, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, t.Leave(ctx) }, func(_ struct{}, err error) tea.Cmd {
		switch h, ok := a.top().(*home); {
		case err != nil && (a.desk != d || a.talk != nil): // locked, or another was opened, meanwhile
			a.fail(err)
		case err != nil:
			cmd := a.openTalk(t)
			a.fail(err)
			return cmd
		case ok:
			return tea.Batch(h.look(), a.tidy(d), a.finishMoves())
		}
		return a.finishMoves()
	})
	return tea.Batch(atHome, inOrder), true
}

// tidy puts the file in order while nobody types. No words hang on it: what was
// not done is done at the next leaving.
func (a *app) tidy(d *desk.Desk) tea.Cmd {
	return work(a, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, d.Tidy(ctx) },
		func(struct{}, error) tea.Cmd { return nil })
}

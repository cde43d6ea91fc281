package tui

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// asleepAfter is more than there can be between two minutes that follow each
// other, unless the laptop slept.
const asleepAfter = 90 * time.Second

// namesAfter is how long names stay on the screen while nobody touches a key.
const namesAfter = 5 * time.Minute

// quiet is how long nobody has touched a key, and what came of it.
type quiet struct {
	covered bool
	touched time.Time // the last key
	ticked  time.Time // the last minute; zero before the first
	// back is the conversation to come back to once unlocked, and line the line of
	// its page.
	back model.ID
	line string
	// stopping tells that the program is to be stopped once it is locked.
	stopping bool
	locking  *locking // while it goes on beside the screens
}

// locking is a lock on its way. Whoever ends the program meanwhile sees it to its
// end, or what it still has to save would be lost.
type locking struct {
	desk *desk.Desk
	talk *desk.Talk // nil where none was open

	once sync.Once
	door *desk.Door
	err  error // words can't be saved: it is open still
}

// done locks, or waits until somebody else has.
func (l *locking) done(ctx context.Context) error {
	l.once.Do(func() {
		if l.talk != nil {
			if l.err = l.talk.Leave(ctx); l.err != nil {
				return
			}
		}
		l.door, l.err = l.desk.Lock()
	})
	return l.err
}

func (a *app) minute() tea.Cmd {
	cmds := []tea.Cmd{nextMinute(time.Now())}
	if cmd, away := a.wasAway(); away {
		return tea.Batch(append(cmds, cmd)...)
	}
	a.quiet.ticked = wall(a.now())
	if a.desk == nil {
		return tea.Batch(cmds...)
	}
	if a.desk.Tight() {
		a.desk.KeepRoom()
	}
	if a.quiet.ticked.Before(a.quiet.touched) { // the clock was set back
		a.quiet.touched = a.quiet.ticked
	}
	idle := a.quiet.ticked.Sub(a.quiet.touched)
	if idle >= namesAfter {
		a.hideNames()
	}
	if idle >= minutes(a.settings().CoverAfter) {
		a.quiet.covered = true
	}
	switch {
	case idle >= a.lockAfter():
		cmds = append(cmds, a.lock())
	case idle >= selfAfter && a.desk.SelfDue():
		cmds = append(cmds, a.sendSelf())
	}
	return tea.Batch(cmds...)
}

// wall is a moment by the clock on the wall: the other clock stands still while
// the laptop sleeps.
func wall(t time.Time) time.Time { return t.Round(0) }

// touch notes that somebody is here, who has read what was told. Where the
// laptop has slept it locks instead: what they did is not for the open notes.
func (a *app) touch() (locked tea.Cmd, away bool) {
	if cmd, away := a.wasAway(); away {
		return cmd, true
	}
	a.quiet.touched = wall(a.now())
	a.message = ""
	return nil, false
}

// wasAway locks where so much time has gone by that the laptop must have slept:
// then nobody knows who has opened the lid.
func (a *app) wasAway() (tea.Cmd, bool) {
	now := wall(a.now())
	asleep := !a.quiet.ticked.IsZero() && now.Sub(a.quiet.ticked) > asleepAfter
	if asleep && a.desk != nil {
		a.quiet.ticked = now
		return a.lock(), true
	}
	return nil, false
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// lockAfter is how long nobody may touch a key before the notes are locked:
// longer while a visit is open, so that listening is not punished.
func (a *app) lockAfter() time.Duration {
	if a.talk != nil && !a.isPrivate() {
		return minutes(a.settings().LockAfterVisit)
	}
	return minutes(a.settings().LockAfter)
}

// lock saves everything, wipes the keys and asks for the words again.
// Unlocking comes back to this very place.
func (a *app) lock() tea.Cmd {
	t, d := a.talk, a.desk
	a.quiet.line = a.line()
	a.keep()
	a.settle()
	a.comeBackToTalk()
	emptied := a.emptyClipboard()
	a.quiet.back = ""
	if t != nil {
		if t.Kept() {
			a.quiet.back = t.Record().ID
		}
		if err := t.Save(); err != nil { // under the cover at least
			a.quiet.covered, a.quiet.stopping = true, false
			a.fail(err)
			return emptied
		}
	}
	a.desk, a.code = nil, [4]codeRow{}
	a.start(newUnlock(a))
	l := &locking{desk: d, talk: t}
	a.quiet.locking = l
	locked := work(a, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, l.done(ctx) }, func(_ struct{}, err error) tea.Cmd {
		a.quiet.locking = nil
		if err != nil { // words can't be saved: they must not be lost for a lock
			return a.notLocked(d, t, err)
		}
		a.door, a.quiet.covered = l.door, false
		return a.stopped()
	})
	return tea.Batch(emptied, wiped(), locked)
}

// lined is a page of lines, of which one has the keys.
type lined interface {
	line() string
	toLine(line string)
}

// line is the line that has the keys, empty on a page that has none.
func (a *app) line() string {
	if p, ok := a.top().(lined); ok {
		return p.line()
	}
	return ""
}

// backToLine gives the keys to the line that had them when it was locked.
func (a *app) backToLine() {
	if p, ok := a.top().(lined); ok && a.quiet.line != "" {
		p.toLine(a.quiet.line)
	}
	a.quiet.line = ""
}

// wiped takes what was drawn off the terminal, and out of what it remembers, and
// has the screen in front drawn anew.
func wiped() tea.Cmd { return tea.Sequence(tea.Raw(kit.Wipe), tea.ClearScreen) }

// pause locks before the program is stopped: a shell has the terminal then, and
// whoever comes by has the shell.
func (a *app) pause() tea.Cmd {
	a.quiet.stopping = true
	if a.desk == nil {
		return a.stopped()
	}
	return a.lock()
}

// stopped stops the program where that was wanted, with the terminal given back
// and nothing left on it.
func (a *app) stopped() tea.Cmd {
	if !a.quiet.stopping {
		return nil
	}
	a.quiet.stopping = false
	return tea.Sequence(tea.Raw(kit.Wipe), tea.Exec(stopping{}, nil))
}

// stopping is a stop as something to be run while the terminal is given back.
type stopping struct{}

// Run stops.
func (stopping) Run() error { return kit.StopProcess() }

// SetStdin and its like have nothing to set.
func (stopping) SetStdin(io.Reader)  {}
func (stopping) SetStdout(io.Writer) {}
func (stopping) SetStderr(io.Writer) {}

// notLocked opens what could not be locked again, under the cover.
func (a *app) notLocked(d *desk.Desk, t *desk.Talk, err error) tea.Cmd {
	a.desk, a.quiet.covered, a.quiet.stopping = d, true, false
	a.start(newHome(a))
	if t != nil {
		a.openTalk(t)
	}
	a.fail(err)
	return nil
}

// isPrivate tells whether there is a page on the screen, or under a dialog, that
// nobody should come upon.
func (a *app) isPrivate() bool {
	return slices.ContainsFunc(a.stack, func(s screen) bool {
		p, is := s.(private)
		return is && p.private()
	})
}

// comeBackToTalk leaves such a page, and what is read over it.
func (a *app) comeBackToTalk() {
	if a.talk != nil && a.isPrivate() {
		a.peek, a.stage = nil, "" // whatever lies over the talk goes, too
		a.follow(a.talk.Go(model.Place{Stage: model.StageTalk}))
	}
}

// underCover takes a key while the screen is covered: only one uncovers.
func (a *app) underCover(k kit.Key) tea.Cmd {
	if action, _ := a.keys.Action(k.Name); action == keyCover {
		a.quiet.covered = false
		a.comeBackToTalk()
	}
	return nil
}

// cover is the page that says nothing of who or what.
func (a *app) cover() kit.Drawing {
	m, s := a.look.Measure, a.look.Styles
	centred := func(text string, tone kit.Tone) string {
		return strings.Repeat(" ", max(0, (a.width-m.Width(text))/2)) + tone.Render(text)
	}
	rows := make([]string, a.height)
	middle := a.height/2 - 1
	rows[middle-2] = centred(a.said(content.Clock(a.now().Local())), s.Quiet)
	rows[middle+1] = centred(a.say("screen.cover.back"), s.Words)
	rows[a.height-2] = centred(a.say("screen.cover.how", "key", a.key(keyCover)), s.Quiet)
	if loud := a.unsaved(); loud != "" {
		rows[a.height-4] = centred(m.Short(loud, a.width, s.Glyphs.More), s.Notice)
	}
	return kit.Drawing{Rows: rows}
}

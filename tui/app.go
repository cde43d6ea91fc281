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
	"ownwords/tui/kit"
)

// app is what the root lends to its screens, and where it keeps what is not
// one screen's own.
type app struct {
	ctx  context.Context // of the run; nothing else is carried in it
	dir  string
	text *content.Text
	look *kit.Look
	keys kit.Bindings
	now  func() time.Time
	opts desk.Options

	setUp desk.SetUp
	first tea.Cmd // what a run begins with
	stop  func()  // ends the program from where no command can

	door *desk.Door // while locked
	desk *desk.Desk // nil while locked
	sitting

	width, height int
	stack         []screen
	clip          string     // what was copied or cut here
	code          [4]codeRow // the recovery code, until it is known to be on paper

	quiet   quiet
	ticking bool
	drawn   map[markdown][]string
	asked   bool              // to leave, once
	forgone bool              // somebody leaves without the words that the disk does not take
	shades  kit.StylesOptions // but for the theme, which is derived
	styled  kit.StylesOptions // what everything was drawn in last
	heard   bool              // the terminal has said how light it is
	board   kit.Keyboard
	burst   burst
	held    heldKey
	jobs    int          // that run beside the screens
	moved   []desk.Moved // to where they belong, and not gone yet from where they should never have been
	mouse   kit.Mouse
	zones   []kit.Zone // where the mouse can be used on what was drawn last
	toPlain bool       // leave for plain lines
	crash   *desk.Crash
	broken  error // why there is nothing to open
}

// said puts a message into words.
func (a *app) said(m model.Message) string { return a.text.Say(m) }

// say is a sentence of the catalogue.
func (a *app) say(id string, pairs ...any) string { return a.text.Say(model.Msg(id, pairs...)) }

// tell puts sentences on the status line until the next key.
func (a *app) tell(say ...model.Message) {
	var all []string
	for _, m := range say {
		all = append(all, a.said(m.With("undo", a.by(keyUndo))))
	}
	if len(all) > 0 {
		a.message = strings.Join(all, " ")
	}
}

// top is the screen in front.
func (a *app) top() screen { return a.stack[len(a.stack)-1] }

// push puts a screen over what is there.
func (a *app) push(s screen) tea.Cmd {
	a.keep()
	a.stack = append(a.stack, s)
	s.arrive()
	return nil
}

// pop takes the screen in front away. The last one stays.
func (a *app) pop() tea.Cmd {
	a.keep()
	if len(a.stack) > 1 {
		a.stack = a.stack[:len(a.stack)-1]
	}
	a.top().arrive()
	if h, ok := a.top().(*home); ok {
		return h.look() // what was done on the page may have changed it
	}
	return nil
}

// start makes s all there is: no conversation is open.
func (a *app) start(s screen) {
	a.stack, a.sitting = []screen{s}, newSitting(nil)
	s.arrive()
}

// home is how many screens stand before those of a conversation.
const homeDepth = 1

// pushed tells whether the screen in front was put over a page.
func (a *app) pushed() bool {
	if a.talk != nil {
		return len(a.stack) > homeDepth+1
	}
	return len(a.stack) > homeDepth
}

// do does an action of the conversation and shows what came of it.
func (a *app) do(action string, answers map[string]string) tea.Cmd {
	return a.follow(a.talk.Do(action, answers))
}

// goTo goes to a place of the conversation.
func (a *app) goTo(p model.Place) tea.Cmd {
	a.keep()
	return a.follow(a.talk.Go(p))
}

// follow shows what came of something that was done: tells it, and brings the
// page to the front where it happened.
func (a *app) follow(e flow.Effect) tea.Cmd {
	a.tell(e.Say...)
	stage := a.talk.Place().Stage
	if a.stage == stage {
		a.top().arrive()
		return nil
	}
	a.stage = stage
	a.stack = append(a.stack[:homeDepth:homeDepth], a.pageOf(stage))
	a.top().arrive()
	if err := a.talk.SaveNow(); err != nil {
		a.fail(err)
	}
	if a.unvisited && stage == model.StageTalk {
		return a.askVisit(nil)
	}
	return nil
}

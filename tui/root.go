package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/tui/kit"
)

// root is the one model of the program. It hands messages to the app and
// catches what must not take the terminal with it.
type root struct{ *app }

// stopMsg is a signal to end: the terminal is gone, or the laptop goes down.
type stopMsg struct{}

// pauseMsg is a signal to stop until the program is to go on.
type pauseMsg struct{}

// Init asks the terminal for its background without waiting for the answer.
func (r root) Init() tea.Cmd {
	return tea.Batch(nextMinute(time.Now()), r.first, r.askBackground())
}

// Update does one thing that happened.
func (r root) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	m = r
	r.burst.began = time.Now()
	defer r.caught(&cmd)
	cmd = tea.Batch(r.before(msg), r.happened(msg))
	return m, tea.Batch(cmd, r.arm())
}

// same tells whether the screen is as it was drawn last.
func (r root) same() bool { return r.burst.unseen }

// busy tells whether a job runs beside the screens.
func (r root) busy() bool { return r.jobs > 0 }

// View draws the screen in front.
func (r root) View() (v tea.View) {
	defer func() { r.burst.drawn(time.Now()) }()
	v.AltScreen, v.WindowTitle = true, r.say("screen.app.window")
	defer r.caughtDrawing()
	r.restyle()
	v.Content, v.Cursor = r.draw()
	v.Content = r.look.Measure.Alike(v.Content)
	v.MouseMode = r.mouseMode()
	return v
}

func (a *app) happened(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		a.top().arrive()
	case tea.BackgroundColorMsg:
		a.shades.Dark, a.heard = msg.IsDark(), true
	case tea.ModeReportMsg:
		a.look.Measure = a.look.Measure.Heard(msg)
	case tea.KeyPressMsg:
		return a.keyed(a.board.Key(msg), time.Now())
	case burstMsg:
		return a.burstDue(time.Now())
	case tea.MouseMsg:
		return a.pointed(msg, time.Now())
	case tea.PasteMsg:
		return a.pasted(msg.Content)
	case workedMsg:
		return a.worked(msg)
	case saveMsg:
		return a.saveDue()
	case minuteMsg:
		return a.minute()
	case crashedMsg:
		a.crash = msg.crash
		return tea.Quit
	case pauseMsg:
		return a.pause()
	case stopMsg:
		a.keep()
		return tea.Quit
	}
	return nil
}

// pressed gives a key to whom it belongs: the cover, what ends with any key,
// the screen in front, and what is the same everywhere.
func (a *app) pressed(k kit.Key) tea.Cmd {
	if cmd, away := a.touch(); away {
		return cmd
	}
	if a.quiet.covered {
		return a.underCover(k)
	}
	action := ""
	if k.Text == "" {
		action, _ = a.keys.Action(k.Name)
	}
	if k.Name == "ctrl+c" {
		return a.copyOrQuit()
	}
	if action == keyQuit {
		return a.quit()
	}
	a.asked = false
	if action == keyCover && a.desk != nil {
		return a.act(action)
	}
	if a.peek != nil && a.closePeek(k) {
		return nil
	}
	front := a.top()
	cmd, used := front.key(k)
	if used || a.top() != front {
		return cmd
	}
	return tea.Sequence(cmd, a.everywhere(k, action))
}

// everywhere is what a key does that the screen in front has no use for.
func (a *app) everywhere(k kit.Key, action string) tea.Cmd {
	_, isBare := a.top().(bare)
	_, advises := a.top().(adviser)
	switch {
	case k.Name == "esc":
		return a.back()
	case k.Name == "ctrl+v":
		return a.pasted(a.clip)
	case k.Name == "ctrl+x":
		return a.cut()
	case advises && (action == keyWhy || k.Name == "?"):
		return a.advise()
	case a.desk == nil || isBare && action != keyTurn:
		return nil
	case action == keyWhy || k.Name == "?":
		return a.act("help")
	case action == "", a.pushed() && !a.overPage(action):
		return nil
	}
	return a.act(action)
}

// overPage tells whether a key means the same over a page as on it. In a dialog
// one thing is asked, and nothing else is gone to.
func (a *app) overPage(action string) bool {
	switch action {
	case keyWhy, keyTurn, keyUndo, keyRedo:
		return true
	case keyPalette, keyPlaces:
		switch a.top().(type) {
		case *asking, *palette, *themes, *codePage:
			return false
		}
		return true
	}
	return false
}

// back is one step back inside one person's record, never out of it: a dialog
// closes, a page gives way to the talk.
func (a *app) back() tea.Cmd {
	switch {
	case a.pushed():
		return a.pop()
	case a.talk != nil:
		return a.act("go.talk")
	}
	return nil
}

// pasted gives text to the screen in front. What is read over it is put away:
// text is meant for where one types.
func (a *app) pasted(text string) tea.Cmd {
	if cmd, away := a.touch(); away {
		return cmd
	}
	if a.quiet.covered || text == "" {
		return nil
	}
	a.asked, a.peek = false, nil
	if p, ok := a.top().(paster); ok {
		return p.paste(text)
	}
	return nil
}

// draw draws the whole window.
func (a *app) draw() (content string, cursor *tea.Cursor) {
	look, w, h := a.look, a.width, a.height
	a.zones = nil
	switch {
	case w == 0 || h == 0:
		return "", nil
	case kit.TooSmall(w, h):
		return kit.Sheet(look, w, h, a.tooSmall(), look.Styles.Page)
	case a.quiet.covered:
		return kit.Sheet(look, w, h, a.cover(), look.Styles.Page)
	case a.peek != nil:
		return a.peek.draw()
	}
	if b, ok := a.top().(bare); ok {
		return kit.Sheet(look, w, h, a.top().view(w, h), b.ground())
	}
	f := a.framed(a.top().frame())
	window := f.Lay(look, w, h)
	page := a.top().view(window.Page())
	a.zones = window.Zones(page)
	return window.View(page)
}

// framed fills in what every page has: when it is, and where everything is.
func (a *app) framed(f kit.Frame) kit.Frame {
	now := a.now().Local()
	f.Hints = slices.DeleteFunc(f.Hints, func(h kit.Hint) bool { return h.Key == "" }) // an action whose key was taken away
	if f.Right == "" {
		f.Right = a.say("screen.app.now", "day", content.DateShort(now), "clock", content.Clock(now))
	}
	if f.SmallRight == "" {
		f.SmallRight = a.said(content.Clock(now))
	}
	if f.Status == "" {
		f.Status = a.status()
	}
	if a.message != "" {
		f.Message = a.message
	}
	if loud := a.unsaved(); loud != "" && f.Message == "" {
		f.Message = loud
	}
	return f
}

func (a *app) tooSmall() kit.Drawing {
	return kit.Drawing{Rows: a.look.Measure.Wrap(a.say("screen.app.too-small"), max(1, a.width))}
}

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

// Init asks the terminal for its background without waiting for the answer.
func (r root) Init() tea.Cmd {
	cmds := []tea.Cmd{nextMinute(time.Now()), r.first}
	if r.asksBackground() {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// Update does one thing that happened.
func (r root) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	m = r
	defer r.caught(&cmd)
	cmd = tea.Batch(r.before(msg), r.happened(msg))
	return m, tea.Batch(cmd, r.arm())
}

// View draws the screen in front.
func (r root) View() (v tea.View) {
	if r.undrawn && r.view.Content != "" {
		return r.view // nothing has changed but what is held
	}
	v.AltScreen, v.WindowTitle = true, r.say("screen.app.window")
	defer r.caughtDrawing()
	v.Content, v.Cursor = r.draw()
	v.Content = r.look.Measure.Alike(v.Content)
	v.MouseMode = r.mouseMode()
	r.view = v
	return v
}

func (a *app) happened(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		a.top().arrive()
	case tea.BackgroundColorMsg:
		a.shades.Dark, a.heard = msg.IsDark(), true
		a.restyle()
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
	case stopMsg:
		a.top().keep()
		return tea.Quit
	}
	return nil
}

// pressed gives a key to whom it belongs: the cover, what ends with any key,
// the screen in front, and what is the same everywhere.
func (a *app) pressed(k kit.Key) tea.Cmd {
	if cmd, away := a.wasAway(); away {
		return cmd
	}
	a.quiet.touched = wall(a.now())
	a.message = ""
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
	if action == "quit" {
		return a.quit()
	}
	a.asked = false
	if action == "cover" && a.desk != nil {
		return a.act(action)
	}
	if a.peek != nil && a.closePeek(k) {
		return nil
	}
	if cmd, used := a.top().key(k); used {
		return cmd
	}
	return a.everywhere(k, action)
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
	case advises && (action == "why" || k.Name == "?"):
		return a.advise()
	case a.desk == nil || isBare && action != "turn":
		return nil
	case action == "why" || k.Name == "?":
		return a.act("help")
	case action == "", a.pushed() && !slices.Contains([]string{"why", "turn", keyUndo, keyRedo}, action):
		return nil
	}
	return a.act(action)
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

func (a *app) pasted(text string) tea.Cmd {
	if a.quiet.covered || a.peek != nil || text == "" {
		return nil
	}
	a.message = ""
	return a.top().paste(text)
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
	pw, ph := f.Page(look, w, h)
	page := a.top().view(pw, ph)
	a.zones = f.Zones(look, w, h, page)
	return f.View(look, w, h, page)
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

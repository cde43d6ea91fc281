package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// unsavedPage stands between somebody who leaves and words that the disk does
// not take. Only what is typed out leaves without them.
type unsavedPage struct {
	a     *app
	form  *kit.Form
	why   error
	typed string
	wrong bool // it was not what is to be typed
}

// lineLeave is where that is typed.
const lineLeave = "leave"

// stay says what would be lost.
func (a *app) stay(why error) tea.Cmd {
	if p, ok := a.top().(*unsavedPage); ok {
		p.why, p.wrong = why, false
		p.arrive()
		return nil
	}
	p := &unsavedPage{a: a, form: kit.NewForm(a.look), why: why}
	p.form.Fill = true
	return a.push(p)
}

func (p *unsavedPage) arrive() {
	a := p.a
	words := a.say("unsaved.words")
	leave := model.Msg("screen.unsaved.leave", "words", words)
	var rows []kit.Row
	switch much := a.desk.Unsaved(a.talk); {
	case much.Zero(): // there is room by now
		p.form.SetRows(append(rows, a.sentences(model.Msg("screen.unsaved.now"))...))
		return
	case a.low():
		rows = a.sentences(much, leave)
	default:
		rows = append(a.pageRows("screen.unsaved.heading"),
			a.sentences(much, desk.Trouble(p.why), model.Msg("screen.unsaved.how"), leave)...)
	}
	line := kit.Row{ID: lineLeave, Label: a.say("screen.unsaved.line"), Value: p.typed}
	if p.wrong {
		line.Wrong = a.say("screen.unsaved.other-words", "words", words)
	}
	p.form.SetRows(append(rows, line))
	p.form.SetFocus(lineLeave)
}

func (p *unsavedPage) key(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "enter" && !p.waits() {
		return p.finished(), true
	}
	events, used := p.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			p.typed = e.Value
		case kit.Finished:
			return p.finished(), true
		}
	}
	return nil, used
}

// waits tells whether anything is not on disk still.
func (p *unsavedPage) waits() bool { return !p.a.desk.Unsaved(p.a.talk).Zero() }

// finished tries again, or leaves where that was typed out.
func (p *unsavedPage) finished() tea.Cmd {
	a, typed := p.a, strings.TrimSpace(p.typed)
	switch {
	case p.waits() && kit.Fold(typed) == kit.Fold(a.say("unsaved.words")):
		a.forgone = true
		return tea.Quit
	case p.waits() && typed != "":
		p.typed, p.wrong = "", true
		p.arrive()
		return nil
	}
	return a.onceSaved(func() tea.Cmd {
		if a.top() == screen(p) {
			a.pop()
		}
		a.asked = true
		a.tell(model.Msg("screen.app.leave", "key", a.key(keyQuit)))
		return nil
	})
}

func (p *unsavedPage) about() []kit.Row { return p.a.sentences(model.Msg("screen.unsaved.about")) }

func (p *unsavedPage) frame() kit.Frame {
	title := []string{p.a.say("screen.unsaved.title")} // whoever's words they are: nobody is named
	f := kit.Frame{Title: title, Small: title, Hints: []kit.Hint{
		p.a.hint("Enter", "screen.hint.try-again"), p.a.hint("Esc", "screen.hint.back"),
	}}
	if p.waits() {
		f.Message = p.a.say("screen.unsaved.status")
	}
	return f
}

func (p *unsavedPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// faulty says what is wrong in the settings, with line and mend. It keeps nobody
// from their notes: what can't be used is as it was in the beginning.
type faulty struct {
	a    *app
	err  *desk.SettingsError
	form *kit.Form
	busy bool // it is being read, or the notes opened
}

// mostFaults are as many as anybody reads on a screen. All of them are told by
// ownwords settings check.
const mostFaults = 20

func newFaulty(a *app, err *desk.SettingsError) *faulty {
	a.broken = err
	return &faulty{a: a, err: err, form: kit.NewForm(a.look)}
}

func (f *faulty) arrive() {
	n := len(f.err.Faults)
	rows := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowHeading, Label: f.a.say("screen.faulty.heading", "n", n)}, {Kind: kit.RowBlank}}
	rows = append(rows, f.a.sentences(model.Msg("screen.faulty.safe", "n", n))...)
	for _, x := range f.err.Faults[:min(n, mostFaults)] {
		rows = append(rows, f.a.sentences(x.Message())...)
	}
	f.form.SetRows(append(rows, f.a.sentences(model.Msg("screen.faulty.where", "n", n, "path", f.err.Path))...))
}

func (f *faulty) key(k kit.Key) (tea.Cmd, bool) {
	if f.busy {
		return nil, true
	}
	if goOn := k.Name == "enter"; goOn || k.Name == "r" {
		f.busy = true
		return f.a.beginAgain(goOn), true
	}
	_, used := f.form.Key(k)
	return nil, used
}

func (f *faulty) frame() kit.Frame {
	title := []string{f.a.say("screen.unlock.title"), f.a.say("screen.faulty.title")}
	return kit.Frame{Title: title, Small: title, Status: f.a.say("screen.shut.status"), Hints: []kit.Hint{
		f.a.hint("Enter", "screen.hint.go-on"), f.a.hint("r", "screen.hint.read-again"), f.a.hint(f.a.key(keyQuit), "screen.hint.leave"),
	}}
}

func (f *faulty) view(width, height int) kit.Drawing { return f.form.View(width, height) }

package tui

import (
	"errors"
	"io/fs"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// shut says why the notes can't be opened now. Nothing was changed by trying,
// and it can be tried again.
type shut struct {
	a    *app
	form *kit.Form
	why  []model.Message
	busy bool // it is being tried again
}

func newShut(a *app, err error) *shut {
	a.broken = err
	return &shut{a: a, form: kit.NewForm(a.look), why: []model.Message{whyShut(err)}}
}

// whyShut says it without a word of what is typed: here nothing was, yet.
func whyShut(err error) model.Message {
	if errors.Is(err, fs.ErrPermission) {
		return model.Msg("screen.shut.not-allowed")
	}
	if desk.FullDisk(err) {
		return model.Msg("screen.shut.full")
	}
	return desk.Trouble(err)
}

func (s *shut) arrive() {
	rows := s.a.pageRows("screen.shut.heading")
	s.form.SetRows(append(rows, s.a.sentences(append(s.why, model.Msg("screen.shut.safe"))...)...))
}

func (s *shut) key(k kit.Key) (tea.Cmd, bool) {
	if s.busy {
		return nil, true
	}
	if k.Name == "enter" { // the other window is closed, or what was wrong is mended
		s.busy = true
		return s.a.beginAgain(false), true
	}
	_, used := s.form.Key(k)
	return nil, used
}

func (s *shut) frame() kit.Frame {
	title := []string{s.a.say("screen.unlock.title")}
	return kit.Frame{Title: title, Small: title, Status: s.a.say("screen.shut.status"), Hints: []kit.Hint{
		s.a.hint("Enter", "screen.hint.try-again"), s.a.hint(s.a.key(keyQuit), "screen.hint.leave"),
	}}
}

func (s *shut) view(width, height int) kit.Drawing { return s.form.View(width, height) }

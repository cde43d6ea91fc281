package tui

import (
	"ownwords/model"
	"ownwords/tui/kit"
)

// filledPage is the lines of one action over a page, to be filled in from top to
// bottom.
type filledPage struct {
	*fieldForm
}

func newFilledPage(a *app, action string) *filledPage {
	p := &filledPage{a.newFieldForm(action)}
	p.form.Fill = true
	p.before = func() []kit.Row { return []kit.Row{{Kind: kit.RowBlank}} }
	p.decorate = a.openly
	p.finished = a.pop
	return p
}

func (p *filledPage) frame() kit.Frame {
	title := p.a.said(actionLabel(p.action))
	enter := "screen.hint.next-line"
	if n := len(p.fields); n > 0 && p.form.Focus() == p.fields[n-1].ID {
		enter = "screen.hint.done"
	}
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: []kit.Hint{
		p.a.hint("Enter", enter), p.a.hint("Esc", "screen.hint.back"), p.a.anything(),
	}}
}

// saidPage is a filledPage of which something is to be said to whoever asks.
type saidPage struct {
	*filledPage
	said []model.Message
}

func newSaidPage(a *app, action string, said ...model.Message) *saidPage {
	return &saidPage{newFilledPage(a, action), said}
}

func (p *saidPage) about() []kit.Row { return p.a.sentences(p.said...) }

package tui

import (
	"slices"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// wishesPage is what the person wants for a time when they cannot say so: what
// is to be listened to, and apart from it what treatment they refuse.
type wishesPage struct{ *fieldForm }

func newWishesPage(a *app) *wishesPage {
	p := &wishesPage{a.newFieldForm("wishes.set")}
	p.before = func() []kit.Row {
		if a.low() {
			return nil
		}
		return []kit.Row{{Kind: kit.RowHeading, LabelAt: 1, Label: a.say("screen.wishes.heading", "who", a.called())}, {Kind: kit.RowBlank}}
	}
	p.gap = func(id string) bool { return id == "statement" || id == "refusal" || id == "at" }
	p.arrange = p.notThePaper
	return p
}

// notThePaper says under a refusal of treatment what makes one bind.
func (p *wishesPage) notThePaper(_ []flow.Field, rows []kit.Row) []kit.Row {
	at := slices.IndexFunc(rows, func(r kit.Row) bool { return r.ID == "refusal-paper" })
	if at < 0 {
		return rows
	}
	return slices.Insert(rows, at+1, kit.Row{Kind: kit.RowQuiet, Label: p.a.say("screen.wishes.refusal")})
}

func (p *wishesPage) frame() kit.Frame {
	title := p.a.say("action.go.wishes")
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: p.a.lineHints("screen.hint.change")}
}

// about is what becomes of it then.
func (p *wishesPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.wishes.about"), model.Msg("screen.wishes.refusal"), model.Msg("screen.wishes.source"))
}

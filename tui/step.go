package tui

import (
	"slices"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// stepPage is what happens next: what, who, by when.
type stepPage struct {
	*fieldForm
	step model.ID
}

func newStepPage(a *app, step model.ID) *stepPage {
	p := &stepPage{fieldForm: a.newFieldForm("agree.set"), step: step}
	p.form.Fill = true
	p.arrange = func(fields []flow.Field, rows []kit.Row) []kit.Row {
		out := []kit.Row{{Kind: kit.RowBlank}}
		for _, r := range rows {
			if slices.ContainsFunc(fields, func(f flow.Field) bool { return f.ID == r.ID && f.Part == step }) {
				out = append(out, r)
			}
		}
		return out
	}
	p.finished = a.pop
	return p
}

func (p *stepPage) frame() kit.Frame {
	title := p.a.say("screen.agree.next")
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: []kit.Hint{
		p.a.hint("Enter", "screen.hint.next-line"), p.a.hint("Esc", "screen.hint.back"),
	}}
}

package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// startPage is the start of a visit. Only the name has to be filled in, and not
// even that: nothing here has to be answered.
type startPage struct {
	*fieldForm
	a *app
}

func newStartPage(a *app) *startPage {
	p := &startPage{fieldForm: a.newFieldForm("visit.set"), a: a}
	p.form.Fill = true
	p.before = func() []kit.Row { return []kit.Row{{Kind: kit.RowBlank}} }
	p.decorate = p.look
	p.gap = func(id string) bool { return slices.Contains(startGaps, id) }
	p.after = func() []kit.Row {
		return []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowWords, Label: a.say("screen.start.turn", "key", a.key("turn"), "name", a.called())}}
	}
	p.finished = func() tea.Cmd { return a.goTo(model.Place{Stage: model.StageTalk}) }
	return p
}

// startGaps are the fields that a blank line stands before.
var startGaps = []string{"why", "needed", "how-to-talk", "meeting"}

// look has questions asked as questions, and room between them.
func (p *startPage) look(r *kit.Row) {
	if id := "screen.start.ask." + r.ID; p.a.text.Has(id) {
		r.Label = p.a.said(model.Msg(id, "name", p.a.called()))
	}
	switch r.ID {
	case "needed", "independent":
		r.ValueAt = 55
	case "why":
		r.Choice = kit.ChoiceListed
	}
}

func (p *startPage) key(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "esc" {
		if _, _, typing := p.form.Editing(); !typing && len(p.a.talk.Record().Notes) == 0 {
			return p.a.act("home"), true
		}
	}
	return p.fieldForm.key(k)
}

func (p *startPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.start.about"), model.Msg("screen.start.about-here"))
}

func (p *startPage) frame() kit.Frame {
	a := p.a
	return kit.Frame{
		Title: a.title(), Small: a.smallTitle(),
		Hints: []kit.Hint{
			a.hint("Enter", "screen.hint.next-line"), a.hint("Esc", "screen.hint.back"),
			a.hint(a.key("turn"), "screen.hint.turn"), a.hint(a.key("topic.next"), "screen.hint.start-talking"),
		},
	}
}

// called is what the person likes to be called, or a word for them.
func (a *app) called() string {
	if n := a.talk.Record().Person.Name(); n != "" {
		return n
	}
	return a.say("screen.app.the-person")
}

package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// wantsPage is what the person wants, in their words, and what helps with each.
type wantsPage struct{ partsPage }

func newWantsPage(a *app) *wantsPage {
	p := &wantsPage{}
	p.partsPage = newPartsPage(a, model.StageWants, "want.set", p.listRows)
	p.entered = func(id string) tea.Cmd { return a.shape(id, "want.new") }
	p.another = "want.new"
	return p
}

func (p *wantsPage) frame() kit.Frame {
	title := p.a.say("action.go.wants")
	if w := model.Find(p.a.talk.Record().Wants, p.open); w != nil {
		return p.titled(title, p.a.firstSentence(w.Words.Text))
	}
	return p.listed(title, "screen.hint.change", "screen.wants.new")
}

func (p *wantsPage) listRows() []kit.Row {
	r := p.a.talk.Record()
	var rows []kit.Row
	for _, w := range r.Wants {
		rows = append(rows, kit.Row{ID: string(w.ID), Kind: kit.RowOpen, Label: p.a.worded(w.Words, w.Read)})
		rows = append(rows, p.helpRows(w)...)
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	if len(rows) == 0 {
		rows = []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowQuiet, LabelAt: 3, Label: p.a.say("screen.wants.none", "who", p.a.called(), "mark", p.a.by(keyMark))}}
	}
	return append(rows, p.a.offered(model.MarkWanted, nil)...)
}

// helpRows are why something is wanted, the needs behind it and what helps with
// it, or that nothing does yet.
func (p *wantsPage) helpRows(w *model.Want) []kit.Row {
	var rows []kit.Row
	if !w.Why.Empty() {
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 4, Label: p.a.say("screen.wants.why", "words", w.Why.String())})
	}
	for _, n := range p.a.talk.Record().Needs {
		if slices.Contains(w.Needs, n.ID) {
			rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 4, Label: p.a.say("screen.wants.need", "words", n.Words.String())})
		}
	}
	helped := false
	for _, s := range p.a.talk.Record().Supports {
		if slices.Contains(s.For, w.ID) && s.Read != model.LeftOut {
			helped = true
			rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 4, Label: p.helpLabel(s)})
		}
	}
	if !helped {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: p.a.say("read.nothing-yet")})
	}
	return rows
}

// helpLabel is what helps, or was looked for and not found.
func (p *wantsPage) helpLabel(s *model.Support) string {
	if s.NotFound {
		return p.a.helpLine(s)
	}
	return p.a.say("screen.wants.helps", "what", p.a.helpLine(s))
}

// about is whose words stand here.
func (p *wantsPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.wants.about", "who", p.a.called()), model.Msg("screen.wants.about-helps"))
}

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// risksPage lists the risks the person chooses, by their words, and shows the
// page of one.
type risksPage struct {
	partsPage
	risk *riskLines
}

func newRisksPage(a *app) *risksPage {
	p := &risksPage{}
	p.partsPage = newPartsPage(a, model.StageRisks, "risk.set", p.listRows)
	p.entered = func(id string) tea.Cmd { return a.shape(id, "risk.new") }
	p.another = "risk.new"
	p.unfold = func() *fieldForm {
		p.risk = newRiskLines(a, p.open)
		return p.risk.fieldForm
	}
	return p
}

func (p *risksPage) key(k kit.Key) (tea.Cmd, bool) {
	if p.open != "" {
		if cmd, used := p.risk.command(k); used {
			return cmd, true
		}
	}
	return p.partsPage.key(k)
}

func (p *risksPage) frame() kit.Frame {
	title := p.a.say("action.go.risks")
	if x := model.Find(p.a.talk.Record().Risks, p.open); x != nil {
		f := p.titled(title, p.a.firstSentence(x.Words.Text))
		f.Hints = p.risk.hints()
		return f
	}
	return p.listed(title, "screen.hint.open", "screen.risks.new")
}

func (p *risksPage) listRows() []kit.Row {
	a := p.a
	rows := a.riskHeading()
	for _, x := range a.talk.Record().Risks {
		rows = append(rows, kit.Row{ID: string(x.ID), Kind: kit.RowOpen, Label: p.a.worded(x.Words, x.Read)})
		if views := p.views(x); views != "" {
			rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 4, Label: views})
		}
		if !x.Differ.Empty() {
			rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 4, Label: a.say("screen.risks.differ", "what", stopped(x.Differ.String()))})
		}
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: a.said(stateOf(x))}, kit.Row{Kind: kit.RowBlank})
	}
	if len(a.talk.Record().Risks) == 0 {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 3, Label: a.say("screen.risks.none", "who", a.called(), "mark", a.by(keyMark))})
	}
	return append(rows, a.offered(model.MarkRisk, nil)...)
}

// riskHeading says what a risk is to this program; a low window has no room for
// it.
func (a *app) riskHeading() []kit.Row {
	if a.low() {
		return nil
	}
	return []kit.Row{{Kind: kit.RowHeading, LabelAt: 1, Label: a.say("screen.risks.heading")}, {Kind: kit.RowBlank}}
}

// views are where everybody stands, in the order in which they said so: no sum
// and no order of merit.
func (p *risksPage) views(x *model.Risk) string {
	var out []string
	for _, v := range x.Views {
		if v.Stand != model.NoStand {
			out = append(out, p.a.say("screen.risks.stands", "who", p.a.talk.VoiceName(v.Voice), "stand", model.Msg("choice.view.stand."+string(v.Stand))))
		}
	}
	return strings.Join(out, p.a.look.Styles.Glyphs.Dot)
}

// stateOf is where a risk has come to.
func stateOf(x *model.Risk) model.Message {
	if x.State == model.RiskTalking {
		return model.Msg("choice.risk.state.none")
	}
	return model.Msg("choice.risk.state." + string(x.State))
}

// firstSentence is enough of somebody's words to know them by in a title.
func (a *app) firstSentence(text string) string {
	i := strings.IndexAny(text, ".!?;")
	switch {
	case i <= 0:
		return text
	case strings.TrimSpace(text[i+1:]) == "":
		return text[:i]
	}
	return text[:i] + a.look.Styles.Glyphs.More
}

// about is what a risk is here, and what is not done with it.
func (p *risksPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.risks.about"), model.Msg("screen.risks.about-views"), model.Msg("screen.risks.about-kept"),
		model.Msg("screen.risks.about-unwise"), model.Msg("screen.risks.source"))
}

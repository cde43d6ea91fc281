package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// viewsPage is what each makes of one risk, to be typed: over the risk's page.
type viewsPage struct {
	*fieldForm
	words string // of the risk
}

func newViewsPage(a *app, x *model.Risk) *viewsPage {
	p := &viewsPage{fieldForm: a.newFieldForm("risk.set"), words: x.Words.Text}
	p.form.LabelAt, p.form.ValueAt = 2, viewAt
	p.more = true
	p.arrange = func(_ []flow.Field, rows []kit.Row) []kit.Row {
		out := []kit.Row{{Kind: kit.RowWords, LabelAt: 2, Label: x.Words.String()}}
		for _, r := range rows {
			if blockOf(r.ID) == "view" {
				out = append(out, a.viewRows(r)...)
			}
		}
		return out
	}
	return p
}

// viewRows are one line of a view: where somebody stands under their name, and
// what belongs to it under that.
func (a *app) viewRows(r kit.Row) []kit.Row {
	part := r.ID[strings.LastIndex(r.ID, ".")+1:]
	switch part {
	case "stand":
		r.Choice = kit.ChoiceNumbered
		return []kit.Row{{Kind: kit.RowBlank}, r}
	case "+":
		return []kit.Row{{Kind: kit.RowBlank}, r}
	case "words":
		r.LabelAt, r.Label, r.Prompt = viewAt-2, "", r.Label
	default:
		r.LabelAt, r.Label = viewAt, a.said(model.Msg("screen.risk.under."+part))
	}
	return []kit.Row{r}
}

// viewAt is where the lines of a view begin.
const viewAt = 12

// key goes on to where somebody stands who was just named.
func (p *viewsPage) key(k kit.Key) (tea.Cmd, bool) {
	before := p.stands()
	cmd, used := p.fieldForm.key(k)
	for _, id := range p.stands() {
		if !slices.Contains(before, id) {
			p.form.SetFocus(id)
		}
	}
	return cmd, used
}

// stands are the lines of where each stands.
func (p *viewsPage) stands() []string {
	var out []string
	for _, f := range p.fields {
		if strings.HasSuffix(f.ID, ".stand") {
			out = append(out, f.ID)
		}
	}
	return out
}

func (p *viewsPage) frame() kit.Frame {
	title := p.a.firstSentence(p.words)
	return kit.Frame{
		Title: p.a.title(p.a.say("action.go.risks"), title), Small: p.a.smallTitle(title),
		Hints: p.hints(),
	}
}

// hints go by the line that the keys are in: a digit is a stand only where
// somebody stands, and a word everywhere else.
func (p *viewsPage) hints() []kit.Hint {
	a := p.a
	rest := []kit.Hint{a.hint("Tab", "screen.hint.next-line"), a.hint("Esc", "screen.hint.back"), a.anything()}
	switch {
	case strings.HasSuffix(p.form.Focus(), ".stand"):
		return append([]kit.Hint{a.hint(a.say("screen.risk.digits"), "screen.risk.stand")}, rest...)
	case !p.inWords():
		return append([]kit.Hint{a.hint("Enter", "screen.hint.change")}, rest...)
	}
	of := strings.Split(p.form.Focus(), ".")
	if len(of) == 3 && of[2] == "words" {
		who := a.firstName(a.talk.VoiceName(model.ID(of[1])), mostNames)
		return append([]kit.Hint{{Key: a.say("screen.hint.letters"), Label: a.say("screen.risk.words-of", "who", who)}}, rest...)
	}
	return append([]kit.Hint{a.hint("Enter", "screen.risk.type")}, rest...)
}

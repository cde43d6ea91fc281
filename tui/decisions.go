package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// decisionsPage is where it was asked whether the person can make one decision,
// who has a legal power, and whether somebody independent has to be found. It is
// nobody's to come upon: a purpose in it may tell of a worry.
type decisionsPage struct{ partsPage }

// rowMake begins the rows that make something new, by their actions.
const rowMake = "/make/"

func newDecisionsPage(a *app) *decisionsPage {
	p := &decisionsPage{}
	p.partsPage = newPartsPage(a, model.StageDecisions, "decision.set", p.listRows)
	p.entered = func(row string) tea.Cmd { return a.act(row[len(rowMake):]) }
	p.unfold = p.linesOf
	p.another = "decision.new"
	return p
}

func (p *decisionsPage) private() bool { return model.StageDecisions.Alone() }

// linesOf are the lines of what is open, by its kind.
func (p *decisionsPage) linesOf() *fieldForm {
	action := "decision.set"
	switch p.a.talk.Record().Part(p.open).(type) {
	case *model.Power:
		action = "power.set"
	case *model.Advocacy:
		action = "advocacy.set"
	}
	f := p.a.newFieldForm(action)
	f.decorate = func(r *kit.Row) {
		p.a.openly(r)
		if r.ID == "understand.words" || r.ID == "retain.words" || r.ID == "weigh.words" || r.ID == "communicate.words" {
			r.LabelAt = 5
		}
	}
	f.gap = func(id string) bool { return id == "explained" || id == "understand" || id == "because" }
	return f
}

func (p *decisionsPage) frame() kit.Frame {
	title := p.a.say("screen.decisions.title")
	if x := p.a.talk.Record().Part(p.open); x != nil {
		return p.titled(title, p.name(x))
	}
	f := p.titled(title, "")
	f.Hints = p.a.lineHints("screen.hint.open")
	return f
}

// name is what something on the page is called in the title.
func (p *decisionsPage) name(x model.Part) string {
	switch x := x.(type) {
	case *model.Decision:
		return p.a.firstSentence(x.What.Text)
	case *model.Power:
		return x.Who
	case *model.Advocacy:
		return p.a.say("screen.decisions.independent")
	}
	return ""
}

func (p *decisionsPage) listRows() []kit.Row {
	a, r := p.a, p.a.talk.Record()
	var decisions, powers, independent []kit.Row
	for _, d := range r.Decisions {
		decisions = append(decisions, kit.Row{ID: string(d.ID), Kind: kit.RowOpen, Label: d.What.String()},
			kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: a.said(concluded(d))})
	}
	for _, x := range r.Powers {
		label := x.Who
		if x.Kind != "" {
			label = a.say("screen.decisions.power", "who", x.Who, "kind", model.Msg("doc.power."+x.Kind))
		}
		powers = append(powers, kit.Row{ID: string(x.ID), Kind: kit.RowOpen, Label: label})
	}
	for _, x := range r.Advocacy {
		label := joined(". ", a.said(model.Msg("doc.independent.for."+x.For)), x.Advocate)
		independent = append(independent, kit.Row{ID: string(x.ID), Kind: kit.RowOpen, Label: label})
	}
	rows := p.group("decisions", decisions, "decision.new", "another")
	rows = append(rows, p.group("powers", powers, "power.new", "another-power")...)
	return append(rows, p.group("independent", independent, "advocacy.new", "another-independent")...)
}

// group is what there is of one kind, or that there is none, and a row that
// makes one.
func (p *decisionsPage) group(id string, rows []kit.Row, action, another string) []kit.Row {
	a := p.a
	none := map[string]string{"decisions": "none", "powers": "powers-none", "independent": "independent-none"}[id]
	out := []kit.Row{{Kind: kit.RowHeading, LabelAt: 1, Label: a.said(model.Msg("screen.decisions." + id))}}
	if len(rows) == 0 {
		rows = []kit.Row{{Kind: kit.RowQuiet, Label: a.said(model.Msg("screen.decisions." + none))}}
	}
	out = append(out, rows...)
	return append(out, kit.Row{ID: rowMake + action, Kind: kit.RowOpen, Label: a.said(model.Msg("screen.decisions." + another))}, kit.Row{Kind: kit.RowBlank})
}

// concluded is what somebody concluded of a decision, and who.
func concluded(d *model.Decision) model.Message {
	switch {
	case d.Conclusion == "":
		return model.Msg("screen.decisions.open")
	case d.By == "":
		return model.Msg("screen.decisions.concluded", "what", model.Msg("choice.decision.conclusion."+d.Conclusion))
	}
	return model.Msg("screen.decisions.concluded-by", "what", model.Msg("choice.decision.conclusion."+d.Conclusion), "who", d.By)
}

// about is what the law asks, and what nothing here does.
func (p *decisionsPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.decisions.about"), model.Msg("screen.decisions.about-help"),
		model.Msg("screen.decisions.about-independent"), model.Msg("screen.decisions.source"))
}

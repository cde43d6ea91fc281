package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// deskPage is what is done after the visit: what the law asks for and is not
// there, what nothing uses, what is owed and promised, and what was decided.
// Each line leads to where it is put right; none counts anything.
type deskPage struct {
	*fieldForm
	lacks []model.Lack
}

// The IDs of the page's own lines.
const (
	rowLack   = "/law/"
	rowLoose  = "/loose/"
	rowAdvice = "/advice"
	rowGo     = "/go/"
)

func newDeskPage(a *app) *deskPage {
	p := &deskPage{fieldForm: a.newFieldForm("")}
	p.form.LabelAt, p.form.ExtraAt = 2, colBy
	p.after = p.rows
	p.fieldForm.opened = p.open
	return p
}

func (p *deskPage) key(k kit.Key) (tea.Cmd, bool) {
	cmd, used := p.fieldForm.key(k)
	if p.a.top() == screen(p) {
		p.place()
	}
	return cmd, used
}

func (p *deskPage) arrive() {
	p.fieldForm.arrive()
	p.place()
}

// place tells the engine which part the line in focus is about.
func (p *deskPage) place() {
	if at := p.partOf(p.form.Focus()); at != p.a.talk.Place().Part {
		p.a.talk.Go(model.Place{Stage: model.StageDesk, Part: at})
	}
}

// partOf is the part that a line is about, or none.
func (p *deskPage) partOf(row string) model.ID {
	if l, ok := p.lackOf(row); ok {
		return l.Part
	}
	for _, begins := range []string{rowLoose, rowOwed, rowStep} {
		if id, ok := strings.CutPrefix(row, begins); ok {
			return model.ID(id)
		}
	}
	return ""
}

// lackOf is what the law asks for that a line is about, where it is such a line.
func (p *deskPage) lackOf(row string) (model.Lack, bool) {
	n, ok := strings.CutPrefix(row, rowLack)
	i, err := strconv.Atoi(n)
	if !ok || err != nil || i < 0 || i >= len(p.lacks) {
		return model.Lack{}, false
	}
	return p.lacks[i], true
}

func (p *deskPage) rows() []kit.Row {
	p.lacks = p.a.talk.Record().Lacks()
	rows := p.lawRows()
	rows = p.under(rows, "screen.desk.loose", p.looseRows())
	rows = p.under(rows, "screen.desk.owed", append(p.promised(), p.a.owedRows()...))
	rows = p.under(rows, "screen.desk.advice", p.adviceRows())
	rows = p.under(rows, "screen.desk.decision", p.decisionRows())
	return p.under(rows, "screen.desk.more", p.pages())
}

// under puts rows under a heading, behind what stands there already; nothing
// where there is none.
func (p *deskPage) under(rows []kit.Row, heading string, more []kit.Row) []kit.Row {
	if len(more) == 0 {
		return rows
	}
	head := kit.Row{Kind: kit.RowHeading, LabelAt: 1, Label: p.a.said(model.Msg(heading))}
	return append(append(rows, kit.Row{Kind: kit.RowBlank}, head), more...)
}

// lawRows are what the law asks for and is not there yet.
func (p *deskPage) lawRows() []kit.Row {
	if len(p.lacks) == 0 {
		return []kit.Row{{Kind: kit.RowQuiet, Label: p.a.say("screen.desk.law-none")}}
	}
	rows := []kit.Row{{Kind: kit.RowHeading, LabelAt: 1, Label: p.a.say("screen.desk.law")}}
	for i, l := range p.lacks {
		rows = append(rows, kit.Row{ID: rowLack + strconv.Itoa(i), Kind: kit.RowOpen, Label: p.a.said(l.Say)})
	}
	return rows
}

// looseRows are what nothing points to, and what points to nothing.
func (p *deskPage) looseRows() []kit.Row {
	var rows []kit.Row
	for _, l := range p.a.talk.Loose() {
		rows = append(rows, kit.Row{ID: rowLoose + string(l.Part.PartHead().ID), Kind: kit.RowOpen, Label: p.a.said(l.Say)})
	}
	return rows
}

// promised are the next steps that are not done.
func (p *deskPage) promised() []kit.Row {
	var rows []kit.Row
	for _, s := range p.a.talk.Record().Steps {
		if !s.Done {
			rows = append(rows, kit.Row{ID: rowStep + string(s.ID), Kind: kit.RowOpen, Label: joined(", ", s.What, s.Who), Extra: p.a.day(s.By)})
		}
	}
	return rows
}

func (p *deskPage) adviceRows() []kit.Row {
	said := p.a.say("screen.desk.advice-none")
	if x := p.a.talk.Record().Advice; x != nil && !(x.Reduce.Empty() && x.Prevent.Empty()) {
		said = joined("\n", x.Reduce.String(), x.Prevent.String())
	}
	return []kit.Row{{ID: rowAdvice, Kind: kit.RowOpen, Label: said}}
}

// private keeps whoever is at home from coming upon the page.
func (p *deskPage) private() bool { return model.StageDesk.Alone() }

// newAdvicePage is the advice that was given, which is owed whether or not a need is
// eligible.
func newAdvicePage(a *app) *saidPage {
	return newSaidPage(a, "advice.set", model.Msg("screen.advice.about", "who", a.called()), model.Msg("screen.advice.source"))
}

// decisionRows are what the council decided, and lead to where it is put down.
func (p *deskPage) decisionRows() []kit.Row {
	said := p.a.say("screen.desk.undecided")
	switch g := p.a.talk.Record().Agreement; {
	case g == nil || g.Decision == "":
	case g.DecisionBy == "":
		said = p.a.say("council.nobody")
	default:
		said = joined(", ", p.a.said(model.Msg("choice.decide.decision."+g.Decision)), g.DecisionBy)
	}
	return []kit.Row{{ID: rowDecide, Kind: kit.RowOpen, Label: said}}
}

// pages are the other pages of the desk.
func (p *deskPage) pages() []kit.Row {
	var rows []kit.Row
	for _, s := range []model.Stage{model.StageNeeds, model.StagePayment, model.StageDecisions, model.StageWishes} {
		rows = append(rows, kit.Row{ID: rowGo + string(s), Kind: kit.RowOpen, Label: p.a.said(actionLabel("go." + string(s)))})
	}
	return rows
}

// open goes to where a line leads.
func (p *deskPage) open(row string) tea.Cmd {
	a := p.a
	switch {
	case row == rowAdvice:
		return a.act("advice.set")
	case row == rowDecide:
		return a.act("decide")
	}
	if cmd, ok := a.openOwed(row, model.StageDesk); ok {
		return cmd
	}
	if l, ok := p.lackOf(row); ok {
		return p.mend(l)
	}
	if id, ok := strings.CutPrefix(row, rowStep); ok {
		return a.push(newStepPage(a, model.ID(id)))
	}
	if stage, ok := strings.CutPrefix(row, rowGo); ok {
		return a.goTo(model.Place{Stage: model.Stage(stage)})
	}
	id, _ := strings.CutPrefix(row, rowLoose)
	return a.goTo(a.talk.PlaceOf(model.ID(id)))
}

// mend goes to the line in which what is missing is put down.
func (p *deskPage) mend(l model.Lack) tea.Cmd {
	switch {
	case l.Copy():
		return p.a.act("owed.new")
	case l.Stage == model.StageDesk:
		return p.a.act("advice.set")
	}
	cmd := p.a.goTo(model.Place{Stage: l.Stage, Part: l.Part})
	if page, ok := p.a.top().(lined); ok {
		page.toLine(l.Line)
	}
	return cmd
}

func (p *deskPage) frame() kit.Frame {
	title := p.a.say("screen.desk.title")
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: p.a.lineHints("screen.hint.open")}
}

// about is what the page is for, and what it does not do.
func (p *deskPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.desk.about"), model.Msg("screen.desk.source"))
}

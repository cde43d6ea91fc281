package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// needsPage is what is hard for the person: what it touches, who meets it, and
// what the council decided. What is wanted without a need behind it stands
// below, to be said why.
type needsPage struct{ partsPage }

func newNeedsPage(a *app) *needsPage {
	p := &needsPage{}
	p.partsPage = newPartsPage(a, model.StageNeeds, "need.set", p.listRows)
	p.entered = p.needFor
	p.another = "need.new"
	p.unfold = p.needForm
	return p
}

// needForm are the lines of one need, with what the law asks beside the
// decision: a sentence, and no verdict.
func (p *needsPage) needForm() *fieldForm {
	f := p.a.newFieldForm("need.set")
	f.decorate = func(r *kit.Row) {
		if r.ID != "wants" { // whole sentences: only those that were chosen stand open
			p.a.openly(r)
		}
	}
	f.gap = func(id string) bool { return id == "met" || id == "eligible" }
	f.arrange = func(_ []flow.Field, rows []kit.Row) []kit.Row {
		at := slices.IndexFunc(rows, func(r kit.Row) bool { return r.ID == "eligible" })
		if at < 0 {
			return rows
		}
		law := []kit.Row{{Kind: kit.RowQuiet, Label: p.a.say("screen.needs.law")}}
		if touched := p.a.tagged(p.a.talk.Record().OutcomesNamed()); touched != "" {
			law = append(law, kit.Row{Kind: kit.RowQuiet, Label: p.a.say("screen.needs.touched", "what", touched)})
		}
		return slices.Insert(rows, at, law...)
	}
	return f
}

// needFor asks what is hard, beside the words of a want or a note that it stands
// behind.
func (p *needsPage) needFor(row string) tea.Cmd {
	id, isWant := strings.CutPrefix(row, rowWant)
	if !isWant {
		return p.a.shape(row, "need.new")
	}
	w := model.Find(p.a.talk.Record().Wants, model.ID(id))
	x, ok := p.a.talk.Action("need.new")
	if w == nil || !ok {
		return nil
	}
	q := newAsking(p.a, x)
	q.answer["wants"] = id
	q.above = []kit.Row{{Kind: kit.RowWords, Label: w.Words.String()}, {Kind: kit.RowBlank}}
	return p.a.push(q)
}

func (p *needsPage) frame() kit.Frame {
	title := p.a.say("screen.needs.title")
	if n := model.Find(p.a.talk.Record().Needs, p.open); n != nil {
		return p.titled(title, p.a.firstSentence(n.Words.Text))
	}
	return p.listed(title, "screen.hint.open", "screen.needs.new",
		p.a.hint(p.a.key(keyFrom), "screen.hint.from"), p.a.hint(p.a.key(keyOn), "screen.hint.on"))
}

func (p *needsPage) listRows() []kit.Row {
	a, r := p.a, p.a.talk.Record()
	var rows []kit.Row
	if !a.low() {
		rows = []kit.Row{{Kind: kit.RowHeading, LabelAt: 1, Label: a.say("screen.needs.heading")}, {Kind: kit.RowBlank}}
	}
	for _, n := range r.Needs {
		rows = append(rows, kit.Row{ID: string(n.ID), Kind: kit.RowOpen, Label: a.worded(n.Words, n.Read)})
		rows = append(rows, p.saidOf(n)...)
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	if len(r.Needs) == 0 {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 3, Label: a.say("screen.needs.none", "who", a.called())}, kit.Row{Kind: kit.RowBlank})
	}
	var without []kit.Row
	for _, w := range r.Wants {
		if w.Read != model.LeftOut && len(w.Needs) == 0 {
			without = append(without, kit.Row{ID: rowWant + string(w.ID), Kind: kit.RowOpen, LabelAt: 4, Label: a.worded(w.Words, w.Read)})
		}
	}
	return append(rows, headed(a.say("screen.needs.without"), without)...)
}

// saidOf are what a need touches, who meets it and what was decided, as far as
// somebody said so.
func (p *needsPage) saidOf(n *model.Need) []kit.Row {
	a := p.a
	var rows []kit.Row
	quiet := func(label string) { rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: label}) }
	if len(n.Outcomes) > 0 {
		quiet(a.say("screen.needs.touches", "what", a.tagged(n.Outcomes)))
	}
	var met []string
	for _, m := range n.Met {
		met = append(met, a.said(model.Msg("choice.need.met."+string(m))))
	}
	if len(met) > 0 {
		quiet(a.say("screen.needs.met", "who", strings.Join(met, ", ")))
	}
	quiet(a.eligibleSaid(n))
	return rows
}

// eligibleSaid is the decision about a need, with whose it is and when; or that
// there is none.
func (a *app) eligibleSaid(n *model.Need) string {
	said := a.said(model.Msg("screen.needs.eligible." + cmp.Or(n.Eligible, "none")))
	if n.Eligible != model.EligibleYes && n.Eligible != model.EligibleNo {
		return said
	}
	day := ""
	if !n.EligibleAt.IsZero() {
		day = a.said(content.DateShort(n.EligibleAt.Local()))
	}
	return joined(", ", said, n.EligibleBy, day)
}

// tagged are what tags are called, in one line.
func (a *app) tagged(tags []string) string {
	var all []string
	for _, tag := range tags {
		all = append(all, a.said(model.Msg("doc.tag."+tag)))
	}
	return strings.Join(all, ", ")
}

// about is what a need is, and whose the decision is.
func (p *needsPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.needs.about", "who", p.a.called()),
		model.Msg("screen.needs.about-decided", "who", p.a.called()), model.Msg("screen.needs.source"))
}

package document

import (
	"fmt"

	"ownwords/model"
)

// spent is one line of the spending sheet: what it is for, what was planned for
// it a week or once, and a blank for what it came to.
type spent struct {
	label   []Run
	planned []Run
}

// spentOn are the lines under one want, or under none.
type spentOn struct {
	heading []Run
	lines   []spent
}

// spendingOn is what a direct payment is to be spent on, by what the person
// wants: whoever looks at the sheet sees what the money was for before any sum.
func (b *builder) spendingOn() []spentOn {
	var out []spentOn
	shown := map[model.ID]bool{}
	add := func(heading []Run, lines []*model.Support) {
		on := spentOn{heading: heading}
		for _, s := range lines {
			if !s.ByPayment() || shown[s.ID] {
				continue
			}
			shown[s.ID] = true
			on.lines = append(on.lines, spent{joined(", ", b.what(s), text(s.Purpose)), b.plannedFor(s)})
		}
		if len(on.lines) > 0 {
			out = append(out, on)
		}
	}
	for _, w := range b.planned() {
		add(b.words(w.Words), b.supports(w.ID))
	}
	add(b.say("doc.spending.other"), b.supports(""))
	return out
}

// plannedFor is what was planned for a line, without how it was worked out: the
// sheet has no room for that.
func (b *builder) plannedFor(s *model.Support) []Run {
	sum, ok := s.Cost.Sum()
	if !ok || !s.Cost.Priced() || s.Unpaid {
		return b.cost(s)
	}
	return b.total(sum, s.Cost.Period)
}

// spending is the sheet on which whoever has a direct payment writes down what
// came of it. It asks for no receipt. What is written on it is checked by adding
// up: the sheet says how. The person's share is for the whole plan and may go to
// the council elsewhere, so what comes in of it is never worked out here.
func (b *builder) spending() {
	b.doc.Title = b.say("doc.spending.title")
	on := b.spendingOn()
	if len(on) == 0 && b.r.Payment == nil {
		if b.to.whole {
			b.para(b.say("doc.spending.none"))
		}
		b.madeOn()
		return
	}
	b.evenly(b.written("period"))
	b.heading(2, b.say("doc.spending.in"))
	b.evenly(b.blank("opening"), b.blankOf("council", b.paid(b.r.Payment)), b.blank("mine"), b.blank("in-all"))
	b.heading(2, b.say("doc.spending.out"))
	for _, o := range on {
		b.para(strong(o.heading))
		var rows []Row
		for _, l := range o.lines {
			rows = append(rows, Row{l.label, b.toFill(l.planned)})
		}
		b.evenly(rows...)
	}
	b.evenly(b.blank("else"), b.blank("out-all"))
	b.heading(2, b.say("doc.spending.left"))
	b.evenly(b.blank("closing"), b.blank("set-aside"), b.blankOf("unexpected", b.figure(b.budget().Contingency)))
	b.para(b.say("doc.spending.check"))
	b.evenly(b.written("changed"), b.written("got"))
	b.para(b.made())
}

// evenly adds lines to fill in. The sheet is one page where it is ordinary, so
// their names have half of it and seldom need a second line.
func (b *builder) evenly(rows ...Row) { b.add(Rows{Rows: rows, Even: true}) }

// written is a line for words.
func (b *builder) written(id string) Row {
	return Row{b.say("doc.spending." + id), b.say("doc.spending.write")}
}

// blank is a line for a sum.
func (b *builder) blank(id string) Row { return b.blankOf(id, nil) }

// blankOf is a line for a sum, with what was planned.
func (b *builder) blankOf(id string, planned []Run) Row {
	return Row{b.say("doc.spending." + id), b.toFill(planned)}
}

// toFill is the room for a sum, with what was planned.
func (b *builder) toFill(planned []Run) []Run {
	if planned == nil {
		return b.say("doc.spending.fill")
	}
	return b.say("doc.spending.planned", "sum", planned)
}

// spendingCells are the same sheet for a spreadsheet, which adds it up.
func (b *builder) spendingCells() [][]cell {
	var rows [][]cell
	row := func(label []Run, planned []Run, now cell) int {
		rows = append(rows, []cell{textCell(label), textCell(planned), now})
		return len(rows)
	}
	called := func(id string) []Run { return b.say("doc.spending." + id) }
	sum := func(from, to int) cell { return cell{fmt.Sprintf("=SUM(C%d:C%d)", from, to), true} }
	rows = append(rows, []cell{textCell(called("title")), textCell(called("plan")), textCell(called("now"))})
	row(called("from"), nil, cell{})
	row(called("to"), nil, cell{})
	opening := row(called("opening"), nil, cell{})
	row(called("council"), b.paid(b.r.Payment), cell{})
	mine := row(called("mine"), nil, cell{})
	in := row(called("in-all"), nil, sum(opening, mine))
	first := in + 1
	for _, o := range b.spendingOn() {
		row(o.heading, nil, cell{})
		for _, l := range o.lines {
			row(l.label, l.planned, cell{})
		}
	}
	last := row(called("else"), nil, cell{})
	out := row(called("out-all"), nil, sum(first, last))
	closing := row(called("closing"), nil, cell{})
	row(called("set-aside"), nil, cell{})
	row(called("unexpected"), b.figure(b.budget().Contingency), cell{})
	row(called("check-cell"), nil, cell{fmt.Sprintf("=ROUND(C%d-C%d-C%d,2)", in, out, closing), true})
	row(called("changed"), nil, cell{})
	row(called("got"), nil, cell{})
	return rows
}

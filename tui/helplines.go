package tui

import (
	"slices"
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// sumsEnd is the column behind the sums, where they stand under what helps.
const sumsEnd = 61

// helpRows are what helps: under each want what is for it, then what stands by
// itself, what is there already, and what is waited for.
func (p *helpsPage) helpRows() []kit.Row {
	a, r := p.a, p.a.talk.Record()
	var rows, waiting []kit.Row
	shown := map[model.ID]bool{}
	for _, w := range r.Wants {
		if w.Read == model.LeftOut {
			continue
		}
		var under []kit.Row
		for _, s := range r.Supports {
			switch {
			case !slices.Contains(s.For, w.ID):
			case shown[s.ID]:
				under = append(under, kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: a.say("screen.helps.above", "what", a.helpLine(s))})
			default:
				shown[s.ID] = true
				under = append(under, p.supportRows(s, 4)...)
			}
		}
		if under == nil {
			waiting = append(waiting, kit.Row{ID: rowWant + string(w.ID), Kind: kit.RowOpen, LabelAt: 4, Label: a.worded(w.Words, w.Read)})
			continue
		}
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 1, Label: a.worded(w.Words, w.Read)})
		rows = append(rows, under...)
	}
	var there []kit.Row
	for _, s := range r.Supports {
		switch {
		case shown[s.ID]:
		case s.Unpaid:
			there = append(there, kit.Row{ID: string(s.ID), Kind: kit.RowOpen, LabelAt: 4, Label: a.unpaidLine(s)})
		default:
			rows = append(rows, p.supportRows(s, 2)...)
		}
	}
	if len(rows)+len(there)+len(waiting) == 0 {
		return []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowQuiet, LabelAt: 3, Label: a.say("screen.helps.none", "who", a.called())}, {Kind: kit.RowBlank}}
	}
	rows = append(rows, headed(a.say("screen.helps.there"), there)...)
	return append(rows, headed(a.say("screen.helps.waiting"), waiting)...)
}

// headed puts a heading over rows, where there are any.
func headed(heading string, rows []kit.Row) []kit.Row {
	if len(rows) == 0 {
		return nil
	}
	return append([]kit.Row{{Kind: kit.RowQuiet, LabelAt: 1, Label: heading}}, rows...)
}

// supportRows are one thing that helps, with its sum and the working. What
// there is no room for beside a sum goes on in the next row.
func (p *helpsPage) supportRows(s *model.Support, at int) []kit.Row {
	row := p.supportRow(s, at)
	lines := p.a.look.Measure.Wrap(row.Label, p.list.form.ExtraAt-at-5-len(row.Value))
	if !row.Figure || p.a.narrow() || len(lines) < 2 {
		return []kit.Row{row}
	}
	row.Label = lines[0]
	return []kit.Row{row, {Kind: kit.RowWords, LabelAt: at + 2, Label: strings.Join(lines[1:], " ")}}
}

// supportRow is the row of one thing that helps.
func (p *helpsPage) supportRow(s *model.Support, at int) kit.Row {
	row := kit.Row{ID: string(s.ID), Kind: kit.RowOpen, LabelAt: at, Label: p.a.helpLine(s)}
	if s.Unpaid {
		row.Label = p.a.unpaidLine(s)
	}
	if s.Own {
		row.Label = p.a.say("screen.helps.own", "what", row.Label, "who", p.a.called())
	}
	if s.Read == model.LeftOut {
		row.Label = p.a.say("screen.wants.left-out", "words", row.Label)
	}
	switch sum, ok := s.Cost.Sum(); {
	case s.Unpaid, !s.Cost.Priced():
	case s.Cost.TooLarge():
		row.Value, row.Figure, row.Extra = p.a.say("screen.money.too-large"), true, p.a.working(s.Cost)
	case !ok:
		row.Value, row.Figure, row.Extra = p.a.say("screen.money.no-sum"), true, p.a.working(s.Cost)
	default:
		row.Value, row.Figure, row.Extra = sum.String(), true, p.a.working(s.Cost)
	}
	return row
}

// working is how a line's sum is made up, in as few cells as can be.
func (a *app) working(c model.Cost) string {
	switch {
	case c.Period == model.Once:
		return a.say("period.once")
	case c.Amount.Asked():
		return a.said(flow.Working(c))
	case c.Times.Asked():
		return a.say("screen.money.visits", "times", c.Times.Typed, "hours", c.Hours.Typed, "rate", c.Rate.Typed)
	}
	return a.say("screen.money.hours", "hours", c.Hours.Typed, "rate", c.Rate.Typed)
}

// helpLine is what helps, how much of it, and who gives it, in one line; or that
// it was not to be found.
func (a *app) helpLine(s *model.Support) string {
	what := joined(", ", s.What.String(), a.howMuch(s), s.Purpose)
	if s.Who != "" {
		what = a.say("screen.helps.by", "what", what, "who", s.Who)
	}
	if s.NotFound {
		return a.say("screen.helps.not-found", "what", what)
	}
	return what
}

// howMuch is how often and how long, in words.
func (a *app) howMuch(s *model.Support) string {
	switch c := s.Cost; {
	case s.Unpaid:
	case c.Times.Asked() && c.Hours.Asked():
		return a.say("screen.helps.visits", "visits", c.Visits(), "span", c.Hours.Span())
	case c.Hours.Asked() && s.Purpose == "":
		return a.say("screen.helps.hours", "span", c.Hours.Span())
	}
	return ""
}

// unpaidLine is a help that nobody is paid for, and whether whoever gives it was
// not asked yet.
func (a *app) unpaidLine(s *model.Support) string {
	if !a.notAsked(s.Who) {
		return a.helpLine(s)
	}
	return stopped(a.helpLine(s)) + " " + a.say("screen.people.not-asked")
}

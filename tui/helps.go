package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// helpsPage is what helps, under what is wanted, and below it the money. Help
// that nobody is paid for is a sentence, and never a line of nought.
type helpsPage struct{ partsPage }

// rowWant is a row of something wanted that nothing helps with yet.
const rowWant = "/want/"

func newHelpsPage(a *app, stage model.Stage) *helpsPage {
	p := &helpsPage{}
	p.partsPage = newPartsPage(a, stage, "help.set", p.helpRows)
	p.list.action = "money.set"
	p.list.form.ExtraAt = sumsEnd
	p.list.arrange = p.page
	p.entered = p.helpFor
	return p
}

// sumsEnd is the column behind the sums.
const sumsEnd = 61

func (p *helpsPage) arrive() {
	first := p.list.form.Focus() == ""
	p.partsPage.arrive()
	if first && p.open == "" && p.stage == model.StageMoney {
		p.list.form.SetFocus("share")
		p.place()
	}
}

func (p *helpsPage) key(k kit.Key) (tea.Cmd, bool) {
	cmd, used := p.partsPage.key(k)
	if p.open != "" {
		return cmd, used
	}
	if used {
		p.a.message = "" // what the engine says of the sums stands on the page
		return cmd, true
	}
	switch k.Name {
	case "n":
		return p.a.act("help.new"), true
	case "w":
		return p.from(), true
	case "h":
		if b := p.a.talk.Record().Budget; b != nil && b.Guess.Asked() {
			hide := "yes"
			if b.HideGuess {
				hide = "no"
			}
			cmd = p.a.do("money.set", map[string]string{"hide-guess": hide})
			p.a.message = ""
			return cmd, true
		}
	}
	return cmd, false
}

// from shows the notes that the help in focus goes back to: those of what it
// is for.
func (p *helpsPage) from() tea.Cmd {
	r := p.a.talk.Record()
	s := model.Find(r.Supports, p.placed)
	if s == nil {
		return nil
	}
	notes := slices.Clone(s.What.From)
	for _, id := range s.For {
		if w := model.Find(r.Wants, id); w != nil {
			notes = append(notes, w.Words.From...)
		}
	}
	return p.a.push(newFromPage(p.a, notes))
}

// helpFor asks for something that helps with a want.
func (p *helpsPage) helpFor(row string) tea.Cmd {
	id, _ := strings.CutPrefix(row, rowWant)
	w := model.Find(p.a.talk.Record().Wants, model.ID(id))
	x, ok := p.a.talk.Action("help.new")
	if w == nil || !ok {
		return nil
	}
	q := newAsking(p.a, x)
	q.answer["for"] = id
	q.above = []kit.Row{{Kind: kit.RowWords, Label: w.Words.String()}, {Kind: kit.RowBlank}}
	return p.a.push(q)
}

func (p *helpsPage) frame() kit.Frame {
	title := p.a.say("screen.helps.title")
	if !p.a.talk.Guide().Has(model.StageMoney) {
		title = p.a.say("action.go.helps")
	}
	if s := model.Find(p.a.talk.Record().Supports, p.open); s != nil {
		return p.titled(title, s.What.Text)
	}
	f := p.titled(title, "")
	f.Hints = []kit.Hint{
		p.a.hint("Enter", "screen.hint.change"), p.a.hint("n", "screen.helps.new"), p.a.hint("w", "screen.helps.from"),
		p.a.hint(p.a.key("turn"), "screen.hint.turn"), p.a.anything(),
	}
	return f
}

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
			waiting = append(waiting, kit.Row{ID: rowWant + string(w.ID), Kind: kit.RowOpen, ValueAt: besideAt, Value: w.Words.String()})
			continue
		}
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 1, Label: w.Words.String()})
		rows = append(rows, under...)
	}
	var there []kit.Row
	for _, s := range r.Supports {
		switch {
		case shown[s.ID]:
		case s.Unpaid:
			there = append(there, kit.Row{ID: string(s.ID), Kind: kit.RowOpen, ValueAt: besideAt, Value: stopped(a.helpLine(s)) + a.notAskedBehind(s)})
		default:
			rows = append(rows, p.supportRows(s, 2)...)
		}
	}
	if len(rows)+len(there)+len(waiting) == 0 {
		return []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowQuiet, LabelAt: 3, Label: a.say("screen.helps.none")}}
	}
	rows = append(rows, labelled(a.say("screen.helps.there"), there)...)
	return append(rows, labelled(a.say("screen.helps.waiting"), waiting)...)
}

// besideAt is where sentences begin that stand beside a label of the page.
const besideAt = 29

// labelled gives the first of some rows a label.
func labelled(label string, rows []kit.Row) []kit.Row {
	if len(rows) > 0 {
		rows[0].Label = label
	}
	return rows
}

// supportRows are one thing that helps, with its sum and the working. What
// there is no room for beside a sum goes on in the next row.
func (p *helpsPage) supportRows(s *model.Support, at int) []kit.Row {
	row := p.supportRow(s, at)
	room := sumsEnd - at - 5 - len(row.Value)
	lines := p.a.look.Measure.Wrap(row.Label, room)
	if !row.Figure || p.a.width < narrow || len(lines) < 2 {
		return []kit.Row{row}
	}
	row.Label = lines[0]
	return []kit.Row{row, {Kind: kit.RowWords, LabelAt: at + 2, Label: strings.Join(lines[1:], " ")}}
}

// supportRow is the row of one thing that helps.
func (p *helpsPage) supportRow(s *model.Support, at int) kit.Row {
	row := kit.Row{ID: string(s.ID), Kind: kit.RowOpen, LabelAt: at, Label: p.a.helpLine(s)}
	if s.Own {
		row.Label = p.a.say("screen.helps.own", "what", row.Label, "who", p.a.called())
	}
	if s.Read == model.LeftOut {
		row.Label = p.a.say("screen.wants.left-out", "words", row.Label)
	}
	switch sum, ok := s.Cost.Sum(); {
	case s.Unpaid:
		row.Label = stopped(row.Label) + p.a.notAskedBehind(s)
	case !s.Cost.Priced():
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

// helpLine is what helps, and who gives it, in one line.
func (a *app) helpLine(s *model.Support) string {
	return joined(", ", s.What.String(), s.Purpose, s.Who)
}

// notAskedBehind says that nobody asked whoever gives an unpaid help yet.
func (a *app) notAskedBehind(s *model.Support) string {
	if s.Unpaid && a.notAsked(s.Who) {
		return " " + a.say("screen.people.not-asked")
	}
	return ""
}

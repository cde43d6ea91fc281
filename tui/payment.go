package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// paymentPage is a direct payment and what goes with it: its own lines, and
// behind them the deal, the ways that were not offered, and what an employer
// sees to. Each of those has lines of its own, and Esc goes back from them.
type paymentPage struct {
	*fieldForm // the lines that are in front
	front      *fieldForm
	behind     string // the action whose lines are in front, or none
}

// The rows that lead to the lines behind, by their actions.
const rowBehind = "/behind/"

func newPaymentPage(a *app) *paymentPage {
	p := &paymentPage{front: a.newFieldForm("payment.set")}
	p.front.decorate = func(r *kit.Row) {
		if r.Kind == kit.RowChoice && !r.Many {
			r.Choice, r.Prompt = kit.ChoiceFolded, a.say("screen.payment.not-said")
		}
		a.rule("payment.set", r)
	}
	p.front.before = p.planned
	p.front.after = p.leading
	p.front.opened = p.open
	p.front.gap = func(id string) bool { return id == "from" }
	p.front.more = true
	p.fieldForm = p.front
	return p
}

// toPayment goes to the lines of an action of this page.
func (a *app) toPayment(action string) tea.Cmd {
	cmd := a.goTo(model.Place{Stage: model.StagePayment})
	p, ok := a.top().(*paymentPage)
	switch {
	case !ok:
	case action == p.front.action:
		p.behind, p.fieldForm = "", p.front
		p.arrive()
	default:
		p.open(rowBehind + action)
	}
	return cmd
}

// open shows the lines behind a row.
func (p *paymentPage) open(row string) tea.Cmd {
	action := row[len(rowBehind):]
	f := p.a.newFieldForm(action)
	f.more = action != "employer.set"
	f.decorate = func(r *kit.Row) {
		p.a.openly(r)
		p.a.rule(action, r)
	}
	switch action {
	case "employer.set":
		f.form.ValueAt = dutiesAt
	case "offered.set":
		f.form.ValueAt = waysAt
		f.arrange = func(_ []flow.Field, rows []kit.Row) []kit.Row { return p.ways(rows) }
	case "deal.set":
		f.arrange = func(_ []flow.Field, rows []kit.Row) []kit.Row { return p.sides(rows) }
	}
	p.behind, p.fieldForm = action, f
	f.arrive()
	return nil
}

func (p *paymentPage) key(k kit.Key) (tea.Cmd, bool) {
	cmd, used := p.fieldForm.key(k)
	if !used && k.Name == "esc" && p.behind != "" {
		row := rowBehind + p.behind
		p.behind, p.fieldForm = "", p.front
		p.arrive()
		p.toLine(row)
		return cmd, true
	}
	return cmd, used
}

// planned says what stands in the plan about it: what the council would pay, and
// what it costs to begin. Nothing of it is typed for anybody.
func (p *paymentPage) planned() []kit.Row {
	a, r := p.a, p.a.talk.Record()
	var by, start []*model.Support
	for _, s := range r.Supports {
		switch {
		case s.Read == model.LeftOut || !s.ByPayment():
		case s.StartUp:
			start = append(start, s)
		default:
			by = append(by, s)
		}
	}
	quiet := func(m model.Message) kit.Row { return kit.Row{Kind: kit.RowQuiet, Label: a.said(m)} }
	rows := []kit.Row{{Kind: kit.RowBlank}}
	if len(by)+len(start) == 0 {
		rows = append(rows, quiet(model.Msg("screen.payment.none")))
	}
	for _, s := range by {
		rows = append(rows, quiet(model.Msg("screen.payment.line", "what", a.helpLine(s))))
	}
	for _, s := range start {
		rows = append(rows, quiet(model.Msg("screen.payment.start", "what", a.helpLine(s))))
	}
	sums := r.Sums()
	if four, ok := sums.FourWeekly(); ok {
		rows = append(rows, quiet(model.Msg("screen.payment.council", "sum", sums.Council, "four", four)))
	}
	for _, m := range a.talk.PaymentSaid() {
		rows = append(rows, quiet(m))
	}
	return append(rows, kit.Row{Kind: kit.RowBlank})
}

// leading are the rows that lead on.
func (p *paymentPage) leading() []kit.Row {
	rows := []kit.Row{{Kind: kit.RowBlank}}
	for _, action := range []string{"deal.set", "offered.set", "employer.set"} {
		if x, ok := p.a.talk.Action(action); ok && x.On {
			rows = append(rows, kit.Row{ID: rowBehind + action, Kind: kit.RowOpen, Label: p.a.said(actionLabel(action))})
		}
	}
	return rows
}

// The columns behind the longest name of a duty, and of a way.
const (
	dutiesAt = 36
	waysAt   = 40
)

// ways has what is good and what is hard about each way under it.
func (p *paymentPage) ways(rows []kit.Row) []kit.Row {
	out := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowWords, Label: p.a.say("screen.payment.ways")}, {Kind: kit.RowBlank}}
	for _, r := range rows {
		out = append(out, r, kit.Row{Kind: kit.RowQuiet, LabelAt: 5, Label: p.a.said(model.Msg("way." + r.ID[len("not."):]))})
	}
	return out
}

// sides has a blank line before each thing of the deal, so that its two sides
// are seen to belong together, and before what both want to know.
func (p *paymentPage) sides(rows []kit.Row) []kit.Row {
	out := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowWords, Label: p.a.say("screen.payment.deal")}}
	before := ""
	for _, r := range rows {
		block, _, _ := strings.Cut(r.ID, ".")
		if block == "i" || r.ID == "help" || block == "said" && before != block {
			out = append(out, kit.Row{Kind: kit.RowBlank})
		}
		before = block
		out = append(out, r)
	}
	return out
}

func (p *paymentPage) frame() kit.Frame {
	title := p.a.say("action.go.payment")
	f := kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: p.a.lineHints("screen.hint.change")}
	if p.behind != "" {
		label := p.a.said(actionLabel(p.behind))
		f.Title, f.Small = p.a.title(title, label), p.a.smallTitle(label)
	}
	if p.folded() {
		f.Hints[1] = p.a.hint("+", "screen.hint.more")
	}
	return f
}

// about is what the law asks of a direct payment, and what is usually talked
// through with one.
func (p *paymentPage) about() []kit.Row {
	rows := p.a.sentences(model.Msg("screen.payment.law"), model.Msg("screen.payment.employer"), model.Msg("screen.payment.source"))
	for i, usual := range p.a.desk.Local.Usual {
		if i == 0 {
			rows = append(rows, kit.Row{Kind: kit.RowWords, Label: p.a.say("screen.payment.usual")})
		}
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 4, Label: usual})
	}
	return rows
}

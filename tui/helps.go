package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// helpsPage is what helps, under what is wanted, and the money below it or
// beside it. Both are gone through as one list, and the sums stay to be seen
// while it is long. Help that nobody is paid for is a sentence, and never a
// line of nought.
type helpsPage struct {
	partsPage
	sums  *fieldForm
	parts pair // list and sums
}

// rowWant is a row of something wanted that nothing helps with yet.
const rowWant = "/want/"

func newHelpsPage(a *app, stage model.Stage) *helpsPage {
	p := &helpsPage{}
	p.partsPage = newPartsPage(a, stage, "help.set", p.helpRows)
	p.entered = p.helpFor
	p.unfold = p.helpForm
	p.sums = a.newFieldForm("money.set")
	p.sums.form.LabelAt = 2
	p.sums.arrange = p.sumsPage
	p.front = p.inFront
	p.parts = newPair(p.list.form, p.sums.form)
	p.parts.leave = func() tea.Cmd { return p.inFront().settle() }
	p.parts.arrived = p.place
	p.parts.put(stage == model.StageMoney && p.hasMoney())
	return p
}

// helpForm are the lines of one thing that helps, with what the council's own
// rules have to say beside them.
func (p *helpsPage) helpForm() *fieldForm {
	f := p.a.newFieldForm("help.set")
	f.decorate = func(r *kit.Row) {
		p.a.openly(r)
		p.a.rule("help.set", r)
	}
	f.arrange = func(_ []flow.Field, rows []kit.Row) []kit.Row { return p.asPurpose(rows) }
	return f
}

// asPurpose asks, under the name of a line that is one activity, whether it
// could be said as what it is for.
func (p *helpsPage) asPurpose(rows []kit.Row) []kit.Row {
	m := p.a.desk.SaidAsPurpose(model.Find(p.a.talk.Record().Supports, p.open))
	at := slices.IndexFunc(rows, func(r kit.Row) bool { return r.ID == "what" })
	if m.Zero() || at < 0 {
		return rows
	}
	return slices.Insert(rows, at+1, kit.Row{Kind: kit.RowQuiet, LabelAt: 3, Label: p.a.said(m)})
}

// rule puts what the council's own rules say into a line in which nothing stands
// yet.
func (a *app) rule(action string, r *kit.Row) {
	if m := a.desk.Rule(a.talk.Record(), action, r.ID); !m.Zero() && r.Kind != kit.RowChoice {
		r.Prompt = a.said(m)
	}
}

func (p *helpsPage) hasMoney() bool { return p.a.talk.Guide().Has(model.StageMoney) }

// inFront are the lines that the keys are in.
func (p *helpsPage) inFront() *fieldForm {
	switch {
	case p.open != "":
		return p.lines
	case p.parts.inSecond:
		return p.sums
	}
	return p.list
}

func (p *helpsPage) arrive() {
	p.list.form.ExtraAt, p.sums.form.ExtraAt = sumsEnd, sumsEnd
	if p.wide() {
		p.list.form.ExtraAt, p.sums.form.ExtraAt = p.a.pageWidth()-sumsBeside-18, sumsBeside-18
	}
	p.partsPage.arrive()
	switch {
	case p.open != "":
		p.parts.put(false)
	case p.hasMoney():
		p.sums.arrive()
	}
}

// wide tells whether the money stands beside what helps.
func (p *helpsPage) wide() bool { return p.hasMoney() && p.a.pageWidth() >= listsFrom }

func (p *helpsPage) key(k kit.Key) (tea.Cmd, bool) {
	if p.open != "" {
		cmd, used := p.partsPage.key(k)
		if p.open == "" {
			p.arrive() // the sums are others now
		}
		return cmd, used
	}
	cmd, used := p.partKey(k)
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
		return p.turnGuess()
	}
	return cmd, false
}

// partKey gives a key to the lines it belongs to, and goes on from what helps to
// the money, and back, as if they were one list.
func (p *helpsPage) partKey(k kit.Key) (tea.Cmd, bool) {
	second, left := p.parts.whose(k)
	part := p.list
	if second {
		part = p.sums
	}
	at := part.form.Focus()
	cmd, used := p.keyIn(part, k)
	cmd = tea.Sequence(left, cmd)
	if _, _, typing := part.form.Editing(); typing || part.form.Focus() != at || !p.hasMoney() || p.open != "" {
		return cmd, used
	}
	switch k.Name {
	case "down", "tab":
		if !second {
			return tea.Sequence(cmd, p.parts.goTo(true)), true
		}
	case "up", "shift+tab":
		if second && p.list.form.Focus() != "" {
			return tea.Sequence(cmd, p.parts.goTo(false)), true
		}
	}
	return cmd, used
}

func (p *helpsPage) keyIn(part *fieldForm, k kit.Key) (tea.Cmd, bool) {
	if part == p.sums {
		return part.key(k)
	}
	return p.partsPage.key(k)
}

// turnGuess hides the council's guess from whoever looks on, or shows it again.
func (p *helpsPage) turnGuess() (tea.Cmd, bool) {
	b := p.a.talk.Record().Budget
	if b == nil || !b.Guess.Asked() {
		return nil, false
	}
	hide := "yes"
	if b.HideGuess {
		hide = "no"
	}
	cmd := p.a.do("money.set", map[string]string{"hide-guess": hide})
	p.a.message = ""
	return cmd, true
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
	if !p.hasMoney() {
		title = p.a.say("action.go.helps")
	}
	if s := model.Find(p.a.talk.Record().Supports, p.open); s != nil {
		return p.titled(title, s.What.Text)
	}
	f := p.titled(title, "")
	f.Hints = []kit.Hint{
		p.a.hint("Enter", "screen.hint.change"), p.a.hint("n", "screen.helps.new"), p.a.hint("w", "screen.helps.from"),
		p.a.hint(p.a.key(keyTurn), "screen.hint.turn"), p.a.anything(),
	}
	switch {
	case p.parts.inSecond:
		f.Hints = []kit.Hint{p.a.hint("Enter", "screen.hint.change"), p.a.hint(p.a.key(keyTurn), "screen.hint.turn"), p.a.anything()}
		if p.sums.folded() {
			f.Hints = slices.Insert(f.Hints, 1, p.a.hint("+", "screen.hint.more"))
		}
	case len(p.a.talk.Record().Supports) == 0:
		f.Hints = []kit.Hint{p.a.hint("n", "screen.helps.new"), p.a.anything()}
	}
	return f
}

// The room of the money beside what helps, and the rows that it keeps at least
// below it: the rule and the sums of each week.
const (
	sumsBeside = 59
	leastSums  = 7
)

// view has the money at the right of what helps, or below it. Where there is not
// room for both it is what helps that is moved, and the sums of each week stay: that
// there is more below those is told where the keys are. In a very low window what
// the keys are in has the most of it.
func (p *helpsPage) view(width, height int) kit.Drawing {
	if p.open != "" || !p.hasMoney() {
		return p.partsPage.view(width, height)
	}
	if p.wide() {
		left := width - sumsBeside
		return kit.Beside(p.a.look.Measure, left, p.list.view(left-1, height), p.sums.view(sumsBeside, height))
	}
	lines, viewList := p.list.form.Lay(width)
	sums, viewSums := p.sums.form.Lay(width)
	sums = p.sumsRoom(lines, sums+1, height)
	above, below, sign := viewList(height-sums), viewSums(sums-1), ""
	if above.Below {
		sign = p.a.look.Styles.Glyphs.Down
	}
	above.Below = false // the rule between them says so
	below.Below = below.Below && (p.parts.inSecond || sums < leastSums)
	rule := kit.Drawing{Rows: []string{kit.Rule(p.a.look, width, sign)}}
	return kit.Stack(above, rule, below)
}

// sumsRoom is how many rows the money has below what helps, its rule among them.
func (p *helpsPage) sumsRoom(lines, sums, height int) int {
	veryLow, inSums := height < kit.ShortBelow/2, p.parts.inSecond
	switch {
	case lines+sums <= height:
		return sums
	case veryLow && inSums:
		return min(sums, height-2)
	case veryLow:
		return min(sums, 3)
	case inSums:
		return min(sums, max(leastSums, height-3))
	}
	return min(sums, max(leastSums, height-lines))
}

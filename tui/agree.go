package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// agreePage is what each says to the plan, and what happens next. Its status
// line says what the plan will be: the words that stand on every page of every
// copy.
type agreePage struct {
	*fieldForm
	// begun is the next step that is typed in the empty line still.
	begun model.ID
	// askedWhy tells that it was asked why the plan was changed.
	askedWhy bool
}

// The IDs of the page's own lines, and of the engine's for the next step.
const (
	rowStep = "/step/"
	rowNext = "step.+"

	rowClose  = "/close"
	rowDecide = "/decide"
)

func newAgreePage(a *app) *agreePage {
	p := &agreePage{fieldForm: a.newFieldForm("agree.set")}
	p.form.ValueAt, p.form.ExtraAt = 13, 54
	p.arrange = p.page
	p.opened = p.openStep
	return p
}

// key takes the page's letters. A blank chooses nothing here: the page is come
// to from the reading back, where the same key was a yes to each thing.
func (p *agreePage) key(k kit.Key) (tea.Cmd, bool) {
	_, _, typing := p.form.Editing()
	id := p.form.Focus()
	switch {
	case typing || k.Text == "" || id == rowNext || p.inWords():
	case k.Name == "space":
		p.a.tell(model.Msg("screen.app.enter-opens"))
		return nil, true
	case k.Name == "a":
		return p.agree(), true
	case k.Name == "d":
		return p.a.act("decide"), true
	case k.Name == "+":
		p.more = !p.more
		p.arrive()
		return nil, true
	}
	if typing && id == rowNext && k.Text == "" {
		p.keep() // the step is written as it is; leaving the line then changes nothing more
		p.arrive()
	}
	cmd, used := p.fieldForm.key(k)
	if _, _, typing := p.form.Editing(); !typing && p.begun != "" {
		p.begun = ""
		p.a.talk.Do("agree.set", nil) // a step whose words are all gone is none
		p.arrive()
	}
	return cmd, used
}

// keep hands over what is being typed. A step that is begun in the empty line
// is one step, however often it is kept.
func (p *agreePage) keep() {
	id, value, typing := p.form.Editing()
	if !typing || id != rowNext {
		p.fieldForm.keep()
		return
	}
	p.kept = kit.Changed{ID: id, Value: value}
	p.writeStep(value)
}

func (p *agreePage) writeStep(value string) {
	if s := model.Find(p.a.talk.Record().Steps, p.begun); s != nil {
		if s.What != value {
			p.a.talk.DoSoFar("agree.set", map[string]string{"step." + string(s.ID) + ".what": value})
		}
		return
	}
	before := p.a.talk.Record().Steps
	p.a.talk.DoSoFar("agree.set", map[string]string{rowNext: value})
	if after := p.a.talk.Record().Steps; len(after) > len(before) {
		p.begun = after[len(after)-1].ID
	}
}

func (p *agreePage) frame() kit.Frame {
	title := p.a.say("action.go.agree")
	return kit.Frame{
		Title: p.a.title(p.a.say("screen.agree.readback"), title), Small: p.a.smallTitle(title),
		Status: p.a.said(p.will()),
		Hints:  p.hints(),
	}
}

// hints offer what can be done now: to agree while that is open, and behind it
// what the council decided.
func (p *agreePage) hints() []kit.Hint {
	a := p.a
	decide, _ := a.talk.Action("decide")
	switch {
	case p.inWords():
		return a.lineHints("screen.risk.type")
	case !p.agreed():
		return []kit.Hint{
			a.hint("a", a.inShort("screen.agree.agreed")), a.hint("Enter", "screen.agree.change"), a.hint("+", "screen.hint.more"),
			a.hint("Esc", "screen.agree.not-yet"),
		}
	}
	hints := []kit.Hint{a.hint("Enter", "screen.agree.change"), a.hint("+", "screen.hint.more"), a.hint("Esc", "screen.hint.back"), a.anything()}
	if decide.On {
		hints = slices.Insert(hints, 0, a.hint("d", "screen.agree.decided"))
	}
	return hints
}

// will is what the plan will be once it is agreed, or is already: in few words
// where the line has no room for more.
func (p *agreePage) will() model.Message {
	r := p.a.talk.Record()
	c := r.Conversation
	switch {
	case p.agreed() && c.Standing == model.Agreed && r.DecidedFor():
		return p.fitting("screen.agree.is-agreed-for")
	case p.agreed() && c.Standing == model.Agreed:
		return p.fitting("screen.agree.is-agreed")
	case p.agreed() && c.Standing == model.FinalNotAgreed:
		return p.fitting("screen.agree.is-not-agreed")
	case p.agreed():
		return model.Msg("standing." + string(c.Standing))
	}
	switch r.PersonSays().Says {
	case model.SaysYes, model.SaysYesBut:
		return p.fitting("screen.agree.will.yes")
	case model.SaysNo:
		return p.fitting("screen.agree.will.no")
	case model.SaysSomebody:
		return p.fitting("screen.agree.will.somebody")
	case model.SaysNotSaid:
		return p.fitting("screen.agree.will.not-said")
	case model.SaysNothing:
	}
	return p.fitting("screen.agree.will.not-asked")
}

// fitting is a sentence about the plan, or its short form where it is too long
// for its line.
func (p *agreePage) fitting(id string) model.Message {
	m := model.Msg(id, "who", p.a.called())
	if p.a.look.Measure.Width(p.a.said(m)) > p.a.pageWidth()-2 {
		m.ID += "-short"
	}
	return m
}

// page puts the lines in order: how far it was read back, what the council asks of
// it, the question with everybody's answers, what happens next, and what was not
// talked about.
func (p *agreePage) page(fields []flow.Field, rows []kit.Row) []kit.Row {
	a := p.a
	out := []kit.Row{{Kind: kit.RowWords, Label: a.said(p.readBackSaid())}}
	if r := a.talk.Record(); len(r.Wants)+len(r.Supports)+len(r.Risks) == 0 {
		out[0].Label = a.say("screen.agree.no-plan", "who", a.called())
	}
	out = append(out, p.a.councilRows()...)
	out = append(out, p.changedRows()...)
	out = append(out, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowHeading, Label: a.say("screen.agree.question")})
	var look kit.Row
	p.nameApart(rows)
	p.form.ValueAt = p.namesTo(rows)
	for _, r := range rows {
		switch {
		case strings.HasPrefix(r.ID, "answer."):
			out = append(out, p.answerRows(fields, r)...)
		case r.ID == "look":
			look = r
		}
	}
	out = append(out, kit.Row{Kind: kit.RowBlank}, kit.Row{
		Kind: kit.RowHeading, Label: a.say("screen.agree.next"), Value: a.say("screen.agree.who"), Extra: a.say("screen.agree.by"),
		ValueAt: colWho, ExtraAt: colBy,
	})
	out = append(out, p.stepRows()...)
	look.ValueAt, look.Prompt = colBy, a.say("screen.agree.no-day")
	out = append(out, a.owedAtHome()...)
	out = append(out, look)
	out = append(out, p.closingRows()...)
	if gaps := p.gaps(); gaps != "" {
		out = append(out, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: gaps})
	}
	return out
}

// nameApart gives those who are called the same their whole names.
func (p *agreePage) nameApart(rows []kit.Row) {
	r := p.a.talk.Record()
	for i := range rows {
		id, says := strings.CutSuffix(strings.TrimPrefix(rows[i].ID, "answer."), ".says")
		v := model.Find(r.Voices, model.ID(id))
		same := func(v *model.Voice) bool {
			return string(v.ID) != id && p.a.talk.VoiceName(v.ID) == p.a.talk.VoiceName(model.ID(id))
		}
		switch {
		case !says, v == nil, !slices.ContainsFunc(r.Voices, same):
		case v.Role == model.RolePerson:
			rows[i].Label = p.a.personName()
		default:
			rows[i].Label = v.Name
		}
	}
}

// namesTo is the column behind the names of all who answer.
func (p *agreePage) namesTo(rows []kit.Row) int {
	at := 13
	for _, r := range rows {
		if cells := p.a.look.Measure.Width(r.Label); strings.HasSuffix(r.ID, ".says") && cells <= mostAnswers {
			at = max(at, cells+6)
		}
	}
	return at
}

// closingRows are what can be done with the page as it is: agree, and once that
// is done note what the council decided.
func (p *agreePage) closingRows() []kit.Row {
	if x, _ := p.a.talk.Action("agree.close"); x.On {
		return []kit.Row{{ID: rowClose, Kind: kit.RowOpen, Label: p.a.say("action.agree.close")}}
	}
	if x, _ := p.a.talk.Action("decide"); x.On && p.agreed() {
		return []kit.Row{{ID: rowDecide, Kind: kit.RowOpen, Label: p.a.say("action.decide")}}
	}
	return nil
}

// agreed tells whether the plan stands as it was agreed.
func (p *agreePage) agreed() bool {
	c := p.a.talk.Record().Conversation
	return c.Standing.Plan() && !c.ChangedSince
}

// mostAnswers is the longest name that the answers stand beside.
const mostAnswers = 26

// The columns of who does a step, and by when.
const (
	colWho = 48
	colBy  = 62
)

func (p *agreePage) readBackSaid() model.Message {
	r := p.a.talk.Record()
	g := r.Agreement
	switch {
	case g == nil || !g.ReadBack:
		return model.Msg("screen.agree.not-read", "who", p.a.called(), "turn", p.a.by(keyTurn))
	case g.Changed == 0:
		return model.Msg("screen.agree.read", "who", p.a.called())
	}
	return model.Msg("screen.agree.read-changed", "who", p.a.called(), "n", g.Changed)
}

// answerRows are somebody's answer, and under it what belongs to it. How they
// said it stands behind the answer once that is known.
func (p *agreePage) answerRows(fields []flow.Field, r kit.Row) []kit.Row {
	id, part, _ := strings.Cut(strings.TrimPrefix(r.ID, "answer."), ".")
	switch part {
	case "says":
		if r.Label == "" {
			r.Label = p.a.called()
		}
		r.Choice, r.Prompt = kit.ChoiceFolded, p.a.say("screen.agree.not-answered")
		how := "answer." + id + ".how"
		i := slices.IndexFunc(fields, func(f flow.Field) bool { return f.ID == how && f.Value != "" })
		if i >= 0 {
			r.Extra = p.a.said(model.Msg("choice.answer.how." + fields[i].Value))
		}
	case "but":
		r.LabelAt, r.Label, r.Prompt = p.form.ValueAt-2, "", r.Label
	case "how":
		if r.Value != "" && !p.more {
			return nil
		}
		r.LabelAt, r.Label = p.form.ValueAt, p.a.say("screen.agree.how")
	}
	return []kit.Row{r}
}

func (p *agreePage) stepRows() []kit.Row {
	a := p.a
	var rows []kit.Row
	for _, s := range a.talk.Record().Steps {
		if s.ID == p.begun {
			continue
		}
		row := kit.Row{
			ID: rowStep + string(s.ID), Kind: kit.RowOpen, Label: s.What, Value: a.firstName(s.Who, colBy-colWho-2), Extra: a.day(s.By),
			ValueAt: colWho, ExtraAt: colBy,
		}
		if s.Done {
			row.Label = p.a.say("screen.agree.done", "what", s.What)
		}
		// What there is no room for beside who does it goes on in the next row.
		lines := a.look.Measure.Wrap(row.Label, colWho-p.form.LabelAt-2)
		if a.narrow() || len(lines) < 2 {
			rows = append(rows, row)
			continue
		}
		row.Label = lines[0]
		rows = append(rows, row, kit.Row{Kind: kit.RowWords, LabelAt: p.form.LabelAt + 2, Label: strings.Join(lines[1:], " ")})
	}
	next := kit.Row{ID: rowNext, LabelAt: p.form.LabelAt - 2, ValueAt: p.form.LabelAt, Prompt: p.a.say("screen.agree.another")}
	if s := model.Find(p.a.talk.Record().Steps, p.begun); s != nil {
		next.Value = s.What
	}
	return append(rows, next)
}

// day is a date as the page has it, and as it was typed where it is none.
func (a *app) day(w model.When) string {
	if t, ok := w.Date(); ok {
		return a.said(content.DateShort(t))
	}
	return w.Typed
}

// gaps is what was not talked about, in one sentence after the other: it is no
// reason to wait.
func (p *agreePage) gaps() string {
	if p.a.talk.Record().Person.Name() == "" {
		return ""
	}
	var all, unasked []string
	for _, m := range p.a.talk.Gaps(flow.ForAgree) {
		if who, ok := m.Args["who"].(string); ok && m.ID == "gap.asked" {
			unasked = append(unasked, who)
			continue
		}
		all = append(all, stopped(p.a.said(m)))
	}
	if len(unasked) > 0 {
		all = append(all, p.a.say("gap.asked", "who", strings.Join(unasked, ", ")))
	}
	if len(all) == 0 {
		return ""
	}
	return strings.Join(append(all, p.a.say("screen.agree.no-reason")), " ")
}

// openStep shows the three lines of one step, or does what a closing row is for.
func (p *agreePage) openStep(row string) tea.Cmd {
	switch row {
	case rowClose:
		return p.agree()
	case rowDecide:
		return p.a.act("decide")
	case rowWhy:
		return p.a.act("changed.why")
	case rowChanged:
		return p.a.sinceAgreed()
	}
	if cmd, ok := p.a.openOwed(row, model.StageAgree); ok {
		return cmd
	}
	id, ok := strings.CutPrefix(row, rowStep)
	if !ok {
		return nil
	}
	return p.a.push(newStepPage(p.a, model.ID(id)))
}

// about is what an answer is, and whose it is.
func (p *agreePage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.agree.answer"), model.Msg("screen.agree.source"))
}

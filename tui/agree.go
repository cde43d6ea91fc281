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
}

// The IDs of the page's own lines, and of the engine's for the next step.
const (
	rowStep = "/step/"
	rowNext = "step.+"
)

func newAgreePage(a *app) *agreePage {
	p := &agreePage{fieldForm: a.newFieldForm("agree.set")}
	p.form.ValueAt, p.form.ExtraAt = 13, 54
	p.arrange = p.page
	p.opened = p.openStep
	return p
}

func (p *agreePage) key(k kit.Key) (tea.Cmd, bool) {
	_, _, typing := p.form.Editing()
	id := p.form.Focus()
	switch {
	case typing || k.Text == "" || id == rowNext || p.emptyLook() || strings.HasSuffix(id, ".but"):
	case k.Name == "a":
		return p.a.act("agree.close"), true
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
		p.arrive()
	}
	return cmd, used
}

// emptyLook tells whether the keys are in the line of the day to look again,
// and none stands there yet: then every letter is typed.
func (p *agreePage) emptyLook() bool {
	day := p.a.talk.Record().Agreement
	return p.form.Focus() == "look" && (day == nil || day.LookAgain.Typed == "")
}

// keep hands over what is being typed. A step that is begun in the empty line
// is one step, however often it is kept.
func (p *agreePage) keep() {
	id, value, typing := p.form.Editing()
	if !typing || id != rowNext {
		p.fieldForm.keep()
		return
	}
	p.writeStep(value)
}

func (p *agreePage) writeStep(value string) {
	if s := model.Find(p.a.talk.Record().Steps, p.begun); s != nil {
		if s.What != value {
			p.a.talk.Do("agree.set", map[string]string{"step." + string(s.ID) + ".what": value})
		}
		return
	}
	before := p.a.talk.Record().Steps
	p.a.talk.Do("agree.set", map[string]string{rowNext: value})
	if after := p.a.talk.Record().Steps; len(after) > len(before) {
		p.begun = after[len(after)-1].ID
	}
}

func (p *agreePage) frame() kit.Frame {
	title := p.a.say("action.go.agree")
	return kit.Frame{
		Title: p.a.title(p.a.say("screen.agree.readback"), title), Small: p.a.smallTitle(title),
		Status: p.a.said(p.will()),
		Hints: []kit.Hint{
			p.a.hint("a", p.a.inShort("screen.agree.agreed")), p.a.hint("Enter", "screen.agree.change"), p.a.hint("+", "screen.hint.more"),
			p.a.hint("Esc", "screen.agree.not-yet"),
		},
	}
}

// will is what the plan will be once it is agreed, or is already.
func (p *agreePage) will() model.Message {
	r := p.a.talk.Record()
	name, c := p.a.called(), r.Conversation
	if c.Standing.Plan() && !c.ChangedSince {
		return model.Msg("standing."+string(c.Standing), "who", name)
	}
	says := model.SaysNothing
	if v := r.PersonVoice(); v != nil {
		answer, _ := r.Agreement.Answer(v.ID)
		says = answer.Says
	}
	switch says {
	case model.SaysYes, model.SaysYesBut:
		return model.Msg(p.a.inShort("screen.agree.will.yes"), "who", name)
	case model.SaysNo:
		return model.Msg(p.a.inShort("screen.agree.will.no"), "who", name)
	case model.SaysSomebody:
		return model.Msg(p.a.inShort("screen.agree.will.somebody"), "who", name)
	case model.SaysNotSaid:
		return model.Msg(p.a.inShort("screen.agree.will.not-said"), "who", name)
	case model.SaysNothing:
	}
	return model.Msg(p.a.inShort("screen.agree.will.not-asked"), "who", name)
}

// page puts the lines in order: how far it was read back, the question with
// everybody's answers, what happens next, and what was not talked about.
func (p *agreePage) page(fields []flow.Field, rows []kit.Row) []kit.Row {
	a := p.a
	out := []kit.Row{
		{Kind: kit.RowWords, Label: a.said(p.readBackSaid())},
		{Kind: kit.RowBlank},
		{Kind: kit.RowHeading, Label: a.say("screen.agree.question")},
	}
	var look kit.Row
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
	look.ValueAt, look.Prompt = colWho, a.say("screen.agree.no-day")
	out = append(out, look)
	if gaps := p.gaps(); gaps != "" {
		out = append(out, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: gaps})
	}
	return out
}

// The columns of who does a step, and by when.
const (
	colWho = 50
	colBy  = 64
)

func (p *agreePage) readBackSaid() model.Message {
	r := p.a.talk.Record()
	g := r.Agreement
	switch {
	case g == nil || !g.ReadBack:
		return model.Msg("screen.agree.not-read", "who", p.a.called())
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
			ID: rowStep + string(s.ID), Kind: kit.RowOpen, Label: s.What, Value: s.Who, Extra: a.day(s.By),
			ValueAt: colWho, ExtraAt: colBy,
		}
		if s.Done {
			row.Label = p.a.say("screen.agree.done", "what", s.What)
		}
		rows = append(rows, row)
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

// openStep shows the three lines of one step.
func (p *agreePage) openStep(row string) tea.Cmd {
	id, ok := strings.CutPrefix(row, rowStep)
	if !ok {
		return nil
	}
	return p.a.push(newStepPage(p.a, model.ID(id)))
}

// stepPage is what happens next: what, who, by when.
type stepPage struct {
	*fieldForm
	step model.ID
}

func newStepPage(a *app, step model.ID) *stepPage {
	p := &stepPage{fieldForm: a.newFieldForm("agree.set"), step: step}
	p.form.Fill = true
	p.arrange = func(fields []flow.Field, rows []kit.Row) []kit.Row {
		out := []kit.Row{{Kind: kit.RowBlank}}
		for _, r := range rows {
			if slices.ContainsFunc(fields, func(f flow.Field) bool { return f.ID == r.ID && f.Part == step }) {
				out = append(out, r)
			}
		}
		return out
	}
	p.finished = a.pop
	return p
}

func (p *stepPage) frame() kit.Frame {
	title := p.a.say("screen.agree.next")
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: []kit.Hint{
		p.a.hint("Enter", "screen.hint.next-line"), p.a.hint("Esc", "screen.hint.back"),
	}}
}

// about is what an answer is, and whose it is.
func (p *agreePage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.agree.answer"), model.Msg("screen.agree.source"))
}

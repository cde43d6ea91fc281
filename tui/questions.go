package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// questionsPage is, in a preparation, what must not be missed at the meeting
// and what the person wants to ask there: lines, and an empty one behind each.
type questionsPage struct {
	a    *app
	form *kit.Form
	// begun are the lines that were begun in the empty ones and are typed in
	// still, by the IDs of those.
	begun map[string]model.ID
}

// The empty lines.
const (
	rowMiss = "/miss"
	rowAsk  = "/ask"
)

func newQuestionsPage(a *app) *questionsPage {
	p := &questionsPage{a: a, form: kit.NewForm(a.look), begun: map[string]model.ID{}}
	p.form.LabelAt, p.form.ValueAt = 3, 6
	p.form.Fill = true
	return p
}

func (p *questionsPage) arrive() {
	if at := p.a.talk.Place().Part; at != "" && p.form.Focus() != string(at) && !p.drafted(at) {
		p.form.SetRows(p.rows())
		p.form.SetFocus(string(at))
		return
	}
	p.form.SetRows(p.rows())
}

func (p *questionsPage) drafted(id model.ID) bool {
	return p.begun[rowMiss] == id || p.begun[rowAsk] == id
}

func (p *questionsPage) rows() []kit.Row {
	miss := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowHeading, Label: p.a.say("screen.questions.miss")}}
	ask := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowHeading, Label: p.a.say("screen.questions.ask")}}
	for _, q := range p.a.talk.Record().Questions {
		if p.drafted(q.ID) {
			continue
		}
		row := kit.Row{ID: string(q.ID), Value: q.Words.Typed()}
		if q.NotToMiss {
			miss = append(miss, row)
		} else {
			ask = append(ask, row)
		}
	}
	miss = append(miss, p.empty(rowMiss, p.a.say("screen.questions.miss-next")))
	ask = append(ask, p.empty(rowAsk, p.a.say("screen.questions.ask-next")))
	return append(miss, ask...)
}

// empty is a line for the next, with what was begun in it.
func (p *questionsPage) empty(id, prompt string) kit.Row {
	row := kit.Row{ID: id, Prompt: prompt}
	if q := model.Find(p.a.talk.Record().Questions, p.begun[id]); q != nil {
		row.Value = q.Words.Typed()
	}
	return row
}

func (p *questionsPage) key(k kit.Key) (tea.Cmd, bool) {
	at := p.form.Focus()
	events, used := p.form.Key(k)
	for _, e := range events {
		if c, ok := e.(kit.Changed); ok {
			p.write(p.a.talk.Do, c.ID, c.Value)
		}
	}
	// What was kept while it was typed is no change when its line ends.
	_, _, typing := p.form.Editing()
	_, ended := p.begun[at]
	ended = ended && !typing
	if id := p.form.Focus(); ended || len(events) > 0 || id != rowMiss && id != rowAsk {
		p.begun = map[string]model.ID{}
		p.a.talk.Go(model.Place{Stage: model.StageQuestions, Part: p.partOf(id)})
		p.form.SetRows(p.rows())
	}
	if ended && k.Name == "enter" {
		p.form.SetFocus(at) // for the next of its kind
	}
	return nil, used
}

func (p *questionsPage) partOf(row string) model.ID {
	if q := model.Find(p.a.talk.Record().Questions, model.ID(row)); q != nil {
		return q.ID
	}
	return ""
}

// write puts a line into its question, or makes one of an empty line. A line
// that was emptied is taken out.
func (p *questionsPage) write(do func(string, map[string]string) flow.Effect, row, value string) {
	id := p.partOf(row)
	if made, ok := p.begun[row]; ok {
		id = made
	}
	f := p.a.talk
	switch {
	case id == "" && kit.Fold(value) == "":
	case id == "" && row == rowMiss:
		do("question.not-to-miss", map[string]string{"not-to-miss": value})
		p.begun[row] = f.Place().Part
	case id == "":
		do("question.new", map[string]string{"words": value})
		p.begun[row] = f.Place().Part
	case kit.Fold(value) == "":
		p.on(id)
		f.Do("question.drop", nil)
	default:
		p.on(id)
		do("question.set", map[string]string{"words": value, "not-to-miss": value})
	}
}

// on has the engine at a question, without ending what is typed in it.
func (p *questionsPage) on(id model.ID) {
	if p.a.talk.Place().Part != id {
		p.a.talk.Go(model.Place{Stage: model.StageQuestions, Part: id})
	}
}

func (p *questionsPage) paste(text string) tea.Cmd {
	p.form.Paste(text)
	return nil
}

func (p *questionsPage) keep() {
	id, value, typing := p.form.Editing()
	if !typing || kit.Fold(value) == "" && p.partOf(id) == "" && p.begun[id] == "" {
		return
	}
	if q := model.Find(p.a.talk.Record().Questions, p.partOf(id)); q != nil && q.Words.Typed() == value {
		return
	}
	p.write(p.a.talk.DoSoFar, id, value)
	p.form.SetRows(p.rows())
}

// typing tells whether a line has words in it that were not handed over.
func (p *questionsPage) typing() bool {
	id, value, typing := p.form.Editing()
	stands := ""
	for _, part := range []model.ID{p.partOf(id), p.begun[id]} {
		if q := model.Find(p.a.talk.Record().Questions, part); q != nil {
			stands = q.Words.Typed()
		}
	}
	return typing && value != stands
}

func (p *questionsPage) settle() tea.Cmd {
	p.keep()
	p.begun = map[string]model.ID{}
	p.form.Leave()
	p.form.SetRows(p.rows())
	return nil
}

func (p *questionsPage) frame() kit.Frame {
	title := p.a.say("action.go.questions")
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: []kit.Hint{
		p.a.hint("Enter", "screen.hint.next-line"), p.a.hint("Tab", "screen.questions.tab"), p.a.anything(),
	}}
}

func (p *questionsPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

func (p *questionsPage) selected() string { return p.form.Selected() }

func (p *questionsPage) cut() tea.Cmd {
	p.form.DeleteSelection()
	return nil
}

// about is what these lines become.
func (p *questionsPage) about() []kit.Row { return p.a.sentences(model.Msg("screen.questions.about")) }

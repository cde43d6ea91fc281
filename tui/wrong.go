package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// wrongPage takes a note out of the record for good that should never have been
// in it: into the record of somebody else, or into none. Nothing is done before
// Enter on its last line.
type wrongPage struct {
	a      *app
	form   *kit.Form
	note   *model.Note
	others []desk.Entry
	went   []time.Time // when it went out
	loaded bool
	moving bool   // it is on its way, and asked for once
	as     string // wrongMove, wrongShred, or not chosen
	to     string // whose record
}

const (
	wrongMove  = "move"
	wrongShred = "shred"
	rowAsWrong = "as"
	rowToWhom  = "to"
	rowDoWrong = "/do"
)

func newWrong(a *app) *wrongPage {
	p := &wrongPage{a: a, form: kit.NewForm(a.look), note: a.talk.InHand()}
	p.form.ValueAt = 24
	return p
}

// wrong asks what becomes of the note in hand.
func (a *app) wrong() tea.Cmd {
	if err := a.talk.SaveNow(); err != nil {
		a.fail(err)
	}
	return a.pushRead(newWrong(a))
}

// elsewhere is what is known of others and of where the note went.
type elsewhere struct {
	others []desk.Entry
	past   desk.Past
}

func (p *wrongPage) read() tea.Cmd {
	a, d, id := p.a, p.a.desk, p.a.talk.Record().ID
	return work(a, p, func(context.Context) (elsewhere, error) {
		past, err := d.ReadPast(id)
		if err != nil {
			return elsewhere{}, err
		}
		all, _, err := d.Everyone("")
		return elsewhere{slices.DeleteFunc(all, func(e desk.Entry) bool { return e.ID == id }), past}, err
	}, func(x elsewhere, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		p.others, p.went, p.loaded = x.others, x.past.WentOut(p.note.ID), true
		p.arrive()
		return nil
	})
}

func (p *wrongPage) arrive() {
	a := p.a
	blank := kit.Row{Kind: kit.RowBlank}
	rows := []kit.Row{
		blank, {Kind: kit.RowWords, Label: a.talk.VoiceName(p.note.Voice), Value: p.note.Words().String()}, blank,
	}
	if !p.loaded {
		p.form.SetRows(rows)
		return
	}
	rows = append(rows, kit.Row{ID: rowAsWrong, Kind: kit.RowChoice, Choice: kit.ChoiceListed, Label: a.say("screen.wrong.as"), Value: p.as, Options: p.ways()})
	if p.as == wrongMove {
		var people []kit.Option
		for _, e := range p.others {
			people = append(people, kit.Option{ID: string(e.ID), Label: a.entryName(e)})
		}
		rows = append(rows, kit.Row{ID: rowToWhom, Kind: kit.RowChoice, Choice: kit.ChoiceFolded, Label: a.say("screen.wrong.to"), Value: p.to, Options: people, Prompt: a.say("screen.wrong.names")})
	}
	rows = append(rows, blank)
	for _, m := range p.stays() {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: a.said(m)})
	}
	if label := p.label(); label != "" {
		rows = append(rows, blank, kit.Row{ID: rowDoWrong, Kind: kit.RowOpen, Label: label})
	}
	p.form.SetRows(rows)
}

// ways are what can become of the note. There may be nobody else.
func (p *wrongPage) ways() []kit.Option {
	shred := kit.Option{ID: wrongShred, Label: p.a.say("choice.wrong.as.shred")}
	if len(p.others) == 0 {
		return []kit.Option{shred}
	}
	return []kit.Option{{ID: wrongMove, Label: p.a.say("screen.wrong.move")}, shred}
}

// stays say what the taking out does not reach, and that it is for good.
func (p *wrongPage) stays() []model.Message {
	out := []model.Message{model.Msg("wrong.for-good")}
	for _, at := range p.went {
		out = append(out, model.Msg("wrong.went", "day", content.Date(at.Local())))
	}
	if m := p.a.desk.StillBeside(); !m.Zero() {
		out = append(out, m)
	}
	for _, what := range p.a.talk.DrawnFrom(p.note) {
		out = append(out, model.Msg("wrong.drawn", "what", what))
	}
	return out
}

// label is what Enter does, once enough is chosen for it.
func (p *wrongPage) label() string {
	switch {
	case p.as == wrongShred:
		return p.a.say("screen.wrong.shred")
	case p.as == wrongMove && p.to != "":
		return p.a.say("screen.wrong.move-to", "who", p.whose())
	}
	return ""
}

func (p *wrongPage) whose() string {
	for _, e := range p.others {
		if string(e.ID) == p.to {
			return p.a.entryName(e)
		}
	}
	return ""
}

func (p *wrongPage) key(k kit.Key) (tea.Cmd, bool) {
	if p.moving {
		return nil, false
	}
	events, used := p.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			switch e.ID {
			case rowAsWrong:
				p.as = e.Value
			case rowToWhom:
				p.to = e.Value
			}
			p.arrive()
		case kit.Opened:
			return p.done(), true
		}
	}
	return nil, used
}

// done takes the note out, and first puts it where it belongs: whatever ends the
// program meanwhile, it is in one of the two.
func (p *wrongPage) done() tea.Cmd {
	a, d, n := p.a, p.a.desk, p.note
	if p.as != wrongMove {
		return p.out()
	}
	t, voice := a.talk, model.Find(a.talk.Record().Voices, n.Voice)
	m := t.Moving(n)
	p.moving = true
	return work(a, nil, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.MoveIn(ctx, model.ID(p.to), n, voice)
	}, func(_ struct{}, err error) tea.Cmd {
		p.moving = false
		switch {
		case err != nil:
			a.fail(err)
		case a.talk == t && a.top() == p:
			return p.out()
		default:
			a.moved = append(a.moved, m)
			return a.finishMoves()
		}
		return nil
	})
}

// finishMoves takes out of their records the notes that came to stand where they
// belong after one had gone on, wherever one is by now. What can't be done yet,
// since it is locked or somebody is in that record, is done at the next turn.
func (a *app) finishMoves() tea.Cmd {
	d, t := a.desk, a.talk
	if d == nil {
		return nil
	}
	var all []tea.Cmd
	for _, m := range slices.Clone(a.moved) {
		if t == nil || t.Record().ID != m.From {
			all = append(all, work(a, nil, func(ctx context.Context) (bool, error) { return d.TakeOut(ctx, m) }, func(gone bool, err error) tea.Cmd {
				if err == nil {
					a.finished(m, gone)
				}
				return nil
			}))
			continue
		}
		a.keep()
		a.finished(m, t.TakeOut(m))
		if err := t.SaveNow(); err != nil {
			a.fail(err)
		}
		a.top().arrive()
	}
	return tea.Batch(all...)
}

// finished says what became of a note that was moved.
func (a *app) finished(m desk.Moved, gone bool) {
	a.moved = slices.DeleteFunc(a.moved, func(x desk.Moved) bool { return x == m })
	if gone {
		a.tell(model.Msg("wrong.moved-later"))
		return
	}
	a.tell(model.Msg("wrong.in-both"))
}

// out takes the note out of this record.
func (p *wrongPage) out() tea.Cmd {
	a := p.a
	a.toPage()
	a.talk.SetCaret(p.note.ID, 0)
	cmd := a.do(keyWrong, map[string]string{rowAsWrong: wrongShred})
	if p.as == wrongMove {
		a.tell(model.Msg("wrong.moved", "who", p.whose()))
	}
	if err := a.talk.SaveNow(); err != nil {
		a.fail(err)
	}
	return cmd
}

func (p *wrongPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.wrong.about"), model.Msg("wrong.backups"))
}

func (p *wrongPage) frame() kit.Frame {
	a := p.a
	title := a.say("action.note.wrong")
	return kit.Frame{Title: a.title(title), Small: a.smallTitle(title), Hints: []kit.Hint{
		a.hint("Enter", "screen.hint.choose"), a.hint("Esc", "screen.hint.back"),
	}}
}

func (p *wrongPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

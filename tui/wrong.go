package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// wrongPage takes a note out of the record for good that should never have been
// in it: into the record of somebody else, or into none. One line chooses which,
// and another names whose it is. Nothing is done before Enter where the page says
// what it does.
type wrongPage struct {
	a      *app
	form   *kit.Form
	note   *model.Note
	others []desk.Entry
	went   []time.Time // when it went out
	loaded bool
	moving bool          // it is on its way, and asked for once
	as     string        // wrongMove, wrongShred, or not chosen
	name   string        // of whom it is, as it was typed so far
	amiss  model.Message // why that is nobody's name
	to     desk.Entry    // whose record it goes to
}

const (
	wrongMove  = "move"
	wrongShred = "shred"
	rowAsWrong = "as"
	rowToWhom  = "to"
	rowDoWrong = "/do"
	rowThere   = "/to/" // and the id of a record
)

// mostThere is how many people are named who can be meant.
const mostThere = 5

// wrongAt is the column in which what belongs to a line of the page begins.
const wrongAt = 24

func newWrong(a *app) *wrongPage {
	p := &wrongPage{a: a, form: kit.NewForm(a.look), note: a.talk.InHand()}
	p.form.ValueAt = wrongAt
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
		p.begin(rowAsWrong)
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
	rows = append(rows, kit.Row{ID: rowAsWrong, Kind: kit.RowChoice, Choice: p.folded(), Label: a.say("screen.wrong.as"), Value: p.as, Options: p.ways()})
	if p.as == wrongMove {
		rows = append(rows, p.whose()...)
	}
	rows = append(rows, blank)
	for _, m := range p.stays() {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: a.said(m)})
	}
	if p.as == wrongShred {
		rows = append(rows, blank, kit.Row{ID: rowDoWrong, Kind: kit.RowOpen, Label: a.say("screen.wrong.shred")})
	}
	p.form.SetRows(rows)
}

// whose are the line in which it is typed whose the note is, and whom that can
// be: Enter there moves it to them.
func (p *wrongPage) whose() []kit.Row {
	a := p.a
	name := kit.Row{ID: rowToWhom, Label: a.say("screen.wrong.to"), Value: p.name, Prompt: a.say("screen.wrong.names")}
	if !p.amiss.Zero() {
		name.Wrong = a.said(p.amiss)
	}
	rows, fits := []kit.Row{name}, kit.Named(p.others, p.name, desk.Entry.Names)
	for _, e := range fits[:min(len(fits), mostThere)] {
		rows = append(rows, kit.Row{ID: rowThere + string(e.ID), Kind: kit.RowOpen, LabelAt: wrongAt, Label: a.say("screen.wrong.move-to", "who", a.entryName(e)), Extra: p.apart(e)})
	}
	if more := len(fits) - mostThere; more > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: wrongAt, Label: a.say("screen.wrong.more", "n", more)})
	}
	return rows
}

// apart tells somebody from another of the same name.
func (p *wrongPage) apart(e desk.Entry) string {
	if namesakes := kit.Named(p.others, e.Name(), desk.Entry.Names); len(namesakes) < 2 {
		return ""
	}
	return p.a.say("screen.home.last-visit", "day", content.DateBrief(e.LastVisit.Local()))
}

// begin goes to a line as Enter does there.
func (p *wrongPage) begin(line string) {
	p.form.SetFocus(line)
	if p.form.Focus() == line {
		p.form.Key(kit.Key{Name: "enter"})
	}
}

// ways are what can become of the note. There may be nobody else.
func (p *wrongPage) ways() []kit.Option {
	shred := kit.Option{ID: wrongShred, Label: p.a.say("choice.wrong.as.shred")}
	if len(p.others) == 0 {
		return []kit.Option{shred}
	}
	return []kit.Option{{ID: wrongMove, Label: p.a.say("screen.wrong.move")}, shred}
}

// folded has the ways take one row as soon as one is chosen: what comes of it is
// then in view in a small window.
func (p *wrongPage) folded() kit.ChoiceLook {
	if p.as == "" {
		return kit.ChoiceListed
	}
	return kit.ChoiceFolded
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

func (p *wrongPage) key(k kit.Key) (tea.Cmd, bool) {
	switch line := p.form.Focus(); {
	case p.moving, k.Name == "esc" && line == rowAsWrong:
		return nil, false
	case k.Name == "enter" && line == rowToWhom:
		return p.named(), true
	}
	events, used := p.form.Key(k)
	p.typed()
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			if e.ID == rowAsWrong {
				p.choose(e.Value)
			}
		case kit.Opened:
			return p.done(e.ID), true
		}
	}
	return nil, used
}

func (p *wrongPage) choose(as string) {
	p.as = as
	p.arrive()
	if as == wrongMove {
		p.begin(rowToWhom)
	}
}

// typed reads the name as far as it is typed, and shows whom it can be.
func (p *wrongPage) typed() {
	id, name, typing := p.form.Editing()
	if !typing || id != rowToWhom || name == p.name {
		return
	}
	p.name, p.amiss = name, model.Message{}
	p.arrive()
}

func (p *wrongPage) paste(text string) tea.Cmd {
	if !p.moving {
		p.form.Paste(text)
		p.typed()
	}
	return nil
}

// named moves the note to whom the name is of, where that is one and the page
// says so. Else the name stays as it is, with the reason.
func (p *wrongPage) named() tea.Cmd {
	fits := kit.Named(p.others, p.name, desk.Entry.Names)
	switch {
	case strings.TrimSpace(p.name) == "":
		p.amiss = model.Msg("wrong.no-name")
	case len(fits) == 0:
		p.amiss = model.Msg("wrong.nobody")
	case len(fits) > 1:
		p.amiss = model.Msg("wrong.many", "n", len(fits))
	default:
		return p.done(rowThere + string(fits[0].ID))
	}
	p.arrive()
	return nil
}

// done does what Enter does on a line: it takes the note out, and first puts it
// where it belongs. Whatever ends the program meanwhile, it is in one of the two.
func (p *wrongPage) done(line string) tea.Cmd {
	a, d, n := p.a, p.a.desk, p.note
	i := slices.IndexFunc(p.others, func(e desk.Entry) bool { return rowThere+string(e.ID) == line })
	switch {
	case line == rowDoWrong:
		return p.out()
	case i < 0:
		return nil
	}
	t, voice := a.talk, model.Find(a.talk.Record().Voices, n.Voice)
	m := t.Moving(n)
	p.to, p.moving = p.others[i], true
	return work(a, nil, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.MoveIn(ctx, m.From, p.to.ID, n, voice)
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
		a.tell(model.Msg("wrong.moved", "who", a.entryName(p.to)))
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
	title, does := a.say("action.note.wrong"), "screen.hint.choose"
	if p.form.Focus() != rowAsWrong {
		does = "screen.hint.do"
	}
	return kit.Frame{Title: a.title(title), Small: a.smallTitle(title), Hints: []kit.Hint{
		a.hint("Enter", does), a.hint("Esc", "screen.hint.back"),
	}}
}

func (p *wrongPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

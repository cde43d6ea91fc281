package tui

import (
	"context"
	"errors"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// conflictPage shows a plan that somebody changed at the server beside the plan
// as it is here: what each says of the same thing, side by side where there is
// room, and what is kept. Nothing is done before Enter on the last line.
type conflictPage struct {
	a        *app
	form     *kit.Form
	conflict *desk.Conflict // nil until it was looked at
	said     model.Message  // why there is nothing to look at
}

const (
	rowPoint    = "/point/" // and its number
	rowTogether = "/together"
)

// sidesFrom is the width of a page from which the two stand beside each other.
const sidesFrom = 76

// conflictAt is the column in which what each says begins.
const conflictAt = 5

func newConflict(a *app) *conflictPage {
	p := &conflictPage{a: a, form: kit.NewForm(a.look)}
	p.form.LabelAt, p.form.ValueAt = 3, 12
	return p
}

// openConflict opens the plan that somebody changed, and then what they changed.
func (a *app) openConflict(record model.ID) tea.Cmd {
	return tea.Sequence(a.openRecord(record, model.Place{Stage: model.StageAgree}), work(a, nil, func(context.Context) (struct{}, error) {
		return struct{}{}, nil
	}, func(struct{}, error) tea.Cmd {
		if a.talk == nil || a.talk.Record().ID != record {
			return nil
		}
		return a.pushRead(newConflict(a))
	}))
}

func (p *conflictPage) read() tea.Cmd {
	a, d, id := p.a, p.a.desk, p.a.talk.Record().ID
	return work(a, p, func(ctx context.Context) (desk.Theirs, error) { return d.TheirsOf(ctx, id) }, func(x desk.Theirs, err error) tea.Cmd {
		p.look(x, err)
		return nil
	})
}

// look puts what stands there beside what stands here.
func (p *conflictPage) look(x desk.Theirs, err error) {
	if err == nil {
		p.conflict, err = p.a.talk.Conflict(x)
	}
	switch m, known := desk.Sent(err); {
	case errors.Is(err, desk.ErrNoConflict):
		p.said = model.Msg("conflict.none")
	case known:
		p.said = m
	case err != nil:
		p.said = desk.Trouble(err)
	default:
		p.said = p.a.talk.MayMerge()
	}
	p.arrive()
}

func (p *conflictPage) arrive() {
	a, c := p.a, p.conflict
	rows := []kit.Row{{Kind: kit.RowBlank}}
	words := func(m model.Message) { rows = append(rows, kit.Row{Kind: kit.RowWords, Label: a.said(m)}) }
	switch {
	case c != nil:
		words(c.Changed())
		if c.Same() {
			words(model.Msg("conflict.same"))
		}
	case p.said.Zero():
		words(model.Msg("screen.conflict.looking"))
	}
	if c != nil {
		for i, x := range c.Points {
			rows = append(rows, kit.Row{Kind: kit.RowBlank})
			if i == 0 || !x.SameThing(c.Points[i-1]) {
				rows = append(rows, kit.Row{Kind: kit.RowHeading, Label: a.pastSaid(model.Msg("conflict.about", "what", x.What))})
			}
			rows = append(rows, p.point(i, x)...)
		}
		rows = append(rows, p.brought()...)
	}
	rows = append(rows, kit.Row{Kind: kit.RowBlank})
	switch {
	case !p.said.Zero():
		words(p.said)
	case c != nil:
		rows = append(rows, kit.Row{ID: rowTogether, Kind: kit.RowOpen, Label: a.say("screen.conflict.do")})
	}
	p.form.SetRows(rows)
}

// brought are the things that only they changed.
func (p *conflictPage) brought() []kit.Row {
	if len(p.conflict.Brought) == 0 {
		return nil
	}
	rows := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowWords, Label: p.a.say("conflict.brought")}}
	for _, m := range p.conflict.Brought {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: conflictAt, Label: p.a.pastSaid(m)})
	}
	return rows
}

// point is one thing of which both do not say the same, and what is kept of it.
func (p *conflictPage) point(i int, x desk.Point) []kit.Row {
	a := p.a
	var rows []kit.Row
	for _, l := range x.Lines {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: conflictAt, Label: a.said(l.Label)})
		if a.pageWidth() >= sidesFrom && !a.swaps(l) {
			rows = append(rows, p.beside(l)...)
			continue
		}
		for _, side := range []struct {
			head string
			text model.Message
		}{{"conflict.here", l.Was}, {"conflict.there", l.Is}} {
			rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: conflictAt, Label: a.said(model.Msg(side.head))})
			for _, row := range p.a.side(side.text, a.pageWidth()-conflictAt-1) {
				rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: conflictAt, Label: row})
			}
		}
	}
	keep := kit.Row{ID: rowPoint + strconv.Itoa(i), Kind: kit.RowChoice, Label: a.say("conflict.keep"), Value: string(x.Keep)}
	for _, k := range x.Offers {
		keep.Options = append(keep.Options, kit.Option{ID: string(k), Label: a.said(x.Offer(k))})
	}
	return append(rows, keep)
}

// swaps tells whether the two sides of a line would change places on a row: a
// terminal that turns words from right to left round turns both as one.
func (a *app) swaps(l flow.Compared) bool {
	return document.Leftward(a.said(l.Was)) && document.Leftward(a.said(l.Is))
}

// beside are the two sides of a line next to each other, row by row.
func (p *conflictPage) beside(l flow.Compared) []kit.Row {
	half := (p.a.pageWidth() - conflictAt - changeGap) / 2
	right := conflictAt + half + changeGap
	left, other := p.a.side(l.Was, half), p.a.side(l.Is, p.a.pageWidth()-right-1)
	rows := []kit.Row{{Kind: kit.RowQuiet, LabelAt: conflictAt, ValueAt: right, Label: p.a.say("conflict.here"), Value: p.a.say("conflict.there")}}
	for i := range max(len(left), len(other)) {
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: conflictAt, ValueAt: right, Label: at(left, i), Value: at(other, i)})
	}
	return rows
}

func (p *conflictPage) key(k kit.Key) (tea.Cmd, bool) {
	events, used := p.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			if n, ok := strings.CutPrefix(e.ID, rowPoint); ok {
				i, _ := strconv.Atoi(n)
				p.conflict.Points[i].Keep = desk.Keep(e.Value)
			}
		case kit.Opened:
			return p.together(), true
		}
	}
	return nil, used
}

// together brings both together as the page says.
func (p *conflictPage) together() tea.Cmd {
	a, c := p.a, p.conflict
	a.toPage()
	e, err := a.talk.Resolve(c)
	cmd := a.follow(e)
	if err != nil {
		a.fail(err)
	}
	return cmd
}

func (p *conflictPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.conflict.about", "who", p.a.called()), model.Msg("screen.conflict.about-after", "undo", p.a.by(keyUndo)))
}

func (p *conflictPage) frame() kit.Frame {
	a := p.a
	title, does := a.say("screen.conflict.title"), "screen.hint.choose"
	if p.form.Focus() == rowTogether {
		does = "screen.hint.do"
	}
	f := kit.Frame{Title: a.title(title), Small: a.smallTitle(title), Hints: []kit.Hint{a.hint("Enter", does), a.hint("Esc", "screen.hint.back")}}
	if p.form.Focus() == "" {
		f.Hints = f.Hints[1:]
	}
	return f
}

func (p *conflictPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

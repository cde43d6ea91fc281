package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// sendPage shows what would go where and what stays, and sends it when asked.
// While it goes one line for each plan changes its words, and nothing moves.
type sendPage struct {
	a       *app
	form    *kit.Form
	parcels []desk.Parcel
	stays   []desk.Stay
	back    []desk.Parcel     // given back earlier, and not tried again
	to      string            // where they go; empty where no server is set
	out     map[model.ID]bool // left out this time
	read    bool              // the outbox was read
	safety  string            // the council's number for a worry; empty where none is set
	stop    context.CancelFunc
	n, of   int             // the plan that is being sent, from 1, of how many
	there   int             // how many came to be there
	sent    bool            // something was tried
	said    []model.Message // what came of it, or why it did not begin
}

func newSendPage(a *app) *sendPage {
	p := &sendPage{a: a, form: kit.NewForm(a.look), out: map[model.ID]bool{}, safety: a.desk.Settings.Numbers.Safety}
	p.form.LabelAt = 3
	return p
}

// showSend opens the page and reads what waits.
func (a *app) showSend() tea.Cmd {
	p := newSendPage(a)
	return tea.Batch(a.push(p), p.look())
}

// look reads what waits, and what stays.
func (p *sendPage) look() tea.Cmd {
	d := p.a.desk
	return work(p.a, p, func(context.Context) (desk.Outgoing, error) { return d.WhatGoes() },
		func(o desk.Outgoing, err error) tea.Cmd {
			if err != nil {
				p.a.fail(err)
			}
			p.parcels, p.stays, p.back, p.to, p.read = o.Goes, o.Stays, o.Back, o.To, true
			p.arrive()
			return nil
		})
}

// arrive lists the plans. A sending goes on where the page is gone and the notes
// are locked: there is nobody to tell of it then.
func (p *sendPage) arrive() {
	if !p.read || !slices.Contains(p.a.stack, screen(p)) {
		return
	}
	if p.form.ValueAt, p.form.ExtraAt = 24, 50; p.a.pageWidth() >= columnsFrom {
		p.form.ValueAt, p.form.ExtraAt = 53, 79
	}
	p.form.SetRows(p.rows())
}

func (p *sendPage) rows() []kit.Row {
	a := p.a
	rows := []kit.Row{{Kind: kit.RowBlank}}
	words := func(s string) { rows = append(rows, kit.Row{Kind: kit.RowWords, Label: s}) }
	rows = append(rows, p.backRows()...)
	if len(p.parcels) == 0 {
		for _, m := range p.said {
			words(a.said(m))
		}
		if len(p.said) == 0 {
			words(a.say("screen.send.none"))
		}
		return append(append(rows, kit.Row{Kind: kit.RowBlank}), p.stayRows()...)
	}
	words(a.said(p.whither()))
	rows = append(rows, kit.Row{Kind: kit.RowBlank})
	for _, x := range p.parcels {
		rows = append(rows, p.parcelRows(x)...)
	}
	rows = append(rows, kit.Row{Kind: kit.RowBlank})
	for _, m := range p.said {
		words(a.said(m))
	}
	if len(p.said) > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	rows = append(rows, p.stayRows()...)
	if !p.sent {
		words(a.say("screen.send.goes"))
		words(a.say("screen.send.stays"))
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	if p.safety != "" {
		words(a.say("screen.send.worry", "number", p.safety))
	} else {
		words(a.say("screen.send.worry-no-number"))
	}
	return rows
}

// parcelRows are a plan that waits or was sent just now: where it stands, how far
// it has come, and under it what there is to say about that.
func (p *sendPage) parcelRows(x desk.Parcel) []kit.Row {
	how, more := p.how(x)
	rows := []kit.Row{{
		ID: string(x.ID), Kind: kit.RowOpen, Label: x.Name, Value: p.a.said(x.Come), Extra: p.a.said(how),
	}}
	if !more.Zero() {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 5, Label: p.a.said(more)})
	}
	return rows
}

// how is how far a plan has come in few words, and what there is to say besides.
func (p *sendPage) how(x desk.Parcel) (short, more model.Message) {
	m := x.Said()
	switch m.ID {
	case "sent.there":
		return model.Msg("screen.send.there", "clock", content.Clock(x.State.Since.Local())), more
	case "sent.going", "sent.going-of":
		return m, more
	case "sent.unsure":
		short = model.Msg("screen.send.unsure")
	case "sent.partly":
		short, more = model.Msg("screen.send.partly", "done", x.State.Done, "of", x.State.Of), m
	case "sent.asking":
		short, more = model.Msg("screen.send.asking"), model.Msg("screen.send.ask", "who", x.Name)
	default:
		if x.There() {
			return model.Msg("screen.send.there", "clock", content.Clock(x.State.Since.Local())), m
		}
		short = model.Msg("screen.send.waiting", "since", content.Since(x.Frozen.Local(), p.a.now().Local()))
		if m.ID != "sent.waiting" && m.ID != "sent.today" {
			more = m
		}
	}
	if p.out[x.ID] {
		return model.Msg("screen.send.left-out"), model.Message{}
	}
	return short, more
}

// stayRows are the plans that are agreed and do not go, each with why.
func (p *sendPage) stayRows() []kit.Row {
	var rows []kit.Row
	for _, x := range p.stays {
		rows = append(rows,
			kit.Row{ID: rowStay + string(x.Record), Kind: kit.RowOpen, Label: x.Name, Value: p.a.said(x.Short())},
			kit.Row{Kind: kit.RowWords, LabelAt: 5, Label: p.a.said(x.Why)},
			kit.Row{Kind: kit.RowBlank})
	}
	return rows
}

// What the IDs of rows begin with that are no plan to leave out: one that was sent
// back, and one that stays.
const (
	rowBack = "/back/"
	rowStay = "/stay/"
)

// backRows are the plans that were sent back, each with why and what to do.
func (p *sendPage) backRows() []kit.Row {
	var rows []kit.Row
	for _, x := range p.back {
		what := "screen.send.back"
		switch {
		case x.InConflict():
			what = "screen.send.changed"
		case x.PartGone():
			what = "screen.send.gone-part"
		case x.Gone():
			what = "screen.send.gone"
		}
		rows = append(rows,
			kit.Row{ID: rowBack + string(x.ID), Kind: kit.RowOpen, Label: x.Name, Value: p.a.say(what)},
			kit.Row{Kind: kit.RowWords, LabelAt: 5, Label: p.a.said(x.Mend())})
		if named := x.Named(); named != "" {
			rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 5, Label: p.a.say("screen.send.named", "what", named)})
		}
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	return rows
}

// whither is to whom the plans go. Without an address they go to nobody,
// whatever name the settings have for it.
func (p *sendPage) whither() model.Message {
	switch {
	case p.to == "":
		return model.Msg("screen.send.nowhere", "n", len(p.parcels))
	case p.sent:
		return model.Msg("screen.send.whither", "to", p.to)
	}
	return model.Msg("screen.send.to", "n", len(p.parcels), "to", p.to)
}

func (p *sendPage) key(k kit.Key) (tea.Cmd, bool) {
	switch {
	case k.Name == "esc" && p.stop != nil:
		p.stop()
		return nil, true
	case p.stop != nil:
		return nil, true
	case k.Name == "enter":
		return p.enter(), true
	case k.Name == "space" && p.onParcel() != nil && p.onParcel().Going():
		id := p.onParcel().ID
		p.out[id] = !p.out[id]
		p.arrive()
		return nil, true
	}
	_, used := p.form.Key(k)
	return nil, used
}

// enter does what there is to do about the plan in focus, or sends.
func (p *sendPage) enter() tea.Cmd {
	if id, stays := strings.CutPrefix(p.form.Focus(), rowStay); stays {
		return p.a.openRecord(model.ID(id), model.Place{Stage: model.StageShare})
	}
	switch x := p.onBack(); {
	case x != nil && x.Gone():
		return p.again(x.ID)
	case x != nil && x.InConflict():
		return p.a.openConflict(x.Record)
	case x != nil:
		return p.a.openRecord(x.Record, model.Place{Stage: model.StageAgree})
	}
	switch {
	case p.to == "":
		return nil
	case p.idle():
		return p.stillThere()
	}
	s := desk.Sending{Only: p.chosen()}
	if x := p.onParcel(); x != nil && x.Asks() {
		s.Only = []model.ID{x.ID}
		s.MayCreate = func(record model.ID) bool { return record == x.Record }
	}
	return p.send(s)
}

// onBack is the plan in focus where that was sent back, or nil.
func (p *sendPage) onBack() *desk.Parcel {
	id, ok := strings.CutPrefix(p.form.Focus(), rowBack)
	if !ok {
		return nil
	}
	return parcelOf(p.back, id)
}

// onParcel is the plan in focus where that waits or was sent, or nil.
func (p *sendPage) onParcel() *desk.Parcel { return parcelOf(p.parcels, p.form.Focus()) }

func parcelOf(list []desk.Parcel, id string) *desk.Parcel {
	i := slices.IndexFunc(list, func(x desk.Parcel) bool { return string(x.ID) == id })
	if i < 0 {
		return nil
	}
	return &list[i]
}

// chosen are the plans that go when Enter is pressed.
func (p *sendPage) chosen() []model.ID {
	var only []model.ID
	for _, x := range p.parcels {
		if !p.out[x.ID] && x.Going() {
			only = append(only, x.ID)
		}
	}
	return only
}

func (p *sendPage) frame() kit.Frame {
	a := p.a
	f := kit.Frame{Title: []string{a.say("screen.send.title"), a.desk.Settings.Name}, Small: []string{a.say("screen.send.title")}}
	f.Status = p.status()
	back := a.hint("Esc", "screen.hint.back")
	_, onStay := strings.CutPrefix(p.form.Focus(), rowStay)
	switch x := p.onBack(); {
	case p.stop != nil:
		f.Hints = []kit.Hint{a.hint("Esc", "screen.send.stop")}
	case x != nil && x.Gone():
		f.Hints = []kit.Hint{a.hint("Enter", "screen.send.again"), back}
	case x != nil && x.InConflict():
		f.Hints = []kit.Hint{a.hint("Enter", "screen.send.look"), back}
	case x != nil || onStay:
		f.Hints = []kit.Hint{a.hint("Enter", "screen.send.go-to"), back}
	case p.idle() && p.to != "":
		f.Hints = []kit.Hint{a.hint("Enter", "screen.send.still-there"), back}
	case p.onParcel() != nil && p.onParcel().Asks():
		f.Hints = []kit.Hint{a.hint("Enter", "screen.send.make"), back}
	default:
		f.Hints = append(p.parcelHints(), back)
	}
	return f
}

// parcelHints are what can be done about the plans that wait.
func (p *sendPage) parcelHints() []kit.Hint {
	var out []kit.Hint
	if p.to != "" && len(p.chosen()) > 0 {
		out = append(out, p.a.hint("Enter", "screen.send.send"))
	}
	switch x := p.onParcel(); {
	case x == nil || !x.Going():
	case p.out[x.ID]:
		out = append(out, p.a.hint("space", "screen.send.bring-in"))
	default:
		out = append(out, p.a.hint("space", "screen.send.leave-out"))
	}
	return out
}

// status says how far the sending is.
func (p *sendPage) status() string {
	unsure := slices.ContainsFunc(p.parcels, func(x desk.Parcel) bool { return x.Going() && x.State.Out() })
	switch {
	case p.stop != nil && p.n == 0:
		return p.a.say("screen.send.begins")
	case p.stop != nil:
		return p.a.say("screen.send.going", "n", p.n, "of", p.of)
	case p.sent:
		return p.a.say("screen.send.over")
	case unsure && p.to != "":
		return p.a.say("screen.send.may-be")
	case len(p.parcels) > 0:
		return p.a.say("screen.send.not-yet")
	}
	return ""
}

func (p *sendPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

// about is what is sent, and what becomes of it.
func (p *sendPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.send.about"), model.Msg("screen.send.about-after"))
}

package tui

import (
	"cmp"
	"context"
	"errors"
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
	back    []desk.Parcel     // given back earlier, and not tried again
	out     map[model.ID]bool // left out this time
	read    bool              // the outbox was read
	server  content.Server
	safety  string // the council's number for a worry; empty where none is set
	stop    context.CancelFunc
	sent    bool
	said    model.Message // why a sending did not begin
}

func newSendPage(a *app) *sendPage {
	s := a.desk.Settings
	p := &sendPage{a: a, form: kit.NewForm(a.look), out: map[model.ID]bool{}, server: s.Server, safety: s.Numbers.Safety}
	p.form.LabelAt, p.form.ValueAt, p.form.ExtraAt = 3, 24, 50
	return p
}

// showSend opens the page and reads what waits.
func (a *app) showSend() tea.Cmd {
	p := newSendPage(a)
	d := a.desk
	type outbox struct{ waiting, back []desk.Parcel }
	read := func(context.Context) (outbox, error) {
		waiting, err := d.Outgoing()
		if err != nil {
			return outbox{}, err
		}
		back, err := d.SentBack()
		return outbox{waiting, back}, err
	}
	return tea.Batch(a.push(p), work(a, p, read,
		func(o outbox, err error) tea.Cmd {
			if err != nil {
				a.fail(err)
			}
			p.parcels, p.back, p.read = o.waiting, o.back, true
			p.arrive()
			return nil
		}))
}

// arrive lists the plans. A sending goes on where the page is gone and the notes
// are locked: there is nobody to tell of it then.
func (p *sendPage) arrive() {
	if !p.read || !slices.Contains(p.a.stack, screen(p)) {
		return
	}
	p.form.SetRows(p.rows())
}

func (p *sendPage) rows() []kit.Row {
	a := p.a
	rows := []kit.Row{{Kind: kit.RowBlank}}
	words := func(s string) { rows = append(rows, kit.Row{Kind: kit.RowWords, Label: s}) }
	rows = append(rows, p.backRows()...)
	if len(p.parcels) == 0 {
		words(a.say("screen.send.none"))
		return rows
	}
	words(a.said(p.whither()))
	rows = append(rows, kit.Row{Kind: kit.RowBlank})
	for _, x := range p.parcels {
		rows = append(rows, kit.Row{ID: string(x.ID), Kind: kit.RowOpen, Label: x.Name, Value: a.said(model.Msg("stands." + string(x.Standing))), Extra: p.how(x)})
	}
	rows = append(rows, kit.Row{Kind: kit.RowBlank})
	words(a.say("screen.send.goes"))
	words(a.say("screen.send.stays"))
	rows = append(rows, kit.Row{Kind: kit.RowBlank})
	if p.safety != "" {
		words(a.say("screen.send.worry", "number", p.safety))
	} else {
		words(a.say("screen.send.worry-no-number"))
	}
	if !p.said.Zero() {
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
		words(a.said(p.said))
	}
	return rows
}

// rowBack begins the ID of a row of a plan that was sent back.
const rowBack = "/back/"

// backRows are the plans that were sent back, each with why and what to do.
func (p *sendPage) backRows() []kit.Row {
	var rows []kit.Row
	for _, x := range p.back {
		rows = append(rows,
			kit.Row{ID: rowBack + string(x.ID), Kind: kit.RowOpen, Label: x.Name, Value: p.a.say("screen.send.back")},
			kit.Row{Kind: kit.RowWords, LabelAt: 5, Label: p.a.said(x.Mend())})
		if named := x.State.Detail["issue.0"]; named != "" {
			rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 5, Label: p.a.say("screen.send.named", "what", named)})
		}
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	return rows
}

// whither is to whom the plans go. Without an address they go to nobody,
// whatever name the settings have for it.
func (p *sendPage) whither() model.Message {
	to := cmp.Or(p.server.Name, p.server.URL)
	switch {
	case p.server.URL == "":
		return model.Msg("screen.send.nowhere", "n", len(p.parcels))
	case p.stop != nil || p.sent && p.said.Zero():
		return model.Msg("screen.send.whither", "to", to)
	}
	return model.Msg("screen.send.to", "n", len(p.parcels), "to", to)
}

// how is how far a plan has come, or that it stays here this time.
func (p *sendPage) how(x desk.Parcel) string {
	if p.out[x.ID] {
		return p.a.say("screen.send.left-out")
	}
	switch m := x.Said(); m.ID {
	case "sent.there":
		return p.a.say("screen.send.there", "clock", content.Clock(x.State.Since.Local()))
	case "sent.waiting":
		return p.a.say("screen.send.waiting", "since", content.Since(x.Frozen.Local(), p.a.now().Local()))
	default:
		return p.a.said(m)
	}
}

func (p *sendPage) key(k kit.Key) (tea.Cmd, bool) {
	switch {
	case k.Name == "esc" && p.stop != nil:
		p.stop()
		return nil, true
	case p.stop != nil:
		return nil, true
	case k.Name == "enter" && p.onBack() != nil:
		return p.a.openRecord(p.onBack().Record, model.Place{Stage: model.StageAgree}), true
	case k.Name == "enter" && p.server.URL != "":
		return p.send(), true
	case k.Name == "enter":
		return nil, true
	case k.Name == "space" && !p.sent && p.onBack() == nil && p.form.Focus() != "":
		id := model.ID(p.form.Focus())
		p.out[id] = !p.out[id]
		p.arrive()
		return nil, true
	}
	_, used := p.form.Key(k)
	return nil, used
}

// onBack is the plan in focus where that was sent back, or nil.
func (p *sendPage) onBack() *desk.Parcel {
	id, ok := strings.CutPrefix(p.form.Focus(), rowBack)
	i := slices.IndexFunc(p.back, func(x desk.Parcel) bool { return string(x.ID) == id })
	if !ok || i < 0 {
		return nil
	}
	return &p.back[i]
}

// send sends what was not left out. What comes of each plan is heard of over a
// channel, since the sending goes on beside the screens.
func (p *sendPage) send() tea.Cmd {
	var only []model.ID
	for _, x := range p.parcels {
		if !p.out[x.ID] && x.Going() {
			only = append(only, x.ID)
		}
	}
	if len(only) == 0 {
		return nil
	}
	ctx, stop := context.WithCancel(p.a.ctx)
	p.stop, p.sent, p.said = stop, true, model.Message{}
	p.arrive()
	heard, d := make(chan desk.Parcel, newsAhead*len(only)), p.a.desk
	going := work(p.a, nil, func(context.Context) (struct{}, error) {
		defer close(heard)
		_, err := d.Send(ctx, only, func(x desk.Parcel) { heard <- x })
		return struct{}{}, err
	}, func(_ struct{}, err error) tea.Cmd { return p.ended(err) })
	return tea.Batch(going, p.listen(heard))
}

// newsAhead is how many steps of a plan can be ahead of the screen before the
// sending waits for it.
const newsAhead = 32

// listen waits for the next that is heard. It goes on though the page be gone,
// so that the sending never waits for a screen.
func (p *sendPage) listen(heard <-chan desk.Parcel) tea.Cmd {
	type news struct {
		parcel desk.Parcel
		more   bool
	}
	return work(p.a, nil, func(context.Context) (news, error) {
		x, more := <-heard
		return news{x, more}, nil
	}, func(n news, _ error) tea.Cmd {
		if !n.more {
			p.sortOut()
			p.arrive()
			return nil
		}
		i := slices.IndexFunc(p.parcels, func(x desk.Parcel) bool { return x.ID == n.parcel.ID })
		if i >= 0 {
			p.parcels[i] = n.parcel
		}
		p.a.sent(n.parcel)
		p.arrive()
		return p.listen(heard)
	})
}

func (p *sendPage) ended(err error) tea.Cmd {
	p.stop()
	p.stop = nil
	switch m, known := desk.Sent(err); {
	case err == nil:
	case errors.Is(err, context.Canceled):
		p.said = model.Msg("screen.send.stopped")
	case known:
		p.said = m
	default:
		p.said = desk.Trouble(err)
	}
	p.arrive()
	return nil
}

// sortOut puts what was sent back with what is to be put right.
func (p *sendPage) sortOut() {
	stuck := func(x desk.Parcel) bool {
		said := x.Said().ID
		return !x.Going() && said != "sent.there" && said != "sent.replaced"
	}
	for _, x := range p.parcels {
		if stuck(x) {
			p.back = append(p.back, x)
		}
	}
	p.parcels = slices.DeleteFunc(p.parcels, stuck)
}

func (p *sendPage) frame() kit.Frame {
	a := p.a
	f := kit.Frame{Title: []string{a.say("screen.send.title"), a.desk.Settings.Name}, Small: []string{a.say("screen.send.title")}}
	switch {
	case p.stop != nil:
		f.Status = a.say("screen.send.going")
		f.Hints = []kit.Hint{a.hint("Esc", "screen.send.stop")}
		return f
	case p.sent && p.said.Zero():
		f.Status = a.say("screen.send.over")
	case len(p.parcels) > 0:
		f.Status = a.say("screen.send.not-yet")
	}
	f.Hints = []kit.Hint{a.hint("Enter", "screen.send.send"), a.hint("space", "screen.send.leave-out"), a.hint("Esc", "screen.hint.back")}
	switch {
	case p.onBack() != nil:
		f.Hints = []kit.Hint{a.hint("Enter", "screen.send.go-to"), a.hint("Esc", "screen.hint.back")}
	case len(p.parcels) == 0:
		f.Hints = f.Hints[2:]
	case p.server.URL == "":
		f.Hints = f.Hints[1:]
	}
	return f
}

func (p *sendPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

// about is what is sent, and what becomes of it.
func (p *sendPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.send.about"), model.Msg("screen.send.about-after"))
}

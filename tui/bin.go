package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// binPage is what was thrown out and can be brought back.
type binPage struct {
	a      *app
	list   *kit.List
	found  []desk.Thrown
	loaded bool
}

func newBinPage(a *app) *binPage { return &binPage{a: a, list: kit.NewList(a.look)} }

// binColumns are the names and how long each stays.
var binColumns = []int{3, 40}

func (p *binPage) read() tea.Cmd {
	d := p.a.desk
	return work(p.a, p, func(context.Context) ([]desk.Thrown, error) {
		found, _, err := d.Bin()
		return found, err
	}, func(found []desk.Thrown, err error) tea.Cmd {
		if err != nil {
			p.a.fail(err)
			return nil
		}
		p.found, p.loaded = found, true
		p.arrive()
		return nil
	})
}

func (p *binPage) arrive() {
	items := []kit.Item{{Kind: kit.RowBlank}}
	for _, b := range p.found {
		items = append(items, kit.Item{ID: string(b.ID), Kind: kit.RowOpen, Cells: []string{p.a.entryName(b.Entry), p.a.said(b.Stays())}})
	}
	if p.loaded && len(p.found) == 0 {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{p.a.say("bin.empty")}})
	}
	p.list.Columns = binColumns
	p.list.SetItems(items)
}

func (p *binPage) key(k kit.Key) (tea.Cmd, bool) {
	switch k.Name {
	case "b":
		return p.back(), true
	case "p":
		return p.askPurge(), true
	}
	events, used := p.list.Key(k)
	for _, e := range events {
		if _, ok := e.(kit.Opened); ok {
			return p.back(), true
		}
	}
	return nil, used
}

// inFocus is the record in focus; false where nothing is in the bin.
func (p *binPage) inFocus() (desk.Thrown, bool) {
	for _, b := range p.found {
		if string(b.ID) == p.list.Focus() {
			return b, true
		}
	}
	return desk.Thrown{}, false
}

// back brings a record back, as it was.
func (p *binPage) back() tea.Cmd {
	b, ok := p.inFocus()
	if !ok {
		return nil
	}
	d := p.a.desk
	return p.done(func() error { return d.BringBack(b.ID) }, model.Msg("bin.back", "who", p.a.entryName(b.Entry)))
}

// askPurge asks before a record goes for good.
func (p *binPage) askPurge() tea.Cmd {
	b, ok := p.inFocus()
	if !ok {
		return nil
	}
	who := p.a.entryName(b.Entry)
	return p.a.push(newDecision(p.a, p.a.say("bin.for-good-yes"),
		[]model.Message{model.Msg("bin.for-good", "who", who), model.Msg("bin.for-good-how")},
		[]flow.Option{{Value: "yes", Label: model.Msg("bin.for-good-yes")}, {Value: "no", Label: model.Msg("bin.for-good-no")}},
		func(answer string) tea.Cmd {
			if answer != "yes" {
				return nil
			}
			d := p.a.desk
			return p.done(func() error { return d.Purge(b.ID) }, d.PurgedSaid(who))
		}))
}

// done does something about a record in the bin, and says what came of it. What
// was taken out of the file goes from the disk after it.
func (p *binPage) done(do func() error, said model.Message) tea.Cmd {
	a := p.a
	d := a.desk
	return work(a, nil, func(context.Context) (struct{}, error) { return struct{}{}, do() }, func(_ struct{}, err error) tea.Cmd {
		again := p.read()
		if h, ok := a.stack[0].(*home); ok {
			again = tea.Batch(again, h.look())
		}
		if err != nil {
			a.fail(err)
			return again
		}
		a.tell(said)
		return tea.Batch(again, a.tidy(d))
	})
}

func (p *binPage) about() []kit.Row {
	return p.a.sentences(model.Msg("bin.about"), model.Msg("bin.about-for-good"))
}

func (p *binPage) naming() {}

func (p *binPage) frame() kit.Frame {
	a := p.a
	title := []string{a.say("action.bin")}
	f := kit.Frame{Title: title, Small: title}
	if len(p.found) > 0 {
		f.Hints = []kit.Hint{a.hint("Enter", "screen.hint.bring-back"), a.hint("p", "screen.hint.for-good")}
	}
	f.Hints = append(f.Hints, a.hint("Esc", "screen.hint.back"))
	return f
}

func (p *binPage) view(width, height int) kit.Drawing { return p.list.View(width, height) }

// askThrow asks before the conversation goes into the bin, and says at once
// where it can't.
func (a *app) askThrow() tea.Cmd {
	t, d := a.talk, a.desk
	if !t.Kept() {
		a.tell(model.Msg("bin.nothing"))
		return nil
	}
	if err := t.SaveNow(); err != nil {
		a.fail(err)
		return nil
	}
	id := t.Record().ID
	return work(a, a.top(), func(ctx context.Context) (struct{}, error) {
		if err := t.Wait(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, d.MayThrow(id)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil || a.talk != t {
			if err != nil {
				a.fail(err)
			}
			return nil
		}
		return a.push(newDecision(a, a.say("action.bin.put"), a.throwSaid(),
			[]flow.Option{{Value: "yes", Label: model.Msg("bin.yes")}, {Value: "no", Label: model.Msg("bin.no")}},
			func(answer string) tea.Cmd {
				if answer != "yes" || a.talk != t {
					return nil
				}
				return a.throw()
			}))
	})
}

// throwSaid is what comes of putting the conversation in the bin.
func (a *app) throwSaid() []model.Message {
	say := []model.Message{model.Msg("bin.ask", "who", a.personName()), model.Msg("bin.ask-how", "n", desk.BinDays)}
	if c := a.talk.Record().Conversation; c != nil && c.Standing.Plan() {
		say = append(say, model.Msg("bin.ask-council"))
	}
	return say
}

// throw leaves the conversation for home and puts it into the bin.
func (a *app) throw() tea.Cmd {
	d, id := a.desk, a.talk.Record().ID
	cmd, left := a.leaveTalk()
	if !left {
		return cmd
	}
	return tea.Sequence(cmd, work(a, nil, func(context.Context) (struct{}, error) { return struct{}{}, d.Throw(id) }, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		a.tell(model.Msg("bin.thrown", "n", desk.BinDays))
		if h, ok := a.top().(*home); ok {
			return h.look()
		}
		return nil
	}))
}

// askHold asks why the conversation is to be kept out of the bin, or whether it
// is no longer to be.
func (a *app) askHold() tea.Cmd {
	t, d := a.talk, a.desk
	if !t.Kept() {
		a.tell(model.Msg("bin.nothing"))
		return nil
	}
	id := t.Record().ID
	return work(a, a.top(), func(ctx context.Context) (desk.HoldWhy, error) {
		if err := t.Wait(ctx); err != nil {
			return "", err
		}
		return d.Held(id)
	}, func(held desk.HoldWhy, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		say := []model.Message{model.Msg("hold.ask")}
		if held != "" {
			say = []model.Message{desk.HoldSaid(held)}
		}
		return a.push(newDecision(a, a.say("action.hold"), say, desk.HoldOptions(held), func(answer string) tea.Cmd {
			return a.hold(d, id, desk.HoldWhy(answer), held)
		}))
	})
}

func (a *app) hold(d *desk.Desk, id model.ID, why, was desk.HoldWhy) tea.Cmd {
	if why == was || why == desk.HoldEnd && was == "" {
		return nil
	}
	if why == desk.HoldEnd {
		why = ""
	}
	return work(a, nil, func(context.Context) (struct{}, error) { return struct{}{}, d.Hold(id, why) }, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		a.tell(desk.HoldSaid(why))
		return nil
	})
}

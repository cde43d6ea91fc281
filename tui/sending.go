package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
)

// again has a plan wait that is gone from the server.
func (p *sendPage) again(item model.ID) tea.Cmd {
	d := p.a.desk
	return work(p.a, p, func(ctx context.Context) (int, error) { return d.Again(ctx, item) },
		func(gone int, err error) tea.Cmd {
			p.sent, p.said = false, nil
			if err == nil {
				p.said = []model.Message{model.Msg("sent.puts-back", "n", gone)}
			} else if m, known := desk.Sent(err); known {
				p.said = []model.Message{m}
			} else {
				p.a.fail(err)
			}
			return p.look()
		})
}

// send sends. What comes of each plan is heard of over a channel, since the
// sending goes on beside the screens.
func (p *sendPage) send(s desk.Sending) tea.Cmd {
	if len(s.Only) == 0 {
		return nil
	}
	ctx, stop := context.WithCancel(p.a.ctx)
	p.stop, p.sent, p.said, p.n, p.of, p.there = stop, true, nil, 0, len(s.Only), 0
	p.arrive()
	heard, d := make(chan desk.Progress, newsAhead*len(s.Only)), p.a.desk
	s.Told = func(x desk.Progress) { heard <- x }
	going := work(p.a, nil, func(context.Context) (time.Duration, error) {
		defer close(heard)
		err := d.Send(ctx, s)
		return d.Skew(), err
	}, p.ended)
	return tea.Batch(going, p.listen(heard))
}

// newsAhead is how many steps of a plan can be ahead of the screen before the
// sending waits for it.
const newsAhead = 64

// listen waits for the next that is heard. It goes on though the page be gone,
// so that the sending never waits for a screen.
func (p *sendPage) listen(heard <-chan desk.Progress) tea.Cmd {
	type news struct {
		desk.Progress
		more bool
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
		if x := parcelOf(p.parcels, string(n.ID)); x != nil {
			*x = n.Parcel
		}
		p.n, p.of = n.N, n.Of
		if n.There() {
			p.there++
		}
		p.a.sent(n.Parcel)
		p.arrive()
		return p.listen(heard)
	})
}

func (p *sendPage) ended(skew time.Duration, err error) tea.Cmd {
	p.stop()
	p.stop = nil
	p.said = append(p.said, desk.Outgoing{Skew: skew}.Came(0)...)
	switch m, known := desk.Sent(err); {
	case err == nil:
	case known:
		p.said = append([]model.Message{m}, p.said...)
	default:
		p.said = append([]model.Message{desk.Trouble(err)}, p.said...)
	}
	p.arrive()
	return nil
}

// sortOut puts what was sent back with what is to be put right, and says what came
// of it all.
func (p *sendPage) sortOut() {
	var going []desk.Parcel
	for _, x := range p.parcels {
		switch {
		case x.Back():
			p.back = append(p.back, x)
		case x.Going():
			going = append(going, x)
		}
	}
	p.parcels = slices.DeleteFunc(p.parcels, desk.Parcel.Back)
	p.said = append(p.said, desk.Outgoing{Goes: going, Back: p.back, Stays: p.stays}.Came(p.there)...)
}

// selfAfter is how long nobody has touched a key before plans go by themselves:
// they are never in the way of typing.
const selfAfter = 2 * time.Second

// sendSelf sends what waits without being asked, and says in a line how many
// plans are there, of nobody by name.
func (a *app) sendSelf() tea.Cmd {
	d := a.desk
	return work(a, nil, d.SendSelf, func(there int, _ error) tea.Cmd { // what did not go says why itself
		if there == 0 || a.desk != d {
			return nil
		}
		a.tell(model.Msg("screen.send.by-itself", "n", there))
		if h, ok := a.top().(*home); ok {
			return h.look()
		}
		return nil
	})
}

// idle tells whether nothing waits to go, nor is told about here.
func (p *sendPage) idle() bool { return p.read && len(p.parcels)+len(p.back) == 0 }

// stillThere asks whether what was sent is still there.
func (p *sendPage) stillThere() tea.Cmd {
	ctx, stop := context.WithCancel(p.a.ctx)
	d := p.a.desk
	p.stop, p.n, p.said = stop, 0, nil
	p.arrive()
	looking := func(context.Context) (desk.Looked, error) {
		defer stop() // the page may be gone by then
		return d.Look(ctx)
	}
	return work(p.a, p, looking, func(l desk.Looked, err error) tea.Cmd {
		p.stop, p.said = nil, l.Said()
		if err != nil {
			p.a.fail(err)
		}
		return p.look()
	})
}

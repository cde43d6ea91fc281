package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// turnedPage is a turned screen with one thing to read: what is said first, the
// circle, the card.
type turnedPage struct {
	a    *app
	read func() *readout // makes what is read
	// flip turns it over to its other side, of which hint tells; nil for none.
	flip func()
	hint func() kit.Hint
	top  int
	more bool
}

func newTurnedPage(a *app, read func() *readout) *turnedPage { return &turnedPage{a: a, read: read} }

func (p *turnedPage) ground() kit.Tone { return p.a.look.Styles.Person }

func (p *turnedPage) arrive() {}

func (p *turnedPage) key(k kit.Key) (tea.Cmd, bool) {
	if p.a.isFor(keyTurn, k) {
		return p.a.pop(), true
	}
	switch k.Name {
	case "down", "pgdown":
		p.top++
	case "up", "pgup":
		p.top = max(0, p.top-1)
	case "w", "W":
		if p.flip != nil {
			p.flip()
			p.top = 0
		}
	case "space", "enter":
		p.view(p.a.width, p.a.height)
		if p.more {
			p.top += p.a.height / 2
			return nil, true
		}
		return p.a.pop(), true
	case "esc":
		return p.a.pop(), true
	}
	return nil, true
}

func (p *turnedPage) frame() kit.Frame { return kit.Frame{} }

func (p *turnedPage) view(width, height int) (d kit.Drawing) {
	var keys []kit.Hint
	if p.flip != nil {
		keys = []kit.Hint{p.hint()}
	}
	d, p.top, p.more = p.a.drawReadout(p.read(), keys, nil, width, height, p.top)
	return d
}

// turn turns the screen round to the person: at the start of a visit to what
// is said first, on the page of people to the circle, everywhere else to the
// reading back. From one's own notes it goes by way of the talk, so that no key
// of whoever reads brings them back.
func (a *app) turn() tea.Cmd {
	a.comeBackToTalk()
	switch at := a.talk.Place(); at.Stage {
	case model.StageStart:
		return a.push(newTurnedPage(a, a.readOpening))
	case model.StagePeople:
		return a.push(newTurnedCircle(a))
	case model.StageReadBack:
		return a.do("go.readback", nil)
	default:
		p := newReadBack(a, at)
		a.keep()
		a.talk.Go(model.Place{Stage: model.StageReadBack})
		if _, more := a.talk.Reading(); !more {
			a.talk.Do("go.readback", nil)
		}
		return a.push(p)
	}
}

// readOpening is what is said first.
func (a *app) readOpening() *readout {
	r := &readout{}
	for part := range strings.SplitSeq(strings.TrimSpace(a.talk.Guide().Opening), "\n\n") {
		r.put(strings.Join(strings.Fields(part), " "), 1)
	}
	return r
}

// newTurnedCircle is the circle as it is, and on its other side as the person
// would like it, where that is another.
func newTurnedCircle(a *app) *turnedPage {
	wished := false
	p := newTurnedPage(a, func() *readout { return a.readCircle(wished) })
	if slices.ContainsFunc(a.persons().Relations, wishedElsewhere) {
		p.flip = func() { wished = !wished }
		p.hint = func() kit.Hint {
			if wished {
				return a.hint("W", "screen.turned.as-is")
			}
			return a.hint("W", "screen.turned.as-wished")
		}
	}
	return p
}

// readCircle is the circle as the person may have it: nobody else's wish and
// nobody who is not to be contacted is in it.
func (a *app) readCircle(wished bool) *readout {
	r := &readout{circle: a.circle(a.persons().Relations, "screen.turned.", wished)}
	if wished {
		r.strong(a.say("screen.turned.circle-wished"), 0)
	} else {
		r.strong(a.say("screen.turned.circle"), 0)
	}
	return r
}

package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// readBack is the plan read back on the turned screen: one thing, then one
// question. It draws what the engine gives to be read and nothing else, so that
// there is nothing on it that the person may not see.
type readBack struct {
	a    *app
	back model.Place // the worker's page
	// field holds the words while they are changed.
	field    *kit.Field
	changing bool
	kept     string // what of them was handed over
	top      int
	more     bool // there is more below
}

func newReadBack(a *app, back model.Place) *readBack { return &readBack{a: a, back: back} }

func (p *readBack) ground() kit.Tone { return p.a.look.Styles.Person }

func (p *readBack) arrive() {
	if p.field == nil {
		p.field = kit.NewField(p.a.paper())
	}
}

func (p *readBack) key(k kit.Key) (tea.Cmd, bool) {
	if p.changing {
		p.fieldKey(k)
		return nil, true
	}
	item, reading := p.a.talk.Reading()
	if p.a.isFor(keyTurn, k) {
		return p.leave(), true
	}
	switch k.Name {
	case "space":
		return p.on(reading), true
	case "enter":
		if !reading {
			return p.end(), true
		}
	case "c", "C":
		p.change(item, reading)
	case "l", "L":
		if reading {
			p.answer("read.leave")
		}
	case "left", "backspace", "b":
		p.answer("read.back")
	case "down", "pgdown":
		p.top++
	case "up", "pgup":
		p.top = max(0, p.top-1)
	case "esc":
		return p.leave(), true
	}
	return nil, true
}

// on goes on: to what stands below the window, or to the next thing. Behind the
// last it stops, since the key may still be held down.
func (p *readBack) on(reading bool) tea.Cmd {
	p.view(p.a.width, p.a.height) // a second press may come before the next thing was drawn
	switch {
	case p.more:
		p.top += max(1, p.a.height/2)
	case reading:
		p.answer("read.yes")
	case len(p.a.talk.ReadBack()) == 0:
		return p.leave()
	}
	return nil
}

// end goes from the last page to the worker's page of agreement.
func (p *readBack) end() tea.Cmd {
	if len(p.a.talk.ReadBack()) == 0 {
		return p.leave()
	}
	p.drop()
	for _, s := range []model.Stage{model.StageAgree, model.StageShare} {
		if p.a.talk.Guide().Has(s) {
			return p.a.goTo(model.Place{Stage: s})
		}
	}
	return p.a.goTo(p.back)
}

// answer does what was answered. What came of it is not told here: whoever
// reads this screen sees the next thing, or that this one is gone.
func (p *readBack) answer(action string) {
	p.a.talk.Do(action, nil)
	p.top = 0
}

func (p *readBack) change(item flow.Item, reading bool) {
	if a, _ := p.a.talk.Action("read.change"); !reading || !a.On {
		return
	}
	p.changing, p.top = true, 0
	p.field = kit.NewField(p.a.paper())
	p.kept = item.Words.Typed()
	p.field.SetValue(p.kept)
}

// fieldKey takes the keys while the words are changed. Enter goes on with them,
// Esc leaves them standing as they are then and asks once more.
func (p *readBack) fieldKey(k kit.Key) {
	switch k.Name {
	case "enter":
		p.changing = false
		if p.write(false) {
			p.top = 0
		}
	case "esc":
		p.keep()
		p.changing = false
	default:
		p.field.Key(k)
	}
}

// write hands the words over, finished or so far.
func (p *readBack) write(soFar bool) bool {
	p.kept = p.field.Value()
	answers := map[string]string{"words": p.kept}
	if soFar {
		return len(p.a.talk.DoSoFar("read.change", answers).Changed) > 0
	}
	return len(p.a.talk.Do("read.change", answers).Changed) > 0
}

func (p *readBack) keep() {
	if p.typing() {
		p.write(true)
	}
}

func (p *readBack) typing() bool { return p.changing && p.field.Value() != p.kept }

// leave gives the worker's page back.
func (p *readBack) leave() tea.Cmd {
	p.keep()
	p.changing = false
	if !p.a.pushed() {
		return p.a.goTo(p.back)
	}
	p.drop()
	p.a.talk.Go(p.back)
	p.a.top().arrive()
	if err := p.a.talk.SaveNow(); err != nil {
		p.a.fail(err)
	}
	return nil
}

// drop takes the screen away where it stands over another.
func (p *readBack) drop() {
	if p.a.pushed() {
		p.a.stack = p.a.stack[:len(p.a.stack)-1]
	}
}

func (p *readBack) paste(text string) tea.Cmd {
	if p.changing {
		p.field.Paste(text)
	}
	return nil
}

func (p *readBack) frame() kit.Frame { return kit.Frame{} }

func (p *readBack) view(width, height int) (d kit.Drawing) {
	r, keys := p.read()
	var field *kit.Field
	if p.changing {
		field = p.field
	}
	d, p.top, p.more = p.a.drawReadout(r, keys, field, width, height, p.top)
	return d
}

// read is what is read now, and what can be pressed.
func (p *readBack) read() (*readout, []kit.Hint) {
	a, r := p.a, &readout{}
	item, reading := a.talk.Reading()
	switch {
	case !reading && len(a.talk.ReadBack()) == 0:
		r.put(a.say("screen.readback.nothing"), 0)
		return r, []kit.Hint{a.hint("Space", "screen.readback.back")}
	case !reading:
		r.strong(a.say("screen.readback.all"), 0)
		r.put(a.say("screen.readback.after"), 1)
		return r, []kit.Hint{a.hint("Enter", "screen.readback.go-on")}
	}
	r.lines = append(r.lines, readLine{text: a.said(item.Heading), strong: true, spare: !item.Words.Empty() && !p.changing})
	if p.changing {
		return r, []kit.Hint{a.hint("Enter", "screen.readback.changed"), a.hint("Esc", "screen.readback.stop")}
	}
	if !item.Words.Empty() {
		r.put(item.Words.String(), 1)
	}
	p.lines(r, item)
	r.lines = append(r.lines, readLine{text: a.said(item.Ask), strong: true, room: 2, asks: true})
	keys := []kit.Hint{a.hint("Space", "screen.readback.yes")}
	if item.Part != "" {
		keys = append(keys, a.hint("C", "screen.readback.change"), a.hint("L", "screen.readback.leave"))
	}
	return r, keys
}

// lines puts down the lines of a thing. Sentences that begin something new have
// room before them; what belongs to the line before has not.
func (p *readBack) lines(r *readout, item flow.Item) {
	alone := false // the line before belongs to a thing that ended with it
	for i, l := range item.Lines {
		heads := i+1 < len(item.Lines) && item.Lines[i+1].Say.Zero() // what follows is the words it is of
		switch {
		case l.Say.Zero():
			room := 0
			if alone {
				room = 1
			}
			r.put(l.Words.String(), room)
			alone = true
		case follows(l.Say.ID):
			r.put(p.a.said(l.Say), 0)
			alone = true
		case heads && l.Say.ID == "read.helps":
			r.strong(p.a.said(l.Say), 2)
			alone = false
		default:
			r.lines = append(r.lines, readLine{text: p.a.said(l.Say), room: 1, label: heads})
			alone = false
		}
	}
}

// follows tells whether a sentence belongs to the line before it.
func follows(id string) bool {
	return id == "read.who" || id == "read.visits" || id == "read.hours"
}

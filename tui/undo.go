package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// typist is a screen with a line whose words can be taken back while it is
// being typed: the newest word, or again the one that was taken back last.
// False tells that there is none.
type typist interface{ retype(again bool) bool }

// aimer is a screen that can put the keys into one of its lines.
type aimer interface{ aim(line string) }

// undone takes back what was done last, or does it again. In a line that is
// being typed that is its newest word; behind that, and everywhere else, the
// newest thing done in the conversation, wherever that was. What stands over
// the page is closed for it, and a line that is typed on is handed over first.
func (a *app) undone(id string) tea.Cmd {
	if t, ok := a.top().(typist); ok && t.retype(id == keyRedo) {
		return nil
	}
	if a.talk == nil {
		a.tell(model.Msg("undo.no-talk"))
		return nil
	}
	if !a.toPage() {
		return nil
	}
	ended := a.settle()
	e := a.talk.Do(id, nil)
	cmd := a.follow(e)
	if x, ok := a.top().(aimer); ok && e.Look.Field != "" {
		x.aim(e.Look.Field)
	}
	return tea.Sequence(ended, cmd)
}

// stayer is a screen over a page that does not simply go where something
// beneath it is undone. It closes itself, putting by what it holds, or tells by
// false that it stays.
type stayer interface{ giveWay() bool }

// toPage closes what stands over the page, and tells whether it could.
func (a *app) toPage() bool {
	for a.pushed() {
		s, ok := a.top().(stayer)
		switch {
		case !ok:
			a.pop()
		case !s.giveWay():
			return false
		}
	}
	return true
}

// sent notes that the plan of the conversation that is open is there: from
// there nothing takes it back.
func (a *app) sent(x desk.Parcel) {
	if a.talk != nil && x.Record == a.talk.Record().ID && x.Said().ID == "sent.there" {
		a.talk.Beyond("send")
	}
}

// aim puts the keys into a line, where there is one of this name.
func (f *fieldForm) aim(line string) { f.form.SetFocus(line) }

func (f *fieldForm) retype(again bool) bool { return retyped(f.form, again) }

func (p *partsPage) retype(again bool) bool { return p.current().retype(again) }

// aim opens the lines of the part in focus for it.
func (p *partsPage) aim(line string) {
	if p.open == "" && p.placed != "" {
		p.show(p.placed)
		p.lines.arrive()
	}
	p.current().aim(line)
}

func (q *asking) retype(again bool) bool { return q.form != nil && retyped(q.form, again) }

func (p *minePage) retype(again bool) bool { return p.parts.inSecond && retyped(p.form, again) }

func (p *minePage) aim(line string) {
	p.enterForm()
	p.form.SetFocus(line)
}

func (p *questionsPage) retype(again bool) bool { return retyped(p.form, again) }

// retyped turns back, or on, in the line of a form that is being typed. Where
// words stand in it there is nothing to do again behind them.
func retyped(f *kit.Form, again bool) bool {
	if again {
		return f.Retype() || f.Typed()
	}
	return f.Untype()
}

// unkept tells whether a line of an action's has words in it that were not
// handed over.
func unkept(f *kit.Form, fields []flow.Field) bool {
	id, value, typing := f.Editing()
	for _, x := range fields {
		if typing && x.ID == id {
			return x.Value != value
		}
	}
	return false
}

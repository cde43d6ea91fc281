package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// startPage is the start of a visit. Only the name has to be filled in, and not
// even that: nothing here has to be answered.
type startPage struct {
	*fieldForm
	a     *app
	visit model.ID // that the keys were put into
}

func newStartPage(a *app) *startPage {
	p := &startPage{fieldForm: a.newFieldForm("visit.set"), a: a}
	p.form.Fill = true
	p.before = func() []kit.Row { return []kit.Row{{Kind: kit.RowBlank}} }
	p.decorate = p.look
	p.gap = func(id string) bool { return slices.Contains(startGaps, id) }
	p.arrange = func(_ []flow.Field, rows []kit.Row) []kit.Row { return p.withPrefixes(rows) }
	p.after = func() []kit.Row {
		return []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowWords, Label: a.say("screen.start.turn", "key", a.by(keyTurn), "name", a.called())}}
	}
	p.finished = func() tea.Cmd { return a.goTo(model.Place{Stage: model.StageTalk}) }
	return p
}

// arrive begins a new visit to somebody who is known by now with who is here: what
// is typed there must not change their name.
func (p *startPage) arrive() {
	p.fieldForm.arrive()
	r := p.a.talk.Record()
	if v := r.Latest(); v != nil && v.ID != p.visit {
		p.visit = v.ID
		if len(r.Visits) > 1 && r.Person.Name() != "" {
			p.form.SetFocus("here")
		}
	}
}

// startGaps are the fields that a blank line stands before.
var startGaps = []string{"why", "needed", "how-to-talk", "meeting"}

// look has questions asked as questions, and room between them.
func (p *startPage) look(r *kit.Row) {
	if id := "screen.start.ask." + r.ID; p.a.text.Has(id) {
		r.Label = p.a.said(model.Msg(id, "name", p.a.called()))
	}
	switch r.ID {
	case "needed", "independent":
		r.ValueAt = 55
	case "why":
		r.Choice = kit.ChoiceListed
	}
}

// withPrefixes says under the line of who is here how their words are typed,
// once there is somebody.
func (p *startPage) withPrefixes(rows []kit.Row) []kit.Row {
	i := slices.IndexFunc(rows, func(r kit.Row) bool { return r.ID == "here" })
	var how []string
	for _, v := range p.a.talk.Here() {
		if v.Role != model.RolePerson && !v.Role.Worker() {
			how = append(how, p.a.say("screen.start.prefix", "prefix", p.a.talk.Prefix(v.ID), "who", p.a.talk.VoiceName(v.ID)))
		}
	}
	if i < 0 || len(how) == 0 {
		return rows
	}
	how = append(how, p.a.say("screen.start.prefix", "prefix", p.a.say("screen.voice.me"), "who", p.a.say("screen.voice.mine")))
	said := p.a.say("screen.start.prefixes", "how", strings.Join(how, "  "))
	return slices.Insert(rows, i+1, kit.Row{Kind: kit.RowQuiet, Value: said})
}

func (p *startPage) key(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "esc" && len(p.a.talk.Record().Notes) == 0 {
		return p.a.act("home"), true
	}
	return p.fieldForm.key(k)
}

func (p *startPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.start.about"), model.Msg("screen.start.about-here"))
}

func (p *startPage) frame() kit.Frame {
	a := p.a
	f := kit.Frame{
		Title: a.title(), Small: a.smallTitle(),
		Hints: []kit.Hint{
			a.hint("Enter", "screen.hint.next-line"), a.hint("Esc", "screen.hint.back"),
			a.hint(a.key(keyTurn), "screen.hint.turn"), a.hint(a.key("topic.next"), "screen.hint.start-talking"),
		},
	}
	if hint, ok := a.choosing(p.form); ok {
		f.Hints[0] = hint
	}
	if a.personName() != a.say("screen.app.somebody-new") {
		f.Title, f.Small = a.title(a.say("screen.start.title")), a.smallTitle(a.say("screen.start.title"))
	}
	return f
}

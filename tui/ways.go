package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// waysPage is by what the notes can be opened, and what can be done about it.
// Whoever sits here need not be whoever unlocked it, so that the words are asked
// for once before anything is changed.
type waysPage struct {
	a      *app
	list   *kit.List
	all    []desk.Way
	loaded bool
	proved bool
}

// The lines of the page that are no way in, but change one.
const (
	wayWords  = "/words"
	wayCode   = "/code"
	wayTeam   = "/team"
	wayAdd    = "/add"
	wayLeaked = "/leaked"
)

func newWaysPage(a *app) *waysPage {
	p := &waysPage{a: a, list: kit.NewList(a.look)}
	p.list.Columns = []int{3, 38}
	return p
}

func (p *waysPage) read() tea.Cmd {
	d := p.a.desk
	type found struct {
		all    []desk.Way
		proved bool
	}
	return work(p.a, p, func(context.Context) (found, error) {
		all, err := d.Ways()
		if err != nil {
			return found{}, err
		}
		needed, err := d.ProofNeeded()
		return found{all, !needed}, err
	}, func(f found, err error) tea.Cmd {
		if err != nil {
			p.a.fail(err)
			return nil
		}
		p.all, p.loaded, p.proved = f.all, true, p.proved || f.proved
		p.arrive()
		return nil
	})
}

func (p *waysPage) arrive() {
	if !p.loaded {
		return
	}
	a := p.a
	items := []kit.Item{{Kind: kit.RowHeading, Cells: []string{a.say("ways.heading")}}}
	if !a.low() {
		items = []kit.Item{{Kind: kit.RowBlank}, items[0], {Kind: kit.RowBlank}}
	}
	for _, w := range p.all {
		items = append(items, kit.Item{ID: w.ID, Kind: kit.RowOpen, Cells: []string{a.said(w.Called()), a.said(a.desk.Stands(w))}})
	}
	items = append(items, kit.Item{Kind: kit.RowBlank})
	for _, x := range []struct{ id, say string }{
		{wayWords, "ways.change"}, {wayCode, "ways.code"}, {wayTeam, "ways.team"}, {wayAdd, "ways.add"}, {wayLeaked, "ways.leaked"},
	} {
		items = append(items, kit.Item{ID: x.id, Kind: kit.RowOpen, Cells: []string{a.say(x.say)}})
	}
	p.list.SetItems(items)
}

func (p *waysPage) key(k kit.Key) (tea.Cmd, bool) {
	events, used := p.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return p.open(o.ID), true
		}
	}
	return nil, used
}

// open asks for the words that open the notes, the first time, and then what is
// to be changed.
func (p *waysPage) open(id string) tea.Cmd {
	if p.proved {
		return p.ask(id)
	}
	a, d := p.a, p.a.desk
	f := newWayForm(a, "ways.prove", []string{"words"}, func(f *wayForm) tea.Cmd {
		typed := []byte(f.value("words"))
		return f.work(func(context.Context) error { defer clear(typed); return d.Prove(typed) }, func() tea.Cmd {
			p.proved = true
			a.pop()
			return p.ask(id)
		})
	})
	return a.push(f)
}

func (p *waysPage) ask(id string) tea.Cmd {
	switch id {
	case wayWords:
		return p.a.push(newWayForm(p.a, "ways.change", newWords, p.changeWords))
	case wayAdd:
		return p.a.push(newWayForm(p.a, "ways.add", append([]string{"name"}, newWords...), p.addUser))
	case wayTeam:
		f := newWayForm(p.a, "ways.team", []string{"team"}, p.setTeam)
		for _, w := range p.all {
			if w.TeamKey != "" {
				f.values["team"] = strings.TrimSpace(f.values["team"] + " " + w.TeamKey)
			}
		}
		return p.a.push(f)
	case wayCode:
		return p.decide("ways.code", "ways.code-how", "ways.code-yes", p.newCode)
	case wayLeaked:
		return p.decide("ways.leaked", "ways.leaked-how", "ways.leaked-yes", func() tea.Cmd {
			return p.a.push(newWayForm(p.a, "ways.leaked", newWords, p.leaked))
		})
	}
	i := slices.IndexFunc(p.all, func(w desk.Way) bool { return w.ID == id })
	if i < 0 {
		return nil
	}
	switch w := p.all[i]; {
	case w.TeamKey != "":
		return p.ask(wayTeam)
	case w.Kind == "recovery":
		return p.ask(wayCode)
	case !w.Removable():
		return p.ask(wayWords)
	}
	return p.decide("ways.remove", "ways.remove-how", "ways.remove-yes", func() tea.Cmd { return p.remove(p.all[i]) }, p.all[i].Called())
}

// decide asks whether something is to be done that can't be taken back, and says
// what it is about and what comes of it.
func (p *waysPage) decide(heading, how, yes string, do func() tea.Cmd, about ...model.Message) tea.Cmd {
	return p.a.push(newDecision(p.a, p.a.say(heading), append(about, model.Msg(how)),
		[]flow.Option{{Value: "yes", Label: model.Msg(yes)}, {Value: "no", Label: model.Msg("ways.no")}},
		func(answer string) tea.Cmd {
			if answer != "yes" {
				return nil
			}
			return do()
		}))
}

// done goes back to the list, says what was done and reads it again.
func (p *waysPage) done(say model.Message) tea.Cmd {
	for p.a.top() != p && p.a.pushed() {
		p.a.pop()
	}
	p.a.tell(say)
	return p.read()
}

func (p *waysPage) changeWords(f *wayForm) tea.Cmd {
	d, typed := p.a.desk, []byte(f.value("new"))
	return f.work(func(context.Context) error { defer clear(typed); return d.ChangePassphrase("", typed) },
		func() tea.Cmd { return p.done(model.Msg("ways.changed")) })
}

func (p *waysPage) addUser(f *wayForm) tea.Cmd {
	d, name, typed := p.a.desk, f.value("name"), []byte(f.value("new"))
	return f.work(func(context.Context) error { defer clear(typed); return d.AddUser(name, typed) },
		func() tea.Cmd { return p.done(model.Msg("ways.added", "who", name)) })
}

func (p *waysPage) setTeam(f *wayForm) tea.Cmd {
	d, typed := p.a.desk, f.value("team")
	return f.work(func(context.Context) error {
		keys, err := desk.TeamKeysOf(typed)
		if err != nil {
			return err
		}
		return d.SetTeam(keys)
	}, func() tea.Cmd { return p.done(model.Msg("ways.team-set")) })
}

func (p *waysPage) remove(w desk.Way) tea.Cmd {
	a, d := p.a, p.a.desk
	return work(a, nil, func(context.Context) (struct{}, error) { return struct{}{}, d.RemoveWay(w.ID) }, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		return p.done(model.Msg("ways.removed"))
	})
}

// newCode makes the code anew and shows it.
func (p *waysPage) newCode() tea.Cmd {
	d := p.a.desk
	return work(p.a, nil, func(context.Context) ([]desk.CodeRow, error) { return d.RenewCode() }, p.showCodeOf(d))
}

// showCodeOf shows a code that was made. Words that were not saved by then are no
// reason not to: the one before opens nothing any more. Where the notes were
// locked by then it is not shown to whoever has come by: it counts as not on
// paper, so that the way to another is told at home.
func (p *waysPage) showCodeOf(d *desk.Desk) func([]desk.CodeRow, error) tea.Cmd {
	return func(rows []desk.CodeRow, err error) tea.Cmd {
		if p.a.desk != d {
			clear(rows)
			return nil
		}
		return p.showCode(rows, err)
	}
}

func (p *waysPage) showCode(rows []desk.CodeRow, err error) tea.Cmd {
	if err != nil {
		p.a.fail(err)
	}
	if len(rows) == 0 {
		return nil
	}
	for p.a.top() != p && p.a.pushed() {
		p.a.pop()
	}
	p.a.code = codeRows(rows)
	return tea.Batch(p.a.push(newCodePage(p.a, p.a.pop)), p.read())
}

// leaked seals everything anew, since somebody else knows what opens it.
func (p *waysPage) leaked(f *wayForm) tea.Cmd {
	d, typed := p.a.desk, []byte(f.value("new"))
	var rows []desk.CodeRow
	return f.work(func(ctx context.Context) (err error) {
		defer clear(typed)
		rows, err = d.SealAnew(ctx, typed)
		return err
	}, func() tea.Cmd { return p.showCode(rows, nil) })
}

func (p *waysPage) about() []kit.Row {
	return p.a.sentences(model.Msg("ways.about"), model.Msg("ways.about-copies"))
}

func (p *waysPage) frame() kit.Frame {
	title := []string{p.a.say("ways.title")}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{
		p.a.hint("Enter", "screen.hint.choose"), p.a.hint("Esc", "screen.hint.back"),
	}}
}

func (p *waysPage) view(width, height int) kit.Drawing { return p.list.View(width, height) }

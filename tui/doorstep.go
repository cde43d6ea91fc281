package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// doorstep is what one wants to know before the door is opened, on another day
// than the last: how to talk with the person, what was promised, and whether
// this is a new visit.
type doorstep struct {
	a    *app
	form *kit.Form
	last *model.Note // the newest words, where they are worth reading back
}

func newDoorstep(a *app, last *model.Note) *doorstep {
	d := &doorstep{a: a, form: kit.NewForm(a.look), last: last}
	d.form.ValueAt = 30
	return d
}

const (
	doorNew   = "/new"
	doorGoing = "/going"
)

func (d *doorstep) arrive() {
	a, r := d.a, d.a.talk.Record()
	blank := kit.Row{Kind: kit.RowBlank}
	rows := []kit.Row{
		blank,
		{Kind: kit.RowWords, Label: a.say("screen.doorstep.last", "day", content.DateDay(r.Latest().Began.Local()))},
		blank,
		{ID: doorNew, Kind: kit.RowOpen, Label: a.say("screen.doorstep.new")},
		{ID: doorGoing, Kind: kit.RowOpen, Label: a.say("screen.doorstep.going")},
		blank,
	}
	told := func(label, words string) {
		if words != "" {
			rows = append(rows, kit.Row{Kind: kit.RowWords, Label: label, Value: words})
		}
	}
	told(a.say("screen.start.ask.how-to-talk", "name", a.called()), r.Person.HowToTalk)
	told(a.said(model.Msg("field.start.disliked")), r.Person.Disliked)
	told(a.said(model.Msg("field.start.best-time")), r.Person.BestTime)
	rows = append(rows, d.promised(r.Steps)...)
	if d.last != nil {
		rows = append(rows, blank)
		told(a.say("screen.doorstep.words"), a.lastWords(d.last))
	}
	d.form.SetRows(rows)
}

// promised is what was to happen next, by whom and when, and whether it was
// done.
func (d *doorstep) promised(steps []*model.Step) []kit.Row {
	a := d.a
	if len(steps) == 0 {
		return nil
	}
	rows := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowHeading, Label: a.say("screen.doorstep.promised")}}
	for _, s := range steps {
		done := a.say("screen.doorstep.not-yet")
		if s.Done {
			done = a.say("screen.doorstep.done")
		}
		what := s.What
		if by := strings.Join(slices.DeleteFunc([]string{s.Who, a.day(s.By)}, isEmpty), ", "); by != "" {
			what = a.say("screen.doorstep.by", "what", s.What, "by", by)
		}
		rows = append(rows, kit.Row{Kind: kit.RowWords, Label: done, LabelAt: 3, ValueAt: 13, Value: what})
	}
	return rows
}

func isEmpty(s string) bool { return s == "" }

func (d *doorstep) key(k kit.Key) (tea.Cmd, bool) {
	if k.Text != "" && k.Name != "?" {
		return nil, true // whoever types ahead must not open a visit and type into it
	}
	events, used := d.form.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			if o.ID == doorNew {
				return d.begin(), true
			}
			return d.a.pop(), true
		}
	}
	return nil, used
}

func (d *doorstep) begin() tea.Cmd {
	d.a.pop()
	return d.a.act("visit.new")
}

// atDoor is what can be done before it is known whether this is a new visit.
var atDoor = []string{
	"visit.new", "home", "others", "todo", "new", keyPalette, keyPlaces, keyTurn, keyWhy, keyUndo, keyRedo, keyCover, keyQuit,
	"help", "where", "saved", "theme", "face",
}

// beforeDoor turns off what has to wait for the answer, where it is asked for.
func (a *app) beforeDoor(all []flow.Action) []flow.Action {
	if !slices.ContainsFunc(a.stack, func(s screen) bool { _, is := s.(*doorstep); return is }) {
		return all
	}
	for i := range all {
		if all[i].On && !slices.Contains(atDoor, all[i].ID) {
			all[i].On, all[i].Why = false, model.Msg("screen.doorstep.first")
		}
	}
	return all
}

// giveWay waits for the answer: whether this is a new visit is known before
// anything is done in it.
func (d *doorstep) giveWay() bool { return false }

func (d *doorstep) about() []kit.Row {
	return d.a.sentences(model.Msg("screen.doorstep.about"), model.Msg("screen.doorstep.about-else"))
}

func (d *doorstep) frame() kit.Frame {
	a := d.a
	return kit.Frame{Title: a.title(), Small: a.smallTitle(), Hints: []kit.Hint{
		a.hint("Enter", "screen.hint.choose"), a.hint("Esc", "screen.doorstep.esc"),
	}}
}

func (d *doorstep) view(width, height int) kit.Drawing { return d.form.View(width, height) }

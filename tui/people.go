package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// peoplePage is who is in the person's life: the circle drawn, and the same in
// sentences. The drawing stays where it is while the sentences are gone through.
type peoplePage struct {
	partsPage
	// apart tells that those who are not to be contacted were asked for, wished
	// that everybody is drawn where the person would like them.
	apart, wished bool
}

// rowNote begins the ID of a row that stands for a marked note.
const rowNote = "/note/"

func newPeoplePage(a *app) *peoplePage {
	p := &peoplePage{}
	p.partsPage = newPartsPage(a, model.StagePeople, "someone.set", p.listRows)
	p.another = "someone.new"
	p.entered = func(id string) tea.Cmd { return a.shape(id, "someone.new") }
	return p
}

func (p *peoplePage) key(k kit.Key) (tea.Cmd, bool) {
	cmd, used := p.partsPage.key(k)
	if used || p.open != "" {
		return cmd, used
	}
	switch k.Name {
	case "<":
		return p.a.act("someone.closer"), true
	case ">":
		return p.a.act("someone.further"), true
	case "w":
		p.turnWished()
		return nil, true
	case "x":
		p.turnApart()
		return nil, true
	}
	return nil, false
}

// turnWished draws everybody where the person would like them, or where they
// are again.
func (p *peoplePage) turnWished() {
	if !slices.ContainsFunc(p.seen(), wishedElsewhere) {
		p.a.tell(model.Msg("screen.people.no-wishes", "who", p.a.called()))
		return
	}
	p.wished = !p.wished
	p.arrive()
}

// turnApart shows who is not to be contacted, or hides them again.
func (p *peoplePage) turnApart() {
	apart := p.notToContact()
	if len(apart) == 0 {
		return
	}
	p.apart = !p.apart
	p.arrive()
	if p.apart {
		p.list.form.SetFocus(string(apart[0].ID))
		p.place()
	}
}

func (p *peoplePage) frame() kit.Frame {
	a := p.a
	if x := model.Find(a.talk.Record().Relations, p.open); x != nil {
		return p.titled(a.say("action.go.people"), x.Name)
	}
	title := a.say("action.go.people")
	if p.wished {
		title = a.say("screen.people.title-wished", "who", a.called())
	}
	f := p.titled(title, "")
	f.Hints = []kit.Hint{
		a.hint("Enter", "screen.hint.open"), a.hint("n", "screen.people.new"),
		a.hint("< >", "screen.people.move"), a.hint("w", "screen.people.as-wished"), a.anything(),
	}
	switch {
	case len(a.talk.Record().Relations) == 0:
		f.Hints = []kit.Hint{a.hint("n", "screen.people.new"), a.anything()}
	case p.wished:
		f.Hints[3] = a.hint("w", "screen.people.as-is")
	case !slices.ContainsFunc(p.seen(), wishedElsewhere):
		f.Hints = slices.Delete(f.Hints, 3, 4)
	}
	return f
}

// seen are all who are drawn and told of without being asked for, from the
// middle out.
func (p *peoplePage) seen() []*model.Relationship {
	out := slices.DeleteFunc(slices.Clone(p.a.talk.Record().Relations), func(x *model.Relationship) bool { return x.NotToContact })
	slices.SortStableFunc(out, func(x, y *model.Relationship) int {
		return cmp.Compare(ringFromMiddle(x.Close), ringFromMiddle(y.Close))
	})
	return out
}

func (p *peoplePage) notToContact() []*model.Relationship {
	return slices.DeleteFunc(slices.Clone(p.a.talk.Record().Relations), func(x *model.Relationship) bool { return !x.NotToContact })
}

// listRows are the sentences; where there is no room to draw, the circle in
// words stands below them.
func (p *peoplePage) listRows() []kit.Row {
	a := p.a
	if len(a.talk.Record().Relations) == 0 {
		rows := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowWords, LabelAt: 3, Label: a.say("screen.people.nobody", "who", a.called())}}
		return append(rows, p.offeredRows()...)
	}
	if p.wished && !a.roomToDraw() { // it is what was asked for, and there is room for nothing else
		return p.ringRows()
	}
	people := p.seen()
	if p.apart {
		people = append(people, p.notToContact()...)
	}
	p.list.form.ValueAt = p.namesTo(people)
	var rows []kit.Row
	for _, x := range people {
		rows = append(rows, p.someoneRows(x)...)
	}
	if !a.roomToDraw() {
		rows = append(append(rows, kit.Row{Kind: kit.RowBlank}), p.ringRows()...)
	}
	return append(rows, p.offeredRows()...)
}

// about is what the circle is for.
func (p *peoplePage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.people.about"), model.Msg("screen.people.about-child"), model.Msg("screen.people.about-source"))
}

// The room that names have before what is told of somebody.
const (
	leastNames = 11
	mostNames  = 18
)

// namesTo is the column in which the sentences begin.
func (p *peoplePage) namesTo(people []*model.Relationship) int {
	at := leastNames
	for _, x := range people {
		if cells := p.a.look.Measure.Width(x.Name) + 4; cells <= mostNames {
			at = max(at, cells)
		}
	}
	return at
}

// someoneRows are what is told of somebody: beside their name, or under it
// where it is long.
func (p *peoplePage) someoneRows(x *model.Relationship) []kit.Row {
	row := kit.Row{ID: string(x.ID), Kind: kit.RowOpen, Label: x.Name, Value: p.told(x)}
	if p.a.look.Measure.Width(x.Name)+4 <= p.list.form.ValueAt {
		return []kit.Row{row}
	}
	rows := []kit.Row{{ID: row.ID, Kind: kit.RowOpen, Label: x.Name}}
	if row.Value != "" {
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 4, Label: row.Value})
	}
	return rows
}

// offeredRows are the notes marked as a person in which nobody is named whom
// the page has.
func (p *peoplePage) offeredRows() []kit.Row {
	r := p.a.talk.Record()
	return p.a.offered(model.MarkPerson, func(n *model.Note) bool {
		return !slices.ContainsFunc(r.Relations, func(x *model.Relationship) bool {
			return x.Name != "" && strings.Contains(kit.Fold(n.Text), kit.Fold(x.Name))
		})
	})
}

func (p *peoplePage) ringRows() []kit.Row {
	var rows []kit.Row
	p.circle().inWords(func(ring string, names []string) {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: ring, Value: strings.Join(names, ", ")})
	})
	return rows
}

// circle is the circle as the page has it now.
func (p *peoplePage) circle() *circle {
	c := p.a.circle(p.seen(), "screen.people.", p.wished)
	c.empty = len(c.in) == 0
	return c
}

// How wide the circle is beside the sentences, and how many rows these have at
// least below it.
const (
	circleBeside  = 56
	leastTold     = 6
	widestCircle  = 74
	circleMargins = 6
)

// view has the circle at the left of the sentences, or above them. Whether there
// is somebody who is not to be contacted stands below both, in every window.
func (p *peoplePage) view(width, height int) kit.Drawing {
	if p.open != "" {
		return p.partsPage.view(width, height)
	}
	var foot kit.Drawing
	if n := len(p.notToContact()); n > 0 {
		foot = p.apartRow(n, width)
		height--
	}
	var page kit.Drawing
	switch {
	case width >= besideFrom:
		left := p.drawn(circleBeside, height, height)
		page = kit.Beside(p.a.look.Measure, circleBeside+circleMargins-1, left, p.list.view(width-circleBeside-circleMargins+1, height))
	case p.a.roomToDraw():
		told, view := p.list.form.Lay(width)
		above := p.drawn(min(width-circleMargins, widestCircle), height-told, height-min(told, leastTold))
		page = kit.Stack(above, view(height-len(above.Rows)))
	default:
		page = p.list.view(width, height)
	}
	if len(page.Rows) < height {
		page.Rows = append(page.Rows, "")
	}
	return kit.Stack(page, foot)
}

// drawn is the circle a little way in from the edge, in the tone of words.
func (p *peoplePage) drawn(width, boxed, most int) kit.Drawing {
	var d kit.Drawing
	for _, row := range p.circle().rows(p.a.look, width, boxed, most) {
		d.Rows = append(d.Rows, "   "+p.a.look.Styles.Words.Render(row))
	}
	return d
}

// apartRow says how many are not to be contacted, and how they are shown.
func (p *peoplePage) apartRow(n, width int) kit.Drawing {
	text := p.a.say(p.a.inShort("screen.people.apart"), "n", n)
	if p.apart {
		text = p.a.say("screen.people.apart-shown")
	}
	text = p.a.look.Measure.Short(text, width-3, p.a.look.Styles.Glyphs.More)
	return kit.Drawing{Rows: []string{"  " + p.a.look.Styles.Quiet.Render(kit.Drawn(text))}}
}

package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// peoplePage is who is in the person's life: the circle drawn, and the same in
// sentences.
type peoplePage struct {
	partsPage
	// apart tells that those who are not to be contacted were asked for.
	apart bool
}

// The IDs of the page's own rows.
const (
	rowApart = "/apart"
	rowNote  = "/note/"
)

func newPeoplePage(a *app) *peoplePage {
	p := &peoplePage{}
	p.partsPage = newPartsPage(a, model.StagePeople, "someone.set", p.listRows)
	p.list.form.ValueAt = 11
	p.entered = p.enter
	return p
}

func (p *peoplePage) key(k kit.Key) (tea.Cmd, bool) {
	cmd, used := p.partsPage.key(k)
	if used || p.open != "" {
		return cmd, used
	}
	switch k.Name {
	case "n":
		return p.a.act("someone.new"), true
	case "<":
		return p.a.act("someone.closer"), true
	case ">":
		return p.a.act("someone.further"), true
	}
	return nil, false
}

func (p *peoplePage) enter(id string) tea.Cmd {
	if id == rowApart {
		p.apart = !p.apart
		p.arrive()
		return nil
	}
	return p.a.shape(id, "someone.new")
}

func (p *peoplePage) frame() kit.Frame {
	if x := model.Find(p.a.talk.Record().Relations, p.open); x != nil {
		return p.titled(p.a.say("action.go.people"), x.Name)
	}
	f := p.titled(p.a.say("action.go.people"), "")
	f.Hints = []kit.Hint{
		p.a.hint("Enter", "screen.hint.open"), p.a.hint("n", "screen.people.new"),
		p.a.hint("<", "screen.people.closer"), p.a.hint(">", "screen.people.further"), p.a.anything(),
	}
	return f
}

func (p *peoplePage) listRows() []kit.Row {
	r := p.a.talk.Record()
	var seen, apart []*model.Relationship
	for _, x := range r.Relations {
		if x.NotToContact {
			apart = append(apart, x)
		} else {
			seen = append(seen, x)
		}
	}
	if len(r.Relations) == 0 {
		rows := []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowQuiet, LabelAt: 3, Label: p.a.say("screen.people.nobody", "who", p.a.called())}}
		return append(rows, p.offeredRows()...)
	}
	rows := p.circleRows(seen)
	seen = slices.Clone(seen)
	slices.SortStableFunc(seen, func(x, y *model.Relationship) int {
		return cmp.Compare(ringFromMiddle(x.Close), ringFromMiddle(y.Close))
	})
	for _, x := range seen {
		rows = append(rows, kit.Row{ID: string(x.ID), Kind: kit.RowOpen, Label: x.Name, Value: p.told(x)})
	}
	rows = append(rows, p.apartRows(apart)...)
	return append(rows, p.offeredRows()...)
}

// ringFromMiddle is how far out somebody stands; who was not placed comes last.
func ringFromMiddle(c model.Closeness) int {
	if i := slices.Index(rings, c); i >= 0 {
		return len(rings) - i
	}
	return len(rings) + 1
}

// apartRows tell that there is somebody who is not to be contacted, and who
// only when that is asked for.
func (p *peoplePage) apartRows(apart []*model.Relationship) []kit.Row {
	if len(apart) == 0 {
		return nil
	}
	if !p.apart {
		return []kit.Row{{ID: rowApart, Kind: kit.RowOpen, Label: p.a.say("screen.people.apart", "n", len(apart))}}
	}
	rows := []kit.Row{{ID: rowApart, Kind: kit.RowOpen, Label: p.a.say("screen.people.apart-shown")}}
	for _, x := range apart {
		rows = append(rows, kit.Row{ID: string(x.ID), Kind: kit.RowOpen, Label: x.Name, Value: p.told(x)})
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

// circleRows draw the circle, in words where the window is too small for it.
func (p *peoplePage) circleRows(people []*model.Relationship) []kit.Row {
	if !p.a.roomForCircle() {
		return p.ringRows(people)
	}
	c := p.a.circle(min(p.a.width-6, 74), "screen.people.wished")
	var rows []kit.Row
	for _, row := range c.rows(people) {
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 3, Label: row})
	}
	return rows
}

// The window in which a drawing finds room.
const (
	narrow = 60
	low    = 20
)

func (a *app) roomForCircle() bool { return a.width >= narrow && a.height >= low }

func (p *peoplePage) ringRows(people []*model.Relationship) []kit.Row {
	c := p.a.circle(0, "screen.people.wished")
	var rows []kit.Row
	c.inWords(people, func(ring string, names []string) {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: ring, Value: strings.Join(names, ", ")})
	})
	return append(rows, kit.Row{Kind: kit.RowBlank})
}

// circle is an empty circle of this conversation's person; wished names the
// sentence that tells where somebody is wished.
func (a *app) circle(width int, wished string) *circle {
	return &circle{
		look: a.look, width: width,
		ring: func(r model.Closeness) string { return a.said(model.Msg("ring." + string(r))) },
		name: func(x *model.Relationship) string {
			name := x.Name
			if x.Under18 {
				name = a.say("screen.people.child", "who", name)
			}
			if x.Wished != model.NoRing && x.Wished != x.Close {
				name += "  " + a.said(model.Msg(wished, "who", a.called(), "ring", model.Msg("ring."+string(x.Wished))))
			}
			return name
		},
		inner: strings.ToUpper(a.called()),
	}
}

// told is what is known of somebody, in sentences.
func (p *peoplePage) told(x *model.Relationship) string {
	a, person := p.a, p.a.called()
	var out []string
	add := func(s string) { out = append(out, s) }
	if first := joined(", ", x.Who, x.Often); first != "" {
		add(stopped(first))
	}
	if x.Under18 {
		add(a.say("screen.people.is-child"))
	}
	if x.Close == model.NoRing && !x.NotToContact {
		add(a.say("screen.people.no-place"))
	}
	if !x.Gives.Empty() {
		add(stopped(a.say("screen.people.gives", "what", x.Gives.String())))
	}
	if !x.Gets.Empty() {
		add(stopped(a.say("screen.people.gets", "who", person, "what", x.Gets.String())))
	}
	if !x.Words.Empty() {
		add(stopped(x.Words.String()))
	}
	if x.HelpsWith != "" {
		add(stopped(a.say("screen.people.helps-with", "what", x.HelpsWith)))
	}
	if x.OwnTalk != "" {
		add(a.say("screen.people.own-talk", "said", model.Msg("choice.someone.own-talk."+x.OwnTalk)))
	}
	if x.MayRing != "" {
		add(a.say("screen.people.may-ring", "said", model.Msg("choice.someone.may-ring."+x.MayRing)))
	}
	if a.notAsked(x.Name) {
		add(a.say("screen.people.not-asked"))
	}
	return strings.Join(out, " ")
}

// notAsked tells whether the plan counts on somebody whom nobody has asked.
func (a *app) notAsked(name string) bool {
	return slices.ContainsFunc(a.talk.Gaps(flow.ForAgree), func(m model.Message) bool {
		who, _ := m.Args["who"].(string)
		return m.ID == "gap.asked" && kit.Fold(who) == kit.Fold(name)
	})
}

// joined puts texts that are not empty behind each other.
func joined(by string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return strings.TrimSpace(s) == "" }), by)
}

// stopped is a text with a full stop, unless it has an end of its own. What was
// said keeps its marks: a stop stands behind them.
func stopped(text string) string {
	text = strings.TrimSpace(text)
	inner := strings.TrimRight(text, `"”`)
	if text == "" || strings.HasSuffix(inner, "…") || inner != "" && strings.ContainsAny(inner[len(inner)-1:], ".!?:;") {
		return text
	}
	return text + "."
}

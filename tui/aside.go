package tui

import (
	"slices"
	"strings"

	"ownwords/model"
	"ownwords/tui/kit"
)

// wideFrom is the width of a window that has room for more than the notes,
// asideCells is how wide what stands beside the notes is, and notesCells what
// the notes want for themselves.
const (
	wideFrom   = 110
	asideCells = 35
	notesCells = 81
)

// aside is what stands beside the notes in a wide window: how to type whose
// words, and where in the talk one is. It is made anew when one goes elsewhere
// or somebody comes in, and stays as it is while people talk.
type aside struct {
	made string // for which topic, room and width
	rows []string
}

func (p *talkPage) beside(cells, height int) kit.Drawing {
	t := p.a.talk
	made := []string{t.Place().Topic, strings.Repeat(" ", cells)}
	for _, v := range t.Here() {
		made = append(made, v.Name, v.Connection)
	}
	if now := strings.Join(made, "\n"); p.aside.made != now {
		p.aside = aside{made: now, rows: p.a.besides(cells)}
	}
	rows := p.aside.rows
	if len(rows) > height {
		s := p.a.look.Styles
		rows = append(slices.Clone(rows[:height-1]), "  "+s.Quiet.Render(s.Glyphs.More))
	}
	return kit.Drawing{Rows: rows}
}

// besides are the rows. Nothing in them is counted.
func (a *app) besides(cells int) []string {
	m, s := a.look.Measure, a.look.Styles
	var rows []string
	line := func(text string) {
		rows = append(rows, "  "+s.Quiet.Render(kit.Drawn(m.Short(text, cells-2, s.Glyphs.More))))
	}
	list := func(heading string, topics []model.Topic) {
		var titles []string
		for _, t := range topics {
			switch {
			case t.ID == a.talk.Place().Topic:
			case m.Width(t.Title) > cells-2:
				titles = append(titles, t.Short)
			default:
				titles = append(titles, t.Title)
			}
		}
		if len(titles) == 0 {
			return
		}
		rows = append(rows, "", s.Quiet.Render(heading))
		for _, title := range titles {
			line(title)
		}
	}
	rows = append(rows, s.Quiet.Render(a.say("screen.talk.here")))
	for _, how := range a.prefixes() {
		line(how)
	}
	topics := a.talk.Topics()
	list(a.say("screen.topics.next"), topics.Next)
	list(a.say("screen.topics.talked"), topics.Talked)
	return rows
}

// prefixes say how to type the words of each who is here, the person first and
// whoever types last.
func (a *app) prefixes() []string {
	var out []string
	for _, v := range a.talk.Here() {
		name := a.talk.VoiceName(v.ID)
		switch {
		case v.Role == model.RolePerson:
			out = append(out, a.say("screen.talk.just-type", "who", a.called()))
		case v.Role.Worker():
			out = append(out, a.say("screen.talk.prefix", "prefix", a.say("screen.voice.me"), "who", a.say("screen.voice.mine")))
		case v.Connection != "":
			out = append(out, a.say("screen.talk.prefix-of", "prefix", a.talk.Prefix(v.ID), "who", name, "of", v.Connection))
		default:
			out = append(out, a.say("screen.talk.prefix", "prefix", a.talk.Prefix(v.ID), "who", name))
		}
	}
	return append(out, a.say("screen.talk.as-said"))
}

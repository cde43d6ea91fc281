package tui

import (
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// asideCells is how wide what stands beside the notes is, and notesCells what
// the notes want for themselves.
const (
	asideCells = 35
	notesCells = 81
)

// aside is what stands beside the notes in a wide window: how to type whose
// words, and where in the talk one is. The topics are those there were when one
// came to this one: they stay where they are while people talk.
type aside struct {
	topic  string // for which they were taken
	topics flow.TopicLists
}

func (p *talkPage) drawAside(cells, height int) kit.Drawing {
	t := p.a.talk
	if here := t.Place().Topic; p.aside.topic != here {
		p.aside = aside{topic: here, topics: t.Topics()}
	}
	rows := p.a.asideRows(p.aside.topics, cells)
	if len(rows) > height {
		s := p.a.look.Styles
		rows = append(rows[:height-1], "  "+s.Quiet.Render(s.Glyphs.More))
	}
	return kit.Drawing{Rows: rows}
}

// asideRows are the rows. Nothing in them is counted.
func (a *app) asideRows(topics flow.TopicLists, cells int) []string {
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

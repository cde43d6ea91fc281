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

// peek is something to read, shown over the page until the next key.
type peek struct {
	a          *app
	title      string
	head, tail *kit.Form
	body       []string // drawn already
	top        int
}

func newPeek(a *app, title string, head, tail []kit.Row) *peek {
	p := &peek{a: a, title: title, head: kit.NewForm(a.look), tail: kit.NewForm(a.look)}
	p.head.SetRows(append([]kit.Row{{Kind: kit.RowBlank}}, head...))
	p.tail.SetRows(tail)
	return p
}

// read shows rows to read until the next key.
func (a *app) read(title string, rows []kit.Row) tea.Cmd {
	a.peek = newPeek(a, title, rows, nil)
	return nil
}

// advise shows what is said of the thing in focus.
func (a *app) advise() tea.Cmd {
	s, ok := a.top().(adviser)
	if !ok {
		return a.read(a.say("action.help"), a.helpRows())
	}
	if p, ok := s.(pageAdviser); ok {
		return p.advise()
	}
	return a.read(a.say("screen.about.title"), s.about())
}

// pageAdviser is an adviser that has a page of its own to read.
type pageAdviser interface{ advise() tea.Cmd }

// advise shows what there is to read about the topic.
func (p *talkPage) advise() tea.Cmd {
	a, t := p.a, p.a.talk.Topic()
	a.peek = newPeek(a, t.Title, append(a.voiceRows(), p.about()...), a.topicSource())
	return a.drawMarkdown(a.peek, t.GoodToKnow)
}

// closePeek takes a key while something is read. Keys that move it move it, keys
// that mean "enough" only close it, and any other closes it and goes on to
// where it was meant for.
func (a *app) closePeek(k kit.Key) (used bool) {
	step := map[string]int{"up": -1, "down": 1, "pgup": 1 - a.peek.room(), "pgdown": a.peek.room() - 1}
	if by, ok := step[k.Name]; ok || k.Rows() != 0 {
		a.peek.top += by + k.Rows()
		return true
	}
	a.peek = nil
	if a.desk == nil {
		return true // what closes it must not end up in words that nobody sees
	}
	return slices.Contains(append([]string{"esc", "enter", "space"}, a.keys.Keys(keyWhy)...), k.Name)
}

func (p *peek) frame() kit.Frame {
	a := p.a
	return a.framed(kit.Frame{Title: []string{p.title}, Small: []string{p.title}, Hints: []kit.Hint{
		{Key: a.say("screen.about.any-key"), Label: a.say("screen.about.back")}, a.hint("PageDown", "screen.hint.more"),
	}})
}

// room is how many rows can be read at once.
func (p *peek) room() int {
	f := p.frame()
	_, h := f.Lay(p.a.look, p.a.width, p.a.height).Page()
	return max(2, h)
}

// tallest is a window that all there is to read has room in.
const tallest = 10_000

func (p *peek) draw() (content string, cursor *tea.Cursor) {
	a, f := p.a, p.frame()
	window := f.Lay(a.look, a.width, a.height)
	w, h := window.Page()
	d := kit.Stack(p.head.View(w, tallest), kit.Drawing{Rows: a.toned(p.body)}, p.tail.View(w, tallest))
	p.top = max(0, min(p.top, len(d.Rows)-h))
	d.Above, d.Below = p.top > 0, len(d.Rows) > p.top+h
	d.Rows = d.Rows[p.top:min(len(d.Rows), p.top+h)]
	if !d.Below {
		f.Hints = f.Hints[:1]
		window = f.Lay(a.look, a.width, a.height)
	}
	return window.View(d)
}

// sentences are messages to be read, a blank line between.
func (a *app) sentences(say ...model.Message) []kit.Row {
	var rows []kit.Row
	for _, m := range say {
		rows = append(rows, kit.Row{Kind: kit.RowWords, Label: a.said(m)}, kit.Row{Kind: kit.RowBlank})
	}
	return rows
}

// topicRows are what to listen for in a topic, and what is known of it and from
// whom.
func (a *app) topicRows() []kit.Row {
	t := a.talk.Topic()
	var rows []kit.Row
	if len(t.ListenFor) > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowHeading, Label: a.say("screen.about.listen-for")})
		for _, l := range t.ListenFor {
			rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 5, Label: "- " + l})
		}
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	if t.GoodToKnow != "" {
		rows = append(rows, kit.Row{Kind: kit.RowHeading, Label: a.say("screen.about.good-to-know")})
	}
	return rows
}

// topicSource says where what is good to know in a topic is known from.
func (a *app) topicSource() []kit.Row {
	source := a.talk.Topic().Source
	if source == "" {
		return nil
	}
	return []kit.Row{{Kind: kit.RowQuiet, Label: a.say("screen.about.source", "source", source)}}
}

// helpRows are the one sentence to begin with, and the keys.
func (a *app) helpRows() []kit.Row {
	rows := a.sentences(model.Msg("screen.about.one-sentence", "mark", a.by(keyMark), "palette", a.key(keyPalette)))
	for _, x := range a.everything() {
		if key := a.key(x.ID); key != "" {
			rows = append(rows, kit.Row{Kind: kit.RowWords, Label: key, ValueAt: 14, Value: a.said(actionLabel(x.ID))})
		}
	}
	say := []model.Message{model.Msg("screen.about.undo", "undo", a.by(keyUndo), "redo", a.by(keyRedo))}
	if a.settings().Mouse != content.MouseOff {
		say = append(say, model.Msg("screen.about.mouse"))
	}
	say = append(say, model.Msg("screen.about.bigger"))
	return append(append(rows, kit.Row{Kind: kit.RowBlank}), a.sentences(say...)...)
}

// voiceRows say in a line how everybody's words are typed.
func (a *app) voiceRows() []kit.Row {
	how := []string{a.say("screen.talk.just-type", "who", a.called())}
	for _, v := range a.talk.Here() {
		if v.Role != model.RolePerson && !v.Role.Worker() {
			how = append(how, a.say("screen.talk.prefix", "prefix", a.talk.Prefix(v.ID), "who", a.talk.VoiceName(v.ID)))
		}
	}
	how = append(how, a.say("screen.talk.prefix", "prefix", a.say("screen.voice.me"), "who", a.say("screen.voice.mine")), a.say("screen.talk.as-said"))
	return []kit.Row{{Kind: kit.RowWords, Label: strings.Join(how, "; ")}, {Kind: kit.RowBlank}}
}

// everything is all actions here, and those that plain lines have no use for.
func (a *app) everything() []flow.Action {
	all := append(slices.Clone(a.actions()), flow.Action{ID: keyPalette, On: true}, flow.Action{ID: keyPlaces, On: true})
	if a.talk != nil {
		all = append(all, flow.Action{ID: keyMark, On: true}, flow.Action{ID: keyFind, On: true}, flow.Action{ID: noteAway, On: true})
	}
	return a.beforeDoor(all)
}

// readRows are the notes of the talk, to be read to oneself.
func (a *app) readRows() []kit.Row {
	var rows []kit.Row
	for _, t := range a.talk.Guide().Topics {
		notes := a.talk.InTopic(t.ID)
		if len(notes) == 0 {
			continue
		}
		rows = append(rows, kit.Row{Kind: kit.RowHeading, Label: t.Title})
		for _, n := range notes {
			v := model.Find(a.talk.Record().Voices, n.Voice)
			rows = append(rows, kit.Row{Kind: kit.RowWords, Label: a.voiceName(v), ValueAt: 12, Value: n.Words().Typed()})
			if how := a.through(n); how != "" {
				rows = append(rows, kit.Row{Kind: kit.RowQuiet, ValueAt: 12, Value: how})
			}
		}
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
	}
	if len(rows) == 0 {
		return a.sentences(model.Msg("screen.about.no-notes"))
	}
	return rows
}

// gapRows are what is not there yet. It is told when asked, and blocks nothing.
func (a *app) gapRows() []kit.Row {
	var rows []kit.Row
	for _, m := range a.talk.Gaps(flow.ForAgree) {
		rows = append(rows, kit.Row{Kind: kit.RowWords, Label: a.said(m)})
	}
	for i, m := range a.talk.Gaps(flow.ForTalk) {
		if i == 0 {
			rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowHeading, Label: a.say("screen.about.not-talked")})
		}
		topic, _ := m.Args["topic"].(string)
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 3, Label: topic})
	}
	return append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: a.say("screen.about.gaps")})
}

// where says where everything is.
func (a *app) where() []model.Message {
	say := []model.Message{model.Msg("verbatim", "text", a.status())}
	say = append(say, model.Msg("screen.app.folder", "path", a.dir))
	if given, err := a.desk.Given(); err == nil && len(given) > 0 {
		say = append(say, model.Msg("where.given", "n", len(given)))
	}
	return say
}

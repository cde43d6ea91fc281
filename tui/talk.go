package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// talkPage is where people talk: one thing to ask, and the notebook.
type talkPage struct {
	notebook
	marking bool // the digits of the marks stand on the last lines
	aside   aside
}

func newTalkPage(a *app) *talkPage { return &talkPage{notebook: newNotebook(a)} }

func (p *talkPage) key(k kit.Key) (tea.Cmd, bool) {
	a := p.a
	if p.marking {
		p.marking = false
		if cmd, used := p.mark(k); used {
			return cmd, true
		}
	}
	switch {
	case a.isFor(keyMark, k):
		p.marking = true
		return nil, true
	case k.Name == "esc":
		if p.editor.Deselect() {
			return nil, true
		}
		return a.push(newTopics(a)), true
	case k.Name == "?":
		if _, off := p.editor.Caret(); off == 0 && a.talk.Place().Part == "" {
			return nil, false // help is the root's
		}
	}
	return p.notebook.key(k)
}

// mark takes the key after ctrl+g: a digit marks, Esc only closes, and anything
// else is typed.
func (p *talkPage) mark(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "esc" {
		return nil, true
	}
	marks := p.a.talk.Guide().Marks
	if len(k.Text) != 1 || k.Text < "1" || int(k.Text[0]-'1') >= len(marks) {
		return nil, false
	}
	return p.a.act("mark." + string(marks[k.Text[0]-'1'])), true
}

func (p *talkPage) about() []kit.Row { return p.a.topicRows() }

func (p *talkPage) frame() kit.Frame {
	a, t := p.a, p.a.talk.Topic()
	f := kit.Frame{Title: a.title(a.say("screen.talk.title"), t.Title), Small: a.smallTitle(t.Short)}
	if p.marking {
		f.Ask = a.say("screen.talk.mark")
		for i, m := range a.talk.Guide().Marks {
			f.Answers = append(f.Answers, kit.Hint{Key: string(rune('1' + i)), Label: a.markLabel(m)})
		}
		f.Answers = append(f.Answers, kit.Hint{Label: a.say("screen.talk.type-on")})
		return f
	}
	mark := a.hint(a.key(keyMark), "screen.hint.mark")
	if a.narrow() {
		f.Hints = []kit.Hint{a.hint("Enter", "screen.hint.note"), mark, a.anything()}
		return f
	}
	f.Hints = []kit.Hint{a.hint("Enter", "screen.hint.new-note"), p.voiceHint(), mark, a.hint("Esc", "screen.hint.topics"), a.anything()}
	return f
}

// voiceHint says how to type somebody else's words: theirs who is here beside
// the person, else the typist's own thoughts. An interpreter's words are the
// person's.
func (p *talkPage) voiceHint() kit.Hint {
	a := p.a
	for _, v := range a.talk.Here() {
		if v.Role != model.RolePerson && v.Role != model.RoleInterpreter && !v.Role.Worker() {
			name := a.look.Measure.Short(a.talk.VoiceName(v.ID), mostName, a.look.Styles.Glyphs.More)
			return kit.Hint{Key: a.talk.Prefix(v.ID) + ":", Label: a.say("screen.voice.theirs", "who", name)}
		}
	}
	return kit.Hint{Key: a.say("screen.voice.me") + ":", Label: a.say("screen.voice.mine")}
}

// markLabel is what a mark is called. Where the notes have room for its first
// letter only, that stands behind it.
func (a *app) markLabel(m model.Mark) string {
	label := model.Msg("mark." + string(m))
	if !a.narrow() || !m.Stays() {
		return a.said(label)
	}
	letter, _ := a.look.Measure.First(a.said(model.Msg("screen.mark." + string(m))))
	return a.say("screen.talk.mark-letter", "mark", label, "letter", letter)
}

func (p *talkPage) view(width, height int) kit.Drawing {
	band := p.band(width, height)
	height -= len(band.Rows)
	if width < besideFrom {
		return kit.Stack(band, p.notes(width, height))
	}
	at := max(width-asideCells-1, notesCells)
	return kit.Stack(band, kit.Beside(p.a.look.Measure, at, p.notes(at-1, height), p.drawAside(width-at-1, height)))
}

// notes are the notes, and before the first word how one begins.
func (p *talkPage) notes(width, height int) kit.Drawing {
	a, d := p.a, p.editor.View(width, height)
	if len(a.talk.Record().Notes) > 0 {
		return d
	}
	at := p.editor.TextAt(width)
	if width < kit.NarrowBelow {
		at = 1
	}
	d.Rows = append(d.Rows, "")
	how := a.say("screen.about.one-sentence", "mark", a.by(keyMark), "palette", a.key(keyPalette))
	for _, row := range a.look.Measure.Wrap(how, min(width-at-1, promptCells)) {
		d.Rows = append(d.Rows, strings.Repeat(" ", at)+a.look.Styles.Quiet.Render(row))
	}
	d.Rows = d.Rows[:min(len(d.Rows), height)]
	return d
}

// band is one thing that might be asked, above the notes, until it is put away.
func (p *talkPage) band(width, height int) kit.Drawing {
	a, s := p.a, p.a.look.Styles
	prompt, ok := a.prompt()
	if !ok {
		return kit.Drawing{}
	}
	rule := kit.Rule(a.look, width, "")
	switch {
	case width < kit.NarrowBelow && p.marking: // the digits take its place
		return kit.Drawing{}
	case width < kit.NarrowBelow:
		rows := a.look.Measure.Wrap(prompt, width)
		if most := max(1, height/2-1); len(rows) > most {
			rows = rows[:most]
			rows[most-1] = a.look.Measure.Cut(rows[most-1], width-1) + s.Glyphs.More
		}
		for i := range rows {
			rows[i] = s.Quiet.Render(rows[i])
		}
		return kit.Drawing{Rows: append(rows, rule)}
	}
	label := " " + a.say("screen.talk.ask")
	at := max(p.editor.TextAt(min(width, notesCells)), a.look.Measure.Width(label)+2)
	var rows []string
	for _, row := range a.look.Measure.Wrap(prompt, min(width-at-1, promptCells)) {
		lead := strings.Repeat(" ", at)
		if len(rows) == 0 {
			lead = s.Quiet.Render(a.padded(label, at))
		}
		rows = append(rows, lead+s.Words.Render(row))
	}
	keys := a.say("screen.talk.ask-keys", "more", a.by("prompt.next"), "why", a.by(keyWhy))
	return kit.Drawing{Rows: append(rows, strings.Repeat(" ", at)+s.Quiet.Render(keys), rule)}
}

// mostName is how many cells of a name a hint has room for.
const mostName = 10

// promptCells is how wide a prompt is at most: a good line to read out.
const promptCells = 90

// prompt is what might be asked. A topic that is for the person alone is not
// asked about in front of others.
func (a *app) prompt() (string, bool) {
	prompt, ok := a.talk.Prompt()
	if ok && a.talk.Topic().Alone && len(a.talk.Here()) > 2 {
		return a.say("screen.talk.alone"), true
	}
	return prompt, ok
}

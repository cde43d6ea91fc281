package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/kit"
)

// fromPage shows the notes from which something was drawn: the first step of
// the way back to who said it.
type fromPage struct {
	a     *app
	notes []model.ID
	form  *kit.Form
}

func newFromPage(a *app, notes []model.ID) *fromPage {
	p := &fromPage{a: a, notes: notes, form: kit.NewForm(a.look)}
	p.form.LabelAt = 2
	return p
}

func (p *fromPage) arrive() {
	rows := []kit.Row{{Kind: kit.RowBlank}}
	seen := map[model.ID]bool{}
	for _, id := range p.notes {
		n := model.Find(p.a.talk.Record().Notes, id)
		if n == nil || n.Drawer != model.DrawerShared || seen[id] {
			continue
		}
		seen[id] = true
		told := "told"
		if n.Telling != model.Told {
			told = string(n.Telling)
		}
		topic, _ := p.a.talk.Guide().Topic(n.Topic)
		rows = append(rows,
			kit.Row{ID: string(id), Kind: kit.RowOpen, Label: p.a.noteLine(n)},
			kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: p.a.say("screen.from.note",
				"how", model.Msg("screen.from."+told), "day", content.DateDay(n.Typed.Local()), "topic", topic.Title)},
			kit.Row{Kind: kit.RowBlank})
	}
	if len(seen) == 0 {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 3, Label: p.a.say("screen.from.none")})
	}
	p.form.SetRows(rows)
}

func (p *fromPage) key(k kit.Key) (tea.Cmd, bool) {
	events, used := p.form.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			if n := model.Find(p.a.talk.Record().Notes, model.ID(o.ID)); n != nil {
				return p.a.goTo(model.Place{Stage: model.StageTalk, Topic: n.Topic, Part: n.ID, Caret: len(n.Text)}), true
			}
		}
	}
	return nil, used
}

func (p *fromPage) frame() kit.Frame {
	title := p.a.say("screen.from.title")
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: []kit.Hint{
		p.a.hint("Enter", "screen.from.open"), p.a.hint("Esc", "screen.hint.back"),
	}}
}

func (p *fromPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

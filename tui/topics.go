package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// topics is where to go in the talk: what was talked about first, then what
// often follows. The rest is one line, reached by typing; none of it is counted.
type topics struct {
	a    *app
	list *kit.List
}

// topicColumns are the topics and what stands in each, where no title is long.
var topicColumns = []int{5, 48}

func newTopics(a *app) *topics {
	p := &topics{a: a, list: kit.NewList(a.look)}
	p.list.Find, p.list.ByOwner = true, true
	return p
}

func (p *topics) arrive() {
	here := p.list.Focus()
	if here == "" && p.list.Query() == "" {
		here = p.a.talk.Place().Topic
	}
	items := p.items()
	p.list.Columns = p.a.roomForNames(topicColumns, p.a.pageWidth(), items)
	p.list.SetItems(items)
	p.list.SetFocus(here)
}

func (p *topics) items() []kit.Item {
	a, s := p.a, p.a.talk.Topics()
	if p.list.Query() != "" {
		return p.found(slices.Concat(s.Talked, s.Next, s.Others, s.RatherNot))
	}
	var items []kit.Item
	add := func(heading string, list []model.Topic) {
		if len(list) == 0 {
			return
		}
		items = append(items, kit.Item{Kind: kit.RowQuiet, Cells: []string{heading}})
		for _, t := range list {
			items = append(items, p.item(t))
		}
		items = append(items, kit.Item{Kind: kit.RowBlank})
	}
	add(a.say("screen.topics.talked"), s.Talked)
	add(a.say("screen.topics.next"), s.Next)
	if len(s.Talked) == 0 {
		add(a.say("screen.topics.others-all"), s.Others)
	} else if len(s.Others) > 0 {
		items = append(items, p.sentence(a.say("screen.topics.others", "topics", titles(s.Others, a.look.Styles.Glyphs.Dot))), kit.Item{Kind: kit.RowBlank})
	}
	if len(s.RatherNot) > 0 {
		items = append(items, p.sentence(a.say("screen.topics.rather-not", "topics", titles(s.RatherNot, a.look.Styles.Glyphs.Dot))))
	} else {
		items = append(items, p.sentence(a.say("screen.topics.rather-not-none")))
	}
	return items
}

func (p *topics) sentence(text string) kit.Item {
	return kit.Item{Kind: kit.RowQuiet, Cells: []string{text}}
}

func titles(list []model.Topic, gap string) string {
	var out []string
	for _, t := range list {
		out = append(out, t.Short)
	}
	return strings.Join(out, gap)
}

// found are the topics that what was typed fits.
func (p *topics) found(all []model.Topic) []kit.Item {
	var items []kit.Item
	query := kit.Fold(p.list.Query())
	for _, t := range all {
		if strings.Contains(kit.Fold(t.Title), query) || strings.Contains(kit.Fold(t.Short), query) {
			items = append(items, p.item(t))
		}
	}
	if len(items) == 0 {
		items = append(items, p.sentence(p.a.say("screen.topics.none")))
	}
	return items
}

func (p *topics) item(t model.Topic) kit.Item {
	return kit.Item{ID: t.ID, Kind: kit.RowOpen, Cells: []string{t.Title, p.noted(t)}}
}

// noted says what stands in a topic. One without a note is not said to be
// empty.
func (p *topics) noted(t model.Topic) string {
	notes := p.a.talk.InTopic(t.ID)
	later := 0
	for _, n := range notes {
		if n.Marked(model.MarkLater) {
			later++
		}
	}
	switch {
	case len(notes) == 0:
		return ""
	case later == 0:
		return p.a.say("screen.topics.notes", "n", len(notes))
	}
	return p.a.say("screen.topics.notes-later", "n", len(notes), "later", later)
}

func (p *topics) key(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "." && p.list.Focus() != "" {
		return p.ratherNot(p.list.Focus()), true
	}
	events, used := p.list.Key(k)
	return p.happened(events), used
}

func (p *topics) happened(events []kit.Event) tea.Cmd {
	for _, e := range events {
		switch e := e.(type) {
		case kit.Sought:
			p.arrive()
		case kit.Opened:
			p.a.pop()
			return p.a.goTo(model.Place{Stage: model.StageTalk, Topic: e.ID})
		}
	}
	return nil
}

// ratherNot notes that the person would rather not speak of a topic, without
// going there.
func (p *topics) ratherNot(topic string) tea.Cmd {
	t, here := p.a.talk, p.a.talk.Place()
	t.Go(model.Place{Stage: model.StageTalk, Topic: topic})
	p.a.tell(t.Do("topic.rather-not", nil).Say...)
	t.Go(here)
	p.arrive()
	return nil
}

func (p *topics) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.topics.about"), model.Msg("screen.topics.about-rather"))
}

func (p *topics) paste(text string) tea.Cmd { return p.happened(p.list.Paste(text)) }

func (p *topics) frame() kit.Frame {
	a := p.a
	return kit.Frame{
		Title: a.title(a.say("screen.talk.title"), a.say("screen.topics.title")), Small: a.smallTitle(a.say("screen.topics.title")),
		Hints: []kit.Hint{
			a.hint("Enter", "screen.hint.open"), a.findHint(), a.hint(".", "screen.hint.rather-not"), a.hint("Esc", "screen.hint.back"),
		},
	}
}

func (p *topics) view(width, height int) kit.Drawing {
	return p.a.finder(p.list, width, height)
}

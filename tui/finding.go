package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// finding finds words in the notes of this conversation, whatever topic they
// stand in. One's own notes are not looked through.
type finding struct {
	a    *app
	list *kit.List
}

// found is where in the notes something that was looked for stands, and what
// was looked for.
type found struct {
	query string
	note  *model.Note
	match kit.Match
}

// The columns of what was found: the topic and the words.
const foundAt = 25

func newFinding(a *app) *finding {
	p := &finding{a: a, list: kit.NewList(a.look)}
	p.list.Columns, p.list.Find, p.list.ByOwner = []int{3, foundAt}, true, true
	return p
}

func (p *finding) arrive() {
	var items []kit.Item
	for _, t := range p.a.talk.Guide().Topics {
		for _, n := range p.a.talk.InTopic(t.ID) {
			if item, ok := p.item(t, n); ok {
				items = append(items, item)
			}
		}
	}
	if len(items) == 0 {
		items = append(items, kit.Item{Kind: kit.RowQuiet, Cells: []string{p.a.say("screen.find.none")}})
	}
	p.list.SetItems(items)
}

// item is a note with the first of what was looked for in view, and false where
// there is nothing of it.
func (p *finding) item(t model.Topic, n *model.Note) (kit.Item, bool) {
	text := n.Words().Typed()
	item := kit.Item{ID: string(n.ID), Kind: kit.RowOpen, Cells: []string{t.Short, text}}
	if p.list.Query() == "" {
		return item, true
	}
	matches := kit.Matches(n.Text, p.list.Query())
	if len(matches) == 0 {
		return item, false
	}
	sign := max(0, strings.Index(text, n.Text)) // of a quotation
	match := kit.Match{From: sign + matches[0].From, To: sign + matches[0].To}
	at := foundAt
	if p.a.narrow() {
		at = findIndent
	}
	item.Cells[1], item.Match = p.a.look.Measure.Around(text, match, p.a.pageWidth()-at-1, p.a.look.Styles.Glyphs.More)
	return item, true
}

// findIndent is where the words begin in a window that has no room for columns.
const findIndent = 4

func (p *finding) key(k kit.Key) (tea.Cmd, bool) {
	if p.a.isFor(keyFind, k) {
		k = kit.Key{Name: "down"}
	}
	events, used := p.list.Key(k)
	return p.happened(events), used
}

func (p *finding) happened(events []kit.Event) tea.Cmd {
	for _, e := range events {
		switch e := e.(type) {
		case kit.Sought:
			p.arrive()
		case kit.Opened:
			return p.open(model.ID(e.ID))
		}
	}
	return nil
}

// open goes to a note, with what was looked for selected, or with the caret
// behind its words where nothing was.
func (p *finding) open(id model.ID) tea.Cmd {
	p.a.pop()
	n := model.Find(p.a.talk.Record().Notes, id)
	if matches := kit.Matches(n.Text, p.list.Query()); len(matches) > 0 {
		return p.a.showFound(found{p.list.Query(), n, matches[0]})
	}
	return p.a.goTo(model.Place{Stage: model.StageTalk, Topic: n.Topic, Part: id, Caret: len(n.Text)})
}

func (p *finding) paste(text string) tea.Cmd { return p.happened(p.list.Paste(text)) }

func (p *finding) frame() kit.Frame {
	a := p.a
	title := a.say("action.find")
	return kit.Frame{Title: a.title(title), Small: a.smallTitle(title), Status: a.say("screen.find.status"), Hints: []kit.Hint{
		a.hint("Enter", "screen.hint.open"), a.findHint(), a.hint("Esc", "screen.hint.back"),
	}}
}

func (p *finding) view(width, height int) kit.Drawing {
	return p.a.finder(p.list, width, height)
}

// find looks for words, or goes on to where they stand next while what was
// found last is still selected.
func (a *app) find() tea.Cmd {
	if !a.foundStands() {
		return a.push(newFinding(a))
	}
	all := a.matches(a.found.query)
	for i, f := range all {
		if f.note.ID == a.found.note.ID && f.match == a.found.match {
			return a.showFound(all[(i+1)%len(all)])
		}
	}
	return a.push(newFinding(a))
}

// foundStands tells whether what was found last is selected in the notes.
func (a *app) foundStands() bool {
	page, ok := a.top().(*talkPage)
	if !ok || a.found.note == nil {
		return false
	}
	note, caret := page.editor.Caret()
	m := a.found.match
	return note == string(a.found.note.ID) && caret == m.To && page.editor.Selected() == a.found.note.Text[m.From:m.To]
}

// matches are all places in the notes of the talk that have what is looked for,
// in the order of the topics.
func (a *app) matches(query string) []found {
	var all []found
	for _, t := range a.talk.Guide().Topics {
		for _, n := range a.talk.InTopic(t.ID) {
			for _, m := range kit.Matches(n.Text, query) {
				all = append(all, found{query, n, m})
			}
		}
	}
	return all
}

// showFound goes to where something was found and selects it.
func (a *app) showFound(f found) tea.Cmd {
	cmd := a.goTo(model.Place{Stage: model.StageTalk, Topic: f.note.Topic, Part: f.note.ID, Caret: f.match.To})
	page, ok := a.top().(*talkPage)
	if !ok {
		return cmd
	}
	page.editor.SelectFound(string(f.note.ID), f.match)
	a.found = f
	if all := len(a.matches(f.query)); all > 1 {
		a.tell(model.Msg("screen.find.more", "n", all, "key", a.key(keyFind)))
	} else {
		a.tell(model.Msg("screen.find.only"))
	}
	return cmd
}

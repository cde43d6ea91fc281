package tui

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// historyPage is what happened to a record, newest first; or what is not the
// same now in a plan that was agreed. Letters find in it.
type historyPage struct {
	a       *app
	list    *kit.List
	lines   []desk.Line
	version *desk.Version // nil for what happened
	loaded  bool
	// sought is the plan that is looked for in what was read, or nil for none.
	sought func(desk.Past) *desk.Version
}

func newHistory(a *app) *historyPage {
	p := &historyPage{a: a, list: kit.NewList(a.look), sought: func(desk.Past) *desk.Version { return nil }}
	p.list.Find, p.list.Columns = true, []int{3, 10}
	return p
}

// newVersion lists what is not the same now in a record that was kept.
func newVersion(a *app, v *desk.Version) *historyPage {
	p := newHistory(a)
	p.show(v)
	p.loaded = true
	return p
}

// show has the page list what is not the same now as in v.
func (p *historyPage) show(v *desk.Version) {
	p.version, p.lines, p.list.Columns = v, v.Lines, []int{3, 12}
}

// history reads what happened, as far as it is for this page.
func (a *app) history() tea.Cmd { return a.readPast(newHistory(a)) }

// sinceAgreed shows what is not the same as when the plan was agreed; where that
// is not kept, what happened.
func (a *app) sinceAgreed() tea.Cmd {
	p := newHistory(a)
	p.sought = a.talk.SinceAgreed
	return a.readPast(p)
}

// readPast opens the page once all that was typed is among what happened.
func (a *app) readPast(p *historyPage) tea.Cmd {
	if err := a.talk.SaveNow(); err != nil {
		a.fail(err)
	}
	return a.pushRead(p)
}

func (p *historyPage) read() tea.Cmd {
	a, d, t := p.a, p.a.desk, p.a.talk
	return work(a, p, func(context.Context) (desk.Past, error) { return d.ReadPast(t.Record().ID) }, func(past desk.Past, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		p.lines, p.loaded = t.History(past), true
		if v := p.sought(past); v != nil {
			p.show(v)
		}
		if len(past.Damage) > 0 {
			a.tell(model.Msg("screen.app.damaged"))
		}
		p.arrive()
		return nil
	})
}

func (p *historyPage) arrive() {
	var items []kit.Item
	quiet := func(text string) { items = append(items, kit.Item{Kind: kit.RowQuiet, Cells: []string{text}}) }
	if v := p.version; v != nil {
		if len(v.Taken) > 0 {
			quiet(p.a.say("screen.history.lines-taken", "n", len(v.Taken)))
		}
		if len(p.lines) > 0 {
			quiet(p.a.say("screen.history.not-same"))
		}
	}
	day := time.Time{}
	for i, l := range p.lines {
		at := l.At.Local()
		if p.version == nil && !sameDay(day, at) {
			items = append(items, kit.Item{Kind: kit.RowBlank}, kit.Item{Kind: kit.RowHeading, Cells: []string{p.a.said(content.Date(at))}})
			day = at
		}
		items = append(items, p.item(i, l))
	}
	if p.loaded && len(p.lines) == 0 {
		items = append(items, kit.Item{Kind: kit.RowBlank}, kit.Item{Kind: kit.RowWords, Cells: []string{p.nothing()}})
	}
	p.list.SetItems(items)
}

func (p *historyPage) nothing() string {
	if p.version != nil {
		return p.a.say("screen.history.all-stands")
	}
	return p.a.say("screen.history.none")
}

// item is a line with the time of day, or with whether a part of a kept plan has
// gone, come or changed since.
func (p *historyPage) item(i int, l desk.Line) kit.Item {
	cells := []string{p.a.said(content.Clock(l.At.Local())), p.a.pastSaid(l.What)}
	if p.version != nil {
		cells[0] = p.a.said(model.Msg("screen.history.since." + since(l)))
	}
	return kit.Item{ID: strconv.Itoa(i), Kind: kit.RowOpen, Cells: cells}
}

// pastSaid puts a line of a history into words. Where it leaves some out it says
// so with the sign that this terminal has for that.
func (a *app) pastSaid(m model.Message) string {
	return strings.ReplaceAll(a.said(m), "…", a.look.Styles.Glyphs.More)
}

// since is what became of a part after a plan was kept.
func since(l desk.Line) string {
	switch {
	case l.Was == nil:
		return "new"
	case l.Is == nil:
		return "gone"
	}
	return "changed"
}

func (p *historyPage) key(k kit.Key) (tea.Cmd, bool) {
	events, used := p.list.Key(k)
	for _, e := range events {
		o, ok := e.(kit.Opened)
		if !ok {
			continue
		}
		i, _ := strconv.Atoi(o.ID)
		l := p.lines[i]
		if l.Version != nil {
			return p.a.push(newVersion(p.a, l.Version)), true
		}
		return p.a.push(newChange(p.a, l, p.version)), true
	}
	return nil, used
}

func (p *historyPage) paste(text string) tea.Cmd {
	p.list.Paste(text)
	return nil
}

func (p *historyPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.history.about"), model.Msg("screen.history.about-old"))
}

func (p *historyPage) frame() kit.Frame {
	a := p.a
	title := a.say("screen.history.title")
	if v := p.version; v != nil {
		title = a.say("screen.history.version", "day", content.Date(v.At.Local()))
	}
	return kit.Frame{
		Title: a.title(title), Small: a.smallTitle(title), Status: p.status(),
		Hints: []kit.Hint{a.hint("Enter", "screen.history.look"), a.findHint(), a.hint("Esc", "screen.hint.back")},
	}
}

func (p *historyPage) status() string {
	switch {
	case !p.loaded:
		return p.a.say("screen.history.reading")
	case p.version != nil && p.version.Went:
		return p.a.say("screen.history.went")
	}
	return ""
}

func (p *historyPage) view(width, height int) kit.Drawing {
	d := p.a.finder(p.list, width, height)
	if p.list.Focus() == "" && p.list.Query() != "" {
		d.Rows = append(d.Rows[:finderRows], p.a.look.Styles.Quiet.Render("   "+p.a.say("screen.history.no-such")))
	}
	return d
}

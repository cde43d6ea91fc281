package tui

import (
	"context"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// ledger is a list of lines about records that is only looked at: the register,
// and the log. Enter opens whose a line is.
type ledger struct {
	a      *app
	title  string
	say    []model.Message
	load   func(*desk.Desk) ([]ledgerLine, error)
	list   *kit.List
	lines  []ledgerLine
	loaded bool
}

// ledgerLine is a line of it, and whose record is opened there. Its cells are
// made when they are drawn.
type ledgerLine struct {
	record model.ID
	cells  func() []string
}

// mostLogged is how many entries of the log are shown, the newest.
const mostLogged = 500

// newRegister shows whose records are here, and no word of theirs.
func newRegister(a *app) *ledger {
	return newLedger(a, "action.register", binColumns, func(d *desk.Desk) ([]ledgerLine, error) {
		all, err := d.Register()
		var lines []ledgerLine
		for _, r := range all {
			lines = append(lines, ledgerLine{r.ID, func() []string { return []string{a.entryName(r.Entry), a.said(r.Said())} }})
		}
		return lines, err
	}, model.Msg("register.about"))
}

// newLog shows the newest entries of the log first.
func newLog(a *app) *ledger {
	return newLedger(a, "action.log", []int{3, 21}, func(d *desk.Desk) ([]ledgerLine, error) {
		var lines []ledgerLine
		for line, err := range d.LogLines("", time.Time{}) {
			if err != nil && line.Seq == 0 {
				return nil, err
			}
			lines = append(lines, ledgerLine{line.Record, func() []string { return a.logged(line) }})
		}
		slices.Reverse(lines)
		return lines[:min(len(lines), mostLogged)], nil
	}, model.Msg("log.about"))
}

func newLedger(a *app, title string, columns []int, load func(*desk.Desk) ([]ledgerLine, error), say ...model.Message) *ledger {
	p := &ledger{a: a, title: a.say(title), say: say, load: load, list: kit.NewList(a.look)}
	p.list.Columns = columns
	return p
}

// logged is an entry of the log as it is drawn: when, and what by whom.
func (a *app) logged(line desk.LogLine) []string {
	at := line.At.Local()
	what := a.said(line.Said)
	if line.Name != "" {
		what = line.Name + a.look.Styles.Glyphs.Dot + what
	}
	if !line.Who.Zero() {
		what += a.look.Styles.Glyphs.Dot + a.say("log.by", "who", line.Who)
	}
	return []string{a.said(content.DateShort(at)) + " " + a.said(content.Clock(at)), what}
}

func (p *ledger) read() tea.Cmd {
	d := p.a.desk
	return work(p.a, p, func(context.Context) ([]ledgerLine, error) { return p.load(d) }, func(lines []ledgerLine, err error) tea.Cmd {
		if err != nil {
			p.a.fail(err)
			return nil
		}
		p.lines, p.loaded = lines, true
		p.arrive()
		return nil
	})
}

func (p *ledger) arrive() {
	items := []kit.Item{{Kind: kit.RowBlank}}
	for i, line := range p.lines {
		items = append(items, kit.Item{ID: strconv.Itoa(i), Kind: kit.RowOpen, Cells: line.cells()})
	}
	if p.loaded && len(p.lines) == 0 {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{p.a.say("log.none")}})
	}
	p.list.SetItems(items)
}

func (p *ledger) key(k kit.Key) (tea.Cmd, bool) {
	events, used := p.list.Key(k)
	for _, e := range events {
		if _, ok := e.(kit.Opened); ok && p.inFocus() != "" {
			return p.a.openRecord(p.inFocus(), model.Place{}), true
		}
	}
	return nil, used
}

// inFocus is the record of the line in focus; empty where it is nobody's.
func (p *ledger) inFocus() model.ID {
	i, err := strconv.Atoi(p.list.Focus())
	if err != nil {
		return ""
	}
	return p.lines[i].record
}

func (p *ledger) about() []kit.Row { return p.a.sentences(p.say...) }

func (p *ledger) naming() {}

func (p *ledger) frame() kit.Frame {
	title := []string{p.title}
	f := kit.Frame{Title: title, Small: title}
	if p.inFocus() != "" {
		f.Hints = append(f.Hints, p.a.hint("Enter", "screen.hint.open"))
	}
	f.Hints = append(f.Hints, p.a.hint("Esc", "screen.hint.back"))
	return f
}

func (p *ledger) view(width, height int) kit.Drawing { return p.list.View(width, height) }

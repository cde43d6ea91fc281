package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// changePage shows one part as it was and as it became, side by side where there
// is room, and brings back what it was.
type changePage struct {
	a       *app
	line    desk.Line
	version *desk.Version // of which it is, or nil
	reader  reader
}

func newChange(a *app, l desk.Line, v *desk.Version) *changePage {
	return &changePage{a: a, line: l, version: v, reader: reader{look: a.look}}
}

func (p *changePage) arrive() {}

func (p *changePage) key(k kit.Key) (tea.Cmd, bool) {
	if (k.Name == "enter" || k.Name == "b") && p.may().Zero() {
		h := p.line.Happened
		p.a.toPage()
		return p.a.follow(p.a.talk.BringBack(&h)), true
	}
	return nil, p.reader.key(k)
}

// may says what stands in the way of bringing it back, or nothing.
func (p *changePage) may() model.Message { return p.a.talk.MayBringBack(&p.line.Happened) }

func (p *changePage) frame() kit.Frame {
	a := p.a
	title := a.say("screen.history.title")
	f := kit.Frame{Title: a.title(title), Small: a.smallTitle(title), Hints: []kit.Hint{a.hint("Esc", "screen.hint.back")}}
	if why := p.may(); !why.Zero() {
		f.Status = a.said(why)
		return f
	}
	f.Hints = slices.Insert(f.Hints, 0, a.hint("Enter", "screen.history.bring"))
	return f
}

func (p *changePage) view(width, height int) kit.Drawing {
	return p.reader.rows(p.rows(width), height)
}

// rows are what was done and when, and then the lines that are not the same.
func (p *changePage) rows(width int) []string {
	a, s := p.a, p.a.look.Styles
	rows := []string{""}
	put := func(tone kit.Tone, text string) {
		for _, row := range a.look.Measure.Wrap(kit.Drawn(text), width-readerMargin-1) {
			rows = append(rows, readerIndent+tone.Render(row))
		}
	}
	if p.version == nil {
		at := p.line.At.Local()
		put(s.Quiet, joined(" ", a.said(content.Date(at)), a.said(content.Clock(at))))
	}
	put(s.Words, a.pastSaid(p.line.What))
	for _, c := range a.talk.Compare(&p.line.Happened) {
		if !c.Same() {
			rows = append(append(rows, ""), p.compared(c, width)...)
		}
	}
	return rows
}

// compared are the two sides of a line: beside each other, or under each other.
// Of what was not there before, or is not there any more, there is one.
func (p *changePage) compared(c flow.Compared, width int) []string {
	a, s := p.a, p.a.look.Styles
	was, is := p.sides()
	rows := []string{readerIndent + s.Heading.Render(kit.Drawn(a.said(c.Label)))}
	there, stands := p.line.Was != nil, p.line.Is != nil
	if there && stands && width >= columnsFrom && !a.swaps(c) {
		return append(rows, p.beside(c, width)...)
	}
	if there {
		rows = append(rows, p.under(was, c.Was, width)...)
	}
	switch {
	case !stands:
	case !there && p.version == nil:
		rows = append(rows, p.under("", c.Is, width)...)
	default:
		rows = append(rows, p.under(is, c.Is, width)...)
	}
	return rows
}

// under is one side of a line under what it is called.
func (p *changePage) under(head string, text model.Message, width int) (rows []string) {
	s := p.a.look.Styles
	if head != "" {
		rows = append(rows, readerIndent+s.Quiet.Render(head))
	}
	for _, row := range p.a.side(text, width-readerMargin-1) {
		rows = append(rows, readerIndent+s.Words.Render(row))
	}
	return rows
}

func (p *changePage) beside(c flow.Compared, width int) []string {
	a, s := p.a, p.a.look.Styles
	was, is := p.sides()
	half := (width - readerMargin - changeGap) / 2
	left, right := p.a.side(c.Was, half), p.a.side(c.Is, half)
	rows := []string{readerIndent + s.Quiet.Render(fit(a.look.Measure, was, half+changeGap)+is)}
	for i := range max(len(left), len(right)) {
		row := readerIndent + s.Words.Render(fit(a.look.Measure, at(left, i), half+changeGap))
		rows = append(rows, row+s.Words.Render(at(right, i)))
	}
	return rows
}

var readerIndent = strings.Repeat(" ", readerMargin)

// changeGap is the blank between the two sides.
const changeGap = 3

// sides are what stands over the two: before and after, or then and now.
func (p *changePage) sides() (was, is string) {
	if p.version != nil {
		return p.a.say("screen.history.then"), p.a.say("screen.history.now")
	}
	return p.a.say("screen.history.before"), p.a.say("screen.history.after")
}

// side are the rows of one of two texts beside each other; one in which nothing stood says so.
func (a *app) side(m model.Message, width int) []string {
	text := a.say("screen.history.nothing")
	if !m.Zero() {
		text = a.said(m)
	}
	var rows []string
	for line := range strings.SplitSeq(text, "\n") {
		rows = append(rows, a.look.Measure.Wrap(kit.Drawn(line), width)...)
	}
	return rows
}

// at is a row of a list, or nothing behind its end.
func at(rows []string, i int) string {
	if i < len(rows) {
		return rows[i]
	}
	return ""
}

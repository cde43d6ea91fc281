package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// checkPage looks whether all is whole, beside the screens, and says what was
// found. It is a page of the desk: whose record is damaged stands there by name.
type checkPage struct {
	a      *app
	reader reader
	lines  []desk.HealthLine // nil while it is looked for
}

func newCheckPage(a *app) *checkPage { return &checkPage{a: a, reader: reader{look: a.look}} }

func (p *checkPage) read() tea.Cmd {
	d := p.a.desk
	return work(p.a, p, func(ctx context.Context) (desk.Health, error) { return d.Check(ctx) }, func(h desk.Health, err error) tea.Cmd {
		if err != nil {
			p.a.fail(err)
			return nil
		}
		p.lines = h.Lines(true)
		p.arrive()
		return nil
	})
}

func (p *checkPage) arrive() {
	var text strings.Builder
	if p.lines == nil {
		text.WriteString(p.a.say("screen.check.working"))
	}
	for _, line := range p.lines {
		if line.Under {
			text.WriteString("  ")
		}
		text.WriteString(p.a.said(line.Say) + "\n")
	}
	p.reader.text = "\n" + text.String()
}

func (p *checkPage) key(k kit.Key) (tea.Cmd, bool) { return nil, p.reader.key(k) }

func (p *checkPage) about() []kit.Row { return p.a.sentences(model.Msg("screen.check.about")) }

func (p *checkPage) naming() {}

func (p *checkPage) frame() kit.Frame {
	title := []string{p.a.say("action.check")}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{p.a.hint("Esc", "screen.hint.back")}}
}

func (p *checkPage) view(width, height int) kit.Drawing { return p.reader.view(width, height) }

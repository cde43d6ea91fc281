package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/content/document"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// copyPage shows a copy as its recipient would get it, before anything is
// written. Of a copy that is refused it shows the one sentence, and the reason
// only when it is asked for.
type copyPage struct {
	a       *app
	options document.Options
	title   string
	reader  reader
	refused *document.RefusedError
}

func newCopyPage(a *app, o document.Options, title string) *copyPage {
	return &copyPage{a: a, options: o, title: title, reader: reader{look: a.look}}
}

// made is a copy, or why there is none: a refusal, or the letters that a PDF has
// no font for.
type made struct {
	data    []byte
	refused *document.RefusedError
	letters string
}

// makeCopy makes a document of the conversation beside the screens, for one of
// them. A refusal is an answer and no failure.
func (a *app) makeCopy(s screen, o document.Options, then func(made) tea.Cmd) tea.Cmd {
	record, guide, d := a.talk.Record(), a.talk.Guide(), a.desk
	return work(a, s, func(context.Context) (made, error) {
		data, err := d.Copy(record, guide, o)
		if refused, ok := errors.AsType[*document.RefusedError](err); ok {
			return made{refused: refused}, nil
		}
		if letters, ok := desk.Unprintable(err); ok {
			return made{letters: letters}, nil
		}
		return made{data: data}, err
	}, func(m made, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		return then(m)
	})
}

// showCopy shows a copy in front of the page.
func (a *app) showCopy(o document.Options, title string) tea.Cmd {
	p := newCopyPage(a, o, title)
	return tea.Batch(a.push(p), a.makeCopy(p, o, func(m made) tea.Cmd {
		p.refused = m.refused
		p.reader.text = string(m.data)
		if m.refused != nil {
			p.reader.text = "\n" + a.said(a.refusal(m.refused))
		}
		return nil
	}))
}

// refusal says that there is no copy, and when that was said, and nothing else.
func (a *app) refusal(refused *document.RefusedError) model.Message {
	name, r := a.called(), refused.Refusal
	switch r.Choice {
	case model.ShareNo:
		return model.Msg("screen.copy.refused", "day", content.DateDay(r.At.Local()), "who", name, "to", r.Who)
	case model.NotUntil:
		return model.Msg("screen.copy.not-yet", "who", name, "to", r.Who)
	case model.NotAsked, model.ShareYes:
	}
	switch {
	case refused.Why == document.Nothing:
		return model.Msg("screen.copy.nothing-theirs")
	case r.Unknown:
		return model.Msg("screen.copy.nobody")
	}
	return model.Msg("screen.copy.not-asked", "who", name, "to", r.Who)
}

func (p *copyPage) arrive() {}

func (p *copyPage) key(k kit.Key) (tea.Cmd, bool) {
	s := model.Find(p.a.talk.Record().Sharing, p.options.For.Sharing)
	if k.Name == "enter" && p.refused != nil && s != nil && !s.Why.Empty() {
		p.reader.text = "\n" + p.a.said(p.a.refusal(p.refused)) + "\n\n" + s.Why.String()
		return nil, true
	}
	return nil, p.reader.key(k)
}

func (p *copyPage) frame() kit.Frame {
	f := kit.Frame{
		Title: p.a.title(p.title), Small: p.a.smallTitle(p.title), Status: p.a.say(p.a.inShort("screen.copy.nothing-written")),
		Hints: []kit.Hint{p.a.hint("PageDown", "screen.copy.on"), p.a.hint("Esc", "screen.hint.back")},
	}
	if p.refused != nil {
		f.Status = ""
		f.Hints = []kit.Hint{p.a.hint("Enter", "screen.copy.why"), p.a.hint("Esc", "screen.hint.back")}
	}
	return f
}

func (p *copyPage) view(width, height int) kit.Drawing { return p.reader.view(width, height) }

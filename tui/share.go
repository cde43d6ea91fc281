package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// sharePage is who may see it. The council is told of and not asked for; a
// preparation goes to nobody without a yes.
type sharePage struct{ partsPage }

func newSharePage(a *app) *sharePage {
	p := &sharePage{}
	p.partsPage = newPartsPage(a, model.StageShare, "share.set", p.listRows)
	p.list.form.LabelAt, p.list.form.ValueAt, p.list.form.ExtraAt = 3, 27, 55
	return p
}

// key takes the page's letters. A blank chooses nothing, here as on the page of
// agreement.
func (p *sharePage) key(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "space" && !p.current().inWords() {
		p.a.tell(model.Msg("screen.app.enter-opens"))
		return nil, true
	}
	if p.open != "" {
		return p.partsPage.key(k)
	}
	switch k.Name {
	case "n":
		return p.a.act("share.new"), true
	case "d":
		return p.a.act("share.done"), true
	case "v":
		return p.see(), true
	}
	return p.partsPage.key(k)
}

// see shows the copy as whoever is in focus would get it.
func (p *sharePage) see() tea.Cmd {
	s := model.Find(p.a.talk.Record().Sharing, p.placed)
	if s == nil {
		return nil
	}
	paper := desk.Papers(p.a.talk.Guide().Kind, false)[0]
	o := document.Options{Document: document.Name(paper), As: document.PlainText, For: model.Recipient{Sharing: s.ID}}
	return p.a.showCopy(o, p.a.say("screen.copy.title", "to", s.Who))
}

func (p *sharePage) frame() kit.Frame {
	title := p.a.say("action.go.share")
	if s := model.Find(p.a.talk.Record().Sharing, p.open); s != nil {
		return p.titled(title, s.Who)
	}
	f := p.titled(title, "")
	f.Hints = []kit.Hint{
		p.a.hint("Enter", "screen.hint.change"), p.a.hint("v", "screen.share.see"),
		p.a.hint("d", "screen.share.done"), p.a.anything(),
	}
	if len(p.a.talk.Record().Sharing) == 0 {
		f.Hints = []kit.Hint{p.a.hint("n", "screen.share.somebody"), p.a.hint("d", "screen.share.done"), p.a.anything()}
	}
	return f
}

func (p *sharePage) listRows() []kit.Row {
	a, r := p.a, p.a.talk.Record()
	name := p.a.called()
	rows := []kit.Row{{Kind: kit.RowBlank}}
	words := func(s string) {
		rows = append(rows, kit.Row{Kind: kit.RowWords, Label: s}, kit.Row{Kind: kit.RowBlank})
	}
	if a.talk.Guide().Kind == model.Preparation {
		words(a.say("screen.share.preparation", "who", name))
	} else {
		words(a.say("screen.share.council", "who", name))
		words(a.say("screen.share.others", "who", name))
	}
	if why := a.desk.StaysSaid(r); !why.Zero() {
		words(a.said(why))
	}
	f := p.list.form
	if f.ValueAt, f.ExtraAt = 27, 55; a.pageWidth() >= columnsFrom {
		f.ValueAt, f.ExtraAt = 48, 88
	}
	for _, s := range r.Sharing {
		rows = append(rows, p.sharingRows(s)...)
	}
	rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: a.say("screen.share.new")})
	if slices.ContainsFunc(r.Sharing, func(s *model.Sharing) bool { return s.Limited && !s.NameOthers }) {
		rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: a.say("screen.share.unnamed")})
	}
	return rows
}

// sharingRows are what was said of a recipient: beside their name, or under it
// where it is long.
func (p *sharePage) sharingRows(s *model.Sharing) []kit.Row {
	row := kit.Row{ID: string(s.ID), Kind: kit.RowOpen, Label: s.Who, Value: p.what(s), Extra: p.said(s)}
	if f := p.list.form; p.a.narrow() || f.LabelAt+p.a.look.Measure.Width(s.Who)+2 <= f.ValueAt {
		return []kit.Row{row}
	}
	return []kit.Row{{ID: row.ID, Kind: kit.RowOpen, Label: s.Who}, {Kind: kit.RowWords, Value: row.Value, Extra: row.Extra}}
}

// what is of what a yes is.
func (p *sharePage) what(s *model.Sharing) string {
	a := p.a
	switch {
	case s.Choice == model.ShareNo:
		return a.say("choice.share.what.nothing")
	case s.Choice == model.NotUntil:
		return joined(" ", a.say("choice.share.what.not-until"), s.Until)
	case s.Choice != model.ShareYes:
		return ""
	case s.Limited || len(s.Only) > 0:
		return a.say("screen.share.only", "what", joined("; ", s.OnlyWords, p.partNames(s)))
	case s.Parts || len(s.Without) > 0:
		var but []string
		for _, c := range s.Without {
			but = append(but, a.said(model.Msg("chapter."+string(c))))
		}
		return a.say("screen.share.all-but", "what", strings.Join(but, ", "))
	}
	return a.say("choice.share.what.all")
}

// partNames counts the single parts of a yes, where no words say which.
func (p *sharePage) partNames(s *model.Sharing) string {
	switch {
	case len(s.Only) == 0:
		return p.a.say("screen.share.none-chosen")
	case s.OnlyWords == "":
		return p.a.say("screen.share.chosen", "n", len(s.Only))
	}
	return ""
}

// said is what was said to it, and how.
func (p *sharePage) said(s *model.Sharing) string {
	a := p.a
	choice := a.say("screen.share.not-asked")
	switch s.Choice {
	case model.ShareYes:
		choice = a.say("screen.share.yes")
	case model.ShareNo:
		choice = a.say("screen.share.no")
	case model.NotUntil:
		choice = a.say("screen.share.not-yet")
	case model.NotAsked:
	}
	if s.How == "" || s.Choice == model.NotAsked {
		return choice
	}
	return fit(a.look.Measure, choice, 8) + a.said(model.Msg("choice.share.how."+s.How))
}

// about is why the council is not among those who are asked about.
func (p *sharePage) about() []kit.Row {
	if p.a.talk.Guide().Kind == model.Preparation {
		return p.a.sentences(model.Msg("screen.share.each"))
	}
	return p.a.sentences(model.Msg("screen.share.each"), model.Msg("screen.share.source"))
}

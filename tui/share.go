package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/content/document"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// sharePage is who may see it. The council is told of and not asked for; a
// preparation goes to nobody without a yes.
type sharePage struct {
	partsPage
	came bool // the page was looked at before
}

func newSharePage(a *app) *sharePage {
	p := &sharePage{}
	p.partsPage = newPartsPage(a, model.StageShare, "share.set", p.listRows)
	p.list.form.LabelAt, p.list.form.ValueAt, p.list.form.ExtraAt = 3, 27, 55
	p.entered = func(string) tea.Cmd { return a.act("share.sooner") }
	p.unfold = p.recipient
	return p
}

// arrive begins at the first of those who are asked about.
func (p *sharePage) arrive() {
	p.partsPage.arrive()
	if all := p.a.talk.Record().Sharing; !p.came && p.placed == "" && len(all) > 0 {
		p.list.form.SetFocus(string(all[0].ID))
		p.place()
	}
	p.came = true
}

// The lines of the page's own: what the person would sooner the council did not
// hold, and a copy all the same.
const (
	rowSooner   = "/sooner"
	rowOverride = "/override"
)

// recipient are the lines of one of those who may see it. Where they may not,
// a copy all the same is reached from here: it is rare, and stands last.
func (p *sharePage) recipient() *fieldForm {
	f := p.a.newFieldForm("share.set")
	f.decorate = p.a.openly
	f.opened = func(string) tea.Cmd { return p.a.act("override.set") }
	f.after = func() []kit.Row {
		if x, _ := p.a.talk.Action("override.set"); !x.On {
			return nil
		}
		rows := []kit.Row{{Kind: kit.RowBlank}, {ID: rowOverride, Kind: kit.RowOpen, Label: p.a.say("action.override.set")}}
		return append(rows, p.overrideRows(model.Find(p.a.talk.Record().Sharing, p.open))...)
	}
	return f
}

// overrideRows say of a copy all the same on what ground, why and by whom; and
// what is not there yet of that, without which there is no copy.
func (p *sharePage) overrideRows(s *model.Sharing) []kit.Row {
	if s == nil || s.Override == (model.Override{}) {
		return nil
	}
	switch {
	case s.Overridden():
	case s.Override.Holds():
		return []kit.Row{{Kind: kit.RowQuiet, Label: p.a.say("override.nothing")}}
	default:
		return []kit.Row{{Kind: kit.RowQuiet, Label: p.a.say("screen.share.override-not-yet")}}
	}
	return []kit.Row{{Kind: kit.RowWords, Label: p.a.say("screen.share.override",
		"ground", model.Msg("choice.override.ground."+s.Override.Ground), "who", s.Override.By,
		"day", content.Date(s.Override.At.Local()), "why", stopped(s.Override.Why))}}
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
	to := model.Recipient{Sharing: s.ID}
	paper := desk.Papers(p.a.talk.Record(), to)[0]
	o := document.Options{Document: document.Name(paper), As: document.PlainText, For: to}
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
		rows[len(rows)-1] = p.soonerRow(name)
		rows = append(rows, kit.Row{Kind: kit.RowBlank})
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
	rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: a.said(p.covers())})
	if slices.ContainsFunc(r.Sharing, func(s *model.Sharing) bool { return s.Limited && !s.NameOthers }) {
		rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: a.say("screen.share.unnamed") + " " + a.say("screen.share.names")})
	}
	return rows
}

// soonerRow tells whether there is something that the person would sooner the
// council did not hold. In their words it stands on a page of its own: somebody
// else may be looking at this one.
func (p *sharePage) soonerRow(name string) kit.Row {
	if p.a.talk.Record().Conversation.SoonerNot.Empty() {
		return kit.Row{ID: rowSooner, Kind: kit.RowOpen, Label: p.a.say("screen.share.sooner-none", "who", name)}
	}
	return kit.Row{ID: rowSooner, Kind: kit.RowOpen, Label: p.a.say("screen.share.sooner", "who", name)}
}

// covers is what a yes to all of it is for, before anybody says it.
func (p *sharePage) covers() model.Message {
	if p.a.talk.Guide().Kind == model.Preparation {
		return model.Msg("screen.share.covers-preparation", "who", p.a.called())
	}
	return model.Msg("screen.share.covers", "who", p.a.called())
}

// sharingRows are what was said of a recipient: beside their name, or under it
// where it is long. A copy all the same is told on their own page alone: whoever
// it is about may be looking at this one.
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
	case s.Parts && len(s.Without) == 0:
		return a.say("screen.share.all-but-unnamed")
	case len(s.Without) > 0:
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
	choices := map[model.Choice]string{model.ShareYes: "yes", model.ShareNo: "no", model.NotUntil: "not-yet"}
	said, asked := choices[s.Choice]
	if !asked {
		return a.say("screen.share.not-asked")
	}
	choice := a.said(model.Msg("screen.share." + said))
	if s.How == "" {
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

// newOverridePage is a copy all the same, for the recipient in focus, who is named
// on it: one that is past the wrong no is not to be had back.
func newOverridePage(a *app) *saidPage {
	p := newSaidPage(a, "override.set",
		model.Msg("screen.share.override-about"), model.Msg("screen.share.override-source"))
	p.before = func() []kit.Row {
		s := model.Find(a.talk.Record().Sharing, a.talk.Place().Part)
		if s == nil {
			return nil
		}
		return []kit.Row{{Kind: kit.RowHeading, Label: a.say("screen.share.override-for", "who", s.Who)}, {Kind: kit.RowBlank}}
	}
	return p
}

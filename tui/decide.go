package tui

import (
	"ownwords/model"
	"ownwords/tui/kit"
)

// newDecidePage is what the council decided: a yes, a question beside the words
// of the want that it is about, or passed up. A name in its last line makes a
// yes final.
func newDecidePage(a *app) *saidPage {
	p := newSaidPage(a, "decide", model.Msg("screen.decide.about"), model.Msg("screen.agree.source"))
	p.decorate = func(r *kit.Row) {
		if r.ID == "about" {
			r.Choice = kit.ChoiceListed
			return
		}
		a.openly(r)
		a.rule("decide", r)
	}
	p.after = a.lacksRows
	return p
}

// councilRows are what the council said that is no yes.
func (a *app) councilRows() []kit.Row {
	m := a.talk.Record().CouncilSaid()
	if m.Zero() {
		return nil
	}
	return []kit.Row{{Kind: kit.RowBlank}, {Kind: kit.RowWords, Label: a.said(m)}}
}

// lacksRows are what the law asks for and the plan has not yet, beneath a yes of
// the council's: told, and in nobody's way.
func (a *app) lacksRows() []kit.Row {
	if g := a.talk.Record().Agreement; g == nil || g.Decision != "yes" {
		return nil
	}
	var rows []kit.Row
	for i, l := range a.talk.LacksAtFinal() {
		if i == 0 {
			rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowHeading, Label: a.say("screen.decide.lacks")})
		}
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: a.said(l.Say)})
	}
	return rows
}

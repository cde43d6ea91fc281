package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// rowOwed begins the lines of the copies that are owed; rowOwe is the one that
// notes another.
const (
	rowOwed = "/owed/"
	rowOwe  = "/owe"
)

// owedRows are the copies that are owed, for the desk: all of them.
func (a *app) owedRows() []kit.Row { return a.owedOf(a.talk.Record().Owed) }

// owedAtHome are those that whoever is at home may know of.
func (a *app) owedAtHome() []kit.Row { return a.owedOf(a.talk.OwedHere()) }

// owedOf are copies that are owed, with the day by which, or on which each was
// given, and a line for another.
func (a *app) owedOf(list []*model.Owed) []kit.Row {
	var rows []kit.Row
	for _, o := range list {
		row := kit.Row{ID: rowOwed + string(o.ID), Kind: kit.RowOpen, Label: a.said(flow.OwedSaid(o)), ValueAt: colWho, ExtraAt: colBy, Extra: a.day(o.By)}
		if !o.Open() {
			row.Extra = a.say("screen.owed.given", "day", a.day(o.Given))
		}
		rows = append(rows, row)
	}
	return append(rows, kit.Row{ID: rowOwe, Kind: kit.RowOpen, Label: a.say("screen.owed.another")})
}

// openOwed is Enter on one of those lines, on the page of this stage; false for
// a line of another kind.
func (a *app) openOwed(row string, stage model.Stage) (tea.Cmd, bool) {
	if row == rowOwe {
		return a.act("owed.new"), true
	}
	id, ok := strings.CutPrefix(row, rowOwed)
	if !ok {
		return nil, false
	}
	a.talk.Go(model.Place{Stage: stage, Part: model.ID(id)})
	return a.push(newOwedPage(a)), true
}

// newOwedPage is the lines of the copy in focus.
func newOwedPage(a *app) *saidPage {
	return newSaidPage(a, "owed.set", model.Msg("screen.owed.about"), model.Msg("screen.owed.source"))
}

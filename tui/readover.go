package tui

import (
	"strings"

	"ownwords/tui/kit"
)

// readOver tells, beneath the line that writes a copy, what is worth reading once
// more in it: words that could be names where names are left out, and what could
// be plainer. It stands in nobody's way.
func (p *copiesPage) readOver() []kit.Row {
	a := p.a
	read := a.desk.ReadOver(a.talk.Record(), a.talk.Guide(), p.paper, p.recipient())
	var rows []kit.Row
	if len(read.Names) > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowBlank},
			kit.Row{Kind: kit.RowWords, Label: a.say("plainer.names", "words", strings.Join(read.Names, ", "))})
	}
	if len(read.Plainer) > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: a.say("plainer.heading")})
	}
	for _, m := range read.Plainer {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: a.said(m)})
	}
	return rows
}

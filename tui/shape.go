package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// offered are rows for the marked notes from which nothing was drawn yet: a
// quiet offer, that opens nothing by itself. Fits may be nil.
func (a *app) offered(mark model.Mark, fits func(*model.Note) bool) []kit.Row {
	var rows []kit.Row
	for _, n := range a.talk.NotShaped(mark) {
		if fits != nil && !fits(n) {
			continue
		}
		if len(rows) == 0 {
			rows = append(rows, kit.Row{Kind: kit.RowBlank},
				kit.Row{Kind: kit.RowQuiet, Label: a.say("screen.shape.offered", "mark", model.Msg("mark."+string(mark)))})
		}
		rows = append(rows, kit.Row{ID: rowNote + string(n.ID), Kind: kit.RowOpen, LabelAt: 4, Label: a.noteLine(n)})
	}
	return rows
}

// noteLine is a note in one line, with whose words it holds. What was told of
// somebody has nobody's name before it, so that it does not read as theirs.
func (a *app) noteLine(n *model.Note) string {
	if n.Telling == model.Told {
		return a.say("screen.shape.told", "words", n.Words().String())
	}
	return a.say("screen.shape.note", "who", a.talk.VoiceName(n.Voice), "words", n.Words().String())
}

// shape asks what is to be drawn out of an offered note, in the words of the
// person: what another said of them is never made theirs.
func (a *app) shape(row, action string) tea.Cmd {
	id, _ := strings.CutPrefix(row, rowNote)
	n := model.Find(a.talk.Record().Notes, model.ID(id))
	x, ok := a.talk.Action(action)
	if n == nil || !ok {
		return nil
	}
	q := newAsking(a, x)
	q.above = []kit.Row{{Kind: kit.RowWords, Label: a.noteLine(n)}, {Kind: kit.RowBlank}}
	return a.push(q)
}

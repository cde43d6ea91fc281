package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content/document"
	"ownwords/model"
)

// showCard turns the screen round with the card on it, to be photographed or
// copied by hand where there is no printer.
func (a *app) showCard() tea.Cmd {
	text := ""
	p := newTurnedPage(a, func() *readout { return a.readCard(text) })
	o := document.Options{Document: document.Card, As: document.PlainText, For: model.Recipient{Person: true}}
	return tea.Batch(a.push(p), a.makeCopy(p, o, func(m made) tea.Cmd {
		text = string(m.data)
		return nil
	}))
}

// readCard is the text of the card, which the document has made for the person.
// Its rows were broken for paper: those of one paragraph are put together again.
func (a *app) readCard(text string) *readout {
	r, room := &readout{}, 0
	if text == "" {
		return r
	}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		number, item, numbered := strings.Cut(line, ". ")
		numbered = numbered && len(number) == 1 && number >= "1" && number <= "9"
		switch last := len(r.lines) - 1; {
		case line == "":
			room = 1
			continue
		case strings.Trim(line, "=-") == "": // the line under a heading
		case numbered:
			r.lines = append(r.lines, readLine{text: item, number: number, room: room})
		case room == 0 && last >= 0:
			r.lines[last].text += " " + strings.TrimSpace(line)
		default:
			r.put(line, room)
		}
		room = 0
	}
	r.put(a.say("screen.card.photo"), 2)
	return r
}

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
func (a *app) readCard(text string) *readout {
	r, room := &readout{}, 0
	if text == "" {
		return r
	}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		l := readLine{text: line, room: room}
		room = 0
		if number, text, ok := strings.Cut(line, ". "); ok && len(number) == 1 && number >= "1" && number <= "9" {
			l.number, l.text = number, text
		}
		switch {
		case line == "":
			room = 1
		case strings.Trim(line, "=-") == "": // the line under a heading
		default:
			r.lines = append(r.lines, l)
		}
	}
	r.put(a.say("screen.card.photo"), 2)
	return r
}

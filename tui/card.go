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
	p := newTurnedPage(a, func(s *sheet, _ int) {
		if text == "" {
			return
		}
		for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
			switch {
			case strings.Trim(line, "=-") == "" && line != "": // the line under a heading
			case line == "":
				s.blank()
			default:
				if number, text, ok := strings.Cut(line, ". "); ok && len(number) == 1 && number >= "1" && number <= "9" {
					s.item(number, text)
				} else {
					s.put(line)
				}
			}
		}
		s.blank()
		s.blank()
		s.put(a.say("screen.card.photo"))
	})
	o := document.Options{Document: document.Card, As: document.PlainText, For: model.Recipient{Person: true}}
	return tea.Batch(a.push(p), a.makeCopy(p, o, func(m made) tea.Cmd {
		text = string(m.data)
		return nil
	}))
}

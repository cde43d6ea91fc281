package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ownwords/model"
)

// quotation handles a quotation mark typed where it stands for the telling:
// at the start of a note that has none, and at the end of one that was said.
func (f *Flow) quotation(n *model.Note, from, to int, with string) (Effect, bool) {
	r, size := utf8.DecodeRuneInString(with)
	mark := model.IsQuotationMark(r) && size == len(with)
	said := n.Telling == model.Said
	switch {
	case mark && !said && from == 0 && to == 0 && n.Text == "" && n.Telling == model.Told:
		return f.tell(n, model.Said, n.Text), true
	case mark && said && from == len(n.Text) && f.endsWord(n.Text):
		if _, twice := f.closed[n.ID]; twice {
			return Effect{Look: f.place}, true
		}
		f.closed[n.ID] = ""
		return Effect{Look: f.place}, true
	}
	behind, closed := f.closed[n.ID]
	if !closed {
		return Effect{}, false
	}
	if !said || from != len(n.Text) || to != len(n.Text) {
		delete(f.closed, n.ID)
		return Effect{}, false
	}
	if !strings.ContainsFunc(with, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		// Blanks and stops behind the closing mark wait: only words behind it
		// make the whole note a telling with a quotation in it.
		f.closed[n.ID] = behind + with
		if strings.TrimSpace(behind+with) != "" {
			return f.opened(n, behind+with), true
		}
		return Effect{Look: f.place}, true
	}
	return f.opened(n, behind+with), true
}

// opened makes a said note, behind whose closing mark something was typed, a
// told one with the quotation in it.
func (f *Flow) opened(n *model.Note, behind string) Effect {
	delete(f.closed, n.ID)
	return f.tell(n, model.Told, `"`+n.Text+`"`+behind)
}

func (f *Flow) endsWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return text != "" && !unicode.IsSpace(r)
}

func (f *Flow) tell(n *model.Note, telling model.Telling, text string) Effect {
	f.place.Part, f.place.Caret = n.ID, len(text)
	e := f.typed(n.ID, func(t *tx) {
		c := model.Copy(n)
		c.Telling, c.Text = telling, text
		t.put(c)
		t.follow(n, c)
	})
	e.Look = f.place
	return e
}

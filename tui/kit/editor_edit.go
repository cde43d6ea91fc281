package kit

// acts are the keys that change something or select.
var acts = map[string]func(*Editor) []Event{
	"enter":          (*Editor).enter,
	"backspace":      (*Editor).backspace,
	"delete":         (*Editor).deleteNext,
	"ctrl+backspace": (*Editor).wordBackspace,
	"ctrl+w":         (*Editor).wordBackspace,
	"ctrl+delete":    (*Editor).wordDelete,
	"ctrl+space":     (*Editor).beginSelection,
	"ctrl+a":         (*Editor).selectMore,
}

// edit changes the editor's own copy of a note, puts the caret behind what came in, and returns the edit.
func (e *Editor) edit(i, from, to int, with string, pasted bool) Event {
	n := e.notes[i]
	p := e.para(i)
	p.splice(from, to, with)
	n.Text = p.text
	e.caret = place{i, p.snap(from + len(with))}
	return Edit{Note: n.ID, From: from, To: to, With: with, Pasted: pasted}
}

// typed puts text in at the caret, in place of what is selected in a note.
func (e *Editor) typed(text string, pasted bool) []Event {
	text = Clean(text)
	lines := Lines(text)
	switch {
	case text == "" || len(lines) == 0:
		return nil
	case len(lines) > 1:
		return e.pasteLines(lines)
	}
	return e.insert(lines[0], pasted)
}

// insert puts a text in at the caret as it is, in place of what is selected in a note.
func (e *Editor) insert(text string, pasted bool) []Event {
	events := e.replaced()
	if !e.has() {
		e.await = &await{steps: 1, off: len(text)}
		return append(events, Edit{With: text, Pasted: pasted})
	}
	at := e.caret
	return append(events, e.edit(at.note, at.off, at.off, text, pasted))
}

// Paste puts pasted text in at the caret, in place of what is selected in a note. Empty lines are left out.
func (e *Editor) Paste(text string) []Event {
	e.await, e.goal, e.free = nil, -1, false
	return e.typed(text, true)
}

func (e *Editor) pasteLines(lines []string) []Event {
	events := e.replaced()
	id, off := e.Caret()
	e.await = &await{id: id, steps: len(lines) - 1, off: len(lines[len(lines)-1])}
	if id == "" {
		e.await.steps++
	}
	return append(events, Paste{Note: id, At: off, Lines: lines})
}

// enter makes a new note, or splits the one in focus. On an empty note it does nothing, and where an empty one stands in
// the place already the caret goes there.
func (e *Editor) enter() []Event {
	events := e.replaced()
	if !e.has() || e.current().Text == "" {
		return events
	}
	at, n := e.caret, e.current()
	switch at.off {
	case len(n.Text):
		if at.note+1 < len(e.notes) && e.notes[at.note+1].Text == "" {
			e.caret = place{at.note + 1, 0}
			return events
		}
		e.await = &await{id: n.ID, steps: 1}
		return append(events, New{After: n.ID})
	case 0:
		return append(events, e.enterBefore()...)
	}
	e.await = &await{id: n.ID, steps: 1}
	return append(events, Split{Note: n.ID, At: at.off})
}

func (e *Editor) enterBefore() []Event {
	before := ""
	if e.caret.note > 0 {
		n := e.notes[e.caret.note-1]
		if n.Text == "" {
			e.caret = place{e.caret.note - 1, 0}
			return nil
		}
		before = n.ID
	}
	e.await = &await{id: before, steps: 1}
	return []Event{New{After: before}}
}

func (e *Editor) backspace() []Event     { return e.deleteBack((*para).before) }
func (e *Editor) wordBackspace() []Event { return e.deleteBack((*para).wordBefore) }
func (e *Editor) deleteNext() []Event    { return e.deleteOn((*para).after) }
func (e *Editor) wordDelete() []Event    { return e.deleteOn((*para).wordAfter) }

// deleteBack deletes what is selected, else what lies between the caret and where reach leads to its left, else the gap to
// the note before.
func (e *Editor) deleteBack(reach func(*para, int) int) []Event {
	if e.selecting() || !e.has() {
		return e.DeleteSelection()
	}
	e.Deselect()
	at := e.caret
	if at.off == 0 {
		return e.join(at.note)
	}
	return []Event{e.edit(at.note, reach(e.para(at.note), at.off), at.off, "", false)}
}

// deleteOn is deleteBack to the right.
func (e *Editor) deleteOn(reach func(*para, int) int) []Event {
	if e.selecting() || !e.has() {
		return e.DeleteSelection()
	}
	e.Deselect()
	at := e.caret
	p := e.para(at.note)
	switch {
	case at.off < len(p.text):
		return []Event{e.edit(at.note, at.off, reach(p, at.off), "", false)}
	case at.note+1 < len(e.notes):
		return e.join(at.note + 1)
	}
	return nil
}

// join asks for the note to follow the one before. The caret goes to the seam if it comes about.
func (e *Editor) join(i int) []Event {
	n := e.notes[i]
	if i > 0 {
		before := e.notes[i-1]
		e.await = &await{id: before.ID, off: len(before.Text), gone: n.ID}
	}
	return []Event{Join{Note: n.ID}}
}

package kit

import (
	"slices"
	"strings"
)

// selecting reports whether anything is selected.
func (e *Editor) selecting() bool {
	return e.anchor != nil && *e.anchor != e.caret && e.has()
}

// selection returns the first and the last place of what is selected.
func (e *Editor) selection() (from, to place) {
	if e.caret.before(*e.anchor) {
		return e.caret, *e.anchor
	}
	return *e.anchor, e.caret
}

// selectedIn returns which bytes of a note are selected.
func (e *Editor) selectedIn(note int) (from, to int) {
	if !e.selecting() {
		return 0, 0
	}
	first, last := e.selection()
	if note < first.note || note > last.note {
		return 0, 0
	}
	from, to = 0, len(e.notes[note].Text)
	if note == first.note {
		from = first.off
	}
	if note == last.note {
		to = last.off
	}
	return from, to
}

// Selected returns what is selected, each note's part in a line of its own; empty if nothing is.
func (e *Editor) Selected() string {
	if !e.selecting() {
		return ""
	}
	first, last := e.selection()
	var parts []string
	for i := first.note; i <= last.note; i++ {
		from, to := e.selectedIn(i)
		parts = append(parts, e.notes[i].Text[from:to])
	}
	return strings.Join(parts, "\n")
}

// Deselect ends the selection and leaves the text alone. It reports whether there was one.
func (e *Editor) Deselect() bool {
	was := e.anchor != nil
	e.anchor, e.marking, e.found = nil, false, false
	return was
}

// SelectFound selects what was found in a note, brings it into view and puts the caret behind it. What is typed then does
// not take its place: nobody chose it to be replaced. A note that is not there leaves everything alone.
func (e *Editor) SelectFound(note string, m Match) {
	e.SetCaret(note, m.To)
	if i := e.index(note); i >= 0 {
		e.anchor, e.found = &place{i, e.para(i).snapDown(min(m.From, len(e.notes[i].Text)))}, true
	}
}

// replaced deletes what is selected, for what is typed to take its place. What reaches over several notes, or was found, is
// only let go: one letter must not take a page of somebody's words with it.
func (e *Editor) replaced() []Event {
	if e.found || e.selecting() && e.anchor.note != e.caret.note {
		e.Deselect()
	}
	return e.DeleteSelection()
}

func (e *Editor) beginSelection() []Event {
	at := e.caret
	e.anchor, e.marking = &at, true
	return nil
}

// selectMore selects the note, and when that is done already the page. In an empty note that is nothing at first.
func (e *Editor) selectMore() []Event {
	if !e.has() {
		return nil
	}
	i := e.caret.note
	if from, to := e.selectedIn(i); to-from < len(e.notes[i].Text) || e.notes[i].Text == "" && e.anchor == nil {
		e.anchor, e.caret = &place{i, 0}, place{i, len(e.notes[i].Text)}
		return nil
	}
	last := len(e.notes) - 1
	e.anchor, e.caret = &place{}, place{last, len(e.notes[last].Text)}
	return nil
}

// DeleteSelection deletes what is selected. Over several notes, the editor's own copy has at once what is to come of it.
func (e *Editor) DeleteSelection() []Event {
	if !e.selecting() {
		e.Deselect()
		return nil
	}
	first, last := e.selection()
	e.Deselect()
	if first.note == last.note {
		return []Event{e.edit(first.note, first.off, last.off, "", false)}
	}
	from, to := e.notes[first.note], e.notes[last.note]
	cut := Cut{From: from.ID, At: first.off, To: to.ID, Until: last.off}
	e.edit(first.note, first.off, len(from.Text), "", false)
	e.edit(last.note, 0, last.off, "", false)
	e.caret = first
	gone, kept := first.note+1, last.note
	switch {
	case to.Text == "":
		kept++
	case from.Text == "":
		gone--
	default:
		e.await = &await{id: from.ID, off: first.off, gone: to.ID}
	}
	e.notes = slices.Delete(e.notes, gone, kept)
	return []Event{cut}
}

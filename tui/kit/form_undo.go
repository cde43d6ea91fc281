package kit

import (
	"strings"
	"unicode"
)

// typedLine is what was typed in the line of a form that is being typed in, word by word, so that it can be taken back while
// it is. A word begins behind a blank; erasing, moving the caret and pasting each begin a step of their own, and what is
// typed after erasing belongs to that. It ends with the line: what was typed in all is then one thing to the owner.
type typedLine struct {
	past, ahead []typedState
	last        typedBy
	caret       int // where it left the caret, in bytes
}

// typedState is a value and its caret, in bytes.
type typedState struct {
	value string
	caret int
}

// typedBy is how a value came about.
type typedBy int

const (
	byNothing typedBy = iota
	byLetters
	byErasing
	byPaste
)

// state is what stands in the field now.
func (f *Field) state() typedState {
	_, caret := f.editor.Caret()
	return typedState{f.Value(), caret}
}

func (f *Field) setState(s typedState) {
	f.SetValue(s.value)
	f.editor.SetCaret(fieldNote, s.caret)
}

// changing does something to the field that may change its value, and remembers what stood there.
func (f *Form) changing(by typedBy, do func()) {
	was := f.field.state()
	do()
	now := f.field.state()
	if was.value == now.value || f.rows[f.focus].Masked {
		return
	}
	if by == byLetters && len(now.value) < len(was.value) {
		by = byErasing
	}
	t := &f.line
	if !t.goesOn(by, was, now) {
		t.past = append(t.past, was)
	}
	t.ahead, t.last, t.caret = nil, by, now.caret
}

// goesOn tells whether a change belongs to the step before it.
func (t *typedLine) goesOn(by typedBy, was, now typedState) bool {
	switch {
	case len(t.past) == 0 || was.caret != t.caret || by == byPaste:
		return false
	case by == byErasing:
		return t.last == byErasing
	case t.last == byErasing:
		return true
	}
	return t.last == byLetters && !beginsWord(was, now)
}

// beginsWord tells whether what was typed is the first letter of a word.
func beginsWord(was, now typedState) bool {
	before := was.value[:was.caret]
	with := now.value[min(was.caret, now.caret):now.caret]
	return strings.TrimRightFunc(before, unicode.IsSpace) != before && strings.TrimSpace(with) != ""
}

// Untype takes back the newest word typed in the line that is being typed in. It reports whether there was one.
func (f *Form) Untype() bool { return f.editing && f.turn(&f.line.past, &f.line.ahead) }

// Retype types again what Untype took back.
func (f *Form) Retype() bool { return f.editing && f.turn(&f.line.ahead, &f.line.past) }

func (f *Form) turn(from, to *[]typedState) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, f.field.state())
	f.field.setState((*from)[n-1])
	*from = (*from)[:n-1]
	f.line.last, f.free = byNothing, false
	return true
}

// Typed reports whether anything was typed in the line that is being typed in.
func (f *Form) Typed() bool { return f.editing && len(f.line.past) > 0 }

package kit

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Key takes a key. It returns what the owner has to do, and whether the key was one of the form's: an owner takes its own
// letters first, and Tab on the last line or Esc come back to it, with what was typed in the line that they end. Only options
// that are open take an Esc for themselves.
func (f *Form) Key(k Key) (events []Event, used bool) {
	if k.pointed() {
		return f.pointed(k)
	}
	if f.focus < 0 {
		return f.pageKey(k)
	}
	if f.open {
		return f.openKey(k)
	}
	if f.editing && k.Name == "esc" {
		return f.Leave(), false
	}
	if events, used = f.lineKey(k); used {
		f.free = false
		return events, true
	}
	return f.moveKey(k)
}

// lineKey is what a key does in the line in focus.
func (f *Form) lineKey(k Key) ([]Event, bool) {
	row := &f.rows[f.focus]
	if k.Name == "enter" {
		return f.enter(row), true
	}
	switch row.Kind {
	case RowText:
		return f.textKey(row, k)
	case RowChoice:
		return f.choiceKey(row, k)
	}
	return nil, false
}

func (f *Form) enter(row *Row) []Event {
	switch {
	case row.Kind == RowOpen:
		return []Event{Opened{ID: row.ID}}
	case f.editing, f.Fill && !(row.Kind == RowChoice && row.Choice == ChoiceFolded):
		return f.enterNext()
	case row.Kind == RowText:
		f.begin(row)
		return nil
	}
	f.openChoice(row)
	return nil
}

// enterNext ends the line. On a page that is filled in it goes on to the next one.
func (f *Form) enterNext() []Event {
	if !f.Fill {
		return f.Leave()
	}
	next := f.next(f.focus, 1)
	if next < 0 {
		return append(f.Leave(), Finished{})
	}
	return f.goTo(next)
}

// begin starts typing in a text, behind what stands there.
func (f *Form) begin(row *Row) {
	f.editing, f.line = true, typedLine{}
	f.field.SetValue(row.Value)
	f.field.Mask(row.Masked && !f.secrets)
}

// textKey gives a key to the text in focus. Typing begins with the first key that types, deletes or moves in the text.
func (f *Form) textKey(row *Row, k Key) ([]Event, bool) {
	switch {
	case f.editing:
		used := false
		f.changing(byLetters, func() { _, used = f.field.Key(k) })
		return nil, used
	case k.Text != "" || textKeys[k.Name]:
		f.begin(row)
		f.changing(byLetters, func() {
			if f.joins(row, k) {
				f.field.Key(Key{Name: "space", Text: " "})
			}
			f.field.Key(k)
		})
		return nil, true
	}
	return nil, false
}

// joins reports whether a key would begin a new word at the end of what stands in the line with no blank before it.
func (f *Form) joins(row *Row, k Key) bool {
	last, _ := utf8.DecodeLastRuneInString(row.Value)
	first, _ := utf8.DecodeRuneInString(k.Text)
	return row.Value != "" && !row.Masked && !unicode.IsSpace(last) && unicode.IsLetter(first)
}

// textKeys are the keys without a text that begin typing as well.
var textKeys = map[string]bool{
	"backspace": true, "ctrl+backspace": true, "ctrl+w": true, "left": true, "ctrl+left": true, "ctrl+a": true, "ctrl+space": true,
	"shift+left": true, "ctrl+shift+left": true, "shift+home": true,
}

// moveKey takes the keys that lead from line to line.
func (f *Form) moveKey(k Key) ([]Event, bool) {
	switch k.Name {
	case "tab", "down":
		return f.step(1, k.Name == "tab")
	case "shift+tab", "up":
		return f.step(-1, k.Name == "shift+tab")
	case "home", "ctrl+home":
		return f.goTo(f.nearest(0)), true
	case "end", "ctrl+end":
		return f.goTo(f.next(len(f.rows), -1)), true
	}
	return f.pageKey(k)
}

// step goes to the next line. Beyond the last, Tab is the owner's, and the arrows show what is to be read there.
func (f *Form) step(by int, tab bool) ([]Event, bool) {
	next := f.next(f.focus, by)
	switch {
	case next >= 0:
		return f.goTo(next), true
	case tab:
		return f.Leave(), false
	}
	events := f.Leave()
	f.scroll(by)
	return events, true
}

// pageKey moves the window by its height, and the focus to a line that is in it: what is typed next must not go where nobody
// looks.
func (f *Form) pageKey(k Key) ([]Event, bool) {
	by := max(1, f.height-1)
	switch k.Name {
	case "pgup":
		by = -by
	case "pgdown":
	default:
		return nil, false
	}
	f.scroll(by)
	f.top = min(f.top, max(0, f.all-f.height))
	seen := f.seen()
	if len(seen) == 0 || slices.Contains(seen, f.focus) {
		return nil, true
	}
	events := f.goTo(seen[0])
	f.free = true
	return events, true
}

// seen are the lines that can be in focus and stand whole in the window, by where they were drawn last.
func (f *Form) seen() []int {
	var all []int
	for _, s := range f.spots {
		whole := s.zone.Y >= f.top && s.zone.Y+s.zone.H <= f.top+f.height
		if s.part == theLine && whole && s.line < len(f.rows) && f.rows[s.line].Kind.focusable() {
			all = append(all, s.line)
		}
	}
	return all
}

func (f *Form) scroll(by int) {
	f.top, f.free = max(0, f.top+by), true
}

// Paste puts pasted text into the text in focus.
func (f *Form) Paste(text string) (used bool) {
	if f.focus < 0 || f.rows[f.focus].Kind != RowText {
		return false
	}
	if !f.editing {
		f.begin(&f.rows[f.focus])
	}
	f.free = false
	f.changing(byPaste, func() { f.field.Paste(text) })
	return true
}

package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Field is one value that is typed: a notebook of one note, with nothing beside it. A long value goes on in the next row.
type Field struct {
	// Multiline keeps line breaks; Enter makes one. Without it what is pasted in lines becomes one line.
	Multiline bool

	editor *Editor
	masked bool
}

// fieldNote is the id of a field's only note.
const fieldNote = "field"

// NewField returns an empty field.
func NewField(look *Look) *Field {
	f := &Field{editor: NewEditor(look)}
	f.editor.alone = 60
	f.SetValue("")
	return f
}

// SetValue puts another value in and the caret behind it.
func (f *Field) SetValue(value string) {
	f.editor.SetNotes([]Note{{ID: fieldNote, Text: value}})
	f.editor.SetCaret(fieldNote, len(value))
}

// Value is what stands in the field.
func (f *Field) Value() string {
	return f.editor.current().Text
}

// Mask hides the value behind one sign for each grapheme, or shows it.
func (f *Field) Mask(masked bool) {
	f.masked = masked
	mask := ""
	if masked {
		mask = f.editor.look.Styles.Glyphs.Mask
	}
	f.editor.current().para.set(f.Value(), "", "", mask)
}

// Key takes a key and reports whether it changed the value and whether it was one of the field's. Enter (but in several
// lines), Tab, Esc, and up and down beyond the value's rows are not.
func (f *Field) Key(k Key) (changed, used bool) {
	switch k.Name {
	case "enter":
		if !f.Multiline {
			return false, false
		}
		f.editor.insert("\n", false)
		return true, true
	case "up", "down":
		row := f.editor.para(0).rowOf(f.editor.caret.off)
		if k.Name == "up" && row == 0 || k.Name == "down" && row == f.editor.para(0).rows()-1 {
			return false, false
		}
	case "pgup", "pgdown":
		return false, false
	}
	if k.Text != "" {
		return f.put(k.Text, false), true
	}
	before := f.Value()
	_, used = f.editor.Key(k)
	return f.Value() != before, used
}

// Paste puts pasted text in at the caret and reports whether that changed anything.
func (f *Field) Paste(text string) (changed bool) {
	return f.put(text, true)
}

func (f *Field) put(text string, pasted bool) bool {
	text = Clean(text)
	if f.Multiline {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	} else {
		text = strings.Join(Lines(text), " ")
	}
	if text != "" {
		f.editor.insert(text, pasted)
	}
	return text != ""
}

// Selected returns what is selected, for a clipboard; nothing of a masked value.
func (f *Field) Selected() string {
	if f.masked {
		return ""
	}
	return f.editor.Selected()
}

// DeleteSelection deletes what is selected and reports whether anything was.
func (f *Field) DeleteSelection() bool {
	return len(f.editor.DeleteSelection()) > 0
}

// View draws the field in focus, in as many rows as its value takes at the width; the caret may stand in the cell behind it.
func (f *Field) View(width int) Drawing {
	return f.view(width, f.editor.look.Styles.Words)
}

func (f *Field) view(width int, tone Tone) Drawing {
	f.editor.alone = max(1, width)
	p := f.editor.para(0)
	from, to := f.editor.selectedIn(0)
	d := Drawing{Cursor: &tea.Position{X: p.column(f.editor.caret.off), Y: p.rowOf(f.editor.caret.off)}}
	for row := range p.rows() {
		text, _ := p.draw(row, width, tone, f.editor.look.Styles.Selected, from, to)
		d.Rows = append(d.Rows, text)
	}
	return d
}

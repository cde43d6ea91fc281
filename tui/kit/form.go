package kit

import (
	"slices"
)

// RowKind is what a line of a form or a list is for. The first three can be in focus.
type RowKind int

// The kinds. A text is typed in; a choice has options; an open line leads elsewhere. The rest is only read.
const (
	RowText RowKind = iota
	RowChoice
	RowOpen
	RowWords
	RowHeading
	RowQuiet
	RowBlank
	RowRule
)

func (k RowKind) focusable() bool {
	return k <= RowOpen
}

// answers tells whether a line of the kind has a place for what is typed or chosen.
func (k RowKind) answers() bool {
	return k == RowText || k == RowChoice
}

// ChoiceLook is how the options of a choice stand on the page. What is chosen stands in square brackets, so that it is told
// without a tone.
type ChoiceLook int

// The looks: options in a row with strokes between (no / [yes] / ask later); each numbered in a row of its own; numbered
// one behind another; only what is chosen, until Enter opens the numbered rows.
const (
	ChoiceInline ChoiceLook = iota
	ChoiceListed
	ChoiceNumbered
	ChoiceFolded
)

// Option is one thing that can be chosen. Its ID has no blank in it.
type Option struct{ ID, Label string }

// Row is one line of a form. A line that is only read may have a value and an extra as well, as the rows of a table do.
type Row struct {
	ID    string
	Kind  RowKind
	Label string
	Value string // of a choice the option's ID, of several chosen their IDs with blanks between
	Extra string // the second column
	// Prompt stands in the quiet tone where there is no value.
	Prompt string
	// Wrong says, in the next row, why the value is no such value. The value stays as it was typed.
	Wrong string

	Options []Option
	Choice  ChoiceLook
	Many    bool // more than one option can be chosen
	Masked  bool // what is typed is a secret
	Strong  bool // the label heads what stands under it
	Figure  bool // the value ends where the second column begins, so that sums stand under each other

	// LabelAt, ValueAt and ExtraAt are columns counted from 0, for this line alone; 0 is the form's.
	LabelAt, ValueAt, ExtraAt int
}

// Form is a page of lines: labels, values, a second column, and what is only read between them. One line is in focus. It never
// drops what was typed: leaving a line in any way keeps it and says so by a Changed.
type Form struct {
	// LabelAt, ValueAt and ExtraAt are the columns, counted from 0, where the labels, the values and the second column begin.
	LabelAt, ValueAt, ExtraAt int
	// Fill makes it a page to be filled in from top to bottom: Enter goes on to the next line.
	Fill bool

	look    *Look
	rows    []Row
	focus   int // -1 where no line can be in focus
	resting bool

	field   *Field
	editing bool // field holds the value of the line in focus
	line    typedLine
	secrets bool // are shown
	open    bool // the options of the line in focus are open
	pick    int  // the option that the keys stand on while they are open
	stray   int  // the line, from 1, in which somebody types words that it cannot take; 0 for none

	top, height int
	all         int  // rows there were when it was drawn last
	free        bool // the window was moved by page keys or the wheel and need not show the focus
	spots       []spot
}

// NewForm returns a form without lines, with its columns where most pages have them.
func NewForm(look *Look) *Form {
	return &Form{LabelAt: 3, ValueAt: 31, ExtraAt: 54, look: look, focus: -1, field: NewField(look), height: 19}
}

// SetRows gives the form its lines as they are now. The focus, and what is being typed in it, stay with the line's ID.
func (f *Form) SetRows(rows []Row) {
	id, was := f.Focus(), f.focus
	f.rows = slices.Clone(rows)
	f.focus = f.index(id)
	if f.focus < 0 {
		f.editing, f.open = false, false
		f.focus = f.nearest(max(0, was))
	}
	if f.open && f.rows[f.focus].Kind != RowChoice {
		f.open = false
	}
	if f.editing && f.rows[f.focus].Kind != RowText {
		f.editing = false
	}
}

func (f *Form) index(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(f.rows, func(r Row) bool { return r.ID == id && r.Kind.focusable() })
}

// nearest is the first line that can be in focus at or behind i, else the last before it, else -1.
func (f *Form) nearest(i int) int {
	for at := i; at < len(f.rows); at++ {
		if f.rows[at].Kind.focusable() {
			return at
		}
	}
	return f.next(min(i, len(f.rows)), -1)
}

// next is the next line in that direction that can be in focus, or -1.
func (f *Form) next(i, by int) int {
	for at := i + by; at >= 0 && at < len(f.rows); at += by {
		if f.rows[at].Kind.focusable() {
			return at
		}
	}
	return -1
}

// Behind is the line behind a line that can be in focus, empty for none.
func (f *Form) Behind(id string) string {
	if i := f.index(id); i >= 0 {
		if next := f.next(i, 1); next >= 0 {
			return f.rows[next].ID
		}
	}
	return ""
}

// Rest tells whether the keys are elsewhere on the page: nothing is then marked as in focus, and no click is Enter.
func (f *Form) Rest(resting bool) {
	f.resting = resting
}

// Focus is the ID of the line in focus, empty if there is none.
func (f *Form) Focus() string {
	if f.focus < 0 {
		return ""
	}
	return f.rows[f.focus].ID
}

// SetFocus moves the focus to a line, keeping what was typed in the one before as Leave does.
func (f *Form) SetFocus(id string) []Event {
	i := f.index(id)
	if i < 0 {
		return nil
	}
	return f.goTo(i)
}

func (f *Form) goTo(i int) []Event {
	events := f.Leave()
	f.focus, f.free = i, false
	return events
}

// Editing is the line that is being typed in and what stands there so far, for an owner that saves unfinished words.
func (f *Form) Editing() (id, value string, ok bool) {
	if !f.editing {
		return "", "", false
	}
	return f.Focus(), f.field.Value(), true
}

// Leave ends typing and closes options. It returns a Changed where the line's value is another now.
func (f *Form) Leave() []Event {
	f.open = false
	if !f.editing {
		return nil
	}
	f.editing = false
	return f.change(f.field.Value())
}

// change gives the line in focus a value, if it is another.
func (f *Form) change(value string) []Event {
	row := &f.rows[f.focus]
	if row.Value == value {
		return nil
	}
	row.Value = value
	return []Event{Changed{ID: row.ID, Value: value}}
}

// ShowSecrets shows masked values as they are typed, or hides them again.
func (f *Form) ShowSecrets(shown bool) {
	f.secrets = shown
	if f.editing {
		f.field.Mask(f.rows[f.focus].Masked && !shown)
	}
}

// Selected is what is selected in the line being typed in, for a clipboard.
func (f *Form) Selected() string {
	if !f.editing {
		return ""
	}
	return f.field.Selected()
}

// DeleteSelection deletes what is selected there.
func (f *Form) DeleteSelection() bool {
	deleted := false
	if f.editing {
		f.changing(byErasing, func() { deleted = f.field.DeleteSelection() })
	}
	return deleted
}

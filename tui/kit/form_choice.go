package kit

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// chosen reports whether an option of the line is chosen.
func (r *Row) chosen(id string) bool {
	if !r.Many {
		return r.Value == id
	}
	return slices.Contains(strings.Fields(r.Value), id)
}

// with is the line's value after an option was chosen; of several, in the order of the options.
func (r *Row) with(id string) string {
	if !r.Many {
		return id
	}
	var all []string
	for _, o := range r.Options {
		if r.chosen(o.ID) != (o.ID == id) {
			all = append(all, o.ID)
		}
	}
	return strings.Join(all, " ")
}

// labels is what is chosen, in words; a value that is no option stands for itself.
func (r *Row) labels() string {
	var all []string
	for _, o := range r.Options {
		if r.chosen(o.ID) {
			all = append(all, o.Label)
		}
	}
	if len(all) == 0 {
		return r.Value
	}
	return strings.Join(all, ", ")
}

// Chooses tells whether the line in focus has options of which an arrow chooses one at once.
func (f *Form) Chooses() bool {
	return f.focus >= 0 && f.rows[f.focus].Kind == RowChoice && !f.rows[f.focus].Many && f.rows[f.focus].Choice != ChoiceFolded
}

// Numbered tells whether those options stand there with their numbers, so that a digit chooses one as well.
func (f *Form) Numbered() bool { return f.Chooses() && f.rows[f.focus].numbered() }

// choiceKey chooses in a line whose options are not open: by its number, or the next one by the space bar or an arrow. A
// number that does not stand on the screen chooses nothing.
func (f *Form) choiceKey(row *Row, k Key) ([]Event, bool) {
	if f.strays(k) {
		return nil, true
	}
	if i, ok := digit(k, len(row.Options)); ok && row.numbered() {
		return f.change(row.with(row.Options[i].ID)), true
	}
	switch {
	case len(row.Options) == 0:
		return nil, false
	case k.Name == "space" && row.Many:
		f.openChoice(row)
		return nil, true
	case k.Name == "space":
		return f.chooseNext(row, 1), true
	case row.Many || row.Choice == ChoiceFolded:
		return nil, false
	case k.Name == "right":
		return f.chooseNext(row, 1), true
	case k.Name == "left":
		return f.chooseNext(row, -1), true
	}
	return nil, false
}

// numbered tells whether the options stand on the page with their numbers while they are not open.
func (r *Row) numbered() bool { return r.Choice == ChoiceListed || r.Choice == ChoiceNumbered }

// strays notices somebody who types words into a line of choices, where they cannot go. From the first letter until another
// key than text their blanks and digits choose nothing: words must never turn a choice by chance.
func (f *Form) strays(k Key) bool {
	r, _ := utf8.DecodeRuneInString(k.Text)
	switch {
	case k.Text == "":
		f.stray = 0
		return false
	case unicode.IsLetter(r):
		f.stray = f.focus + 1
		return false
	}
	return f.stray == f.focus+1
}

// chooseNext chooses the option behind the chosen one, and behind the last the first.
func (f *Form) chooseNext(row *Row, by int) []Event {
	n := len(row.Options)
	i := slices.IndexFunc(row.Options, func(o Option) bool { return o.ID == row.Value })
	switch {
	case i < 0 && by < 0:
		i = n - 1
	case i < 0:
		i = 0
	default:
		i = (i + by + n) % n
	}
	return f.change(row.Options[i].ID)
}

// digit is the option that a digit key stands for.
func digit(k Key, options int) (int, bool) {
	if len(k.Text) != 1 || k.Text < "1" || k.Text > "9" {
		return 0, false
	}
	i := int(k.Text[0] - '1')
	return i, i < options
}

// openChoice shows the options one under another, with the keys on the chosen one.
func (f *Form) openChoice(row *Row) {
	if len(row.Options) == 0 {
		return
	}
	f.open = true
	f.pick = max(0, slices.IndexFunc(row.Options, func(o Option) bool { return row.chosen(o.ID) }))
}

// openKey takes a key while the options are open. Keys that lead away close them and go on.
func (f *Form) openKey(k Key) ([]Event, bool) {
	row := &f.rows[f.focus]
	if i, ok := digit(k, len(row.Options)); ok {
		f.pick = i
		return f.choosePicked(row), true
	}
	switch k.Name {
	case "up":
		f.pick = max(0, f.pick-1)
	case "down":
		f.pick = min(len(row.Options)-1, f.pick+1)
	case "home":
		f.pick = 0
	case "end":
		f.pick = len(row.Options) - 1
	case "space":
		return f.choosePicked(row), true
	case "enter":
		if row.Many {
			f.open = false
			return nil, true
		}
		return f.choosePicked(row), true
	case "esc":
		f.open = false
	case "tab", "shift+tab":
		f.open = false
		return f.moveKey(k)
	default:
		return nil, false
	}
	return nil, true
}

// choosePicked chooses the option that the keys stand on. One of several leaves the options open.
func (f *Form) choosePicked(row *Row) []Event {
	f.open = row.Many
	return f.change(row.with(row.Options[f.pick].ID))
}

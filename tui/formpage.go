package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// fieldForm is the lines that an action asks, each done as soon as it is
// changed. Most pages are one of these with a frame, and lines of their own
// above and below.
type fieldForm struct {
	a      *app
	action string
	form   *kit.Form
	more   bool
	fields []flow.Field
	// kept is what stood in the line that is being typed when it was last looked
	// at, given that something of it was handed over, and drafted that it was put
	// by as a draft.
	kept           kit.Changed
	given, drafted bool

	// before and after make the page's own lines. Their IDs have a stroke in
	// them, so that they are never taken for a field's.
	before, after func() []kit.Row
	// decorate has the last word on how a field's line looks; gap tells before
	// which fields a blank line stands.
	decorate func(*kit.Row)
	gap      func(id string) bool
	// arrange, where it is set, has the last word on which lines there are and
	// in what order.
	arrange func(fields []flow.Field, rows []kit.Row) []kit.Row
	// opened is Enter on a line that leads elsewhere, finished Enter on the last
	// line of a form that is filled in.
	opened   func(id string) tea.Cmd
	finished func() tea.Cmd
}

func (a *app) newFieldForm(action string) *fieldForm {
	none := func() []kit.Row { return nil }
	return &fieldForm{
		a: a, action: action, form: kit.NewForm(a.look),
		before: none, after: none, decorate: func(*kit.Row) {}, gap: func(string) bool { return false },
		opened: func(string) tea.Cmd { return nil }, finished: func() tea.Cmd { return nil },
	}
}

// arrive reads anew what is asked: an answer can make lines come and go.
func (f *fieldForm) arrive() {
	f.fields = nil
	if x, ok := f.a.talk.Action(f.action); ok {
		f.fields = x.Ask
	}
	rows := f.before()
	for _, r := range f.a.rows(f.fields, f.more) {
		f.decorate(&r)
		if f.gap(r.ID) {
			rows = append(rows, kit.Row{Kind: kit.RowBlank})
		}
		rows = append(rows, r)
	}
	rows = append(rows, f.after()...)
	if f.arrange != nil {
		rows = f.arrange(f.fields, rows)
	}
	f.form.SetRows(rows)
}

func (f *fieldForm) key(k kit.Key) (tea.Cmd, bool) {
	if _, _, typing := f.form.Editing(); k.Name == "+" && !typing && f.folded() {
		f.unfold()
		return nil, true
	}
	used := false
	at := f.form.Focus()
	behind := f.form.Behind(at)
	cmd := f.ending(func() (events []kit.Event) {
		events, used = f.form.Key(k)
		return events
	})
	if onward := k.Name == "tab" || k.Name == "down"; onward && f.brought(at, behind) {
		used = true
	}
	return cmd, used
}

// brought goes to the line that an answer has brought, where it stands behind
// that answer and was not there before: whoever goes on means the next line as
// it stands now.
func (f *fieldForm) brought(at, behind string) bool {
	next := f.form.Behind(at)
	if next == "" || next == behind || next == f.form.Focus() {
		return false
	}
	f.form.SetFocus(next)
	return true
}

// folded tells whether there are lines that are shown only when they are wanted.
func (f *fieldForm) folded() bool {
	return !f.more && slices.ContainsFunc(f.fields, onlyWhenWanted)
}

// unfold shows them, and goes to the first.
func (f *fieldForm) unfold() {
	first := f.fields[slices.IndexFunc(f.fields, onlyWhenWanted)].ID
	f.more = true
	f.arrive()
	f.form.SetFocus(first)
}

// ending does what may end the line that is being typed. One that ends as it
// began has not changed for the form, and yet something else of it may have
// been handed over: its end is told again.
func (f *fieldForm) ending(do func() []kit.Event) tea.Cmd {
	id, value, typed := f.form.Editing()
	events := do()
	if now, _, typing := f.form.Editing(); typed && (!typing || now != id) {
		said := slices.ContainsFunc(events, func(e kit.Event) bool { c, ok := e.(kit.Changed); return ok && c.ID == id })
		if f.given && !said {
			events = append([]kit.Event{kit.Changed{ID: id, Value: value}}, events...)
		}
		f.kept, f.given = kit.Changed{}, false
	}
	return f.happened(events)
}

// happened does what the form's events ask for.
func (f *fieldForm) happened(events []kit.Event) tea.Cmd {
	f.undraft()
	var cmds []tea.Cmd
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			cmds = append(cmds, f.a.do(f.action, answerOf(f.fields, e)))
		case kit.Opened:
			cmds = append(cmds, f.opened(e.ID))
		case kit.Finished:
			cmds = append(cmds, f.finished())
		}
	}
	return tea.Batch(cmds...)
}

func (f *fieldForm) paste(text string) tea.Cmd {
	f.form.Paste(text)
	return nil
}

// keep hands over a line that is still being typed. Its end is told again, so
// that what is to be said of it is said then.
func (f *fieldForm) keep() {
	id, value, typing := f.form.Editing()
	now := kit.Changed{ID: id, Value: value}
	if !typing || now == f.kept {
		return
	}
	f.kept = now
	i := slices.IndexFunc(f.fields, func(x flow.Field) bool { return x.ID == id })
	switch {
	case i < 0, f.fields[i].Value == value && !f.given && !f.drafted:
	case f.fields[i].Whole:
		// Half a name decides nothing, and must not be lost either.
		f.drafted = true
		f.a.talk.Draft(value)
	default:
		f.given = true
		f.a.talk.DoSoFar(f.action, answerOf(f.fields, now))
	}
}

// undraft takes away what was put by of a line that is ended.
func (f *fieldForm) undraft() {
	if _, _, typing := f.form.Editing(); f.drafted && !typing {
		f.drafted = false
		f.a.talk.Add("")
	}
}

// typing tells whether a line has words in it that were not handed over.
func (f *fieldForm) typing() bool {
	id, value, typing := f.form.Editing()
	return typing && f.kept != kit.Changed{ID: id, Value: value}
}

func (f *fieldForm) line() string { return f.form.Focus() }

func (f *fieldForm) toLine(line string) { f.form.SetFocus(line) }

func (f *fieldForm) settle() tea.Cmd { return f.ending(f.form.Leave) }

func (f *fieldForm) view(width, height int) kit.Drawing { return f.form.View(width, height) }

func (f *fieldForm) selected() string { return f.form.Selected() }

func (f *fieldForm) cut() tea.Cmd {
	f.form.DeleteSelection()
	return nil
}

// toEmpty goes to the first line in which nothing stands yet.
func (f *fieldForm) toEmpty() {
	for _, x := range f.fields {
		if x.Value == "" && f.form.Focus() != x.ID {
			if f.form.SetFocus(x.ID); f.form.Focus() == x.ID {
				return
			}
		}
	}
}

// inWords tells whether the keys are in a line that words are typed in: there a
// letter is a letter, and no page's command.
func (f *fieldForm) inWords() bool {
	id := f.form.Focus()
	i := slices.IndexFunc(f.fields, func(x flow.Field) bool { return x.ID == id })
	return i >= 0 && f.fields[i].Kind != flow.Choice && f.fields[i].Kind != flow.Many
}

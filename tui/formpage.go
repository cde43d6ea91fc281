package tui

import (
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
	// kept is what was last handed over of a line that is being typed.
	kept    kit.Changed
	drafted bool // the line that is typed is put by as a draft

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
	if _, _, typing := f.form.Editing(); k.Name == "+" && !typing && !f.more && hasMore(f.fields) {
		f.more = true
		f.arrive()
		return nil, true
	}
	events, used := f.form.Key(k)
	return f.happened(events), used
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
	for _, x := range f.fields {
		if x.ID != id || x.Value == value {
			continue
		}
		f.kept = now
		if x.Whole {
			// Half a name decides nothing, and must not be lost either.
			f.drafted = true
			f.a.talk.Draft(value)
			return
		}
		f.a.talk.Do(f.action, answerOf(f.fields, now))
		return
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

func (f *fieldForm) settle() tea.Cmd { return f.happened(f.form.Leave()) }

func (f *fieldForm) view(width, height int) kit.Drawing { return f.form.View(width, height) }

func (f *fieldForm) selected() string { return f.form.Selected() }

func (f *fieldForm) cut() tea.Cmd {
	f.form.DeleteSelection()
	return nil
}

package tui

import (
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// newWords are the lines in which a new passphrase is typed.
var newWords = []string{"new", "again"}

// wayForm asks for what a change of the ways in needs: words, a name, a key.
// What is typed in it is kept nowhere, and is gone when it is left.
type wayForm struct {
	a       *app
	form    *kit.Form
	id      string // of its sentences
	lines   []string
	values  map[string]string
	wrong   map[string]model.Message
	shown   bool
	working bool
	do      func(*wayForm) tea.Cmd
}

func newWayForm(a *app, id string, lines []string, do func(*wayForm) tea.Cmd) *wayForm {
	f := &wayForm{a: a, id: id, lines: lines, values: map[string]string{}, wrong: map[string]model.Message{}, do: do, form: kit.NewForm(a.look)}
	f.form.Fill = true
	return f
}

func (f *wayForm) value(line string) string { return f.values[line] }

// secret tells whether a line is typed unseen.
func secret(line string) bool { return line != "name" && line != "team" }

func (f *wayForm) hasSecrets() bool {
	return slices.ContainsFunc(f.lines, secret)
}

func (f *wayForm) arrive() {
	a := f.a
	rows := a.pageRows(f.id, model.Msg(f.id+"-how"))
	for _, l := range f.lines {
		r := kit.Row{ID: l, Label: a.say("ways.line." + l), Value: f.values[l], ValueAt: answerAt, Masked: secret(l)}
		if why := f.wrong[l]; !why.Zero() {
			r.Wrong = a.said(why)
		}
		rows = append(rows, r)
	}
	rows = append(rows, kit.Row{Kind: kit.RowBlank})
	if f.hasSecrets() {
		rows = append(rows, a.sentences(model.Msg("screen.unlock.shows", "show", a.doorKey(keyShow)))...)
	}
	f.form.SetRows(rows)
	f.form.ShowSecrets(f.shown)
}

func (f *wayForm) key(k kit.Key) (tea.Cmd, bool) {
	switch {
	case f.working:
		return nil, true
	case k.Name == f.a.doorKey(keyShow) && f.hasSecrets():
		f.shown = !f.shown
		f.form.ShowSecrets(f.shown)
		return nil, true
	}
	events, used := f.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			f.values[e.ID] = e.Value
		case kit.Finished:
			return f.finished(), true
		}
	}
	return nil, used
}

// finished does what is to be done, where what was typed can be used.
func (f *wayForm) finished() tea.Cmd {
	clear(f.wrong)
	f.values["name"] = strings.TrimSpace(f.values["name"])
	for _, l := range f.lines {
		switch l {
		case "name":
			if f.values[l] == "" {
				return f.amiss(l, model.Msg("trouble.way.no-name"))
			}
		case "new":
			if why := desk.JudgePassphrase([]byte(f.values[l])); !why.Zero() {
				return f.amiss(l, why)
			}
		case "again":
			if f.values[l] != f.values["new"] {
				return f.amiss(l, model.Msg("screen.setup.differ", "show", f.a.doorKey(keyShow)))
			}
		}
	}
	return f.do(f)
}

// amiss says beside a line why that can't be.
func (f *wayForm) amiss(line string, why model.Message) tea.Cmd {
	f.wrong[line] = why
	f.arrive()
	f.form.SetFocus(line)
	return nil
}

// work does it beside the screen, and says at its last line what went wrong.
func (f *wayForm) work(do func(context.Context) error, then func() tea.Cmd) tea.Cmd {
	f.working = true
	f.a.tell(model.Msg("screen.setup.making"))
	return work(f.a, f, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) tea.Cmd {
		f.a.message, f.working = "", false
		if err != nil {
			maps.DeleteFunc(f.values, func(l, _ string) bool { return secret(l) })
			return f.amiss(f.lines[len(f.lines)-1], desk.Trouble(err))
		}
		return then()
	})
}

func (f *wayForm) paste(text string) tea.Cmd {
	if !f.working {
		f.form.Paste(text)
	}
	return nil
}

func (f *wayForm) about() []kit.Row { return f.a.sentences(model.Msg("ways.about")) }

func (f *wayForm) frame() kit.Frame {
	title := []string{f.a.say("ways.title")}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{
		f.a.hint("Enter", "screen.hint.next"), f.a.hint("Esc", "screen.hint.back"),
	}}
}

func (f *wayForm) view(width, height int) kit.Drawing { return f.form.View(width, height) }

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// themes is where colours are chosen. The one in focus is seen at once; leaving
// the page gives back what there was.
type themes struct {
	a    *app
	list *kit.List
	was  content.Theme
}

func newThemes(a *app) *themes {
	return &themes{a: a, list: kit.NewList(a.look), was: a.settings().Theme}
}

func (t *themes) arrive() {
	here := t.list.Focus()
	if here == "" {
		here = string(t.was)
	}
	items := []kit.Item{{Kind: kit.RowBlank}}
	for _, theme := range content.Themes() {
		items = append(items, kit.Item{ID: string(theme), Kind: kit.RowOpen, Cells: []string{t.a.said(themeLabel(theme))}})
	}
	if t.a.shades.NoColour {
		items = append(items, kit.Item{Kind: kit.RowBlank}, kit.Item{Kind: kit.RowWords, Cells: []string{t.a.say("screen.themes.no-colour")}})
	}
	t.list.SetItems(items)
	t.list.SetFocus(here)
}

// themeLabel is what a theme is called.
func themeLabel(theme content.Theme) model.Message { return model.Msg("theme." + string(theme)) }

func (t *themes) key(k kit.Key) (tea.Cmd, bool) {
	if k.Name == "esc" {
		return tea.Batch(t.a.colour(t.was), t.a.pop()), true
	}
	before := t.list.Focus()
	events, used := t.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return t.chosen(content.Theme(o.ID)), true
		}
	}
	if now := t.list.Focus(); now != before {
		return t.a.colour(content.Theme(now)), true
	}
	return nil, used
}

// chosen keeps a theme, in the settings too.
func (t *themes) chosen(theme content.Theme) tea.Cmd {
	a := t.a
	coloured := a.colour(theme)
	a.desk.Settings.Theme, a.setUp.Settings.Theme = theme, theme
	a.pop()
	return tea.Batch(coloured, work(a, nil, func(context.Context) (struct{}, error) {
		return struct{}{}, desk.ChangeSettings(a.dir, func(s *content.Settings) { s.Theme = theme })
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		a.tell(model.Msg("screen.themes.kept", "theme", themeLabel(theme)))
		return nil
	}))
}

// colour draws everything in a theme. What goes by the terminal's background
// asks for it, where it has not been told yet.
func (a *app) colour(theme content.Theme) tea.Cmd {
	a.shades.Theme = kitThemes[theme]
	a.restyle()
	if a.asksBackground() {
		return tea.RequestBackgroundColor
	}
	return nil
}

// asksBackground tells whether it has to be known how light the terminal is.
func (a *app) asksBackground() bool {
	return !a.heard && (a.shades.Theme == kit.ThemeAuto || a.shades.Theme == kit.ThemeTerminal)
}

func (t *themes) paste(string) tea.Cmd { return nil }

// keep has nothing to hand over: nothing is typed here.
func (t *themes) keep() {}

func (t *themes) about() []kit.Row { return t.a.sentences(model.Msg("screen.themes.about")) }

func (t *themes) frame() kit.Frame {
	title := []string{t.a.said(actionLabel("theme"))}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{t.a.hint("Enter", "screen.hint.choose"), t.a.hint("Esc", "screen.hint.back")}}
}

func (t *themes) view(width, height int) kit.Drawing { return t.list.View(width, height) }

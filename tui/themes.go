package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// themes is where colours are chosen. Those in focus are seen for as long as the
// page is in front.
type themes struct {
	a    *app
	list *kit.List
}

func newThemes(a *app) *themes { return &themes{a: a, list: kit.NewList(a.look)} }

func (t *themes) arrive() {
	here := t.list.Focus()
	if here == "" {
		here = string(t.a.settings().Theme)
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
	events, used := t.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return t.chosen(content.Theme(o.ID)), true
		}
	}
	return t.a.askBackground(), used
}

// chosen keeps a theme, in the settings too.
func (t *themes) chosen(theme content.Theme) tea.Cmd {
	a := t.a
	a.desk.Settings.Theme, a.setUp.Settings.Theme = theme, theme
	a.pop()
	return work(a, nil, func(context.Context) (struct{}, error) {
		return struct{}{}, desk.ChangeSettings(a.dir, func(s *content.Settings) { s.Theme = theme })
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
			return nil
		}
		a.tell(model.Msg("screen.themes.kept", "theme", themeLabel(theme)))
		return nil
	})
}

// theme is the one that everything is drawn in.
func (a *app) theme() kit.Theme {
	theme := a.settings().Theme
	if len(a.stack) > 0 {
		if t, ok := a.top().(*themes); ok {
			theme = content.Theme(t.list.Focus())
		}
	}
	return kitThemes[theme]
}

// askBackground asks the terminal how light it is, where that has to be known
// and was not told yet.
func (a *app) askBackground() tea.Cmd {
	if theme := a.theme(); !a.heard && (theme == kit.ThemeAuto || theme == kit.ThemeTerminal) {
		return tea.RequestBackgroundColor
	}
	return nil
}

func (t *themes) about() []kit.Row { return t.a.sentences(model.Msg("screen.themes.about")) }

func (t *themes) frame() kit.Frame {
	title := []string{t.a.said(actionLabel("theme"))}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{t.a.hint("Enter", "screen.hint.choose"), t.a.hint("Esc", "screen.hint.back")}}
}

func (t *themes) view(width, height int) kit.Drawing { return t.list.View(width, height) }

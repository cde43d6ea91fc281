package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
)

// copyOrQuit is ctrl+c: what is selected goes to the clipboard; with nothing
// selected it leaves, as it does everywhere in a terminal.
func (a *app) copyOrQuit() tea.Cmd {
	if text := a.selection(); text != "" && !a.quiet.covered && a.peek == nil {
		a.asked = false
		return a.toClipboard(text)
	}
	return a.quit()
}

func (a *app) cut() tea.Cmd {
	text := a.selection()
	if text == "" {
		a.tell(model.Msg("screen.app.nothing-selected"))
		return nil
	}
	return tea.Batch(a.top().(clipper).cut(), a.toClipboard(text))
}

func (a *app) selection() string {
	if c, ok := a.top().(clipper); ok {
		return c.selected()
	}
	return ""
}

// toClipboard keeps text to paste here and hands it to the system's clipboard,
// which other programs read: that is said.
func (a *app) toClipboard(text string) tea.Cmd {
	a.clip = text
	if a.settings().Clipboard == content.ClipboardOwn {
		a.tell(model.Msg("screen.app.copied-here"))
		return nil
	}
	a.tell(model.Msg("screen.app.copied"))
	return tea.SetClipboard(text)
}

// emptyClipboard forgets what was copied, in the system's clipboard too.
func (a *app) emptyClipboard() tea.Cmd {
	if a.clip == "" {
		return nil
	}
	a.clip = ""
	if a.settings().Clipboard == content.ClipboardOwn {
		return nil
	}
	return tea.SetClipboard("")
}

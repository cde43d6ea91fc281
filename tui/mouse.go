package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/tui/kit"
)

// mouseMode is what the terminal is to tell of the mouse. A screen that is
// turned to somebody or covered has no use for it, and a person who would
// rather mark text with the terminal's own mouse says so in the settings.
func (a *app) mouseMode() tea.MouseMode {
	_, isBare := a.top().(bare)
	if isBare || a.quiet.covered || kit.TooSmall(a.width, a.height) || a.settings().Mouse == content.MouseOff {
		return tea.MouseModeNone
	}
	return tea.MouseModeCellMotion
}

// settings are those of this laptop, as far as they are known before it is
// unlocked.
func (a *app) settings() content.Settings {
	if a.desk != nil {
		return a.desk.Settings
	}
	return a.setUp.Settings
}

// pointed gives what is done with the mouse to whom it belongs. A click on what
// is in focus is Enter there, whatever that does: so two clicks open whatever
// there is. One on a hint presses its key.
func (a *app) pointed(msg tea.MouseMsg, at time.Time) tea.Cmd {
	k, ok := a.mouse.Key(msg, a.zones, at)
	if !ok || a.mouseMode() == tea.MouseModeNone {
		return nil
	}
	if h, ok := k.On.(kit.Hint); ok {
		key, _ := h.Press()
		if k.Name != "click" { // the second of two was meant for what stood there before
			return nil
		}
		return a.pressed(key)
	}
	if o, ok := k.On.(kit.Opener); ok && (k.Name == "click" || k.Name == "double click") && a.peek == nil && o.Opens(k.X, k.Y) {
		k.Name = "enter"
	}
	return a.pressed(k)
}

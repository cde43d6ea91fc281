package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/tui/desk"
)

// crashedMsg is a crash in something that ran beside the screens.
type crashedMsg struct{ crash *desk.Crash }

// caught keeps a crash in Update from taking the terminal with it.
func (a *app) caught(cmd *tea.Cmd) {
	if recover() != nil {
		a.crash = desk.NewCrash()
		a.letGoAfterCrash()
		*cmd = tea.Quit
	}
}

// caughtDrawing is the same for View, which can ask for nothing.
func (a *app) caughtDrawing() {
	if recover() != nil {
		a.crash = desk.NewCrash()
		a.letGoAfterCrash()
		a.stop()
	}
}

// guarded is a command that tells of its crash instead of taking the terminal
// with it.
func guarded(cmd tea.Cmd) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if recover() != nil {
				msg = crashedMsg{desk.NewCrash()}
			}
		}()
		return cmd()
	}
}

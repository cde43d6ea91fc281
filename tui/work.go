package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// workedMsg is a job that came to its end beside the screens.
type workedMsg struct {
	to   screen // whose job it was; nil for the root's
	then func() tea.Cmd
}

// work runs a job that takes time, the disk's or the network's, beside the
// screens. What came of it is given to then, on the goroutine of the screens,
// unless the screen whose job it was is gone by then. A nil screen never goes.
func work[T any](a *app, s screen, job func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	a.jobs++
	return guarded(func() tea.Msg {
		v, err := job(a.ctx)
		return workedMsg{to: s, then: func() tea.Cmd { return then(v, err) }}
	})
}

func (a *app) worked(m workedMsg) tea.Cmd {
	a.jobs--
	if m.to != nil && !slices.Contains(a.stack, m.to) {
		return nil
	}
	return m.then()
}

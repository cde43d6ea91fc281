package tui

import (
	"runtime/debug"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestNothingIsTidiedUpWhileNobodyTypes(t *testing.T) {
	percent := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(percent) })
	now := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	limit := debug.SetMemoryLimit(-1)
	s := newStill(&counted{})
	for _, c := range []struct {
		msg  tea.Msg
		want int
	}{{tea.WindowSizeMsg{}, 100}, {minuteMsg{}, -1}, {drawnMsg{}, -1}, {minuteMsg{}, -1}, {tea.KeyPressMsg{Code: 'x', Text: "x"}, 100}, {saveMsg{}, 100}} {
		s.Update(c.msg)
		if got := now(); got != c.want {
			t.Errorf("behind %T the collector is at %d, want %d", c.msg, got, c.want)
		}
	}
	if got := debug.SetMemoryLimit(-1); got != limit {
		t.Errorf("the memory limit is %d, want %d as before", got, limit)
	}
}

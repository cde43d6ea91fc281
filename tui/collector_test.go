package tui

import (
	"runtime/debug"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// working is a program with jobs that run beside it.
type working struct {
	counted
	jobs int
}

func (w *working) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	w.counted.Update(msg)
	return w, nil
}

func (w *working) same() bool { return false }
func (w *working) busy() bool { return w.jobs > 0 }

func TestNothingIsTidiedUpWhileNobodyTypes(t *testing.T) {
	percent := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(percent) })
	now := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	limit := debug.SetMemoryLimit(-1)
	w := &working{}
	s := newStill(w)
	key := tea.KeyPressMsg{Code: 'x', Text: "x"}
	for _, c := range []struct {
		msg  tea.Msg
		jobs int
		want int
	}{
		{tea.WindowSizeMsg{}, 0, 100},
		{minuteMsg{}, 0, 100}, // somebody may be in the middle of a word
		{key, 0, 100},
		{minuteMsg{}, 0, 100},
		{minuteMsg{}, 1, 100}, // something long is being sent
		{minuteMsg{}, 0, 100},
		{minuteMsg{}, 0, -1},
		{drawnMsg{}, 0, -1},
		{minuteMsg{}, 0, -1},
		{key, 0, 100},
		{saveMsg{}, 0, 100},
		{minuteMsg{}, 0, 100},
		{minuteMsg{}, 0, -1},
	} {
		w.jobs = c.jobs
		s.Update(c.msg)
		if got := now(); got != c.want {
			t.Errorf("behind %T with %d jobs the collector is at %d, want %d", c.msg, c.jobs, got, c.want)
		}
	}
	s.rests.back() // the run has ended
	if got := now(); got != 100 {
		t.Errorf("behind the run the collector is at %d, want 100", got)
	}
	if got := debug.SetMemoryLimit(-1); got != limit {
		t.Errorf("the memory limit is %d, want %d as before", got, limit)
	}
}

func TestAJobBesideTheScreensIsKnownUntilItsEnd(t *testing.T) {
	d := newDrive(t)
	cmd := d.app.act("others")
	if !(root{d.app}).busy() {
		t.Error("while people are read there is nothing to do")
	}
	if d.run(cmd); (root{d.app}).busy() {
		t.Errorf("%d jobs are left behind the last", d.app.jobs)
	}
}

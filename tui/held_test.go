package tui

import (
	"reflect"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
)

// at presses a key so long after the test began.
func (h *hands) at(since time.Duration, name string) {
	h.t.Helper()
	h.run(h.app.keyed(press(name), h.clock.Add(since)))
}

// TestAKeyThatIsHeldTurnsNoPageUnread: at the reading back a yes is a yes to what
// was read, however the key is pressed.
func TestAKeyThatIsHeldTurnsNoPageUnread(t *testing.T) {
	const ms = time.Millisecond
	down := []time.Duration{0, 500 * ms} // and from then on thirty times a second
	for range 60 {
		down = append(down, down[len(down)-1]+33*ms)
	}
	for _, x := range []struct {
		name  string
		at    []time.Duration
		turns int
	}{
		{"once", []time.Duration{0}, 1},
		{"read and pressed again", []time.Duration{0, 900 * ms, 2 * time.Second}, 3},
		{"a hand that trembles", []time.Duration{0, 180 * ms}, 1},
		{"a hand that is quick", []time.Duration{0, 300 * ms, 600 * ms, 900 * ms}, 2},
		{"what was pressed while the program stood still", []time.Duration{0, ms, 2 * ms}, 1},
		{"held down", down, 2},
		{"held down, let go, and pressed again", append(slices.Clone(down), down[len(down)-1]+time.Second), 3},
	} {
		t.Run(x.name, func(t *testing.T) {
			h := &hands{drive: withVisit(t, peggysVisit), clock: time.Now()}
			h.send(tea.WindowSizeMsg{Width: 80, Height: 60}) // each thing is seen as a whole
			h.keys("ctrl+t")
			for _, since := range x.at {
				h.at(since, "space")
			}
			now, _ := h.app.talk.Reading()
			got := slices.IndexFunc(h.app.talk.ReadBack(), func(i flow.Item) bool { return reflect.DeepEqual(i, now) })
			if got != x.turns {
				t.Errorf("%d pages were turned, want %d", got, x.turns)
			}
		})
	}
}

// TestAHeldKeyDoesNothingOnThePageItLeadsTo: the blank that put the turned screen
// away chooses nothing under it.
func TestAHeldKeyDoesNothingOnThePageItLeadsTo(t *testing.T) {
	h := &hands{drive: newDrive(t), clock: time.Now()}
	h.keys("n")
	h.typed("Peggy Ashworth")
	h.keys("tab", "tab", "tab", "tab", "ctrl+t")
	before := h.app.talk.Record().Latest().Why
	for i := range 20 {
		h.at(time.Duration(i)*33*time.Millisecond, "space")
	}
	if h.app.talk.Place().Stage != model.StageStart || h.app.pushed() {
		t.Fatalf("the turned screen is not put away:\n%s", h.screen())
	}
	if got := h.app.talk.Record().Latest().Why; got != before {
		t.Errorf("the held key chose %q", got)
	}
	h.at(2*time.Second, "space")
	if got := h.app.talk.Record().Latest().Why; got == before {
		t.Error("let go and pressed again it chooses nothing")
	}
}

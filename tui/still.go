package tui

import (
	"reflect"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea writes frames on a ticker that never stops: sixty wake-ups a
// second all day on a battery, and a frame's wait on every key. The ticker's
// channel is ours instead, and ticks once for each thing that happened.

// drawnMsg follows everything that happened. The library looks at it only when
// it has taken over what was drawn of that, so that a tick lets this very frame
// out: no timer has to guess when.
type drawnMsg struct{}

func letOut() tea.Msg { return drawnMsg{} }

// still is a root whose drawing makes the ticks.
type still struct {
	tea.Model
	ticks chan time.Time
	frame *tea.View // the last one
	out   bool      // it was let out, and nothing has happened since
	rests *collector
}

func newStill(m tea.Model) still {
	return still{Model: m, ticks: make(chan time.Time, 1), frame: new(tea.View), rests: new(collector)}
}

// Init begins, and lets out the first frame.
func (s still) Init() tea.Cmd { return tea.Batch(s.Model.Init(), letOut) }

// Update passes on what happened.
func (s still) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, s.out = msg.(drawnMsg); s.out {
		select {
		case s.ticks <- time.Time{}:
		default: // one is waiting already, and lets this out too
		}
		return s, nil
	}
	s.rests.happened(msg)
	m, cmd := s.Model.Update(msg)
	s.Model = m
	return s, tea.Batch(cmd, letOut)
}

// View draws what has happened.
func (s still) View() tea.View {
	if !s.out {
		*s.frame = s.Model.View()
	}
	return *s.frame
}

// never is when the library's own ticker would tick.
const never = 365 * 24 * time.Hour

// keepStill puts a ticker with our channel into the program before it runs. It
// tells whether it could: where the library is built otherwise than expected,
// its own ticker stays, and nothing else changes.
func keepStill(p *tea.Program, s still) bool {
	f := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*time.Ticker]() || !f.CanAddr() {
		return false
	}
	t := time.NewTicker(never)
	t.C = s.ticks
	*(**time.Ticker)(unsafe.Pointer(f.UnsafeAddr())) = t
	return true
}

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

// still is a root whose drawing makes the ticks. It alone keeps what was drawn.
type still struct {
	tea.Model
	ticks chan time.Time
	frame *tea.View // the last one
	out   bool      // it was let out, and nothing has happened since
	rests *collector
}

// watched is what a root tells of itself beside how it looks.
type watched interface {
	same() bool // it looks as it did when it was drawn last
	busy() bool // something runs beside it that will come to its end
}

// same tells whether there is nothing new to draw.
func (s still) same() bool {
	w, ok := s.Model.(watched)
	return s.out || ok && w.same()
}

func (s still) busy() bool {
	w, ok := s.Model.(watched)
	return ok && w.busy()
}

func newStill(m tea.Model) still {
	return still{Model: m, ticks: make(chan time.Time, 1), frame: new(tea.View), rests: new(collector)}
}

// Init begins, and lets out the first frame.
func (s still) Init() tea.Cmd { return tea.Batch(s.Model.Init(), letOut) }

// Update passes on what happened.
func (s still) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, drawn := msg.(drawnMsg); drawn {
		return s.release(), nil
	}
	m, cmd := s.Model.Update(msg)
	s.Model, s.out = m, false
	s.rests.happened(msg, s.busy())
	return s, tea.Batch(cmd, letOut)
}

// release lets the frame out. While keys are held it is not: the library draws
// nothing else meanwhile, and takes no key, so that what is pasted letter by
// letter would look as slow as the terminal is. What ends the holding is drawn.
func (s still) release() still {
	if s.same() {
		return s
	}
	s.out = true
	select {
	case s.ticks <- time.Time{}:
	default: // one is waiting already, and lets this out too
	}
	return s
}

// View draws what has happened.
func (s still) View() tea.View {
	if !s.same() {
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

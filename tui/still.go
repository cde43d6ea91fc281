package tui

import (
	"reflect"
	"sync/atomic"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea writes frames on a ticker that never stops: sixty wake-ups a
// second all day on a battery, and a frame's wait on every key. The ticker's
// channel is ours instead. What was drawn is out with the first tick after it;
// more follow, in case the drawing was slower than that, and then none.
var frames = [...]time.Duration{1500 * time.Microsecond, 15 * time.Millisecond, 300 * time.Millisecond}

// quietFrames are how many of the ticks, the first and the last, are enough for
// the clock, which turns while nobody looks.
const quietFrames = 2

const never = 365 * 24 * time.Hour

// still is a root whose drawing makes the ticks.
type still struct {
	tea.Model
	ticks chan time.Time
	next  *time.Timer
	few   bool          // what is drawn now is the clock
	left  *atomic.Int32 // how many are still to follow
}

func newStill(m tea.Model) still {
	s := still{Model: m, ticks: make(chan time.Time, 1), left: new(atomic.Int32)}
	s.next = time.AfterFunc(never, func() { s.tick() })
	return s
}

func (s still) tick() {
	select {
	case s.ticks <- time.Time{}:
	default: // one is waiting already
	}
	if n := int(s.left.Add(-1)); n > 0 {
		s.next.Reset(frames[len(frames)-n])
	}
}

// Update passes on what happened.
func (s still) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m, cmd := s.Model.Update(msg)
	s.Model, s.few = m, false
	if _, clock := msg.(minuteMsg); clock {
		s.few = true
	}
	return s, cmd
}

// View draws, and lets the frame out.
func (s still) View() tea.View {
	v := s.Model.View()
	n := len(frames)
	if s.few {
		n = quietFrames
	}
	s.left.Store(int32(n))
	s.next.Reset(frames[0])
	return v
}

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

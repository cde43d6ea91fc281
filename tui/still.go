package tui

import (
	"reflect"
	"sync/atomic"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea writes frames on a ticker that never stops: sixty wake-ups a
// second all day on a battery, and a frame's wait on every key. The ticker is
// ours instead. Something that was drawn is out with its first tick; in case the
// drawing was slower than that, a few more follow, ever further apart, and then
// none.
var frames = []struct{ every, during time.Duration }{
	{time.Millisecond, 3 * time.Millisecond},
	{8 * time.Millisecond, 17 * time.Millisecond},
	{100 * time.Millisecond, 150 * time.Millisecond},
	{365 * 24 * time.Hour, 365 * 24 * time.Hour},
}

// still is a root whose drawing sets the ticker going.
type still struct {
	tea.Model
	ticker *time.Ticker
	slower *time.Timer
	stage  *atomic.Int32
}

func newStill(m tea.Model) still {
	s := still{Model: m, ticker: time.NewTicker(frames[len(frames)-1].every), stage: new(atomic.Int32)}
	s.slower = time.AfterFunc(frames[0].during, func() { s.pace(int(s.stage.Add(1))) })
	return s
}

// pace has the ticker tick as fast as it should some time after a drawing.
func (s still) pace(stage int) {
	if stage < len(frames) {
		s.ticker.Reset(frames[stage].every)
		s.slower.Reset(frames[stage].during)
	}
}

// Update passes on what happened.
func (s still) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m, cmd := s.Model.Update(msg)
	s.Model = m
	return s, cmd
}

// View draws, and lets the frame out.
func (s still) View() tea.View {
	v := s.Model.View()
	s.stage.Store(0)
	s.pace(0)
	return v
}

// keepStill puts our ticker into the program before it runs. It tells whether
// it could: where the library is built otherwise than expected, its own ticker
// stays, and nothing else changes.
func keepStill(p *tea.Program, s still) bool {
	f := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*time.Ticker]() || !f.CanAddr() {
		return false
	}
	*(**time.Ticker)(unsafe.Pointer(f.UnsafeAddr())) = s.ticker
	return true
}

package tui

import (
	"reflect"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea writes frames on a ticker that never stops: sixty wake-ups a
// second all day on a battery, and a frame's wait on every key. The ticker is
// ours instead: armed when something was drawn, stopped when it is out.
const (
	frameDelay = time.Millisecond
	frameOut   = 20 * time.Millisecond
	never      = 365 * 24 * time.Hour
)

// still is a root whose drawing arms the ticker.
type still struct {
	tea.Model
	ticker *time.Ticker
	stop   *time.Timer
}

func newStill(m tea.Model) still {
	t := time.NewTicker(never)
	return still{m, t, time.AfterFunc(frameOut, func() { t.Reset(never) })}
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
	s.ticker.Reset(frameDelay)
	s.stop.Reset(frameOut)
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

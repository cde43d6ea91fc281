package tui

import (
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// quietMemory is how many bytes Go may hold before it tidies up although nobody
// types: the clock alone needs some kilobytes a minute, and a laptop may be left
// open for a night.
const quietMemory = 64 << 20

// collector is Go's own: it tidies up every two minutes, with some forty
// wake-ups, even where nothing was made since. It is put off at the first minute
// of the clock that nothing else comes between.
type collector struct {
	off     bool
	percent int
	limit   int64
}

// happened puts the collector off, or has it back.
func (c *collector) happened(msg tea.Msg) {
	switch _, clock := msg.(minuteMsg); {
	case clock && !c.off:
		c.percent, c.limit, c.off = debug.SetGCPercent(-1), debug.SetMemoryLimit(quietMemory), true
	case !clock && c.off:
		debug.SetMemoryLimit(c.limit)
		debug.SetGCPercent(c.percent)
		c.off = false
	}
}

package tui

import (
	"runtime"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// quietMemory is how many bytes may come to those that Go holds before it tidies
// up although nobody types: the clock alone needs some kilobytes a minute, and a
// laptop may be left open for a night.
const quietMemory = 64 << 20

// collector is Go's own: it tidies up every two minutes, with some forty
// wake-ups, even where nothing was made since. It is put off at the second minute
// of the clock that follows another with nothing between them, while no job
// runs: from then on nothing is made but what the clock needs. Whatever happens
// next has it back.
type collector struct {
	quiet   bool // the last thing that happened was a minute
	off     bool
	percent int
	limit   int64
}

// happened takes what has happened, once it is done.
func (c *collector) happened(msg tea.Msg, busy bool) {
	_, clock := msg.(minuteMsg)
	switch {
	case !clock || busy:
		c.back()
	case c.quiet && !c.off:
		c.putOff()
	}
	c.quiet = clock && !busy
}

// putOff lets what is held grow from where it is: a limit that is close to it
// would have Go tidy up all the time.
func (c *collector) putOff() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	held := int64(m.Sys - m.HeapReleased)
	c.percent, c.limit, c.off = debug.SetGCPercent(-1), debug.SetMemoryLimit(held+quietMemory), true
}

// back has the collector as it was. It must be called where a run ends.
func (c *collector) back() {
	if c.off {
		debug.SetMemoryLimit(c.limit)
		debug.SetGCPercent(c.percent)
		c.off = false
	}
}

package tui

import (
	"time"

	"golang.org/x/sys/unix"
)

// sleepUntil sleeps until a moment of the clock on the wall, in the kernel
// rather than on one of Go's timers. Linux lets a poll with a long time-out be
// late by a thousandth of it, while Go's monitor wakes up on time and asks every
// 20 µs whether the timer has been seen to: some sixty wake-ups for each minute
// that nobody types. It also wakes at once where the laptop has slept meanwhile.
func sleepUntil(t time.Time) {
	at := unix.NsecToTimespec(t.UnixNano())
	for unix.ClockNanosleep(unix.CLOCK_REALTIME, unix.TIMER_ABSTIME, &at, nil) == unix.EINTR {
	}
	time.Sleep(time.Until(t)) // nothing is left of it, unless the kernel refused
}

package tui

import (
	"time"

	"golang.org/x/sys/unix"
)

// sleepUntil sleeps until a moment of the clock on the wall, in the kernel
// rather than on one of Go's timers. Linux lets a poll with a long time-out be
// late by a thousandth of it, while Go's monitor wakes up on time and asks every
// 20 µs whether the timer has been seen to: some sixty wake-ups for each minute
// that nobody types. It counts by the clock that goes on while the laptop sleeps,
// and that nobody sets: where the one on the wall is put back an hour, what
// covers and locks must not wait for that hour.
func sleepUntil(t time.Time) {
	if !sleptFor(time.Until(t)) {
		time.Sleep(time.Until(t))
	}
}

// sleptFor tells whether the kernel took it.
func sleptFor(d time.Duration) bool {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &now); err != nil {
		return false
	}
	end := unix.NsecToTimespec(now.Nano() + max(0, d.Nanoseconds()))
	for {
		switch err := unix.ClockNanosleep(unix.CLOCK_BOOTTIME, unix.TIMER_ABSTIME, &end, nil); err {
		case nil:
			return true
		case unix.EINTR:
		default:
			return false
		}
	}
}

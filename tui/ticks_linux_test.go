package tui

import (
	"testing"
	"time"
)

// Where the kernel does not take its clock the sleep falls back on Go's timers,
// and nobody would see it but the battery.
func TestTheKernelSleepsByAClockThatNobodySets(t *testing.T) {
	const d = 20 * time.Millisecond
	began := time.Now()
	if !sleptFor(d) {
		t.Fatal("the kernel does not sleep by CLOCK_BOOTTIME")
	}
	if took := time.Since(began); took < d {
		t.Errorf("slept for %v, want %v", took, d)
	}
}

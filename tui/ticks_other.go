//go:build !linux

package tui

import "time"

// sleepUntil sleeps until a moment of the clock on the wall.
func sleepUntil(t time.Time) { time.Sleep(time.Until(t)) }

package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// minuteMsg tells that a minute of the clock is over.
type minuteMsg struct{}

// minuteToSpare is how far into the new minute the clock turns: a wake-up that
// comes a little early must not show the old one for another minute.
const minuteToSpare = 50 * time.Millisecond

// nextMinute waits for the next minute of the clock, which the title shows. It
// is all that ticks while nobody types.
func nextMinute(now time.Time) tea.Cmd {
	next := now.Truncate(time.Minute).Add(time.Minute + minuteToSpare)
	return func() tea.Msg {
		sleepUntil(next)
		return minuteMsg{}
	}
}

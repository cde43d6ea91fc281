package plain

import (
	"strings"
	"testing"
	"time"

	"ownwords/content"
)

// TestAWorryIsReachedFromWhatIsToDo: the day after, at the desk, a number of
// what is to be done goes to where it is done.
func TestAWorryIsReachedFromWhatIsToDo(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, strings.Join([]string{
		"1", "Harjit Kaur Sandhu", "", "", "", "", "", "", "", ".topics safe",
		`"My pension card is with somebody else."`, ".mine", ".mynotes", "3", ".home", ".quit",
	}, "\n"))
	o.Now = clock(time.Date(2026, 9, 16, 9, 0, 0, 0, time.UTC))
	got := sit(t, dir, o, strings.Join([]string{"3", "9", "1", "", ".home", ".quit"}, "\n"))
	for _, want := range []string{
		"1 Harjit Kaur Sandhu: A worry about safety was not passed on. Ring 01632 960 114.",
		"A number from 1 to 1, please.",
		"My own notes. In no copy.",
		"pension card",
	} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("it does not say %q:\n%s", want, got)
		}
	}
}

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

// TestNobodyElseIsNamedInATalk: what is to do and what waits is said there of
// whoever it is with, a worry excepted, and of the others how much it is.
func TestNobodyElseIsNamedInATalk(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	for _, name := range []string{"Harjit Kaur Sandhu", "Peggy Ashworth"} {
		sit(t, dir, o, strings.Join([]string{
			"1", name, ".", `"To sew."`, ".wanted", "me: frightened of Ron", ".mine", ".mynotes", "3", ".", ".talk",
			".agree", "1", "", "", "Ring Kyle", "Kyle", "14 September 2026", "", "", ".home", ".quit",
		}, "\n"))
	}
	got := sit(t, dir, o, ".others Peggy\n1\n.todo\n.send\n\n.home\n3\n\n.send\n\n.quit\n")
	_, said, _ := strings.Cut(got, ".todo")
	inTalk, atHome, _ := strings.Cut(said, ".home")
	inTalk, atHome = strings.Join(strings.Fields(inTalk), " "), strings.Join(strings.Fields(atHome), " ")
	for _, want := range []string{
		"Peggy Ashworth: Ring Kyle", "3 things to do that are not said here.",
		"2 plans are waiting to go", "Peggy Ashworth: ", "1 of somebody who is not named here.",
	} {
		if !strings.Contains(inTalk, want) {
			t.Errorf("in the talk it does not say %q:\n%s", want, inTalk)
		}
	}
	for _, not := range []string{"Harjit", "worry about safety was"} {
		if strings.Contains(inTalk, not) {
			t.Errorf("in the talk it says %q:\n%s", not, inTalk)
		}
		if !strings.Contains(atHome, not) {
			t.Errorf("at home it does not say %q:\n%s", not, atHome)
		}
	}
}

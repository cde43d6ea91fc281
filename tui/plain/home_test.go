package plain

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
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

// TestANameWithoutAnEndIsShort: what was pasted in place of a name is not read out
// for minutes before the next number.
func TestANameWithoutAnEndIsShort(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, strings.Join([]string{"1", strings.Repeat("Ann", 1700), "", "", "", "", "", "", "", "Tea first.", ".home", ".quit"}, "\n"))
	got := sit(t, dir, o, strings.Join([]string{"5", "", ".home", ".quit"}, "\n"))
	says(t, got, "5 AnnAnn")
	if n := strings.Count(got, "Ann"); n == 0 || n > 100 {
		t.Errorf("%d pieces of one name were said:\n%.2000s", n, got)
	}
}

// TestAWorryIsFinishedInALaterSitting: it is gone to from what is to be done, or
// by its name among one's own notes, and is done once it says who was told, when.
func TestAWorryIsFinishedInALaterSitting(t *testing.T) {
	told := []string{"", "", "", "", "", "", "Ms Okafor, the duty manager", "16 September, 9.40", "."}
	for _, tt := range []struct {
		name string
		way  []string
	}{
		{"from to do", []string{"3", "1", ""}},
		{"by its name", []string{".others Peggy", "1", "", ".mynotes", ".worry"}},
		{"by its number", []string{".others Peggy", "1", "", ".mynotes", ".worry 1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
			sit(t, dir, o, start+strings.Join([]string{
				"me: Keys on the hook.", ".mine", `"My pension card is with somebody else."`, ".mine", ".mynotes", "1", "3", ".home", ".quit",
			}, "\n"))
			o.Now = clock(time.Date(2026, 9, 16, 9, 0, 0, 0, time.UTC))
			got := sit(t, dir, o, strings.Join(slices.Concat(tt.way, told, []string{".sotell", ".home", "3", ".quit"}), "\n"))
			w := recordAfter(t, dir, o).Worries
			if len(w) != 1 || w[0].Told != "Ms Okafor, the duty manager" || w[0].ToldWhen == "" || w[0].Open() {
				t.Errorf("worries = %+v, want the one passed on:\n%s", w, got)
			}
			says(t, got, "pension card", "Kept as Dele's words: .sotell")
		})
	}
}

// TestOneOfTwoWorriesIsAskedFor, and in the talk neither is said.
func TestOneOfTwoWorriesIsAskedFor(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, start+strings.Join([]string{
		"me: Her card is gone.", ".mine", "me: A bruise.", ".mine", ".mynotes", "3", ".", ".mynotes", "3", ".", ".home", ".quit",
	}, "\n"))
	got := sit(t, dir, o, strings.Join([]string{".others Peggy", "1", ".worry", ".mynotes", ".worry", "2", "alone", ".", ".worry 7", ".quit"}, "\n"))
	before, own, _ := strings.Cut(got, ".mynotes")
	if strings.Contains(before, "bruise") {
		t.Errorf("in the talk a worry is said:\n%s", before)
	}
	says(t, own, "1 Her card is gone.", "2 A bruise.", "A number from 1 to 2, please.")
	if w := recordAfter(t, dir, o).Worries; len(w) != 2 || w[0].Alone != "" || w[1].Alone != "alone" {
		t.Errorf("worries = %+v, want the second changed alone", w)
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

// TestWhoHasAPlanIsSaidInTheLists, and not whose plan it is in their place.
func TestWhoHasAPlanIsSaidInTheLists(t *testing.T) {
	var e desk.Entry
	e.FullName, e.Standing = "Joan Pemberton", model.Agreed
	e.Stays = model.Msg("stays.there-still", "who", "Northmoor inbox")
	s := &session{text: content.English(), desk: &desk.Desk{Options: desk.Options{Now: time.Now}}}
	if got, want := s.standing(e), "Northmoor inbox has it, and may not"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

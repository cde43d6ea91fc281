package plain

import (
	"strings"
	"testing"

	"ownwords/content"
)

// inOrder checks that lines stand in a transcript, in this order.
func inOrder(t *testing.T, out string, lines ...string) {
	t.Helper()
	rest := out
	for _, l := range lines {
		_, after, found := strings.Cut(rest, l)
		if !found {
			t.Fatalf("it does not say %q behind what came before:\n%s", l, out)
		}
		rest = after
	}
}

// TestWhatSheSaidFirstInPlainLines: what was changed, both texts, and brought
// back on a yes.
func TestWhatSheSaidFirstInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, strings.Join([]string{
		".new", "Peggy Ashworth", "", "", "", "", "", "", "", `"To sing in a choir."`, ".edit 1", `"To sing at home."`,
		".history", "2", ".history", "1", "yes", ".read", ".undo", ".read", ".quit", "",
	}, "\n"))
	inOrder(t, out, "newest first.", "Words.", `"To sing in a choir."`, "Nothing stood here before.", "newest first.")
	if found, _, _ := strings.Cut(out, "Nothing stood here before."); strings.Contains(found, "(nothing)") || strings.Contains(found, "After:") {
		t.Errorf("of what is new it says more than what it is:\n%s", found)
	}
	inOrder(t, out,
		"changes, newest first.", "15 September 2026", "1 10:0", "Dele changed what Peggy", "2 10:0", "Dele wrote down what Peggy said:",
		"Before:", `"To sing in a choir."`, "After:", `"To sing at home."`, "Bring back what it said before?", "Brought back: a note",
		`"To sing in a choir."`, "Taken back", `"To sing at home."`)
}

// TestALineInTheWrongRecordInPlainLines is moved to whose it is, by name, and
// only on a yes.
func TestALineInTheWrongRecordInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, strings.Join([]string{".new", "Harjit Kaur Sandhu", "", "", "", "", "", "", "", ".quit", ""}, "\n"))
	out := sit(t, dir, o, strings.Join([]string{
		".new", "Peggy Ashworth", "", "", "", "", "", "", "", "The card is in the tin.", "Tea first.",
		".wrong 1", "move", "Nobody", "har", "", // nobody of that name; another; not sure
		".wrong 1", "move", "harjit", "", // not sure
		".read",
		".wrong 1", "move", "harjit", "yes", ".read", ".history", ".", ".undo", ".quit", "",
	}, "\n"))
	inOrder(t, out,
		"The card is in the tin.", "This can’t be taken back.", "There is no other record of that name", "Whose record?", "Move it to Harjit", "Sure?", "Move it to Harjit Kaur Sandhu’s", "Sure?",
		"1 Peggy", "The card is in the tin.", "2 Peggy", "Sure?", "yes", "It stands in Harjit Kaur Sandhu’s", ".read", "1 note.", "1 Peggy", "Tea first.",
		"Dele took a line out for good.", "This can't be taken back")
	after := out[strings.LastIndex(out, "It stands in Harjit"):]
	if strings.Contains(after, "in the tin") {
		t.Errorf("it is said again behind its going:\n%s", after)
	}
	out = sit(t, dir, o, strings.Join([]string{".others", "harjit", "1", ".read", ".quit", ""}, "\n"))
	inOrder(t, out, "1 note", "The card is in the tin.")
}

// TestOfSeveralPeopleOneIsChosenInPlainLines by more of the name or a number;
// where there is nobody else, nobody is asked for.
func TestOfSeveralPeopleOneIsChosenInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	begun := func(name string) string {
		return strings.Join([]string{".new", name, "", "", "", "", "", "", "", ""}, "\n")
	}
	out := sit(t, dir, o, begun("Joan Pemberton")+"The card is in the tin.\n.wrong\n\n.quit\n")
	if strings.Contains(out, "another person") {
		t.Errorf("it can go to another record where there is none:\n%s", out)
	}
	inOrder(t, out, "This can’t be taken back.", "Take it out for good now", "Sure?")
	sit(t, dir, o, begun("Joan Pembertons")+".quit\n")
	out = sit(t, dir, o, begun("Peggy Ashworth")+strings.Join([]string{
		"The card is in the tin.", ".wrong", "move", "joan", "2", "", ".wrong", "move", "joan", "joan pembertons", "", ".wrong", "shred", "yes", ".quit", "",
	}, "\n"))
	inOrder(t, out, "2 people can be meant", "1 Joan Pemberton", "2 Joan Pemberton", "Move it to Joan Pemberton", "Sure?",
		"2 people can be meant", "Move it to Joan Pembertons’s", "Sure?", "It is gone from this record for good.", "Safety copies made before still have it.")
}

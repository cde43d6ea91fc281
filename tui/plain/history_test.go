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
		".history", "1", "yes", ".read", ".undo", ".read", ".quit", "",
	}, "\n"))
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
		".wrong 1", "move", "Nobody", // nobody of that name
		".wrong 1", "move", "harjit", "", // not sure
		".read",
		".wrong 1", "move", "harjit", "yes", ".read", ".history", ".", ".undo", ".quit", "",
	}, "\n"))
	inOrder(t, out,
		"The card is in the tin.", "This can’t be taken back.", "Nobody of that name.", "Move it to Harjit Kaur Sandhu’s", "Sure?",
		"1 Peggy", "The card is in the tin.", "2 Peggy", "Sure?", "yes", "It stands in Harjit Kaur Sandhu’s", ".read", "1 note.", "1 Peggy", "Tea first.",
		"Dele took a line out for good.", "This can't be taken back")
	after := out[strings.LastIndex(out, "It stands in Harjit"):]
	if strings.Contains(after, "in the tin") {
		t.Errorf("it is said again behind its going:\n%s", after)
	}
	out = sit(t, dir, o, strings.Join([]string{".others", "harjit", "1", ".read", ".quit", ""}, "\n"))
	inOrder(t, out, "1 note", "The card is in the tin.")
}

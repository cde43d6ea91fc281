package plain

import (
	"strings"
	"testing"

	"ownwords/content"
)

// atTheDesk is a visit of a few lines, and what is typed at the desk behind it.
func atTheDesk(lines ...string) string {
	visit := []string{
		`Bath takes the morning.`,
		`"If I have a bath I don't cook."`,
		".wanted",
	}
	return start + strings.Join(append(append(visit, lines...), ".home", ".quit", ""), "\n")
}

func TestNeedsInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	golden(t, "needs.golden", sit(t, dir, o, atTheDesk(
		".needs",
		"Bath takes the morning, and then no cooking.",
		"2 6", "2 4", "since June", `"No cooking on a bath day."`, "Carol washes her hair", "1", "1", "home care, twice a week",
		"1", "washing and the home, and she gives up cooking for it", "Dele Martins",
		"",
		".from", ".leadsto", ".leadsto", ".from", "1", ".from",
		".leadsto 2", ".leadsto 9", ".leadsto 1",
		"Stopped going upstairs after tea.", ".isneed", "5", "3", ".", ".from", ".isneed 2", ".", ".needs", "",
	)))
}

// Whoever noted something, or is at what is no part of the chain, walks on from
// there, and never from what they were at before.
func TestTheChainInPlainLinesBeginsWhereOneIs(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	got := sit(t, dir, o, atTheDesk(
		".needs", "Bath takes the morning.", ".", "",
		".leadsto",
		"She sat down on the stairs.", ".from",
		".wishes", ".", ".leadsto",
		".decisions", "whether to have a key safe", ".", "", ".from",
		".mynotes", "He looked away.", ".from", ".leadsto", ".",
	))
	says(t, got,
		"Note 3: .leadsto", "Nothing has come of it yet: a need,",
		"Note 4: .from", "Here it begins: a note: She sat",
		"Note 4: .leadsto", "This comes from nothing that is",
		"Note 4: .from", "This comes from nothing that is",
		"Own note 2: .from", "Nothing is drawn from your own notes.",
		"Own note 2: .leadsto", "Nothing is drawn from your own notes.",
	)
}

// Where somebody gets ready nobody decides anything, and a page of the council's
// says so.
func TestWhatAPreparationHasNotIsSaid(t *testing.T) {
	dir, o := setUp(t, content.RolePeer, "Joan Pemberton")
	got := sit(t, dir, o, start+strings.Join([]string{".decide", ".needs", ".wishes", ".desk", ".agree", ".quit", ""}, "\n"))
	if n := strings.Count(strings.Join(strings.Fields(got), " "), "That comes later, with the council. This is for Peggy to get ready"); n != 5 {
		t.Errorf("it is said %d times, want 5:\n%s", n, got)
	}
}

func TestTheDeskInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	golden(t, "desk.golden", sit(t, dir, o, atTheDesk(
		".desk", "3", "a seat in the shower", "keep the rails dry", "said, and on a sheet",
		".desk", "",
		".desk 1", "The bath takes the morning.", "2", "", "", "", "", "", "", "", "", "", "",
		".desk 99",
	)))
}

func TestDecisionsInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	golden(t, "decisions.golden", sit(t, dir, o, atTheDesk(
		".decisions",
		"whether to have a key safe", "Carol asked for one", "", "who would know the number", "asked in the morning",
		"1", `"Kyle would know."`, "1", "", "1", "", "1", "", "", "1", "Dele Martins", "2", "", "",
		"",
		".newpower Carol", "2", "the house", "2", "",
		".independent 2", "1", "Maureen", "1", "1", "", "", "", "", "",
		".decisions", "2", ".",
		".wishes", `"I go quiet."`, "", "", "", "no strangers", "Carol", "", "being kept alive by machines", "signed, in the blue folder", "",
	)))
}

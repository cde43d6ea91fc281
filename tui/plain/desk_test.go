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
		".from", ".leadsto", ".leadsto", ".from", ".from", ".from",
		".leadsto 2", ".leadsto 9",
		"Stopped going upstairs after tea.", ".isneed", "5", "3", ".", ".from", ".isneed 2", ".", ".needs", "",
	)))
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

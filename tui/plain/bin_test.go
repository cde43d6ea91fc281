package plain

import (
	"strings"
	"testing"

	"ownwords/content"
)

// says checks that texts were printed, in this order, however they are wrapped.
func says(t *testing.T, out string, texts ...string) {
	t.Helper()
	rest := strings.Join(strings.Fields(out), " ")
	for _, text := range texts {
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Errorf("%q was not said behind what comes before:\n%s", text, out)
			return
		}
		rest = after
	}
}

func TestATalkIsThrownOutAndBroughtBackInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, strings.Join([]string{
		"1", "Peggy Ashworth", ".", "I want to bowl again.",
		".throw", "no", ".throw", "yes",
		"2", "all", ".bin", "1", "1", "2", "all", "", ".quit", "",
	}, "\n"))
	says(t, out,
		"Put the notes with Peggy Ashworth in the bin?", "Type yes to do it.", "Put the notes with Peggy Ashworth in the bin?", "In the bin. It can be brought back for 30 days.",
		"In the bin: 1.", "Nobody", "Peggy Ashworth", "Stays 30 more days", "The notes with Peggy Ashworth are back, as they were.", "1 Peggy Ashworth")
}

func TestOneGoesForGoodInPlainLinesOnAYesAlone(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, strings.Join([]string{
		"1", "Peggy Ashworth", ".", "I want to bowl again.", ".throw", "yes",
		".bin", "1", "2", "", ".bin", "1", "2", "yes", ".bin", ".register", ".log", ".quit", "",
	}, "\n"))
	says(t, out,
		"Take the notes with Peggy Ashworth out for good?", "This can't be undone.", "Take the notes with Peggy Ashworth out for good?",
		"The notes with Peggy Ashworth are gone for good.", "The bin is empty.", "0 people have notes on the laptop of Dele Martins",
		"the register read", "gone for good, by Dele Martins")
}

func TestAHoldKeepsATalkOutOfTheBinInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, strings.Join([]string{
		"1", "Peggy Ashworth", ".", "I want to bowl again.", ".keep", "2", ".throw", ".keep", "6", ".throw", "yes", ".quit", "",
	}, "\n"))
	says(t, out, "Kept out of the bin: a complaint.", "It can't go: it is kept out of the bin.",
		"It is no longer kept out of the bin.", "In the bin.")
}

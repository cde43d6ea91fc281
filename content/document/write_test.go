package document

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

func TestPlainTextWrapsOursAndLeavesQuotationsWhole(t *testing.T) {
	long := strings.Repeat("I was on the floor two hours. ", 6) + "Nobody came."
	d := Document{
		Standing: ours("Draft."), Title: ours("My plan"),
		Blocks: []Block{
			Paragraph{Runs: spaced(ours(strings.Repeat("what happens next ", 9)), quoted(long), ours("and that was that"))},
			List{Items: [][]Run{typed(strings.Repeat("ਰੋਟੀ 👩‍👩‍👧 ", 30))}},
		},
	}
	page := string(writeText(d))
	if !strings.Contains(page, "\n\""+long+"\"") {
		t.Errorf("the quotation does not stand whole on a line of its own:\n%s", page)
	}
	for line := range strings.Lines(page) {
		if w := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); w > textWidth && !strings.Contains(line, long) {
			t.Errorf("a line is %d cells wide, want at most %d: %q", w, textWidth, line)
		}
	}
}

func TestMarkdownLeavesOrdinaryWordsAlone(t *testing.T) {
	for _, words := range []string{
		"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl.",
		"It's deserted when it rains - I'd never forgive myself!", roti, "🙏🏽 30% & more (2 x 0.75)", "Ayşe: no",
	} {
		if got, want := inline(quoted(words)), `"`+words+`"`; got != want {
			t.Errorf("inline(%q) = %q, want %q", words, got, want)
		}
	}
}

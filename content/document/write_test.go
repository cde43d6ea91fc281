package document

import (
	"bytes"
	"slices"
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

// A heading that somebody named, with whatever stands at its end, reads as it was
// typed.
func TestAHeadingReadsAsItWasTyped(t *testing.T) {
	for _, typed := range []string{"My flat #", "a #1 ##", "#", "# one", "C#", "##"} {
		var page bytes.Buffer
		if err := markdowns.Convert(writeMarkdown(Document{Blocks: []Block{Heading{Level: 2, Runs: ours(typed)}}}), &page); err != nil {
			t.Fatal(err)
		}
		if want := "<h2>" + typed + "</h2>"; !strings.Contains(page.String(), want) {
			t.Errorf("typed %q reads as %q, want %q in it", typed, page.String(), want)
		}
	}
}

// What somebody pasted can be one word for pages: it is cut out of the text once,
// not letter by letter.
func TestOneWordForPagesIsCutOutOnce(t *testing.T) {
	long := strings.Repeat("a1é", 10_000)
	runs := typed("It was " + long + "  b\tc ")
	want := []word{{"", "It"}, {" ", "was"}, {" ", long}, {"  ", "b"}, {"\t", "c"}}
	if got := split(runs); !slices.Equal(got, want) {
		t.Errorf("split = %d words, want It, was, the long one, b and c", len(got))
	}
	if n := testing.AllocsPerRun(1, func() { split(runs) }); n > 20 {
		t.Errorf("a word of %d letters is put together of %v pieces", len(long), n)
	}
}

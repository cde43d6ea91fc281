package document

import (
	"strings"
	"testing"

	"ownwords/content"
)

func TestBlocksFollowTheCouncilsOwnForm(t *testing.T) {
	r := decided(t)
	o := options(t, r, Blocks, PlainText, council)
	o.Local.Forms = []content.Form{{Name: "Northmoor care and support plan", Blocks: []content.Block{
		{Heading: "7. How needs will be met", From: []string{content.FromHelps}},
		{Heading: "2. What matters to the person", From: []string{content.FromWants}},
		{Heading: "9. Anything else", From: nil},
	}}}
	out, err := Export(r, o)
	if err != nil {
		t.Fatal(err)
	}
	page := string(out)
	at := 0
	for _, want := range []string{
		"Northmoor care and support plan", "7. How needs will be met", "What helps: help with the bath", "Which need it meets: need 1",
		"2. What matters to the person", `"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."`,
		"9. Anything else", "Nothing has been written down for this.",
	} {
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("the blocks lack %q, or have it out of order:\n%s", want, page)
		}
		at += i
	}
	if strings.Contains(page, "PRSB") {
		t.Errorf("the blocks have the standard's headings beside the council's own")
	}
}

func TestBlocksArePlainParagraphsThatCanBePasted(t *testing.T) {
	d, _ := tree(t, decided(t), Blocks, council)
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case List, Rows, PageBreak, Room:
			t.Errorf("a %T stands among what is pasted", block)
		case Paragraph:
			for _, run := range block.Runs {
				if run.Strong || block.Lead {
					t.Errorf("%q is set apart, and a box of a form shows nothing of that", run.Text)
				}
			}
		}
	}
}

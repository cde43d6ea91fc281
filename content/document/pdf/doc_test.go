package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/content/document/pdf/testdata/readback"
)

func said(s string) []Span { return []Span{{Text: s}} }

func pageOf(page, of int) string { return fmt.Sprintf("page %d of %d", page, of) }

// everything is a document with one of each.
func everything() Doc {
	return Doc{
		Lang: "en-GB", Title: "My plan & more", Size: 16, Made: time.Date(2026, 3, 12, 9, 30, 0, 0, time.UTC),
		Header: []Span{{Text: "Agreed with Peggy, "}, {Text: "not final", Bold: true}}, Footer: pageOf,
		Blocks: []Block{
			Heading{Level: 1, Spans: said("My plan")},
			Paragraph{Spans: []Span{{Text: "“"}, {Text: "I want my roti", Quote: true, Apart: true}, {Text: "”"}}, Lead: true},
			Heading{Level: 2, Spans: said("What helps")},
			Paragraph{Spans: []Span{{Text: "In her words: "}, {Text: "روٹی", Lang: "ur", Quote: true, Apart: true}, {Text: ", bread."}}},
			List{Items: [][]Span{said("a rail"), said("a bell")}, Numbered: true},
			List{Items: [][]Span{said("soup")}},
			Table{
				Columns: []Column{{Share: 2}, {Share: 1, Right: true}}, Head: []Cell{said("What"), said("A week")}, RowHeads: true,
				Rows: [][]Cell{{said("Help"), said("£41.40")}, {said("Rail")}, {nil, nil}},
			},
			Rule{},
			PageBreak{},
			Heading{Level: 3, Spans: said("Whom to ring")},
			Paragraph{Spans: []Span{{Text: "Cyngor: "}, {Text: "ffôn", Lang: "cy"}, {Text: " first\nthen knock"}}},
			Paragraph{},
			List{},
			Table{},
		},
	}
}

// TestWhatAScreenReaderFinds: each part says what it is and in which language,
// in the order in which it is read, and what stands on every page is read once.
func TestWhatAScreenReaderFinds(t *testing.T) {
	file, _ := Write(everything())
	r := readback.Open(t, file)
	want := `Document [en-GB]: 
  P: Agreed with Peggy, not final
  H1: My plan
  P: “”
    Quote: I want my roti
  H2: What helps
  P: In her words: , bread.
    Quote [ur]: روٹی
  L: 
    LI: 
      Lbl: 1.
      LBody: a rail
    LI: 
      Lbl: 2.
      LBody: a bell
  L: 
    LI: 
      Lbl: •
      LBody: soup
  Table: 
    TR: 
      TH Column: What
      TH Column: A week
    TR: 
      TH Row: Help
      TD: £41.40
    TR: 
      TH Row: Rail
      TD: 
  H3: Whom to ring
  P: Cyngor:  firstthen knock
    Span [cy]: ffôn
`
	if diff := cmp.Diff(want, r.Tree()); diff != "" {
		t.Error(diff)
	}
	beside := []map[string]string{
		{"Footer": "page 1 of 2"},
		{"Header": "Agreed with Peggy, not final", "Footer": "page 2 of 2"},
	}
	if diff := cmp.Diff(beside, r.Beside); diff != "" {
		t.Error(diff)
	}
}

// TestSameTextSameFile: nothing of the machine, the time or chance is in a file.
func TestSameTextSameFile(t *testing.T) {
	one, _ := Write(everything())
	two, _ := Write(everything())
	if !bytes.Equal(one, two) {
		t.Error("the same document gives two files")
	}
	other := everything()
	other.Blocks = append(other.Blocks, Paragraph{Spans: said("more")})
	three, _ := Write(other)
	if identity(one) == identity(three) {
		t.Errorf("two documents have one identity, %s", identity(one))
	}
}

func identity(file []byte) string {
	_, after, _ := strings.Cut(string(file), "/ID[")
	id, _, _ := strings.Cut(after, "]")
	return id
}

// TestAFileSaysNoMoreThanItWasGiven: its title and its day are in it where they
// were given, as text and not as markup, and nobody's name.
func TestAFileSaysNoMoreThanItWasGiven(t *testing.T) {
	d := everything()
	d.Title = `<b>"Peggy"</b> & \(Dele)`
	file, _ := Write(d)
	for _, want := range []string{
		"&lt;b&gt;&#34;Peggy&#34;&lt;/b&gt; &amp; \\(Dele)", "/Title" + textString(d.Title),
		"/CreationDate(D:20260312093000Z)", "<xmp:CreateDate>2026-03-12T09:30:00Z</xmp:CreateDate>",
		"/DisplayDocTitle true", "/MarkInfo<</Marked true>>", "/Lang" + textString("en-GB"),
	} {
		if !bytes.Contains(file, []byte(want)) {
			t.Errorf("the file lacks %s", want)
		}
	}
	d.Made = time.Time{}
	file, _ = Write(d)
	for _, not := range []string{"/Author", "/Producer", "/Creator", "dc:creator", "CreationDate", "CreateDate", "pdfuaid"} {
		if bytes.Contains(file, []byte(not)) {
			t.Errorf("the file has %s", not)
		}
	}
}

// TestNothingToPrint: what has no text is one empty page and no fault.
func TestNothingToPrint(t *testing.T) {
	for name, blocks := range map[string][]Block{
		"nothing": nil, "blanks": {Paragraph{Spans: said(" \n\t ")}, Heading{Level: 9}, List{Items: [][]Span{}}},
		"no columns": {Table{Rows: [][]Cell{{said("lost?")}}}}, "breaks": {PageBreak{}, PageBreak{}},
	} {
		t.Run(name, func(t *testing.T) {
			r := writes(t, blocks...)
			if len(r.Pages) != 1 || r.Text() != "" {
				t.Errorf("pages = %d, text = %q, want one empty page", len(r.Pages), r.Text())
			}
		})
	}
}

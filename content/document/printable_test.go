package document

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"ownwords/model"
)

// hostile is what a record from elsewhere may hold where words should be: it would
// set a terminal's title, write to its clipboard, and turn round what stands beside.
const hostile = "Zed\x1b]0;title\x07 \x1b]52;c;eA==\x07\u009b31m\u202eyzal\u2066\x00\x7f end"

// A paper may be read in any terminal: nothing in it does anything there, whoever
// wrote the record. Its JSON stays as it is.
func TestNoPaperHoldsWhatATerminalObeys(t *testing.T) {
	r := peggy(t)
	p := model.Copy(r.Person)
	p.FullName, p.HowToTalk = hostile, "first\r\nsecond\rthird"
	s := model.Copy(r.Supports[0])
	s.Who, s.What = hostile, model.Words{Text: hostile, Telling: model.Said}
	r = r.With(p).With(s)
	const shown = "Zed]0;title ]52;c;eA==31myzal\u2066 end\u2069"
	for _, as := range []Format{PlainText, HTML, Markdown, CSV, PDF} {
		page := export(t, r, SupportPlan, as, council)
		if as == CSV {
			page = strings.ReplaceAll(page, "\r\n", "\n") // a row's end
		}
		for _, c := range page {
			if unicode.IsControl(c) && c != '\n' && c != '\t' || c == forceLeft || c == forceRight {
				t.Errorf("as %s: %U stands in it", as, c)
				break
			}
		}
		if as == PlainText && (strings.Count(page, shown) < 2 || !strings.Contains(page, "first\n")) {
			t.Errorf("as %s: the words themselves are not in it:\n%s", as, page)
		}
	}
	escaped, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	if page := export(t, r, Record, JSON, council); !strings.Contains(page, string(escaped)) {
		t.Error("the record's JSON does not hold what the record holds")
	}
}

func TestATextTurnsNothingRoundButItself(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", ""},
		{"Sŵn y Môr\n\tand\u00a0on", "Sŵn y Môr\n\tand\u00a0on"},
		{"ڈاکٹر \u200f(NHS)\u200e ۲ بجے\u061c", "ڈاکٹر \u200f(NHS)\u200e ۲ بجے\u061c"},
		{"\u202bڈاکٹر ABC\u202c is in", "\u202bڈاکٹر ABC\u202c is in"},
		{"\u2067ڈاکٹر\u2069 and \u2068Ada\u2069", "\u2067ڈاکٹر\u2069 and \u2068Ada\u2069"},
		{"\u202bon\nand on\u202c", "\u202bon\u202c\nand on"},
		{"\u202etxt.exe\u202c is", "txt.exe is"},
		{"\u202b\u202ea\u202cb\u202cc", "\u202bab\u202cc"},
		{"a\u202c\u2069b", "ab"},
		{"\u2066a\u202bb\u2069c\u202cd", "\u2066a\u202bb\u2069cd"},
		{"\u202ba\u2066b\u202cc", "\u202ba\u2066bc\u2069\u202c"},
		{"a\r\nb\rc\u0085d\x0be", "a\nb\nc\nd\ne"},
	} {
		if got := printable(c.typed); got != c.want {
			t.Errorf("printable(%+q) = %+q, want %+q", c.typed, got, c.want)
		}
	}
}

// A name in which nothing shows is none: no line stands empty for it.
func TestANameOfBlanksIsNoName(t *testing.T) {
	for _, name := range []string{"", "  \t ", "\u00a0", " \x1b\n"} {
		p := model.Copy(peggy(t).Person)
		p.FullName = name
		r := peggy(t).With(p)
		for _, paper := range []Name{MyPlan, AboutMe, SupportPlan} {
			if page := export(t, r, paper, Markdown, person); strings.Contains(page, "&#") || strings.Contains(page, "****") || strings.Contains(page, "\n\n\n") {
				t.Errorf("%s of somebody called %q has an empty line for it:\n%.300s", paper, name, page)
			}
			if page := export(t, r, paper, HTML, person); strings.Contains(page, "<strong><span class=\"typed\" dir=\"auto\">\n") || strings.Contains(page, `dir="auto"></span>`) {
				t.Errorf("%s of somebody called %q has an empty name:\n%.300s", paper, name, page)
			}
		}
		if page := export(t, r, Everything, Markdown, whole); strings.Contains(page, "held about \n") {
			t.Errorf("everything that is held of somebody called %q ends its title in a blank", name)
		}
	}
}

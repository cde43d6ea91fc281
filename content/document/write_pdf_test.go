package document

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"ownwords/content/document/pdf/testdata/readback"
	"ownwords/model"
)

// unspaced is text without its blanks, which every format sets its own way.
func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// TestThePrintedPageSaysWhatTheOthersSay: no word more, none less, in the same
// order, and how far the plan has come and which page it is on every page.
func TestThePrintedPageSaysWhatTheOthersSay(t *testing.T) {
	for _, r := range []*model.Record{peggy(t), harjit(t, true), yusuf(t)} {
		for _, name := range Documents(r.Conversation.Kind) {
			if !slices.Contains(Formats(name), PDF) {
				continue
			}
			t.Run(r.Person.Name()+" "+string(name), func(t *testing.T) {
				o := options(t, r, name, PDF, person)
				out, err := Export(r, o)
				if err != nil {
					t.Fatal(err)
				}
				file := readback.Open(t, out)
				if got, want := unspaced(file.Text()), unspaced(plain(export(t, r, name, HTML, person))); got != want {
					t.Errorf("printed = %s\nthe page = %s", got, want)
				}
				d := build(r, o, audienceOf(r, person))
				for page := range file.Pages {
					foot := o.Text.Say(model.Msg("doc.page", "page", page+1, "of", len(file.Pages)))
					if got := file.Beside[page]["Footer"]; got != foot {
						t.Errorf("foot of page %d = %q, want %q", page+1, got, foot)
					}
					if got, want := file.Beside[page]["Header"], flat(d.Standing); page > 0 && !strings.HasPrefix(got, want) {
						t.Errorf("head of page %d = %q, want %q", page+1, got, want)
					}
				}
			})
		}
	}
}

// pennies are the sums that stand on a page, in pence and in their order.
func pennies(t interface{ Fatalf(string, ...any) }, page string) []model.Pence {
	var out []model.Pence
	for _, sum := range sumOnPage.FindAllStringSubmatch(page, -1) {
		out = append(out, pence(t, sum[1]))
	}
	return out
}

var sumOnPage = regexp.MustCompile(`£([0-9]+\.[0-9]{2})`)

// TestThePrintedSumsAreThoseOfTheText: read back out of the file, to the penny, of
// the visits and of plans of any lines.
func TestThePrintedSumsAreThoseOfTheText(t *testing.T) {
	plans := map[string]*model.Record{"Peggy": paying(t), "Harjit": harjit(t, true), "Yusuf": yusuf(t)}
	for seed := range 3 {
		plans[fmt.Sprint("any ", seed)] = rapid.Custom(plan).Example(seed)
	}
	for name, r := range plans {
		paper := MyPlan
		if r.Conversation.Kind == model.Preparation {
			paper = GettingReady
		}
		want := pennies(t, export(t, r, paper, PlainText, person))
		if got := pennies(t, export(t, r, paper, PDF, person)); !slices.Equal(got, want) {
			t.Errorf("%s: the printed sums are %v, want %v", name, got, want)
		}
		if len(want) == 0 && len(r.Supports) > 0 {
			t.Errorf("%s: the paper has no sum", name)
		}
	}
}

// TestLargerPrintIsMorePages: and nothing of it is lost.
func TestLargerPrintIsMorePages(t *testing.T) {
	r := harjit(t, true)
	usual, large := options(t, r, MyPlan, PDF, person), options(t, r, MyPlan, PDF, person)
	large.LargePrint = true
	var pages []int
	var texts []string
	for _, o := range []Options{usual, large} {
		out, err := Export(r, o)
		if err != nil {
			t.Fatal(err)
		}
		file := readback.Open(t, out)
		pages, texts = append(pages, len(file.Pages)), append(texts, file.Text())
	}
	if pages[1] <= pages[0] {
		t.Errorf("larger print has %d pages, want more than %d", pages[1], pages[0])
	}
	if texts[0] != texts[1] {
		t.Errorf("larger print says %q, want %q", texts[1], texts[0])
	}
}

// TestAWorryLeavesNoTraceOnPaper: the printed copy is the same file, byte for
// byte, as that of a record without the worry.
func TestAWorryLeavesNoTraceOnPaper(t *testing.T) {
	var files [][]byte
	for _, worried := range []bool{true, false} {
		r := harjit(t, worried)
		out, err := Export(r, options(t, r, MyPlan, PDF, person))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, out)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the file tells that there is a worry")
	}
}

// TestWordsThatCannotBePrinted: words in letters that no font here has are not
// printed as a row of signs; a rare emoji stops nothing.
func TestWordsThatCannotBePrinted(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		letters    string
	}{
		{"Chinese", "我想 cook 我", "我想"}, {"Thai figures", "room ๑", "๑"}, {"Welsh", "dŵr", ""}, {"an emoji", "here 🪿 and \x07", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := peggy(t)
			r = r.With(&model.Note{
				Head: model.Head{ID: model.NewID(), Order: "zz"}, Voice: r.PersonVoice().ID, Topic: "energy", Text: tt.text,
			})
			out, err := Export(r, options(t, r, MyPlan, PDF, person))
			if e, ok := errors.AsType[*LettersError](err); (tt.letters != "") != ok || ok && (string(e.Letters) != tt.letters || out != nil) {
				t.Errorf("Export = %d bytes, %v, want letters %q", len(out), err, tt.letters)
			}
		})
	}
}

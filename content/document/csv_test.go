package document

import (
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ownwords/content"
	"ownwords/model"
)

// read is a sheet as a spreadsheet has it.
func read(t interface{ Fatalf(string, ...any) }, page string) [][]string {
	body, marked := strings.CutPrefix(page, "\ufeff")
	if !marked {
		t.Fatalf("the sheet does not begin with the mark of UTF-8: %q", page[:min(20, len(page))])
	}
	c := csv.NewReader(strings.NewReader(body))
	c.FieldsPerRecord = -1
	rows, err := c.ReadAll()
	if err != nil {
		t.Fatalf("the sheet can't be read: %v", err)
	}
	return rows
}

// labelled is the row that begins with a label.
func labelled(rows [][]string, label string) (at int, row []string) {
	for i, r := range rows {
		if len(r) > 0 && r[0] == label {
			return i + 1, r
		}
	}
	return 0, nil
}

func pence(t interface{ Fatalf(string, ...any) }, pounds string) model.Pence {
	n, err := strconv.ParseInt(strings.Replace(pounds, ".", "", 1), 10, 64)
	if err != nil {
		t.Fatalf("%q is no sum", pounds)
	}
	return model.Pence(n)
}

func TestThePlanAsASheetSaysWhatThePlanSays(t *testing.T) {
	rows := read(t, export(t, peggy(t), SupportPlan, CSV, council))
	for label, want := range map[string]string{
		"What it costs each week": "76.50", "Peggy's share": "22.75", "What the council would pay each week": "53.75",
	} {
		if _, row := labelled(rows, label); len(row) < 7 || row[6] != want {
			t.Errorf("%s: %q, want %s", label, row, want)
		}
	}
	if _, row := labelled(rows, "Once only, not in these sums"); len(row) < 8 || row[7] != "118.00" {
		t.Errorf("once: %q", row)
	}
	for _, r := range rows {
		if len(r) > 9 && r[1] == "the shopping" && (r[6] != "" || r[9] != "unpaid") {
			t.Errorf("unpaid help has a figure: %q", r)
		}
	}
	if rows[0][0] == "" {
		t.Error("nothing says how far the plan has come")
	}
}

// A sheet says that a sum can't be said, where a line of it has none.
func TestASheetSaysThatASumCannotBeSaid(t *testing.T) {
	r := peggy(t)
	for i, period := range []model.Period{model.Weekly, model.Once} {
		s := model.Copy(r.Supports[i])
		s.Cost = model.Cost{Amount: model.Figure{Typed: "£14,20"}, Period: period}
		r = r.With(s)
	}
	rows := read(t, export(t, r, SupportPlan, CSV, council))
	for _, label := range []string{"What it costs each week", "What the council would pay each week", "Once only, not in these sums"} {
		if _, row := labelled(rows, label); len(row) != 10 || row[6] != "" || row[7] != "" || row[9] != "cannot be said yet" {
			t.Errorf("%s: %q, want the words that it can't be said", label, row)
		}
	}
}

// A copy without the money has none of it in its sheet either.
func TestASheetWithoutTheMoneyHasNoFigure(t *testing.T) {
	r := peggy(t)
	page := export(t, r, SupportPlan, CSV, sharing(t, r, "Her GP"))
	for _, sum := range []string{"76.50", "35.10", "23.40", "118", "4.50", "each week"} {
		if strings.Contains(page, sum) {
			t.Errorf("the sheet has %q in it:\n%s", sum, page)
		}
	}
}

// plan is a plan of any lines with any periods, some of them the person's own,
// some paid with a direct payment, for one of two wants or for none.
func plan(t *rapid.T) *model.Record {
	r := &model.Record{
		ID: "r", Conversation: &model.Conversation{Head: model.Head{ID: "conversation"}, Kind: model.Assessment},
		Person: &model.Person{Head: model.Head{ID: "person"}, Called: "Peggy"},
		Wants: []*model.Want{
			{Head: model.Head{ID: "w0", Order: "0"}, Words: model.Words{Text: "to bowl"}},
			{Head: model.Head{ID: "w1", Order: "1"}, Words: model.Words{Text: "to cook"}},
		},
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "lines") {
		s := &model.Support{
			Head: model.Head{ID: model.ID(fmt.Sprint("s", i)), Order: fmt.Sprint(i)}, What: model.Words{Text: fmt.Sprint("line ", i)},
			Own: rapid.Bool().Draw(t, "own"), Arranged: rapid.SampledFrom(append([]string{""}, model.Ways...)).Draw(t, "arranged"),
			For: rapid.SampledFrom([][]model.ID{nil, {"w0"}, {"w1"}, {"w0", "w1"}}).Draw(t, "for"),
		}
		s.Cost.Period = rapid.SampledFrom(model.Periods).Draw(t, "period")
		s.Cost.Amount, _ = model.ParseFigure(fmt.Sprintf("%d.%02d", rapid.IntRange(0, 9999).Draw(t, "pounds"), rapid.IntRange(0, 99).Draw(t, "pence")), model.UnitPence)
		r.Supports = append(r.Supports, s)
	}
	return r
}

// Whatever the lines of a plan are, those that are printed add up to the sum that
// is printed, in the sheet as on paper.
func TestThePrintedLinesOfASheetAddUpToThePrintedSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := plan(t)
		page, err := Export(r, Options{Document: SupportPlan, As: CSV, For: council, Text: content.English(), Now: visit})
		if err != nil {
			t.Fatal(err)
		}
		rows := read(t, string(page))
		var week, once model.Pence
		for _, row := range rows[2:] {
			if len(row) < 10 || row[1] == "" {
				continue
			}
			if row[6] != "" {
				week += pence(t, row[6])
			}
			if row[7] != "" {
				once += pence(t, row[7])
			}
		}
		_, total := labelled(rows, "What it costs each week")
		_, single := labelled(rows, "Once only, not in these sums")
		if len(r.Supports) > 0 && (pence(t, total[6]) != week || pence(t, single[7]) != once) {
			t.Fatalf("the lines come to %v and %v once, printed are %s and %s:\n%s", week, once, total[6], single[7], page)
		}
		if len(r.Supports) > 0 {
			addsUpOnPaper(t, r, week, once)
		}
	})
}

var pricedLine = regexp.MustCompile(`(?s)- line \d+: £([0-9.]+) (a\s+week|once)`)

// addsUpOnPaper tells whether the lines of My plan come to what it says they do,
// and to what the sheet says.
func addsUpOnPaper(t *rapid.T, r *model.Record, week, once model.Pence) {
	page, err := Export(r, Options{Document: MyPlan, As: PlainText, For: person, Text: content.English(), Now: visit})
	if err != nil {
		t.Fatal(err)
	}
	_, money, _ := strings.Cut(string(page), "The money")
	var sumWeek, sumOnce model.Pence
	for _, line := range pricedLine.FindAllStringSubmatch(money, -1) {
		if line[2] == "once" {
			sumOnce += pence(t, line[1])
		} else {
			sumWeek += pence(t, line[1])
		}
	}
	if sumWeek != week || sumOnce != once {
		t.Fatalf("the lines on paper come to %v and %v once, those of the sheet to %v and %v:\n%s", sumWeek, sumOnce, week, once, money)
	}
	if week > 0 && !strings.Contains(squeezed(money), "each week: £"+week.String()) {
		t.Fatalf("the paper does not say %v a week:\n%s", week, money)
	}
}

// What somebody types is never run by a spreadsheet.
func TestAFormulaThatSomebodyTypedStaysText(t *testing.T) {
	for _, typed := range []string{
		`=HYPERLINK("http://example.org")`, "+441632960150", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", `"=1`,
	} {
		r := peggy(t)
		s := model.Copy(r.Supports[0])
		s.Who = typed
		s.What = model.Words{Text: typed}
		for _, row := range read(t, export(t, r.With(s), SupportPlan, CSV, council)) {
			for _, c := range row {
				if strings.HasPrefix(strings.TrimLeft(c, " \t\r\""), typed[:1]) && strings.Contains("=+-@＝", typed[:1]) {
					t.Errorf("typed %q stands in the sheet as %q", typed, c)
				}
			}
		}
		if got := (cell{text: typed}).written(); !strings.HasPrefix(got, "'") {
			t.Errorf("written(%q) = %q, want it behind an apostrophe", typed, got)
		}
	}
	for _, typed := range []string{"", "41.40", "£14,20", "Sŵn y Môr", "22 - 3"} {
		if got := (cell{text: typed}).written(); got != typed {
			t.Errorf("written(%q) = %q", typed, got)
		}
	}
}

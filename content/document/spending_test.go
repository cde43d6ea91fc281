package document

import (
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
)

// paying is Peggy's plan once she has chosen a direct payment for being active.
func paying(t *testing.T) *model.Record {
	r := peggy(t)
	amount := func(typed string) model.Figure {
		f, _ := model.ParseFigure(typed, model.UnitPence)
		return f
	}
	for _, s := range r.Supports {
		if s.Who == "personal assistant" {
			s = model.Copy(s)
			s.Arranged, s.Kind = model.WayPayment, model.HelpAssistant
			r = r.With(s)
		}
	}
	b := model.Copy(r.Budget)
	b.Contingency, b.ContingencyAbove = amount("160"), "we talk about what it is for"
	b.ContingencyPeople = model.Words{Text: "Maureen comes if nobody can"}
	b.NotOffered = []model.NotOffered{{Way: model.WayThird, Why: "there is none in the county"}}
	return r.With(b).With(&model.Payment{
		Head: model.Head{ID: "payment"}, Amount: amount("165.60"), Every: model.FourWeekly, To: "own-account",
	}).With(&model.Deal{
		Head: model.Head{ID: "deal"}, Rules: "2026-27", Help: model.Words{Text: "Northmoor Independent Living"},
		Lines: []model.DealLine{{I: "keep the bank statements", Council: "look at them twice a year, no more"}, {I: "say when something changes"}},
		For:   model.Words{Text: "being active, in any way"},
	})
}

func TestASpendingSheetAddsItselfUp(t *testing.T) {
	rows := read(t, export(t, paying(t), Spending, CSV, person))
	at := func(label string) int {
		n, _ := labelled(rows, label)
		if n == 0 {
			t.Fatalf("the sheet has no %q: %q", label, rows)
		}
		return n
	}
	if _, row := labelled(rows, "From the council"); row[1] != "£165.60 every four weeks" {
		t.Errorf("from the council: %q", row)
	}
	opening, mine := at("In the account at the beginning"), at("From me")
	in, out, closing := at("A. All that came in, with the beginning"), at("B. All that was spent"), at("C. In the account at the end")
	for label, want := range map[string]string{
		"A. All that came in, with the beginning": "=SUM(C4:C6)",
		"B. All that was spent":                   "=SUM(C8:C10)",
		"A - B - C: 0.00 when it is right":        "=ROUND(C7-C11-C12,2)",
	} {
		if _, row := labelled(rows, label); row[2] != want {
			t.Errorf("%s is %q, want %q", label, row[2], want)
		}
	}
	if opening != 4 || mine != 6 || in != 7 || out != 11 || closing != 12 {
		t.Errorf("rows are at %d, %d, %d, %d, %d", opening, mine, in, out, closing)
	}
	if _, row := labelled(rows, "being active, 3 hours a week"); row == nil || !strings.HasPrefix(row[1], "£41.40 a week") {
		t.Errorf("being active: %q", row)
	}
	if _, row := labelled(rows, "help with the bath"); row != nil {
		t.Errorf("what the council arranges stands in the sheet: %q", row)
	}
}

func TestTheSpendingSheetOnPaper(t *testing.T) {
	page := squeezed(export(t, paying(t), Spending, PlainText, person))
	for _, want := range []string{
		"From the council: £ ____________ planned: £165.60 every four weeks", `"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl." being active, 3 hours a week: £ ____________ planned: £41.40 a week`,
		"kept for the unexpected: £ ____________ planned: £160.00", "What changed, and why: ____", "leaves 0.00",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet lacks %q:\n%s", want, page)
		}
	}
	if none := squeezed(export(t, peggy(t), Spending, PlainText, person)); !strings.Contains(none, "Nothing in this plan is arranged with a direct payment.") {
		t.Errorf("where there is no direct payment the sheet says: %s", none)
	}
}

func TestOurDealHasTwoSides(t *testing.T) {
	o := options(t, paying(t), Deal, PlainText, person)
	o.Local.Contacts = []content.Contact{{What: "payroll", Who: "Northmoor Independent Living", Number: "01632 960 150"}}
	raw, err := Export(paying(t), o)
	if err != nil {
		t.Fatal(err)
	}
	page := squeezed(string(raw))
	for _, want := range []string{
		"By the rules of 2026-27.", "I will: keep the bank statements The council will: look at them twice a year, no more",
		"I will: say when something changes The council will: not said yet", "payroll, Northmoor Independent Living, 01632 960 150",
		"Peggy: ____________________ on",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the deal lacks %q:\n%s", want, page)
		}
	}
}

func TestWaysThatWereNotOfferedAreToldWithTheReason(t *testing.T) {
	for _, name := range []Name{MyPlan, SupportPlan} {
		page := squeezed(export(t, paying(t), name, PlainText, person))
		for _, want := range []string{
			"an organisation holds it and buys: there is none in the county", "Kept for the unexpected: £160.00",
			"we talk about what it is for", "Maureen comes if nobody can",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
	}
}

func TestGoldenPayment(t *testing.T) {
	r := paying(t)
	golden(t, "peggy-paying-deal.txt", export(t, r, Deal, PlainText, person))
	golden(t, "peggy-paying-spending.txt", export(t, r, Spending, PlainText, person))
	golden(t, "peggy-paying-spending.csv", export(t, r, Spending, CSV, person))
}

func TestWhatAnEmployerSeesToStandsWithThePayment(t *testing.T) {
	r := paying(t)
	p := model.Copy(r.Payment)
	p.Employer = []model.Duty{{ID: "dbs", Done: "not-needed", Note: "a cousin"}, {ID: "insurance", Done: "yes"}}
	p.From = model.ParseWhen("31 February", visit, true)
	page := squeezed(export(t, r.With(p), SupportPlan, PlainText, council))
	for _, want := range []string{
		"As an employer Employers’ liability insurance: done A DBS check, if wanted: not needed, a cousin",
		"31 February (as it was typed: the calendar has no such day)", "What kind of help: a personal assistant",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the support plan lacks %q:\n%s", want, page)
		}
	}
}

package document

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ownwords/content"
	"ownwords/content/document/pdf"
	"ownwords/content/document/pdf/testdata/readback"
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
	if _, row := labelled(rows, "From me: my share, if I pay it in here"); row == nil || row[1] != "" {
		t.Errorf("from me: %q, want no sum: the share is for the whole plan", row)
	}
	opening, mine := at("In the account at the beginning"), at("From me: my share, if I pay it in here")
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
	if strings.Contains(page, "22.75") {
		t.Errorf("the share of the whole plan stands as what comes into one account:\n%s", page)
	}
	for _, want := range []string{
		"From the council: £ ______ planned: £165.60 every four weeks", "From me: my share, if I pay it in here: £ ____________ A.", `"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl." being active, 3 hours a week: £ ______ planned: £41.40 a week`,
		"kept for the unexpected: £ ______ planned: £160.00", "What changed, and why: ____", "leaves 0.00",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet lacks %q:\n%s", want, page)
		}
	}
	if none := squeezed(export(t, peggy(t), Spending, PlainText, person)); !strings.Contains(none, "Nothing in this plan is arranged with a direct payment.") {
		t.Errorf("where there is no direct payment the sheet says: %s", none)
	}
}

// Three things to pay for, each with a name of two lines, are an ordinary sheet: it
// lies on the table as one page.
func TestAnOrdinarySpendingSheetIsOnePage(t *testing.T) {
	ty := &typist{t: t, r: paying(t), n: 700}
	for _, what := range []string{"insurance and payslips, as an employer, and what goes with them", "finding an assistant: an advert, and the checks of everybody"} {
		ty.put(&model.Support{What: told(what), Arranged: model.WayPayment, Cost: ty.amount("60", model.Once)})
	}
	out, err := Export(ty.r, options(t, ty.r, Spending, PDF, person))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(readback.Open(t, out).Pages); got != 1 {
		t.Errorf("the sheet has %d pages, want one", got)
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

// A plan that is agreed, or final, says nothing of a deal that nobody was asked
// about: the deal's head tells who said yes to the deal.
func TestADealTellsWhoSaidYesToIt(t *testing.T) {
	r := decided(t).With(paying(t).Deal)
	head := func() string {
		line, _, _ := strings.Cut(export(t, r, Deal, PlainText, person), "\n")
		return line
	}
	if got, want := head(), "Nobody has said yes to this deal yet."; got != want {
		t.Errorf("a deal that nobody was asked about is headed %q, want %q", got, want)
	}
	d := model.Copy(r.Deal)
	for _, v := range r.Voices {
		says := model.SaysNo
		if v.Role == model.RolePerson {
			says = model.SaysYes
		}
		d.SaidYes = append(d.SaidYes, model.Answer{Voice: v.ID, Says: says})
	}
	r = r.With(d)
	if got, want := head(), "Yes to this deal from: Peggy."; got != want {
		t.Errorf("a deal to which Peggy alone said yes is headed %q, want %q", got, want)
	}
}

// Each side that has not answered has room to sign, and nobody's no stands as a
// yes.
func TestADealIsSignedByWhoeverHasNotAnswered(t *testing.T) {
	base := paying(t)
	me, worker, carol := base.PersonVoice().ID, base.WorkerVoice().ID, base.Voices[2].ID
	const room = ": ____________________ on ____________"
	for _, tt := range []struct {
		name  string
		said  []model.Answer
		wants []string
		never string
	}{
		{"nobody", nil, []string{"Peggy" + room, "Dele Martins" + room}, "yes"},
		{"Peggy said yes", []model.Answer{{Voice: me, Says: model.SaysYes, How: "aloud"}}, []string{"Me: yes, said aloud", "Dele Martins" + room}, "Peggy" + room},
		{"the council said yes", []model.Answer{{Voice: worker, Says: model.SaysYes}}, []string{"Dele Martins: yes", "Peggy" + room}, "Dele Martins" + room},
		{"Peggy said no", []model.Answer{{Voice: me, Says: model.SaysNo}}, []string{"Me: no", "Dele Martins" + room}, "yes"},
		{"Carol alone", []model.Answer{{Voice: carol, Says: model.SaysYes}}, []string{"Carol: yes", "Peggy" + room, "Dele Martins" + room}, "Me: yes"},
	} {
		d := model.Copy(base.Deal)
		d.SaidYes = tt.said
		_, signed, found := strings.Cut(squeezed(export(t, base.With(d), Deal, PlainText, person)), "What each of us says to this")
		for _, want := range tt.wants {
			if !found || !strings.Contains(signed, want) {
				t.Errorf("%s: the deal lacks %q: %s", tt.name, want, signed)
			}
		}
		if strings.Contains(signed, tt.never) {
			t.Errorf("%s: the deal has %q in it: %s", tt.name, tt.never, signed)
		}
	}
}

// What the two sides do about one thing stands beside one another on a page, and
// is read one behind the other, each with whose it is.
func TestTheTwoSidesOfADealStandBesideOneAnother(t *testing.T) {
	page := strings.ReplaceAll(export(t, paying(t), Deal, HTML, person), "\n", "")
	for _, want := range []string{
		`<dl class="beside"><div><dt>I will</dt><dd><span class="typed" dir="auto">keep the bank statements</span></dd></div>` +
			`<div><dt>The council will</dt><dd><span class="typed" dir="auto">look at them twice a year, no more</span></dd></div></dl>`,
		`<div><dt>The council will</dt><dd>not said yet</dd></div></dl>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	d, _ := tree(t, paying(t), Deal, person)
	i := slices.IndexFunc(d.Blocks, func(x Block) bool { _, ok := x.(Beside); return ok })
	table, ok := pdfBlock(d.Blocks[max(i, 0)]).(pdf.Table)
	if !ok || len(table.Columns) != 2 || table.Columns[0] != table.Columns[1] || len(table.Rows) != 2 || len(table.Rows[0]) != 2 {
		t.Fatalf("in a PDF the two sides are %+v, want two columns of one width and two rows", table)
	}
	if got := table.Rows[1][1]; len(got) != 3 || got[0].Text != "The council will" || !got[0].Bold || got[2].Text != "not said yet" {
		t.Errorf("the council's side of the second line is %+v", got)
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
		"Employers’ liability insurance: done", "A DBS check, if wanted: not needed, a cousin",
		"31 February (as it was typed: the calendar has no such day)", "What kind of help: a personal assistant",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the support plan lacks %q:\n%s", want, page)
		}
	}
}

// Whoever employs somebody reads all that goes with it on their deal, also what
// nobody said anything to yet, and in their plan how much that is; a copy that
// leaves something out claims nothing.
func TestWhoeverEmploysSomebodyReadsAllThatGoesWithIt(t *testing.T) {
	r := paying(t)
	p := model.Copy(r.Payment)
	p.Employer = []model.Duty{{ID: "insurance", Done: "yes"}, {ID: "dbs", Done: "not-needed"}, {ID: "contract", Done: "no"}}
	ticked := r.With(p)
	none := squeezed(export(t, r, Deal, PlainText, person))
	if got := strings.Count(none, ": not said yet"); got < len(model.Duties) {
		t.Errorf("the deal has %d duties, want all %d:\n%s", got, len(model.Duties), none)
	}
	for _, tt := range []struct {
		r    *model.Record
		name Name
		want string
	}{
		{r, MyPlan, "As an employer: 14 things are still to be looked at. Our deal has all of them."},
		{ticked, MyPlan, "As an employer: 12 things are still to be looked at."},
		{ticked, Deal, "As an employer -------------- Employers’ liability insurance: done A written contract: not yet The right to work, looked at: not said yet"},
		{ticked, SupportPlan, "Employers’ liability insurance: done A written contract: not yet A DBS check, if wanted: not needed Not said yet: The right to work"},
	} {
		if page := squeezed(export(t, tt.r, tt.name, PlainText, person)); !strings.Contains(page, tt.want) {
			t.Errorf("%s lacks %q", tt.name, tt.want)
		}
	}
	if page := export(t, r, SupportPlan, PlainText, sharing(t, r, "Her GP")); strings.Contains(page, "As an employer") {
		t.Errorf("a copy without the money speaks of an employer")
	}
	if page := export(t, peggy(t), MyPlan, PlainText, person); strings.Contains(page, "As an employer") {
		t.Errorf("who employs nobody reads of an employer")
	}
}

// What an employer sees to stands by itself where nothing was said of a direct
// payment yet: not under the sums, and under no payment's name.
func TestAnEmployerWithoutAPaymentReadsOfItByItself(t *testing.T) {
	r := *paying(t)
	r.Payment = nil
	for name, want := range map[Name]string{
		SupportPlan: "\n## As an employer\n\n- **Not said yet**",
		MyPlan:      "\n## As an employer\n\n14 things are still to be looked at.",
	} {
		page := export(t, &r, name, Markdown, person)
		if !strings.Contains(page, want) || strings.Contains(page, "The direct payment") {
			t.Errorf("%s lacks %q, or speaks of a payment:\n%s", name, want, page)
		}
	}
}

var sumOf = regexp.MustCompile(`^=SUM\(C(\d+):C(\d+)\)$`)

// Whatever is paid with a direct payment, the sheet adds up what is written
// behind each line of it, once, and nothing else.
func TestASpendingSheetAddsUpEachOfItsLinesOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := plan(t)
		page, err := Export(r, Options{Document: Spending, As: CSV, For: person, Text: content.English(), Now: visit})
		if err != nil {
			t.Fatal(err)
		}
		rows := read(t, string(page))
		if _, mine := labelled(rows, "From me: my share, if I pay it in here"); mine == nil || mine[1] != "" {
			t.Fatalf("the share of the whole plan stands as what comes into this account: %q", mine)
		}
		_, out := labelled(rows, "B. All that was spent")
		bounds := sumOf.FindStringSubmatch(out[2])
		if bounds == nil {
			t.Fatalf("what was spent is %q", out[2])
		}
		first, _ := strconv.Atoi(bounds[1])
		last, _ := strconv.Atoi(bounds[2])
		added := map[string]int{}
		for _, row := range rows[first-1 : last] {
			if row[2] != "" {
				t.Fatalf("a sum stands among the lines: %q", row)
			}
			added[row[0]]++
		}
		for _, s := range r.Supports {
			want := 0
			if s.ByPayment() {
				want = 1
			}
			if added[s.What.Text] != want {
				t.Fatalf("%s, arranged %q, is added %d times:\n%s", s.What.Text, s.Arranged, added[s.What.Text], page)
			}
		}
		if added["Something else that got me the same"] != 1 {
			t.Fatalf("there is no room for something else:\n%s", page)
		}
	})
}

package flow

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// asked are the lines that an action asks openly, and all that it has.
func asked(t *testing.T, f *Flow, action string) (open, all []string) {
	t.Helper()
	a, ok := f.Action(action)
	if !ok || !a.On {
		t.Fatalf("%s is not on: %v", action, a.Why)
	}
	for _, x := range a.Ask {
		all = append(all, x.ID)
		if !x.More {
			open = append(open, x.ID)
		}
	}
	return open, all
}

func wrongOf(t *testing.T, f *Flow, action, line string) string {
	t.Helper()
	a, _ := f.Action(action)
	for _, x := range a.Ask {
		if x.ID == line {
			return x.Wrong.ID
		}
	}
	t.Fatalf("%s asks no %s", action, line)
	return ""
}

func said(e Effect) []string {
	var ids []string
	for _, m := range e.Say {
		ids = append(ids, m.ID)
	}
	return ids
}

// helping is a plan with somebody to be active with, three hours a week.
func helping(t *testing.T) *Flow {
	f := newFlow(t)
	f.Do("help.new", map[string]string{"what": "being active", "who": "personal assistant", "priced": "hours", "hours-a-week": "3", "rate": "13.80"})
	return f
}

func TestWhatHappensUntilItStartsIsAskedOfWhatStartsLater(t *testing.T) {
	for from, want := range map[string]bool{
		"1 October 2026": true, "15 September 2026": false, "1 May 2020": false, "in the spring": false, "31 February": false, "": false,
	} {
		f := helping(t)
		f.Do("help.set", map[string]string{"from": from})
		if open, _ := asked(t, f, "help.set"); slices.Contains(open, "meantime") != want {
			t.Errorf("from %q: until then is asked %v, want %v", from, !want, want)
		}
	}
}

func TestADayThatIsNoneIsKeptAndMarked(t *testing.T) {
	f := helping(t)
	f.Do("help.set", map[string]string{"from": "31 February"})
	if got := f.Record().Supports[0].From; got.Typed != "31 February" || got.Day != "" {
		t.Errorf("from = %+v, want it as typed", got)
	}
	if got := wrongOf(t, f, "help.set", "from"); got != "wrong.no-such-day" {
		t.Errorf("the day is marked %q", got)
	}
	f.Do("help.set", map[string]string{"from": "when the hall is mended"})
	if got := wrongOf(t, f, "help.set", "from"); got != "" {
		t.Errorf("words are marked %q", got)
	}
}

func TestWhatWasLookedForAndNotFoundCanBeSaid(t *testing.T) {
	f := helping(t)
	f.Do("help.set", map[string]string{"not-found": "yes", "until": "1 March 2027", "kind": "break", "tell-finance": "yes", "sized": "as last year"})
	s := f.Record().Supports[0]
	if !s.NotFound || s.Until.Day != "2027-03-01" || s.Kind != model.HelpBreak || !s.TellFinance || s.Sized != "as last year" {
		t.Errorf("help = %+v", s)
	}
	f.Do("help.set", map[string]string{"not-found": "no", "kind": "nonsense"})
	if s := f.Record().Supports[0]; s.NotFound || s.Kind != model.HelpBreak {
		t.Errorf("help = %+v", s)
	}
}

// An assistant whom the person pays is somebody they employ; one whom the council
// arranges is not, and neither is anybody before it was said.
func TestAnEmployerIsToldOnceAndSeesToAList(t *testing.T) {
	f := helping(t)
	if a, _ := f.Action("employer.set"); a.On || a.Why.ID != "why.no-assistant" {
		t.Errorf("before anybody is employed: on %v, why %q", a.On, a.Why.ID)
	}
	open, _ := asked(t, f, "help.set")
	if slices.Contains(open, "kind") {
		t.Error("the kind is asked of everything")
	}
	f.Do("help.set", map[string]string{"arranged": model.WayPayment})
	if open, _ := asked(t, f, "help.set"); !slices.Contains(open, "kind") {
		t.Error("the kind is not asked of what is arranged with a direct payment")
	}
	e := f.Do("help.set", map[string]string{"kind": model.HelpAssistant})
	if !slices.Contains(said(e), "help.employs") {
		t.Errorf("said %q, want that they would be an employer", said(e))
	}
	_, all := asked(t, f, "employer.set")
	if got := len(all); got != 2*len(model.Duties) {
		t.Errorf("%d lines, want two for each of %d duties", got, len(model.Duties))
	}
	f.Do("employer.set", map[string]string{"duty.insurance": "yes", "duty.dbs": "not-needed", "duty.dbs.note": "a cousin", "duty.car": "perhaps"})
	want := []model.Duty{{ID: "insurance", Done: "yes"}, {ID: "dbs", Done: "not-needed", Note: "a cousin"}}
	if d := cmp.Diff(want, f.Record().Payment.Employer); d != "" {
		t.Errorf("duties (-want +got):\n%s", d)
	}
	if e := f.Do("help.set", map[string]string{"example": "walking"}); slices.Contains(said(e), "help.employs") {
		t.Error("it is said again")
	}
	f.Do("help.set", map[string]string{"arranged": model.WayCouncil})
	if e := f.Do("help.set", map[string]string{"arranged": model.WayCard}); !slices.Contains(said(e), "help.employs") {
		t.Errorf("said %q once it is theirs to arrange", said(e))
	}
	f.Do("help.set", map[string]string{"arranged": model.WayCouncil})
	if a, _ := f.Action("employer.set"); !a.On {
		t.Error("what was put down about it can't be seen any more")
	}
}

func TestADirectPaymentIsTypedAndNeverWorkedOut(t *testing.T) {
	f := helping(t)
	if f.Record().Payment != nil {
		t.Fatal("there is a direct payment that nobody typed")
	}
	f.Do("payment.set", map[string]string{"every": "four-weeks", "amount": "£165,60", "to": "somebody", "who": "Carol", "from": "30 February", "look.0": "2 November 2026", "look.1": "soon"})
	p := f.Record().Payment
	if p.Amount.Typed != "£165,60" || p.Amount.OK() || p.Every != model.FourWeekly || p.Who != "Carol" {
		t.Errorf("payment = %+v", p)
	}
	if a, d := wrongOf(t, f, "payment.set", "amount"), wrongOf(t, f, "payment.set", "from"); a != "wrong.figure" || d != "wrong.no-such-day" {
		t.Errorf("marked %q and %q", a, d)
	}
	if len(p.Looks) != 2 || p.Looks[0].Day != "2026-11-02" || p.Looks[1].Typed != "soon" {
		t.Errorf("looked at on %+v", p.Looks)
	}
	f.Do("payment.set", map[string]string{"look.0": ""})
	if p := f.Record().Payment; len(p.Looks) != 1 || p.Looks[0].Typed != "soon" {
		t.Errorf("after one was taken out it is looked at on %+v", p.Looks)
	}
	f.Do("payment.set", map[string]string{"every": "fortnightish"})
	if p := f.Record().Payment; p.Every != model.FourWeekly {
		t.Errorf("it comes every %q", p.Every)
	}
}

func TestEveryWayIsOfferedButThoseWithAReason(t *testing.T) {
	f := helping(t)
	_, all := asked(t, f, "offered.set")
	if len(all) != len(model.Ways) || f.Record().Budget != nil {
		t.Fatalf("lines %q and a budget %v before anything was typed", all, f.Record().Budget)
	}
	f.Do("offered.set", map[string]string{"not.third-party": "there is none in the county", "not.card": " "})
	want := []model.NotOffered{{Way: model.WayThird, Why: "there is none in the county"}}
	if d := cmp.Diff(want, f.Record().Budget.NotOffered); d != "" {
		t.Errorf("not offered (-want +got):\n%s", d)
	}
	f.Do("offered.set", map[string]string{"not.third-party": ""})
	if got := f.Record().Budget.NotOffered; len(got) != 0 {
		t.Errorf("not offered %v after the reason was taken out", got)
	}
}

func TestADealHasTwoSidesAndIsSaidYesToAsItStands(t *testing.T) {
	f := helping(t)
	person := "said." + string(f.Record().PersonVoice().ID)
	f.Do("deal.set", map[string]string{"i.0": "keep the statements", "council.0": "look at them twice a year"})
	f.Do("deal.set", map[string]string{"council.1": "ring back within two days"})
	f.Do("deal.set", map[string]string{"help": "Northmoor Independent Living", "for": `"getting out"`, person: "yes", person + ".how": "signed"})
	d := f.Record().Deal
	want := []model.DealLine{{I: "keep the statements", Council: "look at them twice a year"}, {Council: "ring back within two days"}}
	if diff := cmp.Diff(want, d.Lines); diff != "" {
		t.Errorf("deal (-want +got):\n%s", diff)
	}
	if d.For.Telling != model.Said || len(d.SaidYes) != 1 || d.SaidYes[0].How != "signed" {
		t.Errorf("for %+v, yes %+v", d.For, d.SaidYes)
	}
	e := f.Do("deal.set", map[string]string{"i.1": "say when something changes"})
	if d := f.Record().Deal; len(d.SaidYes) != 0 || !slices.Contains(said(e), "deal.again") {
		t.Errorf("after other words: yes %+v, said %q", d.SaidYes, said(e))
	}
	f.Undo()
	if d := f.Record().Deal; len(d.SaidYes) != 1 {
		t.Errorf("taken back, the yes is %+v", d.SaidYes)
	}
	f.Do("deal.set", map[string]string{"i.0": "", "council.0": " "})
	if d := f.Record().Deal; len(d.Lines) != 1 {
		t.Errorf("a thing without either side stays: %+v", d.Lines)
	}
}

func TestMoneyAndPeopleForTheUnexpected(t *testing.T) {
	f := helping(t)
	f.Do("money.set", map[string]string{"contingency": "1e12", "contingency-above": "we talk", "contingency-people": "Maureen comes"})
	b := f.Record().Budget
	if b.Contingency.Typed != "1e12" || b.Contingency.OK() || b.ContingencyAbove != "we talk" || b.ContingencyPeople.Text != "Maureen comes" {
		t.Errorf("budget = %+v", b)
	}
	if got := wrongOf(t, f, "money.set", "contingency"); got != "wrong.figure" {
		t.Errorf("marked %q", got)
	}
	for _, m := range f.SumsSaid() {
		if strings.Contains(m.ID, "contingency") {
			t.Errorf("%s stands in the sums", m.ID)
		}
	}
}

// What became of a way that was not offered, and of an employer's list, is told
// line by line as everything is.
func TestWhatWasPutDownAboutAPaymentIsTold(t *testing.T) {
	f := helping(t)
	f.Do("help.set", map[string]string{"arranged": model.WayPayment, "kind": model.HelpAssistant})
	f.Do("employer.set", map[string]string{"duty.paye": "yes"})
	f.Do("offered.set", map[string]string{"not.card": "there is none"})
	told := map[string]string{}
	for _, p := range []model.Part{f.Record().Payment, f.Record().Budget} {
		for _, c := range f.Compare(&Happened{Is: p}) {
			if !c.Same() {
				told[c.Label.ID] = c.Is.ID
			}
		}
	}
	want := map[string]string{"duty.paye": "choice.duty.done.yes", "choice.help.arranged.card": "verbatim"}
	if d := cmp.Diff(want, told); d != "" {
		t.Errorf("told (-want +got):\n%s", d)
	}
}

func TestALineBeyondAnySumIsToldWhereItIsTyped(t *testing.T) {
	f := newFlow(t)
	made := f.Do("help.new", map[string]string{"what": "being active", "priced": "hours", "hours-a-week": "100000", "rate": "99999.99"})
	if !slices.Contains(said(made), "cost.too-large") || !slices.Contains(said(Effect{Say: f.CostSaid()}), "cost.too-large") {
		t.Errorf("a line beyond any sum is told as %v, then %v", said(made), f.CostSaid())
	}
	f.Do("help.set", map[string]string{"hours-a-week": "1e12"})
	if got := wrongOf(t, f, "help.set", "hours-a-week"); got != "wrong.number" {
		t.Errorf("1e12 hours are told as %q", got)
	}
}

// What is paid is typed, never worked out: where it is neither what its lines come
// to nor what the council would pay, that is told, and nothing is marked.
func TestAPaymentThatIsAnotherSumThanItsLinesIsTold(t *testing.T) {
	tests := []struct {
		amount, every, share string
		lines                bool
		want                 []string
	}{
		{"41.40", "week", "", true, nil},
		{"165.60", "four-weeks", "", true, nil},
		{"179.40", "month", "", true, nil},
		{"166", "four-weeks", "", true, []string{"payment.not-lines"}},
		{"35", "week", "5", true, []string{"payment.neither"}},
		{"36.40", "week", "5", true, nil}, // their share is paid in by them
		{"36.40", "week", "5", false, nil},
		{"36", "week", "5", false, []string{"payment.not-council"}},
		{"36", "", "5", true, nil},
		{"36", "once", "5", true, nil},
		{"£14,20", "week", "5", true, nil},
		{"36", "week", "", false, nil}, // nothing to hold it against
	}
	for _, tt := range tests {
		f := helping(t)
		if tt.lines {
			f.Do("help.set", map[string]string{"arranged": model.WayPayment})
		}
		if tt.share != "" {
			f.Do("money.set", map[string]string{"share": tt.share})
		}
		f.Do("payment.set", map[string]string{"amount": tt.amount, "every": tt.every})
		if diff := cmp.Diff(tt.want, said(Effect{Say: f.PaymentSaid()})); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt, diff)
		}
	}
}

package tui

import (
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// peggyPays has Peggy choose a direct payment for being active.
func peggyPays(t *desk.Talk) {
	h := held{t}
	for _, s := range t.Record().Supports {
		if s.What.Text == "being active" {
			t.Go(model.Place{Stage: model.StageHelps, Part: s.ID})
			h.Do("help.set", map[string]string{"arranged": model.WayPayment, "kind": model.HelpAssistant})
		}
	}
	h.at(model.StageTalk)
}

// A direct payment is typed line by line; what is no sum and no day stays as it
// was typed, with a sentence beside it.
func TestADirectPaymentIsTyped(t *testing.T) {
	d := withVisit(t, peggysVisit, peggyPays)
	d.app.desk.Local.Rules = "2026-27"
	d.app.desk.Local.Buffer = content.Buffer{Weeks: 8}
	d.act("go.payment")
	d.shows("With a direct payment: being active", "What may stay in it         rule: 8 weeks of it", "What an employer sees to")
	d.typed("215,00")
	d.keys("enter")
	d.shows("Kept as typed: 215,00. Not a sum.")
	d.keys("enter", "ctrl+a")
	d.typed("165.60")
	d.keys("enter")
	d.hides("Kept as typed")
	page := d.app.top().(*paymentPage)
	d.reach(page.form, "from")
	d.typed("31 February")
	d.keys("enter")
	d.shows("31 February. The calendar has")
	d.keys("enter", "ctrl+a")
	d.typed("21 September 2026")
	d.keys("enter")
	d.hides("no such day")
	d.shows("rule: 2 November 2026")
	if p := d.app.talk.Record().Payment; p.Amount.Pence() != 16560 || p.From.Day != "2026-09-21" || p.Every != "" {
		t.Errorf("payment = %+v", p)
	}
	d.golden("payment")
}

func TestTheDealTheWaysAndTheEmployersList(t *testing.T) {
	d := withVisit(t, peggysVisit, peggyPays)
	d.act("deal.set")
	d.typed("keep the bank statements")
	d.keys("enter", "tab")
	d.typed("look at them twice a year, and no more")
	d.keys("enter")
	d.golden("payment-deal")
	d.keys("esc")
	d.shows(">  Our deal")
	d.keys("down", "enter")
	page := d.app.top().(*paymentPage)
	d.reach(page.form, "not.third-party")
	d.typed("there is none in the county")
	d.keys("enter")
	d.golden("payment-ways")
	d.keys("esc")
	d.act("employer.set")
	d.keys("enter", "1")
	d.golden("payment-employer")
	r := d.app.talk.Record()
	if l := r.Deal.Lines; len(l) != 1 || l[0].I == "" || l[0].Council == "" {
		t.Errorf("deal = %+v", l)
	}
	if n := r.Budget.NotOffered; len(n) != 1 || n[0].Way != model.WayThird {
		t.Errorf("not offered = %+v", n)
	}
	if e := r.Payment.Employer; len(e) != 1 || e[0].ID != "insurance" || e[0].Done != "yes" {
		t.Errorf("employer = %+v", e)
	}
}

// The council's rules stand beside what is typed and are typed for nobody; a line
// that is one activity is asked, gently, what it is for.
func TestTheCouncilsRulesStandBesideWhatHelps(t *testing.T) {
	d := withVisit(t, peggysVisit)
	l, _ := content.ParseLocal([]byte("approvals: [{who: Team manager, weekly: 500, once: 500}]\nrates: [{name: Personal assistant, rate: 13.80, per: hour}]\n"))
	d.app.desk.Local = l
	d.act("go.helps")
	d.shows("Team manager may approve this.")
	d.app.talk.Do("help.new", map[string]string{"what": "Swimming", "priced": "hours", "hours-a-week": "2"})
	page := d.app.top().(*helpsPage)
	page.show(d.app.talk.Place().Part)
	page.arrive()
	d.shows("rule: 13.80 Personal assistant, per hour")
	d.hides("Could this be said as what it is for?")
	d.app.talk.Do("help.set", map[string]string{"rate": "13.80"})
	page.arrive()
	d.shows("Could this be said as what it is for?")
	d.app.talk.Do("help.set", map[string]string{"purpose": "being active"})
	page.arrive()
	d.hides("Could this be said as what it is for?")
}

// A page is found once in the palette, and the deal by its own name.
func TestTheDealIsFoundByItsName(t *testing.T) {
	d := withVisit(t, peggysVisit, peggyPays)
	d.keys("ctrl+p")
	d.typed("direct payment")
	if n := strings.Count(d.screen(), "irect payment"); n != 2 { // what was typed, and the page
		t.Errorf("the palette shows it %d times:\n%s", n, d.screen())
	}
	d.keys("esc", "ctrl+p")
	d.typed("deal")
	d.keys("enter")
	d.shows("What each side does, one thing at a time.")
}

// Lines that are there when they are wanted come into sight.
func TestMoreLinesAreGoneTo(t *testing.T) {
	d := withVisit(t, peggysVisit, peggyPays)
	d.act("go.helps")
	d.keys("home", "enter", "+")
	d.shows(">  Such as")
	d.hides("+ more")
}

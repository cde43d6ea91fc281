package tui

import "testing"

func TestThePageOfARisk(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.risks")
	d.keys("enter")
	d.golden("peggy-risk")
	d.keys("+")
	d.golden("peggy-risk-more")
	d.keys("+")
	d.reach(d.app.top().(*risksPage).risk.form, rowViews)
	d.keys("v", "w")
	d.shows("Enter opens this.")
	d.keys("enter")
	d.golden("peggy-views")
	d.reach(d.app.top().(*viewsPage).form, "view.+")
	d.typed("Kyle (next door)")
	d.tick()
	d.keys("enter", "3", "esc")
	d.shows("Kyle            not sure")
	if n := len(d.app.talk.Record().Voices); n != 4 {
		t.Errorf("%d voices after somebody else's view, want 4", n)
	}
	d.reach(d.app.top().(*risksPage).risk.form, rowFrom)
	d.keys("enter")
	d.golden("peggy-risk-from")
	d.keys("enter")
	d.shows("ctrl+g mark", "Walking to the club by the canal.")
}

// A risk of which nothing is known but its words offers the lines that are
// talked about, and in an empty line every letter is typed.
func TestAnEmptyLineOfARiskIsTypedIn(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.act("go.risks")
	d.keys("enter", "down")
	d.typed("walks")
	d.keys("enter", "down", "down")
	d.typed("very well")
	d.keys("enter")
	x := d.app.talk.Record().Risks[0]
	if x.Get.Text != "walks" || x.Before.Text != "very well" {
		t.Errorf("get %q, before %q, want what was typed", x.Get.Text, x.Before.Text)
	}
	d.keys("esc")
	d.shows("Things that could go wrong")
}

// Ways of going on are there when wanted, each with what it gains and loses.
func TestWaysOfGoingOnOfARisk(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.risks")
	d.keys("enter", "+")
	d.reach(d.app.top().(*risksPage).risk.form, "option.0")
	d.typed("Go on alone, on dry days")
	d.keys("enter")
	d.reach(d.app.top().(*risksPage).risk.form, "option.0.gains")
	d.typed(`"My hour of peace, and the herons."`)
	d.keys("enter")
	d.reach(d.app.top().(*risksPage).risk.form, "option.0.losses")
	d.typed("nobody knows where she is if she falls by the lock")
	d.keys("enter")
	d.golden("peggy-risk-ways")
	x := d.app.talk.Record().Risks[0]
	if len(x.Options) != 1 || x.Options[0].Gains.Telling != "said" || x.Options[0].Losses.Empty() {
		t.Errorf("options %+v, want one with what was said and what was told", x.Options)
	}
}

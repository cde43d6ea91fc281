package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

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

// What somebody's view may be used for is their consent: no digit that is meant
// for where somebody stands gives it, and no key that shows more lines leads
// there.
func TestNoDigitGivesConsentToReadAViewBack(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.risks")
	d.keys("enter")
	lines := d.app.top().(*risksPage).risk.form
	d.keys("end", "+")
	if at := lines.Focus(); strings.HasSuffix(at, ".may") {
		t.Errorf("more lines put the keys in %s", at)
	}
	d.keys("+")
	d.reach(lines, rowViews)
	d.keys("enter")
	before := d.app.talk.Record().Risks[0].Views
	carol := before[slices.IndexFunc(before, func(v model.View) bool { return d.app.talk.VoiceName(v.Voice) == "Carol" })]
	d.reach(d.app.top().(*viewsPage).form, "view."+string(carol.Voice)+".may")
	d.hides("1 to 5")
	d.shows("Enter change")
	d.keys("1", "2")
	if diff := cmp.Diff(before, d.app.talk.Record().Risks[0].Views); diff != "" {
		t.Errorf("digits in the line of a consent (-want +got):\n%s", diff)
	}
	d.keys("enter", "2")
	for _, v := range d.app.talk.Record().Risks[0].Views {
		if v.Voice == carol.Voice && !v.MayReadBack {
			t.Error("what was chosen in the open line is not there")
		}
	}
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

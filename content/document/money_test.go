package document

import (
	"strings"
	"testing"
	"time"

	"ownwords/model"
)

func TestPeggysSums(t *testing.T) {
	for _, name := range []Name{MyPlan, SupportPlan} {
		page := squeezed(export(t, peggy(t), name, PlainText, person))
		for _, want := range []string{
			"£35.10 a week (2 x 0.75 x 23.40)", "£41.40 a week (3 x 13.80)",
			"What it costs each week: £76.50", "share: £22.75, estimated",
			"What the council would pay each week: £53.75, not decided yet",
			"What the council would pay in four weeks: £215.00",
			"Once only, not in these sums: £118.00", "not in these sums: £4.50 a week",
			"A starting guess from the council was £80.00 a week. It may go up or down.",
			"unpaid, not asked yet", "Not asked yet: Kyle, Maureen",
			"Not agreed: what to do in the rain. Carol still differs.",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if strings.Contains(page, "£0.00") {
			t.Errorf("%s prints unpaid help as nought", name)
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestWantsStandBeforeSumsInMyPlan(t *testing.T) {
	page := export(t, peggy(t), MyPlan, PlainText, person)
	next, wants, sum := strings.Index(page, "What happens next"), strings.Index(page, "What I want"), strings.Index(page, "£")
	if next < 0 || wants < next || sum < wants {
		t.Errorf("what happens next at %d, wants at %d, the first sum at %d: want them in this order", next, wants, sum)
	}
}

func TestADecisionStandsBesideTheCouncilsSum(t *testing.T) {
	r := peggy(t)
	b := model.Copy(r.Budget)
	b.DecidedBy, b.DecidedAt = "Ada Brown", time.Date(2026, 9, 29, 9, 0, 0, 0, time.UTC)
	page := squeezed(export(t, r.With(b), MyPlan, PlainText, person))
	if want := "£53.75, decided by Ada Brown on 29 September 2026"; !strings.Contains(page, want) {
		t.Errorf("My plan lacks %q", want)
	}
}

func TestAShareThatWasNotAskedLeavesNoFigure(t *testing.T) {
	for _, name := range []Name{MyPlan, SupportPlan} {
		page := squeezed(export(t, harjit(t, true), name, PlainText, person))
		for _, want := range []string{
			"What it costs each week: £166.13", "share: not asked yet",
			"What the council would pay each week: cannot be said yet", "£84.99",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if strings.Contains(page, "four weeks") {
			t.Errorf("%s works four weeks out of a sum that is not known", name)
		}
	}
}

// What is no number is said to be none wherever the line stands, each of it.
func TestWhatIsNoNumberIsSaidToBeNone(t *testing.T) {
	r := peggy(t)
	s := model.Copy(r.Supports[0])
	s.Cost.Times, s.Cost.Hours, s.Cost.Rate = model.Figure{Typed: "-1"}, model.Figure{Typed: "1e12"}, model.Figure{Typed: "£14,20"}
	const none = "typed as -1, which is no number; typed as 1e12, which is no number"
	for name, want := range map[Name][]string{
		MyPlan:      {"help with the bath, " + none + ", from: ", none + "; typed as £14,20, which is no sum"},
		SupportPlan: {"What it costs: " + none + "; typed as £14,20, which is no sum"},
	} {
		page := squeezed(export(t, r.With(s), name, PlainText, person))
		for _, x := range want {
			if !strings.Contains(page, x) {
				t.Errorf("%s lacks %q", name, x)
			}
		}
		if strings.Contains(page, "-1 times") || strings.Contains(page, "1e12 hours") {
			t.Errorf("%s makes an amount of what is no number", name)
		}
	}
}

// A period that no version writes for a line is named beside the sum that it is of.
func TestALineWhosePeriodIsNotKnownHasNoSum(t *testing.T) {
	r := peggy(t)
	s := model.Copy(r.Supports[0])
	s.Cost = model.Cost{Amount: (&typist{t: t}).figure("78.05", model.UnitPence), Period: "by-moonlight"}
	want := "What it costs: £78.05, by moonlight (said in a way this version does not know)"
	if page := squeezed(export(t, r.With(s), SupportPlan, PlainText, council)); !strings.Contains(page, want) {
		t.Errorf("the support plan lacks %q", want)
	}
}

func TestALineBeyondAnySumSaysSo(t *testing.T) {
	r := peggy(t)
	s := model.Copy(r.Supports[0])
	hours, _ := model.ParseFigure("100000", model.UnitQuantity)
	rate, _ := model.ParseFigure("99999.99", model.UnitRate)
	s.Cost = model.Cost{How: "hours", Hours: hours, Rate: rate}
	r = r.With(s)
	for _, name := range []Name{MyPlan, SupportPlan} {
		page := squeezed(export(t, r, name, PlainText, person))
		if !strings.Contains(page, "100000 x 99999.99: too much for one line, so no sum is made of it") || strings.Contains(page, "typed as 99999.99") {
			t.Errorf("%s does not say that the line is too much:\n%s", name, page)
		}
	}
}

func TestAFigureThatIsNoSumIsToldAsTyped(t *testing.T) {
	r := harjit(t, false)
	b := &model.Budget{Head: model.Head{ID: "budget"}, ShareState: model.ShareEstimated, Share: model.Figure{Typed: "£22,75"}}
	page := squeezed(export(t, r.With(b), MyPlan, PlainText, person))
	if want := "My share: typed as £22,75, which is no sum"; !strings.Contains(page, want) {
		t.Errorf("My plan lacks %q", want)
	}
	b = model.Copy(b)
	b.Share.Value = new(int64(99999))
	page = squeezed(export(t, r.With(b), MyPlan, PlainText, person))
	if want := "cannot be said: the share is more than the cost"; !strings.Contains(page, want) {
		t.Errorf("My plan lacks %q", want)
	}
}

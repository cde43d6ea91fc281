package document

import (
	"strings"
	"testing"

	"ownwords/model"
)

func TestTheStandingsAreToldApart(t *testing.T) {
	tests := []struct {
		standing model.Standing
		says     model.Says
		want     string
	}{
		{model.Draft, model.SaysYes, "Draft. Not agreed and not final."},
		{model.Agreed, model.SaysYes, "Agreed with Peggy, waiting for the council. Not final."},
		{model.Agreed, model.SaysYesBut, "Agreed with Peggy, waiting for the council. Not final."},
		{model.Agreed, model.SaysNo, "Not agreed with Peggy, waiting for the council. Not final."},
		{model.Agreed, model.SaysNotSaid, "Peggy would rather not say, waiting for the council. Not final."},
		{model.Agreed, model.SaysSomebody, "Somebody else decides for Peggy, waiting for the council. Not final."},
		{model.Final, model.SaysYes, "Final. Agreed with Peggy, decided by the council."},
		{model.Final, model.SaysSomebody, "Final. Somebody else decides for Peggy, decided by the council."},
		{model.Final, model.SaysNothing, "Final. Decided by the council."},
		{model.FinalNotAgreed, model.SaysNo, "Final, not agreed. The council has decided, Peggy does not agree."},
		{model.FinalNotAgreed, model.SaysNotSaid, "Final, not agreed. The council has decided, Peggy would rather not say."},
		{model.NotWanted, model.SaysNothing, "Peggy did not want an assessment. This is no plan."},
		{model.Stopped, model.SaysNothing, "Stopped before there was a plan."},
	}
	for _, tt := range tests {
		r := standing(peggy(t), tt.standing, tt.says, false)
		for _, name := range []Name{Card, MyPlan, SupportPlan} {
			for _, as := range []Format{Markdown, PlainText} {
				if first, _, _ := strings.Cut(export(t, r, name, as, person), "\n"); first != tt.want {
					t.Errorf("%s as %s, %s (%s) begins %q, want %q", name, as, tt.standing, tt.says, first, tt.want)
				}
			}
			if page := export(t, r, name, HTML, person); !strings.Contains(plain(page), tt.want) {
				t.Errorf("%s as HTML lacks %q", name, tt.want)
			}
		}
	}
	changed := standing(peggy(t), model.Agreed, model.SaysYes, true)
	if page := squeezed(export(t, changed, Card, PlainText, person)); !strings.Contains(page, "Not final. Changed since then.") {
		t.Errorf("the card does not say that the plan changed since:\n%s", page)
	}
}

// A copy may hold a part of the plan and nothing of what was answered to it: it
// must not take silence for a yes.
func TestAPartOfAPlanNeverAgreesForAnybody(t *testing.T) {
	for _, s := range []model.Standing{model.Agreed, model.Final, model.FinalNotAgreed} {
		for _, says := range append(model.AllSays, model.SaysNothing) {
			r := standing(peggy(t), s, says, false)
			only := model.Copy(model.Find(r.Sharing, sharing(t, r, "Bowls club secretary").Sharing))
			without := &model.Sharing{
				Head: model.Head{ID: "without"}, Who: "Her GP's nurse", Choice: model.ShareYes,
				Parts: true, Without: []model.Chapter{model.ChapterPlan},
			}
			yes := s != model.FinalNotAgreed && (says == model.SaysYes || says == model.SaysYesBut)
			for _, x := range []*model.Sharing{only, without} {
				page := export(t, r.With(x), MyPlan, PlainText, model.Recipient{Sharing: x.ID})
				if first, _, _ := strings.Cut(page, "\n"); strings.Contains(first, "Agreed with Peggy") && !yes {
					t.Errorf("the copy for %s, %s (%s), begins %q", x.Who, s, says, first)
				}
			}
		}
	}
}

func standing(r *model.Record, s model.Standing, says model.Says, changed bool) *model.Record {
	c, a := model.Copy(r.Conversation), model.Copy(r.Agreement)
	c.Standing, c.ChangedSince, a.Answers[0].Says = s, changed, says
	return r.With(c).With(a)
}

func TestTheStandingIsTheHeadOfEveryPrintedPage(t *testing.T) {
	page := export(t, peggy(t), MyPlan, HTML, person)
	head, _, ok := strings.Cut(page, "</thead>")
	if !ok || !strings.Contains(plain(head), "waiting for the council") || !strings.Contains(pageCSS, "display: table-header-group") {
		t.Errorf("the standing does not stand in a table's head, which is printed on every page")
	}
}

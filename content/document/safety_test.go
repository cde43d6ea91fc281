package document

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ownwords/model"
)

var safeguarding = model.Recipient{Safety: true}

// What Harjit said of her card goes to the safeguarding team, with whom she said
// it to and what she wants, and with nothing else of the talk.
func TestTheSafeguardingTeamsPaper(t *testing.T) {
	r := harjit(t, true)
	for _, as := range Formats(Safety) {
		page := squeezed(plain(export(t, r, Safety, as, safeguarding)))
		for _, want := range []string{
			"For the safeguarding team alone.", "Harjit Kaur Sandhu", "My pension card is with Manjit.",
			"my card in my own purse, no shouting", "alone with Amrit", "the duty manager, 12.20", "see Harjit alone again on Monday",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("the paper as %s lacks %q:\n%s", as, want, page)
			}
		}
		for _, other := range []string{"stove", "induction", "Punjabi", "Simran"} {
			if strings.Contains(page, other) {
				t.Errorf("the paper as %s tells of %q, which is none of its business", as, other)
			}
		}
	}
}

// Nobody else has it, and without a worry, or with one that was decided to go to
// nobody, there is none.
func TestTheSafeguardingTeamsPaperIsNobodyElses(t *testing.T) {
	worried := harjit(t, true)
	kept := model.Copy(worried.Worries[0])
	kept.NotPassed, kept.DecidedBy, kept.DecidedWhen = true, "the duty manager", "12.40"
	kept.Told, kept.ToldWhen = "", ""
	for name, x := range map[string]struct {
		r  *model.Record
		to model.Recipient
	}{
		"the person":                {worried, person},
		"the council":               {worried, council},
		"no worry":                  {harjit(t, false), safeguarding},
		"decided to go to nobody":   {worried.With(kept), safeguarding},
		"the team, and a household": {worried, model.Recipient{Person: true, Sharing: "somebody"}},
	} {
		_, err := Export(x.r, options(t, x.r, Safety, PlainText, x.to))
		if _, refused := errors.AsType[*RefusedError](err); !refused {
			t.Errorf("%s: Export = %v, want no copy", name, err)
		}
	}
}

// Whoever else has a copy has the same bytes as if there were no worry, whatever
// became of it.
func TestEveryOtherCopyIsTheSameWithoutTheWorry(t *testing.T) {
	told, without := harjit(t, true), harjit(t, false)
	kept := model.Copy(told.Worries[0])
	kept.NotPassed, kept.DecidedBy, kept.DecidedWhen, kept.Why = true, "the duty manager", "12.40", "she asked for time"
	shared := []*model.Sharing{
		{Head: model.Head{ID: "all"}, Who: "Simran", Choice: model.ShareYes},
		{Head: model.Head{ID: "part"}, Who: "Her GP", Choice: model.ShareYes, Parts: true, Without: []model.Chapter{model.ChapterMoney}},
		{Head: model.Head{ID: "one"}, Who: "The gurdwara", Choice: model.ShareYes, Limited: true, Only: []model.ID{without.Wants[0].ID}},
	}
	for _, s := range shared {
		told, without = told.With(s), without.With(s)
		to := model.Recipient{Sharing: s.ID}
		for _, r := range []*model.Record{told, told.With(kept)} {
			for _, name := range Documents(model.Assessment) {
				for _, as := range []Format{PlainText, JSON, FHIR} { // one tree makes all pages
					if !slices.Contains(Formats(name), as) {
						continue
					}
					a, errA := Export(r, options(t, r, name, as, to))
					b, errB := Export(without, options(t, without, name, as, to))
					if string(a) != string(b) || isRefused(errA) != isRefused(errB) {
						t.Errorf("%s as %s for %s differs when there is a worry", name, as, s.Who)
					}
				}
			}
		}
	}
}

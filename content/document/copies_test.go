package document

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ownwords/model"
)

// lookedAt are the formats in which a document is searched: on paper only My
// plan, since what is printed is held against the other formats elsewhere.
func lookedAt(name Name) []Format {
	return slices.DeleteFunc(slices.Clone(Formats(name)), func(as Format) bool { return as == PDF && name != MyPlan })
}

func household(t *testing.T, r *model.Record) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range Documents(r.Conversation.Kind) {
		for _, as := range lookedAt(name) {
			out[string(name)+" as "+string(as)] = export(t, r, name, as, person)
		}
	}
	return out
}

func TestRonAndCarolsWordsAboutLonelinessStandInNoHouseholdCopy(t *testing.T) {
	copies := household(t, peggy(t))
	r := peggy(t)
	for _, who := range []string{"Her GP", "Carol"} {
		copies["for "+who] = export(t, r, SupportPlan, PlainText, sharing(t, r, who))
		copies["My plan for "+who] = export(t, r, MyPlan, HTML, sharing(t, r, who))
	}
	for what, page := range copies {
		for _, secret := range []string{"Ron", "lonely", "only use it", "trophy"} {
			if strings.Contains(page, secret) {
				t.Errorf("%s has %q in it", what, secret)
			}
		}
	}
}

func TestThePersonsOwnPagesAreTheSameWhoeverPrintsThem(t *testing.T) {
	r := peggy(t)
	if got, want := export(t, r, MyPlan, Markdown, council), export(t, r, MyPlan, Markdown, person); got != want {
		t.Errorf("My plan for the council differs from the person's:\n%s", got)
	}
}

func TestACopyForRonIsRefused(t *testing.T) {
	r := peggy(t)
	for _, name := range Documents(model.Assessment) {
		for _, as := range Formats(name) {
			out, err := Export(r, options(t, r, name, as, sharing(t, r, "Ron")))
			refused, ok := errors.AsType[*RefusedError](err)
			if !ok || out != nil {
				t.Fatalf("Export(%s as %s for Ron) = %q, %v, want nothing and a refusal", name, as, out, err)
			}
			if refused.Refusal.Who != "Ron" || refused.Refusal.Choice != model.ShareNo || refused.Refusal.At.IsZero() {
				t.Errorf("the refusal says %+v, want who, no and when", refused.Refusal)
			}
			if strings.Contains(err.Error(), "Ron") || strings.Contains(err.Error(), "Peggy") {
				t.Errorf("the error %q names somebody", err)
			}
		}
	}
	if _, err := Export(r, options(t, r, Card, JSON, sharing(t, r, "Ron"))); !isRefused(err) {
		t.Errorf("Export(card as JSON for Ron) = %v, want the refusal before anything else", err)
	}
	if _, err := Export(r, options(t, r, MyPlan, HTML, sharing(t, r, "Maureen"))); !isRefused(err) {
		t.Errorf("Export(for Maureen) = %v, want a refusal: she was not asked about", err)
	}
	if _, err := Export(yusuf(t), options(t, yusuf(t), Record, JSON, council)); !isRefused(err) {
		t.Errorf("Export(a preparation for the council) = %v, want a refusal", err)
	}
}

func isRefused(err error) bool {
	_, ok := errors.AsType[*RefusedError](err)
	return ok
}

func TestTheBowlsClubsCopyNamesNeitherKyleNorCarol(t *testing.T) {
	r := peggy(t)
	to := sharing(t, r, "Bowls club secretary")
	for _, name := range []Name{MyPlan, SupportPlan, Card} {
		for _, as := range []Format{Markdown, PlainText, HTML} {
			page := export(t, r, name, as, to)
			for _, other := range []string{"Kyle", "Carol", "Maureen", "Ron", "Osei", "£", "lonely"} {
				if strings.Contains(page, other) {
					t.Errorf("%s as %s for the bowls club has %q in it", name, as, other)
				}
			}
		}
	}
	page := export(t, r, MyPlan, PlainText, to)
	for _, want := range []string{
		`"Walking to the club by the canal. Everyone wants me in a taxi."`, "Peggy's daughter rings the club",
		"It is for: Bowls club\nsecretary.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the bowls club's copy lacks %q:\n%s", want, page)
		}
	}
}

func TestTheGPsCopyHintsAtNoMoney(t *testing.T) {
	r := peggy(t)
	for _, as := range []Format{Markdown, PlainText, HTML} {
		for _, word := range []string{"£", "76.50", "share", "cannot be said", "not decided yet to", "budget"} {
			if page := body(export(t, r, SupportPlan, as, sharing(t, r, "Her GP"))); strings.Contains(page, word) {
				t.Errorf("the GP's copy as %s has %q in it", as, word)
			}
		}
	}
}

func body(page string) string {
	_, shown, html := strings.Cut(page, "<body>")
	if !html {
		return page
	}
	return shown
}

func TestHarjitsWorryLeavesNoTrace(t *testing.T) {
	with, without := harjit(t, true), harjit(t, false)
	for _, to := range []model.Recipient{person, council} {
		for _, name := range Documents(model.Assessment) {
			for _, as := range lookedAt(name) {
				a, b := export(t, with, name, as, to), export(t, without, name, as, to)
				if a != b {
					t.Errorf("%s as %s for %+v differs when there is a worry", name, as, to)
				}
				if strings.Contains(a, "pension") || strings.Contains(a, "duty manager") || strings.Contains(a, "purse") {
					t.Errorf("%s as %s tells of the worry", name, as)
				}
			}
		}
	}
}

func TestATalkOfTheirOwnStandsOnTheCouncilsCopyAlone(t *testing.T) {
	r := harjit(t, false)
	if page := export(t, r, SupportPlan, PlainText, council); !strings.Contains(squeezed(page), "a talk of their own: offered, said yes: not in front of the family") {
		t.Errorf("the council's copy does not say that Simran wants a talk of her own")
	}
	if page := export(t, r, SupportPlan, PlainText, person); strings.Contains(page, "in front of") || strings.Contains(page, "of their own") {
		t.Errorf("the household's copy tells of Simran's own talk")
	}
	if page := squeezed(export(t, r, SupportPlan, PlainText, council)); !strings.Contains(page, "under 18 and helps with: letters") {
		t.Errorf("the council's copy does not notice that a child helps")
	}
}

func TestTheTabletIsInNoCopyAndTheRiskNotInTheAssessors(t *testing.T) {
	r := yusuf(t)
	copies := household(t, r)
	assessor := sharing(t, r, "The assessor")
	for _, name := range Documents(model.Preparation) {
		if name == Prompts {
			continue // it holds nothing of the record; a topic of the guide is called so
		}
		for _, as := range Formats(name) {
			page := export(t, r, name, as, assessor)
			copies["for the assessor: "+string(name)+" as "+string(as)] = page
			if strings.Contains(page, "winter") || strings.Contains(page, "Risks I choose") {
				t.Errorf("%s as %s for the assessor tells of the risk", name, as)
			}
		}
	}
	for what, page := range copies {
		if strings.Contains(page, "tablet") {
			t.Errorf("%s tells of the tablet", what)
		}
	}
}

func TestWhatIsLeftOutOrPutDifferentlyStaysOutOfMyPlan(t *testing.T) {
	r := peggy(t)
	kitchen, floor := model.Copy(r.Wants[1]), model.Copy(r.Wants[2])
	first := kitchen.Words
	kitchen.First, kitchen.Words.Text = &first, "My own kitchen to myself before nine o'clock."
	floor.Read = model.LeftOut
	page := export(t, r.With(kitchen).With(floor), MyPlan, PlainText, person)
	if !strings.Contains(page, `"My own kitchen to myself before nine o'clock."`) {
		t.Errorf("My plan lacks the words she put differently")
	}
	for _, gone := range []string{"And I want my own", "two hours"} {
		if strings.Contains(page, gone) {
			t.Errorf("My plan has %q in it again", gone)
		}
	}
	if all := export(t, r.With(kitchen).With(floor), SupportPlan, PlainText, council); !strings.Contains(all, "two hours") {
		t.Errorf("the talk on the council's copy has lost what was said")
	}
}

// What was taken out of a copy is not printed as if it were not so: neither the
// council's decision nor the sums of a plan of which one line is there.
func TestACopyOfAPartSaysNothingOfTheRest(t *testing.T) {
	r := paying(t)
	a := model.Copy(r.Agreement)
	a.Decision, a.DecisionBy = "yes", "Priya Nair"
	b := model.Copy(r.Budget)
	b.DecidedBy = "Priya Nair"
	s := &model.Sharing{
		Head: model.Head{ID: model.NewID(), Order: "zz"}, Who: "Housing", Choice: model.ShareYes, Limited: true, Only: []model.ID{r.Supports[0].ID},
	}
	r = r.With(a).With(b).With(s)
	for _, name := range []Name{MyPlan, SupportPlan} {
		for _, as := range []Format{PlainText, CSV} {
			if !slices.Contains(Formats(name), as) {
				continue
			}
			page := squeezed(export(t, r, name, as, model.Recipient{Sharing: s.ID}))
			for _, never := range []string{"not decided yet", "not asked yet", "cannot be said", "each week", "share"} {
				if strings.Contains(page, never) {
					t.Errorf("%s as %s says %q of what it does not have:\n%s", name, as, never, page)
				}
			}
			if !strings.Contains(page, "35.10") {
				t.Errorf("%s as %s has not what the line costs", name, as)
			}
		}
	}
}

package fhir

import (
	"encoding/json"
	"strings"
	"testing"

	"ownwords/model"
)

// A receiver that reads nothing but the plan's own words still learns what is
// hard, what was decided of it and why.
func TestThePlanSaysWhatWasDecidedAtTheDesk(t *testing.T) {
	b := &builder{r: peggy(model.Agreed), n: 700}
	b.add(&model.Need{
		Words: model.Words{Text: "Bath takes the morning."}, Effect: model.ParseWords("no dinner on bath days"),
		Eligible: model.EligibleYes, EligibleBy: "Dele Martins", EligibleWhy: "two outcomes",
		Met: []model.Met{model.MetByOthers, model.MetByCouncil}, ByCouncil: "home care", ByOthers: "Carol",
	})
	b.add(&model.Need{Words: model.ParseWords("the stairs")})
	b.add(&model.Need{Words: model.ParseWords("the garden"), Read: model.LeftOut})
	b.add(&model.Advice{Head: model.Head{ID: "advice"}, Prevent: model.ParseWords("the falls class")})
	b.add(&model.Payment{Head: model.Head{ID: "payment"}, Amount: pence("153.60"), Every: model.FourWeekly})
	b.add(&model.Wishes{Head: model.Head{ID: "wishes"}, Never: model.ParseWords("no hospital at night")})
	b.add(&model.Advocacy{For: "plan", Advocate: "Ruth Bello"})
	all := Resources(b.r, optionsFor(t))
	page, _ := json.Marshal(only(t, all, "CarePlan"))
	for _, want := range []string{
		"What it does to their life: no dinner on bath days", "Eligible: yes", "Decided by: Dele Martins", "two outcomes",
		"The council meets it", "home care", "Others meet it", "the stairs; Eligible: not decided yet", "the falls class",
		"Direct payment: £153.60; every four weeks", "Never to be done: no hospital at night",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the plan does not say %q", want)
		}
	}
	if !strings.Contains(string(page), "the garden; Eligible: not decided yet; Left out of the person's own plan") {
		t.Error("the plan does not say that a need was left out of the person's own")
	}
	team, _ := json.Marshal(only(t, all, "CareTeam"))
	if !strings.Contains(string(team), "Ruth Bello") {
		t.Errorf("the team is %s, want the advocate in it", team)
	}
}

// Money is said with its sign and to the penny wherever a plan is read, and what is
// no sum as it was typed.
func TestMoneyIsSaidAsMoney(t *testing.T) {
	b := &builder{r: peggy(model.Agreed), n: 700}
	budget := model.Copy(b.r.Budget)
	budget.Contingency = pence("200")
	b.add(budget)
	b.add(&model.Support{What: model.ParseWords("the garden"), Cost: model.Cost{
		Times: quantity("2"), Hours: quantity("1.5"), Rate: rateOf("13.805"),
	}})
	b.add(&model.Support{What: model.ParseWords("the bus"), Cost: model.Cost{Amount: pence("£7")}})
	b.add(&model.Support{What: model.ParseWords("a lamp"), Cost: model.Cost{Amount: pence("£14,20")}})
	page, _ := json.Marshal(only(t, Resources(b.r, optionsFor(t)), "CarePlan"))
	for _, want := range []string{
		"Kept for the unexpected: £200.00", "times: 2; hours each: 1.5; rate an hour: £13.805", "amount: £7.00", "amount: £14,20; ",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the plan does not say %q:\n%s", want, page)
		}
	}
}

// Whoever was in the room heard what they are to do, and nobody says that they were
// not asked; as on paper.
func TestWhoWasInTheRoomIsNotSaidToBeUnasked(t *testing.T) {
	b := &builder{r: peggy(model.Agreed), n: 700}
	for _, who := range []string{"Carol", "Peggy", "", "Kyle"} {
		b.add(&model.Support{What: model.ParseWords("a lamp"), Who: who, Unpaid: true})
	}
	risk := model.Copy(b.r.Risks[0])
	risk.Doing = []model.Doing{{Who: "Peggy", What: "rings Carol"}, {Who: "Kyle", What: "walks along"}, {What: "a whistle"}}
	b.add(risk)
	page := at(only(t, Resources(b.r, optionsFor(t)), "CarePlan"), "text", "div").(string)
	for _, want := range []string{
		"<p>a lamp; Given by: Carol; Unpaid help</p>", "<p>a lamp; Given by: Peggy; Unpaid help</p>", "<p>a lamp; Unpaid help</p>",
		"<p>a lamp; Given by: Kyle; Unpaid help; They were not asked yet</p>",
		"<p>Peggy: rings Carol</p>", "<p>Kyle: walks along (not asked yet)</p>", "<p>a whistle</p>",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the plan does not say %q:\n%s", want, page)
		}
	}
}

// Who spoke and is in the person's life is one, also where nobody linked the two.
func TestWhoSpokeIsNotSomebodyElseBesides(t *testing.T) {
	b := &builder{r: peggy(model.Agreed), n: 700}
	before := len(ofType(t, Resources(b.r, optionsFor(t)), "RelatedPerson"))
	b.add(&model.Relationship{Name: "Winnie", Who: "next door"})
	b.add(&model.Voice{Name: "Winnie", Role: model.RoleFriend})
	all := Resources(b.r, optionsFor(t))
	if got := len(ofType(t, all, "RelatedPerson")); got != before+1 {
		t.Errorf("%d people, want one more than %d", got, before)
	}
	team, _ := json.Marshal(only(t, all, "CareTeam"))
	if got := strings.Count(string(team), "Winnie"); got != 1 {
		t.Errorf("she is %d times in the team: %s", got, team)
	}
}

// A copy of some lines of help has what each costs, and says nothing of the sums of
// a plan that it does not have.
func TestACopyOfAPartHasNoSumOfThePlan(t *testing.T) {
	r := peggy(model.Agreed).Without(model.KindBudget, "budget")
	o := optionsFor(t)
	for part, says := range map[bool]bool{false: true, true: false} {
		o.Part = part
		page, _ := json.Marshal(only(t, Resources(r, o), "CarePlan"))
		for _, sum := range []string{"The person's share", "The council would pay", "StructureDefinition/sums", "What it costs: "} {
			if strings.Contains(string(page), sum) != says {
				t.Errorf("a part %v: the plan says %q: %v, want %v", part, sum, !says, says)
			}
		}
	}
}

// A plan that waits is said to be agreed only where the person said so.
func TestAPlanIsNeverAgreedForThePerson(t *testing.T) {
	for _, says := range append(model.AllSays, model.SaysNothing) {
		r := peggy(model.Agreed)
		a := model.Copy(r.Agreement)
		for i := range a.Answers {
			if a.Answers[i].Voice == r.PersonVoice().ID {
				a.Answers[i].Says = says
			}
		}
		title := at(only(t, Resources(r.With(a), optionsFor(t)), "CarePlan"), "title").(string)
		yes := says == model.SaysYes || says == model.SaysYesBut
		if strings.Contains(title, "agreed with Peggy") != yes || !strings.Contains(title, "waiting for the council") {
			t.Errorf("%q: the plan is called %q", says, title)
		}
	}
}

// A first guess is a sum where it is one, and says where it is from only where
// that is known.
func TestAGuessSaysNoMoreThanIsKnown(t *testing.T) {
	tests := []struct{ typed, source, want, never string }{
		{"80", "", "A first guess of £80.00 a week, which may go up or down", "The guess is from"},
		{"80", "the duty desk", "The guess is from: the duty desk", ""},
		{"about 80", "", "A first guess of about 80 a week", "£"},
	}
	for _, tt := range tests {
		f, _ := model.ParseFigure(tt.typed, model.UnitPence)
		m := newMapping(peggy(model.Draft), optionsFor(t))
		got := m.guessLine(&model.Budget{Guess: f, GuessSource: tt.source})
		if !strings.Contains(got, tt.want) || tt.never != "" && strings.Contains(got, tt.never) {
			t.Errorf("%q from %q = %q", tt.typed, tt.source, got)
		}
	}
}

// What was chosen and has nobody's name under it was not decided.
func TestADecisionStandsWithAName(t *testing.T) {
	for by, want := range map[string]string{"": "The council has not decided yet", "Jo Marsh": "The council agreed to the plan"} {
		r := peggy(model.Agreed)
		a := model.Copy(r.Agreement)
		a.Decision, a.DecisionBy, a.Reason = "yes", by, "it is what she needs"
		page, _ := json.Marshal(only(t, Resources(r.With(a), optionsFor(t)), "CarePlan"))
		if !strings.Contains(string(page), want) || strings.Contains(string(page), "it is what she needs") != (by != "") {
			t.Errorf("decided by %q, the plan does not say %q, or says why", by, want)
		}
	}
}

// Why somebody said no stands in the plan that they said it to.
func TestANoKeepsItsReason(t *testing.T) {
	r := peggy(model.Agreed)
	a := model.Copy(r.Agreement)
	a.Answers[0].Says, a.Answers[0].But = model.SaysNo, "not without the bath"
	if page, _ := json.Marshal(only(t, Resources(r.With(a), optionsFor(t)), "CarePlan")); !strings.Contains(string(page), "not without the bath") {
		t.Error("the plan does not say why not")
	}
}

package model

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsDueStandsInOneOrder(t *testing.T) {
	b := &builder{r: peggy(), n: 5000}
	on := func(typed string) When { return ParseWhen(typed, day, true) }
	b.add(&Owed{Who: "Peggy", By: on("17 September")})
	b.add(&Owed{Who: "Carol", By: on("17 September"), Given: on("16 September")})
	b.add(&Owed{Who: "Maureen"})
	b.add(&Decision{What: ParseWords("where I live"), Look: on("1 October")})
	b.add(&Payment{Looks: []When{on("2026-08-01"), on("27 October"), {Typed: "every year"}}})
	b.add(&Step{What: "ring the club", By: on("16 September"), Done: true})
	var got []string
	for _, d := range b.r.Dues() {
		got = append(got, d.Day+" "+d.Say.ID+" "+string(d.Place.Stage))
	}
	want := []string{
		"2026-09-17 todo.owed desk", "2026-09-18 todo.step agree",
		"2026-10-01 todo.decision decisions", "2026-10-27 todo.payment payment",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is due (-want +got):\n%s", diff)
	}
}

// What the council asks waits for an answer from the day on which it asked; a yes
// waits for nobody.
func TestTheCouncilsQuestionIsDueUntilItIsAnswered(t *testing.T) {
	r := peggy()
	for _, c := range []struct{ decision, reason, want string }{
		{"question", "What of the winter?", "council.asks-about"},
		{"question", " ", "council.asks-about.bare"},
		{"passed-up", "It is over my limit.", "council.passed-up"},
		{"passed-up", "", "council.passed-up.bare"},
		{"yes", "", ""},
		{"", "", ""},
	} {
		a := Copy(r.Agreement)
		a.Decision, a.Reason, a.DecisionBy, a.DecisionAt, a.About = c.decision, c.reason, "Anna Whitlock", day, r.Wants[0].ID
		got := ""
		for _, d := range r.With(a).Dues() {
			if d.Place.Stage == StageAgree && d.Place.Part == "" {
				got = d.Say.ID
			}
		}
		if got != c.want {
			t.Errorf("%q, %q: due is %q, want %q", c.decision, c.reason, got, c.want)
		}
	}
}

// A visit half an hour after midnight in summer is on the day on which the direct
// payment is to be looked at, and so is what is typed then without a year.
func TestADayIsThatOfWhoeverSitsThere(t *testing.T) {
	was := time.Local
	t.Cleanup(func() { time.Local = was })
	time.Local = time.FixedZone("BST", 60*60)
	night := time.Date(2027, 6, 14, 23, 30, 0, 0, time.UTC)
	if got := DayOf(night); got != "2027-06-15" {
		t.Errorf("DayOf(%v) = %s, want the 15th", night, got)
	}
	if got := ParseWhen("14 June", night, true).Day; got != "2028-06-14" {
		t.Errorf("14 June, typed on the 15th, is %s, want next year's", got)
	}
	b := &builder{r: peggy(), n: 5000}
	b.add(&Visit{Began: night})
	b.add(&Payment{Looks: []When{ParseWhen("15 June 2027", night, true), ParseWhen("16 June 2027", night, true)}})
	var due []string
	for _, d := range b.r.Dues() {
		if d.Say.ID == "todo.payment" {
			due = append(due, d.Day)
		}
	}
	if diff := cmp.Diff([]string{"2027-06-16"}, due); diff != "" {
		t.Errorf("looks that are due after a visit on the 15th (-want +got):\n%s", diff)
	}
}

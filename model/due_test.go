package model

import (
	"testing"

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

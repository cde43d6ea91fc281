package document

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"ownwords/model"
)

func TestTheCardHasAtMostSixtyWords(t *testing.T) {
	r := peggy(t)
	for range 6 {
		r = r.With(&model.Step{
			Head: model.Head{ID: model.NewID(), Order: "zz"},
			What: "Somebody rings about the step, the rail and all the other things that were on the list",
		})
	}
	for _, r := range []*model.Record{r, peggy(t), harjit(t, true), yusuf(t)} {
		page := export(t, r, Card, PlainText, person)
		if n := len(strings.Fields(page)); n > cardWords {
			t.Errorf("the card has %d words, want at most %d:\n%s", n, cardWords, page)
		}
	}
}

func TestTheCardNamesNobodyButTheWorkerAndHasNoSum(t *testing.T) {
	r := peggy(t)
	r = r.With(&model.Step{Head: model.Head{ID: "sum", Order: "0"}, What: "Pay £22.75"})
	r = r.With(&model.Step{Head: model.Head{ID: "kyle", Order: "0"}, What: "Bring the key", Who: "Kyle"})
	r = r.With(&model.Step{Head: model.Head{ID: "done", Order: "0"}, What: "Ring the surgery", Done: true})
	page := export(t, r, Card, PlainText, person)
	for _, word := range []string{"Carol", "Kyle", "Maureen", "Ron", "£", "key", "surgery"} {
		if strings.Contains(page, word) {
			t.Errorf("the card has %q in it", word)
		}
	}
	if !strings.Contains(page, "Dele Martins") || !strings.Contains(page, "01632 960 120") {
		t.Errorf("the card does not say who came and whom to ring:\n%s", page)
	}
}

func TestWithoutANumberTheWorkerIsAsked(t *testing.T) {
	r := peggy(t)
	o := options(t, r, MyPlan, PlainText, person)
	o.Numbers.Team, o.Numbers.Complaints = "", ""
	for _, name := range []Name{MyPlan, Card} {
		o.Document = name
		page, err := Export(r, o)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, []byte("Dele")) || bytes.Contains(page, []byte("ring  ")) || bytes.Contains(page, []byte(": .")) {
			t.Errorf("%s leaves a hole where a number was:\n%s", name, page)
		}
	}
}

// What there is no room for is known to whoever hands the card over, and the
// day to look again is never what makes way.
func TestWhatIsNotOnTheCardIsTold(t *testing.T) {
	r := peggy(t)
	long := "Somebody rings about the step, the rail and all the other things that were on the list, and about the days on which they could come"
	for _, s := range []model.Step{
		{Head: model.Head{ID: "late", Order: "zy"}, What: long},
		{Head: model.Head{ID: "kyle", Order: "zz"}, What: "Ask Kyle about the bins"},
		{Head: model.Head{ID: "soon", Order: "zz"}, What: "Ring the surgery", By: model.When{Typed: "16 September", Day: "2026-09-16"}},
	} {
		r = r.With(&s)
	}
	off := OffTheCard(r, options(t, r, Card, PlainText, person))
	page := export(t, r, Card, PlainText, person)
	if !slices.Contains(off, long) || !slices.Contains(off, "Ask Kyle about the bins") {
		t.Errorf("off the card: %q, want the long one and the one that names Kyle", off)
	}
	for _, s := range off {
		if strings.Contains(page, s) {
			t.Errorf("%q is told to be off the card, and stands on it", s)
		}
	}
	if !strings.Contains(page, "1. Ring the surgery") || !strings.Contains(page, "We look again") {
		t.Errorf("the card has not what is nearest first and the day to look again:\n%s", page)
	}
}

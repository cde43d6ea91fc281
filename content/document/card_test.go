package document

import (
	"bytes"
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

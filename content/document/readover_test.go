package document

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
)

func TestReadOverSuggestsPlainerWordsButNeverOfAQuotation(t *testing.T) {
	r := peggy(t)
	r = r.With(&model.Support{Head: model.Head{ID: model.NewID(), Order: "z1"}, What: told("respite for Carol, the OT comes"), Who: "a care package"})
	r = r.With(&model.Want{Head: model.Head{ID: model.NewID(), Order: "z2"}, Words: said("No respite. I am no service user.")})
	o := options(t, r, MyPlan, PlainText, person)
	o.Local = content.DefaultLocal()
	var got []string
	for _, m := range ReadOver(r, o).Plainer {
		got = append(got, o.Text.Say(m))
	}
	want := []string{
		"respite: could this be a break?", "OT: could this be said in full?", "care package: could this be support?",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ReadOver(My plan).Plainer (-want +got):\n%s", diff)
	}
	if again := ReadOver(r, options(t, r, Everything, PlainText, person)); len(again.Plainer)+len(again.Names) > 0 {
		t.Errorf("ReadOver(what they do not get) = %+v, want nothing", again)
	}
}

func TestReadOverListsWhatCouldBeANameWhereNamesAreLeftOut(t *testing.T) {
	r := peggy(t)
	risk := model.Copy(r.Risks[0])
	risk.Before = told("She and Caz and ਕੈਰਲ and Carol went on dry Wednesdays in Peggy's coat. Then Peggy slept; Dele Martins came.")
	r = r.With(risk)
	got := ReadOver(r, options(t, r, MyPlan, PlainText, sharing(t, r, "Bowls club secretary"))).Names
	for name, want := range map[string]bool{"Caz": true, "ਕੈਰਲ": true, "Peggy": false, "Then": false, "Carol": false, "Wednesdays": false, "Martins": false} {
		if slices.Contains(got, name) != want {
			t.Errorf("ReadOver(for the club).Names = %q, want %q in it: %v", got, name, want)
		}
	}
	if names := ReadOver(r, options(t, r, MyPlan, PlainText, sharing(t, r, "Carol"))).Names; len(names) > 0 {
		t.Errorf("ReadOver(for Carol, who may have all).Names = %q, want none", names)
	}
}

package desk

import (
	"encoding/json"
	"slices"
	"testing"

	"ownwords/model"
	"ownwords/model/fhir"
)

// TestTwoAnswersToAPlanNeverBothHold: what somebody said to it is one or the
// other, and by itself the one that is further from a yes.
func TestTwoAnswersToAPlanNeverBothHold(t *testing.T) {
	for _, tt := range []struct {
		here, there model.Says
		keep        Keep
	}{
		{model.SaysYes, model.SaysNo, KeepTheirs},
		{model.SaysNo, model.SaysYes, KeepOurs},
		{model.SaysYesBut, model.SaysNotSaid, KeepTheirs},
		{model.SaysSomebody, model.SaysYesBut, KeepOurs},
	} {
		d, k := inConflict(t)
		x := theirs(t, d, func(string, map[string]any) bool { return true })
		their, err := fhir.Read(x.Base)
		if err != nil {
			t.Fatal(err)
		}
		len := &model.Voice{Head: model.Head{ID: model.NewID()}, Name: "Len"}
		answer := func(r *model.Record, says model.Says) *model.Record {
			a := model.Copy(r.Agreement)
			a.Answers = append(slices.Clone(a.Answers), model.Answer{Voice: len.ID, Says: says})
			return r.With(len).With(a)
		}
		their = answer(their, tt.there)
		for _, r := range fhir.Resources(their, k.optionsOf(their)) {
			x.There[r.Type+"/"+r.ID] = json.RawMessage(r.JSON)
		}
		base, err := fhir.Read(x.Base)
		if err != nil {
			t.Fatal(err)
		}
		merged, clashes := model.Merge(base, answer(base, tt.here), their)
		i := slices.IndexFunc(clashes, func(c model.Clash) bool { return c.Kind == model.KindAgreement })
		if i < 0 {
			t.Fatalf("%s here, %s there: clashes %+v, want the answer", tt.here, tt.there, clashes)
		}
		p := k.point(merged, clashes[i])
		if p.Keep != tt.keep || slices.Contains(p.Offers, KeepBoth) {
			t.Errorf("%s here, %s there: keeps %s of %s, want %s and no both", tt.here, tt.there, p.Keep, p.Offers, tt.keep)
		}
	}
}

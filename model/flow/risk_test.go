package flow

import (
	"testing"

	"ownwords/model"
)

// TestWhatWasSaidWhileSomebodyStoodElsewhereHasItsLine: Carol is against it, says
// why, and comes round.
func TestWhatWasSaidWhileSomebodyStoodElsewhereHasItsLine(t *testing.T) {
	f := newFlow(t)
	f.Go(model.Place{Stage: model.StageRisks})
	f.Do("risk.new", map[string]string{"words": "Walking by the canal"})
	carol := f.Here()[1].ID
	id := "view." + string(carol)
	f.Do("risk.set", map[string]string{id + ".stand": "against", id + ".words": "It's deserted.", id + ".settle": "a phone"})
	f.Do("risk.set", map[string]string{id + ".stand": "for-if", id + ".if": "Maureen comes"})
	f.Do("risk.set", map[string]string{id + ".words": "", id + ".settle": ""})
	v, _ := f.Record().Risks[0].View(carol)
	if v.If != "Maureen comes" || !v.Words.Empty() || v.Settle != "" {
		t.Errorf("%+v: want what she said before taken out, and the condition there", v)
	}
}

package flow

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// Peggy and Dele talk over three ways of going on: each stands with what it
// gains and what it loses, and none is asked for.
func TestWaysOfGoingOnStandWithGainsAndLosses(t *testing.T) {
	f := newFlow(t)
	f.Do("risk.new", map[string]string{"words": `"I walk by the canal."`})
	for _, x := range offered(t, f, "risk.set").Ask {
		if x.Label.ID == "field.risk.option" && !x.More {
			t.Errorf("%s is asked for, want it there when wanted", x.ID)
		}
	}
	for _, answer := range []map[string]string{
		{"option.0": "Go on alone"},
		{"option.0.gains": `"My hour of peace."`},
		{"option.0.losses": "nobody knows if she falls"},
		{"option.1": "With Maureen on Wednesdays"},
		{"option.2": "Not at all"},
		{"option.2.losses": `"The club, and Frank's bench."`},
		{"option.1": ""}, // nothing stood under it, so it goes
		{"option.1": ""}, // what stands under it keeps it
	} {
		f.Do("risk.set", answer)
	}
	got := f.riskHere().Options
	want := []model.Option{
		{
			What:   model.Words{Text: "Go on alone"},
			Gains:  model.Words{Text: "My hour of peace.", Telling: model.Said},
			Losses: model.Words{Text: "nobody knows if she falls"},
		},
		{Losses: model.Words{Text: "The club, and Frank's bench.", Telling: model.Said}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
}

// offered is an action as the flow offers it here.
func offered(t *testing.T, f *Flow, id string) Action {
	t.Helper()
	all := f.Actions()
	i := slices.IndexFunc(all, func(a Action) bool { return a.ID == id })
	if i < 0 {
		t.Fatalf("no action %s is offered", id)
	}
	return all[i]
}

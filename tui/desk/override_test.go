package desk

import (
	"testing"
	"time"

	"ownwords/model"
)

// A lawful reason is noted in the log once it is whole, and once.
func TestALawfulReasonStandsInTheLog(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageShare})
	k.Do("share.new", map[string]string{"who": "Ron", "what": "nothing"})
	for _, answer := range []map[string]string{
		{"ground": "danger"}, {"why": "he has her spare key"}, {"by": "Ms Okafor"}, {"told": "by telephone"},
	} {
		k.Do("override.set", answer)
		flush(t, k)
	}
	noted := 0
	for line, err := range d.LogLines(k.Record().ID, time.Time{}) {
		if err != nil {
			t.Fatal(err)
		}
		if line.Action == ActionOverridden {
			noted += line.N
		}
	}
	if noted != 1 {
		t.Errorf("it is noted %d times, want once", noted)
	}
}

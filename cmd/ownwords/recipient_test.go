package main

import (
	"testing"
	"time"

	"ownwords/model"
)

// TestTheLaterAnswerHolds where one name was asked about twice, on two laptops.
func TestTheLaterAnswerHolds(t *testing.T) {
	day := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)
	answer := func(id model.ID, choice model.Choice, at time.Time) *model.Sharing {
		return &model.Sharing{Head: model.Head{ID: id}, Who: "Dr Lee", Choice: choice, At: at}
	}
	for name, answers := range map[string][]*model.Sharing{
		"a later no":        {answer("no", model.ShareNo, day.AddDate(0, 0, 19)), answer("yes", model.ShareYes, day)},
		"an earlier yes":    {answer("yes", model.ShareYes, day), answer("no", model.ShareNo, day.AddDate(0, 0, 19))},
		"both at once":      {answer("yes", model.ShareYes, day), answer("no", model.ShareNo, day)},
		"at once, no first": {answer("no", model.ShareNo, day), answer("yes", model.ShareYes, day)},
	} {
		to, err := recipient(&model.Record{Sharing: answers}, "dr lee")
		if err != nil || to.Sharing != "no" {
			t.Errorf("%s: recipient() = %+v, %v, want the no", name, to, err)
		}
	}
}

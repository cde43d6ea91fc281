package model

import (
	"testing"
	"time"
)

// TestTheLaterAnswerHolds where one name was asked about twice, on two laptops.
func TestTheLaterAnswerHolds(t *testing.T) {
	day := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)
	answer := func(id ID, choice Choice, at time.Time) *Sharing {
		return &Sharing{Head: Head{ID: id}, Who: "Dr Lee", Choice: choice, At: at}
	}
	for name, answers := range map[string][]*Sharing{
		"a later no":        {answer("no", ShareNo, day.AddDate(0, 0, 19)), answer("yes", ShareYes, day)},
		"an earlier yes":    {answer("yes", ShareYes, day), answer("no", ShareNo, day.AddDate(0, 0, 19))},
		"both at once":      {answer("yes", ShareYes, day), answer("no", ShareNo, day)},
		"at once, no first": {answer("no", ShareNo, day), answer("yes", ShareYes, day)},
	} {
		r := &Record{Sharing: answers}
		for _, who := range []string{"Dr Lee", " dr  lee", "DR LÉE "} {
			if got := r.LastAnswer(who); got == nil || got.ID != "no" {
				t.Errorf("%s: LastAnswer(%q) = %+v, want the no", name, who, got)
			}
		}
		for _, who := range []string{"Lee", ""} {
			if got := r.LastAnswer(who); got != nil {
				t.Errorf("%s: LastAnswer(%q) = %+v, want none", name, who, got)
			}
		}
	}
}

func TestACopyThatLeavesSomethingOut(t *testing.T) {
	tests := map[string]struct {
		s    Sharing
		want bool
	}{
		"all of it":      {Sharing{Choice: ShareYes}, false},
		"all but":        {Sharing{Choice: ShareYes, Parts: true, Without: []Chapter{ChapterMoney}}, true},
		"one thing":      {Sharing{Choice: ShareYes, Limited: true, Only: []ID{"a"}}, true},
		"in words alone": {Sharing{Choice: ShareYes, OnlyWords: "the canal"}, true},
	}
	for name, tt := range tests {
		tt.s.Head = Head{ID: "s"}
		r := &Record{Sharing: []*Sharing{&tt.s}}
		if got := r.LeavesOut(Recipient{Sharing: "s"}); got != tt.want || tt.s.Whole() == tt.want {
			t.Errorf("%s: LeavesOut = %v, want %v", name, got, tt.want)
		}
		if r.LeavesOut(Recipient{Council: true}) || r.LeavesOut(Recipient{Sharing: "nobody"}) {
			t.Errorf("%s: the council's leaves nothing out, and nobody's is none", name)
		}
	}
}

package flow

import (
	"slices"
	"testing"

	"ownwords/model"
)

// worried is a talk in which something was noted that became a worry about
// safety afterwards, at the desk.
func worried(t *testing.T) *Flow {
	t.Helper()
	f := newFlow(t)
	f.Add(`"My pension card is with Manjit."`)
	f.Do("mark.mine", nil)
	f.Go(model.Place{Stage: model.StageMine})
	f.SetCaret(f.Notes()[0].ID, 0)
	f.Do("mine.settle", map[string]string{"as": "worry"})
	return f
}

// A worry is open until somebody was told, or until it was decided to tell
// nobody: each with a name and a time. Nothing less ends it.
func TestAWorryEndsWithANameAndATime(t *testing.T) {
	for _, tt := range []struct {
		name string
		said []string
		open bool
	}{
		{"nothing yet", nil, true},
		{"told, and no time", []string{"told", "the duty manager"}, true},
		{"told", []string{"told", "the duty manager", "told-when", "12.20"}, false},
		{"not passed on", []string{"passed", "no"}, true},
		{"not passed on, by whom", []string{"passed", "no", "decided-by", "the duty manager"}, true},
		{"not passed on, by whom and when", []string{"passed", "no", "decided-by", "the duty manager", "decided-when", "12.20"}, false},
		{"taken back", []string{"passed", "no", "decided-by", "the duty manager", "decided-when", "12.20", "passed", "not-yet"}, true},
	} {
		f := worried(t)
		for pair := range slices.Chunk(tt.said, 2) {
			f.Do("worry.set", map[string]string{pair[0]: pair[1]})
		}
		if got := f.Worry().Open(); got != tt.open {
			t.Errorf("%s: Open() = %v, want %v", tt.name, got, tt.open)
		}
	}
}

// What can't matter is not asked: who decided, before anybody was told; whether
// it goes on, once somebody was.
func TestAWorryAsksWhatMatters(t *testing.T) {
	asks := func(f *Flow, field string) bool {
		return slices.ContainsFunc(offered(t, f, "worry.set").Ask, func(x Field) bool { return x.ID == field })
	}
	f := worried(t)
	for _, step := range []struct {
		answer  map[string]string
		asked   []string
		unasked []string
	}{
		{nil, []string{"told", "told-when", "passed"}, []string{"decided", "decided-by", "decided-when", "why"}},
		{map[string]string{"passed": "no"}, []string{"decided-by", "decided-when", "why"}, []string{"decided"}},
		{map[string]string{"passed": "not-yet", "told": "the duty manager"}, []string{"decided", "decided-by", "why"}, []string{"passed", "decided-when"}},
	} {
		f.Do("worry.set", step.answer)
		for _, field := range step.asked {
			if !asks(f, field) {
				t.Errorf("after %v %s is not asked", step.answer, field)
			}
		}
		for _, field := range step.unasked {
			if asks(f, field) {
				t.Errorf("after %v %s is asked", step.answer, field)
			}
		}
	}
}

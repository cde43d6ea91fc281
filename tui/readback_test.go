package tui

import (
	"strings"
	"testing"
)

// Words that are changed while the plan is read back are on disk within a
// second, as words typed anywhere are.
func TestWordsChangedAtTheReadingBackAreKeptWhileTheyAreTyped(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.tick()
	d.keys("ctrl+t")
	for {
		item, more := d.app.talk.Reading()
		if !more {
			t.Fatal("nothing read back can be changed")
		}
		if item.Part != "" && !item.Words.Empty() {
			break
		}
		d.keys("space")
	}
	d.tick()
	d.keys("c")
	if d.app.toSave() {
		t.Error("words that nobody has touched wait to be saved")
	}
	d.typed(" by the canal")
	if !d.app.toSave() {
		t.Fatal("words that are changed do not wait to be saved")
	}
	d.tick()
	if d.app.toSave() {
		t.Error("a second later they wait still")
	}
	if got := d.record(); !strings.Contains(got, "by the canal") {
		t.Errorf("the record does not have them:\n%s", got)
	}
}

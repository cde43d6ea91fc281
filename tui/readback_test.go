package tui

import (
	"fmt"
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

// What is longer than the screen is read on to its end, and no press of the key
// that reads on leaves the words as they were.
func TestReadingOnAlwaysMovesTheWords(t *testing.T) {
	for words := 20; words < 90; words += 7 {
		d := withVisit(t, peggysTalk)
		var said strings.Builder
		for day := range words {
			fmt.Fprintf(&said, " Bowls on day %d.", day)
		}
		d.app.talk.Do("want.new", map[string]string{"words": "First of all." + said.String() + " Last of all."})
		d.keys("ctrl+t")
		page := d.app.top().(*readBack)
		for !strings.Contains(d.screen(), "First of all.") {
			d.keys("space")
		}
		for page.more {
			before := d.screen()
			d.keys("space")
			read, _, _ := strings.Cut(before, "Space")
			if now, _, _ := strings.Cut(d.screen(), "Space"); now == read {
				t.Fatalf("%d: Space moves nothing:\n%s", words, before)
			}
		}
		d.shows("Last of all.", "yes, go on")
	}
}

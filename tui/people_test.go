package tui

import (
	"strings"
	"testing"

	"ownwords/model"
)

// Whoever is not to be contacted is told of by number alone, below whatever
// else is on the page, until their names are asked for.
func TestPeopleMoveAndWhoIsNotToBeContactedIsHidden(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.people")
	d.shows("Not to be contacted: 1 person. x shows.")
	d.hides("Ron", "brother")
	d.keys("down", "<")
	if got := d.app.talk.Record().Relations[1].Close; got != model.Closest {
		t.Errorf("Maureen is %q after <, want closest", got)
	}
	d.keys(">", ">")
	d.shows("Maureen: around.")
	d.keys("x")
	d.shows("> Ron", "x hides.")
	d.golden("people-apart")
	d.keys("enter")
	d.shows("People · Ron")
	d.keys("esc", "x")
	d.hides("Ron")
	d.keys("ctrl+t", "x")
	d.hides("Ron", "Not to be contacted")
}

// The circle is drawn as it is, and as the person would like it, here and on
// the screen that is turned to them.
func TestTheCircleIsDrawnAsWished(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.people")
	d.shows("Maureen  (Peggy would like to be closer)", "w as wished")
	d.keys("w")
	d.shows("People, as Peggy would like it", "Carol   Maureen  (now: close)", "w as it is")
	d.golden("people-wished")
	d.keys("w", "ctrl+t")
	d.shows("Maureen  (I would like to be closer)", "W  as I would like it")
	d.keys("W")
	d.shows("would like it", "Maureen  (now: close)")
	d.golden("turned-circle-wished")
	d.keys("esc")
	for _, c := range []struct{ close, wished, says string }{
		{"around", "closest", "closer"},
		{"close", "around", "more distance"},
		{"close", "paid", "paid help"},
		{"paid", "around", "closer"},
		{"", "close", "wished here"},
	} {
		x := model.Copy(d.app.talk.Record().Relations[1])
		x.Close, x.Wished = model.Closeness(c.close), model.Closeness(c.wished)
		if got := d.app.inCircle(x, "screen.people.", false); !strings.Contains(got, c.says) {
			t.Errorf("%s wished %s is drawn %q, want it to say %q", c.close, c.wished, got, c.says)
		}
	}
}

func TestNobodyIsWishedElsewhere(t *testing.T) {
	d := withVisit(t, harjitsVisit)
	d.act("go.people")
	d.hides("w as wished")
	d.keys("w")
	d.shows("Harjit has not wished anybody closer or further away.")
}

package tui

import (
	"testing"

	"ownwords/model"
	"ownwords/tui/desk"
)

// TestWhatPeggySaidFirstIsFoundAndBroughtBack: what was changed, newest first;
// both texts beside each other; brought back and taken back again.
func TestWhatPeggySaidFirstIsFoundAndBroughtBack(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	d.typed(`"To sing in a choir again, as I did at St Mary's before Frank was ill."`)
	d.keys("enter")
	d.typed("Bath takes the morning.")
	d.clock.set(d.app.now().AddDate(0, 0, 1))
	n := d.app.talk.Notes()[0]
	d.app.talk.Amend(n.ID, `"To sing at home again, as I did at St Mary's before Frank was ill."`)
	d.keys("ctrl+p")
	d.typed("what it said before")
	d.keys("enter")
	d.golden("history")
	d.typed("choir")
	d.shows("Dele changed what Peggy said: “To sing in a choir")
	d.keys("enter")
	d.golden("change")
	d.keys("enter")
	d.shows("“To sing in a choir again, as I did", "Brought back: a note, “To sing in a choir…”. ctrl+z takes that back.")
	d.keys("ctrl+z")
	d.shows("“To sing at home again, as I did")
}

// TestOfSomethingNewOnlyWhatItIsIsShown, and of what is gone only what it was.
// What a person told stands in no quotation marks.
func TestOfSomethingNewOnlyWhatItIsIsShown(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	d.typed("She has a cat called Mackerel.")
	d.keys("enter")
	d.typed("Tea.")
	d.act("history")
	d.typed("mackerel")
	d.shows("Dele wrote down what Peggy told: She has a cat called Mackerel")
	d.keys("enter")
	d.golden("change-new")
	d.hides("Before", "After", "(nothing)", "“")
	d.keys("esc", "esc", "esc")
	d.app.talk.Go(model.Place{Stage: model.StageWants})
	d.app.talk.Do("want.new", map[string]string{"words": "To bowl."})
	d.app.talk.Do("want.drop", nil)
	d.act("history")
	d.typed("took out")
	d.keys("enter")
	d.shows("Before", "To bowl.")
	d.hides("After", "(nothing)")
}

// TestThePlanAsItWasAgreedIsLookedAt: what is not the same now, and one part of
// it is brought back.
func TestThePlanAsItWasAgreedIsLookedAt(t *testing.T) {
	d := withVisit(t, func(k *desk.Talk) {
		k.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
		agrees(k)
	})
	n := d.app.talk.Record().Notes[0]
	d.run(d.app.goTo(model.Place{Stage: model.StageTalk, Topic: "matters"}))
	d.app.talk.Amend(n.ID, `"A balcony of my own."`)
	d.app.talk.Add("It is on the ground floor.")
	d.act("history")
	d.typed("as it was agreed")
	d.keys("enter")
	d.golden("history-version")
	d.typed("xyz")
	d.shows("Nothing here has these words.")
	d.keys("backspace", "backspace", "backspace")
	d.typed("became")
	d.keys("enter")
	d.golden("history-then")
	d.keys("b")
	d.shows("“A garden of my own.”", "Brought back")
}

// TestOwnNotesHaveTheirHistoryOnTheirOwnPage, and nowhere else.
func TestOwnNotesHaveTheirHistoryOnTheirOwnPage(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	d.typed("me: She is frightened of Ron.")
	d.keys("ctrl+p")
	d.typed("into my own notes")
	d.keys("enter")
	d.act("history")
	d.hides("frightened")
	d.shows("took a line out")
	d.keys("esc")
	d.act("go.mine")
	d.act("history")
	d.shows("Dele noted: She is frightened of Ron")
	if !d.app.isPrivate() {
		t.Error("the history of one's own notes is not covered sooner than any other page")
	}
}

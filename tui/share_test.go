package tui

import (
	"testing"

	"ownwords/model"
)

// Ron said no is kept as a no. There is a copy all the same only once the
// lawful reason, why it holds here and whose decision it is stand there.
func TestACopyAllTheSame(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.act("go.share")
	var ron *model.Sharing
	for _, s := range d.app.talk.Record().Sharing {
		if s.Who == "Ron" {
			ron = s
		}
	}
	d.run(d.app.goTo(model.Place{Stage: model.StageShare, Part: ron.ID}))
	d.reach(d.app.top().(*sharePage).lines.form, rowOverride)
	d.golden("share-ron")
	d.keys("enter")
	d.golden("share-override")
	d.keys("1", "down")
	d.typed("he has her spare key")
	d.keys("esc")
	d.shows("No copy yet")
	if _, refusal := d.app.talk.Record().For(model.Recipient{Sharing: ron.ID}); !refusal.Refused() {
		t.Error("there is a copy without a name that decided it")
	}
	d.reach(d.app.top().(*sharePage).lines.form, rowOverride)
	d.keys("enter")
	d.reach(d.app.top().(*saidPage).form, "by")
	d.typed("Ms Okafor")
	d.keys("esc")
	d.shows("There is a copy: somebody is in danger. Ms Okafor, 15 September 2026:")
	if _, refusal := d.app.talk.Record().For(model.Recipient{Sharing: ron.ID}); refusal.Refused() {
		t.Errorf("there is no copy: %+v", refusal)
	}
	d.golden("share-all-the-same")
	d.keys("esc")
	d.hides("all the same") // whoever it is about may be looking
}

// What they would sooner the council did not hold stands in their words.
func TestWhatTheyWouldSoonerTheCouncilDidNotHold(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.act("go.share")
	d.reach(d.app.top().(*sharePage).list.form, rowSooner)
	d.keys("enter")
	d.typed(`"That I fell."`)
	d.keys("enter")
	d.shows("Something Peggy would sooner it did not hold: Enter shows it")
	d.hides("That I fell") // whoever is in the room may be looking
	d.keys("enter")
	d.shows("That I fell")
	if w := d.app.talk.Record().Conversation.SoonerNot; w.Telling != model.Said || w.Text != "That I fell." {
		t.Errorf("SoonerNot = %+v, want it as she said it", w)
	}
}

// A yes to all but a part says so while nobody has named which.
func TestAPartThatIsNotNamedYetIsSaidToBeThat(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.run(d.app.do("share.new", map[string]string{"who": "Dr Lee", "what": "all-but"}))
	s := d.app.talk.Record().Sharing[0]
	if !s.Parts || len(s.Without) > 0 {
		t.Fatalf("sharing = %+v, want all but something", s)
	}
	d.act("go.share")
	d.shows("Dr Lee", "all but a part, not named")
	d.run(d.app.goTo(model.Place{Stage: model.StageShare, Part: s.ID}))
	d.run(d.app.do("share.set", map[string]string{"without": "money"}))
	d.keys("esc")
	d.shows("all but the money")
	d.hides("not named")
}

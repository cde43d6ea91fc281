package tui

import "testing"

func TestBeforeACopyGoesItCanBeReadOver(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.typed("The service user has respite when Caz can.")
	d.act("copy")
	d.hides("could this be") // the card has none of it
	d.keys("down", "2")      // my plan
	d.shows("service user: could this be person?", "respite: could this be a break?")
	d.keys("up", "5") // the bowls club, which gets one risk without names
	d.hides("service user")
	d.shows("These words could still be names")
}

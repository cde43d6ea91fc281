package tui

import "testing"

func TestBeforeACopyGoesItCanBeReadOver(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.act("go.talk")
	d.keys("enter")
	d.typed("The service user has respite when Caz can.")
	d.act("copy")
	d.hides("could this be") // none of it is on the card
	d.keys("down", "right")  // my plan
	d.shows("service user: could this be person?")
	d.keys("end")
	d.shows("respite: could this be a break?")
	d.keys("home")
	d.keys("5") // the bowls club, which gets the one risk
	d.hides("service user")
}

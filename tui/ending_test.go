package tui

import (
	"testing"

	"ownwords/model"
)

// The command that ends a talk asks why first, once; Esc and the answer that it
// goes on end nothing.
func TestEndingWithoutAPlanIsAskedOnce(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.act("stop")
	d.golden("ending")
	d.shows("as Peggy might say it", "I have what I need", "It does not end: we go on")
	d.keys("esc")
	d.act("stop")
	d.keys("enter")
	d.shows("It goes on. Nothing has ended.")
	if s := d.app.talk.Record().Conversation.Standing; s != model.Draft {
		t.Fatalf("standing %s, want it to go on", s)
	}
	d.act("stop")
	d.keys("down", "down", "enter")
	d.shows("Ended without a plan.")
	if s := d.app.talk.Record().Conversation.Standing; s != model.Stopped {
		t.Errorf("standing %s, want stopped", s)
	}
}

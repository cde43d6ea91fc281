package desk

import (
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
)

// TestAChangeAfterTheSendingIsTold: what is there is not what is here any more,
// whatever it waits for.
func TestAChangeAfterTheSendingIsTold(t *testing.T) {
	for _, standing := range []model.Standing{model.Agreed, model.Final, model.FinalNotAgreed} {
		e := Entry{Card: store.Card{Standing: standing, Sending: store.OutThere}}
		if stands, sent := e.Stands(time.Now()).ID, e.Sent().ID; stands == "stands.changed" || sent != "list.there" {
			t.Errorf("%s, not changed: stands %s, sent %s", standing, stands, sent)
		}
		e.ChangedSince = true
		if stands, sent := e.Stands(time.Now()).ID, e.Sent().ID; stands != "stands.changed" || sent != "list.there-changed" {
			t.Errorf("%s, changed since: stands %s, sent %s; want both to say so", standing, stands, sent)
		}
	}
}

// A plan that waits to go is said to be as final as it is.
func TestWhatWaitsToGoSaysHowFarItHasCome(t *testing.T) {
	text := content.English()
	toGo := store.Waiting{On: store.WaitSend}
	no := model.Msg("stays.no")
	for _, c := range []struct {
		e    Entry
		want string
	}{
		{Entry{Card: store.Card{Standing: model.Agreed, Waiting: toGo}}, "agreed, waiting to go"},
		{Entry{Card: store.Card{Standing: model.Final, Waiting: toGo}}, "final, waiting to go"},
		{Entry{Card: store.Card{Standing: model.FinalNotAgreed, Waiting: toGo}}, "final, not agreed, waiting to go"},
		{Entry{Card: store.Card{Standing: model.FinalNotAgreed}, Stays: no}, "final, not agreed, stays here"},
		{Entry{Card: store.Card{Standing: model.Agreed}}, "agreed"},
		{Entry{Card: store.Card{Standing: model.Agreed, DecidedFor: true}}, "decided for them"},
		{Entry{Card: store.Card{Standing: model.Agreed, DecidedFor: true, Waiting: toGo}}, "decided for them, waiting to go"},
		{Entry{Card: store.Card{Standing: model.Agreed, DecidedFor: true}, Stays: no}, "decided for them, stays here"},
		{Entry{Card: store.Card{Standing: model.Agreed, DecidedFor: true, Sending: store.OutThere}}, "decided for them, is with "},
		{Entry{Card: store.Card{Standing: model.Final, DecidedFor: true}}, "final"},
	} {
		if got := text.Say(c.e.Stands(time.Now())); got != c.want {
			t.Errorf("%s, decided for %v, is said as %q, want %q", c.e.Standing, c.e.DecidedFor, got, c.want)
		}
	}
}

// Somebody whom nobody has named yet is in no sentence an empty place.
func TestWhoeverHasNoNameIsThePerson(t *testing.T) {
	text := content.English()
	for want, e := range map[string]Entry{
		"Agreed with the person. Waiting for the council. Not final.": {Card: store.Card{Standing: model.Agreed, FullName: " \t "}},
		"Agreed with Peggy. Waiting for the council. Not final.":      {Card: store.Card{Standing: model.Agreed, Called: "Peggy"}},
	} {
		if got := text.Say(e.StandingSaid()); got != want {
			t.Errorf("it stands as %q, want %q", got, want)
		}
	}
}

package desk

import (
	"testing"
	"time"

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
	for standing, want := range map[model.Standing]string{
		model.Agreed: "stands.to-send", model.Final: "stands.final-to-send", model.FinalNotAgreed: "stands.not-agreed-to-send",
	} {
		e := Entry{Card: store.Card{Standing: standing, Waiting: store.Waiting{On: store.WaitSend}}}
		if got := e.Stands(time.Now()).ID; got != want {
			t.Errorf("%s and waiting to go is said by %s, want %s", standing, got, want)
		}
	}
}

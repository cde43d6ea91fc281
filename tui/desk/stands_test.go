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

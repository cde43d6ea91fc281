package desk

import (
	"time"

	"ownwords/model"
	"ownwords/store"
)

// Stands says how far a conversation has come, and on whom it waits.
func (e Entry) Stands(now time.Time) model.Message {
	switch {
	case e.LookAgain != "" && e.LookAgain <= day(now):
		return model.Msg("stands.look-again")
	case e.Waiting.On == store.WaitSend:
		return model.Msg("stands.to-send")
	case e.Waiting.On == store.WaitCouncil:
		return model.Msg("stands.council")
	case e.Standing == model.Draft && e.Kind == model.Preparation:
		return model.Msg("stands.preparing")
	}
	return model.Msg("stands." + string(e.Standing))
}

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
	case !e.Stays.Zero():
		return model.Msg("stands.stays")
	case e.SentBack():
		return model.Msg("stands.sent-back")
	case e.Waiting.On == store.WaitSend:
		return model.Msg("stands.to-send")
	case e.Waiting.On == store.WaitCouncil:
		return model.Msg("stands.council")
	case e.Standing == model.Draft && e.Kind == model.Preparation:
		return model.Msg("stands.preparing")
	}
	return model.Msg("stands." + string(e.Standing))
}

// Waits says on whom or what an entry waits; zero where on nobody.
func (e Entry) Waits() model.Message {
	switch {
	case !e.Stays.Zero():
		return model.Message{}
	case e.SentBack():
		return model.Msg("waits.back")
	case e.Waiting.On == store.WaitSend:
		return model.Msg("waits.send")
	case e.Waiting.On == store.WaitCouncil:
		return model.Msg("waits.council")
	}
	return model.Message{}
}

// WaitsSince is since when, in UTC; zero where nobody is waited for. A plan that
// was sent back has waited since it was agreed; one that stays waits for nobody.
func (e Entry) WaitsSince() time.Time {
	if !e.Stays.Zero() {
		return time.Time{}
	}
	if e.Waiting.On == store.WaitNothing && e.SentBack() {
		return e.SendingSince
	}
	return e.Waiting.Since
}

package desk

import (
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
)

// Stands says how far a conversation has come, and on whom it waits.
func (e Entry) Stands(now time.Time) model.Message {
	stands := e.stands(now)
	if e.ChangedSince {
		return model.Msg("stands.changed", "stands", stands)
	}
	return stands
}

// StandingSaid says what the plan is, whoever waits for it.
func (e Entry) StandingSaid() model.Message {
	if e.Standing == model.Agreed && e.DecidedFor {
		return model.Msg("standing.agreed-for", "who", e.Whom())
	}
	return model.Msg("standing."+string(e.Standing), "who", e.Whom())
}

func (e Entry) stands(now time.Time) model.Message {
	switch {
	case e.LookAgain != "" && e.LookAgain <= model.DayOf(now):
		return model.Msg("stands.look-again")
	case hasLeft(e.Stays) && e.Sending == store.OutConflict:
		return model.Msg("stands.conflict-and", "stands", whoHas(e.Stays))
	case hasLeft(e.Stays):
		return whoHas(e.Stays)
	case !e.Stays.Zero():
		return model.Msg("stands.stays", "stands", e.come())
	case e.Sending == store.OutConflict:
		return model.Msg("stands.conflict")
	case Parcel{State: e.Outgoing.State}.PartGone():
		return model.Msg("stands.gone-part")
	case e.Sending == store.OutGone:
		return model.Msg("stands.gone")
	case e.SentBack():
		return model.Msg("stands.sent-back")
	case e.Waiting.On == store.WaitSend:
		return model.Msg("stands.to-send", "stands", e.come())
	case e.Waiting.On == store.WaitCouncil:
		return model.Msg("stands.council")
	case e.WithOthers():
		return model.Msg("stands.with", "stands", e.come(), "who", e.Outgoing.Target)
	case e.Sending == store.OutThere && e.Standing == model.Draft:
		return model.Msg("stands.taken-back")
	case e.Standing == model.Draft && e.Kind == model.Preparation:
		return model.Msg("stands.preparing")
	}
	return e.come()
}

func (e Entry) come() model.Message { return come(e.Standing, e.DecidedFor) }

// come is in few words how far a plan has come, whoever waits for it. What somebody
// else decided for the person was not agreed with them.
func come(s model.Standing, decidedFor bool) model.Message {
	if s == model.Agreed && decidedFor {
		return model.Msg("stands.agreed-for")
	}
	return model.Msg("stands." + string(s))
}

// Waits says on whom or what an entry waits; zero where on nobody.
func (e Entry) Waits() model.Message {
	switch {
	case !e.Stays.Zero():
		return model.Message{}
	case e.Sending == store.OutConflict || e.Sending == store.OutGone:
		return model.Msg("waits.look")
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

// Needs tells whether a plan goes no further unless somebody here does something
// about why it stays.
func (e Entry) Needs() bool {
	switch e.Stays.ID {
	case "stays.elsewhere", "stays.another", "stays.since":
		return true
	}
	return hasLeft(e.Stays)
}

// whoHas is in few words who has a plan, or may have, and may not any more.
func whoHas(why model.Message) model.Message {
	id := "stands.there-still"
	switch why.ID {
	case "stays.part-there":
		id = "stands.part-there"
	case "stays.may-be-there":
		id = "stands.may-be-there"
	}
	return model.Msg(id, "who", why.Args["who"])
}

// WithOthers tells whether an agreed plan is with others than the council, which
// has nothing to decide on then.
func (e Entry) WithOthers() bool {
	return e.Sending == store.OutThere && e.Standing == model.Agreed && e.Waiting.On == store.WaitNothing
}

// Sent says how far the plan of an entry has come, for whoever reads the list;
// zero where there is none.
func (e Entry) Sent() model.Message {
	switch e.Sending {
	case store.OutWaiting, store.OutAsking, store.OutGoing, store.OutPartly:
		return model.Msg("list.to-go")
	case store.OutUnsure:
		return model.Msg("list.unsure")
	case store.OutThere:
		id := "list.there"
		if e.ChangedSince || e.Standing == model.Draft {
			id = "list.there-changed"
		}
		return model.Msg(id, "day", content.DateDay(e.SendingSince.Local()))
	case store.OutRefused:
		return model.Msg("command.list.sent-back")
	case store.OutConflict:
		return model.Msg("todo.conflict")
	case store.OutGone:
		return Parcel{State: e.Outgoing.State}.Mend()
	case store.OutReplaced:
	}
	return model.Message{}
}

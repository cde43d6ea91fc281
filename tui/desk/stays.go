package desk

import (
	"fmt"
	"slices"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
)

// Stay is a plan that is agreed and does not go, and why.
type Stay struct {
	Parcel
	Why model.Message
}

// HasLeft tells whether others have it, or may have, who may not any more.
func (s Stay) HasLeft() bool { return hasLeft(s.Why) }

// Short is in few words that it stays, or who has it.
func (s Stay) Short() model.Message {
	if s.HasLeft() {
		return whoHas(s.Why)
	}
	return model.Msg("screen.send.kept")
}

// stays says why something that waits does not go to the server that the settings
// name; zero where it does, or where there is none yet.
func (d *Desk) stays(s shelf, i store.OutItem) (model.Message, error) {
	if d.Settings.Server.URL == "" {
		return model.Message{}, nil
	}
	to, why, err := d.mayHave(s, i.Record)
	switch {
	case err != nil || !why.Zero():
		return why, err
	case i.State.Out() && (!fits(i, to) || i.Server != "" && i.Server != d.server()):
		return model.Msg("stays.elsewhere"), nil
	case !fits(i, to):
		return model.Msg("stays.another"), nil
	}
	return model.Message{}, nil
}

// mayHave is as whom the server may have the plan of a record, or why it may not:
// that others have it already who may not, where that is known or feared.
func (d *Desk) mayHave(s shelf, record model.ID) (to string, why model.Message, err error) {
	if !d.shared() {
		return store.ForCouncil, model.Message{}, nil
	}
	r, err := d.chosen(s.byID[record], record)
	if err != nil {
		return "", model.Message{}, err
	}
	to, why = d.whyKept(r, s.items[record])
	return to, why, nil
}

// chosen is a record as far as it says who may have it. Of most that stands on
// their cards: to read them all would take seconds, and stand in the log.
func (d *Desk) chosen(c store.Card, record model.ID) (*model.Record, error) {
	if c.Choices != nil {
		return &model.Record{ID: record, Sharing: c.Choices, Conversation: &model.Conversation{Stood: c.Stood}}, nil
	}
	l, err := d.store.Read(record)
	if err != nil {
		return nil, fmt.Errorf("look at the choices of %s: %w", record, err)
	}
	return l.Record, nil
}

// whyKept is as whom the server may have the plan of a record of which these were
// frozen, or why it may not, or that it has it already.
func (d *Desk) whyKept(r *model.Record, items []store.OutItem) (to string, why model.Message) {
	recipient, _ := d.serverRecipient(r)
	to, why = frozenFor(recipient), d.whyStays(r)
	if why.Zero() || why.ID == "stays.since" {
		return to, why
	}
	if has := hasStill(items, to); !has.Zero() {
		return to, has
	}
	return to, why
}

// StaysSaid says of a plan that is open what whyStays does, or that the server has
// it already, which may not have it any more; zero where it is no plan.
func (d *Desk) StaysSaid(r *model.Record) model.Message {
	why := d.whyStays(r)
	if why.Zero() || !r.Conversation.Standing.Plan() {
		return model.Message{}
	}
	items, _, err := d.store.Outbox()
	if err != nil {
		return why // it is told where plans are sent
	}
	_, why = d.whyKept(r, slices.DeleteFunc(items, func(i store.OutItem) bool { return i.Record != r.ID }))
	return why
}

// fits tells whether something was frozen for this recipient. The council may have
// what was frozen before it was noted for whom.
func fits(i store.OutItem, to string) bool {
	return i.For == to || i.For == "" && to == store.ForCouncil
}

// staysHere says why an agreed plan goes to nobody as the settings stand, or that
// somebody has it who may not have it any more; zero where all is as it should be.
// It is asked of every row of the list.
func (d *Desk) staysHere(s shelf, c store.Card) (model.Message, error) {
	switch {
	case !c.Standing.Plan():
		return model.Message{}, nil
	case c.Sending.Waits():
		return d.stays(s, c.Outgoing)
	case !d.shared() || c.Sending == store.OutRefused:
		return model.Message{}, nil
	case c.Sending != "":
		_, why, err := d.mayHave(s, c.ID)
		if !hasLeft(why) {
			why = model.Message{}
		}
		return why, err
	case c.ChangedSince:
		return model.Message{}, nil
	}
	_, why, err := d.mayHave(s, c.ID)
	if err != nil || why.ID != "stays.since" {
		return why, err
	}
	if k, err := d.keptPlan(c.ID, newestRevision); err != nil || k == nil {
		return model.Message{}, err // it was agreed elsewhere, and nothing of it goes from here
	}
	return why, nil
}

// hasStill says that others have a plan, or a part of it, or may have, by what was
// frozen of it, oldest first; zero where nothing of it went to them. To is whom the
// server is to the record, empty where nobody there is named any more.
func hasStill(items []store.OutItem, to string) model.Message {
	var part, perhaps model.Message
	for _, i := range slices.Backward(items) {
		council := i.For == store.ForCouncil || i.For == ""
		if council || to != "" && i.For != to || !i.State.Out() && !partThere(i.State) {
			continue
		}
		switch {
		case i.State.Step == store.OutThere, i.State.Step == store.OutConflict, Parcel{State: i.State}.PartGone():
			return model.Msg("stays.there-still", "who", i.Target, "day", content.DateDay(i.State.Since.Local()))
		case i.State.Step == store.OutRefused, i.State.Step == store.OutGone: // they have nothing of it
		default:
			if perhaps = model.Msg("stays.may-be-there", "who", i.Target); partThere(i.State) {
				part = model.Msg("stays.part-there", "who", i.Target)
			}
		}
	}
	if !part.Zero() {
		return part
	}
	return perhaps
}

// partThere tells whether the server has confirmed anything of a plan that is about
// the person: what is of the council is there for others too.
func partThere(s store.OutState) bool {
	return slices.ContainsFunc(s.Entries, func(e store.OutEntry) bool {
		return e.Done && e.Type != "Organization" && e.Type != "Practitioner"
	})
}

// hasLeft tells whether what is said of a plan is that others have it, or may have.
func hasLeft(why model.Message) bool {
	switch why.ID {
	case "stays.there-still", "stays.part-there", "stays.may-be-there":
		return true
	}
	return false
}

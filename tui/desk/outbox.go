package desk

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
)

// Parcel is one plan in the outbox, as people see it.
type Parcel struct {
	ID       model.ID
	Record   model.ID
	Name     string
	Standing model.Standing
	Revision int
	Frozen   time.Time // UTC
	Days     int       // whole days since
	State    store.OutState
	// Behind tells that an earlier revision of the same record has to be settled
	// first.
	Behind bool
	// Until is until when the server asked to be left alone, UTC; zero where it did
	// not.
	Until time.Time
	item  store.OutItem
}

// Going tells whether a parcel still has to go.
func (p Parcel) Going() bool { return p.State.Step.Waits() }

// There tells whether the server has confirmed all of it.
func (p Parcel) There() bool { return p.State.Step == store.OutThere }

// Gone tells whether the server had it, and has it no more.
func (p Parcel) Gone() bool { return p.State.Step == store.OutGone }

// Asks tells whether it waits for somebody's word that the person may be made anew
// at the server.
func (p Parcel) Asks() bool { return p.State.Step == store.OutAsking }

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

// Outgoing is what there is to be sent, as it stands: what would go where, and
// what stays. Every face and command tells it from here.
type Outgoing struct {
	To    string    // what people call the server, or its address; empty where none is set
	Until time.Time // UTC: the server asked to be left alone so long; zero where it did not
	Goes  []Parcel  // what a Send would try, oldest first
	Stays []Stay    // what is agreed and does not go
	// Skew is by how much the server's clock was ahead of this laptop's when plans
	// were sent last, behind it where negative; zero where both agree.
	Skew time.Duration
	Back []Parcel // what does not go again by itself, because of what the server said: somebody has to look at it
}

// shelf is all that is in the outbox, oldest first, with the cards of the records.
type shelf struct {
	parcels []Parcel
	cards   []store.Card
}

func (d *Desk) shelf() (shelf, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return shelf{}, err
	}
	cards, _, err := d.store.List()
	if err != nil {
		return shelf{}, err
	}
	byID := map[model.ID]store.Card{}
	for _, c := range cards {
		byID[c.ID] = c
	}
	s := shelf{cards: cards, parcels: make([]Parcel, 0, len(items))}
	for _, i := range items {
		s.parcels = append(s.parcels, d.parcel(i, byID[i.Record]))
	}
	return s, nil
}

func (d *Desk) parcel(i store.OutItem, c store.Card) Parcel {
	return Parcel{
		ID: i.ID, Record: i.Record, Name: Entry{Card: c}.Name(), Standing: c.Standing, Revision: i.Revision,
		Frozen: i.Frozen, Days: days(i.Frozen, d.Now()), State: i.State, item: i,
	}
}

// Outbox are all plans that wait or have gone, oldest first.
func (d *Desk) Outbox() ([]Parcel, error) {
	s, err := d.shelf()
	return s.parcels, err
}

// SentBack are the plans that a Send does not try again by itself, because of
// what the server said: the newest of each record. Somebody has to look at them.
func (d *Desk) SentBack() ([]Parcel, error) {
	s, err := d.shelf()
	if err != nil {
		return nil, err
	}
	return s.back(), nil
}

func (s shelf) back() []Parcel {
	return slices.DeleteFunc(s.newest(), func(p Parcel) bool { return p.Going() || p.There() })
}

// WhatGoes looks at what waits. What was made ready for another server than the
// settings name now is made ready anew for this one, where it may have it.
func (d *Desk) WhatGoes() (Outgoing, error) {
	if err := d.makeReady(); err != nil {
		return Outgoing{}, err
	}
	s, err := d.shelf()
	if err != nil {
		return Outgoing{}, err
	}
	out := Outgoing{Back: s.back(), Until: d.keptOf(valuePause).Until, Skew: d.Skew()}
	if d.Settings.Server.URL != "" {
		out.To = cmp.Or(d.Settings.Server.Name, d.Settings.Server.URL)
	}
	for _, p := range s.parcels {
		if !p.Going() {
			continue
		}
		why, err := d.stays(p.item)
		if err != nil {
			return Outgoing{}, err
		}
		if why.Zero() {
			p.Behind = slices.ContainsFunc(out.Goes, func(x Parcel) bool { return x.Record == p.Record })
			if p.Until = out.Until; p.State.Next.After(p.Until) && p.State.Next.After(d.Now()) {
				p.Until = p.State.Next
			}
			out.Goes = append(out.Goes, p)
		} else {
			out.Stays = append(out.Stays, Stay{p, why})
		}
	}
	never, err := d.neverFrozen(s)
	out.Stays = append(out.Stays, never...)
	return out, err
}

// Skew is that of the Outgoing.
func (d *Desk) Skew() time.Duration { return time.Duration(d.skew.Load()) }

// stays says why something that waits does not go to the server that the settings
// name; zero where it does, or where there is none yet.
func (d *Desk) stays(i store.OutItem) (model.Message, error) {
	if d.Settings.Server.URL == "" {
		return model.Message{}, nil
	}
	to, why, err := d.mayHave(i.Record)
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
func (d *Desk) mayHave(record model.ID) (to string, why model.Message, err error) {
	if !d.shared() {
		return store.ForCouncil, model.Message{}, nil
	}
	l, err := d.store.Read(record)
	if err != nil {
		return "", model.Message{}, fmt.Errorf("look at the choices of %s: %w", record, err)
	}
	recipient, _ := d.serverRecipient(l.Record)
	to, why = frozenFor(recipient), d.WhyStays(l.Record)
	if why.Zero() || why.ID == "stays.since" {
		return to, why, nil
	}
	if has, err := d.hasStill(record, to); err != nil || !has.Zero() {
		return to, has, err
	}
	return to, why, nil
}

// fits tells whether something was frozen for this recipient. The council may have
// what was frozen before it was noted for whom.
func fits(i store.OutItem, to string) bool {
	return i.For == to || i.For == "" && to == store.ForCouncil
}

// makeReady freezes anew what was frozen for somebody else than the server that
// the settings name now, and what could not be frozen when it was agreed.
func (d *Desk) makeReady() error {
	if d.Settings.Server.URL == "" {
		return nil
	}
	s, err := d.shelf()
	if err != nil {
		return err
	}
	for _, p := range s.parcels {
		if !p.Going() || p.State.Out() || p.State.Step == store.OutGoing {
			continue
		}
		to, why, err := d.mayHave(p.Record)
		if err == nil && why.Zero() && !fits(p.item, to) {
			err = d.freezeAnew(p.Record, p.Revision)
		}
		if err != nil {
			return err
		}
	}
	for _, c := range s.unfrozen() {
		if err := d.freezeAnew(c.ID, newestRevision); err != nil {
			return err
		}
	}
	return nil
}

// unfrozen are the records with a plan of which nothing is in the outbox.
func (s shelf) unfrozen() []store.Card {
	return slices.DeleteFunc(slices.Clone(s.cards), func(c store.Card) bool {
		return !c.Standing.Plan() || c.ChangedSince || c.Sending != ""
	})
}

// neverFrozen are the plans that were agreed here and that nobody was to have
// then, with why the server may not have them now.
func (d *Desk) neverFrozen(s shelf) ([]Stay, error) {
	var out []Stay
	for _, c := range s.unfrozen() {
		k, err := d.keptPlan(c.ID, newestRevision)
		if err != nil {
			return nil, err
		}
		if k == nil {
			continue // it was agreed elsewhere
		}
		_, why, err := d.mayHave(c.ID)
		if err != nil {
			return nil, err
		}
		if why.Zero() {
			why = model.Msg("stays.another")
		}
		p := d.parcel(store.OutItem{Record: c.ID, Revision: k.Revision, Frozen: k.At}, c)
		out = append(out, Stay{p, why})
	}
	return out, nil
}

// staysHere says why an agreed plan goes to nobody as the settings stand, or that
// somebody has it who may not have it any more; zero where all is as it should be,
// or it was agreed elsewhere. It is asked of every row of the list, and opens a
// record only where others read the server.
func (d *Desk) staysHere(c store.Card) (model.Message, error) {
	switch {
	case !c.Standing.Plan():
		return model.Message{}, nil
	case c.Sending.Waits():
		return d.stays(c.Outgoing)
	case !d.shared() || c.Sending != "" && c.Sending != store.OutThere:
		return model.Message{}, nil
	case c.Sending == store.OutThere:
		_, why, err := d.mayHave(c.ID)
		if !hasLeft(why) {
			why = model.Message{}
		}
		return why, err
	case c.ChangedSince:
		return model.Message{}, nil
	}
	if k, err := d.keptPlan(c.ID, newestRevision); err != nil || k == nil {
		return model.Message{}, err
	}
	_, why, err := d.mayHave(c.ID)
	return why, err
}

// hasStill says that others have a plan, or a part of it, or may have; zero where
// nothing of it went to them. To is whom the server is to the record, empty where
// nobody there is named any more.
func (d *Desk) hasStill(record model.ID, to string) (model.Message, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return model.Message{}, fmt.Errorf("look who has %s: %w", record, err)
	}
	var part, perhaps model.Message
	for _, i := range slices.Backward(items) {
		council := i.For == store.ForCouncil || i.For == ""
		if i.Record != record || council || to != "" && i.For != to || !i.State.Out() && !partThere(i.State) {
			continue
		}
		switch i.State.Step {
		case store.OutThere, store.OutConflict:
			return model.Msg("stays.there-still", "who", i.Target, "day", content.DateDay(i.State.Since.Local())), nil
		case store.OutRefused, store.OutGone: // they have nothing of it
		default:
			if perhaps = model.Msg("stays.may-be-there", "who", i.Target); partThere(i.State) {
				part = model.Msg("stays.part-there", "who", i.Target)
			}
		}
	}
	if !part.Zero() {
		return part, nil
	}
	return perhaps, nil
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

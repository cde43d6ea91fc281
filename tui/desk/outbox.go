package desk

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/remote"
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

// Back tells whether somebody has to look at it before it can go again, because
// of what the server said.
func (p Parcel) Back() bool {
	return !p.Going() && !p.There() && p.State.Step != store.OutReplaced
}

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
	byID    map[model.ID]store.Card
	items   map[model.ID][]store.OutItem // of each record, oldest first
}

func (d *Desk) shelf() (shelf, error) {
	cards, _, err := d.store.List()
	if err != nil {
		return shelf{}, err
	}
	return d.shelfOf(cards)
}

// shelfOf is the shelf of these cards.
func (d *Desk) shelfOf(cards []store.Card) (shelf, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return shelf{}, err
	}
	s := shelf{cards: cards, parcels: make([]Parcel, 0, len(items)), byID: map[model.ID]store.Card{}, items: map[model.ID][]store.OutItem{}}
	for _, c := range cards {
		s.byID[c.ID] = c
	}
	for _, i := range items {
		s.items[i.Record] = append(s.items[i.Record], i)
		s.parcels = append(s.parcels, d.parcel(i, s.byID[i.Record]))
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
	return slices.DeleteFunc(s.newest(), func(p Parcel) bool { return !p.Back() })
}

// WhatGoes looks at what waits. What was made ready for another server than the
// settings name now is made ready anew for this one, where it may have it.
func (d *Desk) WhatGoes() (Outgoing, error) {
	s, err := d.madeReady()
	if err != nil {
		return Outgoing{}, err
	}
	out := Outgoing{Back: s.back(), Until: d.pausedUntil(), Skew: d.Skew()}
	if d.Settings.Server.URL != "" {
		out.To = cmp.Or(d.Settings.Server.Name, d.Settings.Server.URL)
	}
	for _, p := range s.parcels {
		if !p.Going() {
			continue
		}
		why, err := d.stays(s, p.item)
		if err != nil {
			return Outgoing{}, err
		}
		if why.Zero() {
			p.Behind = slices.ContainsFunc(out.Goes, func(x Parcel) bool { return x.Record == p.Record })
			if p.Until = out.Until; p.State.Next.After(p.Until) && remote.Holds(p.State.Next, d.Now()) {
				p.Until = p.State.Next
			}
			out.Goes = append(out.Goes, p)
		} else {
			out.Stays = append(out.Stays, Stay{p, why})
		}
	}
	for _, more := range []func(shelf) ([]Stay, error){d.withoutRight, d.neverFrozen} {
		stays, err := more(s)
		if err != nil {
			return Outgoing{}, err
		}
		out.Stays = append(out.Stays, stays...)
	}
	return out, nil
}

// withoutRight are the plans that do not go any more, and that others have who may
// not.
func (d *Desk) withoutRight(s shelf) ([]Stay, error) {
	var out []Stay
	for _, p := range s.newest() {
		if p.Going() || !d.shared() || !p.Standing.Plan() {
			continue
		}
		_, why, err := d.mayHave(s, p.Record)
		if err != nil {
			return nil, err
		}
		if hasLeft(why) {
			out = append(out, Stay{p, why})
		}
	}
	return out, nil
}

// Skew is that of the Outgoing.
func (d *Desk) Skew() time.Duration { return time.Duration(d.skew.Load()) }

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

// madeReady is the shelf, after what was frozen for somebody else than the server
// that the settings name now was frozen anew, and what could not be frozen when it
// was agreed.
func (d *Desk) madeReady() (shelf, error) {
	s, err := d.shelf()
	if err != nil || d.Settings.Server.URL == "" {
		return s, err
	}
	again := map[model.ID]int{}
	for _, p := range s.parcels {
		if !p.Going() || p.State.Out() || p.State.Step == store.OutGoing {
			continue
		}
		to, why, err := d.mayHave(s, p.Record)
		if err != nil {
			return shelf{}, err
		}
		if why.Zero() && !fits(p.item, to) {
			again[p.Record] = p.Revision
		}
	}
	for _, c := range s.unfrozen() {
		_, why, err := d.mayHave(s, c.ID)
		if err != nil {
			return shelf{}, err
		}
		if why.Zero() || why.ID == "stays.since" {
			again[c.ID] = newestRevision
		}
	}
	for record, revision := range again {
		if err := d.freezeAnew(record, revision); err != nil {
			return shelf{}, err
		}
	}
	if len(again) == 0 {
		return s, nil
	}
	return d.shelf()
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
		_, why, err := d.mayHave(s, c.ID)
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

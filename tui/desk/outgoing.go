package desk

import (
	"cmp"
	"slices"
	"time"

	"ownwords/model"
	"ownwords/store"
	"ownwords/store/remote"
)

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
		if err := d.freezeAnew(s.byID[record], revision); err != nil {
			return shelf{}, err
		}
	}
	if len(again) == 0 {
		return s, nil
	}
	return d.shelf()
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

package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
	"ownwords/store/remote"
)

// Theirs is a plan that somebody changed at the server: what was to go from here,
// what stands there now, and what both began with.
type Theirs struct {
	Item, Record model.ID
	Revision     int
	Ours, Base   []byte                     // frozen Bundles; Base is nil where nothing is common
	At           fhir.Places                // where it stands there, by fhir.Part.Key
	There        map[string]json.RawMessage // what does; what is missing is gone
}

// Theirs asks the server what stands there in place of a plan that somebody else
// changed. It may be called from any goroutine. The error is ErrNoConflict, and
// else as in Send.
func (d *Desk) Theirs(ctx context.Context, item model.ID) (Theirs, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return Theirs{}, err
	}
	n := slices.IndexFunc(items, func(i store.OutItem) bool { return i.ID == item && i.State.Step == store.OutConflict })
	if n < 0 {
		return Theirs{}, fmt.Errorf("look at item %s: %w", item, ErrNoConflict)
	}
	i := items[n]
	out := Theirs{Item: i.ID, Record: i.Record, Revision: i.Revision}
	if out.Ours, err = d.store.Frozen(item); err != nil {
		return Theirs{}, err
	}
	if b := baseOf(items, i); b != "" {
		if out.Base, err = d.store.Frozen(b); err != nil {
			return Theirs{}, err
		}
	}
	if out.At, err = placesOf(out.Ours, known(items, i, d.server()), i.State); err != nil {
		return Theirs{}, err
	}
	client, err := d.client(nil)
	if err != nil {
		return Theirs{}, err
	}
	frozen, err := fhir.Thaw(out.Ours)
	if err != nil {
		return Theirs{}, fmt.Errorf("read what was frozen: %w", err)
	}
	out.There, err = client.Look(ctx, frozen, out.At)
	return out, err
}

// baseOf is the newest item of a record that was there before this one; empty
// where none was.
func baseOf(items []store.OutItem, of store.OutItem) model.ID {
	var newest model.ID
	for _, i := range items { // oldest first
		elsewhere := i.Server != "" && i.Server != of.Server
		if i.Record == of.Record && i.ID != of.ID && !elsewhere && i.State.Step == store.OutThere {
			newest = i.ID
		}
	}
	return newest
}

// placesOf are all resources of a frozen Bundle, with where they are at the
// server as far as that is known.
func placesOf(bundle []byte, known fhir.Places, s store.OutState) (fhir.Places, error) {
	f, err := fhir.Thaw(bundle)
	if err != nil {
		return nil, fmt.Errorf("read what was frozen: %w", err)
	}
	at := fhir.Places{}
	for _, p := range f.Entries {
		place := fhir.Place{Type: p.Type, ID: p.ID}
		if remote.Strategy(s.Strategy) == remote.Put {
			place.ServerID = p.ID
		}
		if k, is := known[p.Key()]; is {
			place = k
		}
		at[p.Key()] = place
	}
	for _, e := range s.Entries {
		if e.ServerID != "" {
			at[e.Type+"/"+e.ID] = fhir.Place{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag}
		}
	}
	return at, nil
}

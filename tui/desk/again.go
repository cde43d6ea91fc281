package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
)

// ErrNotGone is returned by Again for a plan of which nothing is gone from the
// server.
var ErrNotGone = errors.New("not gone from the server")

// Again has a plan of which the server lost all, or a part, wait to be made there
// again, with the same bytes and under the same ids, and tells how much of it was
// lost. It asks the server what still stands: that is written over only as it was
// when it was seen from here last. The error is ErrNotGone, and else as in Send;
// nothing is changed then.
func (d *Desk) Again(ctx context.Context, item model.ID) (gone int, err error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return 0, err
	}
	n := slices.IndexFunc(items, func(i store.OutItem) bool { return i.ID == item && i.State.Step == store.OutGone })
	if n < 0 {
		return 0, fmt.Errorf("item %s: %w", item, ErrNotGone)
	}
	i := items[n]
	raw, err := d.store.Frozen(item)
	if err != nil {
		return 0, err
	}
	was := seenLast(items, i, d.server())
	over, err := d.standing(ctx, was)
	if err != nil {
		return 0, err
	}
	return len(was) - len(over), d.store.Refreeze(store.OutItem{
		ID: d.NewID(), Record: i.Record, Revision: i.Revision, Target: d.Settings.Server.Name, Kind: i.Kind, For: i.For, Bytes: raw,
		Anew: true, Over: over, Revises: i.Revises,
	})
}

// seenLast is where all of a plan stood when the server had it last, as it was
// written from here.
func seenLast(items []store.OutItem, i store.OutItem, server string) fhir.Places {
	at := known(items, i, server)
	for _, e := range i.State.Entries {
		if e.Done {
			at[e.Type+"/"+e.ID] = fhir.Place{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag}
		}
	}
	return at
}

// standing asks the server which of these are still there.
func (d *Desk) standing(ctx context.Context, was fhir.Places) ([]store.OutEntry, error) {
	client, err := d.client(nil)
	if err != nil {
		return nil, err
	}
	there, err := client.Look(ctx, fhir.Frozen{}, maps.Clone(was))
	if err != nil {
		return nil, err
	}
	var out []store.OutEntry
	for _, key := range slices.Sorted(maps.Keys(there)) {
		at := was[key]
		out = append(out, store.OutEntry{Type: at.Type, ID: at.ID, ServerID: at.ServerID, ETag: at.ETag})
	}
	return out, nil
}

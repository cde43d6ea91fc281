package desk

import (
	"errors"
	"fmt"
	"slices"

	"ownwords/model"
	"ownwords/store"
)

// ErrNotGone is returned by Again for a plan that is not gone from the server.
var ErrNotGone = errors.New("not gone from the server")

// Again has a plan that is gone from the server wait to be made there again, with
// the same bytes. Nothing that was known of it there counts any more.
func (d *Desk) Again(item model.ID) error {
	items, _, err := d.store.Outbox()
	if err != nil {
		return err
	}
	n := slices.IndexFunc(items, func(i store.OutItem) bool { return i.ID == item && i.State.Step == store.OutGone })
	if n < 0 {
		return fmt.Errorf("item %s: %w", item, ErrNotGone)
	}
	i := items[n]
	raw, err := d.store.Frozen(item)
	if err != nil {
		return err
	}
	return d.store.Refreeze(store.OutItem{
		ID: d.NewID(), Record: i.Record, Revision: i.Revision, Target: d.Settings.Server.Name, Kind: i.Kind, For: i.For, Bytes: raw, Anew: true,
	})
}

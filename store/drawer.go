package store

import (
	"fmt"
	"slices"

	"ownwords/model"
	"ownwords/store/seal"
)

// drawers are the three keys of one record, in the order of model.Drawers, and
// the same wrapped under the store's own key.
type drawers struct {
	keys    [3]*seal.Key
	wrapped [3][]byte
}

// makeDrawers makes the keys of a new record. It is done in the transaction that
// keeps them: under another master they would open nothing.
func (t *tx) makeDrawers(id recordKey) (drawers, error) {
	var ds drawers
	for n := range ds.keys {
		k, wrapped, err := t.s.vault.MakeDataKey(drawerField, id.drawer(n))
		if err != nil {
			return drawers{}, fmt.Errorf("make drawer keys: %w", err)
		}
		ds.keys[n], ds.wrapped[n] = k, wrapped
	}
	return ds, nil
}

var drawerField = []byte("drawer")

// drawersOf opens a record's drawer keys: from its card, or where that can't
// be read from the copies beside its bases.
func (t *tx) drawersOf(id recordKey, c card) (drawers, error) {
	var ds drawers
	for n := range ds.keys {
		var err error
		if ds.keys[n], ds.wrapped[n], err = t.drawerKey(id, n, c.Keys[n]); err != nil {
			return drawers{}, err
		}
	}
	return ds, nil
}

// drawerKey opens one drawer's key, and says from which wrapped bytes.
func (t *tx) drawerKey(id recordKey, n int, wrapped []byte) (*seal.Key, []byte, error) {
	if wrapped != nil {
		if k, err := t.s.vault.OpenDataKey(wrapped, drawerField, id.drawer(n)); err == nil {
			return k, wrapped, nil
		}
	}
	wrapped, err := t.get(nil, bucketKeys, id.drawer(n))
	if err != nil {
		return nil, nil, fmt.Errorf("find drawer key %d: %w", n, err)
	}
	k, err := t.s.vault.OpenDataKey(wrapped, drawerField, id.drawer(n))
	if err != nil {
		return nil, nil, fmt.Errorf("open drawer key %d: %w", n, err)
	}
	return k, wrapped, nil
}

// of says which drawer's key opens a value of the tail or of a kept copy.
func (ds drawers) of(key []byte) *seal.Key {
	if _, n, ok := numberIn(key); ok {
		return ds.keys[n]
	}
	return nil
}

func (ds drawers) close() {
	for _, k := range ds.keys {
		if k != nil {
			k.Close()
		}
	}
}

// drawerNumber is a drawer's place among model.Drawers, which stands in keys
// and before batches, and so is for ever.
func drawerNumber(d model.Drawer) (int, error) {
	n := slices.Index(model.Drawers, d)
	if n < 0 {
		return 0, fmt.Errorf("drawer %q: %w", d, ErrNotFound)
	}
	return n, nil
}

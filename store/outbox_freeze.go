package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"ownwords/model"
)

// sealedItem checks an item before it is put anywhere, and fills in its hash.
func sealedItem(o OutItem) (OutItem, error) {
	if _, err := keyOf(o.ID); err != nil {
		return o, err
	}
	sum := sha256.Sum256(o.Bytes)
	hash := hex.EncodeToString(sum[:])
	if o.Hash != "" && o.Hash != hash {
		return o, fmt.Errorf("freeze %s: %w", o.ID, ErrFrozen)
	}
	o.Hash = hash
	return o, nil
}

// freeze writes an item's bytes, once, and its first state.
func (t *tx) freeze(o OutItem) error {
	id, err := keyOf(o.ID)
	if err != nil {
		return err
	}
	if err := t.mayFreeze(id, o.Hash); err != nil {
		return err
	}
	o.Frozen = cmp.Or(o.Frozen, t.s.now())
	if err := t.putOut(id, outState{o, OutState{Step: OutWaiting, Since: o.Frozen}}); err != nil {
		return fmt.Errorf("freeze %s: %w", o.ID, err)
	}
	return t.log(ActionFrozen, o.ID, o.Revision)
}

func (t *tx) putOut(id recordKey, x outState) error {
	text, err := json.Marshal(x.OutItem)
	if err != nil {
		return err
	}
	frozen := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	frozen = append(append(frozen, text...), x.Bytes...)
	if err := t.put(nil, bucketOut, id.key(), frozen); err != nil {
		return err
	}
	return t.write(nil, bucketOutState, id.key(), x)
}

// Refreeze has something frozen anew of a revision wait, in one transaction: in
// the place of what waited of it for another server, or of what is gone from its
// server. The first does nothing where something of that revision has gone out, or
// may have. The error is ErrNotFound for a record that is not there.
func (s *Store) Refreeze(o OutItem) error {
	o, err := sealedItem(o)
	if err != nil {
		return err
	}
	k, err := keyOf(o.Record)
	if err != nil {
		return err
	}
	err = s.update(func(t *tx) error {
		if err := t.exists(k); err != nil || !o.Anew && t.wentOut(o.Record, o.Revision) {
			return err
		}
		err := t.stepAll(o.Record, OutReplaced, func(x outState) bool {
			gone := o.Anew && x.State.Step == OutGone
			return x.Revision == o.Revision && gone || x.Revision <= o.Revision && x.withdrawable()
		})
		if err != nil {
			return err
		}
		return t.freeze(o)
	})
	if err != nil {
		return fmt.Errorf("freeze %s anew: %w", o.Record, err)
	}
	return nil
}

// emptyOut takes the bytes out of what was frozen of a revision of a record and
// never went, and nothing sends it any more: words that are gone stand in it.
func (t *tx) emptyOut(record model.ID, revision int) error {
	items, err := t.items(record)
	if err != nil {
		return err
	}
	for _, x := range items {
		if x.Revision != revision || !x.stayed() {
			continue
		}
		id, err := keyOf(x.ID)
		if err != nil {
			return err
		}
		if x.OutItem, err = sealedItem(x.emptied()); err != nil {
			return err
		}
		if x.State.Step != OutReplaced {
			x.State = OutState{Step: OutReplaced, Since: t.s.now()}
			if err := t.log(ActionSent+string(OutReplaced), x.ID, 0); err != nil {
				return err
			}
		}
		if err := t.putOut(id, x); err != nil {
			return fmt.Errorf("empty %s: %w", x.ID, err)
		}
	}
	return nil
}

// emptied is an item without its bytes.
func (o OutItem) emptied() OutItem {
	o.Bytes, o.Hash = nil, ""
	return o
}

// mayFreeze returns ErrFrozen where the id has bytes with another hash, or
// bytes that can't be read.
func (t *tx) mayFreeze(id recordKey, hash string) error {
	held, err := t.readOut(id)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return fmt.Errorf("freeze %s: %w: %w", id.id, ErrFrozen, err)
	case held.Hash != hash:
		return fmt.Errorf("freeze %s: %w", id.id, ErrFrozen)
	}
	return nil
}

var errOut = errors.New("frozen item is not whole")

// readOut reads an item with its bytes, and makes sure that they are the ones
// that were frozen.
func (t *tx) readOut(id recordKey) (OutItem, error) {
	frozen, err := t.get(nil, bucketOut, id.key())
	if err != nil {
		return OutItem{}, err
	}
	if len(frozen) < 4 || uint64(len(frozen)-4) < uint64(binary.BigEndian.Uint32(frozen)) {
		return OutItem{}, errOut
	}
	end := 4 + int(binary.BigEndian.Uint32(frozen))
	var o OutItem
	if err := decode(bucketOut, frozen[4:end], &o); err != nil {
		return OutItem{}, err
	}
	o.Bytes = bytes.Clone(frozen[end:])
	sum := sha256.Sum256(o.Bytes)
	if hex.EncodeToString(sum[:]) != o.Hash {
		return OutItem{}, errOut
	}
	return o, nil
}

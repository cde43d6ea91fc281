package store

import (
	"fmt"

	"ownwords/model"
)

// History is what is kept of how a record came to be.
type History struct {
	Tail []model.Batch // as in Loaded
	Kept []Kept        // oldest first
	// Damage is what of it can't be read.
	Damage []Damage
}

// History returns what is kept of how a record came to be. It is for somebody
// who is in the record, and goes into no log. What its Writer still holds is
// saved first.
func (s *Store) History(id model.ID) (History, error) {
	k, err := keyOf(id)
	if err != nil {
		return History{}, err
	}
	if w := s.writer(id); w != nil {
		if err := w.save(); err != nil {
			return History{}, fmt.Errorf("read history of %s: %w", id, err)
		}
	}
	var h History
	err = s.view(func(t *tx) error {
		c, cardErr := t.readCard(k)
		ds, err := t.drawersOf(k, c)
		if err != nil {
			return orNotFound(cardErr, err)
		}
		defer ds.close()
		tail, err := t.readTail(k, ds, c.Head)
		if err != nil {
			return err
		}
		h.Tail, h.Damage = tail.batches, tail.damage
		var bad []Damage
		h.Kept, bad, err = t.allKept(k, ds)
		h.Damage = append(h.Damage, bad...)
		return err
	})
	if err != nil {
		return History{}, fmt.Errorf("read history of %s: %w", id, err)
	}
	return h, nil
}

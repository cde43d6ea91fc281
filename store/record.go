package store

import (
	"cmp"
	"fmt"

	"ownwords/model"
)

// New makes the writer of a record that is not there yet. The record comes
// into being with the first batch that is handed to it, in one transaction. It
// returns ErrExists for a record that is there, and an error that is
// [model.ErrBadID] for an id that is not a random one.
func (s *Store) New(id model.ID) (*Writer, error) {
	k, err := keyOf(id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writers[id] != nil {
		return nil, fmt.Errorf("begin %s: %w", id, ErrExists)
	}
	if err := s.view(func(t *tx) error { return t.absent(k) }); err != nil {
		return nil, fmt.Errorf("begin %s: %w", id, err)
	}
	w := newWriter(s, k)
	w.at.card = card{Card: Card{ID: id, Opened: s.now()}}
	s.writers[id] = w
	return w, nil
}

// absent returns ErrExists where a record is there, damaged or not.
func (t *tx) absent(id recordKey) error {
	for _, bucket := range []string{bucketCards, bucketKeys} {
		for _, err := range t.EachWith(closed, bucket, id.key()) {
			return cmp.Or(err, ErrExists)
		}
	}
	return nil
}

// begin writes what every record has from its first batch on, with what it
// holds already. The card is for the caller to write.
func (t *tx) begin(id recordKey, ds drawers, r *model.Record) error {
	for n := range model.Drawers {
		if err := t.put(nil, bucketKeys, id.drawer(n), ds.wrapped[n]); err != nil {
			return fmt.Errorf("write drawer keys: %w", err)
		}
	}
	if err := t.writeBases(id, ds, r, 0); err != nil {
		return err
	}
	return t.writeWords(id, r)
}

// Import takes in a record from outside, whole, in one transaction, and keeps
// it as it came. It returns ErrExists for a record that is there, and an error
// that is [model.ErrBadID] for an id that is not a random one.
func (s *Store) Import(r *model.Record) error {
	id, err := keyOf(r.ID)
	if err != nil {
		return err
	}
	s.mu.Lock() // or a writer could begin the same record meanwhile
	defer s.mu.Unlock()
	if s.writers[r.ID] != nil {
		return fmt.Errorf("take in %s: %w", r.ID, ErrExists)
	}
	err = s.update(func(t *tx) error {
		if err := t.absent(id); err != nil {
			return err
		}
		ds, err := t.makeDrawers(id)
		if err != nil {
			return err
		}
		defer ds.close()
		c := card{Card: Card{ID: r.ID}, Keys: ds.wrapped}
		c.of(r)
		if err := t.begin(id, ds, r); err != nil {
			return err
		}
		if err := t.keep(id, ds, Keep{Record: r, Why: WhyTakenIn}, 0); err != nil {
			return err
		}
		if err := t.writeCard(id, c); err != nil {
			return err
		}
		return t.log(ActionTakenIn, r.ID, 0)
	})
	if err != nil {
		return fmt.Errorf("take in %s: %w", r.ID, err)
	}
	return nil
}

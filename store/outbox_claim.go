package store

import (
	"cmp"
	"errors"
	"fmt"

	"ownwords/model"
)

// onWay is what this run of the program knows of an item that is going: what it
// was before, while it is claimed and did not leave; nil from then on.
type onWay struct{ before *outState }

// Claim has an item be about to go to a server, where it is still to go: it was
// neither taken back nor replaced since somebody looked. It tells whether it is.
// What came of the items before it is kept in the same transaction.
//
// On disk it goes from here on; in this run of the program it is what it was until
// it leaves, and can be taken back, or claimed anew. What does not leave before the
// store is locked or closed is that on disk again.
func (s *Store) Claim(id model.ID, server string, going OutState, came ...OutKept) (claimed bool, err error) {
	s.claiming.Lock()
	defer s.claiming.Unlock()
	if s.open.Err() != nil {
		return false, fmt.Errorf("claim %s: %w", id, errShut)
	}
	was, held := s.going.Load(id)
	err = s.update(func(t *tx) error {
		for _, k := range came {
			if err := t.keepOut(k); err != nil {
				return err
			}
		}
		err := t.changeOut(id, func(x *outState) bool {
			claimed = x.State.Step.Waits()
			if claimed {
				before := *x
				s.going.Store(id, onWay{&before})
				x.Server = server
				x.moveTo(s, going)
			}
			return claimed
		})
		if errors.Is(err, ErrNotFound) {
			return nil // it is not in the store any more
		}
		return err
	})
	switch {
	case err != nil && held:
		s.going.Store(id, was)
	case err != nil:
		s.going.Delete(id)
	}
	if err != nil {
		return false, fmt.Errorf("claim %s: %w", id, err)
	}
	for _, k := range came {
		s.arrived(k)
	}
	return claimed, nil
}

var errShut = errors.New("store is locked")

// errNothing ends a transaction that was to keep all others away, and keeps nothing.
var errNothing = errors.New("nothing to keep")

// Leave has a claimed item be on its way, and tells whether it may go: it was not
// taken back since it was claimed. It waits for whoever takes it back meanwhile,
// and for nothing to be kept: the claim is on disk.
func (s *Store) Leave(id model.ID) (left bool, err error) {
	err = s.update(func(t *tx) error {
		if left, err = t.stillClaimed(id); err != nil {
			return err
		}
		if left {
			s.going.Store(id, onWay{})
		}
		return errNothing
	})
	if !errors.Is(err, errNothing) {
		return false, fmt.Errorf("let %s leave: %w", id, err)
	}
	return left, nil
}

// Unclaim has an item that was claimed, and did not leave, be what it was before
// on disk too.
func (s *Store) Unclaim(id model.ID) error {
	held, now := s.going.Load(id)
	if !now || held.(onWay).before == nil {
		return nil // it left
	}
	err := s.update(func(t *tx) error {
		if claimed, err := t.stillClaimed(id); err != nil || !claimed {
			return cmp.Or(err, errNothing)
		}
		before := held.(onWay).before
		if err := t.changeOut(id, func(*outState) bool { return true }); err != nil {
			return err
		}
		return t.log(ActionSent+string(before.State.Step), id, before.State.Tries)
	})
	if err != nil && !errors.Is(err, errNothing) {
		return fmt.Errorf("unclaim %s: %w", id, err)
	}
	s.going.CompareAndDelete(id, held)
	return nil
}

// unclaimAll has nothing be claimed any more in a store that ends. What can't be
// kept of that is on disk as what may have arrived.
func (s *Store) unclaimAll() {
	s.claiming.Lock()
	defer s.claiming.Unlock()
	s.going.Range(func(id, _ any) bool {
		_ = s.Unclaim(id.(model.ID))
		return true
	})
}

// stillClaimed tells whether an item is claimed and did not leave, nor was taken
// back or anything else became of it.
func (t *tx) stillClaimed(id model.ID) (bool, error) {
	k, err := keyOf(id)
	if err != nil {
		return false, err
	}
	held, now := t.s.going.Load(id)
	if !now || held.(onWay).before == nil {
		return false, nil
	}
	var x outState
	if err := t.read(nil, bucketOutState, k.key(), &x); err != nil && !errors.Is(err, ErrNotFound) {
		return false, err
	}
	return x.State.Step == OutGoing, nil
}

package store

import (
	"time"

	"ownwords/model"
)

// HoldWhy is why a record is kept although its time is over: a code, never
// words.
type HoldWhy string

// The reasons.
const (
	HoldAsked     HoldWhy = "asked"     // by the person, or for them
	HoldComplaint HoldWhy = "complaint" // one is looked into
	HoldEnquiry   HoldWhy = "enquiry"   // of safeguarding adults
	HoldLegal     HoldWhy = "legal"     // a court, a coroner or an ombudsman
	HoldOther     HoldWhy = "other"
)

// HoldWhys are all reasons, in the order in which they are offered.
var HoldWhys = []HoldWhy{HoldAsked, HoldComplaint, HoldEnquiry, HoldLegal, HoldOther}

// Hold keeps a record out of the bin, and brings it back where it is in it: it
// is neither thrown out nor purged, by itself or by hand, until it is let go.
// The error is ErrNotFound where there is no such record.
func (s *Store) Hold(id model.ID, why HoldWhy) error {
	return s.mark(id, "hold", func(t *tx, k recordKey, m mark) (mark, string, error) {
		if err := t.exists(k); err != nil {
			return m, "", err
		}
		if m.binned() {
			if err := t.waitAgain(m.TookBack); err != nil {
				return m, "", err
			}
			if err := t.log(ActionBroughtBack, id, 0); err != nil {
				return m, "", err
			}
		}
		return mark{Hold: why, Held: s.now()}, ActionHeld, nil
	})
}

// LetGo ends a hold. One that is not held is left as it is.
func (s *Store) LetGo(id model.ID) error {
	return s.mark(id, "let go", func(_ *tx, _ recordKey, m mark) (mark, string, error) {
		if m.Hold == "" {
			return m, "", nil
		}
		return mark{}, ActionLetGo, nil
	})
}

// Holds tells why and since when a record is held, an empty reason for one that
// is not.
func (s *Store) Holds(id model.ID) (HoldWhy, time.Time, error) {
	k, err := keyOf(id)
	if err != nil {
		return "", time.Time{}, err
	}
	var m mark
	err = s.view(func(t *tx) error {
		m, err = t.readMark(k)
		return err
	})
	return m.Hold, m.Held, err
}

// takeBack has what of a record waits, and was never tried, not go.
func (t *tx) takeBack(record model.ID) (took []model.ID, err error) {
	items, err := t.items(record)
	if err != nil {
		return nil, err
	}
	for _, x := range items {
		if !x.untried() {
			continue
		}
		if err := t.step(x, OutReplaced); err != nil {
			return nil, err
		}
		took = append(took, x.ID)
	}
	return took, nil
}

// waitAgain has items wait that were taken back.
func (t *tx) waitAgain(items []model.ID) error {
	for _, id := range items {
		k, err := keyOf(id)
		if err != nil {
			return err
		}
		x, damage := t.readState(k)
		if damage != nil || x.State.Step != OutReplaced {
			continue // what is not known to be here must not go
		}
		if err := t.step(x, OutWaiting); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"ownwords/model"
)

// Errors of the bin that callers decide by.
var (
	// ErrUnsent is returned for a record of which something is still to go, or
	// came back: it is thrown out when that is settled.
	ErrUnsent = errors.New("something of the record is not sent")
	// ErrHeld is returned for a record that is on hold.
	ErrHeld = errors.New("record is on hold")
	// ErrBinned is returned for a record that is in the bin, where it has to be
	// out of it; ErrNotBinned for one that is not, where it has to be in it.
	ErrBinned    = errors.New("record is in the bin")
	ErrNotBinned = errors.New("record is not in the bin")
)

// BinWhy is why a record is in the bin.
type BinWhy string

// The reasons.
const (
	BinByHand BinWhy = "hand" // somebody put it there
	BinSent   BinWhy = "sent" // the council has it, and the time to keep it is over
)

// Binned is a record in the bin.
type Binned struct {
	Card

	Since time.Time // UTC
	Why   BinWhy
	Days  int // that it stays, at least
}

// mark is what stands in bin of a record: that it is in the bin, or that it is
// to be kept out of it. It is never both. It can't stand in the card, which is
// made anew from the record where it is damaged.
type mark struct {
	Since time.Time `json:"since,omitzero"` // in the bin
	Why   BinWhy    `json:"why,omitzero"`
	Days  int       `json:"days,omitzero"` // that are left
	Day   string    `json:"day,omitzero"`  // up to which civil day they were counted
	// TookBack are the items that would have gone, and wait again when the
	// record is brought back.
	TookBack []model.ID `json:"tookBack,omitempty"`

	Hold HoldWhy   `json:"hold,omitzero"`
	Held time.Time `json:"held,omitzero"`
}

func (m mark) binned() bool { return !m.Since.IsZero() }

// unreadable stands for a mark that can't be read: it may have been a hold, and
// it is one until somebody lets the record go.
var unreadable = mark{Hold: HoldOther}

// readMark reads a record's mark, an empty one where it has none.
func (t *tx) readMark(id recordKey) (mark, error) {
	plain, err := t.get(nil, bucketBin, id.key())
	switch {
	case errors.Is(err, ErrNotFound):
		return mark{}, nil
	case isDamage(err):
		return unreadable, nil
	case err != nil:
		return mark{}, fmt.Errorf("read bin: %w", err)
	}
	var m mark
	if decode(bucketBin, plain, &m) != nil {
		return unreadable, nil
	}
	return m, nil
}

func (t *tx) writeMark(id recordKey, m mark) error {
	if err := t.write(nil, bucketBin, id.key(), m); err != nil {
		return fmt.Errorf("write bin: %w", err)
	}
	return nil
}

// marks are all marks there are, and what of them can't be read.
func (t *tx) marks() (all map[model.ID]mark, bad []Damage, err error) {
	all = map[model.ID]mark{}
	for item, err := range t.Each(bucketBin, nil) {
		if item.Key == nil {
			return nil, nil, err
		}
		var m mark
		if err == nil {
			err = decode(bucketBin, item.Value, &m)
		}
		if err != nil {
			bad = append(bad, Damage{Where: bucketBin, Record: idOf(item.Key), Err: err})
			m = unreadable
		}
		all[idOf(item.Key)] = m
	}
	return all, bad, nil
}

// Throw puts a record into the bin. What of it waits to be sent and was never
// tried is taken back where takeBack says so, for a desk that sends to nobody.
// The error is ErrNotFound, ErrOpen, ErrUnsent, ErrHeld or ErrBinned where it
// can't go there.
func (s *Store) Throw(id model.ID, why BinWhy, takeBack bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.alone(id); err != nil {
		return fmt.Errorf("throw out %s: %w", id, err)
	}
	return s.mark(id, "throw out", func(t *tx, k recordKey, m mark) (mark, string, error) {
		if err := t.mayThrow(k, m, takeBack); err != nil {
			return m, "", err
		}
		m = mark{Since: s.now(), Why: why, Days: BinDays, Day: s.today()}
		if !takeBack {
			return m, ActionBinned, nil
		}
		took, err := t.takeBack(id)
		m.TookBack = took
		return m, ActionBinned, err
	})
}

// MayThrow returns why a record may not go into the bin, as Throw does, but for
// ErrOpen.
func (s *Store) MayThrow(id model.ID, takeBack bool) error {
	k, err := keyOf(id)
	if err != nil {
		return err
	}
	return s.view(func(t *tx) error {
		m, err := t.readMark(k)
		if err != nil {
			return err
		}
		return t.mayThrow(k, m, takeBack)
	})
}

func (t *tx) mayThrow(id recordKey, m mark, takeBack bool) error {
	switch {
	case m.binned():
		return ErrBinned
	case m.Hold != "":
		return ErrHeld
	}
	if err := t.sent(id.id, takeBack); err != nil {
		return err
	}
	return t.exists(id)
}

// BringBack takes a record out of the bin. The error is ErrNotBinned where it
// is not in it.
func (s *Store) BringBack(id model.ID) error {
	return s.mark(id, "bring back", func(t *tx, _ recordKey, m mark) (mark, string, error) {
		if !m.binned() {
			return m, "", ErrNotBinned
		}
		return mark{}, ActionBroughtBack, t.waitAgain(m.TookBack)
	})
}

// mark changes a record's mark in one transaction, with an entry in the log.
// Where change names no action for that, all stays as it is.
func (s *Store) mark(id model.ID, what string, change func(*tx, recordKey, mark) (mark, string, error)) error {
	k, err := keyOf(id)
	if err != nil {
		return err
	}
	err = s.update(func(t *tx) error {
		m, err := t.readMark(k)
		if err != nil {
			return err
		}
		m, action, err := change(t, k, m)
		if err != nil || action == "" {
			return err
		}
		if err := t.keepMark(k, m); err != nil {
			return err
		}
		return t.log(action, id, 0)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", what, id, err)
	}
	return nil
}

// alone ends the writer of a record that was left, and returns ErrOpen where
// somebody is in it. It is called with mu held.
func (s *Store) alone(id model.ID) error {
	w := s.writers[id]
	if w == nil {
		return nil
	}
	if w.open() {
		return ErrOpen
	}
	w.end()
	delete(s.writers, id)
	return nil
}

// keepMark writes a mark, or takes it out where it says nothing.
func (t *tx) keepMark(id recordKey, m mark) error {
	if m.binned() || m.Hold != "" {
		return t.writeMark(id, m)
	}
	return t.Delete(bucketBin, id.key())
}

// exists returns ErrNotFound where nothing is there of a record.
func (t *tx) exists(id recordKey) error {
	if err := t.absent(id); !errors.Is(err, ErrExists) {
		return cmp.Or(err, ErrNotFound)
	}
	return nil
}

// Bin returns what is in the bin, what goes first before the others, and what
// of it can't be read.
func (s *Store) Bin() ([]Binned, []Damage, error) {
	var all []Binned
	var bad []Damage
	err := s.view(func(t *tx) error {
		marks, damaged, err := t.marks()
		if err != nil {
			return err
		}
		bad = damaged
		sending := t.newestOut()
		for id, m := range marks {
			if !m.binned() {
				continue
			}
			c, err := t.cardOf(id)
			if err != nil {
				bad = append(bad, Damage{Where: bucketCards, Record: id, Err: err})
				c = Card{ID: id} // it can be brought back, and is mended then
			}
			c.waits(sending[id])
			all = append(all, Binned{c, m.Since, m.Why, max(m.lived(s.today()).Days, 0)})
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read bin: %w", err)
	}
	slices.SortFunc(all, func(a, b Binned) int {
		return cmp.Or(cmp.Compare(a.Days, b.Days), a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID))
	})
	return all, bad, nil
}

func (t *tx) cardOf(id model.ID) (Card, error) {
	k, err := keyOf(id)
	if err != nil {
		return Card{}, err
	}
	c, err := t.readCard(k)
	return c.Card, err
}

// Retire puts those records into the bin that are done: the council has decided
// on the plan, has it as it was decided, and so much time went by since, on the
// clock and in use: see lived. It was looked not long ago whether the council
// still has it. Nothing was changed in them since, nobody holds them, and no worry
// in them waits to be passed on. It says how many they were.
func (s *Store) Retire(after time.Duration) (int, error) {
	done, err := s.done(s.now().Add(-after))
	if err != nil || len(done) == 0 {
		return 0, err
	}
	lived, err := s.lived()
	if err != nil {
		return 0, err
	}
	n := 0
	for _, c := range done {
		if lived.since(c.SendingSince) < after {
			continue
		}
		err := s.Throw(c.ID, BinSent, false)
		switch {
		case errors.Is(err, ErrOpen), errors.Is(err, ErrUnsent), errors.Is(err, ErrHeld), errors.Is(err, ErrBinned):
		case err != nil:
			return n, err
		default:
			n++
		}
	}
	return n, nil
}

// seenWithin is how long ago it may have been looked whether the server still has
// a plan, for the one here to go: a server that was emptied must not be believed.
const seenWithin = 14 * 24 * time.Hour

// done are the records that were done with by a time.
func (s *Store) done(by time.Time) (out []Card, err error) {
	all, _, err := s.List()
	for _, c := range all {
		seen := s.now().Sub(c.Outgoing.State.Seen) <= seenWithin
		if c.done() && seen && c.SendingSince.Before(by) && c.Stood.Before(by) && c.LastVisit.Before(by) {
			out = append(out, c)
		}
	}
	return out, err
}

// done tells whether nothing is left to do here, by what the card knows. What
// is there has to be the plan that was decided, not the one before.
func (c Card) done() bool {
	return c.Standing.Decided() && !c.ChangedSince && c.Sending == OutThere && c.council() && !c.Outgoing.Frozen.Before(c.Stood) && c.OpenWorries == 0 && c.Hold == ""
}

package store

import (
	"cmp"
	"fmt"
	"slices"

	"ownwords/model"
)

// outState is what stands in outstate: the item again, so that a list need not
// open what is frozen, and its state.
type outState struct {
	OutItem
	State OutState `json:"state"`
}

// outState reads an item's state. What was claimed is what it was before until it
// leaves. What was going when the program ended, however it ended, may have arrived.
func (s *Store) outState(plain []byte) (outState, error) {
	var x outState
	if err := decode(bucketOutState, plain, &x); err != nil || x.State.Step != OutGoing {
		return x, err
	}
	held, now := s.going.Load(x.ID)
	switch {
	case !now:
		x.State.Step = OutUnsure
	case held.(onWay).before != nil:
		x = *held.(onWay).before
	}
	return x, nil
}

// readState reads an item's state. One that is damaged is told as unsure:
// asking again with the same bytes harms nothing, sending them as new might.
func (t *tx) readState(id recordKey) (outState, *Damage) {
	plain, err := t.get(nil, bucketOutState, id.key())
	if err == nil {
		var x outState
		if x, err = t.s.outState(plain); err == nil {
			return x, nil
		}
	}
	o, outErr := t.readOut(id)
	if outErr != nil {
		return outState{}, &Damage{Where: bucketOut, Record: id.id, Err: outErr}
	}
	o.Bytes = nil
	return outState{o, OutState{Step: OutUnsure, Since: o.Frozen}},
		&Damage{Where: bucketOutState, Record: id.id, Mended: true, Err: err}
}

// OutKept is what to keep of an item that came to a step. Once it is there, what
// still waits of those before it is not asked about any more.
type OutKept struct {
	ID     model.ID
	State  OutState
	Before []model.ID
}

// SetOutState keeps what is known of an item's sending. A step that it was not
// at before gets the time in Since, where that is not given, and an entry in
// the log. Once an item is there, what still waits of those before it is not
// asked about any more. It returns ErrNotFound for an item that was never frozen.
func (s *Store) SetOutState(id model.ID, state OutState, before ...model.ID) error {
	k := OutKept{id, state, before}
	if err := s.update(func(t *tx) error { return t.keepOut(k) }); err != nil {
		return fmt.Errorf("keep state of %s: %w", id, err)
	}
	s.arrived(k)
	return nil
}

// arrived notes that an item is not on its way any more.
func (s *Store) arrived(k OutKept) {
	if k.State.Step != OutGoing {
		s.going.Delete(k.ID)
	}
}

func (t *tx) keepOut(k OutKept) error {
	return t.changeOut(k.ID, func(x *outState) bool {
		x.moveTo(t.s, k.State)
		return true
	}, k.Before...)
}

// changeOut changes an item, unless change says that nothing is to be kept. Once
// it is there, those before it are overtaken.
func (t *tx) changeOut(id model.ID, change func(*outState) bool, before ...model.ID) error {
	k, err := keyOf(id)
	if err != nil {
		return err
	}
	x, damage := t.readState(k)
	if x.ID == "" {
		return damage.Err
	}
	was := x.State.Step
	if !change(&x) {
		return nil
	}
	if err := t.write(nil, bucketOutState, k.key(), x); err != nil || was == x.State.Step {
		return err
	}
	if err := t.log(ActionSent+string(x.State.Step), id, x.State.Tries); err != nil || x.State.Step != OutThere {
		return err
	}
	return t.overtake(before)
}

// moveTo has an item come to a state.
func (x *outState) moveTo(s *Store, to OutState) {
	if to.Since.IsZero() {
		to.Since = x.State.Since
		if x.State.Step != to.Step {
			to.Since = s.now()
		}
	}
	was := x.State
	x.State = to
	x.State.Went = was.Out() || to.Out()
}

// stayed tells whether nothing of an item left the laptop.
func (x outState) stayed() bool { return !x.State.Out() && x.State.Step != OutGoing }

// withdrawable tells whether an item waits of which nothing left the laptop.
func (x outState) withdrawable() bool { return x.State.Step.Waits() && x.stayed() }

// untried tells whether an item waits and was never on its way.
func (x outState) untried() bool { return x.withdrawable() && x.State.Tries == 0 }

// step has an item come to a step, with an entry in the log.
func (t *tx) step(x outState, to OutStep) error {
	k, err := keyOf(x.ID)
	if err != nil {
		return err
	}
	state := x.State
	state.Step, state.Since = to, t.s.now()
	x.moveTo(t.s, state)
	if err := t.write(nil, bucketOutState, k.key(), x); err != nil {
		return fmt.Errorf("keep state of %s: %w", x.ID, err)
	}
	return t.log(ActionSent+string(to), x.ID, x.State.Tries)
}

// overtake ends what of these still waits: a later one is there.
func (t *tx) overtake(items []model.ID) error {
	for _, id := range items {
		k, err := keyOf(id)
		if err != nil {
			return err
		}
		if x, _ := t.readState(k); x.ID == "" || !x.State.Step.Waits() {
			continue
		} else if err := t.step(x, OutReplaced); err != nil {
			return err
		}
	}
	return nil
}

// replaceWaiting has what waits of a record, up to a revision, not go: a later
// one says all that it said.
func (t *tx) replaceWaiting(record model.ID, revision int) error {
	return t.stepAll(record, OutReplaced, func(x outState) bool {
		return x.Revision <= revision && x.withdrawable()
	})
}

func (t *tx) stepAll(record model.ID, to OutStep, which func(outState) bool) error {
	items, err := t.items(record)
	if err != nil {
		return err
	}
	for _, x := range items {
		if !which(x) {
			continue
		}
		if err := t.step(x, to); err != nil {
			return err
		}
	}
	return nil
}

// TakeBack has what waits of a record never go, where it is of a revision behind
// one that stays. What is on its way, or may have arrived, is left as it is.
func (s *Store) TakeBack(record model.ID, behind int) error {
	err := s.update(func(t *tx) error {
		return t.stepAll(record, OutReplaced, func(x outState) bool { return x.Revision > behind && x.withdrawable() })
	})
	if err != nil {
		return fmt.Errorf("take back %s: %w", record, err)
	}
	return nil
}

// PutBack has what was frozen last of a revision wait again, where a later one
// had taken its place. It does nothing where that went, or goes.
func (s *Store) PutBack(record model.ID, revision int) error {
	err := s.update(func(t *tx) error {
		items, err := t.items(record)
		if err != nil {
			return err
		}
		items = slices.DeleteFunc(items, func(x outState) bool { return x.Revision != revision })
		if len(items) == 0 {
			return nil
		}
		last := slices.MaxFunc(items, func(a, b outState) int { return a.Frozen.Compare(b.Frozen) })
		if last.State.Step != OutReplaced || !last.stayed() {
			return nil
		}
		return t.step(last, OutWaiting)
	})
	if err != nil {
		return fmt.Errorf("put back %s: %w", record, err)
	}
	return nil
}

// newestOut gives for each record the state of its newest revision in the
// outbox that was not replaced: of several targets, of one that it has not come
// to yet.
func (t *tx) newestOut() map[model.ID]outState {
	newest := map[model.ID]outState{}
	for item, err := range t.Each(bucketOutState, nil) {
		if err != nil {
			continue // Outbox tells it
		}
		x, err := t.s.outState(item.Value)
		if err != nil || x.State.Step == OutReplaced {
			continue
		}
		if old, held := newest[x.Record]; !held || x.newer(old) {
			newest[x.Record] = x
		}
	}
	return newest
}

func (x outState) newer(old outState) bool {
	return cmp.Or(
		cmp.Compare(x.Revision, old.Revision),
		cmp.Compare(x.open(), old.open()),
		x.Frozen.Compare(old.Frozen),
	) > 0
}

// open is 1 for what still has a way to go, and 0 for what is there.
func (x outState) open() int {
	if x.State.Step == OutThere {
		return 0
	}
	return 1
}

// wentOut tells whether anything of this revision may have left the laptop.
func (t *tx) wentOut(record model.ID, revision int) bool {
	for item, err := range t.Each(bucketOutState, nil) {
		if err != nil {
			continue
		}
		x, err := t.s.outState(item.Value)
		if err == nil && x.Record == record && x.Revision == revision && !x.stayed() {
			return true
		}
	}
	return false
}

// items are the states of everything that was frozen of a record.
func (t *tx) items(record model.ID) ([]outState, error) {
	var all []outState
	for item, err := range t.EachWith(closed, bucketOut, nil) {
		if err != nil {
			return nil, fmt.Errorf("walk outbox: %w", err)
		}
		id, err := keyOf(idOf(item.Key))
		if err != nil {
			continue // no item of ours ever had such a key
		}
		if x, _ := t.readState(id); x.Record == record {
			all = append(all, x)
		}
	}
	return all, nil
}

// sent returns ErrUnsent where anything of a record is still to go, or where the
// newest of it came back, or is not there any more; but for what was never
// tried, where that is to be taken back.
func (t *tx) sent(record model.ID, takeBack bool) error {
	items, err := t.items(record)
	if err != nil {
		return err
	}
	newest := outState{}
	for _, x := range items {
		switch {
		case takeBack && x.untried(), x.State.Step == OutReplaced:
		case x.State.Step.Waits():
			return ErrUnsent
		case x.newer(newest):
			newest = x
		}
	}
	if newest.ID != "" && newest.State.Step != OutThere {
		return ErrUnsent
	}
	return nil
}

package store

import (
	"fmt"
	"slices"
	"time"

	"ownwords/model"
)

// Why is why a record was kept whole.
type Why string

// The reasons there are in this version.
const (
	WhyAgreed  Why = "agreed"   // agreed with the person
	WhyFinal   Why = "final"    // decided by the council
	WhyMerge   Why = "merge"    // brought together with what somebody else made of it
	WhyTakenIn Why = "taken-in" // imported
)

// Keep is a record to be kept whole, for good.
type Keep struct {
	Record   *model.Record
	Revision int // of the plan, from 1; zero where it is of none
	Why      Why
}

// Kept is a record that was kept whole: of those drawers that can be read.
type Kept struct {
	Number   uint64 // from 1 for each record
	Revision int
	Why      Why
	At       time.Time // UTC
	Seq      uint64    // the last batch before it
	Record   *model.Record
	// Taken are the notes that stood in it and were taken out since for good;
	// Went tells that something of this revision went out, or may have: then
	// nothing is ever taken out of it.
	Taken []Taken
	Went  bool
}

// Taken is where a note stood that was taken out for good.
type Taken struct {
	Part  model.ID `json:"part"`
	Topic string   `json:"topic,omitzero"`
	Order string   `json:"order,omitzero"`
}

// kept is what stands in each drawer of a kept copy.
type kept struct {
	Revision int           `json:"revision,omitzero"`
	Why      Why           `json:"why"`
	At       time.Time     `json:"at"`
	Seq      uint64        `json:"seq"`
	Record   *model.Record `json:"record"`
	Taken    []Taken       `json:"taken,omitempty"`
}

// keep writes a whole record behind those that were kept before it.
func (t *tx) keep(id recordKey, ds drawers, k Keep, seq uint64) error {
	number := uint64(1)
	keys, err := t.keptKeys(id)
	if err != nil {
		return err
	}
	for _, key := range keys {
		n, _, _ := numberIn(key)
		number = max(number, n+1)
	}
	for n, d := range model.Drawers {
		x := kept{Revision: k.Revision, Why: k.Why, At: t.s.now(), Seq: seq, Record: k.Record.InDrawer(d)}
		if err := t.write(ds.keys[n], bucketKept, id.numbered(number, n), x); err != nil {
			return fmt.Errorf("keep revision %d: %w", k.Revision, err)
		}
	}
	return nil
}

// keptKeys are the keys of all drawers of all kept copies, in order.
func (t *tx) keptKeys(id recordKey) ([][]byte, error) {
	var all [][]byte
	for item, err := range t.EachWith(closed, bucketKept, id.key()) {
		if err != nil {
			return nil, fmt.Errorf("walk kept copies: %w", err)
		}
		if _, _, ok := numberIn(item.Key); ok {
			all = append(all, item.Key)
		}
	}
	return all, nil
}

// Kept returns all kept copies of a record, oldest first, and what of them
// can't be read.
func (s *Store) Kept(id model.ID) ([]Kept, []Damage, error) {
	k, err := keyOf(id)
	if err != nil {
		return nil, nil, err
	}
	var all []Kept
	var bad []Damage
	err = s.view(func(t *tx) error {
		c, cardErr := t.readCard(k)
		ds, err := t.drawersOf(k, c)
		if err != nil {
			return orNotFound(cardErr, err)
		}
		defer ds.close()
		all, bad, err = t.allKept(k, ds)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read kept copies of %s: %w", id, err)
	}
	return all, bad, nil
}

func (t *tx) allKept(id recordKey, ds drawers) (all []Kept, bad []Damage, err error) {
	keys, err := t.keptKeys(id)
	if err != nil {
		return nil, nil, err
	}
	for _, key := range keys {
		number, n, _ := numberIn(key)
		var x kept
		if err := t.read(ds.keys[n], bucketKept, key, &x); err != nil {
			bad = append(bad, Damage{
				Where: bucketKept, Record: id.id, Drawer: model.Drawers[n], First: number, Last: number, Err: err,
			})
			continue
		}
		if len(all) == 0 || all[len(all)-1].Number != number {
			all = append(all, Kept{
				Number: number, Revision: x.Revision, Why: x.Why, At: x.At, Seq: x.Seq, Record: x.Record,
				Taken: x.Taken, Went: x.Revision > 0 && t.wentOut(id.id, x.Revision),
			})
			continue
		}
		last := &all[len(all)-1]
		last.Record = last.Record.Merged(x.Record)
		last.Taken = append(last.Taken, x.Taken...)
	}
	return all, bad, nil
}

// newestKept finds the base that the newest readable kept copy of a drawer
// makes. It is whole where nothing that stood in the drawer before its batch
// can be missing from it: a record that was never kept began empty.
func (t *tx) newestKept(id recordKey, ds drawers, n int) (found base, whole bool) {
	found = base{Record: &model.Record{ID: id.id}}
	keys, err := t.keptKeys(id)
	whole = err == nil
	for _, key := range slices.Backward(keys) {
		if _, drawer, _ := numberIn(key); drawer != n {
			continue
		}
		var x kept
		if err := t.read(ds.keys[n], bucketKept, key, &x); err == nil && x.Record != nil {
			return base{Seq: x.Seq, Record: x.Record}, true
		}
		whole = false
	}
	return found, whole
}

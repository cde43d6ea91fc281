package store

import (
	"fmt"

	"ownwords/model"
)

// base is one drawer whole, as of a batch.
type base struct {
	Seq    uint64        `json:"seq"`
	Record *model.Record `json:"record"`
}

// writeBases writes every drawer of the record anew, as of this batch.
func (t *tx) writeBases(id recordKey, ds drawers, r *model.Record, seq uint64) error {
	for n := range model.Drawers {
		if err := t.writeBase(id, ds, n, base{Seq: seq, Record: r}); err != nil {
			return err
		}
	}
	return nil
}

// writeBase writes what of the record stands in one drawer.
func (t *tx) writeBase(id recordKey, ds drawers, n int, b base) error {
	b.Record = b.Record.InDrawer(model.Drawers[n])
	if err := t.write(ds.keys[n], bucketBase, id.drawer(n), b); err != nil {
		return fmt.Errorf("write base of drawer %d: %w", n, err)
	}
	return nil
}

func (t *tx) readBase(id recordKey, ds drawers, n int) (base, error) {
	var b base
	err := t.read(ds.keys[n], bucketBase, id.drawer(n), &b)
	if err == nil && b.Record == nil {
		err = model.ErrNotRecord
	}
	return b, err
}

// drawer is one drawer of a record, put together.
type drawer struct {
	record *model.Record
	from   uint64 // the batch that it was put together from
	damage []Damage
}

// drawerAt puts a drawer together from its base and the tail after it. Where
// the base can't be read, the newest kept copy that can be stands in for it,
// or the beginning.
func (t *tx) drawerAt(id recordKey, ds drawers, n int, tail *tailReader) drawer {
	var out drawer
	b, err := t.readBase(id, ds, n)
	if err != nil {
		var whole bool
		b, whole = t.newestKept(id, ds, n)
		out.damage = append(out.damage, Damage{
			Where: bucketBase, Record: id.id, Drawer: model.Drawers[n], Err: err,
			Mended: whole && tail.wholeAfter(b.Seq),
		})
	}
	out.record, out.from = b.Record, b.Seq
	for _, batch := range tail.batches[min(b.Seq, uint64(len(tail.batches))):] {
		if batch.Drawer != model.Drawers[n] {
			continue
		}
		out.record, err = out.record.Apply(batch)
		if err != nil {
			out.damage = append(out.damage, Damage{
				Where: bucketTail, Record: id.id, Drawer: batch.Drawer,
				First: batch.Seq, Last: batch.Seq, After: batch.At, Before: batch.At, Err: err,
			})
		}
	}
	return out
}

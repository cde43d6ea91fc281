package store

import (
	"fmt"
	"slices"

	"ownwords/model"
)

// takeOut takes the parts that a batch says have left its drawer out of
// everything that is sealed with that drawer's key: what came before in the
// tail, the base, the kept copies of which nothing was sent, and the words for
// finding. What the file still holds of it in free pages goes when the file is
// made anew under another master, for which it is due now.
func (w *Writer) takeOut(t *tx, p *position, b model.Batch) error {
	gone := b.Left()
	if len(gone) == 0 {
		return nil
	}
	n, err := drawerNumber(b.Drawer)
	if err != nil {
		return err
	}
	was := p.head
	if err := w.resealTail(t, p, n, gone); err != nil {
		return fmt.Errorf("take out of tail: %w", err)
	}
	if err := w.takeOutOfKept(t, n, b); err != nil {
		return fmt.Errorf("take out of kept copies: %w", err)
	}
	if err := w.takeOutOfBase(t, p, n); err != nil {
		return fmt.Errorf("take out of base: %w", err)
	}
	if err := t.due(dueEpoch); err != nil { // or old pages, and old copies of the key, have it still
		return err
	}
	p.dirty = true
	return t.logEntry(LogEntry{Action: ActionResealed, ID: w.id.id, N: int(was.Seq), Head: was.Hash})
}

// resealTail takes parts out of the batches of a drawer, and seals the chain
// anew from the first that had any of them.
func (w *Writer) resealTail(t *tx, p *position, n int, gone map[model.ID]bool) error {
	var all []entry
	for e, err := range t.tail(w.id, w.ds) {
		if err != nil {
			return err
		}
		all = append(all, e)
	}
	var prev []byte
	last, changed := p.head.Seq, false
	for _, e := range all {
		if e.err != nil {
			prev = nil // it has no hash; what follows is not checked against it
			continue
		}
		if e.drawer == n && e.seq < last {
			changed = forget(&e.link.Batch, gone) || changed
		}
		if !changed {
			prev = e.hash
			continue
		}
		e.link.Prev = prev
		next, _, err := t.putLink(w.id, w.ds, e.link)
		if err != nil {
			return err
		}
		prev = next.Hash
		p.head = next
	}
	return nil
}

// forget takes out of a batch what parts were that have left its drawer since,
// and tells whether there was any of it.
func forget(b *model.Batch, gone map[model.ID]bool) bool {
	var kept []model.Change
	found := false
	for _, c := range b.Changes {
		now, stays := c.Forget(gone)
		found = found || !stays || len(now.After) != len(c.After)
		if stays {
			kept = append(kept, now)
		}
	}
	b.Changes = kept
	return found
}

// takeOutOfBase writes one drawer anew, as the tail now has it.
func (w *Writer) takeOutOfBase(t *tx, p *position, n int) error {
	tail, err := t.readTail(w.id, w.ds, head{})
	if err != nil {
		return err
	}
	d := t.drawerAt(w.id, w.ds, n, tail)
	if err := t.writeBase(w.id, w.ds, n, base{Seq: p.head.Seq, Record: d.record}); err != nil {
		return err
	}
	if model.Drawers[n] != model.DrawerShared {
		return nil
	}
	return t.writeWords(w.id, d.record)
}

// cleaned is a kept record without the parts that left; of one of which words
// did, it has what stays.
func cleaned(r *model.Record, b model.Batch) *model.Record {
	for _, c := range b.Changes {
		p, err := c.Decode()
		switch {
		case !c.Left:
		case err != nil || p == nil:
			r = r.Without(c.Kind, c.Part)
		case r.PartOf(c.Kind, c.Part) != nil:
			r = r.With(p)
		}
	}
	return r
}

// holdsAny tells whether a part that a batch takes out stands in a record.
func holdsAny(r *model.Record, b model.Batch) bool {
	return slices.ContainsFunc(b.Changes, func(c model.Change) bool { return c.Left && r.PartOf(c.Kind, c.Part) != nil })
}

// takenFrom are the notes that a batch takes out of a kept record for good.
func takenFrom(r *model.Record, b model.Batch) (out []Taken) {
	for _, c := range b.Changes {
		if n := model.Find(r.Notes, c.Part); c.Left && len(c.After) == 0 && c.Kind == model.KindNote && n != nil {
			out = append(out, Taken{Part: n.ID, Topic: n.Topic, Order: n.Order})
		}
	}
	return out
}

// takeOutOfKept takes parts out of a drawer's kept copies. A revision of which
// anything may have been sent stays as it was: it is what was sent.
func (w *Writer) takeOutOfKept(t *tx, n int, b model.Batch) error {
	keys, err := t.keptKeys(w.id)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if _, drawer, _ := numberIn(key); drawer != n {
			continue
		}
		var x kept
		if err := t.read(w.ds.keys[n], bucketKept, key, &x); err != nil {
			continue // it does not open, so nothing of it can be read
		}
		if model.Drawers[n] == model.DrawerShared && x.Revision > 0 && t.wentOut(w.id.id, x.Revision) {
			continue
		}
		if model.Drawers[n] == model.DrawerShared && x.Revision > 0 && holdsAny(x.Record, b) {
			if err := t.emptyOut(w.id.id, x.Revision); err != nil {
				return err
			}
		}
		x.Taken = append(x.Taken, takenFrom(x.Record, b)...)
		x.Record = cleaned(x.Record, b)
		if err := t.write(w.ds.keys[n], bucketKept, key, x); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"ownwords/model"
)

// ActionFolded is in the log for a tail of n batches whose earlier visits were
// folded; its head is the one that it had before.
const ActionFolded = "folded"

// unfolded are the records that were left with more visits than are folded.
type unfolded struct {
	mu  sync.Mutex
	all map[recordKey]bool
}

// left notes a record if it is one of them. It costs nothing but room where
// that is forgotten: the next leaving notes it again.
func (u *unfolded) left(id recordKey, c card, r *model.Record) {
	if v := r.Latest(); v == nil || len(r.Visits) < 2 || v.ID == c.Folded {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.all == nil {
		u.all = map[recordKey]bool{}
	}
	u.all[id] = true
}

// take returns the records and forgets them.
func (u *unfolded) take() map[recordKey]bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	all := u.all
	u.all = nil
	return all
}

// fold folds the tails of the records that were left since it was last done,
// each in a transaction of its own. It stops where somebody is in a record. What
// it could not do is done when that record is left again.
func (s *Store) fold(ctx context.Context) error {
	for id := range s.unfolded.take() {
		if ctx.Err() != nil || s.anyOpen() {
			return nil
		}
		err := s.update(func(t *tx) error { return t.fold(id) })
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("fold %s: %w", id.id, err)
		}
	}
	return nil
}

// fold folds what visits before the last one changed, and seals the tail anew.
// A tail of which anything can't be read is left as it is: it may yet be mended.
func (t *tx) fold(id recordKey) error {
	c, err := t.readCard(id)
	if err != nil {
		return err
	}
	ds, err := t.drawersOf(id, c)
	if err != nil {
		return err
	}
	defer ds.close()
	l, end, err := t.record(id, ds, c.Head)
	if err != nil {
		return err
	}
	v := l.Record.Latest()
	if v == nil || v.ID == c.Folded || len(l.Damage) > 0 || model.Fresh(l.Tail, v.ID) {
		return nil
	}
	out, folded := model.Fold(l.Tail, v.ID)
	c.Folded = v.ID
	if c.Head.Seq < end.Seq {
		c.of(l.Record)
	}
	if folded {
		t.turned() // whoever comes next reads again where it ends
		if c.Head, err = t.rewriteTail(id, ds, l.Tail, out); err != nil {
			return err
		}
		err = t.logEntry(LogEntry{Action: ActionFolded, ID: id.id, N: int(end.Seq), Head: end.Hash})
		if err != nil {
			return err
		}
	}
	return t.writeCard(id, c)
}

// rewriteTail puts what was folded in the place of the tail and returns its
// end. Numbers that have no batch, now or before, are covered by the next that
// has one.
func (t *tx) rewriteTail(id recordKey, ds drawers, was, out []model.Batch) (head, error) {
	for _, b := range was {
		n, err := drawerNumber(b.Drawer)
		if err != nil {
			return head{}, err
		}
		if err := t.Delete(bucketTail, id.numbered(b.Seq, n)); err != nil {
			return head{}, err
		}
	}
	var end head
	for i, b := range out {
		if len(b.Changes) == 0 && i < len(out)-1 {
			continue
		}
		l := link{Prev: end.Hash, Batch: b}
		if b.Seq != end.Seq+1 {
			l.From = end.Seq + 1
		}
		var err error
		if end, _, err = t.putLink(id, ds, l); err != nil {
			return head{}, err
		}
	}
	return end, nil
}

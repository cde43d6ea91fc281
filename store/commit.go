package store

import (
	"cmp"
	"fmt"

	"ownwords/model"
)

// The bases are written anew when so many batches, or so many bytes of them,
// came after them: opening must not become slow, however long a visit is.
const (
	rebaseBatches = 4_000
	rebaseBytes   = 1 << 20
)

// position is where a record stands in the file.
type position struct {
	made  bool // it is there at all
	head  head
	base  uint64 // the batch that its bases are of
	bytes int    // of batches after that
	card  card
	dirty bool // the card changed in this transaction
}

// position reads where a record stands. Nobody writes in what is in the bin.
func (t *tx) position(id recordKey) (drawers, position, error) {
	if m, err := t.readMark(id); err != nil || m.binned() {
		return drawers{}, position{}, cmp.Or(err, ErrBinned)
	}
	c, cardErr := t.readCard(id)
	ds, err := t.drawersOf(id, c)
	if err != nil {
		return drawers{}, position{}, orNotFound(cardErr, err)
	}
	tail, err := t.readTail(id, ds, c.Head)
	if err != nil {
		return drawers{}, position{}, err
	}
	if cardErr != nil {
		l, _, err := t.record(id, ds, head{})
		if err != nil {
			return drawers{}, position{}, err
		}
		c.of(l.Record)
		c.Logged = tail.prev.seq
	}
	c.ID, c.Keys = id.id, ds.wrapped
	p := position{made: true, head: tail.head(), base: tail.prev.seq, card: c}
	for n := range model.Drawers {
		if b, err := t.readBase(id, ds, n); err == nil {
			p.base = min(p.base, b.Seq)
		}
	}
	p.bytes = tail.sizeAfter(p.base)
	return ds, p, nil
}

// write commits works in one transaction and says where the record then stands.
func (w *Writer) write(works []work) (position, error) {
	var p position
	err := w.s.update(func(t *tx) error {
		if err := w.renew(t); err != nil {
			return err
		}
		p = w.at
		p.dirty = false
		if !p.made {
			p.card.Keys = w.ds.wrapped
			if err := t.begin(w.id, w.ds, &model.Record{ID: w.id.id}); err != nil {
				return err
			}
			if err := t.log(ActionBegun, w.id.id, 0); err != nil {
				return err
			}
			p.made, p.dirty = true, true
		}
		for _, x := range works {
			if err := w.commit(t, &p, x); err != nil {
				return err
			}
		}
		return w.putCard(t, &p)
	})
	if err != nil {
		return position{}, fmt.Errorf("save %s: %w", w.id.id, err)
	}
	return p, nil
}

// putCard writes the card if it changed. When the record was last opened is
// for the file to say: Load writes that.
func (w *Writer) putCard(t *tx, p *position) error {
	if !p.dirty {
		return nil
	}
	if c, err := t.readCard(w.id); err == nil {
		p.card.Opened = c.Opened
	}
	p.card.Head = p.head
	return t.writeCard(w.id, p.card)
}

func (w *Writer) commit(t *tx, p *position, x work) error {
	for _, b := range x.batches {
		if err := w.commitBatch(t, p, b); err != nil {
			return err
		}
	}
	if x.keep != nil {
		if err := w.commitKeep(t, p, *x.keep, x.out); err != nil {
			return err
		}
	}
	if x.leaving != nil {
		return w.commitLeaving(t, p, *x.leaving)
	}
	return nil
}

func (w *Writer) commitBatch(t *tx, p *position, b model.Batch) error {
	if b.Seq != p.head.Seq+1 {
		return fmt.Errorf("batch %d behind %d: %w", b.Seq, p.head.Seq, ErrOrder)
	}
	next, size, err := t.putLink(w.id, w.ds, link{Prev: p.head.Hash, Batch: b})
	if err != nil {
		return err
	}
	p.head = next
	p.bytes += size
	if p.card.take(b) {
		p.dirty = true
	}
	return w.takeOut(t, p, b)
}

func (w *Writer) commitKeep(t *tx, p *position, k Keep, out []OutItem) error {
	if err := t.keep(w.id, w.ds, k, p.head.Seq); err != nil {
		return err
	}
	if err := w.rebase(t, p, k.Record); err != nil {
		return err
	}
	if err := t.replaceWaiting(w.id.id, k.Revision); err != nil {
		return err
	}
	for _, o := range out {
		if err := t.freeze(o); err != nil {
			return err
		}
	}
	return t.logEntry(LogEntry{Action: string(k.Why), ID: w.id.id, N: k.Revision, Head: p.head.Hash})
}

func (w *Writer) commitLeaving(t *tx, p *position, l leaving) error {
	if err := w.rebase(t, p, l.record); err != nil {
		return err
	}
	if err := t.write(nil, bucketPlaces, w.id.key(), placed{l.place, p.head.Seq}); err != nil {
		return fmt.Errorf("write place: %w", err)
	}
	w.s.unfolded.left(w.id, p.card, l.record)
	n := p.head.Seq - p.card.Logged
	if n == 0 {
		return nil
	}
	p.card.Logged = p.head.Seq
	return t.logEntry(LogEntry{Action: ActionChanged, ID: w.id.id, N: int(n), Head: p.head.Hash})
}

// rebase writes all that stands for the record as it is: bases, words, card.
func (w *Writer) rebase(t *tx, p *position, r *model.Record) error {
	if err := t.writeBases(w.id, w.ds, r, p.head.Seq); err != nil {
		return err
	}
	if err := t.writeWords(w.id, r); err != nil {
		return err
	}
	p.card.of(r)
	p.base, p.bytes, p.dirty = p.head.Seq, 0, true
	return nil
}

// rebased writes the bases anew where the tail behind them has grown long. It
// is a transaction of its own, after the one that saved the words: where it
// fails nothing but time is lost, and it is tried behind the next.
func (w *Writer) rebased(at position) position {
	if at.head.Seq-at.base < rebaseBatches && at.bytes < rebaseBytes {
		return at
	}
	p := at
	err := w.s.update(func(t *tx) error {
		if w.behind(t) {
			return errBehind // the next commit reads it again
		}
		l, _, err := t.record(w.id, w.ds, at.card.Head)
		if err != nil {
			return err
		}
		if lost(l.Damage) {
			p.base, p.bytes = p.head.Seq, 0 // what may yet be mended is not written over
			return nil
		}
		if err := w.rebase(t, &p, l.Record); err != nil {
			return err
		}
		return w.putCard(t, &p)
	})
	if err != nil {
		return at
	}
	return p
}

// lost tells whether any of the damage cost words.
func lost(all []Damage) bool {
	for _, d := range all {
		if !d.Mended {
			return true
		}
	}
	return false
}

package desk

import (
	"context"
	"crypto/sha256"
	"fmt"

	"ownwords/model"
	"ownwords/store"
)

// MoveIn puts a note that was written down in another record by mistake into the
// one where it belongs, and returns when it is on disk there. voice is whose it
// was. It may be called from any goroutine, and again for a note that is on its
// way or was moved: it stands there once. The error is store.ErrOpen for a record
// that somebody is in.
func (d *Desk) MoveIn(ctx context.Context, to model.ID, n *model.Note, voice *model.Voice) error {
	d.opening.Lock()
	defer d.opening.Unlock()
	if there, err := d.movedIn(to, n.ID); err != nil || there {
		return err
	}
	if d.store.IsOpen(to) {
		return fmt.Errorf("move note to %s: %w", to, store.ErrOpen)
	}
	t, _, err := d.open(to)
	if err != nil {
		return err
	}
	t.TakeIn(n, voice)
	if d.moved == nil {
		d.moved = map[moved]model.ID{}
	}
	d.moved[moved{to, n.ID}] = t.Record().Notes[len(t.Record().Notes)-1].ID
	if err := t.Leave(ctx); err != nil {
		t.Drop()
		return fmt.Errorf("move note to %s: %w", to, err)
	}
	return nil
}

// moved is a note that was to go to another record.
type moved struct{ to, note model.ID }

// movedIn tells whether a note was moved to a record before, and stands there on
// disk. What was not saved then is saved now.
func (d *Desk) movedIn(to, note model.ID) (bool, error) {
	id, known := d.moved[moved{to, note}]
	if !known {
		return false, nil
	}
	l, err := d.store.Read(to)
	if err != nil {
		return false, err
	}
	return model.Find(l.Record.Notes, id) != nil, nil
}

// Moved is a note that stands where it belongs, and goes out of the record in
// which it should never have been. It has no words of it: it outlives a lock.
type Moved struct {
	From, Note model.ID
	said       [sha256.Size]byte
}

// Moving is a note of this conversation as it is now, on its way to another.
func (t *Talk) Moving(n *model.Note) Moved {
	return Moved{From: t.Record().ID, Note: n.ID, said: said(n)}
}

func said(n *model.Note) [sha256.Size]byte { return sha256.Sum256([]byte(n.Words().String())) }

// TakeOut takes out for good what was moved, wherever one is in the record. It
// tells whether it is gone: a note that was changed on its way stays, since what
// was typed in it stands nowhere else.
func (t *Talk) TakeOut(m Moved) bool {
	n := model.Find(t.Record().Notes, m.Note)
	if n == nil {
		return true
	}
	if said(n) != m.said {
		return false
	}
	back := t.Place()
	at := model.Place{Stage: model.StageTalk, Topic: n.Topic, Part: n.ID}
	if n.Drawer == model.DrawerMine {
		at.Stage = model.StageMine
	}
	t.Go(at)
	t.Do("note.wrong", map[string]string{"as": "shred"})
	if back.Part == n.ID {
		back.Part, back.Caret = "", 0
	}
	t.Go(back)
	return model.Find(t.Record().Notes, m.Note) == nil
}

// TakeOut is Talk.TakeOut for a record that nobody is in, and returns when it is
// on disk. It may be called from any goroutine. The error is store.ErrOpen where
// somebody is in it.
func (d *Desk) TakeOut(ctx context.Context, m Moved) (gone bool, err error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	if d.store.IsOpen(m.From) {
		return false, fmt.Errorf("take moved note out of %s: %w", m.From, store.ErrOpen)
	}
	t, _, err := d.open(m.From)
	if err != nil {
		return false, err
	}
	gone = t.TakeOut(m)
	if err := t.Leave(ctx); err != nil {
		t.Drop()
		return false, fmt.Errorf("take moved note out of %s: %w", m.From, err)
	}
	return gone, nil
}

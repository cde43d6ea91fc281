package desk

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"ownwords/model"
	"ownwords/store"
)

// valueMoving is what the notes that are on their way are kept under. They are
// finished with when neither record has them twice.
const valueMoving = "moving"

// moving is a note on its way into another record, by ids: whatever ends the
// program meanwhile, the rest is done later.
type moving struct {
	From model.ID `json:"from"`
	Note model.ID `json:"note"`
	To   model.ID `json:"to"`
	As   model.ID `json:"as"` // its id there
}

// MoveIn puts a note that was written down in another record by mistake into the
// one where it belongs, and returns when it is on disk there. voice is whose it
// was. It may be called from any goroutine, and again for a note that is on its
// way or was moved: it stands there once. The error is store.ErrOpen for a record
// that somebody is in.
func (d *Desk) MoveIn(ctx context.Context, from, to model.ID, n *model.Note, voice *model.Voice) error {
	d.opening.Lock()
	defer d.opening.Unlock()
	all, err := d.onTheirWay()
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Note != n.ID || m.To != to {
			continue
		}
		if there, err := d.arrived(m); err != nil || there != nil {
			return err
		}
	}
	if d.store.IsOpen(to) {
		return fmt.Errorf("move note to %s: %w", to, store.ErrOpen)
	}
	t, _, err := d.open(to)
	if err != nil {
		return err
	}
	t.TakeIn(n, voice)
	as := t.Record().Notes[len(t.Record().Notes)-1].ID
	err = d.keepMoves(append(all, moving{from, n.ID, to, as}))
	if err == nil {
		err = t.Leave(ctx)
	}
	if err != nil {
		t.Drop()
		return fmt.Errorf("move note to %s: %w", to, err)
	}
	return nil
}

func (d *Desk) onTheirWay() (all []moving, err error) {
	kept, err := d.store.Meta(valueMoving)
	if err != nil || kept == nil {
		return nil, err
	}
	if err := json.Unmarshal(kept, &all); err != nil {
		return nil, fmt.Errorf("read moves: %w", err)
	}
	return all, nil
}

func (d *Desk) keepMoves(all []moving) error {
	kept, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep moves: %w", err)
	}
	return d.store.SetMeta(valueMoving, kept)
}

// arrived is the note as it stands where it belongs, on disk; nil where it does
// not.
func (d *Desk) arrived(m moving) (*model.Note, error) {
	l, err := d.store.Read(m.To)
	if errors.Is(err, store.ErrNotFound) { // purged meanwhile
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return model.Find(l.Record.Notes, m.As), nil
}

// finishMoves takes out of their records the notes that came to stand where they
// belong, where something ended the program in between. Of records that somebody
// is in, that is done the next time.
func (d *Desk) finishMoves(ctx context.Context) error {
	d.opening.Lock()
	defer d.opening.Unlock()
	all, err := d.onTheirWay()
	if err != nil || len(all) == 0 {
		return err
	}
	var errs []error
	left := slices.DeleteFunc(slices.Clone(all), func(m moving) bool {
		done, err := d.finishMove(ctx, m)
		errs = append(errs, err)
		return done
	})
	if len(left) < len(all) {
		errs = append(errs, d.keepMoves(left))
	}
	return errors.Join(errs...)
}

func (d *Desk) finishMove(ctx context.Context, m moving) (done bool, err error) {
	if d.store.IsOpen(m.From) {
		return false, nil
	}
	there, err := d.arrived(m)
	if err != nil || there == nil {
		return err == nil, err
	}
	gone, err := d.takeOut(ctx, Moved{m.From, m.Note, said(there)})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return true, nil
	case err != nil:
		return false, err
	case !gone:
		d.inBoth.Store(true)
	}
	return true, nil
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
	return d.takeOut(ctx, m)
}

func (d *Desk) takeOut(ctx context.Context, m Moved) (gone bool, err error) {
	l, err := d.store.Read(m.From)
	if err != nil {
		return false, err
	}
	if model.Find(l.Record.Notes, m.Note) == nil { // nobody is to find it opened for that
		return true, nil
	}
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

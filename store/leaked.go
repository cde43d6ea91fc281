package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// Leaked seals everything anew under keys that nobody has had: for when somebody
// else knows a passphrase, or the recovery code. The new passphrase is that of
// the way by which the store was opened; every other passphrase and the code
// open nothing any more, since whoever had one of them could have had all. Team
// keys stay. It returns the new recovery code, which nothing else holds.
//
// What was copied off the laptop before opens by what leaked as it did. The
// errors are those of [Store.Tidy] and [seal.JudgePassphrase]; nothing has
// changed then.
func (s *Store) Leaked(ctx context.Context, passphrase []byte) (*seal.Code, error) {
	if s.anyOpen() {
		return nil, fmt.Errorf("re-encrypt: %w", ErrOpen)
	}
	if err := s.waitToCopy(ctx); err != nil { // who types would wait for the backup too
		return nil, fmt.Errorf("re-encrypt: %w", err)
	}
	defer s.copying.Unlock()
	code := seal.NewCode()
	if err := s.reEncrypt(ctx, passphrase, code); err != nil {
		code.Close()
		return nil, fmt.Errorf("re-encrypt: %w", err)
	}
	s.vault.DropUpgradeCopies() // what leaked opens them
	return code, nil
}

func (s *Store) reEncrypt(ctx context.Context, passphrase []byte, code *seal.Code) error {
	var me wayNote
	if err := s.view(func(t *tx) error {
		me = t.me()
		return nil
	}); err != nil {
		return err
	}
	keys := &redrawing{s: s, all: map[model.ID]*redrawn{}}
	defer keys.close()
	var notes []wayNote
	return s.vault.Rewrite(ctx, vault.Renewal{
		Master: true, Value: keys.value, Data: keys.data,
		Ways: func(w *vault.Ways) error {
			slot, err := w.AddPassphrase(passphrase, s.cost)
			if err != nil {
				return err
			}
			byCode, err := w.AddCode(code)
			if err != nil {
				return err
			}
			w.StandsFor(slot)
			me.Slot, me.Since = slot, s.now()
			me.ID = cmp.Or(me.ID, slot)
			notes = []wayNote{me, {Slot: byCode, ID: byCode, Since: s.now()}}
			return nil
		},
		Finish: func(vt *vault.Tx) error {
			t := &tx{vt, s}
			if err := t.setWayNotes(slices.Concat(notes, t.teamNotes())); err != nil {
				return err
			}
			if err := t.setCodeKept(false); err != nil {
				return err
			}
			return t.done(dueCompact|dueEpoch, ActionReEncrypted)
		},
	})
}

// me is what is kept of the passphrase by which the store was opened, or of the
// first there is.
func (t *tx) me() wayNote {
	notes := t.wayNotes()
	var first wayNote
	for _, w := range t.Ways() {
		if w.Kind != seal.KindPassphrase {
			continue
		}
		if n := noteOf(notes, w.ID); w.ID == t.Opened() {
			return n
		} else if first.ID == "" {
			first = n
		}
	}
	return first
}

// teamNotes is what is kept of the team keys.
func (t *tx) teamNotes() []wayNote {
	var team []wayNote
	notes := t.wayNotes()
	for _, w := range t.Ways() {
		if w.Kind == seal.KindTeam {
			team = append(team, noteOf(notes, w.ID))
		}
	}
	return team
}

// redrawing gives every record new drawer keys while the file is made anew.
type redrawing struct {
	s   *Store
	all map[model.ID]*redrawn
}

// redrawn are one record's drawer keys before and after; nil where a key could
// not be opened, and then nothing that it sealed can.
type redrawn struct {
	was, is [3]*seal.Key
	wrapped [3][]byte
}

func (r *redrawing) of(x *vault.Exchange, id recordKey) (*redrawn, error) {
	if d := r.all[id.id]; d != nil {
		return d, nil
	}
	t := &tx{x.Tx, r.s}
	d := &redrawn{}
	c, _ := t.readCard(id) // where it can't be read the copies of the keys are
	for n := range d.was {
		was, _, err := t.drawerKey(id, n, c.Keys[n])
		if err != nil {
			continue
		}
		d.was[n] = was
		if d.is[n], d.wrapped[n], err = x.MakeDataKey(drawerField, id.drawer(n)); err != nil {
			return nil, fmt.Errorf("make drawer keys: %w", err)
		}
	}
	r.all[id.id] = d
	return d, nil
}

// value is [vault.Renewal]'s Value.
func (r *redrawing) value(x *vault.Exchange, bucket string, key, value []byte) ([]byte, error) {
	if bucket != bucketKeys && bucket != bucketCards {
		return value, nil
	}
	id, err := keyOf(idOf(key))
	if err != nil {
		return value, nil // no record of ours ever had such a key
	}
	d, err := r.of(x, id)
	if err != nil {
		return nil, err
	}
	return withKeys(bucket, key, value, func(drawer, wrapped []byte) []byte {
		if n := int(drawer[len(drawer)-1]); n < len(d.wrapped) && d.wrapped[n] != nil {
			return d.wrapped[n]
		}
		return wrapped
	})
}

// data is [vault.Renewal]'s Data: of every key under a drawer's, the first bytes
// are the record and the last is the drawer.
func (r *redrawing) data(x *vault.Exchange, _ string, key []byte) (was, is *seal.Key, err error) {
	id, err := keyOf(idOf(key))
	if err != nil {
		return nil, nil, nil
	}
	d, err := r.of(x, id)
	if err != nil {
		return nil, nil, err
	}
	n := int(key[len(key)-1])
	if n >= len(d.was) {
		return nil, nil, nil
	}
	return d.was[n], d.is[n], nil
}

func (r *redrawing) close() {
	for _, d := range r.all {
		for _, k := range slices.Concat(d.was[:], d.is[:]) {
			if k != nil {
				k.Close()
			}
		}
	}
}

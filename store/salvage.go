package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// ActionSalvaged is the log entry of a store that was made of another: of n
// values.
const ActionSalvaged = "salvaged"

// Salvaged is what came out of a store that can't be opened, or not be trusted.
type Salvaged struct {
	vault.Salvage

	Report Report // of the store that was made of it
}

// Salvage reads what the store in dir still holds, page by page, and makes a
// store of it in another folder, which opens by the same passphrase, code or
// team key. The old one is only read. Its errors are those of
// [vault.OpenWreck], [vault.Wreck.Unlock] and [vault.Wreck.Write]; where there
// is one, no store was made.
func Salvage(ctx context.Context, dir, to string, key *seal.Opener, o Options) (Salvaged, error) {
	out, err := rescue(dir, to, key)
	if err != nil {
		return Salvaged{}, fmt.Errorf("salvage store: %w", err)
	}
	f, err := Open(to, o)
	if err != nil {
		return Salvaged{}, err
	}
	s, err := f.Unlock(key)
	if err != nil {
		return Salvaged{}, errors.Join(err, f.Close())
	}
	report, err := s.settleSalvaged(ctx, out)
	if err = errors.Join(err, s.Close()); err != nil {
		return Salvaged{}, fmt.Errorf("settle what was salvaged: %w", err)
	}
	return Salvaged{out, report}, nil
}

func rescue(dir, to string, key *seal.Opener) (out vault.Salvage, err error) {
	w, err := vault.OpenWreck(dir, layout)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if err := w.Unlock(key); err != nil {
		return out, err
	}
	r := rescuer{wreck: w, wrapped: map[drawerOf][][]byte{}, keys: map[drawerOf]*seal.Key{}}
	defer r.close()
	w.Rescue(vault.Known{Rank: r.rank, KeyOf: r.keyOf})
	return w.Write(to)
}

// rescuer knows which key opens what, by what was opened before.
type rescuer struct {
	wreck   *vault.Wreck
	wrapped map[drawerOf][][]byte // from cards and from beside the bases
	keys    map[drawerOf]*seal.Key
}

type drawerOf struct {
	id model.ID
	n  int
}

func (r *rescuer) close() {
	for _, k := range r.keys {
		if k != nil {
			k.Close()
		}
	}
}

// rank says which of several values under one key counts. Of what has a number
// it is the last. Of two states of a batch or a kept copy it is the shorter: the
// other is of before something was taken out of it.
func (r *rescuer) rank(bucket string, key, plain []byte) uint64 {
	switch bucket {
	case bucketCards:
		var c card
		if decode(bucket, plain, &c) != nil {
			return 0
		}
		for n, wrapped := range c.Keys {
			r.wraps(drawerOf{idOf(key), n}, wrapped)
		}
		return c.Head.Seq
	case bucketKeys:
		if rightKey(bucket, key) {
			r.wraps(drawerOf{idOf(key), int(key[idSize])}, plain)
		}
	case bucketBase:
		var b struct{ Seq uint64 }
		if decode(bucket, plain, &b) == nil {
			return b.Seq
		}
	case bucketPlaces:
		var p placed
		if decode(bucket, plain, &p) == nil {
			return p.Seq
		}
	case bucketOutState:
		var x outState
		if decode(bucket, plain, &x) == nil {
			return uint64(x.State.Since.UnixNano())
		}
	case bucketLog:
		var end logLink
		if decode(bucket, plain, &end) == nil {
			return end.Entry.Seq
		}
	case bucketTail, bucketKept:
		return math.MaxUint64 - uint64(len(plain))
	}
	return 0
}

func (r *rescuer) wraps(of drawerOf, wrapped []byte) {
	if wrapped != nil {
		r.wrapped[of] = append(r.wrapped[of], wrapped)
	}
}

// keyOf is the key of the drawer that a key of the base, the tail or the kept
// copies names.
func (r *rescuer) keyOf(bucket string, key []byte) *seal.Key {
	if bucket != bucketBase && bucket != bucketTail && bucket != bucketKept || !rightKey(bucket, key) {
		return nil
	}
	id, err := keyOf(idOf(key))
	if err != nil {
		return nil
	}
	of := drawerOf{id.id, int(key[len(key)-1])}
	k, tried := r.keys[of]
	for _, wrapped := range r.wrapped[of] {
		if tried {
			break
		}
		k, err = r.wreck.OpenDataKey(wrapped, drawerField, id.drawer(of.n))
		tried = err == nil
	}
	r.keys[of] = k
	return k
}

// settleSalvaged makes again what can be had from something else, and says what
// there then is.
func (s *Store) settleSalvaged(ctx context.Context, out vault.Salvage) (Report, error) {
	if out.NamesLost {
		if err := s.update(rename); err != nil {
			return Report{}, err
		}
	}
	v := verifier{s: s}
	records, err := v.ids(bucketCards, bucketKeys)
	if err != nil {
		return Report{}, err
	}
	purged := s.purged()
	for _, id := range records {
		if purged[id.id] { // its pages were not made anew by then
			if err := s.purgeAgain(id.id); err != nil {
				return Report{}, err
			}
			continue
		}
		if err := s.update(func(t *tx) error { return t.settle(id) }); err != nil {
			return Report{}, err
		}
	}
	if err := errors.Join(s.update(settleItems), s.countAnew()); err != nil {
		return Report{}, err
	}
	if err := s.Log(ActionSalvaged, "", out.Values); err != nil {
		return Report{}, err
	}
	return s.Verify(ctx)
}

// purged are the records that the log ends with as purged. Behind an entry that
// can't be read one may have been taken in again, so that those before it are
// not among them.
func (s *Store) purged() map[model.ID]bool {
	out := map[model.ID]bool{}
	for e, err := range s.LogEntries() {
		switch {
		case err != nil:
			clear(out)
		case e.Action == ActionPurged:
			out[e.ID] = true
		case e.Action == ActionBegun, e.Action == ActionTakenIn:
			delete(out, e.ID)
		}
	}
	return out
}

// rename puts the guides under the keys that they have now. Of other values
// nobody knows the name any more; they are small, and can be given again.
func rename(t *tx) error {
	var guides []vault.Item
	for item, err := range t.Each(bucketGuides, nil) {
		if err != nil {
			return err
		}
		guides = append(guides, item)
	}
	for _, item := range guides {
		err := t.Delete(bucketGuides, item.Key)
		if err == nil {
			err = t.put(nil, bucketGuides, t.s.guideKey(guideHash(item.Value)), item.Value)
		}
		if err != nil {
			return err
		}
	}
	return t.deleteUnder(bucketValues, nil)
}

// settle writes the copies of a record's keys, its card and its words, where
// they are not there, and its bases where the tail and the kept copies have all
// that stood in them.
func (t *tx) settle(id recordKey) error {
	l, c, err := t.load(id)
	if err != nil {
		return nil // Verify tells it: there is no key
	}
	ds, err := t.drawersOf(id, c)
	if err != nil {
		return nil
	}
	defer ds.close()
	for n := range model.Drawers {
		if err := t.put(nil, bucketKeys, id.drawer(n), ds.wrapped[n]); err != nil {
			return err
		}
	}
	if was, err := t.readCard(id); err == nil {
		c.Opened = was.Opened
	} else {
		c.Opened = time.Time{}
		if n := len(l.Tail); n > 0 {
			c.Opened = l.Tail[n-1].At
		}
	}
	if err := t.writeCard(id, c); err != nil {
		return err
	}
	if _, err := t.get(nil, bucketWords, id.key()); err != nil {
		if err := t.writeWords(id, l.Record); err != nil {
			return err
		}
	}
	if len(l.Damage) == 0 || lost(l.Damage) {
		return nil
	}
	return t.writeBases(id, ds, l.Record, l.Head)
}

// settleItems gives what was frozen and has no state one that harms nothing.
func settleItems(t *tx) error {
	var all []recordKey
	for item, err := range t.EachWith(closed, bucketOut, nil) {
		if err != nil {
			return err
		}
		if id, err := keyOf(idOf(item.Key)); err == nil {
			all = append(all, id)
		}
	}
	for _, id := range all {
		x, damage := t.readState(id)
		if damage == nil || x.ID == "" {
			continue
		}
		if err := t.write(nil, bucketOutState, id.key(), x); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"ownwords/store/vault"
)

// The actions of making the file anew, in the log.
const (
	ActionCompacted   = "compacted"
	ActionEpoch       = "epoch"
	ActionReEncrypted = "re-encrypted"
)

// chore is what the file as a whole is due for when nobody writes in it.
type chore uint8

// The chores, as bits: each of them makes the file anew, and what was taken out
// of it is then no longer in it.
const (
	dueCompact chore = 1 << iota // without what stands in its free pages
	dueEpoch                     // under a new master, so that old keys open nothing of it
)

const valueDue = "due"

// due notes what the file is due for. It stands in the very transaction that
// makes it so: whatever ends the program, the next Tidy finds it.
func (t *tx) due(c chore) error {
	was, err := t.dueNow()
	if err != nil {
		return err
	}
	if was|c == was {
		return nil
	}
	return t.setDue(was | c)
}

func (t *tx) setDue(c chore) error {
	if err := t.put(nil, bucketValues, t.s.vault.Key(bucketValues, valueDue), []byte{byte(c)}); err != nil {
		return fmt.Errorf("note what is due: %w", err)
	}
	return nil
}

// dueNow reads what the file is due for. Where that is damaged all of it is:
// doing it again harms nothing.
func (t *tx) dueNow() (chore, error) {
	plain, err := t.get(nil, bucketValues, t.s.vault.Key(bucketValues, valueDue))
	switch {
	case errors.Is(err, ErrNotFound):
		return 0, nil
	case isDamage(err), err == nil && len(plain) != 1:
		return dueCompact | dueEpoch, nil
	case err != nil:
		return 0, fmt.Errorf("read what is due: %w", err)
	}
	return chore(plain[0]), nil
}

// A file of which a fifth is free is made anew without anybody asking, if that
// gives back so many bytes that it is worth the time.
const (
	freeShare = 5
	freeLeast = 1 << 20
)

// Tidy does what the file is due for while nobody is in a record: what was taken
// out of it is then in it no more. It is quick where nothing is due. It returns
// ErrOpen where somebody is in a record, [vault.ErrYielded] where it gave way to
// somebody who came meanwhile, and the system's error, for a full disk above all.
// What was not done stays due.
func (s *Store) Tidy(ctx context.Context) error {
	if s.anyOpen() {
		return fmt.Errorf("tidy store: %w", ErrOpen)
	}
	if !s.copying.TryLock() { // it would wait for the backup, and whoever types for it
		return fmt.Errorf("tidy store: %w", vault.ErrYielded)
	}
	defer s.copying.Unlock()
	if err := errors.Join(s.emptyBin(ctx), s.fold(ctx), s.tidy(ctx)); err != nil {
		return fmt.Errorf("tidy store: %w", err)
	}
	return nil
}

func (s *Store) tidy(ctx context.Context) error {
	var c chore
	err := s.view(func(t *tx) (err error) {
		c, err = t.dueNow()
		return err
	})
	if err != nil {
		return err
	}
	free, total := s.vault.Free()
	switch {
	case c&dueEpoch != 0:
		return s.newEpoch(ctx)
	case c != 0, free >= freeLeast && free*freeShare >= total:
		return s.compact(ctx)
	}
	return nil
}

func (s *Store) compact(ctx context.Context) error {
	return s.vault.Rewrite(ctx, vault.Renewal{
		Yield: true, Finish: func(t *vault.Tx) error { return (&tx{t, s}).done(dueCompact, ActionCompacted) },
	})
}

func (s *Store) newEpoch(ctx context.Context) error {
	return s.vault.Rewrite(ctx, vault.Renewal{
		Yield: true, Master: true, Value: rewrapped,
		Finish: func(t *vault.Tx) error { return (&tx{t, s}).done(dueCompact|dueEpoch, ActionEpoch) },
	})
}

// done notes that chores were done. What else became due since stays so.
func (t *tx) done(c chore, action string) error {
	was, err := t.dueNow()
	if err != nil {
		return err
	}
	if was != 0 {
		if err := t.setDue(was &^ c); err != nil {
			return err
		}
	}
	return t.log(action, "", int(t.Epoch()))
}

// anyOpen tells whether somebody is in any record.
func (s *Store) anyOpen() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.writers {
		if w.open() {
			return true
		}
	}
	return false
}

// rewrapped brings the drawer keys in a value under a new master. One that does
// not open is left as it is: there are two of each.
func rewrapped(x *vault.Exchange, bucket string, key, value []byte) ([]byte, error) {
	return withKeys(bucket, key, value, func(drawer, wrapped []byte) []byte {
		again, err := x.Rewrap(wrapped, drawerField, drawer)
		if err != nil {
			return wrapped
		}
		return again
	})
}

// withKeys changes the wrapped drawer keys in a value, if it is one that has any.
func withKeys(bucket string, key, value []byte, change func(drawer, wrapped []byte) []byte) ([]byte, error) {
	switch bucket {
	case bucketKeys:
		return change(key, value), nil
	case bucketCards:
		var c card
		if err := json.Unmarshal(value, &c); err != nil {
			return value, nil // it is told as damaged, and made anew
		}
		for n, wrapped := range c.Keys {
			if wrapped != nil {
				c.Keys[n] = change(append(key[:len(key):len(key)], byte(n)), wrapped)
			}
		}
		again, err := json.Marshal(c)
		if err != nil {
			return nil, fmt.Errorf("write card: %w", err)
		}
		return again, nil
	}
	return value, nil
}

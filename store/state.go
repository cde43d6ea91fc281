package store

import (
	"errors"
	"fmt"
	"time"
)

// Reverted says that the file may be as it was one save earlier: the one who
// opens it must be told. See [vault.File.Reverted].
func (f *File) Reverted() bool { return f.file.Reverted() }

// Tight tells whether the disk was found full: what can still be saved has an
// end.
func (s *Store) Tight() bool { return s.vault.Tight() }

// KeepRoom looks whether there is room on the disk again, and tells whether
// there is not.
func (s *Store) KeepRoom() (tight bool) { return s.vault.KeepRoom() }

// Newest is when the newest entry of the log was made (UTC), zero where there is
// none: a clock that is behind it is wrong, or was.
func (s *Store) Newest() (time.Time, error) {
	var last logLink
	err := s.view(func(t *tx) error {
		end, _, err := t.logEnd()
		if err != nil || end.Entry.Seq == 0 {
			return err
		}
		return t.read(nil, bucketLog, logKey(end.Entry.Seq), &last)
	})
	if err != nil && !errors.Is(err, ErrNotFound) {
		return time.Time{}, fmt.Errorf("read the newest entry: %w", err)
	}
	return last.Entry.At, nil
}

const valueCode = "code"

// SetCodeKept notes whether the recovery code is known to be on paper. One that
// was made anew is not, from the moment on from which it opens the store.
func (s *Store) SetCodeKept(kept bool) error {
	err := s.update(func(t *tx) error { return t.setCodeKept(kept) })
	if err != nil {
		return fmt.Errorf("note the code: %w", err)
	}
	return nil
}

func (t *tx) setCodeKept(kept bool) error {
	key := t.s.vault.Key(bucketValues, valueCode)
	if kept {
		return t.Delete(bucketValues, key)
	}
	return t.put(nil, bucketValues, key, []byte{1})
}

// CodeKept tells whether it is.
func (s *Store) CodeKept() (kept bool, err error) {
	err = s.view(func(t *tx) error {
		_, err := t.get(nil, bucketValues, t.s.vault.Key(bucketValues, valueCode))
		if errors.Is(err, ErrNotFound) {
			kept = true
			return nil
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("read of the code: %w", err)
	}
	return kept, nil
}

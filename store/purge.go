package store

import (
	"fmt"

	"ownwords/model"
)

// Purge takes a record that is in the bin out of the file for good: with its
// history, its kept copies and what was frozen of it. It can't be undone. That
// it was here, and is not any more, stays in the log. The file is made anew
// under a new master when it is tidied; backups that were made before have it
// until they are gone.
//
// The error is ErrNotBinned for a record that is not in the bin, and ErrOpen or
// ErrUnsent where it may not go.
func (s *Store) Purge(id model.ID) error {
	return s.purgeIf(id, func(t *tx, k recordKey) error {
		m, err := t.readMark(k)
		switch {
		case err != nil:
			return err
		case !m.binned():
			return ErrNotBinned
		}
		return t.sent(id, false)
	})
}

// purgeAgain purges a record that a backup brought back, wherever it stands in
// it: somebody decided that already.
func (s *Store) purgeAgain(id model.ID) error {
	return s.purgeIf(id, func(*tx, recordKey) error { return nil })
}

func (s *Store) purgeIf(id model.ID, may func(*tx, recordKey) error) error {
	k, err := keyOf(id)
	if err != nil {
		return err
	}
	s.mu.Lock() // nobody begins to write in it meanwhile
	defer s.mu.Unlock()
	if err := s.alone(id); err != nil {
		return fmt.Errorf("purge %s: %w", id, err)
	}
	err = s.update(func(t *tx) error {
		if err := may(t, k); err != nil {
			return err
		}
		return t.purge(k)
	})
	if err != nil {
		return fmt.Errorf("purge %s: %w", id, err)
	}
	return nil
}

// ofRecords are the buckets whose keys begin with a record's.
var ofRecords = []string{bucketCards, bucketKeys, bucketBase, bucketTail, bucketKept, bucketWords, bucketPlaces, bucketBin}

func (t *tx) purge(id recordKey) error {
	guide, alone := t.guideAlone(id)
	items, err := t.items(id.id)
	if err != nil {
		return err
	}
	for _, x := range items {
		k, err := keyOf(x.ID)
		if err != nil {
			return err
		}
		for _, bucket := range []string{bucketOut, bucketOutState} {
			if err := t.Delete(bucket, k.key()); err != nil {
				return err
			}
		}
	}
	for _, bucket := range ofRecords {
		if err := t.deleteUnder(bucket, id.key()); err != nil {
			return err
		}
	}
	if alone {
		if err := t.Delete(bucketGuides, t.s.guideKey(guide)); err != nil {
			return err
		}
	}
	if err := t.log(ActionPurged, id.id, 0); err != nil {
		return err
	}
	return t.due(dueEpoch)
}

// deleteUnder takes out every key that begins with prefix, which is nil for all.
func (t *tx) deleteUnder(bucket string, prefix []byte) error {
	var keys [][]byte
	for item, err := range t.EachWith(closed, bucket, prefix) {
		if err != nil {
			return fmt.Errorf("walk %s: %w", bucket, err)
		}
		keys = append(keys, item.Key)
	}
	for _, key := range keys {
		if err := t.Delete(bucket, key); err != nil {
			return err
		}
	}
	return nil
}

// guideAlone is the hash of the guide that a record began with, and tells
// whether no other record did. What can't be read may be of that guide too.
func (t *tx) guideAlone(id recordKey) (hash string, alone bool) {
	hash, known := t.guideHash(id)
	if !known || hash == "" || t.s.guided[hash] {
		return "", false
	}
	for item, err := range t.EachWith(closed, bucketCards, nil) {
		other, keyErr := keyOf(idOf(item.Key))
		if err != nil || keyErr != nil {
			return "", false
		}
		if other.id == id.id {
			continue
		}
		if h, known := t.guideHash(other); !known || h == hash {
			return "", false
		}
	}
	return hash, true
}

// guideHash reads which guide a record began with out of its shared base.
func (t *tx) guideHash(id recordKey) (hash string, known bool) {
	c, err := t.readCard(id)
	if err != nil {
		return "", false
	}
	ds, err := t.drawersOf(id, c)
	if err != nil {
		return "", false
	}
	defer ds.close()
	n, err := drawerNumber(model.DrawerShared)
	if err != nil {
		return "", false
	}
	b, err := t.readBase(id, ds, n)
	if err != nil {
		return "", false
	}
	if b.Record.Conversation == nil {
		return "", b.Seq > 0 // one that was never left has it in its tail
	}
	return b.Record.Conversation.GuideHash, true
}

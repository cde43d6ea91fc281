package store

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/model"
)

// stored are the sealed bytes of all values under these ids.
func stored(t testing.TB, dir string, ids ...model.ID) [][]byte {
	t.Helper()
	var all [][]byte
	bare(t, dir, func(tx *bolt.Tx) error {
		return tx.ForEach(func(_ []byte, b *bolt.Bucket) error {
			return b.ForEach(func(key, value []byte) error {
				if slices.Contains(ids, idOf(key)) {
					all = append(all, bytes.Clone(value))
				}
				return nil
			})
		})
	})
	return all
}

// wrappedKeys are a record's data keys, as they are wrapped.
func wrappedKeys(t testing.TB, s *Store, id model.ID) [][]byte {
	t.Helper()
	k, err := keyOf(id)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	err = s.view(func(t *tx) error {
		for item, err := range t.Each(bucketKeys, k.key()) {
			if err != nil {
				return err
			}
			all = append(all, item.Value)
		}
		return nil
	})
	if err != nil || len(all) != len(model.Drawers) {
		t.Fatalf("%d data keys, %v", len(all), err)
	}
	return all
}

func TestAPurgedRecordIsNowhereInTheFile(t *testing.T) {
	s, dir := create(t)
	raw := []byte("a guide that only Joan's talk began with")
	hash, err := s.PutGuide(raw)
	if err != nil {
		t.Fatalf("PutGuide() = %v", err)
	}
	joan, peggy := left(t, s, "Joan Pemberton", "She keeps bees."), left(t, s, "Peggy Ashworth", "Bowls on Fridays.")
	w := writer(t, s, joan.r.ID)
	c := model.Copy(joan.r.Conversation)
	c.GuideHash = hash
	hand(t, w, joan.put(c))
	leave(t, w, joan, model.Place{Stage: model.StageTalk})
	s = reopen(t, s, dir)

	// All of it, in every state that it was ever saved in.
	var gone [][]byte
	item := agreed(t, s, joan, model.Agreed)
	note := func() {
		shut(t, s)
		gone = append(gone, stored(t, dir, joan.r.ID, item)...)
		s = unlock(t, dir)
	}
	note()
	arrived(t, s, item)
	note()
	throw(t, s, joan.r.ID)
	note()
	if len(gone) < 20 {
		t.Fatalf("only %d values were of it", len(gone))
	}
	gone = append(gone, wrappedKeys(t, s, joan.r.ID)...)

	if err := s.Purge(joan.r.ID); err != nil {
		t.Fatalf("Purge() = %v", err)
	}
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatalf("Tidy() = %v", err)
	}
	shut(t, s)
	if left := stored(t, dir, joan.r.ID, item); len(left) > 0 {
		t.Errorf("%d values of it are in the file", len(left))
	}
	if found := wholeIn(t, dir, gone); found > 0 {
		t.Errorf("%d of %d sealed values are in the file still", found, len(gone))
	}
	if key := at(t, joan.r.ID); wholeIn(t, dir, [][]byte{key.key()}) > 0 {
		t.Error("its id stands as a key in the file still")
	}
	wantGone(t, dir, joan, peggy, hash)
}

// wantGone looks at what a store tells of two people of whom one was purged.
func wantGone(t *testing.T, dir string, gone, stays *talk, guide string) {
	t.Helper()
	s := unlock(t, dir)
	if c := onlyCard(t, s); c.ID != stays.r.ID {
		t.Errorf("List() = %+v, want the other alone", c)
	}
	sameRecord(t, load(t, s, stays.r.ID).Record, stays.r)
	for what, err := range map[string]error{
		"Load": second(s.Load(gone.r.ID)), "Read": second(s.Read(gone.r.ID)), "BringBack": s.BringBack(gone.r.ID),
		"Guide": second(s.Guide(guide)),
	} {
		if !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrNotBinned) {
			t.Errorf("%s() = %v, want nothing found", what, err)
		}
	}
	if ids, err := s.Find("bees"); err != nil || len(ids) > 0 {
		t.Errorf("Find() = %v, %v, want nobody", ids, err)
	}
	if all, _, err := s.Outbox(); err != nil || len(all) > 0 {
		t.Errorf("Outbox() = %v, %v, want nothing", all, err)
	}
	if got := actions(t, s, gone.r.ID); got[0] != ActionBegun || got[len(got)-1] != ActionPurged {
		t.Errorf("the log tells %v, want it from its beginning to its end", got)
	}
	report, err := s.Verify(t.Context())
	if err != nil || len(report.Damage) > 0 {
		t.Errorf("Verify() = %+v, %v, want all well", report, err)
	}
	shut(t, s)
}

func second[T any](_ T, err error) error { return err }

func TestAPurgeWantsTheBin(t *testing.T) {
	s, _ := create(t)
	k := left(t, s, "Joan Pemberton", "She keeps bees.")
	if err := s.Purge(k.r.ID); !errors.Is(err, ErrNotBinned) {
		t.Errorf("Purge() of what is in use = %v, want ErrNotBinned", err)
	}
	if err := s.purgeAgain(k.r.ID); err != nil {
		t.Errorf("purgeAgain() = %v", err)
	}
	if err := s.Import(k.r); err != nil {
		t.Errorf("Import() of what was purged = %v, want it taken in as new", err)
	}
	shut(t, s)
}

func TestAGuideThatOthersBeganWithStays(t *testing.T) {
	s, dir := create(t)
	hash, err := s.PutGuide([]byte("a guide"))
	if err != nil {
		t.Fatal(err)
	}
	var all []*talk
	for _, name := range []string{"Joan Pemberton", "Peggy Ashworth"} {
		k := left(t, s, name, "Words.")
		w := writer(t, s, k.r.ID)
		c := model.Copy(k.r.Conversation)
		c.GuideHash = hash
		hand(t, w, k.put(c))
		leave(t, w, k, model.Place{})
		all = append(all, k)
	}
	s = reopen(t, s, dir)
	throw(t, s, all[0].r.ID)
	if err := s.Purge(all[0].r.ID); err != nil {
		t.Fatalf("Purge() = %v", err)
	}
	if l := load(t, s, all[1].r.ID); string(l.Guide) != "a guide" {
		t.Errorf("the other's guide is %q", l.Guide)
	}
	shut(t, s)
}

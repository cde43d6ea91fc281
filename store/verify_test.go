package store

import (
	"bytes"
	"context"
	"errors"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/seal"
)

// full makes a store with a bit of everything: two records with a tail behind
// early bases, one of them taken in; a kept copy and what was frozen of it; a
// guide, a value and a log.
func full(t *testing.T) (dir string, agreed *talk, item model.ID) {
	t.Helper()
	s, dir, k, w := begun(t, "Joan Pemberton")
	leave(t, w, k, model.Place{})
	if _, err := s.PutGuide([]byte("a guide")); err != nil {
		t.Fatal(err)
	}
	if err := s.SetMeta("token", []byte("a token")); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"one", "two", "three"} {
		_, batches := k.note(text)
		hand(t, w, batches)
	}
	n, batches := k.note("between us")
	hand(t, w, batches)
	hand(t, w, k.move(n, model.DrawerMine))
	item = model.NewID()
	_, batches = k.note("agreed")
	out := []OutItem{{ID: item, Target: "council", Kind: "fhir", Bytes: []byte("frozen")}}
	if err := w.PutAgreed(batches, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, out); err != nil {
		t.Fatal(err)
	}
	_, batches = k.note("after it was agreed")
	hand(t, w, batches)
	leave(t, w, k, model.Place{Topic: "home"})
	other := newTalk()
	other.begin("Siân Pritchard")
	if err := s.Import(other.r); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	return dir, k, item
}

func verify(t *testing.T, s *Store) Report {
	t.Helper()
	r, err := s.Verify(t.Context())
	if err != nil {
		t.Fatalf("Verify() = %v", err)
	}
	return r
}

func TestAWholeStoreIsReadToTheLastValue(t *testing.T) {
	dir, k, _ := full(t)
	s := unlock(t, dir)
	r := verify(t, s)
	if len(r.Damage) != 0 {
		t.Errorf("Verify() = %v, want nothing damaged", r.Damage)
	}
	want := Counts{Records: 2, Batches: int(k.seq), Kept: 2, Guides: 1, Items: 1, Entries: r.Counts.Entries, Values: r.Counts.Values}
	if r.Counts != want || r.Counts.Entries < 5 || r.Counts.Values < 1 || r.Newest.IsZero() {
		t.Errorf("Verify() = %+v, want %+v with a log and values", r, want)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify() stopped = %v, want %v", err, context.Canceled)
	}
	shut(t, s)
}

// TestEveryValueThatIsTouchedIsNamed turns over a bit in every value of a store
// in turn, and takes each out.
func TestEveryValueThatIsTouchedIsNamed(t *testing.T) {
	dir, _, _ := full(t)
	type value struct {
		bucket string
		key    []byte
	}
	var all []value
	bare(t, dir, func(tx *bolt.Tx) error {
		for _, bucket := range layout.Buckets {
			if err := tx.Bucket([]byte(bucket)).ForEach(func(key, _ []byte) error {
				all = append(all, value{bucket, bytes.Clone(key)})
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	s := unlock(t, dir)
	found := func(v value) []Damage {
		t.Helper()
		var bad []Damage
		for _, d := range verify(t, s).Damage {
			if d.Where == v.bucket && (d.Record == "" || d.Record == idOf(v.key)) {
				bad = append(bad, d)
			}
		}
		return bad
	}
	put := func(v value, change func(*bolt.Bucket, []byte) error) (was []byte) {
		t.Helper()
		shut(t, s)
		bare(t, dir, func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte(v.bucket))
			was = bytes.Clone(b.Get(v.key))
			return change(b, bytes.Clone(was))
		})
		s = unlock(t, dir)
		return was
	}
	for _, v := range all {
		was := put(v, func(b *bolt.Bucket, was []byte) error {
			was[len(was)-1] ^= 1
			return b.Put(v.key, was)
		})
		if bad := found(v); len(bad) != 1 || !errors.Is(bad[0], seal.ErrSealed) {
			t.Errorf("%s/%x with a bit turned over: Verify() = %v, want it named once", v.bucket, v.key, bad)
		}
		put(v, func(b *bolt.Bucket, _ []byte) error { return b.Delete(v.key) })
		harmless := v.bucket == bucketPlaces || v.bucket == bucketGuides || v.bucket == bucketValues
		if bad := found(v); len(bad) == 0 && !harmless {
			t.Errorf("%s/%x taken out: Verify() = %v, want it named", v.bucket, v.key, verify(t, s).Damage)
		}
		put(v, func(b *bolt.Bucket, _ []byte) error { return b.Put(v.key, was) })
	}
	if r := verify(t, s); len(r.Damage) != 0 {
		t.Errorf("Verify() with all of it back = %v, want nothing damaged", r.Damage)
	}
	shut(t, s)
}

// TestARecordThatIsPutBackWholeIsNamed has all that is there of a record as it
// was a day ago, which hangs together.
func TestARecordThatIsPutBackWholeIsNamed(t *testing.T) {
	dir, k, _ := full(t)
	id := at(t, k.r.ID)
	values := map[string]map[string][]byte{}
	each := func(do func(b *bolt.Bucket, bucket string) error) {
		t.Helper()
		bare(t, dir, func(tx *bolt.Tx) error {
			for _, bucket := range []string{bucketCards, bucketKeys, bucketBase, bucketTail, bucketKept, bucketWords, bucketPlaces} {
				if err := do(tx.Bucket([]byte(bucket)), bucket); err != nil {
					return err
				}
			}
			return nil
		})
	}
	each(func(b *bolt.Bucket, bucket string) error {
		values[bucket] = map[string][]byte{}
		return b.ForEach(func(key, value []byte) error {
			if bytes.HasPrefix(key, id.key()) {
				values[bucket][string(key)] = bytes.Clone(value)
			}
			return nil
		})
	})
	s := unlock(t, dir)
	today := resumed(load(t, s, k.r.ID))
	w := writer(t, s, k.r.ID)
	_, batches := today.note("said today")
	hand(t, w, batches)
	leave(t, w, today, model.Place{})
	shut(t, s)
	each(func(b *bolt.Bucket, bucket string) error {
		var now [][]byte
		if err := b.ForEach(func(key, _ []byte) error {
			if bytes.HasPrefix(key, id.key()) {
				now = append(now, bytes.Clone(key))
			}
			return nil
		}); err != nil {
			return err
		}
		for _, key := range now {
			if err := b.Delete(key); err != nil {
				return err
			}
		}
		for key, value := range values[bucket] {
			if err := b.Put([]byte(key), value); err != nil {
				return err
			}
		}
		return nil
	})
	s = unlock(t, dir)
	r := verify(t, s)
	if len(r.Damage) != 1 || r.Damage[0].Record != k.r.ID || !errors.Is(r.Damage[0], ErrChain) {
		t.Errorf("Verify() = %v, want the record told to be of an earlier day", r.Damage)
	}
	l, err := s.Load(k.r.ID)
	if err != nil || len(l.Damage) != 1 || !errors.Is(l.Damage[0], ErrChain) {
		t.Errorf("Load() = damage %v, %v, want it told at opening", l.Damage, err)
	}
	sameRecord(t, l.Record, k.r)
	shut(t, s)
}

// TestAGuideThatIsGoneIsMissed: the record that began with it is named, whether
// it was left since or not.
func TestAGuideThatIsGoneIsMissed(t *testing.T) {
	for _, wasLeft := range []bool{true, false} {
		s, _, k, w := begun(t, "Peggy Ashworth")
		hash, err := s.PutGuide([]byte("a guide"))
		if err != nil {
			t.Fatal(err)
		}
		c := model.Copy(k.r.Conversation)
		c.GuideHash = hash
		hand(t, w, k.put(c))
		flush(t, w)
		if wasLeft {
			leave(t, w, k, model.Place{})
		}
		if all := verify(t, s); len(all.Damage) > 0 {
			t.Errorf("Verify() = %v, want no damage", all.Damage)
		}
		if err := s.update(func(t *tx) error { return t.Delete(bucketGuides, s.guideKey(hash)) }); err != nil {
			t.Fatal(err)
		}
		d := verify(t, s).Damage
		if len(d) != 1 || d[0].Where != bucketGuides || d[0].Record != k.r.ID || !errors.Is(d[0].Err, ErrMissing) {
			t.Errorf("left %v: Verify() = %v, want that the guide of %s is missed", wasLeft, d, k.r.ID)
		}
		shut(t, s)
	}
}

// TestWhatIsPurgedMeanwhileIsNotMissed: whoever looks through the store while it
// empties its bin looks once more.
func TestWhatIsPurgedMeanwhileIsNotMissed(t *testing.T) {
	s, _ := create(t)
	k := left(t, s, "Peggy Ashworth", "I want to sing")
	throw(t, s, k.r.ID)
	v := verifier{s: s, lives: lives{}}
	if err := v.log(t.Context()); err != nil {
		t.Fatal(err)
	}
	if v.outrun() {
		t.Error("outrun(), and nothing was purged")
	}
	if err := s.Purge(k.r.ID); err != nil {
		t.Fatal(err)
	}
	if v.gone(nil); len(v.report.Damage) == 0 || !v.outrun() {
		t.Errorf("missed are %v, outrun() = %v, want the record, and that it was purged meanwhile", v.report.Damage, v.outrun())
	}
	shut(t, s)
}

package store

import (
	"bytes"
	"errors"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/seal"
)

// at is the key of a record's value: what was handed over is checked by the
// tests that go on from it.
func at(t *testing.T, id model.ID) recordKey {
	t.Helper()
	k, err := keyOf(id)
	if err != nil {
		t.Fatalf("keyOf() = %v", err)
	}
	return k
}

// flip turns over one bit in the middle of a value.
func flip(t *testing.T, dir, bucket string, key []byte) {
	t.Helper()
	bare(t, dir, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		value := bytes.Clone(b.Get(key))
		if len(value) == 0 {
			t.Fatalf("nothing stands in %s at %x", bucket, key)
		}
		value[len(value)/2] ^= 1 << 3
		return b.Put(key, value)
	})
}

// fiveNotes is a conversation with five notes, closed; with an early base, so
// that the notes are in the tail alone.
func fiveNotes(t *testing.T) (string, *talk, []*model.Note) {
	t.Helper()
	s, dir, k, w := begun(t, "Joan Pemberton")
	leave(t, w, k, model.Place{})
	var notes []*model.Note
	for _, text := range []string{"one", "two", "three", "four", "five"} {
		n, batches := k.note(text)
		notes = append(notes, n)
		hand(t, w, batches)
	}
	flush(t, w)
	shut(t, s)
	return dir, k, notes
}

func TestAFlippedBitCostsOneBatchByName(t *testing.T) {
	dir, k, notes := fiveNotes(t)
	flip(t, dir, bucketTail, at(t, k.r.ID).numbered(6, 0))
	s := unlock(t, dir)
	l, err := s.Load(k.r.ID)
	if err != nil {
		t.Fatalf("Load() = %v", err)
	}
	sameRecord(t, l.Record, k.r.Without(model.KindNote, notes[2].ID))
	if len(l.Damage) != 1 {
		t.Fatalf("Load() = damage %v, want one", l.Damage)
	}
	d := l.Damage[0]
	if d.Where != "tail" || d.Record != k.r.ID || d.First != 6 || d.Last != 6 || d.Mended || !errors.Is(d, seal.ErrSealed) {
		t.Errorf("Load() = damage %+v, want batch 6 of the tail, lost", d)
	}
	if !d.After.Equal(l.Tail[4].At) || !d.Before.Equal(l.Tail[6].At) {
		t.Errorf("what is lost was typed between %v and %v, want between batches 5 and 7", d.After, d.Before)
	}
	if l.Head != 8 || len(l.Tail) != 8 || l.Tail[5].Seq != 6 || len(l.Tail[5].Changes) != 0 {
		t.Errorf("Load() = head %d, %d batches, sixth %+v, want 8 without a gap", l.Head, len(l.Tail), l.Tail[5])
	}
	// It goes on as ever, and what was lost is lost no more when the record is
	// left with those words typed anew.
	k = &talk{r: l.Record, seq: l.Head, at: k.at}
	w := writer(t, s, k.r.ID)
	_, batches := k.note("three, once more")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	l, err = s.Load(k.r.ID)
	if err != nil || len(l.Damage) != 1 || !l.Damage[0].Mended {
		t.Errorf("Load() = damage %v, %v, want batch 6 still named, but of no weight", l.Damage, err)
	}
	sameRecord(t, l.Record, k.r)
	shut(t, s)
}

// renumber turns over one bit of the number in the key of a record's batch.
func renumber(t *testing.T, dir string, id recordKey, seq uint64, bit int) {
	t.Helper()
	bare(t, dir, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucketTail))
		key := id.numbered(seq, 0)
		value := bytes.Clone(b.Get(key))
		if len(value) == 0 {
			t.Fatalf("no batch %d", seq)
		}
		if err := b.Delete(key); err != nil {
			return err
		}
		return b.Put(id.numbered(seq^1<<bit, 0), value)
	})
}

// TestABatchUnderAnotherNumberCostsThatBatch: how far away the number is costs
// nothing, and what is typed from then on stands under numbers of its own.
func TestABatchUnderAnotherNumberCostsThatBatch(t *testing.T) {
	for _, bit := range []int{20, 24, 40, 63} {
		dir, k, notes := fiveNotes(t)
		renumber(t, dir, at(t, k.r.ID), 8, bit)
		s := unlock(t, dir)
		l, err := s.Load(k.r.ID)
		if err != nil || l.Head != 8 || len(l.Tail) != 8 || len(l.Damage) != 1 {
			t.Fatalf("bit %d: Load() = head %d, %d batches, damage %v, %v, want 8 and one lost", bit, l.Head, len(l.Tail), l.Damage, err)
		}
		if d := l.Damage[0]; d.First != 8 || d.Last != 8 || d.Mended || !errors.Is(d, ErrMissing) {
			t.Errorf("bit %d: Load() = damage %+v, want batch 8 lost", bit, d)
		}
		sameRecord(t, l.Record, k.r.Without(model.KindNote, notes[4].ID))
		k = &talk{r: l.Record, seq: l.Head, at: k.at}
		w := writer(t, s, k.r.ID)
		_, batches := k.note("five, once more")
		hand(t, w, batches)
		leave(t, w, k, model.Place{})
		l, err = s.Load(k.r.ID)
		if err != nil || l.Head != 9 || len(l.Damage) != 1 || !l.Damage[0].Mended {
			t.Errorf("bit %d: Load() = head %d, damage %v, %v, want batch 8 still named, but of no weight", bit, l.Head, l.Damage, err)
		}
		sameRecord(t, l.Record, k.r)
		shut(t, s)
	}
}

func TestTheLastBatchIsDamagedAndWritingGoesOn(t *testing.T) {
	dir, k, notes := fiveNotes(t)
	flip(t, dir, bucketTail, at(t, k.r.ID).numbered(8, 0))
	s := unlock(t, dir)
	l, err := s.Load(k.r.ID)
	if err != nil || len(l.Damage) != 1 || l.Damage[0].First != 8 || l.Head != 8 {
		t.Fatalf("Load() = damage %v, head %d, %v, want batch 8 damaged", l.Damage, l.Head, err)
	}
	k = &talk{r: k.r.Without(model.KindNote, notes[4].ID), seq: l.Head, at: k.at}
	w := writer(t, s, k.r.ID)
	_, batches := k.note("six")
	hand(t, w, batches)
	flush(t, w)
	l, err = s.Load(k.r.ID)
	if err != nil || len(l.Damage) != 1 || l.Head != 9 {
		t.Errorf("Load() = damage %v, head %d, %v, want batch 8 alone", l.Damage, l.Head, err)
	}
	sameRecord(t, l.Record, k.r)
	shut(t, s)
}

func TestADamagedBaseIsMadeAnew(t *testing.T) {
	for _, d := range []struct {
		name  string
		begin func(*testing.T) (string, *talk)
	}{
		{"from the tail", func(t *testing.T) (string, *talk) {
			dir, k, _ := fiveNotes(t)
			return dir, k
		}},
		{"from the kept copy", func(t *testing.T) (string, *talk) {
			s, dir := create(t)
			k := newTalk()
			k.begin("Joan Pemberton")
			if err := s.Import(k.r); err != nil {
				t.Fatalf("Import() = %v", err)
			}
			k.seq = 0
			_, batches := k.note("one")
			w := writer(t, s, k.r.ID)
			hand(t, w, batches)
			leave(t, w, k, model.Place{})
			shut(t, s)
			return dir, k
		}},
	} {
		t.Run(d.name, func(t *testing.T) {
			dir, k := d.begin(t)
			flip(t, dir, bucketBase, at(t, k.r.ID).drawer(0))
			s := unlock(t, dir)
			l, err := s.Load(k.r.ID)
			if err != nil || len(l.Damage) != 1 || l.Damage[0].Where != "base" || !l.Damage[0].Mended {
				t.Fatalf("Load() = damage %v, %v, want a base that was mended", l.Damage, err)
			}
			sameRecord(t, l.Record, k.r)
			leave(t, writer(t, s, k.r.ID), &talk{r: l.Record}, model.Place{})
			sameRecord(t, load(t, s, k.r.ID).Record, k.r)
			shut(t, s)
		})
	}
}

func TestADamagedCardStopsNoOther(t *testing.T) {
	dir, k, _ := fiveNotes(t)
	s := unlock(t, dir)
	other := newTalk()
	other.begin("Siân Pritchard")
	if err := s.Import(other.r); err != nil {
		t.Fatalf("Import() = %v", err)
	}
	shut(t, s)
	flip(t, dir, bucketCards, at(t, k.r.ID).key())
	s = unlock(t, dir)
	cards, bad, err := s.List()
	if err != nil || len(cards) != 1 || cards[0].FullName != "Siân Pritchard" {
		t.Errorf("List() = %v, %v, want Siân", cards, err)
	}
	if len(bad) != 1 || bad[0].Record != k.r.ID || bad[0].Where != "cards" {
		t.Errorf("List() = damage %v, want the card of %s", bad, k.r.ID)
	}
	l, err := s.Load(k.r.ID)
	if err != nil || len(l.Damage) != 1 || !l.Damage[0].Mended {
		t.Errorf("Load() = damage %v, %v, want a card that was mended", l.Damage, err)
	}
	sameRecord(t, l.Record, k.r)
	if cards, bad, err = s.List(); err != nil || len(cards) != 2 || len(bad) != 0 {
		t.Errorf("List() behind it = %v, %v, %v, want both", cards, bad, err)
	}
	shut(t, s)
}

func TestAWriterNeedsNoCard(t *testing.T) {
	dir, k, _ := fiveNotes(t)
	flip(t, dir, bucketCards, at(t, k.r.ID).key())
	s := unlock(t, dir)
	w := writer(t, s, k.r.ID)
	v := &model.Visit{Head: model.Head{ID: model.NewID()}, Began: k.at}
	hand(t, w, k.put(v))
	flush(t, w)
	cards, bad, err := s.List()
	if err != nil || len(bad) != 0 || len(cards) != 1 || cards[0].FullName != "Joan Pemberton" {
		t.Errorf("List() = %v, %v, %v, want Joan's card made anew", cards, bad, err)
	}
	shut(t, s)
}

func TestACutTailIsNoticed(t *testing.T) {
	s, dir, k, w := begun(t, "Joan Pemberton")
	_, batches := k.note("one")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	shut(t, s)
	bare(t, dir, func(tx *bolt.Tx) error {
		b, id := tx.Bucket([]byte(bucketTail)), at(t, k.r.ID)
		return errors.Join(b.Delete(id.numbered(3, 0)), b.Delete(id.numbered(4, 0)))
	})
	s = unlock(t, dir)
	l, err := s.Load(k.r.ID)
	if err != nil || len(l.Damage) != 1 {
		t.Fatalf("Load() = damage %v, %v, want one", l.Damage, err)
	}
	if d := l.Damage[0]; d.First != 3 || d.Last != 4 || !d.Mended || !errors.Is(d, ErrMissing) {
		t.Errorf("Load() = damage %+v, want batches 3 to 4 missing, the base having them", d)
	}
	sameRecord(t, l.Record, k.r)
	// What is written next neither takes their numbers nor hides it.
	k = &talk{r: l.Record, seq: l.Head, at: k.at}
	w = writer(t, s, k.r.ID)
	_, batches = k.note("two")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	l, err = s.Load(k.r.ID)
	if err != nil || l.Head != 5 || len(l.Damage) != 1 || !errors.Is(l.Damage[0], ErrMissing) {
		t.Errorf("Load() = head %d, damage %v, %v, want 5 and the gap", l.Head, l.Damage, err)
	}
	sameRecord(t, l.Record, k.r)
	shut(t, s)
}

func TestAnOlderStateOfABatchPutBackIsNoticed(t *testing.T) {
	s, dir, k, w := begun(t, "Joan Pemberton")
	n, batches := k.note("about the neighbour")
	hand(t, w, batches)
	_, batches = k.note("about the garden")
	hand(t, w, batches)
	flush(t, w)
	shut(t, s)
	key := at(t, k.r.ID).numbered(4, 0)
	var old []byte
	bare(t, dir, func(tx *bolt.Tx) error {
		old = bytes.Clone(tx.Bucket([]byte(bucketTail)).Get(key))
		return nil
	})
	s = unlock(t, dir)
	load(t, s, k.r.ID)
	w = writer(t, s, k.r.ID)
	hand(t, w, k.move(n, model.DrawerMine))
	flush(t, w)
	shut(t, s)
	bare(t, dir, func(tx *bolt.Tx) error { return tx.Bucket([]byte(bucketTail)).Put(key, old) })
	s = unlock(t, dir)
	l, err := s.Load(k.r.ID)
	if err != nil || len(l.Damage) != 1 || l.Damage[0].First != 4 || !errors.Is(l.Damage[0], ErrChain) {
		t.Errorf("Load() = damage %v, %v, want batch 4 not to be what was followed on from", l.Damage, err)
	}
	sameRecord(t, l.Record, k.r)
	shut(t, s)
}

func TestOneRecordsBatchDoesNotOpenInAnother(t *testing.T) {
	dir, k, _ := fiveNotes(t)
	s := unlock(t, dir)
	other := newTalk()
	w, err := s.New(other.r.ID)
	if err != nil {
		t.Fatalf("New() = %v", err)
	}
	hand(t, w, other.begin("Siân Pritchard"))
	flush(t, w)
	shut(t, s)
	bare(t, dir, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucketTail))
		one, two := at(t, k.r.ID).numbered(2, 0), at(t, other.r.ID).numbered(2, 0)
		x, y := bytes.Clone(b.Get(one)), bytes.Clone(b.Get(two))
		return errors.Join(b.Put(one, y), b.Put(two, x))
	})
	s = unlock(t, dir)
	for _, id := range []model.ID{k.r.ID, other.r.ID} {
		l, err := s.Load(id)
		if err != nil || len(l.Damage) != 1 || l.Damage[0].First != 2 || !errors.Is(l.Damage[0], seal.ErrSealed) {
			t.Errorf("Load() = damage %v, %v, want batch 2 not to open", l.Damage, err)
		}
	}
	shut(t, s)
}

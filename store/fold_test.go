package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ownwords/model"
)

// visits holds a conversation of two visits, in each of which a note is typed
// letter by letter, and leaves it. It returns the note of the first.
func visits(t *testing.T, k *talk, w *Writer) *model.Note {
	t.Helper()
	var first *model.Note
	for range 2 {
		v := &model.Visit{Head: model.Head{ID: model.NewID(), Order: model.OrderBetween(model.LastOrder(k.r.Visits), "")}, Began: k.at}
		hand(t, w, during(v.ID, k.put(v)))
		n, batches := k.note("")
		hand(t, w, during(v.ID, batches))
		for i := range 40 {
			n = model.Copy(n)
			n.Text += fmt.Sprint("word ", i, " ")
			hand(t, w, during(v.ID, k.put(n)))
		}
		if first == nil {
			first = n
			if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, nil); err != nil {
				t.Fatalf("PutAgreed() = %v", err)
			}
		}
	}
	leave(t, w, k, model.Place{})
	return first
}

func during(v model.ID, batches []model.Batch) []model.Batch {
	for i := range batches {
		batches[i].Visit = v
	}
	return batches
}

// TestAnEarlierVisitIsFoldedWhenThereIsTime: the record, what was kept of it and
// its numbers are as they were, the chain is whole, and one goes on in it.
func TestAnEarlierVisitIsFoldedWhenThereIsTime(t *testing.T) {
	s, dir, k, w := begun(t, "Peggy Ashworth")
	visits(t, k, w)
	kept, _, err := s.Kept(k.r.ID)
	if err != nil {
		t.Fatalf("Kept() = %v", err)
	}
	before := load(t, s, k.r.ID)
	leave(t, writer(t, s, k.r.ID), k, model.Place{})
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatalf("Tidy() = %v", err)
	}
	l := load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	if l.Head != before.Head || len(l.Tail) != len(before.Tail) {
		t.Errorf("folded it has %d numbers up to %d, want %d up to %d", len(l.Tail), l.Head, len(before.Tail), before.Head)
	}
	if n, was := holding(l.Tail), holding(before.Tail); n > was-35 {
		t.Errorf("folded it has %d batches of %d, want some forty fewer", n, was)
	}
	if again, _, err := s.Kept(k.r.ID); err != nil || cmp.Diff(kept, again, cmpopts.EquateEmpty()) != "" {
		t.Errorf("folded, what was kept is another one (error %v):\n%s", err, cmp.Diff(kept, again))
	}
	_, batches := k.note("We go on.")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	s = reopen(t, s, dir)
	if r, err := s.Verify(t.Context()); err != nil || len(r.Damage) > 0 {
		t.Errorf("Verify() = %v, error %v, want no damage", r.Damage, err)
	}
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	logged := false
	for e, err := range s.LogEntries() {
		if err != nil {
			t.Errorf("LogEntries() = %v", err)
		}
		logged = logged || e.Action == ActionFolded && e.N == int(before.Head) && len(e.Head) > 0
	}
	if !logged {
		t.Error("the log does not name the head of the tail as it was before")
	}
	shut(t, s)
}

// TestAFoldedTailThatIsDamagedIsTold: a batch that stands for many is named with
// all its numbers, and the record is whole, since its bases are of later.
func TestAFoldedTailThatIsDamagedIsTold(t *testing.T) {
	s, dir, k, w := begun(t, "Peggy Ashworth")
	first := visits(t, k, w)
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatalf("Tidy() = %v", err)
	}
	from, last := uint64(0), uint64(0)
	err := s.view(func(tx *tx) error {
		c, err := tx.readCard(at(t, k.r.ID))
		if err != nil {
			return err
		}
		ds, err := tx.drawersOf(at(t, k.r.ID), c)
		if err != nil {
			return err
		}
		for e, err := range tx.tail(at(t, k.r.ID), ds) {
			if err != nil {
				return err
			}
			if e.link.From > 0 && slices.ContainsFunc(e.link.Batch.Changes, func(c model.Change) bool { return c.Part == first.ID }) {
				from, last = e.link.From, e.seq
			}
		}
		return nil
	})
	if err != nil || last-from < 30 {
		t.Fatalf("the folded batch stands for %d to %d, error %v, want some forty", from, last, err)
	}
	shut(t, s)
	flip(t, dir, bucketTail, at(t, k.r.ID).numbered(last, 0))
	s = unlock(t, dir)
	l, err := s.Load(k.r.ID)
	if err != nil || len(l.Damage) == 0 {
		t.Fatalf("Load() = damage %v, error %v, want the batch told", l.Damage, err)
	}
	if d := l.Damage[len(l.Damage)-1]; l.Damage[0].First != from || d.Last != last || !d.Mended {
		t.Errorf("Load() tells of %v, want %d to %d, and that the base has it all", l.Damage, from, last)
	}
	sameRecord(t, l.Record, k.r)
	shut(t, s)
}

// holding counts the batches that are there.
func holding(tail []model.Batch) (n int) {
	for _, b := range tail {
		if len(b.Changes) > 0 {
			n++
		}
	}
	return n
}

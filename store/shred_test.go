package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/vault"
)

// shred takes a note out for good.
func (k *talk) shred(n *model.Note) []model.Batch {
	k.r = k.r.Without(model.KindNote, n.ID)
	return []model.Batch{k.batch("note.wrong", n.Drawer, model.Change{Part: n.ID, Kind: model.KindNote, Left: true})}
}

// sealedIn are the sealed bytes of everything that stands in some buckets.
func sealedIn(t *testing.T, dir string, buckets ...string) (all [][]byte) {
	t.Helper()
	bare(t, dir, func(tx *bolt.Tx) error {
		for _, name := range buckets {
			err := tx.Bucket([]byte(name)).ForEach(func(_, v []byte) error {
				all = append(all, bytes.Clone(v))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return all
}

// TestALineInTheWrongRecordIsGoneFromTheFile: from every drawer, from the plan
// that was not sent, where it is told that a line was taken out, and from the
// pages that nothing points to, under the key that was there and every other.
func TestALineInTheWrongRecordIsGoneFromTheFile(t *testing.T) {
	s, dir, k, w := begun(t, "Harjit Kaur Sandhu")
	n, batches := k.note("pensioncard")
	hand(t, w, batches)
	stays, batches := k.note("I sew.")
	hand(t, w, batches)
	if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, nil); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	n = model.Copy(n)
	n.Text += " in the tin"
	hand(t, w, k.put(n))
	leave(t, w, k, model.Place{})
	shut(t, s)
	before := sealedIn(t, dir, bucketTail, bucketKept, bucketBase, bucketWords, bucketKeys, bucketCards)

	s = unlock(t, dir)
	w = writer(t, s, k.r.ID)
	hand(t, w, k.shred(n))
	leave(t, w, k, model.Place{})
	if all := underKey(t, s, k.r.ID, 0); strings.Contains(all, "pensioncard") || !strings.Contains(all, "I sew.") {
		t.Error("shredded, it opens with the record's key; or what stays does not")
	}
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatalf("Tidy() = %v", err)
	}
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	h, err := s.History(k.r.ID)
	if err != nil || len(h.Kept) != 1 || len(h.Damage) > 0 {
		t.Fatalf("History() = %d kept, damage %v, error %v", len(h.Kept), h.Damage, err)
	}
	kept := h.Kept[0]
	if len(kept.Taken) != 1 || kept.Taken[0].Part != n.ID || kept.Taken[0].Topic != n.Topic || kept.Went {
		t.Errorf("the kept plan tells of %v, want that a line was taken out where it stood", kept.Taken)
	}
	if model.Find(kept.Record.Notes, stays.ID) == nil {
		t.Error("another line went out of the kept plan with it")
	}
	if r, err := s.Verify(t.Context()); err != nil || len(r.Damage) > 0 {
		t.Errorf("Verify() = %v, error %v, want no damage", r.Damage, err)
	}
	shut(t, s)
	raw, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	// What the seal of the shared drawer does not hold back is the key that
	// opened it: neither may stand there any more.
	now := sealedIn(t, dir, bucketTail, bucketKept, bucketBase, bucketWords, bucketKeys, bucketCards)
	for _, v := range before {
		if !slices.ContainsFunc(now, func(x []byte) bool { return bytes.Equal(x, v) }) && bytes.Contains(raw, v) {
			t.Errorf("%d bytes that were taken out stand in the file still", len(v))
		}
	}
}

// TestWhatWentOutKeepsTheLine: of a plan that somebody has, this laptop tells
// what it was.
func TestWhatWentOutKeepsTheLine(t *testing.T) {
	s, _, k, w := begun(t, "Harjit Kaur Sandhu")
	n, batches := k.note("pensioncard")
	hand(t, w, batches)
	item := OutItem{ID: model.NewID(), Kind: "fhir-r4-transaction", Bytes: []byte("bytes")}
	if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, []OutItem{item}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	flush(t, w)
	if err := s.SetOutState(item.ID, OutState{Step: OutThere}); err != nil {
		t.Fatalf("SetOutState() = %v", err)
	}
	hand(t, w, k.shred(n))
	flush(t, w)
	h, err := s.History(k.r.ID)
	if err != nil || len(h.Kept) != 1 {
		t.Fatalf("History() = %d kept, error %v", len(h.Kept), err)
	}
	if kept := h.Kept[0]; !kept.Went || len(kept.Taken) > 0 || model.Find(kept.Record.Notes, n.ID) == nil {
		t.Errorf("the plan that went out has gone %v, taken out of it %v; want it as it was", kept.Went, kept.Taken)
	}
	if model.Find(load(t, s, k.r.ID).Record.Notes, n.ID) != nil {
		t.Error("the record has the line still")
	}
	shut(t, s)
}

// TestWhatNeverWentHasTheLineNoMore: the plan was frozen for the council and
// waited, or was replaced; what was frozen goes nowhere any more.
func TestWhatNeverWentHasTheLineNoMore(t *testing.T) {
	for _, step := range []OutStep{OutWaiting, OutReplaced} {
		s, dir, k, w := begun(t, "Harjit Kaur Sandhu")
		n, batches := k.note("pensioncard")
		hand(t, w, batches)
		item := OutItem{ID: model.NewID(), Kind: "fhir-r4-transaction", Bytes: []byte("the pensioncard, as a bundle")}
		if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, []OutItem{item}); err != nil {
			t.Fatalf("PutAgreed() = %v", err)
		}
		flush(t, w)
		if err := s.SetOutState(item.ID, OutState{Step: step}); err != nil {
			t.Fatalf("SetOutState() = %v", err)
		}
		hand(t, w, k.shred(n))
		leave(t, w, k, model.Place{})
		if raw, err := s.Frozen(item.ID); err != nil || len(raw) > 0 {
			t.Errorf("%s: what was frozen is %q, %v, want nothing of it", step, raw, err)
		}
		if all, _, err := s.Outbox(); err != nil || len(all) != 1 || all[0].State.Step != OutReplaced {
			t.Errorf("%s: the outbox has %+v, %v, want that it goes nowhere", step, all, err)
		}
		s = reopen(t, s, dir)
		if r, err := s.Verify(t.Context()); err != nil || len(r.Damage) > 0 {
			t.Errorf("%s: Verify() = %v, %v, want no damage", step, r.Damage, err)
		}
		shut(t, s)
	}
}

package store

import (
	"errors"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"ownwords/model"
)

// agree makes the batch by which a plan is agreed.
func (k *talk) agree(revision int) ([]model.Batch, Keep) {
	c := model.Copy(k.r.Conversation)
	c.Standing, c.Revision, c.Stood = model.Agreed, revision, k.at
	return k.put(c), Keep{Record: k.r, Revision: revision, Why: WhyAgreed}
}

func TestAgreedFrozenAndOnItsWay(t *testing.T) {
	s, dir, k, w := begun(t, "Joan Pemberton")
	batches, keep := k.agree(1)
	item := OutItem{ID: model.NewID(), Target: "Northmoor", Kind: "fhir-r4", Bytes: []byte(`{"resourceType":"Bundle"}`)}
	if err := w.PutAgreed(batches, keep, []OutItem{item}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	flush(t, w)
	s = reopen(t, s, dir)
	all, bad, err := s.Outbox()
	if err != nil || len(bad) > 0 || len(all) != 1 {
		t.Fatalf("Outbox() = %v, %v, %v, want one", all, bad, err)
	}
	got := all[0]
	if got.ID != item.ID || got.Record != k.r.ID || got.Revision != 1 || got.Target != "Northmoor" ||
		got.State.Step != OutWaiting || got.Frozen.IsZero() || got.Bytes != nil {
		t.Errorf("Outbox() = %+v, want it waiting", got)
	}
	if b, err := s.Frozen(item.ID); err != nil || string(b) != string(item.Bytes) {
		t.Errorf("Frozen() = %q, %v, want the bytes", b, err)
	}
	if c := onlyCard(t, s); c.Standing != model.Agreed || c.Waiting != (Waiting{WaitSend, got.Frozen}) || c.Sending != OutWaiting {
		t.Errorf("List() = %+v, want it agreed and waiting to go", c)
	}
	copies, _, err := s.Kept(k.r.ID)
	if err != nil || len(copies) != 1 || copies[0].Revision != 1 || copies[0].Seq != k.seq {
		t.Fatalf("Kept() = %+v, %v, want revision 1", copies, err)
	}
	sameRecord(t, copies[0].Record, k.r)

	state := OutState{
		Step: OutThere, Tries: 2, Answer: "200",
		Entries: []OutEntry{{Type: "CarePlan", ID: "a", ServerID: "17", ETag: `W/"1"`, Done: true}},
	}
	if err := s.SetOutState(item.ID, state); err != nil {
		t.Fatalf("SetOutState() = %v", err)
	}
	s = reopen(t, s, dir)
	all, _, err = s.Outbox()
	if err != nil || len(all) != 1 || all[0].State.Step != OutThere || all[0].State.Entries[0].ServerID != "17" {
		t.Errorf("Outbox() = %+v, %v, want it there", all, err)
	}
	if c := onlyCard(t, s); c.Waiting.On != WaitCouncil || c.Sending != OutThere {
		t.Errorf("List() = %+v, want it waiting for the council", c)
	}
	if err := s.SetOutState(model.NewID(), state); !errors.Is(err, ErrNotFound) {
		t.Errorf("SetOutState() of nothing = %v, want ErrNotFound", err)
	}
	shut(t, s)
}

func onlyCard(t *testing.T, s *Store) Card {
	t.Helper()
	cards, bad, err := s.List()
	if err != nil || len(bad) > 0 || len(cards) != 1 {
		t.Fatalf("List() = %v, %v, %v, want one card", cards, bad, err)
	}
	return cards[0]
}

func TestWhatIsFrozenStaysFrozen(t *testing.T) {
	s, dir, k, w := begun(t, "Joan Pemberton")
	batches, keep := k.agree(1)
	item := OutItem{ID: model.NewID(), Bytes: []byte("first")}
	if err := w.PutAgreed(batches, keep, []OutItem{item}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	flush(t, w)
	for name, o := range map[string]OutItem{
		"other bytes":  {ID: item.ID, Bytes: []byte("second")},
		"a wrong hash": {ID: model.NewID(), Bytes: []byte("second"), Hash: "00"},
	} {
		if err := w.PutAgreed(nil, keep, []OutItem{o}); !errors.Is(err, ErrFrozen) {
			t.Errorf("PutAgreed() with %s = %v, want ErrFrozen", name, err)
		}
	}
	if err := w.PutAgreed(nil, keep, []OutItem{{ID: "plan", Bytes: []byte("x")}}); !errors.Is(err, model.ErrBadID) {
		t.Errorf("PutAgreed() with a word for an id = %v, want ErrBadID", err)
	}
	if _, waiting, err := w.State(); waiting != 0 || err != nil {
		t.Errorf("State() = %d, %v, want nothing taken of what was refused", waiting, err)
	}
	shut(t, s)
	flip(t, dir, bucketOutState, at(t, item.ID).key())
	s = unlock(t, dir)
	all, bad, err := s.Outbox()
	if err != nil || len(all) != 1 || all[0].State.Step != OutUnsure || len(bad) != 1 || !bad[0].Mended {
		t.Errorf("Outbox() with a damaged state = %v, %v, %v, want it unsure", all, bad, err)
	}
	if b, err := s.Frozen(item.ID); err != nil || string(b) != "first" {
		t.Errorf("Frozen() = %q, %v, want the first bytes", b, err)
	}
	shut(t, s)
	flip(t, dir, bucketOut, at(t, item.ID).key())
	s = unlock(t, dir)
	if b, err := s.Frozen(item.ID); err == nil {
		t.Errorf("Frozen() of damaged bytes = %q, want an error", b)
	}
	shut(t, s)
}

func TestTheListGoesByWhatStillHasAWayToGo(t *testing.T) {
	s, _, k, w := begun(t, "Joan Pemberton")
	items := make([]OutItem, 3)
	for i := range items {
		batches, keep := k.agree(i + 1)
		items[i] = OutItem{ID: model.NewID(), Bytes: []byte{byte(i)}}
		if err := w.PutAgreed(batches, keep, items[i:i+1]); err != nil {
			t.Fatalf("PutAgreed() = %v", err)
		}
	}
	flush(t, w)
	for _, x := range []struct {
		item int
		step OutStep
		want OutStep
		on   WaitingOn
	}{
		{0, OutThere, OutWaiting, WaitSend},
		{1, OutWaiting, OutWaiting, WaitSend},
		{2, OutReplaced, OutWaiting, WaitSend}, // taken back: the second counts
		{1, OutPartly, OutPartly, WaitSend},
		{1, OutUnsure, OutUnsure, WaitSend},
		{1, OutRefused, OutRefused, WaitSend},
		{1, OutThere, OutThere, WaitCouncil},
	} {
		if err := s.SetOutState(items[x.item].ID, OutState{Step: x.step}); err != nil {
			t.Fatalf("SetOutState() = %v", err)
		}
		if c := onlyCard(t, s); c.Sending != x.want || c.Waiting.On != x.on {
			t.Errorf("item %d %s: List() = %s, waiting on %q, want %s, %q", x.item, x.step, c.Sending, c.Waiting.On, x.want, x.on)
		}
	}
	shut(t, s)
}

// TestWhatIsOfOneRecordGoesByItsNumber: a clock that was ahead, or behind, when one
// was frozen turns no two of a record round, and leaves the others where they are.
func TestWhatIsOfOneRecordGoesByItsNumber(t *testing.T) {
	of := func(record model.ID, revision, day int) OutItem {
		return OutItem{Record: record, Revision: revision, Frozen: time.Date(2026, 9, day, 9, 0, 0, 0, time.UTC)}
	}
	for name, tt := range map[string]struct{ all, want []OutItem }{
		"as they came":        {[]OutItem{of("b", 1, 2), of("a", 1, 1), of("a", 2, 3)}, []OutItem{of("a", 1, 1), of("b", 1, 2), of("a", 2, 3)}},
		"the clock was ahead": {[]OutItem{of("a", 1, 30), of("b", 1, 2), of("a", 2, 1)}, []OutItem{of("a", 1, 30), of("b", 1, 2), of("a", 2, 1)}},
		"one of them anew":    {[]OutItem{of("a", 2, 4), of("a", 1, 30), of("a", 2, 3)}, []OutItem{of("a", 1, 30), of("a", 2, 3), of("a", 2, 4)}},
	} {
		inOrder(tt.all)
		if diff := cmp.Diff(tt.want, tt.all); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAgreeingIsAllOrNothing(t *testing.T) {
	s, _, k, w := begun(t, "Joan Pemberton")
	flush(t, w)
	var disk fullDisk
	disk.under(s)
	disk.set(true)
	batches, keep := k.agree(1)
	item := OutItem{ID: model.NewID(), Bytes: []byte("plan")}
	if err := w.PutAgreed(batches, keep, []OutItem{item}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	if err := w.Flush(t.Context()); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("Flush() = %v, want a full disk", err)
	}
	all, _, err := s.Outbox()
	copies, _, keptErr := s.Kept(k.r.ID)
	if err != nil || keptErr != nil || len(all) != 0 || len(copies) != 0 || onlyCard(t, s).Standing != model.Draft {
		t.Errorf("on a full disk: outbox %v, kept %v (%v, %v), want nothing", all, copies, err, keptErr)
	}
	disk.set(false)
	flush(t, w)
	all, _, err = s.Outbox()
	if err != nil || len(all) != 1 || onlyCard(t, s).Standing != model.Agreed {
		t.Errorf("with room again: outbox %v, %v, want all of it", all, err)
	}
	shut(t, s)
}

func TestTheLogIsAChain(t *testing.T) {
	s, dir := create(t)
	id := model.NewID()
	for n := range 2*logPage + 3 {
		if err := s.Log("read", id, n); err != nil {
			t.Fatalf("Log() = %v", err)
		}
	}
	s = reopen(t, s, dir)
	next := 0
	var last time.Time
	for e, err := range s.LogEntries() {
		if err != nil || e.N != next || e.Seq != uint64(next+1) || e.ID != id || e.At.Before(last) {
			t.Fatalf("LogEntries() = %+v, %v, want number %d", e, err, next+1)
		}
		last = e.At
		next++
	}
	if next != 2*logPage+3 {
		t.Errorf("LogEntries() gave %d entries, want all", next)
	}
	shut(t, s)

	flip(t, dir, bucketLog, logKey(7))
	s = unlock(t, dir)
	if got := logDamage(s); len(got) != 1 || got[0].First != 7 {
		t.Errorf("LogEntries() = damage %v, want entry 7", got)
	}
	shut(t, s)

	flip(t, dir, bucketLog, logKey(0))
	s = unlock(t, dir)
	if got := logDamage(s); len(got) != 2 {
		t.Errorf("LogEntries() = damage %v, want entry 7 and the end", got)
	}
	if err := s.Log("read", id, 0); err != nil {
		t.Errorf("Log() behind a damaged end = %v", err)
	}
	if got := logDamage(s); len(got) != 2 || got[0].First != 7 || got[1].First != uint64(next) {
		t.Errorf("LogEntries() = damage %v, want entry 7 and where the end was lost", got)
	}
	shut(t, s)
}

// Whoever takes the last entries out of the log takes its end too, so that nothing
// is missed. That the end was gone is told ever after, however much is logged.
func TestALogWithoutItsEndIsToldForGood(t *testing.T) {
	s, dir := create(t)
	id := model.NewID()
	for range 9 {
		if err := s.Log("read", id, 0); err != nil {
			t.Fatalf("Log() = %v", err)
		}
	}
	shut(t, s)
	bare(t, dir, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucketLog))
		return errors.Join(b.Delete(logKey(8)), b.Delete(logKey(9)), b.Delete(logKey(0)))
	})
	s = unlock(t, dir)
	for range 2 {
		if err := s.Log("read", id, 0); err != nil {
			t.Fatalf("Log() = %v", err)
		}
	}
	s = reopen(t, s, dir)
	defer shut(t, s)
	if got := logDamage(s); len(got) != 1 || got[0].First != 7 || !errors.Is(got[0], ErrMissing) {
		t.Errorf("LogEntries() = damage %v, want the end behind entry 7", got)
	}
	r, err := s.Verify(t.Context())
	if err != nil || len(r.Damage) != 1 || r.Damage[0].Where != bucketLog {
		t.Errorf("Verify() = %v, %v, want the log's end", r.Damage, err)
	}
}

func logDamage(s *Store) []Damage {
	var all []Damage
	for _, err := range s.LogEntries() {
		if d, ok := errors.AsType[Damage](err); ok {
			all = append(all, d)
		}
	}
	return all
}

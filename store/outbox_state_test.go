package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// agreedItem is a record with a plan that waits.
func agreedItem(t *testing.T, s *Store, k *talk, w *Writer, revision int) OutItem {
	t.Helper()
	batches, keep := k.agree(revision)
	item := OutItem{ID: model.NewID(), Record: k.r.ID, Revision: revision, For: ForCouncil, Bytes: []byte{byte(revision)}}
	if err := w.PutAgreed(batches, keep, []OutItem{item}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	flush(t, w)
	return item
}

func stepOf(t *testing.T, s *Store, id model.ID) OutState {
	t.Helper()
	all, _, err := s.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.ID == id {
			return o.State
		}
	}
	t.Fatalf("item %s is not in the outbox", id)
	return OutState{}
}

const there = "https://care.example.org/fhir"

// Whoever is first, the sending or the taking back, the other has nothing left
// to do.
func TestAnItemIsTakenBackOrGoes(t *testing.T) {
	s, _, k, w := begun(t, "Joan Pemberton")
	first := agreedItem(t, s, k, w, 1)
	if err := s.TakeBack(k.r.ID, 0); err != nil {
		t.Fatal(err)
	}
	if claimed, err := s.Claim(first.ID, there, OutState{Step: OutGoing}); err != nil || claimed {
		t.Errorf("Claim() of what was taken back = %v, %v, want false", claimed, err)
	}
	if err := s.PutBack(k.r.ID, 1); err != nil || stepOf(t, s, first.ID).Step != OutWaiting {
		t.Errorf("PutBack() = %v, %+v, want it waiting", err, stepOf(t, s, first.ID))
	}
	goes(t, s, first)
	if err := s.TakeBack(k.r.ID, 0); err != nil || stepOf(t, s, first.ID).Step != OutGoing {
		t.Errorf("TakeBack() of what goes = %v, %+v, want it going", err, stepOf(t, s, first.ID))
	}
	// Nothing went out after all, so that it can still be taken back.
	if err := s.SetOutState(first.ID, OutState{Step: OutWaiting, Tries: 1}); err != nil {
		t.Fatal(err)
	}
	if err := s.TakeBack(k.r.ID, 0); err != nil || stepOf(t, s, first.ID).Step != OutReplaced {
		t.Errorf("TakeBack() of what never got out = %v, %+v, want it taken back", err, stepOf(t, s, first.ID))
	}
	shut(t, s)
}

// goes has an item be claimed, and leave.
func goes(t *testing.T, s *Store, item OutItem) {
	t.Helper()
	claim(t, s, item)
	if left, err := s.Leave(item.ID); err != nil || !left {
		t.Fatalf("Leave() = %v, %v, want true", left, err)
	}
}

func claim(t *testing.T, s *Store, item OutItem) {
	t.Helper()
	if claimed, err := s.Claim(item.ID, there, OutState{Step: OutGoing, Tries: 1}); err != nil || !claimed {
		t.Fatalf("Claim() = %v, %v, want true", claimed, err)
	}
}

// goingItem is the first revision of a record, on its way.
func goingItem(t *testing.T, s *Store, k *talk, w *Writer) OutItem {
	t.Helper()
	first := agreedItem(t, s, k, w, 1)
	goes(t, s, first)
	return first
}

// What was claimed can be taken back until it leaves, whoever does it, and does
// not leave then.
func TestWhatWasClaimedIsTakenBackOrLeaves(t *testing.T) {
	for name, away := range map[string]func(t *testing.T, s *Store, k *talk, w *Writer) error{
		"taken back": func(_ *testing.T, s *Store, k *talk, _ *Writer) error { return s.TakeBack(k.r.ID, 0) },
		"a later revision": func(t *testing.T, s *Store, k *talk, w *Writer) error {
			agreedItem(t, s, k, w, 2)
			return nil
		},
		"taken back and put back": func(_ *testing.T, s *Store, k *talk, _ *Writer) error {
			return errors.Join(s.TakeBack(k.r.ID, 0), s.PutBack(k.r.ID, 1))
		},
		"a backup brought back in which it was deleted": func(_ *testing.T, s *Store, k *talk, w *Writer) error {
			w.Done()
			return s.purgeAgain(k.r.ID)
		},
		"unclaimed": func(t *testing.T, s *Store, k *talk, w *Writer) error {
			items, _, err := s.Outbox()
			return errors.Join(err, s.Unclaim(items[0].ID))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, _, k, w := begun(t, "Joan Pemberton")
			first := agreedItem(t, s, k, w, 1)
			claim(t, s, first)
			if x := stepOf(t, s, first.ID); x.Step != OutWaiting || x.Tries != 0 {
				t.Errorf("claimed, and not gone yet, it is %+v, want it waiting", x)
			}
			if err := away(t, s, k, w); err != nil {
				t.Fatal(err)
			}
			if left, err := s.Leave(first.ID); err != nil || left {
				t.Errorf("Leave() = %v, %v, want false", left, err)
			}
			waits := name == "taken back and put back" || name == "unclaimed"
			if claimed, err := s.Claim(first.ID, there, OutState{Step: OutGoing}); err != nil || claimed != waits {
				t.Errorf("Claim() anew = %v, %v, want %v", claimed, err, waits)
			}
			shut(t, s)
		})
	}
}

// killed has a program end in the middle, and the next begin.
func killed(t *testing.T, s *Store, dir string) *Store {
	t.Helper()
	if err := s.vault.Close(); err != nil {
		t.Fatal(err)
	}
	return unlock(t, dir)
}

// What was claimed when the program was killed may have left: that is not on disk.
// What was unclaimed before did not.
func TestAClaimOutlivesTheProgram(t *testing.T) {
	s, dir, k, w := begun(t, "Joan Pemberton")
	first := agreedItem(t, s, k, w, 1)
	claim(t, s, first)
	claim(t, s, first) // anew, by a later turn
	s = killed(t, s, dir)
	if x := stepOf(t, s, first.ID); x.Step != OutUnsure || x.Tries != 1 {
		t.Errorf("after that run it is %+v, want that nobody knows", x)
	}
	if left, err := s.Leave(first.ID); err != nil || left {
		t.Errorf("Leave() of what this run did not claim = %v, %v, want false", left, err)
	}
	goes(t, s, first)
	if x := stepOf(t, s, first.ID); x.Step != OutGoing {
		t.Errorf("asked about again it is %q, want it going", x.Step)
	}
	if err := s.Unclaim(first.ID); err != nil || stepOf(t, s, first.ID).Step != OutGoing {
		t.Errorf("Unclaim() of what left = %v, %q, want it left alone", err, stepOf(t, s, first.ID).Step)
	}
	shut(t, s)

	s, dir, k, w = begun(t, "Joan Pemberton")
	first = agreedItem(t, s, k, w, 1)
	before := stepOf(t, s, first.ID)
	claim(t, s, first)
	if err := s.Unclaim(first.ID); err != nil {
		t.Fatal(err)
	}
	if _, held := s.going.Load(first.ID); held {
		t.Error("what was unclaimed is still held as claimed")
	}
	s = killed(t, s, dir)
	if diff := cmp.Diff(before, stepOf(t, s, first.ID)); diff != "" {
		t.Errorf("unclaimed, in the next run (-before +now):\n%s", diff)
	}
	if err := s.TakeBack(k.r.ID, 0); err != nil || stepOf(t, s, first.ID).Step != OutReplaced {
		t.Errorf("TakeBack() = %v, %q, want it taken back", err, stepOf(t, s, first.ID).Step)
	}
	shut(t, s)
}

// A lock, or the end of the program, leaves nothing claimed that did not leave; and
// nothing is claimed behind it.
func TestNothingIsClaimedBehindALock(t *testing.T) {
	s, dir, k, w := begun(t, "Joan Pemberton")
	first := agreedItem(t, s, k, w, 1)
	claim(t, s, first)
	shut(t, s)
	if _, err := s.Claim(first.ID, there, OutState{Step: OutGoing}); !errors.Is(err, errShut) {
		t.Errorf("Claim() behind the end = %v, want %v", err, errShut)
	}
	s = reopen(t, s, dir)
	if x := stepOf(t, s, first.ID); x.Step != OutWaiting || x.Tries != 0 {
		t.Errorf("in the next run it is %+v, want it waiting", x)
	}
	var sent []string
	for e, err := range s.LogEntries() {
		if err != nil {
			t.Fatal(err)
		}
		if e.ID == first.ID {
			sent = append(sent, e.Action)
		}
	}
	if diff := cmp.Diff([]string{"frozen", "sent-going", "sent-waiting"}, sent); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
	shut(t, s)
}

// A claim that can't be kept leaves everything as it was, an earlier one too.
func TestAClaimThatIsNotKeptChangesNothing(t *testing.T) {
	s, _, k, w := begun(t, "Joan Pemberton")
	first := agreedItem(t, s, k, w, 1)
	nobody := OutKept{ID: model.NewID(), State: OutState{Step: OutThere}}
	for n := range 2 {
		if _, err := s.Claim(first.ID, there, OutState{Step: OutGoing, Tries: 1}, nobody); err == nil {
			t.Fatal("Claim() with what came of nothing = nil")
		}
		if _, held := s.going.Load(first.ID); held != (n > 0) {
			t.Errorf("held as claimed: %v", held)
		}
		if x := stepOf(t, s, first.ID); x.Step != OutWaiting {
			t.Errorf("it is %q, want it waiting", x.Step)
		}
		claim(t, s, first)
	}
	if left, err := s.Leave(first.ID); err != nil || !left {
		t.Errorf("Leave() = %v, %v, want true by the claim that was kept", left, err)
	}
	shut(t, s)
}

// What came of one item is kept with the claim of the next, or neither is.
func TestWhatCameIsKeptWithTheNextClaim(t *testing.T) {
	s, _, k, w := begun(t, "Joan Pemberton")
	first := goingItem(t, s, k, w)
	second := agreedItem(t, s, k, w, 2)
	came := OutKept{ID: first.ID, State: OutState{Step: OutThere, Tries: 1}}
	nobody := OutKept{ID: model.NewID(), State: came.State}
	if _, err := s.Claim(second.ID, there, OutState{Step: OutGoing, Tries: 1}, came, nobody); err == nil {
		t.Error("Claim() with what came of nothing = nil")
	}
	if a, b := stepOf(t, s, first.ID).Step, stepOf(t, s, second.ID).Step; a != OutGoing || b != OutWaiting {
		t.Errorf("after a claim that failed: %s, %s, want going, waiting", a, b)
	}
	claimed, err := s.Claim(second.ID, there, OutState{Step: OutGoing, Tries: 1}, came)
	if _, held := s.going.Load(first.ID); held {
		t.Error("what is there is still held as going")
	}
	if _, err := s.Leave(second.ID); err != nil {
		t.Fatal(err)
	}
	if a, b := stepOf(t, s, first.ID).Step, stepOf(t, s, second.ID).Step; err != nil || !claimed || a != OutThere || b != OutGoing {
		t.Errorf("Claim() = %v, %v; %s, %s, want there, going", claimed, err, a, b)
	}
	shut(t, s)
}

// A program that ends in the middle leaves behind what may have arrived: that is
// asked about, never taken back, and over once a later one is there.
func TestWhatWasGoingMayHaveArrived(t *testing.T) {
	s, dir, k, w := begun(t, "Joan Pemberton")
	first := goingItem(t, s, k, w)
	if c := onlyCard(t, s); c.Sending != OutGoing {
		t.Errorf("while it goes the list says %q", c.Sending)
	}
	s = reopen(t, s, dir)
	if c := onlyCard(t, s); c.Sending != OutUnsure || stepOf(t, s, first.ID).Step != OutUnsure {
		t.Errorf("after that run the list says %q, want that nobody knows", c.Sending)
	}
	w = writer(t, s, k.r.ID)
	second := agreedItem(t, s, k, w, 2)
	if err := s.TakeBack(k.r.ID, 0); err != nil || stepOf(t, s, first.ID).Step != OutUnsure {
		t.Errorf("TakeBack() = %v, %+v, want what may have arrived left alone", err, stepOf(t, s, first.ID))
	}
	if err := s.SetOutState(second.ID, OutState{Step: OutThere}, first.ID); err != nil {
		t.Fatal(err)
	}
	if x := stepOf(t, s, first.ID); x.Step != OutReplaced || !x.Went {
		t.Errorf("once a later one is there: %+v, want it over, and known that it went", x)
	}
	if err := s.PutBack(k.r.ID, 1); err != nil || stepOf(t, s, first.ID).Step != OutReplaced {
		t.Errorf("PutBack() of what went = %v, want it left alone", err)
	}
	shut(t, s)
}

// What waited of an earlier revision is taken back by the very transaction that
// freezes the later one, or by none.
func TestALaterRevisionTakesThePlaceOfOneThatWaits(t *testing.T) {
	s, _, k, w := begun(t, "Joan Pemberton")
	first := agreedItem(t, s, k, w, 1)
	batches, keep := k.agree(2)
	if err := w.PutAgreed(batches, keep, nil); err != nil { // nobody may have it
		t.Fatal(err)
	}
	flush(t, w)
	if x := stepOf(t, s, first.ID); x.Step != OutReplaced {
		t.Errorf("revision 1 is %q, want it replaced", x.Step)
	}
	second := OutItem{ID: model.NewID(), Record: k.r.ID, Revision: 2, For: ForCouncil, Bytes: []byte("anew")}
	if err := s.Refreeze(second); err != nil || stepOf(t, s, second.ID).Step != OutWaiting {
		t.Errorf("Refreeze() = %v, want it waiting", err)
	}
	if err := s.SetOutState(second.ID, OutState{Step: OutUnsure}); err != nil {
		t.Fatal(err)
	}
	third := second
	third.ID, third.Hash = model.NewID(), ""
	if err := s.Refreeze(third); err != nil {
		t.Fatal(err)
	}
	all, _, err := s.Outbox()
	if err != nil || len(all) != 2 {
		t.Errorf("%d items, %v, want nothing frozen anew of what may have arrived", len(all), err)
	}
	shut(t, s)
}

// TestWhatIsPartlyThereIsNotTakenBack: the server asked for a pause in the middle.
func TestWhatIsPartlyThereIsNotTakenBack(t *testing.T) {
	if part := (OutState{Step: OutWaiting, Done: 8, Of: 27}); !part.Out() {
		t.Errorf("Out() of %+v = false, want true: eight are there", part)
	}
	if none := (OutState{Step: OutWaiting, Of: 27}); none.Out() {
		t.Errorf("Out() of %+v = true, want false: nothing went", none)
	}
}

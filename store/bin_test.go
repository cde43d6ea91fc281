package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ownwords/model"
)

// left begins a record with a note and leaves it.
func left(t testing.TB, s *Store, name, words string) *talk {
	t.Helper()
	k := newTalk()
	w, err := s.New(k.r.ID)
	if err != nil {
		t.Fatalf("New() = %v", err)
	}
	hand(t, w, k.begin(name))
	_, b := k.note(words)
	hand(t, w, b)
	leave(t, w, k, model.Place{})
	return k
}

// agreed has a plan of a record agreed, frozen and left.
func agreed(t testing.TB, s *Store, k *talk, standing model.Standing) (item model.ID) {
	t.Helper()
	w := writer(t, s, k.r.ID)
	c := model.Copy(k.r.Conversation)
	c.Standing, c.Revision, c.Stood = standing, c.Revision+1, k.at
	o := OutItem{ID: model.NewID(), Target: "Northmoor", Kind: "fhir-r4", Bytes: []byte(k.r.Person.FullName), Frozen: k.at.Add(time.Second)}
	if err := w.PutAgreed(k.put(c), Keep{Record: k.r, Revision: c.Revision, Why: WhyAgreed}, []OutItem{o}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	leave(t, w, k, model.Place{})
	return o.ID
}

func arrived(t testing.TB, s *Store, item model.ID) {
	t.Helper()
	if err := s.SetOutState(item, OutState{Step: OutThere}); err != nil {
		t.Fatalf("SetOutState() = %v", err)
	}
}

// on has a store live through a time, which tests move.
func on(s *Store, at *time.Time) { s.now = func() time.Time { return at.UTC() } }

func throw(t testing.TB, s *Store, id model.ID) {
	t.Helper()
	if err := s.Throw(id, BinByHand, false); err != nil {
		t.Fatalf("Throw() = %v", err)
	}
}

func inBin(t testing.TB, s *Store) []Binned {
	t.Helper()
	all, bad, err := s.Bin()
	if err != nil || len(bad) > 0 {
		t.Fatalf("Bin() = %v, %v", bad, err)
	}
	return all
}

// actions are what the log tells of a record.
func actions(t testing.TB, s *Store, id model.ID) []string {
	t.Helper()
	var all []string
	for e, err := range s.LogEntries() {
		if err != nil {
			t.Fatalf("LogEntries() = %v", err)
		}
		if e.ID == id {
			all = append(all, e.Action)
		}
	}
	return all
}

func TestARecordInTheBinIsOutOfTheWayAndComesBack(t *testing.T) {
	s, dir := create(t)
	joan := left(t, s, "Joan Pemberton", "She keeps bees.")
	throw(t, s, joan.r.ID)
	s = reopen(t, s, dir)
	if all, _, err := s.List(); err != nil || len(all) != 0 {
		t.Errorf("List() = %v, %v, want nobody", all, err)
	}
	if ids, err := s.Find("bees"); err != nil || len(ids) != 0 {
		t.Errorf("Find(bees) = %v, %v, want nobody", ids, err)
	}
	if _, err := s.Load(joan.r.ID); !errors.Is(err, ErrBinned) {
		t.Errorf("Load() = %v, want ErrBinned", err)
	}
	if _, err := s.Writer(joan.r.ID); !errors.Is(err, ErrBinned) {
		t.Errorf("Writer() = %v, want ErrBinned", err)
	}
	if all := inBin(t, s); len(all) != 1 || all[0].FullName != "Joan Pemberton" || all[0].Days != BinDays || all[0].Why != BinByHand {
		t.Errorf("Bin() = %+v, want Joan for %d days", all, BinDays)
	}
	if l, err := s.Read(joan.r.ID); err != nil || len(l.Record.Notes) != 1 {
		t.Errorf("Read() = %v, %v, want it readable", l.Record, err)
	}
	if err := s.BringBack(joan.r.ID); err != nil {
		t.Fatalf("BringBack() = %v", err)
	}
	sameRecord(t, load(t, s, joan.r.ID).Record, joan.r)
	if ids, err := s.Find("bees"); err != nil || len(ids) != 1 {
		t.Errorf("Find(bees) = %v, %v, want Joan again", ids, err)
	}
	if err := s.BringBack(joan.r.ID); !errors.Is(err, ErrNotBinned) {
		t.Errorf("BringBack() again = %v, want ErrNotBinned", err)
	}
	if got := actions(t, s, joan.r.ID); !slices.Equal(got, []string{
		ActionBegun, ActionChanged, ActionBinned, ActionRead, ActionBroughtBack, ActionOpened,
	}) {
		t.Errorf("the log tells %v", got)
	}
	shut(t, s)
}

func TestWhatMayNotBeThrownOut(t *testing.T) {
	s, _ := create(t)
	var item model.ID
	for _, x := range []struct {
		name  string
		make  func(k *talk)
		want  error
		mends func(k *talk) error
	}{
		{"somebody is in it", func(k *talk) { writer(t, s, k.r.ID) }, ErrOpen, func(k *talk) error {
			leave(t, writer(t, s, k.r.ID), k, model.Place{})
			return nil
		}},
		{"it is on hold", func(k *talk) {
			if err := s.Hold(k.r.ID, HoldLegal); err != nil {
				t.Fatalf("Hold() = %v", err)
			}
		}, ErrHeld, func(k *talk) error { return s.LetGo(k.r.ID) }},
		{"its plan waits", func(k *talk) { item = agreed(t, s, k, model.Agreed) }, ErrUnsent, func(*talk) error {
			return s.SetOutState(item, OutState{Step: OutThere})
		}},
		{"its plan was sent back", func(k *talk) {
			item = agreed(t, s, k, model.Agreed)
			if err := s.SetOutState(item, OutState{Step: OutRefused}); err != nil {
				t.Fatalf("SetOutState() = %v", err)
			}
		}, ErrUnsent, func(k *talk) error {
			arrived(t, s, agreed(t, s, k, model.Agreed)) // a later one says all that it said
			return nil
		}},
		{"nobody knows whether its plan arrived", func(k *talk) {
			item = agreed(t, s, k, model.Agreed)
			if err := s.SetOutState(item, OutState{Step: OutUnsure}); err != nil {
				t.Fatalf("SetOutState() = %v", err)
			}
		}, ErrUnsent, func(*talk) error { return s.SetOutState(item, OutState{Step: OutThere}) }},
	} {
		t.Run(x.name, func(t *testing.T) {
			k := left(t, s, "Joan Pemberton", "She keeps bees.")
			x.make(k)
			if err := s.Throw(k.r.ID, BinByHand, false); !errors.Is(err, x.want) {
				t.Errorf("Throw() = %v, want %v", err, x.want)
			}
			if err := s.Purge(k.r.ID); err == nil {
				t.Error("Purge() took it")
			}
			if err := x.mends(k); err != nil {
				t.Fatal(err)
			}
			if err := s.Throw(k.r.ID, BinByHand, false); err != nil {
				t.Errorf("Throw() after that = %v", err)
			}
		})
	}
	if err := s.Throw(model.NewID(), BinByHand, false); !errors.Is(err, ErrNotFound) {
		t.Errorf("Throw() of nobody = %v, want ErrNotFound", err)
	}
	shut(t, s)
}

func TestADeskThatSendsToNobodyTakesBackWhatWaits(t *testing.T) {
	s, _ := create(t)
	k := left(t, s, "Joan Pemberton", "She keeps bees.")
	item := agreed(t, s, k, model.Agreed)
	step := func() OutStep {
		all, _, err := s.Outbox()
		if err != nil || len(all) != 1 || all[0].ID != item {
			t.Fatalf("Outbox() = %v, %v", all, err)
		}
		return all[0].State.Step
	}
	if err := s.Throw(k.r.ID, BinByHand, true); err != nil || step() != OutReplaced {
		t.Fatalf("Throw() = %v, and the item is %s, want it taken back", err, step())
	}
	if err := s.BringBack(k.r.ID); err != nil || step() != OutWaiting {
		t.Errorf("BringBack() = %v, and the item is %s, want it waiting again", err, step())
	}
	if c := onlyCard(t, s); c.Waiting.On != WaitSend {
		t.Errorf("the card waits for %q", c.Waiting.On)
	}
	shut(t, s)
}

func TestAHoldBringsBackAndKeeps(t *testing.T) {
	s, dir := create(t)
	k := left(t, s, "Joan Pemberton", "She keeps bees.")
	throw(t, s, k.r.ID)
	if err := s.LetGo(k.r.ID); err != nil || len(inBin(t, s)) != 1 {
		t.Errorf("LetGo() of what nobody holds = %v, and it is out of the bin", err)
	}
	if err := s.Hold(k.r.ID, HoldComplaint); err != nil {
		t.Fatalf("Hold() = %v", err)
	}
	s = reopen(t, s, dir)
	if c := onlyCard(t, s); c.Hold != HoldComplaint || c.Held.IsZero() {
		t.Errorf("List() = %+v, want it held", c)
	}
	if len(inBin(t, s)) != 0 {
		t.Error("it is in the bin still")
	}
	if err := s.Hold(model.NewID(), HoldOther); !errors.Is(err, ErrNotFound) {
		t.Errorf("Hold() of nobody = %v, want ErrNotFound", err)
	}

	// A mark that can't be read may have been a hold.
	shut(t, s)
	flip(t, dir, bucketBin, at(t, k.r.ID).key())
	s = unlock(t, dir)
	if err := s.Throw(k.r.ID, BinByHand, false); !errors.Is(err, ErrHeld) {
		t.Errorf("Throw() with a damaged mark = %v, want ErrHeld", err)
	}
	cards, bad, err := s.List()
	if err != nil || len(bad) != 1 || bad[0].Where != bucketBin || len(cards) != 1 || cards[0].Hold != HoldOther {
		t.Errorf("List() = %+v, %v, %v, want it held and told", cards, bad, err)
	}
	if err := s.LetGo(k.r.ID); err != nil {
		t.Fatalf("LetGo() = %v", err)
	}
	throw(t, s, k.r.ID)
	shut(t, s)
}

// A laptop that is taken to the other side of the world and back, or is told that
// it was, counts no day that did not go by.
func TestTheBinCountsNoDayOfATravel(t *testing.T) {
	s, _ := create(t)
	now := monday
	on(s, &now)
	k := left(t, s, "Joan Pemberton", "She keeps bees.")
	throw(t, s, k.r.ID)
	home := time.Local
	t.Cleanup(func() { time.Local = home })
	for range 3 {
		for _, hours := range []int{14, -11} {
			time.Local = time.FixedZone("away", hours*60*60)
			if err := s.emptyBin(t.Context()); err != nil {
				t.Fatalf("emptyBin() = %v", err)
			}
		}
	}
	if all := inBin(t, s); len(all) != 1 || all[0].Days != BinDays {
		t.Errorf("Bin() = %+v, want %d days left", all, BinDays)
	}
	shut(t, s)
}

func TestTheBinKeepsThirtyDaysThatWereLived(t *testing.T) {
	s, _ := create(t)
	now := monday
	on(s, &now)
	k := left(t, s, "Joan Pemberton", "She keeps bees.")
	throw(t, s, k.r.ID)
	there := func() bool {
		t.Helper()
		if err := s.emptyBin(t.Context()); err != nil {
			t.Fatalf("emptyBin() = %v", err)
		}
		return len(inBin(t, s)) == 1
	}
	now = now.AddDate(1, 0, 0) // the clock runs a year ahead
	for range 2 {              // however often it is looked at
		if !there() {
			t.Fatal("a clock a year ahead emptied the bin")
		}
	}
	if inBin(t, s)[0].Days != BinDays-mostApart {
		t.Fatalf("a clock a year ahead: %+v, want %d days left", inBin(t, s), BinDays-mostApart)
	}
	now = monday.AddDate(0, 0, 1) // and is put right
	if !there() || inBin(t, s)[0].Days != BinDays-mostApart {
		t.Fatalf("a clock put back: %+v, want nothing counted", inBin(t, s))
	}
	for day := range BinDays - mostApart - 1 {
		now = now.AddDate(0, 0, 1)
		if !there() {
			t.Fatalf("it went %d days early", BinDays-mostApart-1-day)
		}
	}
	now = now.AddDate(0, 0, 1)
	if there() {
		t.Error("it stayed longer than its days")
	}
	shut(t, s)
}

func TestWhatTheCouncilHasIsNotKeptForEver(t *testing.T) {
	const kept = 90 * 24 * time.Hour
	for _, x := range []struct {
		name string
		do   func(t *testing.T, s *Store, k *talk)
		goes bool
	}{
		{"nobody looked whether it still is", func(t *testing.T, s *Store, k *talk) {
			arrived(t, s, agreed(t, s, k, model.Final))
			seen(t, s)
		}, false},
		{"final and there", func(t *testing.T, s *Store, k *talk) { arrived(t, s, agreed(t, s, k, model.Final)) }, true},
		{"not agreed, final and there", func(t *testing.T, s *Store, k *talk) { arrived(t, s, agreed(t, s, k, model.FinalNotAgreed)) }, true},
		{"not decided yet", func(t *testing.T, s *Store, k *talk) { arrived(t, s, agreed(t, s, k, model.Agreed)) }, false},
		{"final, and waits to go", func(t *testing.T, s *Store, k *talk) { agreed(t, s, k, model.Final) }, false},
		{"what is there is the plan before", func(t *testing.T, s *Store, k *talk) {
			arrived(t, s, agreed(t, s, k, model.Agreed))
			c := model.Copy(k.r.Conversation)
			c.Standing, c.Stood = model.Final, k.at.Add(time.Hour)
			w := writer(t, s, k.r.ID)
			hand(t, w, k.put(c))
			leave(t, w, k, model.Place{})
		}, false},
		{"changed since", func(t *testing.T, s *Store, k *talk) {
			arrived(t, s, agreed(t, s, k, model.Final))
			c := model.Copy(k.r.Conversation)
			c.ChangedSince = true
			w := writer(t, s, k.r.ID)
			hand(t, w, k.put(c))
			leave(t, w, k, model.Place{})
		}, false},
		{"a worry nobody was told of", func(t *testing.T, s *Store, k *talk) {
			arrived(t, s, agreed(t, s, k, model.Final))
			w := writer(t, s, k.r.ID)
			hand(t, w, k.put(&model.Worry{Head: model.Head{ID: model.NewID(), Drawer: model.DrawerWorry}}))
			leave(t, w, k, model.Place{})
		}, false},
		{"on hold", func(t *testing.T, s *Store, k *talk) {
			arrived(t, s, agreed(t, s, k, model.Final))
			if err := s.Hold(k.r.ID, HoldEnquiry); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"somebody is in it", func(t *testing.T, s *Store, k *talk) {
			arrived(t, s, agreed(t, s, k, model.Final))
			writer(t, s, k.r.ID)
		}, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			s, _ := create(t)
			now := monday.Add(time.Hour)
			on(s, &now)
			k := left(t, s, "Joan Pemberton", "She keeps bees.")
			x.do(t, s, k)
			inUse(t, s, &now, kept-2*time.Hour)
			if n, err := s.Retire(kept); n != 0 || err != nil {
				t.Errorf("Retire() before its time = %d, %v", n, err)
			}
			now = now.Add(3 * time.Hour)
			if x.name != "nobody looked whether it still is" {
				seen(t, s)
			}
			n, err := s.Retire(kept)
			if want := map[bool]int{true: 1}[x.goes]; n != want || err != nil {
				t.Errorf("Retire() = %d, %v, want %d", n, err, want)
			}
			if all := inBin(t, s); x.goes && (len(all) != 1 || all[0].Why != BinSent) {
				t.Errorf("Bin() = %+v, want it there", all)
			}
			shut(t, s)
		})
	}
}

// seen notes that everything that is there still is.
func seen(t testing.TB, s *Store) {
	t.Helper()
	all, _, err := s.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.State.Step != OutThere {
			continue
		}
		o.State.Seen = s.now()
		if err := s.SetOutState(o.ID, o.State); err != nil {
			t.Fatal(err)
		}
	}
}

// inUse lets time go by in which the store is used every few days.
func inUse(t testing.TB, s *Store, now *time.Time, d time.Duration) {
	t.Helper()
	for end := now.Add(d); now.Before(end); {
		*now = now.Add(min(5*24*time.Hour, end.Sub(*now)))
		if err := s.Log(ActionRead, "", 0); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAClockThatJumpsAheadThrowsNobodyOut: what was sent this minute is not a
// year old because a clock says so, nor after it was put right, nor because the
// laptop lay in a drawer.
func TestAClockThatJumpsAheadThrowsNobodyOut(t *testing.T) {
	const kept = 90 * 24 * time.Hour
	s, _ := create(t)
	now := monday.Add(time.Hour)
	on(s, &now)
	k := left(t, s, "Joan Pemberton", "She keeps bees.")
	arrived(t, s, agreed(t, s, k, model.Final))
	none := func(when string) {
		t.Helper()
		seen(t, s)
		if n, err := s.Retire(kept); n != 0 || err != nil {
			t.Errorf("%s: Retire() = %d, %v, want none", when, n, err)
		}
	}
	right := now
	now = now.AddDate(1, 0, 0)
	none("a year ahead")
	load(t, s, k.r.ID)
	none("a year ahead, and used")
	now = right.Add(time.Hour)
	load(t, s, k.r.ID)
	none("put right")
	inUse(t, s, &now, kept-8*24*time.Hour)
	none("before its time")
	now = now.AddDate(2, 0, 0)
	inUse(t, s, &now, 7*24*time.Hour)
	seen(t, s)
	if n, err := s.Retire(kept); n != 1 || err != nil {
		t.Errorf("Retire() behind all its days = %d, %v, want 1", n, err)
	}
	shut(t, s)
}

package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ownwords/model"
	"ownwords/store/vault"
)

// becomesDue notes something as a part that leaves a drawer, or a purge, does.
func becomesDue(t *testing.T, s *Store, c chore) {
	t.Helper()
	if err := s.update(func(t *tx) error { return t.due(c) }); err != nil {
		t.Fatalf("due() = %v", err)
	}
}

func dueIn(t *testing.T, s *Store) (c chore) {
	t.Helper()
	err := s.view(func(t *tx) (err error) {
		c, err = t.dueNow()
		return err
	})
	if err != nil {
		t.Fatalf("dueNow() = %v", err)
	}
	return c
}

func size(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestTidyDoesWhatIsDueOnceAndAfterARestart(t *testing.T) {
	for action, c := range map[string]chore{ActionCompacted: dueCompact, ActionEpoch: dueEpoch} {
		t.Run(action, func(t *testing.T) {
			s, dir, k, w := begun(t, "Peggy Ashworth")
			_, batches := k.note("I want to bowl again.")
			hand(t, w, batches)
			flush(t, w)
			becomesDue(t, s, c)
			if err := s.Tidy(t.Context()); !errors.Is(err, ErrOpen) {
				t.Errorf("Tidy() with a record open = %v, want %v", err, ErrOpen)
			}
			leave(t, w, k, model.Place{Stage: model.StageTalk})
			s = reopen(t, s, dir) // as if it had ended in between
			if got := dueIn(t, s); got != c {
				t.Errorf("due after reopening = %d, want %d", got, c)
			}
			w = writer(t, s, k.r.ID)
			leave(t, w, k, model.Place{Stage: model.StageTalk})
			for range 2 {
				if err := s.Tidy(t.Context()); err != nil {
					t.Fatalf("Tidy() = %v", err)
				}
			}
			if got := dueIn(t, s); got != 0 {
				t.Errorf("due after Tidy() = %d, want nothing", got)
			}
			n := 0
			for e, err := range s.LogEntries() {
				if err != nil {
					t.Fatal(err)
				}
				if e.Action == action {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s stands %d times in the log, want once", action, n)
			}
			// The writer of before goes on, behind the keys' backs.
			_, batches = k.note("My sister could drive me.")
			hand(t, w, batches)
			leave(t, w, k, model.Place{Stage: model.StageTalk})
			s = reopen(t, s, dir)
			sameRecord(t, load(t, s, k.r.ID).Record, k.r)
			shut(t, s)
		})
	}
}

// TestAConversationBegunBeforeANewEpochIsKeptUnderIt: its keys are made when it
// comes to be kept, not when it is begun.
func TestAConversationBegunBeforeANewEpochIsKeptUnderIt(t *testing.T) {
	s, dir := create(t)
	k := newTalk()
	w, err := s.New(k.r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.newEpoch(t.Context()); err != nil {
		t.Fatal(err)
	}
	hand(t, w, k.begin("Peggy Ashworth"))
	flush(t, w)
	if err := s.newEpoch(t.Context()); err != nil { // and while somebody is in it
		t.Fatal(err)
	}
	_, batches := k.note("I want to bowl again.")
	hand(t, w, batches)
	s = reopen(t, s, dir)
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	shut(t, s)
}

func TestDueThatCanNotBeReadIsAllOfIt(t *testing.T) {
	s, _ := create(t)
	if err := s.SetMeta(valueDue, []byte("more than one byte")); err != nil {
		t.Fatal(err)
	}
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatalf("Tidy() = %v", err)
	}
	if got := newest(t, s).Action; got != ActionEpoch {
		t.Errorf("it did %s, want %s", got, ActionEpoch)
	}
	shut(t, s)
}

func TestAFileThatIsMostlyFreeIsMadeSmaller(t *testing.T) {
	s, dir := create(t)
	big := bytes.Repeat([]byte("words "), 1<<19)
	if err := s.SetMeta("big", big); err != nil {
		t.Fatal(err)
	}
	if err := s.SetMeta("big", []byte("small")); err != nil {
		t.Fatal(err)
	}
	before := size(t, dir)
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatalf("Tidy() = %v", err)
	}
	if after := size(t, dir); after > before/5 {
		t.Errorf("the file has %d bytes, before it had %d", after, before)
	}
	at := newest(t, s).Seq
	if err := s.Tidy(t.Context()); err != nil || newest(t, s).Seq != at {
		t.Errorf("Tidy() again did something: %v", err)
	}
	shut(t, s)
}

// TestAFaultOfTheProgramsOwnKeepsTheWordsInMemory: it must neither end the
// program nor say what it stumbled over.
func TestAFaultOfTheProgramsOwnKeepsTheWordsInMemory(t *testing.T) {
	s, _, k, w := begun(t, "Peggy Ashworth")
	flush(t, w)
	commit := s.commit
	s.commit = func(func(*vault.Tx) error) error { panic("I want to bowl again.") }
	told := 0
	s.OnFault(func(*FaultError) { told++ })
	_, batches := k.note("I want to bowl again.")
	hand(t, w, batches)
	err := w.Flush(t.Context())
	fault, ok := errors.AsType[*FaultError](err)
	if !ok || len(fault.Stack) == 0 || bytes.Contains([]byte(err.Error()), []byte("bowl")) {
		t.Errorf("Flush() = %v, want a *FaultError without words", err)
	}
	if _, waiting, err := w.State(); waiting != 1 || err == nil {
		t.Errorf("State() = %d waiting, %v, want one and why", waiting, err)
	}
	if err := w.Flush(t.Context()); err == nil || told != 1 {
		t.Errorf("Flush() again = %v, told %d times, want the same, told once", err, told)
	}
	s.commit = commit
	flush(t, w)
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	shut(t, s)
}

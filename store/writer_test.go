package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"ownwords/model"
	"ownwords/store/vault"
)

// fullDisk makes commits fail for as long as full says so, and counts them.
type fullDisk struct {
	mu      sync.Mutex
	full    bool
	commits int
}

func (d *fullDisk) set(full bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.full = full
}

func (d *fullDisk) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.commits
}

// under puts the disk beneath a store: a commit runs whole and fails at its
// end, as it does when the file can't grow.
func (d *fullDisk) under(s *Store) {
	commit := s.commit
	s.commit = func(fn func(*vault.Tx) error) error {
		return commit(func(t *vault.Tx) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.commits++
			if err := fn(t); err != nil || !d.full {
				return err
			}
			return syscall.ENOSPC
		})
	}
}

func TestWordsAreOnDiskWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _, k, w := begun(t, "Ron Ashworth")
		flush(t, w)
		var disk fullDisk
		disk.under(s)
		time.Sleep(2 * pause)
		began := disk.count()

		_, batches := k.note("first")
		hand(t, w, batches)
		synctest.Wait()
		if _, waiting, err := w.State(); waiting != 0 || err != nil {
			t.Errorf("behind a quiet second: State() = %d waiting, %v, want it saved at once", waiting, err)
		}
		for range 9 { // somebody types for nine tenths of a second
			time.Sleep(pause / 10)
			_, batches := k.note("more")
			hand(t, w, batches)
		}
		synctest.Wait()
		if _, waiting, _ := w.State(); waiting != 9 {
			t.Errorf("State() = %d waiting, want 9 gathered", waiting)
		}
		time.Sleep(pause / 10)
		synctest.Wait()
		saved, waiting, err := w.State()
		if waiting != 0 || err != nil || time.Since(saved) != 0 {
			t.Errorf("a second behind the first: State() = %v, %d, %v, want all saved now", saved, waiting, err)
		}
		if n := disk.count() - began; n != 2 {
			t.Errorf("10 batches in a second took %d commits, want 2", n)
		}

		_, batches = k.note("a change of screen")
		hand(t, w, batches)
		w.Now()
		synctest.Wait()
		if _, waiting, _ := w.State(); waiting != 0 {
			t.Errorf("behind Now: State() = %d waiting, want 0", waiting)
		}
		began = disk.count()
		w.Now()
		time.Sleep(time.Hour)
		if n := disk.count() - began; n != 0 {
			t.Errorf("a quiet hour took %d commits, want none", n)
		}
		sameRecord(t, load(t, s, k.r.ID).Record, k.r)
		shut(t, s)
	})
}

func TestAFullDiskLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, dir, k, w := begun(t, "Ron Ashworth")
		flush(t, w)
		var disk fullDisk
		disk.under(s)
		disk.set(true)
		for range 5 {
			_, batches := k.note("typed while the disk was full")
			hand(t, w, batches)
			time.Sleep(700 * time.Millisecond)
		}
		synctest.Wait()
		if _, waiting, err := w.State(); waiting != 5 || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("State() = %d waiting, %v, want 5 and a full disk", waiting, err)
		}
		if err := w.Flush(t.Context()); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Flush() = %v, want a full disk", err)
		}
		if err := w.Leave(t.Context(), k.r, model.Place{Topic: "home"}); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Leave() = %v, want a full disk", err)
		}
		if _, err := s.Load(k.r.ID); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Load() without the words that wait = %v, want a full disk", err)
		}
		if err := s.Close(); !errors.Is(err, ErrWaiting) {
			t.Errorf("Close() = %v, want ErrWaiting", err)
		}
		if _, err := s.Lock(); !errors.Is(err, ErrWaiting) {
			t.Errorf("Lock() = %v, want ErrWaiting", err)
		}
		began := disk.count()
		time.Sleep(10 * pause)
		synctest.Wait()
		if n := disk.count() - began; n != 10 {
			t.Errorf("in ten seconds it was tried %d times, want 10", n)
		}
		_, batches := k.note("typed after that")
		hand(t, w, batches)
		disk.set(false)
		time.Sleep(pause)
		synctest.Wait()
		if _, waiting, err := w.State(); waiting != 0 || err != nil {
			t.Errorf("with room again: State() = %d waiting, %v, want all saved", waiting, err)
		}
		s = reopen(t, s, dir)
		l := load(t, s, k.r.ID)
		sameRecord(t, l.Record, k.r)
		if l.Place.Topic != "home" {
			t.Errorf("Load() = place %v, want where it was left", l.Place)
		}
		shut(t, s)
	})
}

func TestAFullDiskKeepsNobodyFromReading(t *testing.T) {
	s, _, k, w := begun(t, "Ron Ashworth")
	flush(t, w)
	var disk fullDisk
	disk.under(s)
	disk.set(true)
	l, err := s.Load(k.r.ID)
	if err != nil {
		t.Fatalf("Load() = %v, want the record", err)
	}
	sameRecord(t, l.Record, k.r)
	if len(l.Damage) != 1 || l.Damage[0].Where != "log" || !errors.Is(l.Damage[0], syscall.ENOSPC) {
		t.Errorf("Load() = damage %v, want that it stands in no log", l.Damage)
	}
	disk.set(false)
	shut(t, s)
}

func TestFlushDoesNotWaitForEver(t *testing.T) {
	s, _, k, w := begun(t, "Ron Ashworth")
	flush(t, w)
	answers := make(chan struct{})
	commit := s.commit
	s.commit = func(fn func(*vault.Tx) error) error {
		<-answers // a disk that does not
		return commit(fn)
	}
	_, batches := k.note("slow")
	hand(t, w, batches)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := w.Flush(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Flush() = %v, want DeadlineExceeded", err)
	}
	if _, waiting, _ := w.State(); waiting != 1 {
		t.Errorf("State() = %d waiting, want 1", waiting)
	}
	close(answers)
	flush(t, w)
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	shut(t, s)
}

func TestTwoHandsKeepTheirOrder(t *testing.T) {
	s, dir, k, w := begun(t, "Ron Ashworth")
	var mu sync.Mutex // the engine is for one goroutine; handing over is not
	var hands sync.WaitGroup
	for range 2 {
		hands.Go(func() {
			for range 200 {
				mu.Lock()
				_, batches := k.note("both at once")
				hand(t, w, batches)
				mu.Unlock()
				w.Now()
			}
		})
	}
	hands.Wait()
	flush(t, w)
	s = reopen(t, s, dir)
	l := load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	for i, b := range l.Tail {
		if b.Seq != uint64(i+1) {
			t.Fatalf("batch %d has number %d", i+1, b.Seq)
		}
	}
	shut(t, s)
}

// TestABatchOutOfOrderIsRefusedAtOnce: two hands in one record must not jam it.
// Whoever comes second is told, keeps the words, and nobody else waits for them.
func TestABatchOutOfOrderIsRefusedAtOnce(t *testing.T) {
	s, dir, k, w := begun(t, "Ron Ashworth")
	flush(t, w)
	second := resumed(load(t, s, k.r.ID))
	_, batches := k.note("I want to bowl again.")
	hand(t, w, batches)
	_, taken := second.note("written by another hand")
	if err := w.Put(taken); !errors.Is(err, ErrOrder) {
		t.Errorf("Put() of a number that waits to be saved = %v, want %v", err, ErrOrder)
	}
	flush(t, w)
	if err := w.Put(taken); !errors.Is(err, ErrOrder) {
		t.Errorf("Put() of a number that was saved = %v, want %v", err, ErrOrder)
	}
	if err := w.PutAgreed(taken, Keep{Record: second.r, Revision: 1, Why: WhyAgreed}, nil); !errors.Is(err, ErrOrder) {
		t.Errorf("PutAgreed() of a number that was saved = %v, want %v", err, ErrOrder)
	}
	taken[0].Seq += 5
	if err := w.Put(taken); !errors.Is(err, ErrOrder) {
		t.Errorf("Put() of a number that is too high = %v, want %v", err, ErrOrder)
	}
	if _, waiting, err := w.State(); waiting != 0 || err != nil {
		t.Errorf("State() = %d waiting, %v, want nothing", waiting, err)
	}
	_, batches = k.note("and to sing")
	hand(t, w, batches)
	s = reopen(t, s, dir)
	w = writer(t, s, k.r.ID)
	if err := w.Put(taken); !errors.Is(err, ErrOrder) {
		t.Errorf("Put() of that number at another sitting = %v, want %v", err, ErrOrder)
	}
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	shut(t, s)
}

// TestWhoeverOnlyLookedInKeepsNothingFromBeingTidied: a conversation that was
// opened and dropped at once.
func TestWhoeverOnlyLookedInKeepsNothingFromBeingTidied(t *testing.T) {
	s, dir, k, w := begun(t, "Ron Ashworth")
	leave(t, w, k, model.Place{Topic: "home"})
	w = writer(t, s, k.r.ID)
	if !s.IsOpen(k.r.ID) {
		t.Error("IsOpen() = false, want true for a record that was entered")
	}
	w.Done()
	if s.IsOpen(k.r.ID) {
		t.Error("IsOpen() = true, want false where nobody is in it any more")
	}
	_, batches := k.note("said since")
	hand(t, w, batches)
	w.Done()
	if !s.IsOpen(k.r.ID) {
		t.Error("IsOpen() = false, want true while words wait")
	}
	s = reopen(t, s, dir)
	if l := load(t, s, k.r.ID); l.Place.Topic != "home" {
		t.Errorf("Load() = place %v, want where it was left", l.Place)
	}
	shut(t, s)
}

func TestAfterClosingWordsAreToldAsNotSaved(t *testing.T) {
	s, _, k, w := begun(t, "Ron Ashworth")
	shut(t, s)
	_, batches := k.note("too late")
	hand(t, w, batches)
	if err := w.Flush(t.Context()); err == nil {
		t.Error("Flush() of a closed store = nil, want an error")
	}
	if _, waiting, err := w.State(); waiting != 1 || err == nil {
		t.Errorf("State() = %d, %v, want 1 that is not saved", waiting, err)
	}
}

func TestALongVisitOpensFromANewBase(t *testing.T) {
	s, dir, k, w := begun(t, "Ron Ashworth")
	var batches []model.Batch
	for range rebaseBatches {
		p := model.Copy(k.r.Person)
		p.HowToTalk += "."
		if len(p.HowToTalk) > 40 {
			p.HowToTalk = ""
		}
		batches = append(batches, k.put(p)...)
	}
	hand(t, w, batches)
	flush(t, w)
	if w.at.base != k.seq {
		t.Errorf("behind %d batches the base is of batch %d", k.seq, w.at.base)
	}
	long := strings.Repeat("a", rebaseBytes)
	n, batches := k.note(long)
	hand(t, w, batches)
	flush(t, w)
	if w.at.base != k.seq {
		t.Errorf("behind %d bytes of tail the base is of batch %d, want %d", len(long), w.at.base, k.seq)
	}
	hand(t, w, k.drop(n))
	s = reopen(t, s, dir)
	l := load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	if len(l.Tail) != int(k.seq) {
		t.Errorf("Load() = %d batches, want all %d", len(l.Tail), k.seq)
	}
	shut(t, s)
}

package store

import (
	"context"
	"errors"
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
		w.Put(batches)
		synctest.Wait()
		if _, waiting, err := w.State(); waiting != 0 || err != nil {
			t.Errorf("behind a quiet second: State() = %d waiting, %v, want it saved at once", waiting, err)
		}
		for range 9 { // somebody types for nine tenths of a second
			time.Sleep(pause / 10)
			_, batches := k.note("more")
			w.Put(batches)
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
		w.Put(batches)
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
			w.Put(batches)
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
		w.Put(batches)
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
	w.Put(batches)
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
				w.Put(batches)
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

func TestABatchOutOfOrderIsToldAndKept(t *testing.T) {
	s, dir, k, w := begun(t, "Ron Ashworth")
	flush(t, w)
	_, batches := k.note("one too far")
	batches[0].Seq += 5
	w.Put(batches)
	if err := w.Flush(t.Context()); !errors.Is(err, ErrOrder) {
		t.Errorf("Flush() = %v, want ErrOrder", err)
	}
	if _, waiting, err := w.State(); waiting != 1 || !errors.Is(err, ErrOrder) {
		t.Errorf("State() = %d, %v, want 1 and ErrOrder", waiting, err)
	}
	if err := s.Close(); !errors.Is(err, ErrWaiting) {
		t.Errorf("Close() = %v, want ErrWaiting", err)
	}
	if err := s.vault.Close(); err != nil { // as the end of the program does
		t.Fatal(err)
	}
	w.end()
	s = unlock(t, dir)
	if l := load(t, s, k.r.ID); l.Head != 3 {
		t.Errorf("Load() = head %d, want 3", l.Head)
	}
	shut(t, s)
}

func TestAfterClosingWordsAreToldAsNotSaved(t *testing.T) {
	s, _, k, w := begun(t, "Ron Ashworth")
	shut(t, s)
	_, batches := k.note("too late")
	w.Put(batches)
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
	w.Put(batches)
	flush(t, w)
	if w.at.base != k.seq {
		t.Errorf("behind %d batches the base is of batch %d", k.seq, w.at.base)
	}
	long := string(make([]byte, rebaseBytes/2))
	n, batches := k.note(long)
	w.Put(batches)
	flush(t, w)
	if w.at.base != k.seq {
		t.Errorf("behind %d bytes of tail the base is of batch %d, want %d", len(long), w.at.base, k.seq)
	}
	w.Put(k.drop(n))
	s = reopen(t, s, dir)
	l := load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	if len(l.Tail) != int(k.seq) {
		t.Errorf("Load() = %d batches, want all %d", len(l.Tail), k.seq)
	}
	shut(t, s)
}

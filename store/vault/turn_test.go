package vault

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"ownwords/store/seal"
)

// TestWhoeverWantsToSaveComesFirst: a save, or a lock, that comes while the file
// is made anew does not wait for it.
func TestWhoeverWantsToSaveComesFirst(t *testing.T) {
	for name, want := range map[string]func(*Vault) error{
		"save": func(v *Vault) error {
			return v.Update(func(tx *Tx) error { return tx.Put("words", []byte("now"), []byte("Peggy")) })
		},
		"lock": func(v *Vault) error {
			v.Lock()
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			x := stock(t)
			done := make(chan error, 1)
			x.v.file.atStep = func(step string) error {
				if step != "begun" {
					return nil
				}
				go func() { done <- want(x.v) }()
				for x.v.wanted.Load() == 0 && len(done) == 0 {
					time.Sleep(time.Millisecond)
				}
				return nil
			}
			err := x.v.Rewrite(t.Context(), Renewal{Yield: true})
			if !errors.Is(err, ErrYielded) && !errors.Is(err, errClosed) {
				t.Errorf("Rewrite = %v, want %v or %v", err, ErrYielded, errClosed)
			}
			if err := <-done; err != nil {
				t.Errorf("%s = %v", name, err)
			}
			x.v.file.atStep = nil
			closeWhole(t, x.v)
			if err := whole(unlock(t, x.dir, seal.Passphrase([]byte(passphrase)))); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestALockInTheMiddleOfCopyingDoesNotWait: the transaction that reads the old
// file stands in its way only until the next value.
func TestALockInTheMiddleOfCopyingDoesNotWait(t *testing.T) {
	x := stock(t)
	locked := make(chan struct{})
	begun := false
	err := x.v.Rewrite(t.Context(), Renewal{Yield: true, Master: true, Value: func(_ *Exchange, _ string, _, value []byte) ([]byte, error) {
		if !begun {
			begun = true
			go func() {
				x.v.Lock()
				close(locked)
			}()
			for x.v.wanted.Load() == 0 {
				time.Sleep(time.Millisecond)
			}
		}
		return value, nil
	}})
	if !errors.Is(err, ErrYielded) {
		t.Errorf("Rewrite = %v, want %v", err, ErrYielded)
	}
	<-locked
	closeWhole(t, x.v)
	if err := whole(unlock(t, x.dir, seal.Passphrase([]byte(passphrase)))); err != nil {
		t.Error(err)
	}
}

func TestRewriteEndsWithItsContext(t *testing.T) {
	x := stock(t)
	ctx, stop := context.WithCancel(t.Context())
	x.v.file.atStep = func(string) error {
		stop()
		return nil
	}
	if err := x.v.Rewrite(ctx, Renewal{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Rewrite = %v, want %v", err, context.Canceled)
	}
	if err := whole(x.v); err != nil {
		t.Error(err)
	}
}

// TestAProcessThatWaitedDoesNotGetTheFileThatLostItsName: it would save into a
// file that nobody finds again.
func TestAProcessThatWaitedDoesNotGetTheFileThatLostItsName(t *testing.T) {
	x := stock(t)
	waiting := &File{path: filepath.Join(x.dir, FileName), dir: x.dir, layout: notes}
	opened := make(chan error, 1)
	x.v.file.atStep = func(step string) error {
		if step == "begun" {
			go func() { opened <- waiting.openBolt(false) }()
			time.Sleep(200 * time.Millisecond) // bbolt tries every 50
		}
		return nil
	}
	if err := x.v.Rewrite(t.Context(), Renewal{}); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; errorAs[*LockedError](err) == nil {
		t.Errorf("opening while the file was made anew = %v, want a *LockedError", err)
	}
	put(t, x.v, "cards", "after", "Peggy")
}

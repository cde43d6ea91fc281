package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"
	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// opens tells whether what was brought opens the vault in dir.
func opens(t *testing.T, dir string, o *seal.Opener) bool {
	t.Helper()
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.Unlock(o)
	if err != nil {
		if !errors.Is(err, seal.ErrWrongKey) {
			t.Errorf("Unlock = %v", err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		return false
	}
	closeWhole(t, v)
	return true
}

// change replaces the passphrase by which the vault was opened.
func change(t *testing.T, v *Vault, to string) {
	t.Helper()
	err := v.ChangeWays(func(tx *Tx, w *Ways) error {
		id, err := w.AddPassphrase([]byte(to), seal.CheapCost())
		if err != nil {
			return err
		}
		w.StandsFor(id)
		return w.Remove(tx.Opened())
	})
	if err != nil {
		t.Fatalf("ChangeWays = %v", err)
	}
}

func slotsIn(t *testing.T, v *Vault) (all [][]byte) {
	t.Helper()
	err := v.file.db.View(func(tx *bolt.Tx) error {
		for _, ref := range v.header.Slots {
			all = append(all, bytes.Clone(tx.Bucket(metaBucket).Get(ref.key())))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAPassphraseThatWasChangedOpensNothing(t *testing.T) {
	x := stock(t)
	v := x.v
	var old [][]byte
	for i := range 3 {
		old = append(old, slotsIn(t, v)[0])
		if i > 0 { // the code stays first from the first change on
			old[i] = slotsIn(t, v)[1]
		}
		change(t, v, fmt.Sprintf("%s %d", newPassphrase, i))
		if err := v.Rewrite(t.Context(), Renewal{}); err != nil {
			t.Fatal(err)
		}
		closeWhole(t, v)
		for was, want := range map[string]bool{
			passphrase: false, newPassphrase + " 0": i == 0, newPassphrase + " 1": i == 1, newPassphrase + " 2": i == 2,
		} {
			if got := opens(t, x.dir, seal.Passphrase([]byte(was))); got != want {
				t.Errorf("after change %d %q opens = %v, want %v", i, was, got, want)
			}
		}
		if !opens(t, x.dir, seal.Recovery(x.code)) {
			t.Errorf("after change %d the code opens nothing", i)
		}
		file, err := os.ReadFile(filepath.Join(x.dir, FileName))
		if err != nil {
			t.Fatal(err)
		}
		for n, slot := range old {
			if bytes.Contains(file, slot[len(slot)-60:]) {
				t.Errorf("after change %d the slot before change %d is in the file", i, n)
			}
		}
		v = unlock(t, x.dir, seal.Passphrase(fmt.Appendf(nil, "%s %d", newPassphrase, i)))
	}
	if err := whole(v); err != nil {
		t.Error(err)
	}
}

func TestATeamKeyAndASecondPassphraseComeAndGo(t *testing.T) {
	x := stock(t)
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	team := func() *seal.Opener {
		o, err := seal.Team([]byte(identity.String()))
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	second := func() *seal.Opener { return seal.Passphrase([]byte(newPassphrase)) }
	var ids []string
	err = x.v.ChangeWays(func(_ *Tx, w *Ways) error {
		a, err1 := w.AddTeam(identity.Recipient().String())
		b, err2 := w.AddPassphrase([]byte(newPassphrase), seal.CheapCost())
		ids = []string{a, b}
		return errors.Join(err1, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	rewrap := strengths()[1].r()
	if err := x.v.Rewrite(t.Context(), rewrap); err != nil { // wraps all of them anew
		t.Fatal(err)
	}
	closeWhole(t, x.v)
	if !opens(t, x.dir, team()) || !opens(t, x.dir, second()) || !opens(t, x.dir, seal.Recovery(x.code)) {
		t.Error("one of the four ways in was lost in a new epoch")
	}
	v := unlock(t, x.dir, second())
	if err := v.View(func(tx *Tx) error {
		if tx.Opened() != ids[1] {
			t.Errorf("Opened = %s, want %s", tx.Opened(), ids[1])
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	closeWhole(t, v)
	v = unlock(t, x.dir, seal.Passphrase([]byte(passphrase)))
	if err := v.ChangeWays(func(_ *Tx, w *Ways) error { return errors.Join(w.Remove(ids[0]), w.Remove(ids[1])) }); err != nil {
		t.Fatal(err)
	}
	closeWhole(t, v)
	if opens(t, x.dir, team()) || opens(t, x.dir, second()) {
		t.Error("a way in that was taken away opens")
	}
}

func TestNoChangeLeavesAVaultWithoutAWayIn(t *testing.T) {
	x := stock(t)
	for _, ref := range x.v.header.Slots {
		err := x.v.ChangeWays(func(_ *Tx, w *Ways) error { return w.Remove(ref.ID) })
		if !errors.Is(err, ErrLastWay) {
			t.Errorf("Remove of the last %s = %v, want %v", ref.Kind, err, ErrLastWay)
		}
	}
	if err := x.v.ChangeWays(func(_ *Tx, w *Ways) error { return w.Remove("none") }); !errors.Is(err, ErrNoWay) {
		t.Errorf("Remove of none = %v, want %v", err, ErrNoWay)
	}
	err := x.v.ChangeWays(func(_ *Tx, w *Ways) error {
		_, err := w.AddPassphrase([]byte("short"), seal.CheapCost())
		return err
	})
	if !errors.Is(err, seal.ErrTooShort) {
		t.Errorf("AddPassphrase of one that is short = %v, want %v", err, seal.ErrTooShort)
	}
	closeWhole(t, x.v)
	if !opens(t, x.dir, seal.Passphrase([]byte(passphrase))) || !opens(t, x.dir, seal.Recovery(x.code)) {
		t.Error("a way in is gone after changes that were refused")
	}
}

// TestASlotThatCanNotBeBroughtAlongStopsANewEpoch: whoever has that passphrase
// would be locked out without a word.
func TestASlotThatCanNotBeBroughtAlongStopsANewEpoch(t *testing.T) {
	x := stock(t)
	ref := x.v.header.Slots[0]
	closeWhole(t, x.v)
	spoilSlot(t, x.dir, ref, func(s *seal.Slot) { s.Kept[40] ^= 1 })
	v := unlock(t, x.dir, seal.Passphrase([]byte(passphrase)))
	if err := v.Rewrite(t.Context(), strengths()[1].r()); errorAs[*DamageError](err) == nil {
		t.Errorf("Rewrite = %v, want the slot named", err)
	}
	if err := whole(v); err != nil {
		t.Error(err)
	}
	change(t, v, newPassphrase)
	if err := v.Rewrite(t.Context(), strengths()[1].r()); err != nil {
		t.Errorf("Rewrite with a new passphrase = %v", err)
	}
}

// spoilSlot changes a slot and makes its checksum hold again.
func spoilSlot(t *testing.T, dir string, ref slotRef, spoil func(*seal.Slot)) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, FileName), filePerm, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(metaBucket)
		slot, err := seal.ParseSlot(b.Get(ref.key()))
		if err != nil {
			return err
		}
		spoil(&slot)
		stored, err := slot.Marshal()
		if err != nil {
			return err
		}
		return b.Put(ref.key(), stored)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestProvingTellsWhoSitsThere(t *testing.T) {
	x := stock(t)
	for try := range 3 {
		err := x.v.Prove(seal.Passphrase([]byte("somebody else's words")))
		if wrong := errorAs[*WrongKeyError](err); wrong == nil || wrong.Tries != try+1 || wrong.Wait != waitAfter(try+1) {
			t.Errorf("Prove of something else = %v, want try %d told", err, try+1)
		}
	}
	for _, o := range []*seal.Opener{seal.Passphrase([]byte(passphrase)), seal.Recovery(x.code)} {
		if err := x.v.Prove(o); err != nil {
			t.Errorf("Prove by %s = %v", o.Kind(), err)
		}
	}
	if err := whole(x.v); err != nil {
		t.Error(err)
	}
}

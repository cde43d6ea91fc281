package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"ownwords/store/seal"
)

// stocked is a vault with values under derived keys in two buckets, and with
// values under a data key whose wrapped form stands in "words".
type stocked struct {
	dir  string
	v    *Vault
	code *seal.Code
}

const dataKeyAt = "wrapped"

var dataKeyOf = []byte("record")

func stock(t *testing.T) stocked {
	t.Helper()
	dir, v, code := create(t)
	data, wrapped, err := v.MakeDataKey(dataKeyOf)
	if err != nil {
		t.Fatal(err)
	}
	put(t, v, "words", dataKeyAt, string(wrapped))
	err = v.Update(func(tx *Tx) error {
		for i := range 60 {
			key := fmt.Appendf(nil, "%02d", i)
			if err := errors.Join(tx.Put("cards", key, fmt.Appendf(nil, "card %d", i)), tx.PutWith(data, "tail", key, fmt.Appendf(nil, "pause %d", i))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return stocked{dir, v, code}
}

// whole returns why a vault is not as stock left it.
func whole(v *Vault) error {
	return v.View(func(tx *Tx) error {
		wrapped, err := tx.Get("words", []byte(dataKeyAt))
		if err != nil {
			return err
		}
		data, err := v.OpenDataKey(wrapped, dataKeyOf)
		if err != nil {
			return err
		}
		defer data.Close()
		n := 0
		for item, err := range tx.Each("cards", nil) {
			if err != nil {
				return err
			}
			pause, err := tx.GetWith(data, "tail", item.Key)
			if err != nil {
				return err
			}
			if want := fmt.Sprintf("card %d, pause %d", n, n); fmt.Sprintf("%s, %s", item.Value, pause) != want {
				return fmt.Errorf("%s is %s, %s, want %s", item.Key, item.Value, pause, want)
			}
			n++
		}
		if n != 60 {
			return fmt.Errorf("%d cards, want 60", n)
		}
		return nil
	})
}

// strength is one of the three ways in which a file is made anew.
type strength struct {
	name string
	r    func() Renewal
	code bool // the code still opens
}

const newPassphrase = "teapot gravel morning"

func strengths() []strength {
	rewrap := func(x *Exchange, bucket string, key, value []byte) ([]byte, error) {
		if bucket == "words" && string(key) == dataKeyAt {
			return x.Rewrap(value, dataKeyOf)
		}
		return value, nil
	}
	return []strength{
		{"compact", func() Renewal { return Renewal{} }, true},
		{"epoch", func() Renewal { return Renewal{Master: true, Value: rewrap} }, true},
		{"re-encrypt", reEncrypt, false},
	}
}

func reEncrypt() Renewal {
	var was, is *seal.Key
	var wrapped []byte
	draw := func(x *Exchange) error {
		if was != nil {
			return nil
		}
		old, err := x.Get("words", []byte(dataKeyAt))
		if err == nil {
			was, err = x.vault.OpenDataKey(old, dataKeyOf)
		}
		if err == nil {
			is, wrapped, err = x.MakeDataKey(dataKeyOf)
		}
		return err
	}
	return Renewal{
		Master: true,
		Value: func(x *Exchange, bucket string, key, value []byte) ([]byte, error) {
			if bucket != "words" || string(key) != dataKeyAt {
				return value, nil
			}
			return wrapped, draw(x)
		},
		Data: func(x *Exchange, _ string, _ []byte) (*seal.Key, *seal.Key, error) {
			err := draw(x)
			return was, is, err
		},
		Ways: func(w *Ways) error {
			id, err := w.AddPassphrase([]byte(newPassphrase), seal.CheapCost())
			if err != nil {
				return err
			}
			w.StandsFor(id)
			_, err = w.AddCode(seal.NewCode())
			return err
		},
	}
}

// opensBy says which of the passphrases opens what is in dir.
func opensBy(t *testing.T, dir string) (*Vault, string) {
	t.Helper()
	f, err := Open(dir, notes)
	if err != nil {
		t.Fatalf("Open = %v", err)
	}
	for _, p := range []string{passphrase, newPassphrase} {
		if v, err := f.Unlock(seal.Passphrase([]byte(p))); err == nil {
			return v, p
		}
	}
	t.Fatal(errors.Join(errors.New("no passphrase opens it"), f.Close()))
	return nil, ""
}

func TestAFileMadeAnewHoldsTheSameAndGoesOn(t *testing.T) {
	for _, closing := range []bool{false, true} {
		for _, s := range strengths() {
			t.Run(fmt.Sprintf("%s/closing first %v", s.name, closing), func(t *testing.T) {
				x := stock(t)
				x.v.file.closeFirst = closing
				put(t, x.v, "cards", "later", "Peggy")
				if err := x.v.Update(func(tx *Tx) error { return tx.Delete("cards", []byte("later")) }); err != nil {
					t.Fatal(err)
				}
				for range 2 {
					if err := x.v.Rewrite(t.Context(), s.r()); err != nil {
						t.Fatalf("Rewrite = %v", err)
					}
				}
				if err := whole(x.v); err != nil {
					t.Errorf("after Rewrite: %v", err)
				}
				put(t, x.v, "cards", "after", "Peggy")
				closeWhole(t, x.v)
				want := passphrase
				if !s.code {
					want = newPassphrase
				}
				v, by := opensBy(t, x.dir)
				if by != want {
					t.Errorf("opens by %q, want %q", by, want)
				}
				if got := get(t, v, "cards", "after"); got != "Peggy" {
					t.Errorf("what was saved after = %q, want Peggy", got)
				}
				closeWhole(t, v)
				f, err := Open(x.dir, notes)
				if err != nil {
					t.Fatal(err)
				}
				v, err = f.Unlock(seal.Recovery(x.code))
				if opened := err == nil; opened != s.code {
					t.Errorf("Unlock by the code of before = %v, want opened %v", err, s.code)
				}
				if v != nil {
					closeWhole(t, v)
				} else if err := f.Close(); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// snapshot copies a folder as a crash at this moment would leave it.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestACrashAtAnyStepLeavesOneWholeFile(t *testing.T) {
	for _, s := range strengths() {
		t.Run(s.name, func(t *testing.T) {
			x := stock(t)
			var left []string
			x.v.file.atStep = func(string) error {
				left = append(left, snapshot(t, x.dir))
				return nil
			}
			if err := x.v.Rewrite(t.Context(), s.r()); err != nil {
				t.Fatalf("Rewrite = %v", err)
			}
			if len(left) != 8 {
				t.Errorf("Rewrite has %d steps, want 8", len(left))
			}
			for i, dir := range left {
				v, _ := opensBy(t, dir)
				if err := whole(v); err != nil {
					t.Errorf("step %d: %v", i, err)
				}
				closeWhole(t, v)
				if over, err := filepath.Glob(filepath.Join(dir, unfinished)); len(over) > 0 || err != nil {
					t.Errorf("step %d: after opening there is %v, %v", i, over, err)
				}
			}
		})
	}
}

func TestAStepThatFailsChangesNothingAndTheVaultGoesOn(t *testing.T) {
	broken := errors.New("broken")
	for _, s := range strengths() {
		t.Run(s.name, func(t *testing.T) {
			x := stock(t)
			for _, at := range []string{"begun", "copied", "compared", "finished", "synced", "checked"} {
				x.v.file.atStep = func(name string) error {
					if name == at {
						return broken
					}
					return nil
				}
				if err := x.v.Rewrite(t.Context(), s.r()); !errors.Is(err, broken) {
					t.Errorf("%s: Rewrite = %v, want %v", at, err, broken)
				}
				if err := whole(x.v); err != nil {
					t.Errorf("%s: %v", at, err)
				}
				put(t, x.v, "words", at, "still saved")
				if over, err := filepath.Glob(filepath.Join(x.dir, unfinished)); len(over) > 0 || err != nil {
					t.Errorf("%s: it left %v, %v", at, over, err)
				}
			}
			closeWhole(t, x.v)
			v := unlock(t, x.dir, seal.Passphrase([]byte(passphrase)))
			if got := get(t, v, "words", "synced"); got != "still saved" {
				t.Errorf("after reopening = %q, want still saved", got)
			}
		})
	}
}

// TestNothingIsSavedBehindANameThatAPowerCutCouldTakeBack: the new file has the
// name, but the folder was not synced.
func TestNothingIsSavedBehindANameThatAPowerCutCouldTakeBack(t *testing.T) {
	x := stock(t)
	x.v.file.atStep = func(name string) error {
		if name == "named" {
			return errors.New("broken")
		}
		return nil
	}
	if err := x.v.Rewrite(t.Context(), Renewal{}); err != nil {
		t.Fatalf("Rewrite = %v, want nil: the new file is in its place, and opens by what it opens by", err)
	}
	synced := false
	x.v.file.atStep = func(name string) error {
		synced = synced || name == "settled"
		return nil
	}
	put(t, x.v, "cards", "after", "Peggy")
	if !synced {
		t.Error("saved before the folder was synced")
	}
	if err := x.v.Update(func(*Tx) error { return nil }); err != nil || x.v.file.unsettled {
		t.Errorf("the next Update = %v, unsettled %v", err, x.v.file.unsettled)
	}
}

func TestWhatWasDeletedIsNotInTheFileAnyMore(t *testing.T) {
	x := stock(t)
	put(t, x.v, "cards", "gone", "something that should never have been here")
	sealed := raw(t, x.v, "cards", "gone")
	if err := x.v.Update(func(tx *Tx) error { return tx.Delete("cards", []byte("gone")) }); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(x.dir, FileName)
	before, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(before, sealed) {
		t.Fatalf("before Rewrite the old bytes are not in the file (%v): the test shows nothing", err)
	}
	if err := x.v.Rewrite(t.Context(), Renewal{}); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if err != nil || bytes.Contains(after, sealed) {
		t.Errorf("after Rewrite the old bytes are in the file (%v)", err)
	}
	if len(after) >= len(before) {
		t.Errorf("the file has %d bytes, before it had %d", len(after), len(before))
	}
}

package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"
	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// keyed is a store with one record that was left, a recovery code, and the cost
// of a test.
func keyed(t *testing.T) (s *Store, dir string, k *talk, code *seal.Code) {
	t.Helper()
	dir = t.TempDir()
	s, code, err := Create(dir, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
	if err != nil {
		t.Fatalf("Create() = %v", err)
	}
	t.Cleanup(func() { checkFile(t, dir) })
	k = left(t, s, "Peggy Ashworth", "I want to bowl again.")
	return s, dir, k, code
}

// opensIt tells whether what was brought opens the store and finds the record.
func opensIt(t *testing.T, dir string, key *seal.Opener, k *talk) bool {
	t.Helper()
	f, err := Open(dir, Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatalf("Open() = %v", err)
	}
	s, err := f.Unlock(key)
	if err != nil {
		if !errors.Is(err, seal.ErrWrongKey) {
			t.Errorf("Unlock() = %v", err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		return false
	}
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	shut(t, s)
	return true
}

func ways(t *testing.T, s *Store) []Way {
	t.Helper()
	all, err := s.Ways()
	if err != nil {
		t.Fatalf("Ways() = %v", err)
	}
	return all
}

// slotBytes are the secrets of all ways in as they stand in the file.
func slotBytes(t *testing.T, dir string) (all [][]byte) {
	t.Helper()
	bare(t, dir, func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("meta")).ForEach(func(key, value []byte) error {
			if bytes.HasPrefix(key, []byte("slot/")) {
				all = append(all, bytes.Clone(value[len(value)-60:]))
			}
			return nil
		})
	})
	return all
}

func TestAPassphraseIsChangedThreeTimes(t *testing.T) {
	s, dir, k, code := keyed(t)
	id := ways(t, s)[0].ID
	phrases := []string{passphrase, "teapot gravel morning one", "teapot gravel morning two", "teapot gravel morning three"}
	for i, phrase := range phrases[1:] {
		shut(t, s)
		before := slotBytes(t, dir)
		s = unlockBy(t, dir, phrases[i])
		if err := s.ChangePassphrase("", []byte(phrase)); err != nil {
			t.Fatalf("ChangePassphrase() = %v", err)
		}
		if err := s.Tidy(t.Context()); err != nil {
			t.Fatalf("Tidy() = %v", err)
		}
		if w := ways(t, s); len(w) != 2 || w[1].ID != id || !w[1].Current || s.By() != id {
			t.Errorf("after change %d the ways are %+v, by %s, want %s still", i+1, w, s.By(), id)
		}
		shut(t, s)
		if stands := wholeIn(t, dir, before); stands != 1 { // the code's
			t.Errorf("after change %d %d of the slots before are in the file, want 1", i+1, stands)
		}
		for n, old := range phrases {
			if got, want := opensIt(t, dir, seal.Passphrase([]byte(old)), k), n == i+1; got != want {
				t.Errorf("after change %d phrase %d opens = %v, want %v", i+1, n, got, want)
			}
		}
		if !opensIt(t, dir, seal.Recovery(code), k) {
			t.Errorf("after change %d the code opens nothing", i+1)
		}
		s = unlockBy(t, dir, phrase)
	}
	shut(t, s)
}

func TestASecondPersonComesAndGoes(t *testing.T) {
	s, dir, k, code := keyed(t)
	const second = "harbour pencil orchard"
	if err := s.AddUser("Joan", []byte(second)); err != nil {
		t.Fatalf("AddUser() = %v", err)
	}
	if err := s.AddUser("Joan", []byte(second+" two")); !errors.Is(err, ErrNamed) {
		t.Errorf("AddUser() of the same name = %v, want %v", err, ErrNamed)
	}
	shut(t, s)
	s = unlockBy(t, dir, second)
	joan := ways(t, s)[2]
	if joan.Name != "Joan" || !joan.Current || joan.Since.IsZero() || s.By() != joan.ID {
		t.Errorf("the second way is %+v, by %s, want Joan's, current", joan, s.By())
	}
	load(t, s, k.r.ID)
	if got := newest(t, s); got.Action != ActionOpened || got.By != joan.ID {
		t.Errorf("the log's last entry is %+v, want opened by Joan", got)
	}
	if err := s.RemoveWay(joan.ID); !errors.Is(err, ErrCurrent) {
		t.Errorf("RemoveWay() of one's own = %v, want %v", err, ErrCurrent)
	}
	shut(t, s)
	s = unlockBy(t, dir, passphrase)
	if err := s.RemoveWay(joan.ID); err != nil {
		t.Fatalf("RemoveWay() = %v", err)
	}
	if err := s.RemoveWay(joan.ID); !errors.Is(err, vault.ErrNoWay) {
		t.Errorf("RemoveWay() again = %v, want %v", err, vault.ErrNoWay)
	}
	if err := s.RemoveWay(ways(t, s)[1].ID); !errors.Is(err, vault.ErrLastWay) {
		t.Errorf("RemoveWay() of the code = %v, want %v", err, vault.ErrLastWay)
	}
	if got := newest(t, s); got.Action != ActionUserRemoved || got.ID != model.ID(joan.ID) {
		t.Errorf("the log's last entry is %+v, want Joan removed", got)
	}
	shut(t, s)
	if opensIt(t, dir, seal.Passphrase([]byte(second)), k) {
		t.Error("a passphrase that was taken away opens")
	}
	if !opensIt(t, dir, seal.Passphrase([]byte(passphrase)), k) || !opensIt(t, dir, seal.Recovery(code), k) {
		t.Error("the first person is locked out")
	}
}

func newest(t *testing.T, s *Store) (last LogEntry) {
	t.Helper()
	for e, err := range s.LogEntries() {
		if err != nil {
			t.Fatalf("LogEntries() = %v", err)
		}
		last = e
	}
	return last
}

// TestWhoeverForgotTheirWordsSetsNewOnesByTheCode, and then makes a new code.
func TestWhoeverForgotTheirWordsSetsNewOnesByTheCode(t *testing.T) {
	s, dir, k, code := keyed(t)
	shut(t, s)
	f, err := Open(dir, Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	s, err = f.Unlock(seal.Recovery(code))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ChangePassphrase("", []byte("teapot gravel morning")); err != nil {
		t.Fatalf("ChangePassphrase() = %v", err)
	}
	again, err := s.NewRecoveryCode()
	if err != nil {
		t.Fatalf("NewRecoveryCode() = %v", err)
	}
	for _, w := range ways(t, s) {
		if w.Current != (w.Kind == seal.KindRecovery) {
			t.Errorf("way %+v, want the code as what it was opened by", w)
		}
	}
	shut(t, s)
	for name, x := range map[string]struct {
		key  *seal.Opener
		want bool
	}{
		"old words": {seal.Passphrase([]byte(passphrase)), false},
		"new words": {seal.Passphrase([]byte("teapot gravel morning")), true},
		"old code":  {seal.Recovery(code), false},
		"new code":  {seal.Recovery(again), true},
	} {
		if got := opensIt(t, dir, x.key, k); got != x.want {
			t.Errorf("%s open = %v, want %v", name, got, x.want)
		}
	}
}

// newTeam makes a team's pair of keys.
func newTeam(t *testing.T) (public string, opener func() *seal.Opener) {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return identity.Recipient().String(), func() *seal.Opener {
		o, err := seal.Team([]byte(identity.String()))
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
}

func TestTheTeamsKeyIsSetAndReplaced(t *testing.T) {
	s, dir, k, _ := keyed(t)
	teamKey, team := newTeam(t)
	if err := s.SetTeam([]string{"age1nonsense"}); !errors.Is(err, seal.ErrRecipient) {
		t.Errorf("SetTeam() of nonsense = %v, want %v", err, seal.ErrRecipient)
	}
	if err := s.SetTeam([]string{teamKey}); err != nil {
		t.Fatalf("SetTeam() = %v", err)
	}
	was := ways(t, s)[2]
	if err := s.SetTeam([]string{teamKey}); err != nil {
		t.Fatalf("SetTeam() again = %v", err)
	}
	if now := ways(t, s)[2]; now != was || now.Recipient != teamKey {
		t.Errorf("setting the same key again made %+v of %+v", now, was)
	}
	shut(t, s)
	if !opensIt(t, dir, team(), k) {
		t.Error("the team's key opens nothing")
	}
	s = unlockBy(t, dir, passphrase)
	if err := s.SetTeam(nil); err != nil {
		t.Fatalf("SetTeam(nil) = %v", err)
	}
	shut(t, s)
	if opensIt(t, dir, team(), k) {
		t.Error("the team's key opens though it was taken away")
	}
}

// TestSomebodyElseKnowsTheWords: after that everything is under new keys, and of
// what they could have had nothing helps them.
func TestSomebodyElseKnowsTheWords(t *testing.T) {
	s, dir, k, code := keyed(t)
	teamKey, team := newTeam(t)
	if err := errors.Join(s.AddUser("Joan", []byte("harbour pencil orchard")), s.SetTeam([]string{teamKey})); err != nil {
		t.Fatal(err)
	}
	if err := s.SetMeta("token", []byte("abc")); err != nil {
		t.Fatal(err)
	}
	id := ways(t, s)[0].ID
	shut(t, s)
	before := stored(t, dir, k.r.ID)
	s = unlockBy(t, dir, passphrase)
	w := writer(t, s, k.r.ID)
	if _, err := s.Leaked(t.Context(), []byte("teapot gravel morning")); !errors.Is(err, ErrOpen) {
		t.Errorf("Leaked() with a record open = %v, want %v", err, ErrOpen)
	}
	leave(t, w, k, model.Place{})
	if _, err := s.Leaked(t.Context(), []byte("short")); !errors.Is(err, seal.ErrTooShort) {
		t.Errorf("Leaked() with a short phrase = %v, want %v", err, seal.ErrTooShort)
	}
	again, err := s.Leaked(t.Context(), []byte("teapot gravel morning"))
	if err != nil {
		t.Fatalf("Leaked() = %v", err)
	}
	if s.By() != id {
		t.Errorf("By() = %s, want %s as before", s.By(), id)
	}
	_, batches := k.note("My sister could drive me.")
	hand(t, w, batches) // by the writer of before
	leave(t, w, k, model.Place{})
	if token, err := s.Meta("token"); err != nil || string(token) != "abc" {
		t.Errorf("Meta() = %q, %v, want abc", token, err)
	}
	var kinds []seal.Kind
	for _, w := range ways(t, s) {
		kinds = append(kinds, w.Kind)
	}
	slices.Sort(kinds)
	if want := []seal.Kind{seal.KindPassphrase, seal.KindRecovery, seal.KindTeam}; !slices.Equal(kinds, want) {
		t.Errorf("the ways are %v, want %v", kinds, want)
	}
	shut(t, s)
	file, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	for i, value := range before {
		if bytes.Contains(file, value) {
			t.Errorf("value %d of before is in the file", i)
		}
	}
	for name, x := range map[string]struct {
		key  *seal.Opener
		want bool
	}{
		"old words":    {seal.Passphrase([]byte(passphrase)), false},
		"Joan's words": {seal.Passphrase([]byte("harbour pencil orchard")), false},
		"new words":    {seal.Passphrase([]byte("teapot gravel morning")), true},
		"old code":     {seal.Recovery(code), false},
		"new code":     {seal.Recovery(again), true},
		"team":         {team(), true},
	} {
		if got := opensIt(t, dir, x.key, k); got != x.want {
			t.Errorf("%s open = %v, want %v", name, got, x.want)
		}
	}
}

func TestProvingAsksForTheWordsAgain(t *testing.T) {
	s, _, _, code := keyed(t)
	if err := s.Prove(seal.Passphrase([]byte("somebody else's words"))); !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("Prove() of others = %v, want %v", err, seal.ErrWrongKey)
	}
	if err := errors.Join(s.Prove(seal.Passphrase([]byte(passphrase))), s.Prove(seal.Recovery(code))); err != nil {
		t.Errorf("Prove() = %v", err)
	}
	shut(t, s)
}

// TestADamagedListOfWaysKeepsNobodyOut: only names and dates stand in it.
func TestADamagedListOfWaysKeepsNobodyOut(t *testing.T) {
	s, dir, k, _ := keyed(t)
	if err := s.SetMeta(valueWays, []byte("{")); err != nil {
		t.Fatal(err)
	}
	if err := s.ChangePassphrase("", []byte("teapot gravel morning")); err != nil {
		t.Errorf("ChangePassphrase() = %v", err)
	}
	if w := ways(t, s); len(w) != 2 || w[0].ID == "" {
		t.Errorf("Ways() = %+v, want two", w)
	}
	shut(t, s)
	if !opensIt(t, dir, seal.Passphrase([]byte("teapot gravel morning")), k) {
		t.Error("the new words open nothing")
	}
}

// TestANewCodeIsOnNoPaperFromTheFirstMoment: whatever ends the program before it
// was shown, the paper of the one before is not thought to open anything.
func TestANewCodeIsOnNoPaperFromTheFirstMoment(t *testing.T) {
	for name, anew := range map[string]func(*Store) (*seal.Code, error){
		"a new code":  (*Store).NewRecoveryCode,
		"sealed anew": func(s *Store) (*seal.Code, error) { return s.Leaked(t.Context(), []byte(passphrase)) },
	} {
		s, dir := create(t)
		if err := s.SetCodeKept(true); err != nil {
			t.Fatal(err)
		}
		code, err := anew(s)
		if err != nil {
			t.Fatal(err)
		}
		code.Close()
		s = reopen(t, s, dir)
		if kept, err := s.CodeKept(); err != nil || kept {
			t.Errorf("%s: CodeKept() = %v, %v, want that it is on no paper", name, kept, err)
		}
		shut(t, s)
	}
}

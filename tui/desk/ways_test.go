package desk

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/store/seal"
)

func unlocked(t *testing.T, d *Desk, typed string) (*Desk, error) {
	t.Helper()
	door, err := d.Lock()
	if err != nil {
		t.Fatal(err)
	}
	return door.UnlockWith([]byte(typed))
}

// wayOf is the way of this kind and name.
func wayOf(t *testing.T, d *Desk, kind seal.Kind, name string) Way {
	t.Helper()
	all, err := d.Ways()
	for _, w := range all {
		if w.Kind == string(kind) && w.Name == name {
			return w
		}
	}
	t.Fatalf("Ways = %+v, %v, want a %s of %q", all, err, kind, name)
	return Way{}
}

func TestWhoeverSitsAtTheDeskChangesWhatOpensIt(t *testing.T) {
	d := newDesk(t)
	needed, err := d.ProofNeeded()
	if err != nil || !needed {
		t.Errorf("ProofNeeded = %v, %v, want the passphrase asked for", needed, err)
	}
	if _, wrong := WrongKey(d.Prove([]byte("slow green harbours"))); !wrong {
		t.Error("Prove took other words")
	}
	if err := d.Prove([]byte("  slow green  harbour ")); err != nil {
		t.Errorf("Prove = %v", err)
	}
	if got := loggedCounts(t, d, ActionWrong); !slices.Equal(got, []int{1}) {
		t.Errorf("the log tells of wrong words %v, want once", got)
	}
	if err := d.AddUser(" Joan ", []byte("window lantern meadow")); err != nil {
		t.Fatalf("AddUser = %v", err)
	}
	joan, own, code := wayOf(t, d, seal.KindPassphrase, "Joan"), wayOf(t, d, seal.KindPassphrase, ""), wayOf(t, d, seal.KindRecovery, "")
	if joan.Current || !own.Current || joan.Since.IsZero() {
		t.Errorf("Joan's way is %+v, one's own %+v, want one's own used", joan, own)
	}
	for name, x := range map[string]struct {
		err error
		say string
	}{
		"same name":     {d.AddUser("Joan", []byte("window lantern meadow")), "trouble.way.named"},
		"no name":       {d.AddUser(" ", []byte("window lantern meadow")), "trouble.way.no-name"},
		"short":         {d.AddUser("Ada", []byte("short")), "passphrase.too-short"},
		"common":        {d.ChangePassphrase("", []byte("password1234")), "passphrase.too-common"},
		"own":           {d.RemoveWay(own.ID), "trouble.way.current"},
		"recovery code": {d.RemoveWay(code.ID), "trouble.way.last"},
		"nobody's":      {d.RemoveWay("nobody"), "trouble.way.none"},
		"no team key":   {d.SetTeam([]string{"age1nonsense"}), "trouble.way.team-key"},
	} {
		if got := Trouble(x.err).ID; got != x.say {
			t.Errorf("%s: Trouble(%v) = %s, want %s", name, x.err, got, x.say)
		}
	}
}

// TestTheCodeSetsAPassphraseWithoutTheOldOne, and says so beforehand.
func TestTheCodeSetsAPassphraseWithoutTheOldOne(t *testing.T) {
	d := newDesk(t)
	rows, err := d.RenewCode()
	if err != nil {
		t.Fatal(err)
	}
	var typed strings.Builder
	for _, r := range rows {
		typed.WriteString(r.Letters + " ")
	}
	open, err := unlocked(t, d, typed.String())
	if err != nil {
		t.Fatalf("UnlockWith the code = %v", err)
	}
	if !open.ByCode() {
		t.Error("ByCode = false after the code")
	}
	if needed, err := open.ProofNeeded(); err != nil || needed {
		t.Errorf("ProofNeeded by the code = %v, %v, want none asked for", needed, err)
	}
	if err := open.Prove([]byte(typed.String())); err != nil {
		t.Errorf("Prove by the code = %v", err)
	}
	if err := open.ChangePassphrase("", []byte("teapot gravel morning")); err != nil {
		t.Errorf("ChangePassphrase = %v", err)
	}
	open, err = unlocked(t, open, "teapot gravel morning")
	if err != nil || open.ByCode() {
		t.Fatalf("UnlockWith the new words = %v, by the code %t", err, open.ByCode())
	}
	if err := open.Close(); err != nil {
		t.Error(err)
	}
}

// TestLeakedWaitsForTheConversation: nothing is sealed anew behind somebody's
// back.
func TestLeakedWaitsForTheConversation(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	if _, err := d.SealAnew(t.Context(), []byte("teapot gravel morning")); Trouble(err).ID != "trouble.way.open" {
		t.Errorf("SealAnew in a conversation = %v, want trouble.way.open", err)
	}
	if err := d.Tidy(t.Context()); err != nil {
		t.Errorf("Tidy in a conversation = %v, want nothing", err)
	}
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SealAnew(t.Context(), []byte("teapot gravel morning")); err != nil {
		t.Fatalf("SealAnew = %v", err)
	}
	if k, _, err := d.Open(k.Record().ID); err != nil || k.Record().Person.FullName != "Peggy Ashworth" {
		t.Errorf("Open after it = %v", err)
	}
}

// loggedCounts are the counts of the entries of an action, from the first on.
func loggedCounts(t *testing.T, d *Desk, action string) []int {
	t.Helper()
	var out []int
	for line, err := range d.LogLines("", time.Time{}) {
		if err != nil {
			t.Fatal(err)
		}
		if line.Action == action {
			out = append(out, line.N)
		}
	}
	return out
}

// TestTheLogTellsOfSettingUpAndOfWrongWords: they are counted while the notes are
// locked, and stand in the log with the first that are right.
func TestTheLogTellsOfSettingUpAndOfWrongWords(t *testing.T) {
	d := newDesk(t)
	if got := loggedCounts(t, d, ActionSetUp); len(got) != 1 {
		t.Errorf("the log tells %d times that all was set up, want once", len(got))
	}
	door, err := d.Lock()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := door.UnlockWith([]byte("slow green harbours")); err == nil {
			t.Fatal("other words open it")
		}
	}
	if d, err = door.UnlockWith([]byte("slow green harbour")); err != nil {
		t.Fatal(err)
	}
	if got := loggedCounts(t, d, ActionWrong); !slices.Equal(got, []int{2}) {
		t.Errorf("the log tells of wrong words %v, want twice in one entry", got)
	}
	if d, err = unlocked(t, d, "slow green harbour"); err != nil {
		t.Fatal(err)
	}
	if got := loggedCounts(t, d, ActionWrong); len(got) != 1 {
		t.Errorf("they are told again: %v", got)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// TestTheSecretHalfOfATeamsKeyIsTurnedAway, as it is typed and in a file.
func TestTheSecretHalfOfATeamsKeyIsTurnedAway(t *testing.T) {
	const secret = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"
	path := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(path, []byte("# public key: age1\n"+secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{secret, path} {
		if keys, err := TeamKeysOf(typed); !errors.Is(err, ErrSecretKey) || Trouble(err).ID != "trouble.way.team-secret" {
			t.Errorf("TeamKeysOf(%.15s) = %v, %v, want %v", typed, keys, err, ErrSecretKey)
		}
	}
}

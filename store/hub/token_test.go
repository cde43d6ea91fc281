package hub

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ownwords/store/seal"
)

// beside opens the tokens of a hub as another process does, while it serves.
func (in *inbox) beside() *Tokens {
	in.t.Helper()
	t, err := OpenTokens(in.dir, Options{})
	if err != nil {
		in.t.Fatal(err)
	}
	return t
}

func TestTokensChangeWhileItServes(t *testing.T) {
	in := newInbox(t)
	operator := in.beside()
	token, err := operator.AddToken("Ana's laptop")
	if err != nil {
		t.Fatal(err)
	}
	ana := *in
	ana.token = token
	if r := ana.ask("PUT", "/Patient/p1", patient("Peggy")); r.status != 201 {
		t.Fatalf("with a token that was made while it serves: %d", r.status)
	}
	if err := operator.Revoke("Ana's laptop"); err != nil {
		t.Fatal(err)
	}
	ana.refusedWith(ana.ask("GET", "/Patient/p1", ""), 401, "login", "")
	if r := in.ask("GET", "/Patient/p1", ""); r.status != 200 {
		t.Errorf("the other laptop: %d, want 200", r.status)
	}
	if all := in.beside().All(); len(all) != 2 || !all[0].Live() || all[1].Live() || all[1].Name != "Ana's laptop" {
		t.Errorf("All = %+v, want Dele's live and Ana's taken back", all)
	}
}

// A laptop that is found opens what it can name, and not what the whole team sent.
func TestALaptopDoesNotReadAllThatIsHere(t *testing.T) {
	in := newInbox(t)
	in.ask("POST", "", transaction(entry(patient("Peggy")), entry(plan("a plan"))))
	for _, all := range []string{"/CarePlan", "/Patient?_format=json"} {
		in.refusedWith(in.ask("GET", all, ""), 403, "forbidden", "")
	}
	token, err := in.beside().AddReader("moving to the new server")
	if err != nil {
		t.Fatal(err)
	}
	reader := *in
	reader.token = token
	if r := reader.ask("GET", "/CarePlan", ""); r.status != 200 || !strings.Contains(r.body, "a plan") {
		t.Errorf("all plans, for whoever may read them: %d %s", r.status, r.body)
	}
}

// Several at once keep what each of them made, also where one before them ended in
// the middle of a change and left what it had begun.
func TestTokensMadeAtOnceAreAllKept(t *testing.T) {
	for name, left := range map[string]time.Duration{"just now": 0, "a minute ago": time.Minute} {
		in := newInbox(t)
		begun := filepath.Join(in.dir, tokenFileName+".new")
		if err := os.WriteFile(begun, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-left)
		if err := os.Chtimes(begun, at, at); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for laptop := range strings.FieldsSeq("a b c d e f") {
			operator := in.beside()
			wg.Go(func() {
				if _, err := operator.AddToken(laptop); err != nil {
					t.Errorf("left %s: add %s: %v", name, laptop, err)
				}
			})
		}
		wg.Wait()
		if n := len(in.beside().All()); n != 7 {
			t.Errorf("left %s: %d tokens, want 7", name, n)
		}
		if _, err := os.Stat(begun); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("left %s: it is there still: %v", name, err)
		}
	}
}

func TestADamagedFileOfTokensLetsNobodyIn(t *testing.T) {
	in := newInbox(t)
	path := filepath.Join(in.dir, tokenFileName)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string]string{
		"cut":           string(raw[:len(raw)/2]),
		"another bit":   strings.Replace(string(raw), `"sealed":"A`, `"sealed":"B`, 1),
		"nothing in it": "",
	} {
		if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		in.refusedWith(in.ask("GET", "/Patient/p1", ""), 500, "exception", "")
		if _, err := OpenTokens(in.dir, Options{}); !errors.Is(err, seal.ErrSealed) {
			t.Errorf("%s: OpenTokens = %v, want ErrSealed", name, err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	in.refusedWith(in.ask("GET", "/Patient/p1", ""), 500, "exception", "")
	if !strings.Contains(in.log.String(), "no such file") {
		t.Error("the log does not say what is wrong")
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	in.refusedWith(in.ask("GET", "/Patient/p1", ""), 404, "not-found", "")
}

// A hub whose tokens are lost comes up all the same: the plans are whole, and
// laptops need new tokens.
func TestLostTokensAreMadeAnew(t *testing.T) {
	in := newInbox(t)
	in.ask("PUT", "/Patient/p1", patient("Peggy"))
	if err := in.hub.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(in.dir, tokenFileName)); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenTokens(in.dir, Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("OpenTokens without a file = %v, want ErrNotExist", err)
	}
	in.hub = openHub(t, in.dir)
	in.serve()
	in.refusedWith(in.ask("GET", "/Patient/p1", ""), 401, "login", "")
	if r := in.another("Dele's laptop").ask("GET", "/Patient/p1", ""); r.status != 200 {
		t.Errorf("with a new token: %d, want 200", r.status)
	}
}

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"

	"ownwords/content"
	"ownwords/store"
	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/store/vault"
	"ownwords/tui/desk"
)

// TestMain runs the tests and clears away the program that was built for them.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // under the race detector collecting is dear
	code := m.Run()
	if released.path != "" {
		if err := os.RemoveAll(filepath.Dir(released.path)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// released is the program as it is released, built once for all tests.
var released struct {
	once sync.Once
	path string
	err  error
}

// build returns where the program is.
func build(t *testing.T) string {
	t.Helper()
	released.once.Do(func() {
		dir, err := os.MkdirTemp("", "ownwords")
		if err != nil {
			released.err = err
			return
		}
		released.path = filepath.Join(dir, "ownwords")
		cmd := exec.Command("go", "build", "-o", released.path, ".")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			released.err = fmt.Errorf("build: %w\n%s", err, out)
		}
	})
	if released.err != nil {
		t.Fatal(released.err)
	}
	return released.path
}

// TestScripts are the stories of the program as somebody types it. They are told
// with the program as it is released: under the race detector each passphrase
// would take a second.
func TestScripts(t *testing.T) {
	path := filepath.Dir(build(t)) + string(filepath.ListSeparator) + os.Getenv("PATH")
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", path)
			e.Setenv("OWNWORDS_HOME", e.WorkDir+"/home")
			e.Setenv("OWNWORDS_PASSPHRASE_FILE", e.WorkDir+"/passphrase")
			e.Setenv("TERM", "dumb")
			return os.WriteFile(e.WorkDir+"/passphrase", []byte(testPassphrase+"\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"cheapstore": cheapStore, "cheaphub": cheapHub, "waitfor": waitFor, "setserver": setServer, "fetch": fetch,
			"exportfor": exportFor, "nowords": noWords, "teamkey": teamKey, "outstate": outState,
			"loselastsave": loseLastSave,
		},
	})
}

const testPassphrase = "slow green harbour bells"

// cheapStore sets up as init does, at a cost that suits tests: cheapstore NAME
// ROLE.
func cheapStore(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(cheap(ts.Getenv("OWNWORDS_HOME"), args[0], args[1]))
}

func cheap(home, name, role string) error {
	s := content.DefaultSettings()
	s.Name, s.Role, s.Organisation = name, content.Role(role), "Northmoor Council"
	d, code, err := desk.Create(home, desk.SetUp{
		Settings: s, Passphrase: []byte(testPassphrase), Cost: seal.CheapCost(),
	}, desk.Options{})
	if err != nil {
		return err
	}
	code.Close()
	return d.Close()
}

// cheapHub makes an inbox at a cost that suits tests, and a file with its recovery
// code: cheaphub FOLDER CODEFILE.
func cheapHub(ts *testscript.TestScript, _ bool, args []string) {
	paper, err := makeCodeFile(ts.MkAbs(args[1]))
	ts.Check(err)
	h, code, err := hub.New(ts.MkAbs(args[0]), hub.Options{Cost: seal.CheapCost()})
	ts.Check(err)
	ts.Check(paper.write(code))
	ts.Check(h.Close())
}

// waitFor waits until a file that another process writes has something in it:
// waitfor FILE.
func waitFor(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(eventually(func() error {
		raw, err := os.ReadFile(ts.MkAbs(args[0]))
		if err == nil && len(raw) == 0 {
			err = errors.New("still empty")
		}
		return err
	}))
}

func read(ts *testscript.TestScript, name string) string { return strings.TrimSpace(ts.ReadFile(name)) }

// setServer has plans sent to the address in a file, with the token in another:
// setserver URLFILE TOKENFILE.
func setServer(ts *testscript.TestScript, _ bool, args []string) {
	home := ts.Getenv("OWNWORDS_HOME")
	s, err := desk.LoadSettings(home)
	ts.Check(err)
	s.Server.URL, s.Server.Name, s.Server.Whose, s.Server.TokenFile = read(ts, args[0]), "Northmoor inbox", content.WhoseOwn, ts.MkAbs(args[1])
	ts.Check(desk.SaveSettings(home, s))
}

// outState makes all plans in the outbox what a server's answer would make them:
// outstate STEP.
func outState(ts *testscript.TestScript, _ bool, args []string) {
	file, err := store.Open(ts.Getenv("OWNWORDS_HOME"), store.Options{})
	ts.Check(err)
	s, err := file.Unlock(seal.Passphrase([]byte(testPassphrase)))
	ts.Check(err)
	items, _, err := s.Outbox()
	ts.Check(err)
	for _, i := range items {
		ts.Check(s.SetOutState(i.ID, store.OutState{Step: store.OutStep(args[0]), Answer: "invalid"}))
	}
	ts.Check(s.Close())
}

// loseLastSave has a bit fall in the newer of the two pages by which bbolt finds all
// others, so that it goes by the older one.
func loseLastSave(ts *testscript.TestScript, _ bool, _ []string) {
	const page, transaction, sum = 4096, 64, 72
	path := filepath.Join(ts.Getenv("OWNWORDS_HOME"), vault.FileName)
	raw, err := os.ReadFile(path)
	ts.Check(err)
	newer := 0
	if binary.LittleEndian.Uint64(raw[page+transaction:]) > binary.LittleEndian.Uint64(raw[transaction:]) {
		newer = page
	}
	raw[newer+sum] ^= 2
	ts.Check(os.WriteFile(path, raw, 0o600))
}

// fetch writes what a server has of a kind of resource to a file: fetch
// URLFILE TOKENFILE TYPE FILE.
func fetch(ts *testscript.TestScript, _ bool, args []string) {
	q, err := http.NewRequest(http.MethodGet, read(ts, args[0])+"/"+args[2], nil)
	ts.Check(err)
	q.Header.Set("Authorization", "Bearer "+read(ts, args[1]))
	a, err := http.DefaultClient.Do(q)
	ts.Check(err)
	body, err := io.ReadAll(a.Body)
	ts.Check(errors.Join(err, a.Body.Close()))
	ts.Check(os.WriteFile(ts.MkAbs(args[3]), body, 0o600))
}

// exportFor makes somebody's copy of the record whose id is in a file:
// exportfor IDFILE WHO FILE.
func exportFor(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec("ownwords", "export", read(ts, args[0]), "--document", "my-plan", "--as", "text", "--for", args[1], "-o", args[2])
	if (err != nil) != neg {
		ts.Fatalf("export for %s: %v", args[1], err)
	}
}

// noWords fails where a word stands readable in any file of a folder or in a
// name, as UTF-8 or UTF-16: nowords FOLDER WORD...
func noWords(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(readable(ts.MkAbs(args[0]), args[1:]...))
}

// readable is an error where a word stands readable in a folder.
func readable(folder string, words ...string) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, w := range words {
			wide := strings.Join(strings.Split(w, ""), "\x00")
			if bytes.Contains(raw, []byte(w)) || bytes.Contains(raw, []byte(wide)) || strings.Contains(path[len(folder):], w) {
				return fmt.Errorf("%s holds %q", path, w)
			}
		}
		return nil
	})
}

// teamKey makes an organisation's key: teamkey PUBLICFILE PRIVATEFILE.
func teamKey(ts *testscript.TestScript, _ bool, args []string) {
	k, err := age.GenerateX25519Identity()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(k.Recipient().String()), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(k.String()+"\n"), 0o600))
}

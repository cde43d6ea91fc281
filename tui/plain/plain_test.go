package plain

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

var update = flag.Bool("update", false, "write the goldens anew")

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // under the race detector collecting is dear
	time.Local = time.UTC   // goldens say clock times
	os.Exit(m.Run())
}

// clock is a clock of the tests' own that goes on a little at each look, from
// whichever goroutine.
func clock(start time.Time) func() time.Time {
	var looks atomic.Int64
	return func() time.Time { return start.Add(time.Duration(looks.Add(1)) * time.Millisecond) }
}

func counting() func() model.ID {
	n := 0
	return func() model.ID {
		n++
		return model.ID(fmt.Sprintf("00000000-0000-4000-8000-%012d", n))
	}
}

const passphrase = "slow green harbour bells"

// setUp makes a store as the first run does, cheap to open.
func setUp(t *testing.T, role content.Role, name string) (dir string, o desk.Options) {
	t.Helper()
	dir = t.TempDir()
	o = desk.Options{Now: clock(time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)), NewID: counting(), Cost: seal.CheapCost()}
	s := content.DefaultSettings()
	s.Name, s.Role, s.Organisation = name, role, "Northmoor Council"
	s.Numbers.Safety, s.Numbers.Team, s.Numbers.Complaints = "01632 960 114", "01632 960 120", "01632 960 120"
	s.Server.Name = "Northmoor Council"
	d, code, err := desk.Create(dir, desk.SetUp{Settings: s, Passphrase: []byte(passphrase), Cost: seal.CheapCost()}, o)
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, o
}

// sit holds a session in plain lines and returns what was printed, with what
// was typed behind its prompts.
func sit(t *testing.T, dir string, o desk.Options, typed string) string {
	t.Helper()
	var out bytes.Buffer
	_, err := Run(context.Background(), Options{
		Dir: dir, In: strings.NewReader(typed), Out: &out, Echo: true, Passphrase: []byte(passphrase), Desk: o,
	})
	if err != nil {
		t.Fatalf("session: %v\n%s", err, out.String())
	}
	return strings.ReplaceAll(out.String(), dir, "DATA")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

func script(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestPeggysVisitInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	golden(t, "peggy.golden", sit(t, dir, o, script(t, "peggy.in")))
}

func TestHarjitsFirstVisitInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	golden(t, "harjit.golden", sit(t, dir, o, script(t, "harjit.in")))
}

func TestYusufGetsReadyInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePeer, "Bernie O'Hagan")
	golden(t, "yusuf.golden", sit(t, dir, o, script(t, "yusuf.in")))
}

// TestTheRecordOfEachVisit keeps what each visit came to, ids, places in lists
// and times aside. The full screen's tests type the same visits and must come
// to the same.
func TestTheRecordOfEachVisit(t *testing.T) {
	for _, tt := range []struct {
		name, worker string
		role         content.Role
	}{
		{"peggy", "Dele Martins", content.RolePractitioner},
		{"harjit", "Dele Martins", content.RolePractitioner},
		{"yusuf", "Bernie O'Hagan", content.RolePeer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, o := setUp(t, tt.role, tt.worker)
			sit(t, dir, o, script(t, tt.name+".in"))
			golden(t, tt.name+".json", recordOf(t, dir, o))
		})
	}
}

var (
	anyID   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z`)
	anyRank = regexp.MustCompile(`(?m)^\s*"order": .*\n`)
)

// recordOf is the one record of a store, with ids numbered as they come.
func recordOf(t *testing.T, dir string, o desk.Options) string {
	t.Helper()
	door, err := desk.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	d, err := door.UnlockWith([]byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	all, _, err := d.Everyone("")
	if err != nil || len(all) != 1 {
		t.Fatalf("%d records, %v", len(all), err)
	}
	r, _, err := d.Show(all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	text := anyID.ReplaceAllStringFunc(string(raw), func(id string) string {
		if names[id] == "" {
			names[id] = fmt.Sprintf("id-%d", len(names)+1)
		}
		return names[id]
	})
	return anyRank.ReplaceAllString(anyTime.ReplaceAllString(text, "TIME"), "") + "\n"
}

// TestABreakLosesNothingAndTellsNothing breaks the program in the middle of a
// talk: what was typed is there, and the note about it holds none of it.
func TestABreakLosesNothingAndTellsNothing(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	_, err := Run(t.Context(), Options{
		Dir: dir, In: strings.NewReader(script(t, "peggy.in")), Out: breaking{}, Passphrase: []byte(passphrase), Desk: o,
	})
	crash, ok := errors.AsType[*desk.CrashError](err)
	if !ok {
		t.Fatalf("the session ended with %v, want a crash that is told", err)
	}
	note, err := os.ReadFile(crash.Note)
	if err != nil || !strings.Contains(string(note), "plain.") || strings.Contains(string(note), "bowls") {
		t.Errorf("the note names no function, or holds words: %v\n%s", err, note)
	}
	if got := recordOf(t, dir, o); !strings.Contains(got, "I want to get back to the bowls club") {
		t.Errorf("the words are gone:\n%s", got)
	}
}

// breaking is a page that breaks at the second note.
type breaking struct{}

func (breaking) Write(b []byte) (int, error) {
	if strings.Contains(string(b), "Note 2:") {
		panic("bowls")
	}
	return len(b), nil
}

package plain

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	time.Local = time.UTC // goldens say clock times
	os.Exit(m.Run())
}

// clock is a clock of the tests' own that goes on a second at each look.
func clock(start time.Time) func() time.Time {
	now := start
	return func() time.Time { now = now.Add(time.Second); return now }
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
	o = desk.Options{Now: clock(time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)), NewID: counting()}
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

package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// Notes are not begun where something copies them elsewhere: nothing is put
// there, not even the settings. Those that lie there are opened, and it is said.
func TestAFolderThatIsCopiedElsewhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Dropbox", "notes")
	begin := SetUp{Settings: content.DefaultSettings(), Passphrase: []byte("canal bowls kitchen"), Cost: seal.CheapCost()}
	_, _, err := Create(dir, begin, Options{})
	if p, ok := errors.AsType[*vault.PlaceError](err); !ok || p.By != "Dropbox" || p.Path != dir {
		t.Fatalf("Create in it = %v, want a place error", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something was made there: %v", err)
	}
	elsewhere := filepath.Join(t.TempDir(), "notes")
	d, code, err := Create(elsewhere, begin, Options{})
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	if got := d.Warnings(); len(got) != 0 {
		t.Errorf("on a disk of its own: warned of %v", got)
	}
	if err := errors.Join(d.Close(), os.MkdirAll(filepath.Dir(dir), 0o700), os.Rename(elsewhere, dir)); err != nil {
		t.Fatal(err)
	}
	d = opens(t, dir, Options{})
	if got := d.Warnings(); len(got) != 1 || got[0].ID != "warning.place.synced" {
		t.Errorf("in a folder that is copied: warned of %v", got)
	}
}

// A clock that is behind what was kept last, or behind the program, is told;
// one that is a little slow is not.
func TestAClockThatIsBehindIsTold(t *testing.T) {
	dir, noon := filepath.Join(t.TempDir(), "notes"), time.Date(2026, 9, 15, 12, 0, 0, 0, time.UTC)
	at := func(now time.Time) Options {
		return Options{Now: func() time.Time { return now }, Built: noon.AddDate(0, -1, 0)}
	}
	d, code, err := Create(dir, SetUp{
		Settings: content.DefaultSettings(), Passphrase: []byte("canal bowls kitchen"), Cost: seal.CheapCost(),
	}, at(noon))
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	if err := errors.Join(d.store.Log("read", "", 0), d.Close()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		now  time.Time
		told bool
	}{
		{"the same day", noon.Add(time.Hour), false},
		{"a slow clock", noon.Add(-9 * time.Minute), false},
		{"a day behind", noon.AddDate(0, 0, -1), true},
		{"behind the program", noon.AddDate(-5, 0, 0), true},
		{"a day ahead, which nobody can know", noon.AddDate(0, 0, 1), false},
	} {
		d := opens(t, dir, at(tt.now))
		if got := !d.clockWarning().Zero(); got != tt.told {
			t.Errorf("%s: clockIsBehind() = %v, want %v", tt.name, got, tt.told)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func opens(t *testing.T, dir string, o Options) *Desk {
	t.Helper()
	door, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	d, err := door.UnlockWith([]byte("canal bowls kitchen"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // closed already by most
	return d
}

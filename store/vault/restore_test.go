package vault

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// twoVaults makes a vault with Harjit in it, closed, and a folder in which a
// backup with Peggy in it has been taken in.
func twoVaults(t *testing.T) (dir, room string) {
	t.Helper()
	_, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	backup := filepath.Join(t.TempDir(), "a.backup")
	if err := v.Backup(t.Context(), backup, nil); err != nil {
		t.Fatal(err)
	}
	dir, v, _ = create(t)
	put(t, v, "cards", "one", "Harjit")
	closeWhole(t, v)
	room = filepath.Join(dir, "room")
	if err := os.Mkdir(room, dirPerm); err != nil {
		t.Fatal(err)
	}
	if err := TakeIn(t.Context(), backup, room); err != nil {
		t.Fatal(err)
	}
	return dir, room
}

// cardIn opens a vault's file, under whatever name it has, and reads a card.
func cardIn(t *testing.T, path string) string {
	t.Helper()
	v := putBack(t, path, notes)
	defer closeWhole(t, v)
	return get(t, v, "cards", "one")
}

const keptName = "ownwords-before-restore-1.db"

func TestWhatWasThereIsKeptBesideWhatIsRestored(t *testing.T) {
	dir, room := twoVaults(t)
	if err := Replace(room, dir, keptName); err != nil {
		t.Fatal(err)
	}
	if got := cardIn(t, filepath.Join(dir, FileName)); got != "Peggy" {
		t.Errorf("restored is %q, want Peggy", got)
	}
	if got := cardIn(t, filepath.Join(dir, keptName)); got != "Harjit" {
		t.Errorf("kept is %q, want Harjit", got)
	}
}

func TestARestoreThatIsBrokenOffLeavesTheOldOrTheNew(t *testing.T) {
	cut := errors.New("the power went")
	noLinks := func(string, string) error { return errors.New("no second names here") }
	for name, link := range map[string]func(string, string) error{"links": os.Link, "no links": noLinks} {
		for _, at := range []string{"kept", "kept for good", "replaced", "replaced for good"} {
			t.Run(name+", "+at, func(t *testing.T) {
				dir, room := twoVaults(t)
				place, kept := filepath.Join(dir, FileName), filepath.Join(dir, keptName)
				err := replacement{
					from: filepath.Join(room, FileName), to: place, kept: kept, link: link,
					atStep: func(step string) error {
						if step == at {
							return cut
						}
						return nil
					},
				}.do()
				if !errors.Is(err, cut) {
					t.Fatalf("do = %v, want %v", err, cut)
				}
				if got := cardIn(t, kept); got != "Harjit" {
					t.Errorf("kept is %q, want Harjit", got)
				}
				want := "Harjit"
				if at == "replaced" || at == "replaced for good" {
					want = "Peggy"
				}
				if got := cardIn(t, place); got != want {
					t.Errorf("in its place is %q, want %s", got, want)
				}
			})
		}
	}
}

func TestARestoreTakesNoNameAway(t *testing.T) {
	dir, room := twoVaults(t)
	if err := os.WriteFile(filepath.Join(dir, keptName), []byte("mine"), filePerm); err != nil {
		t.Fatal(err)
	}
	if err := Replace(room, dir, keptName); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Replace where the name is taken = %v, want %v", err, fs.ErrExist)
	}
	if got := cardIn(t, filepath.Join(dir, FileName)); got != "Harjit" {
		t.Errorf("after it there is %q, want Harjit", got)
	}
}

func TestARestoreIntoAnEmptyFolderOrOverAFolder(t *testing.T) {
	for _, inTheWay := range []bool{false, true} {
		_, room := twoVaults(t)
		dir := t.TempDir()
		if inTheWay {
			if err := os.Mkdir(filepath.Join(dir, FileName), dirPerm); err != nil {
				t.Fatal(err)
			}
		}
		if err := Replace(room, dir, keptName); err != nil {
			t.Fatal(err)
		}
		if got := cardIn(t, filepath.Join(dir, FileName)); got != "Peggy" {
			t.Errorf("restored is %q, want Peggy", got)
		}
		if _, err := os.Stat(filepath.Join(dir, keptName)); (err == nil) != inTheWay {
			t.Errorf("kept: %v, want %v", err == nil, inTheWay)
		}
	}
}

func TestWhatIsNoBackupIsNotTakenIn(t *testing.T) {
	_, room := twoVaults(t)
	text := filepath.Join(t.TempDir(), "a.backup")
	if err := os.WriteFile(text, []byte("11 bytes he"), filePerm); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if e := errorAs[*FileError](TakeIn(t.Context(), text, dir)); e == nil || e.Path != text || e.Fault != FaultForeign {
		t.Errorf("TakeIn of a text = %v, want that %s is foreign", e, text)
	}
	if err := TakeIn(t.Context(), filepath.Join(dir, "none"), dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("TakeIn of nothing = %v, want %v", err, fs.ErrNotExist)
	}
	if err := TakeIn(t.Context(), filepath.Join(room, FileName), room); !errors.Is(err, fs.ErrExist) {
		t.Errorf("TakeIn where one is = %v, want %v", err, fs.ErrExist)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := TakeIn(ended, filepath.Join(room, FileName), dir); !errors.Is(err, context.Canceled) {
		t.Errorf("TakeIn when stopped = %v, want %v", err, context.Canceled)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

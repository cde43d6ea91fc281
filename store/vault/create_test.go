package vault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"ownwords/store/seal"
)

func TestTheFolderAndItsFilesAreNobodyElses(t *testing.T) {
	dir, v, _ := create(t)
	for name, want := range map[string]fs.FileMode{"": 0o700, FileName: 0o600, holderName: 0o600, reserveName: 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q has mode %o, want %o", name, got, want)
		}
	}
	closeWhole(t, v)
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 || left[0].Name() != FileName || left[1].Name() != reserveName {
		t.Errorf("after Close the folder holds %v, %v, want %s and %s", left, err, FileName, reserveName)
	}
}

func TestCreateNeverReplacesAVault(t *testing.T) {
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	_, _, err := Create(dir, notes, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
	if !errors.Is(err, fs.ErrExist) {
		t.Errorf("Create where one is = %v, want %v", err, fs.ErrExist)
	}
	if got := get(t, v, "cards", "one"); got != "Peggy" {
		t.Errorf("Get after it = %q, want Peggy", got)
	}
	temp := filepath.Join(t.TempDir(), "made meanwhile")
	if err := os.WriteFile(temp, []byte("other"), filePerm); err != nil {
		t.Fatal(err)
	}
	if err := place(temp, filepath.Join(dir, FileName)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("place where one is = %v, want %v", err, fs.ErrExist)
	}
}

func TestCreateClearsAwayASetUpThatWasCutOff(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ownwords-123.new"), []byte("half"), filePerm); err != nil {
		t.Fatal(err)
	}
	if _, err := Probe(dir, notes); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Probe before = %v, want %v", err, fs.ErrNotExist)
	}
	v, _, err := Create(dir, notes, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	defer closeWhole(t, v)
	if left, err := filepath.Glob(filepath.Join(dir, unfinished)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestCreateRefusesWhatCannotBeUsedAndMakesNothing(t *testing.T) {
	for _, c := range []struct {
		name    string
		layout  Layout
		options Options
		want    error
	}{
		{"short passphrase", notes, Options{Passphrase: []byte("peggy")}, seal.ErrTooShort},
		{"common passphrase", notes, Options{Passphrase: []byte("password1234")}, seal.ErrTooCommon},
		{"no team key", notes, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost(), Team: []string{"x"}}, seal.ErrRecipient},
		{"cost", notes, Options{Passphrase: []byte(passphrase), Cost: seal.Cost{MemoryKiB: 1}}, seal.ErrCost},
		{"bucket twice", Layout{Buckets: []string{"a", "a"}}, Options{Passphrase: []byte(passphrase)}, nil},
		{"own bucket", Layout{Buckets: []string{"meta"}}, Options{Passphrase: []byte(passphrase)}, nil},
	} {
		dir := t.TempDir()
		_, _, err := Create(dir, c.layout, c.options)
		if err == nil || (c.want != nil && !errors.Is(err, c.want)) {
			t.Errorf("%s: Create = %v, want %v", c.name, err, c.want)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("%s: left behind %v, %v", c.name, left, err)
		}
	}
}

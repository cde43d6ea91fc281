package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// filled makes a vault with small and large values, some deleted again, and
// returns the bytes of its file and what it holds.
func filled(t *testing.T) ([]byte, map[string]string) {
	t.Helper()
	dir, v, _ := create(t)
	want := map[string]string{}
	for i := range 120 {
		for _, bucket := range notes.Buckets[:2] {
			key := fmt.Sprintf("%04d", i*37%1000)
			value := fmt.Sprintf("%s %s %0*d", bucket, key, i*i%7000, i)
			put(t, v, bucket, key, value)
			want[bucket+"/"+key] = value
		}
	}
	for i := range 30 {
		key := fmt.Sprintf("%04d", i*4*37%1000)
		if err := v.Update(func(tx *Tx) error { return tx.Delete("tail", []byte(key)) }); err != nil {
			t.Fatal(err)
		}
		delete(want, "tail/"+key)
	}
	closeWhole(t, v)
	raw, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	return raw, want
}

// errReverted stands for what a caller is told by Reverted.
var errReverted = errors.New("may be one save back")

// readAll opens a vault and reads all of it. What does not open is told; what
// is wrong with the file as a whole is the error.
func readAll(dir string) (got map[string]string, damaged []*DamageError, err error) {
	f, err := Open(dir, notes)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }() // a vault that may be damaged
	if f.Reverted() {
		return nil, nil, errReverted
	}
	v, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		return nil, nil, err
	}
	got = map[string]string{}
	err = v.View(func(tx *Tx) error {
		for _, bucket := range notes.Buckets {
			for item, err := range tx.Each(bucket, nil) {
				if d := errorAs[*DamageError](err); d != nil {
					damaged = append(damaged, d)
					continue
				}
				if err != nil {
					return err
				}
				got[bucket+"/"+string(item.Key)] = string(item.Value)
			}
		}
		return nil
	})
	return got, damaged, err
}

// typed says whether an error is one that a caller can tell somebody.
func typed(err error) bool {
	return errorAs[*FileError](err) != nil || errorAs[*DamageError](err) != nil || errorAs[*NewerError](err) != nil
}

func TestAFileCutAnywhereIsToldAndLeftAlone(t *testing.T) {
	raw, want := filled(t)
	dir := t.TempDir()
	path := filepath.Join(dir, FileName)
	r := rand.New(rand.NewPCG(1, 2))
	lengths := []int{0, 1, 11, 79, 80, 4095, 4096, 4097, 8191, 8192, 16384, len(raw) - 1, len(raw) - 4096}
	for range 187 {
		lengths = append(lengths, r.IntN(len(raw)))
	}
	cut := 0
	for _, n := range lengths {
		if err := os.WriteFile(path, raw[:n], filePerm); err != nil {
			t.Fatal(err)
		}
		got, damaged, err := readAll(dir)
		if err == nil && (len(damaged) > 0 || !maps.Equal(got, want)) {
			t.Errorf("cut to %d: read %d values, %d damaged, without an error", n, len(got), len(damaged))
		}
		if err != nil {
			cut++
			if e := errorAs[*FileError](err); e == nil || e.Size != int64(n) || e.Path != path {
				t.Errorf("cut to %d: %v, want a FileError with path and size", n, err)
			}
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, raw[:n]) {
			t.Errorf("cut to %d: the file was changed, %v", n, err)
		}
	}
	if cut < 150 {
		t.Errorf("%d of %d cuts were told, want nearly all", cut, len(lengths))
	}
}

func TestEveryFallenBitIsHarmlessOrNamed(t *testing.T) {
	t.Parallel()
	raw, want := filled(t)
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(3, 4))
	told := map[string]int{}
	for range 200 {
		at := r.IntN(len(raw) * 8)
		if r.IntN(2) == 0 { // half of them in the heads of pages, where the structure is
			at = r.IntN(len(raw)/pageSize)*pageSize*8 + r.IntN(200*8)
		}
		bad := bytes.Clone(raw)
		bad[at/8] ^= 1 << (at % 8)
		if err := os.WriteFile(filepath.Join(dir, FileName), bad, filePerm); err != nil {
			t.Fatal(err)
		}
		told[judge(t, fmt.Sprintf("bit %d of byte %d", at%8, at/8), dir, want)]++
	}
	t.Logf("200 bits: %v", told)
	if told["value named"] == 0 || told["file named"] == 0 {
		t.Errorf("bits were told as %v, want some of each", told)
	}
}

// judge reads a vault in which one bit has fallen over.
func judge(t *testing.T, what, dir string, want map[string]string) string {
	t.Helper()
	got, damaged, err := readAll(dir)
	for key, value := range got {
		if value != want[key] {
			t.Errorf("%s: %s reads as another value", what, key)
		}
	}
	switch {
	case errors.Is(err, errReverted):
		return "told to be one save back"
	case err != nil && typed(err):
		return "file named"
	case err != nil:
		t.Errorf("%s: %v, want a typed error", what, err)
	case len(damaged) == 1 && len(got) == len(want)-1:
		return "value named"
	case len(damaged) != 0 || len(got) != len(want):
		t.Errorf("%s: %d of %d values, %d named", what, len(got), len(want), len(damaged))
	}
	return "harmless"
}

func TestFilesThatAreNoVault(t *testing.T) {
	other := func(path string, o *bolt.Options) error {
		db, err := bolt.Open(path, filePerm, o)
		if err != nil {
			return err
		}
		return errors.Join(db.Update(func(tx *bolt.Tx) error {
			_, err := tx.CreateBucket([]byte("other"))
			return err
		}), db.Close())
	}
	for _, c := range []struct {
		name string
		make func(path string) error
		want Fault
	}{
		{"a folder", func(p string) error { return os.Mkdir(p, dirPerm) }, FaultFolder},
		{"empty", func(p string) error { return os.WriteFile(p, nil, filePerm) }, FaultEmpty},
		{"text", func(p string) error { return os.WriteFile(p, []byte("hello there"), filePerm) }, FaultForeign},
		{"long text", func(p string) error { return os.WriteFile(p, bytes.Repeat([]byte("hello "), 9000), filePerm) }, FaultForeign},
		{"another program's", func(p string) error { return other(p, nil) }, FaultForeign},
		{"another program's without a free list", func(p string) error { return other(p, &bolt.Options{NoFreelistSync: true}) }, FaultForeign},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, FileName)
		if err := c.make(path); err != nil {
			t.Fatal(err)
		}
		before, _ := os.ReadFile(path) // a folder has none
		_, err := Open(dir, notes)
		if e := errorAs[*FileError](err); e == nil || e.Fault != c.want || e.Path != path {
			t.Errorf("%s: Open = %v, want one that %s", c.name, err, c.want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s: Open changed the file", c.name)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("%s: Open left %v, %v", c.name, left, err)
		}
	}
	if _, err := Open(t.TempDir(), notes); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open of an empty folder = %v, want %v", err, fs.ErrNotExist)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none"), notes); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open of no folder = %v, want %v", err, fs.ErrNotExist)
	}
}

func TestALaterBboltFileIsToldAsNewer(t *testing.T) {
	raw, _ := filled(t)
	dir := t.TempDir()
	for _, at := range []int{0, pageSize} {
		rewriteMeta(raw[at:], func(meta []byte) { meta[4]++ })
	}
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, notes); errorAs[*NewerError](err) == nil {
		t.Errorf("Open = %v, want a newer file told", err)
	}
}

func TestOneMetaPageIsEnough(t *testing.T) {
	raw, want := filled(t)
	meta0, err := readMeta(bytes.NewReader(raw), 0)
	if err != nil {
		t.Fatal(err)
	}
	meta1, err := readMeta(bytes.NewReader(raw), pageSize)
	if err != nil {
		t.Fatal(err)
	}
	older := 0
	if meta1.txid < meta0.txid {
		older = pageSize
	}
	dir := t.TempDir()
	raw[older+pageHeaderSize+8] ^= 1
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readAll(dir); !errors.Is(err, errReverted) {
		t.Errorf("with one meta page: %v, want %v", err, errReverted)
	}
	v := unlock(t, dir, seal.Passphrase([]byte(passphrase)))
	for key, value := range want {
		bucket, id, _ := strings.Cut(key, "/")
		if got := get(t, v, bucket, id); got != value {
			t.Errorf("with one meta page: %s = %q, want %q", key, got, value)
		}
	}
	closeWhole(t, v)
	clear(raw[:2*pageSize])
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readAll(dir); errorAs[*FileError](err) == nil {
		t.Errorf("with none: %v, want a FileError", err)
	}
}

func TestBboltsPanicIsAnError(t *testing.T) {
	_, v, _ := create(t)
	for name, call := range map[string]func() error{
		"panic":     func() error { panic("page 5: invalid page type") },
		"out of it": func() error { _ = []int{}[len(os.Args)+5]; return nil },
	} {
		if err := v.file.guard(call); errorAs[*FileError](err) == nil || errorAs[*FileError](err).Fault != FaultDamaged {
			t.Errorf("%s: guard = %v, want %s", name, err, FaultDamaged)
		}
	}
}

func TestAWriteThatRanIntoDamageIsTheLast(t *testing.T) {
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	breakOn(v.file.fault(FaultDamaged, errors.New("page 5")), &v.file.noWrite)
	if err := v.Update(func(*Tx) error { return nil }); errorAs[*FileError](err) == nil {
		t.Errorf("Update after it = %v, want a FileError", err)
	}
	if got := get(t, v, "cards", "one"); got != "Peggy" {
		t.Errorf("Get after it = %q, want Peggy", got)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if got := get(t, unlock(t, dir, seal.Passphrase([]byte(passphrase))), "cards", "one"); got != "Peggy" {
		t.Errorf("Get after opening again = %q, want Peggy", got)
	}
}

// A synced folder or a hand may change the file while it is open.
func TestAFileThatIsSpoiltWhileItIsOpenEndsNoProcess(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		spoil func(f *os.File) error
	}{
		{"both meta pages cleared", func(f *os.File) error {
			_, err := f.WriteAt(make([]byte, 2*pageSize), 0)
			return err
		}},
		{"cut to nothing", func(f *os.File) error { return f.Truncate(0) }},
		{"cut behind the meta pages", func(f *os.File) error { return f.Truncate(2 * pageSize) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			v, _, err := Create(dir, notes, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
			if err != nil {
				t.Fatal(err)
			}
			put(t, v, "cards", "one", "Peggy")
			file, err := os.OpenFile(filepath.Join(dir, FileName), os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(c.spoil(file), file.Close()); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				read := v.View(func(tx *Tx) error { _, err := tx.Get("cards", []byte("one")); return err })
				write := v.Update(func(tx *Tx) error { return tx.Put("cards", []byte("one"), []byte("Peggy")) })
				if !typed(read) || !typed(write) {
					t.Errorf("View = %v, Update = %v, want typed errors", read, write)
				}
			}
			if err := v.Close(); err != nil && !typed(err) {
				t.Errorf("Close = %v, want nil or a typed error", err)
			}
		})
	}
}

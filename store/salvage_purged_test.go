package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ownwords/store/vault"
)

// spoilFree spoils the free list of a store's file and both ways to its trees, so
// that all of it is put together from whatever pages there are.
func spoilFree(t testing.TB, dir string) {
	t.Helper()
	const page, meta = 4096, 16
	path := filepath.Join(dir, vault.FileName)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	newest, free := uint64(0), uint64(0)
	for i := range 2 {
		m := raw[i*page+meta:]
		if n := le.Uint64(m[48:]); n >= newest {
			newest, free = n, le.Uint64(m[32:])
		}
		root := le.Uint64(m[16:])
		clear(raw[root*page : (root+1)*page])
	}
	raw[free*page+8] ^= 0xff
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestSalvageBringsBackNobodyWhoWasPurged: though their pages are in the file
// still, and nothing tells any more that they are free.
func TestSalvageBringsBackNobodyWhoWasPurged(t *testing.T) {
	s, dir := createUnchecked(t)
	peggy := left(t, s, "Peggy Ashworth", "I want to sing")
	joan := left(t, s, "Joan Pemberton", "She keeps bees.")
	throw(t, s, joan.r.ID)
	if err := s.Purge(joan.r.ID); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	spoilFree(t, dir)
	to := filepath.Join(t.TempDir(), "new")
	out, err := salvage(t, dir, to)
	if err != nil || !out.FreeLost {
		t.Fatalf("Salvage() = %+v, %v, want it without a free list", out, err)
	}
	if n := out.Report.Counts.Records; n != 1 {
		t.Errorf("Salvage() told of %d records, want 1", n)
	}
	s = unlock(t, to)
	if _, err := s.Read(joan.r.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Read() of somebody who was purged = %v, want %v", err, ErrNotFound)
	}
	if all, _, err := s.List(); err != nil || len(all) != 1 || all[0].ID != peggy.r.ID {
		t.Errorf("List() = %v, %v, want Peggy alone", all, err)
	}
	sameRecord(t, load(t, s, peggy.r.ID).Record, peggy.r)
	shut(t, s)
}

package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// golden1 is a store that was written under schema 1, with what each of its
// records reads as. Nothing here is ever written again.
const (
	golden1      = "testdata/golden-1"
	golden1Words = "slow green harbour bells"
)

// fromGolden lays a golden store into a folder of its own.
func fromGolden(t *testing.T, golden string) string {
	t.Helper()
	dir := t.TempDir()
	if err := vault.TakeIn(t.Context(), filepath.Join(golden, vault.FileName), dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func openGolden(t *testing.T, dir string, key *seal.Opener) *Store {
	t.Helper()
	f, err := Open(dir, Options{Now: func() time.Time { return monday.AddDate(0, 0, 3) }})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Unlock(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// goldenRecords are the records of a golden store as they stand beside it.
func goldenRecords(t *testing.T, golden string) map[model.ID]*model.Record {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(golden, "*-*-*.json"))
	if err != nil || len(names) == 0 {
		t.Fatal("no records stand beside the golden store", err)
	}
	out := map[model.ID]*model.Record{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := model.DecodeRecord(raw)
		if err != nil {
			t.Fatal(err)
		}
		out[model.ID(strings.TrimSuffix(filepath.Base(name), ".json"))] = r
	}
	return out
}

// readsLike compares as JSON: what stands in no file is nothing to be kept.
func readsLike(t *testing.T, got, want *model.Record) {
	t.Helper()
	var texts [2]string
	for i, r := range []*model.Record{got, want} {
		text, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	if diff := cmp.Diff(strings.Split(texts[1], "\n"), strings.Split(texts[0], "\n")); diff != "" {
		t.Errorf("record %s (- as it stands beside the store, + as it reads):\n%s", want.ID, diff)
	}
}

func TestAStoreOfTheFirstSchemaIsBroughtUpAndReadsTheSame(t *testing.T) {
	code, err := os.ReadFile(filepath.Join(golden1, "recovery.txt"))
	if err != nil {
		t.Fatal(err)
	}
	recovery, err := seal.ParseCode(code)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]*seal.Opener{
		"passphrase": seal.Passphrase([]byte(golden1Words)), "recovery code": seal.Recovery(recovery),
	} {
		t.Run(name, func(t *testing.T) {
			dir := fromGolden(t, golden1)
			s := openGolden(t, dir, key)
			readsAs(t, s, goldenRecords(t, golden1))
			log := 0
			for _, err := range s.LogEntries() {
				if log++; err != nil {
					t.Errorf("log entry %d: %v", log, err)
				}
			}
			if log < 10 {
				t.Errorf("the log has %d entries, want those of three conversations", log)
			}
			items, bad, err := s.Outbox()
			if err != nil || len(bad) != 0 || len(items) != 2 {
				t.Errorf("Outbox = %d items, %v, %v, want 2", len(items), bad, err)
			}
			shut(t, s)
			checkFile(t, dir)
			if copies, err := filepath.Glob(filepath.Join(dir, "ownwords-schema-1-*.backup")); err != nil || len(copies) != 1 {
				t.Errorf("copies of the store as it was: %q, %v, want one", copies, err)
			}
			s = openGolden(t, dir, key)
			readsAs(t, s, goldenRecords(t, golden1))
			shut(t, s)
		})
	}
}

// TestWhatLeakedOpensNoCopyThatTheUpgradeMade: nobody made that copy by hand, so
// nobody would think of it.
func TestWhatLeakedOpensNoCopyThatTheUpgradeMade(t *testing.T) {
	dir := fromGolden(t, golden1)
	s := openGolden(t, dir, seal.Passphrase([]byte(golden1Words)))
	if beside := Beside(dir); len(beside) != 1 {
		t.Errorf("brought up, beside the store are %q, want a copy of it as it was", beside)
	}
	s.cost = seal.CheapCost()
	code, err := s.Leaked(t.Context(), []byte("another kettle window nine"))
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	if beside := Beside(dir); len(beside) != 0 {
		t.Errorf("sealed anew, beside the store are %q, which open by what leaked", beside)
	}
	shut(t, s)
}

func readsAs(t *testing.T, s *Store, want map[model.ID]*model.Record) {
	t.Helper()
	report, err := s.Verify(t.Context())
	if err != nil || len(report.Damage) != 0 || report.Counts.Records != len(want) {
		t.Errorf("Verify = %+v, %v, want %d whole records", report, err, len(want))
	}
	for id, r := range want {
		l, err := s.Load(id)
		if err != nil || len(l.Damage) != 0 {
			t.Errorf("Load(%s) = %v, %v", id, l.Damage, err)
			continue
		}
		readsLike(t, l.Record, r)
	}
}

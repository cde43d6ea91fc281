package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

func salvage(t *testing.T, dir, to string) (Salvaged, error) {
	t.Helper()
	return Salvage(t.Context(), dir, to, seal.Passphrase([]byte(passphrase)), Options{})
}

// held is all that a store says, to be compared with what it said before.
type held struct {
	records map[model.ID]Loaded
	kept    map[model.ID][]Kept
	frozen  map[model.ID][]byte
	guide   []byte
	token   []byte
	damage  []Damage
}

func stateOf(t *testing.T, s *Store, item model.ID) held {
	t.Helper()
	all := held{records: map[model.ID]Loaded{}, kept: map[model.ID][]Kept{}, frozen: map[model.ID][]byte{}}
	cards, bad, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	all.damage = bad
	ids := map[model.ID]bool{}
	for _, c := range cards {
		ids[c.ID] = true
	}
	for _, d := range bad {
		ids[d.Record] = true
	}
	for id := range ids {
		l, err := s.Load(id)
		if err != nil {
			all.damage = append(all.damage, Damage{Record: id, Err: err})
			continue
		}
		all.records[id] = l
		all.damage = append(all.damage, l.Damage...)
		all.kept[id], bad, err = s.Kept(id)
		all.damage = append(all.damage, bad...)
		if err != nil {
			t.Fatal(err)
		}
	}
	if all.frozen[item], err = s.Frozen(item); err != nil {
		all.damage = append(all.damage, Damage{Record: item, Err: err})
	}
	all.guide, _ = s.Guide(guideHash([]byte("a guide"))) // Verify tells it
	all.token, _ = s.Meta("token")
	return all
}

func TestAWholeStoreIsSalvagedWhole(t *testing.T) {
	dir, k, item := full(t)
	s := unlock(t, dir)
	want := stateOf(t, s, item)
	shut(t, s)
	before, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new")
	out, err := salvage(t, dir, to)
	if err != nil || out.Bad != 0 || out.Refused != 0 || len(out.Report.Damage) != 0 || out.Report.Counts.Records != 2 {
		t.Fatalf("Salvage() = %+v, %v, want all of it", out, err)
	}
	s = unlock(t, to)
	got := stateOf(t, s, item)
	sameState(t, "whole", got, want)
	if !bytes.Equal(got.guide, want.guide) || !bytes.Equal(got.token, want.token) || len(got.damage) != 0 {
		t.Errorf("salvaged: guide %q, value %q, damage %v", got.guide, got.token, got.damage)
	}
	w := writer(t, s, k.r.ID)
	k = resumed(got.records[k.r.ID])
	_, batches := k.note("and on it goes")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	shut(t, s)
	if after, err := os.ReadFile(filepath.Join(dir, vault.FileName)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the old file was changed, %v", err)
	}
	if _, err := salvage(t, dir, to); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Salvage() into a folder with a store = %v, want %v", err, fs.ErrExist)
	}
	if _, err := Salvage(t.Context(), dir, t.TempDir(), seal.Passphrase([]byte("window window window")), Options{}); !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("Salvage() by a wrong passphrase = %v, want %v", err, seal.ErrWrongKey)
	}
}

// sameState tells where what is there is not what was there. What is not there
// is for the damage to tell.
func sameState(t *testing.T, what string, got, want held) {
	t.Helper()
	for id, l := range got.records {
		if lost(l.Damage) {
			continue
		}
		if was, ok := want.records[id]; ok {
			sameRecord(t, l.Record, was.Record)
		} else {
			t.Errorf("%s: a record %s that never was", what, id)
		}
	}
	for id, raw := range got.frozen {
		if raw != nil && !bytes.Equal(raw, want.frozen[id]) {
			t.Errorf("%s: frozen %q, want %q", what, raw, want.frozen[id])
		}
	}
	if got.guide != nil && !bytes.Equal(got.guide, want.guide) || got.token != nil && !bytes.Equal(got.token, want.token) {
		t.Errorf("%s: guide %q, value %q", what, got.guide, got.token)
	}
}

// TestOneFallenBitCostsNothing turns over one bit anywhere in a store. Either it
// opens as ever and all is there, or what is wrong is named; and what is
// salvaged is all there was, since one bit can be found.
func TestOneFallenBitCostsNothing(t *testing.T) {
	dir, _, item := full(t)
	s := unlock(t, dir)
	want := stateOf(t, s, item)
	shut(t, s)
	raw, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 11))
	told := map[string]int{}
	var used []int // where the pages begin on which anything stands
	for i := 0; i < len(raw); i += 4096 {
		if !bytes.Equal(raw[i:i+4096], make([]byte, 4096)) {
			used = append(used, i)
		}
	}
	const flips = 8
	for range flips {
		at := (used[r.IntN(len(used))] + r.IntN(4096)) * 8
		if r.IntN(2) == 0 { // half of them in the heads of pages, where the structure is
			at = (used[r.IntN(len(used))] + r.IntN(200)) * 8
		}
		at += r.IntN(8)
		bad := bytes.Clone(raw)
		bad[at/8] ^= 1 << (at % 8)
		hurt := t.TempDir()
		if err := os.WriteFile(filepath.Join(hurt, vault.FileName), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		how := opened(t, hurt)
		told[how]++
		to := filepath.Join(hurt, "new")
		out, err := salvage(t, hurt, to)
		if err != nil {
			t.Errorf("bit %d of byte %d (%s): Salvage() = %v", at%8, at/8, how, err)
			continue
		}
		if len(out.Report.Damage) != 0 || out.Refused != 0 {
			t.Errorf("bit %d of byte %d (%s): Salvage() = %+v, want nothing missing", at%8, at/8, how, out)
		}
		s := unlock(t, to)
		got := stateOf(t, s, item)
		sameState(t, how, got, want)
		if len(got.records) != len(want.records) || len(got.damage) != 0 {
			t.Errorf("bit %d of byte %d (%s): salvaged %d records, damage %v", at%8, at/8, how, len(got.records), got.damage)
		}
		shut(t, s)
	}
	t.Logf("%d bits: %v", flips, told)
	if told["harmless"] == flips || told["harmless"] == 0 {
		t.Errorf("bits were told as %v, want some of each", told)
	}
}

// opened says how a store opens and verifies.
func opened(t *testing.T, dir string) string {
	t.Helper()
	f, err := Open(dir, Options{})
	if err != nil {
		return "not opened"
	}
	s, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		_ = f.Close() // nothing was written
		return "not unlocked"
	}
	defer func() { _ = s.Close() }()
	r, err := s.Verify(t.Context())
	switch {
	case err != nil:
		return "not read"
	case len(r.Damage) > 0:
		return "named"
	}
	return "harmless"
}

// TestALostPageCostsWhatStoodOnIt clears both of the first pages of a store, and
// every fourth of the others in turn, as a bad place on a disk does.
func TestALostPageCostsWhatStoodOnIt(t *testing.T) {
	dir, _, item := full(t)
	s := unlock(t, dir)
	want := stateOf(t, s, item)
	all := verify(t, s).Counts
	shut(t, s)
	raw, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	lostNone, lostSome := 0, 0
	for at := 0; at < len(raw); at += 4096 {
		if at/4096%7 != 0 || bytes.Equal(raw[at:at+4096], make([]byte, 4096)) {
			continue
		}
		bad := bytes.Clone(raw)
		clear(bad[at : at+4096])
		if at == 0 {
			clear(bad[:2*4096])
		}
		hurt := t.TempDir()
		if err := os.WriteFile(filepath.Join(hurt, vault.FileName), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(hurt, "new")
		out, err := salvage(t, hurt, to)
		if fault := new(vault.FileError); errors.As(err, &fault) {
			if _, err := os.Stat(to); err == nil {
				t.Errorf("page %d: %v, and a folder was made", at/4096, fault)
			}
			lostSome++ // the one page without which nothing says how the file opens
			continue
		}
		if err != nil {
			t.Errorf("page %d: Salvage() = %v", at/4096, err)
			continue
		}
		s := unlock(t, to)
		got := stateOf(t, s, item)
		sameState(t, "page lost", got, want)
		if len(out.Report.Damage) == 0 && len(got.records) != len(want.records) {
			t.Errorf("page %d: %d records, and nothing is told", at/4096, len(got.records))
		}
		if len(out.Report.Damage) == 0 && out.Report.Counts.Batches == all.Batches {
			lostNone++
		} else {
			lostSome++
		}
		shut(t, s)
		if at == 0 && (len(out.Report.Damage) != 0 || !out.FreeLost) {
			t.Errorf("both meta pages lost: %+v, want all, and what that may bring back told", out)
		}
	}
	t.Logf("%d pages cost nothing, %d something", lostNone, lostSome)
	if lostNone == 0 || lostSome == 0 {
		t.Errorf("%d pages cost nothing, %d something, want some of each", lostNone, lostSome)
	}
}

// TestWhoWasPurgedStaysPurgedWhenTheRestIsSalvaged: what stood in free pages is
// found again where nothing says any more that they are free.
func TestWhoWasPurgedStaysPurgedWhenTheRestIsSalvaged(t *testing.T) {
	s, dir := createUnchecked(t)
	stays := left(t, s, "Peggy Ashworth", "I want to sing")
	gone := left(t, s, "Harjit Kaur Sandhu", "pensioncard")
	throw(t, s, gone.r.ID)
	if err := s.Purge(gone.r.ID); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	path := filepath.Join(dir, vault.FileName)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, meta := range [][]byte{raw[16:], raw[4096+16:]} { // the roots, and what says which pages are free
		for _, field := range []int{16, 32} {
			page := binary.LittleEndian.Uint64(meta[field:])
			clear(raw[page*4096 : (page+1)*4096])
		}
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new")
	if out, err := salvage(t, dir, to); err != nil || !out.FreeLost {
		t.Fatalf("Salvage() = %+v, %v, want it, not knowing what was free", out, err)
	}
	s = unlock(t, to)
	if _, err := s.Read(gone.r.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Read() of who was purged = %v, want %v", err, ErrNotFound)
	}
	if words := notesOf(t, s, stays.r.ID); len(words) != 1 {
		t.Errorf("the other record has %q", words)
	}
	shut(t, s)
}

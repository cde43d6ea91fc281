package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/store/vault"
)

// A laptop has at most so many records, each with so many bytes of words.
const (
	mostRecords = 10_000
	wordsEach   = 20 << 10
)

// budget prints what was measured and what it may be at most.
func budget(name string, value float64, unit string, limit float64) {
	verdict := "ok"
	if value > limit {
		verdict = "over"
	}
	fmt.Printf("\nbudget %s %.3g %s limit %.3g %s\n", name, value, unit, limit, verdict)
}

// beside prints what was measured of something else in the same run.
func beside(name string, value float64, unit string) {
	fmt.Printf("\nbeside %s %.3g %s\n", name, value, unit)
}

// took is how many seconds something takes, at best of three: the first time,
// what it needs may have to come from the disk.
func took(b *testing.B, do func()) float64 {
	b.Helper()
	best := time.Duration(1 << 62)
	for range 3 {
		began := time.Now()
		do()
		best = min(best, time.Since(began))
	}
	return best.Seconds()
}

// BenchmarkAll is what is done with all records at once, on a laptop that has as
// many as there may be: finding words in them, reading every one of them to see
// that it is whole, copying the file, and making it anew; beside reading and
// copying the same bytes with nothing else done. With -short there are a tenth.
func BenchmarkAll(b *testing.B) {
	records := mostRecords
	if testing.Short() {
		records /= 10
	}
	s, dir := create(b)
	fill(b, s, records)
	s = reopen(b, s, dir)
	path := filepath.Join(dir, vault.FileName)
	size := sizeOf(b, path)
	beside("all-file", size/1e6, "MB")
	share := float64(records) / mostRecords

	beside("all-read-raw", took(b, func() { drop(b, path, io.Discard) }), "s")
	budget("find-words", took(b, func() {
		if found, err := s.Find("canal zephyr"); err != nil || len(found) != 1 {
			b.Fatalf("Find() = %v, %v, want one", found, err)
		}
	}), "s", 0.5*share)
	budget("verify-all", took(b, func() {
		r, err := s.Verify(b.Context())
		if err != nil || len(r.Damage) > 0 || r.Counts.Records != records {
			b.Fatalf("Verify() = %+v, %v", r, err)
		}
	}), "s", 2*share)

	copies := b.TempDir()
	beside("all-copy-raw", took(b, func() {
		w, err := os.Create(filepath.Join(copies, "raw"))
		if err != nil {
			b.Fatal(err)
		}
		drop(b, path, w)
		if err := w.Sync(); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}), "s")
	const backupSize = 220e6 // bytes in two seconds
	budget("backup", took(b, func() {
		made, err := s.Backup(b.Context(), copies)
		if err != nil || len(made.Read.Damage) > 0 {
			b.Fatalf("Backup() = %+v, %v", made, err)
		}
		if err := os.Remove(made.Path); err != nil {
			b.Fatal(err)
		}
	}), "s", 2*size/backupSize)

	for name, c := range map[string]chore{"compact": dueCompact, "new-epoch": dueEpoch} {
		beside(name, took(b, func() {
			if err := s.update(func(t *tx) error { return t.due(c) }); err != nil {
				b.Fatal(err)
			}
			if err := s.Tidy(b.Context()); err != nil {
				b.Fatal(err)
			}
		}), "s")
	}
	beside("tidy-nothing-due", took(b, func() {
		if err := s.Tidy(b.Context()); err != nil {
			b.Fatal(err)
		}
	})*1000, "ms")
	shut(b, s)
}

// fill puts records into a store, many at a time.
func fill(b *testing.B, s *Store, records int) {
	b.Helper()
	const together = 100
	sentence := "Walking to the club by the canal, though the family wants a taxi for it. "
	for n := 0; n < records; n += together {
		err := s.update(func(t *tx) error {
			for i := range together {
				k := newTalk()
				k.begin(fmt.Sprint("Peggy Ashworth ", n+i))
				words := strings.Repeat(sentence, wordsEach/len(sentence))
				if n+i == records/2 {
					words += "zephyr"
				}
				k.note(words)
				if err := t.putLeft(k.r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// putLeft puts one record into the file, as one that began and was left.
func (t *tx) putLeft(r *model.Record) error {
	id, err := keyOf(r.ID)
	if err != nil {
		return err
	}
	ds, err := t.makeDrawers(id)
	if err != nil {
		return err
	}
	defer ds.close()
	c := card{Card: Card{ID: r.ID}, Keys: ds.wrapped}
	c.of(r)
	if err := t.begin(id, ds, r); err != nil {
		return err
	}
	if err := t.writeCard(id, c); err != nil {
		return err
	}
	return t.log(ActionBegun, r.ID, 0)
}

func sizeOf(b *testing.B, path string) float64 {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size())
}

// drop reads a file to its end.
func drop(b *testing.B, path string, into io.Writer) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(into, f); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkEdits is one long day: ten thousand edits of a record of 20 kB, each
// saved, with the list looked at and the record left in between. The file must
// not be half as large again as what is in it, and putting a record away must not
// be felt.
func BenchmarkEdits(b *testing.B) {
	edits := 10_000
	if testing.Short() {
		edits /= 10
	}
	s, dir, k, w := begun(b, "Peggy Ashworth")
	for range 20 {
		_, batches := k.note(strings.Repeat("She said so. ", 80))
		hand(b, w, batches)
	}
	var left []time.Duration
	for i := range edits {
		n := model.Copy(k.r.Notes[i%20])
		n.Text = n.Text[:900] + fmt.Sprint(i)
		hand(b, w, k.put(n))
		if err := w.save(); err != nil {
			b.Fatal(err)
		}
		if i%100 != 99 {
			continue
		}
		if _, _, err := s.List(); err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		if err := w.Leave(context.Background(), k.r, model.Place{}); err != nil {
			b.Fatal(err)
		}
		left = append(left, time.Since(began))
	}
	path := filepath.Join(dir, vault.FileName)
	before := sizeOf(b, path)
	beside("leave-after-100-edits", float64(left[len(left)/2].Microseconds())/1000, "ms")
	if err := s.update(func(t *tx) error { return t.due(dueCompact) }); err != nil {
		b.Fatal(err)
	}
	if err := s.Tidy(b.Context()); err != nil {
		b.Fatal(err)
	}
	budget("file-after-edits", before/sizeOf(b, path), "x live", 1.5)
	shut(b, s)
}

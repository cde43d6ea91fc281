package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/model"
)

// median times do, each time behind a prepare that is not timed, and returns the
// median in milliseconds, which what else the machine does moves less than the
// mean.
func median(b *testing.B, prepare, do func()) float64 {
	b.Helper()
	var took []time.Duration
	for b.Loop() {
		prepare()
		began := time.Now()
		do()
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	middle := float64(took[len(took)/2].Microseconds()) / 1000
	b.ReportMetric(middle, "median-ms")
	return middle
}

// floor is what the disk itself asks for the smallest promise: 4 kB written and
// synced.
func floor(b *testing.B) float64 {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "floor"))
	if err != nil {
		b.Fatal(err)
	}
	page := make([]byte, 4096)
	i := int64(0)
	took := median(b, func() {}, func() {
		if _, err := f.WriteAt(page, i%256*4096); err != nil {
			b.Fatal(err)
		}
		if err := dataSync(f); err != nil {
			b.Fatal(err)
		}
		i++
	})
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return took
}

// BenchmarkPause is the batch of one pause in typing, sealed and committed, in a
// small record and in a large one, beside the floor.
func BenchmarkPause(b *testing.B) {
	least := 0.0
	b.Run("floor", func(b *testing.B) { least = floor(b) })
	fmt.Printf("\nbeside pause-floor %.4g ms\n", least)
	for _, kB := range []int{5, 500} {
		took := 0.0
		b.Run(fmt.Sprintf("%dkB", kB), func(b *testing.B) {
			s, _, k, w := begun(b, "Peggy Ashworth")
			for range kB {
				_, batches := k.note(strings.Repeat("She said so. ", 75))
				hand(b, w, batches)
			}
			leave(b, w, k, model.Place{})
			n := model.Copy(k.r.Notes[0])
			var batches []model.Batch
			took = median(b, func() {
				n = model.Copy(n)
				n.Text = n.Text[:900] + fmt.Sprint(k.seq)
				batches = k.put(n)
			}, func() {
				hand(b, w, batches)
				if err := w.save(); err != nil {
					b.Fatal(err)
				}
			})
			shut(b, s)
		})
		verdict := "ok"
		if took > most*least {
			verdict = "over"
		}
		fmt.Printf("\nbudget pause-%dkB %.3g x limit %d %s\n", kB, took/least, most, verdict)
	}
}

// most is how many times the floor a pause may take.
const most = 3

// BenchmarkList lists ten thousand records.
func BenchmarkList(b *testing.B) {
	s, dir := create(b)
	c := newTalk()
	c.begin("Peggy Ashworth")
	err := s.update(func(t *tx) error {
		for range 10_000 {
			id, err := keyOf(model.NewID())
			if err != nil {
				return err
			}
			ds, err := t.makeDrawers(id)
			if err != nil {
				return err
			}
			x := card{Card: Card{ID: id.id}, Keys: ds.wrapped}
			x.of(c.r)
			if err := t.writeCard(id, x); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	s = reopen(b, s, dir)
	for b.Loop() {
		if cards, bad, err := s.List(); len(cards) != 10_000 || len(bad) > 0 || err != nil {
			b.Fatalf("List() = %d, %v, %v", len(cards), bad, err)
		}
	}
	shut(b, s)
}

// BenchmarkOpen opens a record behind a long visit: 3,600 batches of tail.
func BenchmarkOpen(b *testing.B) {
	s, _, k, w := begun(b, "Peggy Ashworth")
	for i := range 3_600 {
		if i%40 == 0 {
			_, batches := k.note(strings.Repeat("She said so. ", 10))
			hand(b, w, batches)
			continue
		}
		n := model.Copy(k.r.Notes[len(k.r.Notes)-1])
		n.Text += " And more."
		hand(b, w, k.put(n))
	}
	flush(b, w)
	for b.Loop() {
		load(b, s, k.r.ID)
	}
	shut(b, s)
}

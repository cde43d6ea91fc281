package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/vault"
)

// slots are the ways in as they stand in the file.
func slots(t testing.TB, dir string) (all [][]byte) {
	t.Helper()
	bare(t, dir, func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("meta")).ForEach(func(key, value []byte) error {
			if bytes.HasPrefix(key, []byte("slot/")) {
				all = append(all, bytes.Clone(value))
			}
			return nil
		})
	})
	return all
}

// wholeIn counts which of these values stand whole in a store's file.
func wholeIn(t testing.TB, dir string, values [][]byte) (n int) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		if bytes.Contains(raw, v) {
			n++
		}
	}
	return n
}

// inFile counts which of these bytes a file has some of.
func inFile(t testing.TB, path string, sealed [][]byte) (n int) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range sealed {
		for part := range slices.Chunk(v, 256) {
			if len(part) >= 64 && bytes.Contains(raw, part) {
				n++
				break
			}
		}
	}
	return n
}

// TestACopyMadeBehindATakingOutHasNothingOfIt: while somebody is in the record
// still, so that the file was not made anew. Nor does it open by the words of
// before.
func TestACopyMadeBehindATakingOutHasNothingOfIt(t *testing.T) {
	s, dir, k, w := begun(t, "Harjit Kaur Sandhu")
	stays := k.seq
	n, batches := k.note(strings.Repeat("pensioncard ", 4000))
	hand(t, w, batches)
	_, batches = k.note("I sew.")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	shut(t, s)
	before, ways := sealedIn(t, dir, bucketTail)[stays:], slots(t, dir)
	s = unlock(t, dir)
	w = writer(t, s, k.r.ID)
	hand(t, w, k.shred(n))
	flush(t, w)
	if err := s.ChangePassphrase("", []byte("quite other words here")); err != nil {
		t.Fatal(err)
	}
	b, err := s.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	leave(t, w, k, model.Place{})
	shut(t, s)
	if n := inFile(t, b.Path, before); n != 0 {
		t.Errorf("%d batches stand in the copy as they were before a line was taken out", n)
	}
	if n := inFile(t, b.Path, ways); n != len(ways)-1 {
		t.Errorf("%d of the %d ways in of before stand in the copy, want all but the words that were changed", n, len(ways))
	}
}

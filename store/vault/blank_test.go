package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// TestABackupHasNothingThatWasTakenOut: the bytes of a deleted value stand on
// free pages of the file until it is made anew, and in no copy.
func TestABackupHasNothingThatWasTakenOut(t *testing.T) {
	dir, v, _ := create(t)
	for _, key := range []string{"a", "b", "c"} {
		put(t, v, "tail", key, strings.Repeat("so Peggy said ", 4000))
	}
	stored := map[string][]byte{}
	err := v.file.transact(false, func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("tail")).ForEach(func(k, value []byte) error {
			stored[string(k)] = bytes.Clone(value)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Update(func(tx *Tx) error { return tx.Delete("tail", []byte("b")) }); err != nil {
		t.Fatal(err)
	}
	has := func(path, key string) bool {
		t.Helper()
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for part := range slices.Chunk(stored[key], 500) {
			if bytes.Contains(raw, part) {
				return true
			}
		}
		return false
	}
	if !has(filepath.Join(dir, FileName), "b") {
		t.Fatal("the file has nothing of it any more: this proves nothing")
	}
	path := filepath.Join(t.TempDir(), "monday.backup")
	if err := v.Backup(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	if has(path, "b") {
		t.Error("what was taken out stands in a copy that was made after it")
	}
	c := putBack(t, path, notes)
	for _, key := range []string{"a", "c"} {
		if !has(path, key) || get(t, c, "tail", key) != get(t, v, "tail", key) {
			t.Errorf("the copy lacks what stays, %s", key)
		}
	}
}

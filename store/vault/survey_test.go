package vault

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"
)

func TestASurveyTakesEveryFileThatBboltWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.db")
	db, err := bolt.Open(path, filePerm, &bolt.Options{PageSize: pageSize})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 60 {
		if err := db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists(fmt.Appendf(nil, "bucket%d", round%7))
			for range r.IntN(300) {
				key := fmt.Appendf(nil, "%0*d", 1+r.IntN(60), r.IntN(900))
				if r.IntN(3) == 0 {
					err = errors.Join(err, b.Delete(key))
				} else {
					err = errors.Join(err, b.Put(key, make([]byte, r.IntN(200)*r.IntN(60))))
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = surveyTop(f)
		if err := errors.Join(err, surveyAll(f), f.Close()); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestATreeThatRunsInACircleIsTold(t *testing.T) {
	raw, _ := filled(t)
	meta, err := newestMeta(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	branches := 0
	for page := range slices.Chunk(raw[:meta.pages*pageSize], pageSize) {
		p := &sheet{head: page, size: pageSize}
		p.parse()
		if p.flags != branchPage || p.count == 0 {
			continue
		}
		branches++
		copy(page[pageHeaderSize+8:], page[:8]) // its first child is itself
	}
	if branches == 0 {
		t.Fatal("no branch page to damage")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, filePerm); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readAll(dir); errorAs[*FileError](err) == nil {
		t.Errorf("a circle: %v, want a FileError", err)
	}
}

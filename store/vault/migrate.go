package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// Step brings what a vault holds on by one schema, in one transaction: all of
// it or nothing. What it puts is of the new schema; what it leaves alone stays
// of the one that it was written under.
type Step func(*Tx) error

// bringUp makes a file what the layout wants: the buckets it lacks are made,
// and a file of an earlier schema is copied and then taken through the steps.
// Each step is in the file whole, with the header that says so, before the next
// begins, so that one which was broken off goes on where it was.
func (v *Vault) bringUp(master *seal.Master) error {
	if err := v.missBuckets(); err != nil {
		return err
	}
	h := v.header
	h.Buckets = slices.Concat(h.Buckets, lacking(h.Buckets, v.file.layout.Buckets))
	if h.Schema == v.file.layout.Schema {
		if len(h.Buckets) == len(v.header.Buckets) {
			clearUpgradeCopies(v.file.dir, time.Now())
			return nil
		}
		return v.stepTo(h, nil, master)
	}
	path := filepath.Join(v.file.dir, upgradeCopyName(h.Schema, time.Now()))
	if err := v.Backup(context.Background(), path, nil); err != nil {
		return &UpgradeError{Path: v.file.path, From: h.Schema, To: v.file.layout.Schema, Err: err}
	}
	for h.Schema < v.file.layout.Schema {
		step := v.file.layout.Steps[h.Schema]
		h.Schema++
		if err := v.stepTo(h, step, master); err != nil {
			return &UpgradeError{Path: v.file.path, Copy: path, From: h.Schema - 1, To: v.file.layout.Schema, Err: err}
		}
	}
	return nil
}

// missBuckets misses those that the header vouches for.
func (v *Vault) missBuckets() error {
	return v.file.transactGuarded(false, func(tx *bolt.Tx) error {
		for _, bucket := range v.header.Buckets {
			if tx.Bucket([]byte(bucket)) == nil {
				return &DamageError{Bucket: bucket, Err: errors.New("bucket is gone")}
			}
		}
		return nil
	})
}

func lacking(have, want []string) []string {
	return slices.DeleteFunc(slices.Clone(want), func(bucket string) bool { return slices.Contains(have, bucket) })
}

// stepTo takes a step, if there is one, and writes the header that it leads to.
func (v *Vault) stepTo(h header, step Step, master *seal.Master) error {
	var then locked
	err := v.file.transact(true, func(tx *bolt.Tx) error {
		err := v.file.guard(func() error { return makeBuckets(tx, h.Buckets) })
		if err == nil && step != nil {
			err = step(&Tx{vault: v, tx: tx, schema: h.Schema})
		}
		if err != nil {
			return err
		}
		return v.file.guard(func() (err error) {
			if err := writeHeader(tx, h, master, v.names); err != nil {
				return err
			}
			then, err = v.file.readLocked(tx)
			return err
		})
	})
	if err != nil {
		return err
	}
	v.file.locked, v.header = then, h
	return nil
}

func makeBuckets(tx *bolt.Tx, names []string) error {
	for _, bucket := range names {
		if _, err := tx.CreateBucketIfNotExists([]byte(bucket)); err != nil {
			return err
		}
	}
	return nil
}

// The copy that is made before a file is brought up stays beside it for so long
// that a fault of the new version would have shown, and no longer: it holds what
// is taken out of the file later.
const (
	upgradeCopies   = "ownwords-schema-*.backup"
	upgradeCopyKept = 30 * 24 * time.Hour
)

// UpgradeCopies are the copies in a folder that were made before its vault was
// brought up: all of it as it was, opened by what opened it then.
func UpgradeCopies(dir string) []string { return filesNamed(dir, upgradeCopies) }

func upgradeCopyName(schema uint16, at time.Time) string {
	return fmt.Sprintf("ownwords-schema-%d-%s.backup", schema, at.UTC().Format("20060102-150405.000"))
}

// clearUpgradeCopies takes away what has stayed long enough. One that it can't
// take away keeps nobody from their notes: the next time tries again.
func clearUpgradeCopies(dir string, now time.Time) {
	for _, name := range filesNamed(dir, upgradeCopies) {
		if info, err := os.Lstat(name); err == nil && now.Sub(info.ModTime()) >= upgradeCopyKept {
			_ = os.Remove(name)
		}
	}
}

// DropUpgradeCopies takes away all of them, however young. What it can't take
// away is still among UpgradeCopies.
func (v *Vault) DropUpgradeCopies() {
	for _, name := range UpgradeCopies(v.file.dir) {
		_ = os.Remove(name)
	}
}

package vault

import (
	"bytes"
	"errors"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// raw gives the sealed bytes of a value.
func raw(t *testing.T, v *Vault, bucket, key string) (stored []byte) {
	t.Helper()
	err := v.file.db.View(func(tx *bolt.Tx) error {
		stored = bytes.Clone(tx.Bucket([]byte(bucket)).Get([]byte(key)))
		return nil
	})
	if err != nil || stored == nil {
		t.Fatalf("raw %s/%s = %v", bucket, key, err)
	}
	return stored
}

func TestAfterANewEpochTheOldMasterOpensNothing(t *testing.T) {
	for _, s := range strengths()[1:] {
		t.Run(s.name, func(t *testing.T) {
			x := stock(t)
			// Somebody has kept the master, and every key that it gives.
			master, _, err := x.v.file.master(seal.Passphrase([]byte(passphrase)))
			if err != nil {
				t.Fatal(err)
			}
			kept, err := newVault(x.v.file, x.v.header, master, x.v.names)
			if err != nil {
				t.Fatal(err)
			}
			oldData, err := kept.OpenDataKey([]byte(get(t, x.v, "words", dataKeyAt)), dataKeyOf)
			if err != nil {
				t.Fatal(err)
			}
			if err := whole(kept); err != nil {
				t.Fatalf("the old master opens nothing even before: %v", err)
			}
			if err := x.v.Rewrite(t.Context(), s.r()); err != nil {
				t.Fatal(err)
			}
			kept.header = x.v.header
			opened := 0
			err = kept.View(func(tx *Tx) error {
				for _, bucket := range []string{"cards", "words"} {
					for _, err := range tx.Each(bucket, nil) {
						if err == nil {
							opened++
						}
					}
				}
				_, err := openNames(x.v.file.locked, master)
				if err == nil {
					opened++
				}
				pause, err := tx.GetWith(oldData, "tail", []byte("07"))
				if byData := err == nil && string(pause) == "pause 7"; byData != (s.name == "epoch") {
					t.Errorf("the old data key opens = %v, want %v", byData, s.name == "epoch")
				}
				return nil
			})
			if err != nil || opened > 0 {
				t.Errorf("the old master opens %d values (%v), want none", opened, err)
			}
			if _, err := kept.OpenDataKey([]byte(get(t, x.v, "words", dataKeyAt)), dataKeyOf); !errors.Is(err, seal.ErrSealed) {
				t.Errorf("the old master opens the data key: %v", err)
			}
			if got, want := x.v.header.Epoch, uint32(2); got != want {
				t.Errorf("epoch = %d, want %d", got, want)
			}
		})
	}
}

func TestADamagedValueIsToldAfterANewEpochAsBefore(t *testing.T) {
	for _, s := range strengths() {
		t.Run(s.name, func(t *testing.T) {
			x := stock(t)
			for _, bucket := range []string{"cards", "tail"} {
				overwrite(t, x.v, bucket, func(b *bolt.Bucket) error {
					bad := bytes.Clone(b.Get([]byte("07")))
					bad[60] ^= 1
					return b.Put([]byte("07"), bad)
				})
			}
			if err := x.v.Rewrite(t.Context(), s.r()); err != nil {
				t.Fatalf("Rewrite = %v", err)
			}
			err := x.v.View(func(tx *Tx) error {
				n := 0
				for item, err := range tx.Each("cards", nil) {
					n++
					if damaged := err != nil; damaged != (string(item.Key) == "07") {
						t.Errorf("card %s: %v", item.Key, err)
					}
				}
				if n != 60 {
					t.Errorf("%d cards, want 60", n)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

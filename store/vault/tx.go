package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// schemaSize is what stands before the sealed bytes of a value: the schema it
// was written under, so that values can be brought up to date one by one.
const schemaSize = 2

// Tx is one transaction of a vault. Keys of a bucket are the caller's: random
// ids, sequence numbers of a fixed width behind them, or what [Vault.Key] makes
// of a name; they can be read on disk.
type Tx struct {
	vault  *Vault
	tx     *bolt.Tx
	schema uint16 // of what is put
}

// Number counts the transactions that changed the file: two states of it with
// the same number are the same, unless the file was made anew in between.
func (t *Tx) Number() int { return t.tx.ID() }

// Epoch is the count of masters that the vault has had: what was wrapped under
// one opens under none that came later.
func (t *Tx) Epoch() uint32 { return t.vault.header.Epoch }

// Get returns the value of a key, or nil if there is none. It returns a
// [*DamageError] for a value that is there and does not open.
func (t *Tx) Get(bucket string, key []byte) ([]byte, error) {
	return t.GetWith(t.vault.keys[bucket], bucket, key)
}

// GetWith is Get for a value that PutWith sealed under a data key.
func (t *Tx) GetWith(k *seal.Key, bucket string, key []byte) ([]byte, error) {
	var stored []byte
	err := t.in(bucket, func(b *bolt.Bucket) error {
		stored = bytes.Clone(b.Get(key))
		return nil
	})
	if err != nil || stored == nil {
		return nil, err
	}
	return t.open(k, bucket, key, stored)
}

// Put seals a value for its bucket and key.
func (t *Tx) Put(bucket string, key, value []byte) error {
	return t.PutWith(t.vault.keys[bucket], bucket, key, value)
}

// PutWith seals a value under a data key. Nothing on disk says which: the
// caller knows it by the bucket and key.
func (t *Tx) PutWith(k *seal.Key, bucket string, key, value []byte) error {
	return t.in(bucket, func(b *bolt.Bucket) error {
		schema := binary.BigEndian.AppendUint16(nil, t.schema)
		sealed, err := k.Seal(value, t.place(bucket, key, schema)...)
		if err != nil {
			return fmt.Errorf("put %s/%x: %w", bucket, key, err)
		}
		if err := b.Put(key, append(schema, sealed...)); err != nil {
			return fmt.Errorf("put %s/%x: %w", bucket, key, err)
		}
		return nil
	})
}

// Delete takes a key out; that it is not there is no error. The old bytes stay
// in free pages of the file until it is compacted.
func (t *Tx) Delete(bucket string, key []byte) error {
	return t.in(bucket, func(b *bolt.Bucket) error {
		if err := b.Delete(key); err != nil {
			return fmt.Errorf("delete %s/%x: %w", bucket, key, err)
		}
		return nil
	})
}

// Item is one key of a bucket with its opened value.
type Item struct{ Key, Value []byte }

// Each goes through the keys that begin with prefix, in order. A value that
// does not open comes as its key with a [*DamageError], and the next follows;
// after any other error nothing follows. Nothing may be put or deleted in the
// bucket meanwhile.
func (t *Tx) Each(bucket string, prefix []byte) iter.Seq2[Item, error] {
	k := t.vault.keys[bucket]
	return t.EachWith(func([]byte) *seal.Key { return k }, bucket, prefix)
}

// EachWith is Each for values under data keys: keyOf says by a value's key
// which opens it. Where it says nil the value stays closed and the item is only
// the key.
func (t *Tx) EachWith(keyOf func(key []byte) *seal.Key, bucket string, prefix []byte) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		var cursor *bolt.Cursor
		var key, stored []byte // stored is bbolt's own memory
		err := t.in(bucket, func(b *bolt.Bucket) error {
			cursor = b.Cursor()
			key, stored = cursor.Seek(prefix)
			key = bytes.Clone(key)
			return nil
		})
		for err == nil && key != nil && bytes.HasPrefix(key, prefix) {
			item := Item{Key: key}
			var damage error
			if k := keyOf(key); k != nil {
				if stored, err = t.copied(stored); err != nil {
					break
				}
				item.Value, damage = t.open(k, bucket, key, stored)
			}
			if !yield(item, damage) {
				return
			}
			err = t.vault.file.guard(func() error {
				key, stored = cursor.Next()
				key = bytes.Clone(key)
				return nil
			})
		}
		if err != nil {
			yield(Item{}, err)
		}
	}
}

// copied takes a value out of bbolt's memory, where it lives only as long as
// the transaction and may not be written to.
func (t *Tx) copied(stored []byte) (own []byte, err error) {
	err = t.vault.file.guard(func() error {
		own = bytes.Clone(stored)
		return nil
	})
	return own, err
}

// in runs a call on a bucket of the layout. A bucket that is not in it is a
// mistake of the caller's.
func (t *Tx) in(bucket string, call func(*bolt.Bucket) error) error {
	if t.vault.keys[bucket] == nil {
		return fmt.Errorf("bucket %q is not in the layout", bucket)
	}
	return t.vault.file.guard(func() error {
		b := t.tx.Bucket([]byte(bucket))
		if b == nil {
			return &DamageError{Bucket: bucket, Err: errors.New("bucket is gone")}
		}
		return call(b)
	})
}

func (t *Tx) open(k *seal.Key, bucket string, key, stored []byte) ([]byte, error) {
	if len(stored) < schemaSize {
		return nil, &DamageError{Bucket: bucket, Key: key, Err: seal.ErrSealed}
	}
	value, err := k.Open(stored[schemaSize:], t.place(bucket, key, stored[:schemaSize])...)
	if err != nil {
		return nil, &DamageError{Bucket: bucket, Key: key, Err: err}
	}
	return value, nil
}

// place is what a value is bound to.
func (t *Tx) place(bucket string, key, schema []byte) [][]byte {
	return [][]byte{[]byte(t.vault.header.Store), []byte(bucket), key, schema}
}

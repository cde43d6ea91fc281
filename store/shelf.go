package store

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// The buckets, and what their keys are made of: a record's or an item's 16 raw
// bytes, then numbers of eight bytes, then one byte for a drawer; or the hash
// of a name. They stand in files for ever.
const (
	bucketCards    = "cards"    // record
	bucketKeys     = "keys"     // record, drawer: the wrapped drawer key again
	bucketBase     = "base"     // record, drawer
	bucketTail     = "tail"     // record, number, drawer
	bucketKept     = "kept"     // record, number, drawer
	bucketGuides   = "guides"   // hash of the guide's hash
	bucketOut      = "out"      // item
	bucketOutState = "outstate" // item
	bucketWords    = "words"    // record
	bucketPlaces   = "places"   // record
	bucketLog      = "log"      // number; zero is the log's end
	bucketValues   = "values"   // hash of the value's name
	bucketBin      = "bin"      // record
)

// Schema is the version of the store's format that this program writes. It
// grows with every change that an older version would not understand: since 2 a
// batch of the tail may stand for some that were before it, since 3 the outbox
// says for whom something was frozen. No value of 1 or 2 reads otherwise for that,
// so that nothing leads from one to the next but the number.
const Schema = 3

// layout is what a store's vault holds.
var layout = vault.Layout{
	Kind:   "ownwords store",
	Schema: Schema,
	Buckets: []string{
		bucketCards, bucketKeys, bucketBase, bucketTail, bucketKept, bucketGuides, bucketOut,
		bucketOutState, bucketWords, bucketPlaces, bucketLog, bucketValues, bucketBin,
	},
}

// recordKey is an id as it stands in keys, of a record or of anything else
// that has a random id.
type recordKey struct {
	id  model.ID
	raw [idSize]byte
}

const (
	idSize     = 16
	numberSize = 8
)

// keyOf refuses an id that is not a random one: keys are readable in the file,
// and anything else could be a name.
func keyOf(id model.ID) (recordKey, error) {
	if _, err := model.ParseID(string(id)); err != nil {
		return recordKey{}, fmt.Errorf("use id: %w", err)
	}
	k := recordKey{id: id}
	_, err := hex.Decode(k.raw[:], []byte(strings.ReplaceAll(string(id), "-", "")))
	return k, err
}

// idOf is the id that a key begins with.
func idOf(key []byte) model.ID {
	if len(key) < idSize {
		return ""
	}
	h := hex.EncodeToString(key[:idSize])
	return model.ID(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}

func (k recordKey) key() []byte { return k.raw[:] }

func (k recordKey) drawer(n int) []byte { return append(k.key(), byte(n)) }

func (k recordKey) numbered(number uint64, drawer int) []byte {
	return append(binary.BigEndian.AppendUint64(k.key(), number), byte(drawer))
}

// numberIn takes apart what numbered has made. A key that it can't have made
// belongs to no drawer.
func numberIn(key []byte) (number uint64, drawer int, ok bool) {
	if len(key) != idSize+numberSize+1 || int(key[len(key)-1]) >= len(model.Drawers) {
		return 0, 0, false
	}
	return binary.BigEndian.Uint64(key[idSize:]), int(key[len(key)-1]), true
}

// closed walks through a bucket's keys without opening its values.
func closed([]byte) *seal.Key { return nil }

// tx is a transaction in which values are JSON.
type tx struct {
	*vault.Tx
	s *Store
}

// read opens and decodes a value, under a data key or, where k is nil, under
// its bucket's. It returns ErrNotFound where there is none.
func (t *tx) read(k *seal.Key, bucket string, key []byte, into any) error {
	plain, err := t.get(k, bucket, key)
	if err != nil {
		return err
	}
	return decode(bucket, plain, into)
}

func (t *tx) get(k *seal.Key, bucket string, key []byte) (plain []byte, err error) {
	if k == nil {
		plain, err = t.Get(bucket, key)
	} else {
		plain, err = t.GetWith(k, bucket, key)
	}
	if err == nil && plain == nil {
		err = ErrNotFound
	}
	return plain, err
}

func decode(bucket string, plain []byte, into any) error {
	if err := json.Unmarshal(plain, into); err != nil {
		return fmt.Errorf("decode %s: %w", bucket, err)
	}
	return nil
}

// write encodes and seals a value, under a data key or its bucket's.
func (t *tx) write(k *seal.Key, bucket string, key []byte, value any) error {
	plain, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode %s: %w", bucket, err)
	}
	return t.put(k, bucket, key, plain)
}

func (t *tx) put(k *seal.Key, bucket string, key, plain []byte) error {
	if k == nil {
		return t.Put(bucket, key, plain)
	}
	return t.PutWith(k, bucket, key, plain)
}

package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"strconv"
)

// Master is the key that everything in one store hangs on, for one epoch. A
// new epoch is a new master: whoever held the old one opens nothing sealed
// after it.
type Master struct {
	store string
	epoch uint32
	raw   []byte
}

// NewMaster makes the random master of a store's epoch, which counts from 1.
func NewMaster(store string, epoch uint32) *Master {
	m := &Master{store: store, epoch: epoch, raw: make([]byte, keySize)}
	rand.Read(m.raw)
	return m
}

// Next makes the random master of the epoch after this one.
func (m *Master) Next() *Master { return NewMaster(m.store, m.epoch+1) }

// Epoch is the count of masters that the store has had.
func (m *Master) Epoch() uint32 { return m.epoch }

// Same tells whether two masters are one.
func (m *Master) Same(other *Master) bool {
	return m.store == other.store && m.epoch == other.epoch && subtle.ConstantTimeCompare(m.raw, other.raw) == 1
}

// Close wipes the master.
func (m *Master) Close() { clear(m.raw) }

// Key derives the key that a label names. The same label gives the same key in
// the same store and epoch, and a key that has nothing to do with it anywhere
// else.
func (m *Master) Key(label string) (*Key, error) {
	info := "ownwords/1/" + strconv.FormatUint(uint64(m.epoch), 10) + "/" + label
	raw, err := hkdf.Key(sha256.New, m.raw, []byte(m.store), info, keySize)
	if err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	return newKey(algDerived, m.epoch, raw)
}

// nameSize is long enough that two names never meet by chance in one store.
const nameSize = 16

// Names turns names into keys of a bucket: the same name gives the same 16
// bytes, and nobody without the store's key can guess a name and try it. The
// secret outlives epochs, or every key would have to move with a new master.
type Names struct{ secret []byte }

// NewNames makes a store's secret for names.
func NewNames() *Names {
	n := &Names{secret: make([]byte, keySize)}
	rand.Read(n.secret)
	return n
}

// Close wipes the secret.
func (n *Names) Close() { clear(n.secret) }

// Hash gives the key of a name within a bucket.
func (n *Names) Hash(bucket, name string) []byte {
	mac := hmac.New(sha256.New, n.secret)
	mac.Write(fields(nil, [][]byte{[]byte(bucket), []byte(name)}))
	return mac.Sum(nil)[:nameSize]
}

// Seal wraps the secret under k for a place.
func (n *Names) Seal(k *Key, place ...[]byte) ([]byte, error) {
	return k.Seal(n.secret, place...)
}

// OpenNames unwraps what Seal wrapped for the same place.
func OpenNames(k *Key, sealed []byte, place ...[]byte) (*Names, error) {
	secret, err := k.Open(sealed, place...)
	if err != nil {
		return nil, err
	}
	if len(secret) != keySize {
		clear(secret)
		return nil, ErrSealed
	}
	return &Names{secret: secret}, nil
}

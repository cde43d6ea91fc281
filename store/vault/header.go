package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// formatVersion is the vault's own format; a layout's schema is its caller's.
const formatVersion = 1

// The vault's own bucket and what stands in it.
var (
	metaBucket = []byte("meta")
	headerKey  = []byte("header")
	namesKey   = []byte("names")
	slotPrefix = []byte("slot/")
)

// Layout is what a caller keeps in a vault.
type Layout struct {
	Kind    string   // whose file it is: another kind's is refused as foreign
	Schema  uint16   // of the values; a file with a newer one is refused
	Buckets []string // any but "meta"; those that a file lacks are made
	// Steps bring a file of an earlier schema up, each by one, keyed by the schema
	// it goes on from. Where there is none every value is left as it stands: each
	// says of itself which schema it was written under.
	Steps map[uint16]Step
}

func (l Layout) check() error {
	sorted := slices.Sorted(slices.Values(l.Buckets))
	if slices.Contains(sorted, "") || slices.Contains(sorted, string(metaBucket)) ||
		len(slices.Compact(sorted)) != len(l.Buckets) {
		return errors.New("layout names a bucket that is empty, reserved or there twice")
	}
	for from := range l.Steps {
		if from >= l.Schema {
			return fmt.Errorf("layout of schema %d has a step on from %d", l.Schema, from)
		}
	}
	return nil
}

// header is what must be known before unlocking. Everything in it can be read
// by whoever has the file.
type header struct {
	Format  uint32    `json:"format"`
	Kind    string    `json:"kind"`
	Schema  uint16    `json:"schema"`
	Store   string    `json:"store"`
	Epoch   uint32    `json:"epoch"`
	Buckets []string  `json:"buckets"`
	Slots   []slotRef `json:"slots"`
}

// slotRef is kept beside the slots so that one that is gone is missed.
type slotRef struct {
	ID   string    `json:"id"`
	Kind seal.Kind `json:"kind"`
}

func (r slotRef) key() []byte { return append(bytes.Clone(slotPrefix), r.ID...) }

// locked is all of meta as it is read before unlocking.
type locked struct {
	header header
	text   []byte // the header's own bytes, which names vouches for
	names  []byte
	slots  map[string][]byte // by id, in stored form
}

// slot reads one way in, or returns [seal.ErrDamagedSlot] or [seal.ErrNewer].
func (l locked) slot(ref slotRef) (seal.Slot, error) {
	s, err := seal.ParseSlot(l.slots[ref.ID])
	if err == nil && (s.ID != ref.ID || s.Kind != ref.Kind || s.Epoch != l.header.Epoch) {
		err = seal.ErrDamagedSlot
	}
	return s, err
}

var errSum = errors.New("checksum does not hold")

// readLocked reads meta and refuses what is foreign or newer.
func (f *File) readLocked(tx *bolt.Tx) (locked, error) {
	b := tx.Bucket(metaBucket)
	if b == nil {
		return locked{}, f.fault(FaultForeign, nil)
	}
	stored := b.Get(headerKey)
	if stored == nil {
		return locked{}, f.fault(FaultForeign, nil)
	}
	text, ok := seal.CutSum(bytes.Clone(stored))
	if !ok {
		return locked{}, &DamageError{Bucket: string(metaBucket), Key: headerKey, Err: errSum}
	}
	l := locked{text: text, names: bytes.Clone(b.Get(namesKey)), slots: map[string][]byte{}}
	if err := json.Unmarshal(text, &l.header); err != nil {
		return locked{}, f.fault(FaultForeign, nil)
	}
	for _, ref := range l.header.Slots {
		l.slots[ref.ID] = bytes.Clone(b.Get(ref.key()))
	}
	return l, f.accept(l.header)
}

func (f *File) accept(h header) error {
	switch {
	case h.Format > formatVersion:
		return &NewerError{Path: f.path, What: "format", Found: h.Format, Known: formatVersion}
	case h.Kind != f.layout.Kind:
		return f.fault(FaultForeign, nil)
	case h.Schema > f.layout.Schema:
		return &NewerError{Path: f.path, What: "schema", Found: uint32(h.Schema), Known: uint32(f.layout.Schema)}
	}
	return nil
}

// writeHeader writes the header and seals the names' secret over its bytes.
func writeHeader(tx *bolt.Tx, h header, master *seal.Master, names *seal.Names) error {
	text, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("write header: %w", err)
	}
	key, err := master.Key("meta")
	if err != nil {
		return err
	}
	defer key.Close()
	sealed, err := names.Seal(key, namesKey, text)
	if err != nil {
		return err
	}
	b := tx.Bucket(metaBucket)
	return errors.Join(b.Put(headerKey, seal.WithSum(text)), b.Put(namesKey, sealed))
}

// openNames opens the names' secret, and with it makes sure that the header is
// the one that was written.
func openNames(l locked, master *seal.Master) (*seal.Names, error) {
	key, err := master.Key("meta")
	if err != nil {
		return nil, err
	}
	defer key.Close()
	names, err := seal.OpenNames(key, l.names, namesKey, l.text)
	if err != nil {
		return nil, &DamageError{Bucket: string(metaBucket), Key: namesKey, Err: err}
	}
	return names, nil
}

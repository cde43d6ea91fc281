// Package vault keeps one sealed file: a bbolt database in which every value
// is sealed for its bucket and key, and nothing readable stands but format and
// key material. It knows no noun of care; store and hub say which buckets they
// want. Its words: vault (an unlocked file), file (a held but locked one),
// layout (what the caller keeps in it), holder (the process that has it), slot
// (one way in), damage (what does not open or does not hang together). Its one
// rule: no path through this package changes a file that it does not
// understand, and none makes a new one where one was.
//
// On disk a vault is FileName in its folder: a bbolt file with the bucket
// "meta" and one bucket for each name in the layout. In meta stand, readable
// and each behind a checksum, "header" (format, kind, schema, store id, epoch,
// buckets, slots) and "slot/ID" for each way in; and "names", sealed, which
// holds the secret for hashed keys and vouches for every byte of the header.
// Everywhere else a value is
//
//	schema(2, big endian) | sealed
//
// sealed for store id, bucket, key and schema, under the bucket's key or under
// a data key that the caller keeps wrapped in a value of its own.
package vault

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// Vault is an unlocked file. Its methods may be called from several goroutines
// at once; a transaction must not be begun inside another.
type Vault struct {
	file   *File
	header header
	opened string // the slot that it was opened by
	tries  int    // of proving it again, see Prove

	writing sync.Mutex   // held by whoever changes the file, and by Rewrite
	wanted  atomic.Int32 // how many wait for it, or to lock
	lent    sync.RWMutex // held for reading by a backup, for writing before its file or keys may go
	mu      sync.RWMutex // held for reading by transactions, for writing where what follows changes
	keyMu   sync.RWMutex // held as mu is, but for a moment: transactions call for keys
	closed  bool
	master  *seal.Master
	names   *seal.Names
	records *seal.Key
	keys    map[string]*seal.Key
}

// errClosed is what a vault says after Lock or Close.
var errClosed = errors.New("vault is locked")

// newVault derives the keys of a file's buckets. The vault keeps the master,
// which whatever makes a new way in or a new epoch needs.
func newVault(f *File, h header, master *seal.Master, names *seal.Names) (*Vault, error) {
	v := &Vault{file: f, header: h, master: master, names: names, keys: map[string]*seal.Key{}}
	var err error
	if v.records, err = master.Key("records"); err != nil {
		return nil, err
	}
	for _, bucket := range slices.Concat(h.Buckets, f.layout.Buckets) {
		if v.keys[bucket] != nil {
			continue
		}
		if v.keys[bucket], err = master.Key("bucket/" + bucket); err != nil {
			return nil, err
		}
	}
	f.keepRoom()
	return v, nil
}

// View runs fn over one unchanging state of the vault. What it reads is copied
// and stays valid. Do not wait for a person in it: the file grows while it
// lasts.
func (v *Vault) View(fn func(*Tx) error) error { return v.run(false, fn) }

// Update runs fn and, if it returns nil, makes all of its changes durable at
// once; otherwise none. When Update has returned nil the changes survive a
// power cut. A full disk comes back as the system's error; nothing is lost by
// it and a later Update may succeed.
func (v *Vault) Update(fn func(*Tx) error) error {
	v.write()
	defer v.writing.Unlock()
	err := v.run(true, fn)
	v.file.makeRoom(err)
	return err
}

// write takes the right to change the file, from a Rewrite that gives way too.
func (v *Vault) write() {
	v.wanted.Add(1)
	defer v.wanted.Add(-1)
	v.writing.Lock()
}

func (v *Vault) run(write bool, fn func(*Tx) error) error {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.closed {
		return errClosed
	}
	if write {
		if err := v.file.settleName(); err != nil {
			return err
		}
	}
	return v.file.transact(write, func(tx *bolt.Tx) error { return fn(v.tx(tx)) })
}

func (v *Vault) tx(tx *bolt.Tx) *Tx {
	return &Tx{vault: v, tx: tx, schema: v.file.layout.Schema}
}

// MakeDataKey makes a random key for values that the caller seals apart, and
// wraps it for what the fields name (a record and its drawer, say). The caller
// keeps the wrapped key in a value of its own, and closes the key.
func (v *Vault) MakeDataKey(of ...[]byte) (*seal.Key, []byte, error) {
	v.keyMu.RLock()
	defer v.keyMu.RUnlock()
	if v.closed {
		return nil, nil, errClosed
	}
	return v.records.MakeDataKey(v.ofStore(of)...)
}

// OpenDataKey unwraps a key that MakeDataKey wrapped for the same fields, or
// returns [seal.ErrSealed].
func (v *Vault) OpenDataKey(wrapped []byte, of ...[]byte) (*seal.Key, error) {
	v.keyMu.RLock()
	defer v.keyMu.RUnlock()
	if v.closed {
		return nil, errClosed
	}
	return v.records.OpenDataKey(wrapped, v.ofStore(of)...)
}

func (v *Vault) ofStore(of [][]byte) [][]byte {
	return append([][]byte{[]byte(v.header.Store)}, of...)
}

// Key turns a name that must not be readable on disk into the key that it has
// in a bucket: always the same one in this vault, in no other vault the same.
// It is nil after Lock.
func (v *Vault) Key(bucket, name string) []byte {
	v.keyMu.RLock()
	defer v.keyMu.RUnlock()
	if v.closed {
		return nil
	}
	return v.names.Hash(bucket, name)
}

// Free is how many bytes of the file hold nothing, and how many there are.
func (v *Vault) Free() (free, total int64) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.closed {
		return 0, 0
	}
	stats := v.file.db.Stats()
	if info, err := v.file.handle.Stat(); err == nil {
		total = info.Size()
	}
	return int64(stats.FreePageN+stats.PendingPageN) * pageSize, total
}

// Lock waits for transactions and backups to end, wipes the keys and gives back the file,
// still held, so that it can be unlocked again and nobody else can take it
// meanwhile.
func (v *Vault) Lock() *File {
	v.wanted.Add(1)
	defer v.wanted.Add(-1)
	v.lent.Lock()
	defer v.lent.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keyMu.Lock()
	defer v.keyMu.Unlock()
	if v.closed {
		return v.file
	}
	v.closed = true
	v.wipe()
	return v.file
}

func (v *Vault) wipe() {
	v.names.Close()
	v.wipeEpoch()
}

func (v *Vault) wipeEpoch() {
	v.master.Close()
	v.records.Close()
	for _, k := range v.keys {
		k.Close()
	}
}

// Close locks the vault and lets go of the file.
func (v *Vault) Close() error {
	if err := v.Lock().Close(); err != nil {
		return fmt.Errorf("close vault: %w", err)
	}
	return nil
}

// Package store keeps records: every word that was typed, sealed, in one file,
// within a second. Its words: a base is one drawer of a record whole, as of a
// batch; the tail is all batches in order, chained by hash; a card is what the
// list shows; kept copies are whole records that are never folded; the outbox
// holds frozen bytes that wait to be sent; a Writer is the one way into an open
// record. Its one rule: what was handed to a Writer is in memory until it is on
// disk, and once there it is lost only where it is told, by name.
//
// A record is its bases with the tail after them applied. Every value is sealed
// by package vault for its place; bases, tails and kept copies under the key of
// their drawer, of which a record has three.
package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// Errors that callers decide by.
var (
	// ErrNotFound is returned for a record, guide or item that is not there.
	ErrNotFound = errors.New("not in the store")
	// ErrExists is returned by New and Import for a record that is there.
	ErrExists = errors.New("in the store already")
	// ErrFrozen is returned for an item whose id is there with other bytes.
	ErrFrozen = errors.New("frozen with other bytes")
	// ErrWaiting is returned by Close while words wait that can't be saved.
	ErrWaiting = errors.New("words are not saved yet")
	// ErrOrder is returned for a batch whose number does not follow the last.
	ErrOrder = errors.New("batch out of order")
	// ErrOpen is returned for what can't be done while somebody is in a record.
	ErrOpen = errors.New("a record is open")
)

// Options say how a store is used.
type Options struct {
	// Now gives the time for what is kept; nil is time.Now.
	Now func() time.Time
	// Passphrase and Team (age public keys) are for Create alone.
	Passphrase []byte
	Team       []string
	// Cost is that of every passphrase that is set; zero is [seal.DefaultCost].
	// [seal.CheapCost] is for tests and practice.
	Cost seal.Cost
}

// File is a store's file, held against other processes and still locked.
type File struct {
	file *vault.File
	now  func() time.Time
	cost seal.Cost
}

// Create makes a store in dir and returns it open, with its recovery code,
// which nothing else holds. Its errors are those of [vault.Create].
func Create(dir string, o Options) (*Store, *seal.Code, error) {
	v, code, err := vault.Create(dir, layout, vault.Options{Passphrase: o.Passphrase, Team: o.Team, Cost: o.Cost})
	if err != nil {
		return nil, nil, fmt.Errorf("create store: %w", err)
	}
	s := newStore(v, o.Now, o.Cost)
	_ = s.noteFirstWays() // or their dates are told as not known
	return s, code, nil
}

// Open holds the store's file in dir. Its errors are those of [vault.Open]:
// [fs.ErrNotExist] where there is none, [*vault.LockedError] where another
// process has it, [*vault.FileError], [*vault.DamageError] and
// [*vault.NewerError] where it can't be used, and is left as it is.
func Open(dir string, o Options) (*File, error) {
	f, err := vault.Open(dir, layout)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return &File{file: f, now: o.Now, cost: o.Cost}, nil
}

// Exists tells whether there is a store in dir, damaged or not. One that may not
// be looked at counts: it must not be set up over.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, vault.FileName))
	return err == nil || errors.Is(err, fs.ErrPermission)
}

// Probe says by what the store in dir can be opened, without holding it. Its
// errors are those of [vault.Probe].
func Probe(dir string) ([]vault.Slot, error) {
	slots, err := vault.Probe(dir, layout)
	if err != nil {
		return nil, fmt.Errorf("look at store: %w", err)
	}
	return slots, nil
}

// Unlock opens the store with what somebody brought. Its errors are those of
// [vault.File.Unlock], above all [*vault.WrongKeyError].
func (f *File) Unlock(key *seal.Opener) (*Store, error) {
	v, err := f.file.Unlock(key)
	if err != nil {
		return nil, fmt.Errorf("unlock store: %w", err)
	}
	return newStore(v, f.now, f.cost), nil
}

// Close lets go of the file.
func (f *File) Close() error { return f.file.Close() }

// Store is an open store. Its methods may be called from any goroutine.
type Store struct {
	vault *vault.Vault
	now   func() time.Time
	// commit runs a writing transaction: the vault's Update, but for tests in
	// which the disk is full.
	commit func(func(*vault.Tx) error) error

	// copying is held while a backup is made, and by whatever would make the file
	// anew meanwhile; open ends when the store is locked or closed.
	copying sync.Mutex
	open    context.Context
	shut    context.CancelFunc

	mu      sync.Mutex
	writers map[model.ID]*Writer
	onFault atomic.Pointer[func(*FaultError)]
	guided  map[string]bool // hashes of guides that records may be about to name
	// turns counts how often a record's tail was written behind its writer's back.
	turns    atomic.Uint64
	going    sync.Map   // of each item of the outbox that this run of the program claimed, its onWay
	claiming sync.Mutex // held while an item is claimed
	unfolded unfolded   // records to fold
	earlier  earlier    // what the log said when it was opened
	cost     seal.Cost  // of new passphrases
}

func newStore(v *vault.Vault, now func() time.Time, cost seal.Cost) *Store {
	if now == nil {
		now = time.Now
	}
	open, shut := context.WithCancel(context.Background())
	return &Store{
		open: open, shut: shut,
		vault:   v,
		now:     func() time.Time { return now().UTC() },
		commit:  v.Update,
		writers: map[model.ID]*Writer{},
		guided:  map[string]bool{},
		cost:    cost,
	}
}

// view runs fn over one state of the store; update runs fn and keeps all that
// it did, or nothing.
func (s *Store) view(fn func(*tx) error) error {
	return s.vault.View(func(t *vault.Tx) error { return fn(&tx{t, s}) })
}

func (s *Store) update(fn func(*tx) error) error {
	return s.commit(func(t *vault.Tx) error { return fn(&tx{t, s}) })
}

// Lock saves what waits, wipes the keys and gives back the file, still held.
// While something waits that can't be saved it stays open and returns an error
// that is ErrWaiting.
func (s *Store) Lock() (*File, error) {
	if err := s.settle(); err != nil {
		return nil, fmt.Errorf("lock store: %w", err)
	}
	return s.hold(), nil
}

// hold locks a store in which nothing waits.
func (s *Store) hold() *File {
	s.shut()
	s.unclaimAll()
	return &File{file: s.vault.Lock(), now: s.now, cost: s.cost}
}

// Close saves what waits, wipes the keys and lets go of the file. While
// something waits that can't be saved it stays open and returns an error that
// is ErrWaiting.
func (s *Store) Close() error {
	if err := s.settle(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	s.shut()
	s.unclaimAll()
	return s.vault.Close()
}

// settle saves what waits in every writer and ends them.
func (s *Store) settle() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var bad error
	for _, w := range s.writers {
		if err := w.save(); err != nil {
			bad = errors.Join(bad, fmt.Errorf("%w: %w", ErrWaiting, err))
		}
	}
	if bad != nil {
		return bad
	}
	for _, w := range s.writers {
		w.end()
	}
	clear(s.writers)
	return nil
}

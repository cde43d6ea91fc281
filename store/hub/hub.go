// Package hub is a team's own inbox: a small FHIR R4 server for plans, over
// one sealed file. Its words: head (a resource as it stands now), version (one
// it was before), put (one resource that shall stand from now on), token (what
// a laptop shows to be let in), plan (what the team looks through). Its one
// rule: what it has answered 2xx to is on disk, whole, and nothing that it
// holds is ever deleted.
//
// Everything is sealed at rest. A hub has to come up by itself after a power
// cut, so its key lies in a file: KeyFileName in its own folder, made on first
// use, or another that the operator names. With the first, a stolen copy or
// backup of the store alone tells nothing, but whoever takes the whole folder
// has the key too: only a key file kept elsewhere, or an encrypted disk, helps
// against that. While a hub serves it reads plans for whoever has a token.
//
// One process holds the store: while a hub serves, it is the one that lists the
// plans for whoever has its key. Tokens lie in a file of their own, sealed with
// the same key, and are added and taken back at any time.
package hub

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"ownwords/store/seal"
	"ownwords/store/vault"
)

// The buckets. All keys are hashed: ids are the client's.
const (
	bucketHeads    = "heads"       // type/id -> head
	bucketVersions = "versions"    // type/id, version -> head as it was
	bucketTypes    = "types"       // type, type/id -> type/id
	bucketIdents   = "identifiers" // type, what it is found by, type/id -> type/id
)

var layout = vault.Layout{
	Kind: "hub", Schema: 1,
	Buckets: []string{bucketHeads, bucketVersions, bucketTypes, bucketIdents},
}

// Options say how a hub's store is opened.
type Options struct {
	// KeyFile holds what unlocks the store, blanks around it aside: any text
	// that a passphrase may be, or the recovery code as it was written down.
	// Empty means KeyFileName in the hub's folder, which is made together with a
	// new store.
	KeyFile string
	Cost    seal.Cost        // of a new store's key; zero is seal.DefaultCost
	Now     func() time.Time // nil is time.Now
}

// Hub is an opened store of plans. Its methods may be called from several
// goroutines at once.
type Hub struct {
	*Tokens

	dir   string
	vault *vault.Vault
	now   func() time.Time
	gate  gate
	busy  chan struct{} // one for each request that is worked on
	room  int           // how many bytes of resources a laptop is given at once

	jobs   chan *job
	ending sync.Once
	end    chan struct{} // closed when nothing more is to be committed
	ended  chan struct{} // closed when nothing more is committed
}

// New opens the hub's store in dir, or makes it where there is none: then the
// recovery code is not nil and nothing else holds it. The error is ErrNoKey,
// ErrKeyOpen, or one of package vault's.
func New(dir string, o Options) (*Hub, *seal.Code, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	v, code, err := open(dir, o)
	if err != nil {
		return nil, nil, fmt.Errorf("open hub: %w", err)
	}
	h := &Hub{
		dir: dir, vault: v, now: o.Now, busy: make(chan struct{}, maxBusy), room: maxBody,
		jobs: make(chan *job), end: make(chan struct{}), ended: make(chan struct{}),
	}
	if h.Tokens, err = OpenTokens(dir, o); errors.Is(err, fs.ErrNotExist) {
		h.Tokens, err = makeTokens(dir, o, code)
	}
	if err != nil {
		return nil, nil, errors.Join(err, v.Close())
	}
	go h.commits()
	return h, code, nil
}

func open(dir string, o Options) (*vault.Vault, *seal.Code, error) {
	v, err := reopen(dir, o)
	if errors.Is(err, fs.ErrNotExist) && !Exists(dir) {
		return create(dir, o)
	}
	return v, nil, err
}

// reopen opens a store that is there.
func reopen(dir string, o Options) (*vault.Vault, error) {
	f, err := vault.Open(dir, layout)
	if err != nil {
		return nil, err
	}
	v, err := unlock(o.keyFile(dir), f.Unlock)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return v, nil
}

// create makes a new store. A machine key is on disk before anything is sealed
// with it; one that is there already is used.
func create(dir string, o Options) (*vault.Vault, *seal.Code, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, err
	}
	if o.KeyFile == "" {
		if err := makeKey(o.keyFile(dir)); err != nil {
			return nil, nil, err
		}
	}
	key, err := readKey(o.keyFile(dir))
	if err != nil {
		return nil, nil, err
	}
	defer clear(key)
	return vault.Create(dir, layout, vault.Options{Passphrase: key, Cost: o.Cost})
}

// Exists tells whether there is a hub's store in a folder.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, vault.FileName))
	return err == nil
}

// Close lets go of the store. Nothing that was answered is lost by not calling
// it.
func (h *Hub) Close() error {
	h.ending.Do(func() { close(h.end) })
	<-h.ended
	if err := h.vault.Close(); err != nil {
		return fmt.Errorf("close hub: %w", err)
	}
	return nil
}

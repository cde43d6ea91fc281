// Package hub is a team's own inbox: a small FHIR R4 server for plans, over
// one sealed file. Its words: head (a resource as it stands now), version (one
// it was before), token (what a laptop shows to be let in), plan (what the
// team looks through). Its one rule: what it has answered 2xx to is on disk,
// whole, and nothing that it holds is ever deleted.
//
// Everything is sealed at rest. A hub has to come up by itself after a power
// cut, so its key lies in a file: KeyFileName in its own folder, made on first
// use, or another that the operator names. With the first, a stolen copy or
// backup of the store alone tells nothing, but whoever takes the whole folder
// has the key too: only a key file kept elsewhere, or an encrypted disk, helps
// against that. While a hub serves it reads plans for whoever has a token.
//
// One process holds the file. Tokens are added and taken back, and plans
// listed, while no hub is serving from the folder.
package hub

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"ownwords/store/seal"
	"ownwords/store/vault"
)

// KeyFileName is the hub's key in its folder, unless another was named.
const KeyFileName = "hub.key"

// The buckets. Keys of the first four are hashed: ids are the client's.
const (
	bucketHeads    = "heads"       // type/id -> head
	bucketVersions = "versions"    // type/id, version -> head as it was
	bucketTypes    = "types"       // type, type/id -> type/id
	bucketIdents   = "identifiers" // type, identifier, type/id -> type/id
	bucketTokens   = "tokens"      // SHA-256 of the token -> Token
)

var layout = vault.Layout{
	Kind: "hub", Schema: 1,
	Buckets: []string{bucketHeads, bucketVersions, bucketTypes, bucketIdents, bucketTokens},
}

// Errors of New.
var (
	ErrNoKey   = errors.New("the key file of this store is not there")
	ErrKeyOpen = errors.New("others may read the key file")
)

// Options say how a hub's store is opened.
type Options struct {
	// KeyFile holds what unlocks the store, blanks around it aside: any text
	// that a passphrase may be. Empty means KeyFileName in the hub's folder,
	// which is made together with a new store.
	KeyFile string
	// Code, if not nil, unlocks instead of a key file that was lost.
	Code *seal.Code
	Cost seal.Cost        // of a new store's key; zero is seal.DefaultCost
	Now  func() time.Time // nil is time.Now
}

// Hub is an opened store of plans. Its methods may be called from several
// goroutines at once.
type Hub struct {
	vault *vault.Vault
	now   func() time.Time
	busy  chan struct{} // one for each request whose body is in memory

	mu     sync.RWMutex
	tokens map[tokenHash]Token
}

// New opens the hub's store in dir, or makes it where there is none: then the
// recovery code is not nil and nothing else holds it. The error is ErrNoKey,
// ErrKeyOpen, or one of package vault's.
func New(dir string, o Options) (*Hub, *seal.Code, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	v, code, err := unlock(dir, o)
	if err != nil {
		return nil, nil, fmt.Errorf("open hub: %w", err)
	}
	h := &Hub{vault: v, now: o.Now, busy: make(chan struct{}, maxBusy)}
	if h.tokens, err = readTokens(v); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open hub: %w", err), v.Close())
	}
	return h, code, nil
}

func unlock(dir string, o Options) (*vault.Vault, *seal.Code, error) {
	f, err := vault.Open(dir, layout)
	if errors.Is(err, fs.ErrNotExist) {
		return create(dir, o)
	}
	if err != nil {
		return nil, nil, err
	}
	opener, err := o.opener(dir)
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	defer opener.Close()
	v, err := f.Unlock(opener)
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return v, nil, nil
}

func (o Options) opener(dir string) (*seal.Opener, error) {
	if o.Code != nil {
		return seal.Recovery(o.Code), nil
	}
	key, err := readKey(o.keyFile(dir))
	if err != nil {
		return nil, err
	}
	return seal.Passphrase(key), nil
}

func (o Options) keyFile(dir string) string {
	if o.KeyFile != "" {
		return o.KeyFile
	}
	return filepath.Join(dir, KeyFileName)
}

// create makes a new store. A machine key is on disk before anything is sealed
// with it; one that is there already is used.
func create(dir string, o Options) (*vault.Vault, *seal.Code, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, err
	}
	if o.KeyFile == "" {
		if err := makeKey(filepath.Join(dir, KeyFileName)); err != nil {
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

func makeKey(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(rand.Text() + rand.Text() + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoKey
	}
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, ErrKeyOpen
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return bytes.TrimSpace(raw), nil
}

// Close lets go of the store. Nothing that was answered is lost by not calling
// it.
func (h *Hub) Close() error {
	if err := h.vault.Close(); err != nil {
		return fmt.Errorf("close hub: %w", err)
	}
	return nil
}

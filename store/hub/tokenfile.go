package hub

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ownwords/store/seal"
)

// tokenFileName is the file of the tokens in a hub's folder. It holds hashes and
// laptops' names, sealed under a key of its own that the hub's key file opens.
const tokenFileName = "tokens"

// tokenFile is that file, unlocked.
type tokenFile struct {
	path string
	head tokenHead
	key  *seal.Key
}

// tokenHead is what can be read of the file without a key.
type tokenHead struct {
	ID     string      `json:"id"` // random, made with the file: slots are bound to it
	Slots  []seal.Slot `json:"slots"`
	Sealed []byte      `json:"sealed"` // hash -> Token
}

// makeTokens begins the file of a new hub, or of one that has lost it: then the
// laptops need new tokens. code is the recovery code, where it is at hand.
func makeTokens(dir string, o Options, code *seal.Code) (*Tokens, error) {
	key, err := readKey(o.keyFile(dir))
	if err != nil {
		return nil, fmt.Errorf("make tokens: %w", err)
	}
	defer clear(key)
	if o.Cost == (seal.Cost{}) {
		o.Cost = seal.DefaultCost()
	}
	t := &Tokens{file: tokenFile{path: filepath.Join(dir, tokenFileName)}, now: o.Now}
	err = t.file.begin(key, code, o.Cost)
	if err == nil {
		err = t.change(func(map[tokenHash]Token) error { return nil })
	}
	if err != nil {
		return nil, fmt.Errorf("make tokens: %w", err)
	}
	return t, nil
}

func (f *tokenFile) begin(key []byte, code *seal.Code, cost seal.Cost) error {
	f.head.ID = rand.Text()
	master := seal.NewMaster(f.head.ID, 1)
	defer master.Close()
	slot, err := master.SlotForPassphrase(key, cost)
	if err != nil {
		return err
	}
	f.head.Slots = append(f.head.Slots, slot)
	if code != nil {
		if slot, err = master.SlotForCode(code); err != nil {
			return err
		}
		f.head.Slots = append(f.head.Slots, slot)
	}
	f.key, err = master.Key(tokenFileName)
	return err
}

// unlock opens the file by the hub's key file.
func (f *tokenFile) unlock(keyFile string) error {
	if err := f.readHead(); err != nil {
		return err
	}
	master, err := unlock(keyFile, func(o *seal.Opener) (*seal.Master, error) {
		for _, slot := range f.head.Slots {
			if slot.Kind == o.Kind() {
				return o.Open(slot, f.head.ID)
			}
		}
		return nil, seal.ErrWrongKey
	})
	if err != nil {
		return err
	}
	defer master.Close()
	f.key, err = master.Key(tokenFileName)
	return err
}

func (f *tokenFile) readHead() error {
	raw, err := os.ReadFile(f.path)
	if err != nil {
		return err
	}
	var head tokenHead
	if json.Unmarshal(raw, &head) != nil {
		return seal.ErrSealed
	}
	f.head = head
	return nil
}

func (f *tokenFile) read() (map[tokenHash]Token, error) {
	if err := f.readHead(); err != nil {
		return nil, err
	}
	plain, err := f.key.Open(f.head.Sealed, []byte(f.head.ID))
	if err != nil {
		return nil, err
	}
	all := map[tokenHash]Token{}
	if err := json.Unmarshal(plain, &all); err != nil {
		return nil, seal.ErrSealed
	}
	return all, nil
}

// fresh reads the file anew where it is not the one that was read last.
func (t *Tokens) fresh() error {
	now, err := os.Stat(t.file.path)
	if err != nil {
		return err
	}
	t.mu.RLock()
	same := t.seen != nil && sameState(t.seen, now)
	t.mu.RUnlock()
	if same {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.read()
}

// sameState tells whether a file is the one it was. It takes another's place
// whole, so that the time alone need not tell.
func sameState(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// read reads the file; t.mu is held. It is looked at before, so that what comes
// between is read once more rather than never.
func (t *Tokens) read() error {
	seen, err := os.Stat(t.file.path)
	if err != nil {
		return err
	}
	all, err := t.file.read()
	if err != nil {
		return err
	}
	t.seen, t.all = seen, all
	return nil
}

// change reads the file, changes what is in it and puts the new one in its
// place, while no other process does.
func (t *Tokens) change(with func(map[tokenHash]Token) error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	next, err := claimNext(t.file.path)
	if err != nil {
		return err
	}
	raw, err := t.changed(with)
	if err != nil {
		return errors.Join(err, next.discard())
	}
	if err := next.place(raw); err != nil {
		return err
	}
	return t.read()
}

// changed is what the file comes to, with a change.
func (t *Tokens) changed(with func(map[tokenHash]Token) error) ([]byte, error) {
	all, err := t.file.read()
	if errors.Is(err, fs.ErrNotExist) {
		all, err = map[tokenHash]Token{}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := with(all); err != nil {
		return nil, err
	}
	return t.file.sealed(all)
}

// sealed is the file with these tokens in it.
func (f *tokenFile) sealed(all map[tokenHash]Token) ([]byte, error) {
	plain, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	if f.head.Sealed, err = f.key.Seal(plain, []byte(f.head.ID)); err != nil {
		return nil, err
	}
	return json.Marshal(f.head)
}

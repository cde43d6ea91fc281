package desk

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"ownwords/model"
)

// valueGiven is what the copies that were written to files are kept under,
// sealed: the log holds no paths, since a name of a file can say whose it is.
const valueGiven = "given"

// Given is a copy that was written to a file outside the store, where nothing
// seals it, and that is still there.
type Given struct {
	Record model.ID  `json:"record"`
	Path   string    `json:"path"`
	At     time.Time `json:"at"` // UTC
	// Hash is that of what was written. A file that holds something else now is
	// somebody's own work, and is never taken away.
	Hash []byte `json:"hash"`
	// Changed tells that the file holds something else now.
	Changed bool `json:"-"`
}

// Given are the copies that still lie about, the oldest first.
func (d *Desk) Given() ([]Given, error) {
	d.given.Lock()
	defer d.given.Unlock()
	return d.lying()
}

// ClearGiven takes away the files of all copies that still lie about and hold
// what was written into them. It returns those that are gone and those that are
// left: changed since, or not to be removed, which the error tells.
func (d *Desk) ClearGiven() (gone, left []Given, err error) {
	d.given.Lock()
	defer d.given.Unlock()
	all, err := d.lying()
	if err != nil {
		return nil, nil, err
	}
	for _, g := range all {
		bad := error(nil)
		if !g.Changed {
			bad = os.Remove(g.Path)
		}
		if g.Changed || bad != nil {
			left = append(left, g)
			err = errors.Join(err, bad)
			continue
		}
		gone = append(gone, g)
	}
	return gone, left, errors.Join(err, d.keepGiven(left))
}

// noteGiven remembers where a copy was written.
func (d *Desk) noteGiven(g Given) error {
	d.given.Lock()
	defer d.given.Unlock()
	all, err := d.lying()
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(x Given) bool { return x.Path == g.Path })
	return d.keepGiven(append(all, g))
}

// lying are the copies whose files are there.
func (d *Desk) lying() ([]Given, error) {
	kept, err := d.store.Meta(valueGiven)
	if err != nil || kept == nil {
		return nil, err
	}
	var all []Given
	if err := json.Unmarshal(kept, &all); err != nil {
		return nil, fmt.Errorf("read copies given out: %w", err)
	}
	out := all[:0]
	for _, g := range all {
		held, err := os.ReadFile(g.Path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		hash := sha256.Sum256(held)
		g.Changed = err != nil || !bytes.Equal(hash[:], g.Hash) // what can't be read may be anything
		out = append(out, g)
	}
	return out, nil
}

func (d *Desk) keepGiven(all []Given) error {
	kept, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep copies given out: %w", err)
	}
	return d.store.SetMeta(valueGiven, kept)
}

package desk

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ownwords/content"
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

// Given are the copies that still lie about, the oldest first. Those on a stick
// that is not in are not told of, and come again with it.
func (d *Desk) Given() ([]Given, error) {
	d.given.Lock()
	defer d.given.Unlock()
	all, err := d.remembered()
	lying, _ := apart(all)
	return lying, err
}

// ClearGiven takes away the files of all copies that still lie about and hold
// what was written into them. It returns those that are gone and those that are
// left: changed since, or not to be removed, which the error tells.
func (d *Desk) ClearGiven() (gone, left []Given, err error) {
	d.given.Lock()
	defer d.given.Unlock()
	all, err := d.remembered()
	if err != nil {
		return nil, nil, err
	}
	lying, away := apart(all)
	for _, g := range lying {
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
	return gone, left, errors.Join(err, d.keepGiven(slices.Concat(away, left)))
}

// writeGiven writes a copy and remembers where. It is remembered first: a file of
// which nobody knows would lie about for ever.
func (d *Desk) writeGiven(g Given, data []byte) error {
	d.given.Lock()
	defer d.given.Unlock()
	before, err := d.remembered()
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(before), func(x Given) bool { return x.Path == g.Path })
	if err := d.keepGiven(append(others, g)); err != nil {
		return err
	}
	if err := writeAtomic(g.Path, data, false); err != nil {
		return errors.Join(err, d.keepGiven(before))
	}
	return nil
}

// remembered are the copies that were written, but for those that somebody took
// away.
func (d *Desk) remembered() ([]Given, error) {
	kept, err := d.store.Meta(valueGiven)
	if err != nil || kept == nil {
		return nil, err
	}
	var all []Given
	if err := json.Unmarshal(kept, &all); err != nil {
		return nil, fmt.Errorf("read copies given out: %w", err)
	}
	return slices.DeleteFunc(all, func(g Given) bool { return taken(g.Path) }), nil
}

// apart are the copies whose files are there, each with whether it holds something
// else now, and those on what is not there.
func apart(all []Given) (lying, away []Given) {
	for _, g := range all {
		held, err := content.ReadFile(content.Disk, g.Path, MostRecord)
		if errors.Is(err, fs.ErrNotExist) {
			away = append(away, g)
			continue
		}
		hash := sha256.Sum256(held)
		g.Changed = err != nil || !bytes.Equal(hash[:], g.Hash) // what can't be read may be anything
		lying = append(lying, g)
	}
	return lying, away
}

// taken tells whether a file is gone from a folder that is there. Where that is
// not there either it may be on a stick that lies in a drawer.
func taken(path string) bool {
	_, err := os.Stat(path)
	_, folder := os.Stat(filepath.Dir(path))
	return errors.Is(err, fs.ErrNotExist) && folder == nil
}

func (d *Desk) keepGiven(all []Given) error {
	kept, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep copies given out: %w", err)
	}
	return d.store.SetMeta(valueGiven, kept)
}

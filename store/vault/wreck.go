package vault

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"ownwords/store/seal"
)

// Wreck is a file that is read page by page because it can't be opened, or not
// trusted, as a whole. It is never written to.
type Wreck struct {
	file   *File
	handle *os.File
	scan   *scan
	vault  *Vault           // its keys, no file behind it
	best   map[string]found // by bucket and key
	out    Salvage
}

// found is a value whose seal opened.
type found struct {
	bucket string
	key    []byte
	piece  piece
	stored []byte // as it is to stand, where a bit of it was put right
	rank   uint64
}

// Known is what a vault's caller knows of its values.
type Known struct {
	// Rank is told each value that opened, and says which of several that were
	// found under one key counts: that of the highest rank.
	Rank func(bucket string, key, plain []byte) uint64
	// KeyOf is the data key of a value that its bucket's key does not open, or
	// nil. It is asked when Rank was told all that the buckets' keys open.
	KeyOf func(bucket string, key []byte) *seal.Key
}

// OpenWreck reads what can be read of a vault's file without a key. It returns
// the system's error, a [*FileError] for what never was a vault, or a
// [*LockedError].
func OpenWreck(dir string, l Layout) (*Wreck, error) {
	w := &Wreck{file: &File{path: filepath.Join(dir, FileName), dir: dir, layout: l}, best: map[string]found{}}
	if err := w.open(); err != nil {
		return nil, fmt.Errorf("open wreck: %w", err)
	}
	return w, nil
}

func (w *Wreck) open() error {
	info, err := os.Stat(w.file.path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return w.file.fault(FaultFolder, nil)
	case !info.Mode().IsRegular():
		return w.file.fault(FaultForeign, nil)
	case info.Size() == 0:
		return w.file.fault(FaultEmpty, nil)
	}
	if err := w.hold(); err != nil {
		return err
	}
	if w.handle, err = os.Open(w.file.path); err != nil {
		return errors.Join(err, w.Close())
	}
	w.scan = newScan(w.handle, info.Size(), w.file.layout.Buckets)
	return nil
}

// hold keeps others out, where the file is such that anybody could have it open.
func (w *Wreck) hold() error {
	if preflight(w.file.path) != nil {
		return nil
	}
	err := w.file.openBolt(true)
	if _, damaged := errors.AsType[*FileError](err); damaged {
		return nil
	}
	return err
}

// Close lets go of the file and wipes the keys.
func (w *Wreck) Close() error {
	if w.vault != nil {
		w.vault.wipe()
	}
	var err error
	if w.handle != nil {
		err = w.handle.Close()
	}
	if w.file.db != nil {
		err = errors.Join(err, w.file.closeBolt())
	}
	return err
}

// Unlock finds the keys, by what somebody brought. Its errors are those of
// [File.Unlock]; a [*FileError] where nothing says any more how the file was to
// be opened.
func (w *Wreck) Unlock(o *seal.Opener) error {
	last := error(w.file.fault(FaultForeign, nil))
	for _, text := range w.metas(headerKey) {
		l, err := w.locked(text)
		if err == nil {
			w.file.locked = l
			var master *seal.Master
			if master, _, err = w.file.master(o); err == nil {
				return w.unlocked(master)
			}
		}
		last = err
	}
	return fmt.Errorf("unlock wreck: %w", last)
}

// metas are all values that were found under a key of the vault's own bucket,
// those that the tree leads to first.
func (w *Wreck) metas(key []byte) [][]byte {
	var all [][]byte
	for _, p := range w.scan.pieces {
		if !bytes.Equal(p.key, key) || !slices.Contains(w.bucketsOf(p), string(metaBucket)) {
			continue
		}
		if stored, err := w.read(p); err == nil {
			all = append(all, stored)
		}
	}
	return all
}

// bucketsOf are the buckets that a piece may be of.
func (w *Wreck) bucketsOf(p piece) []string {
	if p.bucket != "" {
		return []string{p.bucket}
	}
	return w.scan.fitting(p.page, p.key)
}

func (w *Wreck) read(p piece) ([]byte, error) {
	if p.stored != nil {
		return p.stored, nil
	}
	if p.at < 0 || p.size > w.scan.bytes {
		return nil, io.ErrUnexpectedEOF
	}
	stored := make([]byte, p.size)
	_, err := w.handle.ReadAt(stored, p.at)
	return stored, err
}

// locked puts together what a header speaks of.
func (w *Wreck) locked(stored []byte) (locked, error) {
	text, ok := cutMended(stored)
	l := locked{text: text, slots: map[string][]byte{}}
	if !ok || json.Unmarshal(text, &l.header) != nil {
		return l, &DamageError{Bucket: string(metaBucket), Key: headerKey, Err: errSum}
	}
	for _, ref := range l.header.Slots {
		for _, slot := range w.metas(ref.key()) {
			text, ok := cutMended(slot)
			if ok {
				slot = seal.WithSum(text)
			}
			if ok || l.slots[ref.ID] == nil {
				l.slots[ref.ID] = slot
			}
			if ok {
				break
			}
		}
	}
	return l, w.file.accept(l.header)
}

// unlocked opens the secret for names, or makes a new one where it is lost.
func (w *Wreck) unlocked(master *seal.Master) error {
	var names *seal.Names
	open := func(sealed []byte) bool {
		l := w.file.locked
		l.names = sealed
		found, err := openNames(l, master)
		if err == nil {
			names = found
		}
		return err == nil
	}
	for _, try := range []func([]byte) bool{open, func(b []byte) bool { return mend(b, open) != nil }} {
		if slices.ContainsFunc(w.metas(namesKey), try) {
			break
		}
	}
	if names == nil {
		w.out.NamesLost = true
		names = seal.NewNames()
	}
	v, err := newVault(w.file, w.file.locked.header, master, names)
	if err != nil {
		master.Close()
		return err
	}
	w.vault = v
	return nil
}

// OpenDataKey is [Vault.OpenDataKey].
func (w *Wreck) OpenDataKey(wrapped []byte, of ...[]byte) (*seal.Key, error) {
	return w.vault.OpenDataKey(wrapped, of...)
}

// Rescue opens everything that was found and keeps the newest under each key.
func (w *Wreck) Rescue(k Known) {
	var closed []piece
	own := func(bucket string, _ []byte) *seal.Key { return w.vault.keys[bucket] }
	for _, p := range w.scan.pieces {
		if !w.take(p, own, k.Rank) {
			closed = append(closed, p)
		}
	}
	tries := &tries{left: mostTried}
	for _, p := range closed {
		switch {
		case w.take(p, k.KeyOf, k.Rank):
		case p.bucket == string(metaBucket), !p.sure && !(w.scan.isGap(p.page) && w.likely(p)):
		case !w.underData(p) && w.takeMended(p, tries, own, k.Rank), w.takeMended(p, tries, k.KeyOf, k.Rank):
		case p.sure:
			w.out.Refused++
		}
	}
}

// underData tells whether a value says that a data key sealed it.
func (w *Wreck) underData(p piece) bool {
	stored, err := w.read(p)
	return err == nil && len(stored) > schemaSize && seal.UnderDataKey(stored[schemaSize:])
}

type keyOf func(bucket string, key []byte) *seal.Key

type rankOf func(bucket string, key, plain []byte) uint64

// take keeps a piece if it opens under a key that it may be under.
func (w *Wreck) take(p piece, keyOf keyOf, rank rankOf) bool {
	if !p.sure && !w.likely(p) {
		return false
	}
	stored, err := w.read(p)
	if err != nil {
		return false
	}
	for _, bucket := range w.bucketsOf(p) {
		if plain := w.opened(keyOf, bucket, p.key, stored); plain != nil {
			w.keep(found{bucket: bucket, key: p.key, piece: p, rank: rank(bucket, p.key, plain)})
			return true
		}
	}
	return false
}

// likely tells whether what was read as a value begins like one, so that not
// everything is opened that a bad page can be read as.
func (w *Wreck) likely(p piece) bool {
	if p.size <= schemaSize {
		return false
	}
	p.size = schemaSize
	head, err := w.read(p)
	return err == nil && binary.BigEndian.Uint16(head) <= w.file.layout.Schema
}

// opened is what is sealed in a value: nil where it does not open, and nowhere
// else.
func (w *Wreck) opened(keyOf keyOf, bucket string, key, stored []byte) []byte {
	k := keyOf(bucket, key)
	if k == nil {
		return nil
	}
	plain, err := (&Tx{vault: w.vault}).open(k, bucket, key, stored)
	if err != nil {
		return nil
	}
	return plain
}

// keep is where of two values under one key the one that counts is chosen: the
// one that the tree leads to, else the newer.
func (w *Wreck) keep(f found) {
	at := f.bucket + "/" + string(f.key)
	was, ok := w.best[at]
	if !ok || (f.piece.sure && !was.piece.sure) || (f.piece.sure == was.piece.sure && f.rank > was.rank) {
		w.best[at] = f
	}
}

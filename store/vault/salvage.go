package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Salvage is what came out of a wreck.
type Salvage struct {
	Pages   int // of the file
	Bad     int // of them that are not as they were written
	Stray   int // of them that nothing led to any more, and that values came from
	Values  int // that opened and were taken over
	Mended  int // of them in which one bit was put right
	Refused int // that stand in their place and do not open
	// FreeLost tells that what was taken out since the file was last made anew
	// may be among the values: nothing said any more which pages are free.
	FreeLost bool
	// NamesLost tells that the secret for hashed keys is gone: there is a new one,
	// and the values under hashed keys stand where they stood.
	NamesLost bool
}

// Write makes a vault of what was rescued in a folder that has none, with the
// ways in that the wreck still has. It returns an error that is [fs.ErrExist]
// where there is one.
func (w *Wreck) Write(dir string) (Salvage, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Lstat(path); err == nil {
		return Salvage{}, fmt.Errorf("salvage into %s: %w", path, fs.ErrExist)
	}
	if err := w.write(dir, path); err != nil {
		return Salvage{}, fmt.Errorf("salvage into %s: %w", path, err)
	}
	out := w.out
	out.Pages = int((w.scan.bytes + w.scan.meta.pageSize - 1) / w.scan.meta.pageSize)
	out.Bad, out.Values = w.scan.bad, len(w.best)
	out.FreeLost = w.scan.noFree && len(w.scan.gaps) > 0
	stray := map[uint64]bool{}
	for _, f := range w.best {
		if !f.piece.sure {
			stray[f.piece.page] = true
		}
	}
	out.Stray = len(stray)
	return out, nil
}

func (w *Wreck) write(dir, path string) error {
	if err := os.MkdirAll(dir, dirPerm); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, unfinished)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // it has its right name by then, or is of no use
	if err := temp.Close(); err != nil {
		return err
	}
	if err := w.content().writeBuckets(temp.Name()); err != nil {
		return err
	}
	if err := w.fill(temp.Name()); err != nil {
		return err
	}
	if err := place(temp.Name(), path); err != nil {
		return err
	}
	return SyncFolder(dir)
}

// content is what the new file begins with: all that the old one's header says,
// but for ways in that nothing opens any more.
func (w *Wreck) content() content {
	l := w.file.locked
	n := content{header: l.header, master: w.vault.master, names: w.vault.names}
	n.header.Slots = nil
	n.header.Buckets = slices.Concat(n.header.Buckets, lacking(n.header.Buckets, w.file.layout.Buckets))
	for _, ref := range l.header.Slots {
		if slot, err := l.slot(ref); err == nil {
			n.slots = append(n.slots, slot)
			n.header.Slots = append(n.header.Slots, ref)
		}
	}
	return n
}

// filledAtOnce is how much is written in one transaction, which is held in memory.
const filledAtOnce = 4 << 20

func (w *Wreck) fill(path string) error {
	db, err := bolt.Open(path, filePerm, &bolt.Options{Timeout: lockTimeout, PageSize: pageSize})
	if err != nil {
		return err
	}
	order := slices.Sorted(maps.Keys(w.best))
	for err == nil && len(order) > 0 {
		err = db.Update(func(tx *bolt.Tx) error {
			for size := 0; size < filledAtOnce && len(order) > 0; order = order[1:] {
				f := w.best[order[0]]
				stored := f.stored
				if stored == nil {
					var err error
					if stored, err = w.read(f.piece); err != nil {
						return err
					}
				}
				size += len(stored)
				if err := tx.Bucket([]byte(f.bucket)).Put(f.key, stored); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return errors.Join(err, db.Close())
}

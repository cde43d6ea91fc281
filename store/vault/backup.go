package vault

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
)

// unfinishedCopy is the name of a backup until it is whole and was read.
const unfinishedCopy = "ownwords-*.part"

// Backup writes the vault, as it stands at one moment, to a new file at path,
// sealed as it is and without what was taken out before, and gives it that name
// only when it was read again: every byte is the one that was written, the tree
// hangs together, and read, if there is one, has looked through it as through a
// vault of its own that nobody writes to. Others go on reading and writing
// meanwhile, and changing the ways in; whoever would lock the vault waits for it
// to end.
//
// It returns an error that is [fs.ErrExist] for a path that is taken, the
// system's error for a folder that is not there or can't be written to, and the
// end of ctx where that comes first; nothing is left behind then.
func (v *Vault) Backup(ctx context.Context, path string, read func(*Vault) error) error {
	v.lent.RLock()
	defer v.lent.RUnlock()
	if v.isClosed() {
		return errClosed
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("back up to %s: %w", path, fs.ErrExist)
	}
	if err := v.backup(ctx, path, read); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return nil
}

func (v *Vault) isClosed() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.closed
}

func (v *Vault) backup(ctx context.Context, path string, read func(*Vault) error) error {
	dir := filepath.Dir(path)
	clearParts(dir, time.Now())
	temp, err := os.CreateTemp(dir, unfinishedCopy)
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return &fs.PathError{Op: "write to", Path: dir, Err: e.Err} // a name that somebody knows
	}
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // it has its right name by then, or is of no use
	sum, err := v.writeCopy(ctx, temp)
	if err != nil {
		return err
	}
	same := make(chan error, 1)
	go func() { same <- sameBytes(ctx, temp.Name(), sum) }()
	err = v.readCopy(temp.Name(), read)
	if err := errors.Join(<-same, err); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := place(temp.Name(), path); err != nil {
		return err
	}
	return SyncFolder(dir)
}

// writeCopy writes one state of the file, durably, and closes it.
func (v *Vault) writeCopy(ctx context.Context, temp *os.File) (maphash.Hash, error) {
	w := &copyWriter{ctx: ctx, file: temp}
	buffer := bufio.NewWriterSize(w, copyChunk)
	err := v.file.transactGuarded(false, func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(&blanker{file: v.file.handle, to: buffer})
		return cmp.Or(w.err, err, buffer.Flush()) // bbolt does not always pass on the cause
	})
	return w.sum, errors.Join(err, w.end())
}

// copyChunk is how much of a backup is written at a time. copyPiece is how much
// may wait to be on its disk: a slow stick must neither keep the laptop from
// locking nor hold up the saving of words.
const (
	copyChunk = 1 << 20
	copyPiece = 8 << 20
)

// copyWriter writes until its context ends, sums up what it wrote, and has it on
// the disk piece by piece, each while the next is written.
type copyWriter struct {
	ctx     context.Context
	file    *os.File
	sum     maphash.Hash
	waiting int
	syncing chan error // what a piece came to; nil where none is on its way
	err     error      // the first
}

func (w *copyWriter) Write(b []byte) (n int, err error) {
	if w.err = cmp.Or(w.err, w.ctx.Err()); w.err != nil {
		return 0, w.err
	}
	n, w.err = w.file.Write(b)
	_, _ = w.sum.Write(b[:n]) // never fails
	if w.waiting += n; w.err == nil && w.waiting >= copyPiece {
		w.waiting, w.err = 0, w.synced()
		w.syncing = make(chan error, 1)
		go func(done chan<- error) { done <- w.file.Sync() }(w.syncing)
	}
	return n, w.err
}

// synced waits for the piece that is on its way to the disk.
func (w *copyWriter) synced() error {
	if w.syncing == nil {
		return nil
	}
	err := <-w.syncing
	w.syncing = nil
	return err
}

// end has all of it on the disk and closes the file.
func (w *copyWriter) end() error { return errors.Join(w.synced(), w.file.Sync(), w.file.Close()) }

var errOtherBytes = errors.New("what was written reads as something else")

// sameBytes reads a file that was just written and compares.
func sameBytes(ctx context.Context, path string, want maphash.Hash) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	var got maphash.Hash
	got.SetSeed(want.Seed())
	_, err = io.Copy(&got, readerUntil{ctx, file})
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if got.Sum64() != want.Sum64() {
		return fmt.Errorf("compare %s: %w", path, errOtherBytes)
	}
	return nil
}

// readerUntil reads until its context ends.
type readerUntil struct {
	ctx context.Context
	r   io.Reader
}

func (r readerUntil) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(b)
}

// readCopy opens a copy of this vault by the keys that are at hand.
func (v *Vault) readCopy(path string, read func(*Vault) error) (err error) {
	f := &File{path: path, dir: filepath.Dir(path), layout: v.file.layout}
	if err := preflight(path); err != nil {
		return err
	}
	if err := f.openBolt(true); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.closeBolt()) }()
	if err := f.readMeta(); err != nil {
		return err
	}
	if err := surveyAll(f.handle); err != nil {
		return f.fault(FaultDamaged, err)
	}
	// The keys stay this vault's, which waits with wiping them until we are done.
	c := &Vault{file: f, header: f.locked.header, names: v.names, records: v.records, keys: v.keys}
	if err := c.missBuckets(); err != nil || read == nil {
		return err
	}
	return read(c)
}

// Owner says whose a file is that may be a backup: the random id that the vault
// has had since it was made. It can be read without a key. The errors are those
// of [Open].
func Owner(path string, l Layout) (string, error) {
	f := &File{path: path, dir: filepath.Dir(path), layout: l}
	if err := f.look(); err != nil {
		return "", fmt.Errorf("look at %s: %w", path, err)
	}
	return f.locked.header.Store, nil
}

// Owner is the vault's own random id, which its backups share.
func (v *Vault) Owner() string { return v.header.Store }

// clearParts takes away backups that were broken off long ago.
func clearParts(dir string, now time.Time) {
	for _, name := range filesNamed(dir, unfinishedCopy) {
		if info, err := os.Lstat(name); err == nil && now.Sub(info.ModTime()) > time.Hour {
			_ = os.Remove(name) // what can't be is only in the way of room
		}
	}
}

// filesNamed are the files of a folder whose names fit a pattern, in order; a
// folder that can't be read has none.
func filesNamed(dir, pattern string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if ok, err := filepath.Match(pattern, e.Name()); err == nil && ok {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out
}

package vault

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
)

// A disk that is full takes no save, not even one that deletes. A vault holds
// some room beside its file, which it gives up when that happens: what is typed
// until somebody makes room goes on being saved.
const (
	reserveName = "ownwords.reserve"
	reserveSize = 4 << 20
)

// KeepRoom holds the room beside the file, if it is not held already, and tells
// whether there is none left to hold: the disk is full, and what can still be
// saved has an end.
func (v *Vault) KeepRoom() (tight bool) { return v.file.keepRoom() }

// Tight tells whether the room beside the file was given up or could not be
// held.
func (v *Vault) Tight() bool { return v.file.tight.Load() }

func (f *File) keepRoom() (tight bool) {
	path := filepath.Join(f.dir, reserveName)
	if info, err := os.Lstat(path); err == nil && info.Size() >= reserveSize {
		f.tight.Store(false)
		return false
	}
	err := makeReserve(path)
	if err != nil {
		_ = os.Remove(path) // half of it only takes the room that is left
	}
	f.tight.Store(IsFull(err))
	return IsFull(err)
}

// makeRoom gives the room up where a save found none.
func (f *File) makeRoom(saved error) {
	if !IsFull(saved) {
		return
	}
	f.tight.Store(true)
	_ = os.Remove(filepath.Join(f.dir, reserveName)) // the next save tells whether it helped
}

// IsFull tells whether an error is that of a disk, or of somebody's share of
// it, that is full.
func IsFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, errQuota) || errors.Is(err, errTooLarge)
}

func makeReserve(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, filePerm)
	if err != nil {
		return err
	}
	return errors.Join(hold(file, reserveSize), file.Close())
}

// holdWritten holds room by writing into it: what a file system that packs what
// it is given can make no smaller.
func holdWritten(file *os.File, size int) error {
	block := make([]byte, 1<<16)
	noise := rand.NewChaCha8([32]byte{})
	for range size / len(block) {
		_, _ = noise.Read(block) // it has no error
		if _, err := file.Write(block); err != nil {
			return err
		}
	}
	return nil
}

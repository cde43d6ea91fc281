package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"ownwords/store/seal"
)

// lockTimeout is how long another process is waited for: one that is just
// closing is gone by then, one that works is not.
const lockTimeout = time.Second

// File is a vault's file, held against other processes and still locked, so
// that a program can hold it while it asks for the passphrase.
type File struct {
	path, dir string
	layout    Layout
	db        *bolt.DB
	handle    *os.File // bbolt's own, which the survey reads by
	locked    locked
	reverted  bool
	tries     int
	noWrite   atomic.Bool // a write ran into damage: bbolt's state in memory is not to be trusted
	noRead    atomic.Bool // bbolt panicked while it held a lock that every transaction takes
	tight     atomic.Bool // there is no room held beside the file
	closed    bool

	unsettled bool               // the file was put in its place, and the folder has not been synced since
	atStep    func(string) error // in tests: called at each step of Rewrite
	// closeFirst is for tests of what a system does that keeps the names of open
	// files.
	closeFirst bool
}

// Open holds the vault's file in dir and reads what can be read of it without
// a key. It returns an error that is [fs.ErrNotExist] where there is none, a
// [*FileError] or a [*DamageError] where there is but it is not a whole vault
// of this layout, a [*NewerError], or a [*LockedError] after about a second.
// The file is not changed.
func Open(dir string, l Layout) (*File, error) {
	f := &File{path: filepath.Join(dir, FileName), dir: dir, layout: l}
	if err := f.open(); err != nil {
		return nil, fmt.Errorf("open vault: %w", err)
	}
	return f, nil
}

func (f *File) open() error {
	if err := f.layout.check(); err != nil {
		return err
	}
	if err := f.look(); err != nil {
		return err
	}
	if err := f.openBolt(false); err != nil {
		return err
	}
	err := writeHolder(f.dir)
	if err == nil {
		_ = clearUnfinished(f.dir) // Rewrite tries again, and says if it can't
		err = f.readMeta()
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	return nil
}

// Probe says by what the vault in dir can be opened, and holds it no longer
// than that takes. It returns the errors of Open.
func Probe(dir string, l Layout) ([]Slot, error) {
	f := &File{path: filepath.Join(dir, FileName), dir: dir, layout: l}
	if err := f.look(); err != nil {
		return nil, fmt.Errorf("probe vault: %w", err)
	}
	return f.Slots(), nil
}

// look reads a file before it is opened for writing. When bbolt opens a file
// for writing it trusts its free list, and if it panics over that the lock
// stays until the process ends; opened for reading it does not look at it.
func (f *File) look() error {
	if err := preflight(f.path); err != nil {
		return err
	}
	if err := f.openBolt(true); err != nil {
		return err
	}
	return errors.Join(f.readMeta(), f.closeBolt())
}

func (f *File) openBolt(readOnly bool) error {
	options := &bolt.Options{
		Timeout: lockTimeout, OpenFile: f.openHandle, ReadOnly: readOnly, InitialMmapSize: mapSize(readOnly),
	}
	err := f.guard(func() (err error) {
		f.db, err = bolt.Open(f.path, filePerm, options)
		return err
	})
	if err == nil && !f.placed() {
		// Its holder made it anew while we waited: this one has no name any more,
		// and whatever was saved in it would be gone.
		return errors.Join(&LockedError{Path: f.path, Holder: readHolder(f.dir)}, f.closeBolt())
	}
	if err == nil {
		f.db.AllocSize = growStep
		return nil
	}
	if errors.Is(err, bolterrors.ErrTimeout) {
		return &LockedError{Path: f.path, Holder: readHolder(f.dir)}
	}
	if _, system := errors.AsType[*fs.PathError](err); !system {
		err = f.fault(FaultDamaged, err)
	}
	return err
}

// mapSize is how much room is set aside in memory's addresses for a file that is
// written to. A file that outgrows its room waits for all who read it: nothing
// would be saved while a backup is written to a slow stick. On Windows the file
// itself would be made as large.
func mapSize(readOnly bool) int {
	if readOnly || runtime.GOOS == "windows" || bits.UintSize < 64 {
		return 0
	}
	return 1 << 30
}

// openHandle is how bbolt opens the file: never making one, and leaving its
// handle where we can find it.
func (f *File) openHandle(name string, flag int, perm os.FileMode) (*os.File, error) {
	var err error
	f.handle, err = os.OpenFile(name, flag&^os.O_CREATE, perm)
	return f.handle, err
}

// readMeta surveys the tree that leads to meta, so that bbolt can walk it, and
// reads what stands there.
func (f *File) readMeta() error {
	meta, err := surveyTop(f.handle)
	if err != nil {
		return f.fault(FaultDamaged, err)
	}
	f.reverted = meta.alone
	return f.transactGuarded(false, func(tx *bolt.Tx) (err error) {
		f.locked, err = f.readLocked(tx)
		return err
	})
}

// Reverted says that one of bbolt's two meta pages does not hold. The other
// does, so all is whole, but it may be as it was one save earlier: the one who
// opens it must be told.
func (f *File) Reverted() bool { return f.reverted }

// Slot is one way into a file.
type Slot struct {
	Kind    seal.Kind
	Damaged bool // it will open nothing until it is made again
}

// Slots says by what the file can be opened.
func (f *File) Slots() []Slot {
	var slots []Slot
	for _, ref := range f.locked.header.Slots {
		s, err := seal.ParseSlot(f.locked.slots[ref.ID])
		whole := err == nil && s.ID == ref.ID && s.Kind == ref.Kind
		slots = append(slots, Slot{Kind: ref.Kind, Damaged: !whole && !errors.Is(err, seal.ErrNewer)})
	}
	return slots
}

// Unlock opens the vault with what somebody brought; a passphrase takes a
// tenth of a second and 64 MiB, so that guessing does not pay. It returns a
// [*WrongKeyError] and changes nothing if no slot opens; a [*DamageError] if
// the slot that might have is damaged; [seal.ErrCost]; a [*FileError] if the
// file does not hang together, which is looked at meanwhile. What an earlier
// version has written is brought up to the layout's schema, behind a copy of it
// as it was; where that can't be, the error is an [*UpgradeError].
func (f *File) Unlock(o *seal.Opener) (*Vault, error) {
	surveyed := make(chan error, 1)
	go func() { surveyed <- surveyAll(f.handle) }()
	master, slot, err := f.master(o)
	if flaw := <-surveyed; flaw != nil {
		err = f.fault(FaultDamaged, flaw)
	}
	var v *Vault
	if err == nil {
		v, err = f.vaultOf(master)
	}
	if err != nil {
		if master != nil {
			master.Close()
		}
		return nil, fmt.Errorf("unlock: %w", err)
	}
	v.opened = slot
	if err := v.bringUp(master); err != nil {
		v.wipe()
		return nil, fmt.Errorf("unlock: %w", err)
	}
	f.tries = 0
	return v, nil
}

// vaultOf opens the file by its master, as it stands. The vault keeps the master.
func (f *File) vaultOf(master *seal.Master) (*Vault, error) {
	names, err := openNames(f.locked, master)
	if err != nil {
		return nil, err
	}
	return newVault(f, f.locked.header, master, names)
}

// master tries what was brought on every slot that it is for, and says which
// one it opened.
func (f *File) master(o *seal.Opener) (*seal.Master, string, error) {
	var flaw error
	for _, ref := range f.locked.header.Slots {
		if ref.Kind != o.Kind() {
			continue
		}
		slot, err := f.locked.slot(ref)
		if err != nil {
			flaw = &DamageError{Bucket: string(metaBucket), Key: ref.key(), Err: err}
			continue
		}
		master, err := o.Open(slot, f.locked.header.Store)
		if err == nil {
			return master, ref.ID, nil
		}
		if !errors.Is(err, seal.ErrWrongKey) {
			flaw = err
		}
	}
	if flaw != nil {
		return nil, "", flaw
	}
	f.tries++
	return nil, "", &WrongKeyError{Tries: f.tries, Wait: waitAfter(f.tries)}
}

// Close lets go of the file. An unlocked vault is closed by its own Close.
func (f *File) Close() error {
	if f.closed {
		return nil // by now the side file may be another process's
	}
	f.closed = true
	_ = os.Remove(filepath.Join(f.dir, holderName)) // left behind, it misleads nobody: the lock is elsewhere
	return f.closeBolt()
}

func (f *File) closeBolt() error {
	if !f.noWrite.Load() && !f.noRead.Load() {
		return f.guard(f.db.Close)
	}
	// After a panic bbolt may wait for itself for ever.
	done := make(chan error, 1)
	go func() { done <- f.guard(f.db.Close) }()
	select {
	case err := <-done:
		return err
	case <-time.After(lockTimeout):
		return f.fault(FaultDamaged, errors.New("held until the program ends"))
	}
}

// transact runs fn in a transaction of bbolt's. What fn itself panics with is
// not held back: only bbolt's own faults mean damage.
func (f *File) transact(write bool, fn func(*bolt.Tx) error) error {
	if f.noRead.Load() || (write && f.noWrite.Load()) {
		return f.fault(FaultDamaged, errBroken)
	}
	var tx *bolt.Tx
	err := f.guard(func() (err error) {
		tx, err = f.db.Begin(write)
		return err
	})
	if err != nil {
		breakOn(err, &f.noRead)
		return err
	}
	ended := false
	defer func() {
		if !ended {
			breakOn(f.guard(tx.Rollback), &f.noWrite)
		}
	}()
	if err := fn(tx); err != nil || !write {
		return err
	}
	ended = true
	if err := f.guard(tx.Commit); err != nil {
		breakOn(err, &f.noWrite)
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// transactGuarded is transact for a fn that calls bbolt itself and nobody else.
func (f *File) transactGuarded(write bool, fn func(*bolt.Tx) error) error {
	return f.transact(write, func(tx *bolt.Tx) error {
		return f.guard(func() error { return fn(tx) })
	})
}

// breakOn ends writing, or all, for good when bbolt has panicked at the begin or
// end of a transaction: its lock on itself may be held, and its free list wrong.
func breakOn(err error, what *atomic.Bool) {
	if _, damaged := errors.AsType[*FileError](err); damaged {
		what.Store(true)
	}
}

var errBroken = errors.New("bbolt ran into damage before")

// guard runs a call into bbolt, which answers damage with a panic, and a page
// that cannot be read with a fault of the machine. Both become a [*FileError].
func (f *File) guard(call func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = f.fault(FaultDamaged, fmt.Errorf("bbolt: %v", p))
		}
	}()
	return call()
}

func (f *File) fault(fault Fault, cause error) *FileError {
	var size int64
	if info, err := os.Stat(f.path); err == nil {
		size = info.Size()
	}
	return &FileError{Path: f.path, Size: size, Fault: fault, Err: cause}
}

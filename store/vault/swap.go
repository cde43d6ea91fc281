package vault

import (
	"errors"
	"os"
	"runtime"
)

// growStep is how many bytes the file grows by at a time. bbolt's own 16 MiB
// would be more than most people ever write.
const growStep = 1 << 20

// become puts the new file in the place of the old one and goes on with it. Once
// it has, that is no failure any more, whatever the folder says to being synced:
// whoever saves next is told of it, see settleName.
func (v *Vault) become(next *Vault) error {
	v.lent.Lock()
	defer v.lent.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keyMu.Lock()
	defer v.keyMu.Unlock()
	if v.closed {
		return errClosed
	}
	if err := v.file.become(next.file); err != nil {
		return err
	}
	v.header, v.opened = next.header, next.opened
	v.master, next.master = next.master, v.master
	v.records, next.records = next.records, v.records
	v.keys, next.keys = next.keys, v.keys
	if v.file.step("named") == nil {
		_ = v.file.settleName()
	}
	return nil
}

// become takes the name from the old file and gives it to the new, which is
// held all the while where the system lets a file be renamed that is open.
func (f *File) become(next *File) error {
	if f.closesFirst() {
		return f.becomeClosed(next)
	}
	if err := os.Rename(next.path, f.path); err != nil {
		return err
	}
	_ = f.closeBolt() // it has no name any more, and nothing was open in it
	f.db, f.handle = next.db, next.handle
	f.take(next)
	return nil
}

// take goes on with a file that has taken the name.
func (f *File) take(next *File) {
	f.locked, f.reverted, f.unsettled = next.locked, false, true
	f.noWrite.Store(false)
	f.noRead.Store(false)
	next.path = f.path
}

// becomeClosed is become where nobody may have either file open. Whatever comes
// of it, the file that then has the name is opened again.
func (f *File) becomeClosed(next *File) error {
	err := errors.Join(next.closeBolt(), f.closeBolt())
	if err == nil {
		err = renameOver(next.path, f.path)
	}
	if opened := f.openBolt(false); opened != nil {
		f.noRead.Store(true)
		f.noWrite.Store(true)
		return errors.Join(err, opened)
	}
	if err == nil {
		f.take(next)
	}
	return err
}

// closesFirst tells whether this system keeps a file's name while it is open.
func (f *File) closesFirst() bool { return runtime.GOOS == "windows" || f.closeFirst }

// settleName makes the name of a file that was put in its place durable: until
// it is, a power cut could give the name back to the old one, and what was saved
// meanwhile would be gone with the new. So nothing is saved before.
func (f *File) settleName() error {
	if !f.unsettled {
		return nil
	}
	if err := SyncFolder(f.dir); err != nil {
		return err
	}
	f.unsettled = false
	return f.step("settled")
}

// placed tells whether the file that is open is the one that has the name.
func (f *File) placed() bool {
	open, err := f.handle.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(f.path)
	return err == nil && os.SameFile(open, named)
}

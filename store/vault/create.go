package vault

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// FileName is the vault's file in its folder.
const FileName = "ownwords.db"

const (
	dirPerm  = 0o700
	filePerm = 0o600

	// pageSize is the same on every system, or a file made on one laptop would
	// have other pages than one made on the next.
	pageSize = 4096

	unfinished = "ownwords-*.new"
)

// Options say how a new vault can be opened.
type Options struct {
	Passphrase []byte    // judged by [seal.JudgePassphrase]
	Team       []string  // age public keys, if any
	Cost       seal.Cost // of the passphrase; zero is [seal.DefaultCost]
}

// Create makes a vault in dir, which it makes if it is not there, and returns
// it unlocked with its recovery code, which nothing else holds. It returns an
// error that is [fs.ErrExist] if a vault is there already and touches nothing;
// [seal.ErrTooShort], [seal.ErrTooCommon] or [seal.ErrRecipient] for what
// cannot be used; a [*PlaceError] for a folder that is none for it.
//
// The file comes into being whole: it is made under another name, since a power
// cut in bbolt's first writes leaves what bbolt cannot open.
func Create(dir string, l Layout, o Options) (*Vault, *seal.Code, error) {
	if err := errors.Join(l.check(), seal.JudgePassphrase(o.Passphrase), JudgePlace(dir)); err != nil {
		return nil, nil, fmt.Errorf("create vault: %w", err)
	}
	if err := os.MkdirAll(dir, dirPerm); err != nil {
		return nil, nil, fmt.Errorf("create vault: %w", err)
	}
	path := filepath.Join(dir, FileName)
	if _, err := os.Lstat(path); err == nil {
		return nil, nil, fmt.Errorf("create %s: %w", path, fs.ErrExist)
	}
	n, err := newContent(l, o)
	if err != nil {
		return nil, nil, fmt.Errorf("create vault: %w", err)
	}
	if err := n.writeFile(dir, path); err != nil {
		n.master.Close()
		return nil, nil, fmt.Errorf("create vault: %w", err)
	}
	f, err := Open(dir, l)
	if err != nil {
		n.master.Close()
		return nil, nil, err
	}
	v, err := newVault(f, n.header, n.master, n.names)
	if err != nil {
		n.master.Close()
		return nil, nil, errors.Join(err, f.Close())
	}
	v.opened = n.header.Slots[0].ID // the passphrase's comes first
	return v, n.code, nil
}

// content is what a new vault begins with.
type content struct {
	header header
	master *seal.Master
	names  *seal.Names
	code   *seal.Code
	slots  []seal.Slot
}

func newContent(l Layout, o Options) (content, error) {
	const firstEpoch = 1
	store := rand.Text()
	n := content{
		header: header{
			Format: formatVersion, Kind: l.Kind, Schema: l.Schema,
			Store: store, Epoch: firstEpoch, Buckets: l.Buckets,
		},
		master: seal.NewMaster(store, firstEpoch),
		names:  seal.NewNames(),
		code:   seal.NewCode(),
	}
	if o.Cost == (seal.Cost{}) {
		o.Cost = seal.DefaultCost()
	}
	add := func(s seal.Slot, err error) error {
		n.slots = append(n.slots, s)
		n.header.Slots = append(n.header.Slots, slotRef{ID: s.ID, Kind: s.Kind})
		return err
	}
	if err := add(n.master.SlotForPassphrase(o.Passphrase, o.Cost)); err != nil {
		return content{}, err
	}
	if err := add(n.master.SlotForCode(n.code)); err != nil {
		return content{}, err
	}
	for _, recipient := range o.Team {
		if err := add(n.master.SlotForTeam(recipient)); err != nil {
			return content{}, err
		}
	}
	return n, nil
}

// clearUnfinished takes away what was cut off while it was made: of a set-up,
// whose code nobody has, or of a Rewrite, in which may stand what is to be gone.
func clearUnfinished(dir string) error {
	old, err := filepath.Glob(filepath.Join(dir, unfinished))
	if err != nil {
		return err
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// writeFile makes the file under a name of its own and then gives it the right
// one, unless another process was quicker.
func (n content) writeFile(dir, path string) error {
	if err := clearUnfinished(dir); err != nil {
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
	if err := n.writeBuckets(temp.Name()); err != nil {
		return err
	}
	if err := place(temp.Name(), path); err != nil {
		return err
	}
	return SyncFolder(dir)
}

func (n content) writeBuckets(path string) error {
	db, err := bolt.Open(path, filePerm, &bolt.Options{Timeout: lockTimeout, PageSize: pageSize})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		meta, err := tx.CreateBucket(metaBucket)
		if err != nil {
			return err
		}
		for i, s := range n.slots {
			stored, err := s.Marshal()
			if err != nil {
				return err
			}
			if err := meta.Put(n.header.Slots[i].key(), stored); err != nil {
				return err
			}
		}
		for _, bucket := range n.header.Buckets {
			if _, err := tx.CreateBucket([]byte(bucket)); err != nil {
				return err
			}
		}
		return writeHeader(tx, n.header, n.master, n.names)
	})
	return errors.Join(err, db.Close())
}

// place gives a file its name without ever taking that name from another. A
// link refuses where a rename would replace; some file systems have no links.
func place(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("place %s: %w", path, fs.ErrExist)
	}
	return os.Rename(temp, path)
}

// SyncFolder makes new names in a folder durable. Windows keeps names by itself
// and cannot sync a folder. The error is the system's.
func SyncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"os"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// ErrYielded is returned by a Rewrite that gave way to somebody who wants to
// save or lock. Nothing has changed.
var ErrYielded = errors.New("gave way to somebody who waits")

// Renewal is what a Rewrite does beside leaving out the free pages. Its
// functions are called one at a time, with nobody else writing.
type Renewal struct {
	// Yield has Rewrite give way with [ErrYielded] as soon as somebody wants to
	// change the file or lock it.
	Yield bool
	// Master begins a new epoch: everything that a key derived from the master
	// sealed is sealed anew. Values under data keys stay as they are.
	Master bool
	// Value brings along what of a value hangs on the master, which is above all
	// a data key: see [Exchange.Rewrap]. Only with Master; nil leaves values as
	// they are.
	Value func(x *Exchange, bucket string, key, value []byte) ([]byte, error)
	// Data says by which data key a value was sealed and by which it is to be, or
	// nil for one to be left as it is. Only with Master; nil leaves all.
	Data func(x *Exchange, bucket string, key []byte) (was, is *seal.Key, err error)
	// Ways makes all ways in anew but those of team keys. Only with Master; nil
	// leaves them as they are.
	Ways func(*Ways) error
	// Finish is the new file's last transaction before it takes its place.
	Finish func(*Tx) error
}

// Exchange is the two sides of a Rewrite under a new master: the vault as it is,
// to be read, and the keys that it is going to have.
type Exchange struct {
	*Tx

	next *Vault
}

// Rewrap wraps a data key, which [Vault.MakeDataKey] wrapped for the same
// fields, for the new master. It returns [seal.ErrSealed] for what is no such
// key.
func (x *Exchange) Rewrap(wrapped []byte, of ...[]byte) ([]byte, error) {
	return x.vault.records.Rewrap(wrapped, x.next.records, x.vault.ofStore(of)...)
}

// MakeDataKey is [Vault.MakeDataKey] under the new master.
func (x *Exchange) MakeDataKey(of ...[]byte) (*seal.Key, []byte, error) {
	return x.next.records.MakeDataKey(x.vault.ofStore(of)...)
}

// Rewrite makes the file anew beside itself, value by value, and puts the new
// one in its place when it is on the disk whole and was looked through: what was
// deleted before is then in it no more. Whenever it ends, and however, there is
// one whole file, the old or the new. The vault goes on with it.
//
// A value that does not open is taken along as it stands. Others may read
// meanwhile, and those who write wait, unless r yields to them. It returns
// [ErrYielded], the end of ctx, a [*DamageError] for a way in that can't be
// brought into a new epoch, or the system's error, for a full disk above all;
// nothing has changed then.
func (v *Vault) Rewrite(ctx context.Context, r Renewal) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	c := &copying{ctx: ctx, Renewal: r, from: v}
	c.wrote.SetSeed(maphash.MakeSeed())
	defer c.end()
	if err := c.make(); err != nil {
		return fmt.Errorf("rewrite vault: %w", err)
	}
	if err := v.become(c.to); err != nil {
		return fmt.Errorf("rewrite vault: %w", err)
	}
	return nil
}

// copying is one Rewrite until the new file takes its place.
type copying struct {
	Renewal

	ctx   context.Context
	from  *Vault
	to    *Vault // its file is open under the name that it has meanwhile
	wrote maphash.Hash
}

// end takes away what did not come to be the vault's.
func (c *copying) end() {
	if c.to == nil {
		return
	}
	if c.to.master != c.from.master {
		c.to.master.Close()
	}
	c.to.records.Close()
	for _, k := range c.to.keys {
		k.Close()
	}
	if c.to.file.path != c.from.file.path {
		_ = c.to.file.closeBolt()     // nothing in it is needed
		_ = os.Remove(c.to.file.path) // and what stays is taken away at the next opening
	}
}

// make makes the new file, under a name of its own.
func (c *copying) make() error {
	f := c.from.file
	if err := clearUnfinished(f.dir); err != nil {
		return err
	}
	temp, err := os.CreateTemp(f.dir, unfinished)
	if err != nil {
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	next := &File{path: temp.Name(), dir: f.dir, layout: f.layout}
	if err := c.begin(next); err != nil {
		if c.to == nil {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
		return err
	}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"begun", func() error { return nil }},
		{"copied", c.copyAll},
		{"compared", c.compare},
		{"finished", c.finish},
		{"synced", c.sync},
		{"checked", c.check},
	} {
		err := c.mayGoOn()
		if err == nil {
			err = step.do()
		}
		if err == nil {
			err = f.step(step.name)
		}
		if err != nil {
			return err
		}
	}
	return c.mayGoOn()
}

// step is where tests break in.
func (f *File) step(name string) error {
	if f.atStep == nil {
		return nil
	}
	return f.atStep(name)
}

// mayGoOn tells whether somebody waits who is to be let in first.
func (c *copying) mayGoOn() error {
	if c.Yield && c.from.wanted.Load() > 0 {
		return ErrYielded
	}
	return context.Cause(c.ctx)
}

// begin opens the new file, which nothing is synced in until it is whole, and
// gives it its keys and ways in.
func (c *copying) begin(f *File) error {
	v := c.from
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.closed {
		return errClosed
	}
	master := v.master
	if c.Master {
		master = master.Next()
	}
	w, err := v.nextWays(master, c.Renewal)
	if err == nil {
		err = f.guard(func() (err error) {
			f.db, err = bolt.Open(f.path, filePerm, &bolt.Options{
				Timeout: lockTimeout, PageSize: pageSize, OpenFile: f.openHandle, NoSync: true, NoGrowSync: true,
			})
			return err
		})
	}
	if err != nil {
		return err
	}
	if c.to, err = newVault(f, w.header, master, v.names); err != nil {
		return errors.Join(err, f.closeBolt())
	}
	c.to.opened = w.opened
	return f.transactGuarded(true, func(tx *bolt.Tx) error {
		if _, err := tx.CreateBucket(metaBucket); err != nil {
			return err
		}
		if err := makeBuckets(tx, w.header.Buckets); err != nil {
			return err
		}
		if err := w.write(tx, v.names); err != nil {
			return err
		}
		f.locked, err = f.readLocked(tx)
		return err
	})
}

// copyAll takes every value along.
func (c *copying) copyAll() error {
	return c.from.run(false, func(tx *Tx) error {
		x := &Exchange{Tx: tx, next: c.to}
		for _, bucket := range c.to.header.Buckets {
			for some, err := range c.pieces(tx, bucket) {
				if err == nil {
					err = c.copyPiece(x, bucket, some)
				}
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// atOnce is how many bytes are copied in one transaction.
const atOnce = 2 << 20

// stored is a key with its value as it stands in the file.
type stored struct{ key, value []byte }

// pieces goes through a bucket in order, some values at a time.
func (c *copying) pieces(tx *Tx, bucket string) func(func([]stored, error) bool) {
	return func(yield func([]stored, error) bool) {
		var cursor *bolt.Cursor
		for done := false; !done; {
			var some []stored
			size := 0
			err := tx.in(bucket, func(b *bolt.Bucket) error {
				var key, value []byte
				if cursor == nil {
					cursor = b.Cursor()
					key, value = cursor.First()
				} else {
					key, value = cursor.Next()
				}
				for key != nil {
					some = append(some, stored{bytes.Clone(key), bytes.Clone(value)})
					if size += len(key) + len(value); size >= atOnce {
						return nil
					}
					key, value = cursor.Next()
				}
				done = true
				return nil
			})
			if err == nil {
				err = c.mayGoOn()
			}
			if !yield(some, err) || err != nil {
				return
			}
		}
	}
}

func (c *copying) copyPiece(x *Exchange, bucket string, some []stored) error {
	for i, s := range some {
		if c.Yield && i%64 == 0 {
			if err := c.mayGoOn(); err != nil {
				return err
			}
		}
		if !c.Master {
			break
		}
		var err error
		if some[i].value, err = c.renewed(x, bucket, s); err != nil {
			return fmt.Errorf("seal %s/%x anew: %w", bucket, s.key, err)
		}
	}
	return c.to.file.transactGuarded(true, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		b.FillPercent = 0.9 // they come in order; what is put between later finds some room
		for _, s := range some {
			if err := b.Put(s.key, s.value); err != nil {
				return err
			}
			sumUp(&c.wrote, bucket, s)
		}
		return nil
	})
}

// renewed is a value as it is under the new master. One that does not open stays
// as it is: it is told as damaged after as before.
func (c *copying) renewed(x *Exchange, bucket string, s stored) ([]byte, error) {
	if len(s.value) < schemaSize {
		return s.value, nil
	}
	schema, sealed := s.value[:schemaSize:schemaSize], s.value[schemaSize:]
	was, is := c.from.keys[bucket], c.to.keys[bucket]
	inside := c.Value
	if seal.UnderDataKey(sealed) {
		if c.Data == nil {
			return s.value, nil
		}
		var err error
		if was, is, err = c.Data(x, bucket, s.key); err != nil || was == nil {
			return s.value, err
		}
		inside = nil
	}
	place := x.place(bucket, s.key, schema)
	plain, err := was.Open(sealed, place...)
	if err != nil {
		return s.value, nil
	}
	defer clear(plain)
	if inside != nil {
		if plain, err = inside(x, bucket, s.key, plain); err != nil {
			return nil, err
		}
	}
	again, err := is.Seal(plain, place...)
	if err != nil {
		return nil, err
	}
	return append(schema, again...), nil
}

func sumUp(h *maphash.Hash, bucket string, s stored) {
	for _, part := range [][]byte{[]byte(bucket), s.key, s.value} {
		maphash.WriteComparable(h, len(part))
		_, _ = h.Write(part) // never fails
	}
}

var errNotCopied = errors.New("what was copied reads as something else")

// compare reads the new file and makes sure that all is there as it was put.
func (c *copying) compare() error {
	var read maphash.Hash
	read.SetSeed(c.wrote.Seed())
	err := c.to.run(false, func(tx *Tx) error {
		for _, bucket := range c.to.header.Buckets {
			for some, err := range c.pieces(tx, bucket) {
				if err != nil {
					return err
				}
				for _, s := range some {
					sumUp(&read, bucket, s)
				}
			}
		}
		return nil
	})
	if err == nil && read.Sum64() != c.wrote.Sum64() {
		err = errNotCopied
	}
	return err
}

func (c *copying) finish() error {
	if c.Finish == nil {
		return nil
	}
	return c.to.run(true, c.Finish)
}

// sync closes the new file, cuts off what bbolt has put by for growing, and has
// it on the disk.
func (c *copying) sync() error {
	f := c.to.file
	if err := f.closeBolt(); err != nil {
		return err
	}
	file, err := os.OpenFile(f.path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	meta, err := newestMeta(file)
	if err == nil {
		err = file.Truncate(int64(meta.pages * meta.pageSize))
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// check opens the new file as any file of a vault is opened, and holds it.
func (c *copying) check() error {
	f := c.to.file
	if err := preflight(f.path); err != nil {
		return err
	}
	if err := f.openBolt(false); err != nil {
		return err
	}
	if err := f.readMeta(); err != nil {
		return err
	}
	if err := surveyAll(f.handle); err != nil {
		return f.fault(FaultDamaged, err)
	}
	_, err := openNames(f.locked, c.to.master)
	return err
}

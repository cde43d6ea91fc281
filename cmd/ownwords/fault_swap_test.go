//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// values are what stands in a store's file, by bucket and key: sealed, as whoever
// has the file but not the passphrase can read it, and write it.
type values map[string]map[string][]byte

func valuesIn(path string) (values, error) {
	all := values{}
	err := onFile(path, true, func(tx *bolt.Tx) error {
		return tx.ForEach(func(bucket []byte, b *bolt.Bucket) error {
			in := map[string][]byte{}
			all[string(bucket)] = in
			return b.ForEach(func(k, v []byte) error {
				in[string(k)] = bytes.Clone(v)
				return nil
			})
		})
	})
	return all, err
}

// onFile works on the file of a store that nobody has open.
func onFile(path string, readOnly bool, do func(*bolt.Tx) error) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: readOnly})
	if err != nil {
		return err
	}
	if readOnly {
		err = db.View(do)
	} else {
		err = db.Update(do)
	}
	return errors.Join(err, db.Close())
}

// change is one value that is put somewhere, or taken away where it is nil.
type change struct {
	bucket, key string
	value       []byte
}

func put(path string, changes []change) error {
	return onFile(path, false, func(tx *bolt.Tx) error {
		for _, c := range changes {
			b, err := tx.Bucket([]byte(c.bucket)), error(nil)
			if c.value == nil {
				err = b.Delete([]byte(c.key))
			} else {
				err = b.Put([]byte(c.key), c.value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ofRecords are the buckets that hold what was typed, and when what was done.
var ofRecords = []string{"cards", "base", "tail", "kept", "log"}

// swapped exchanges sealed values in the store's file, puts older ones back, one
// or a whole record's, and takes some away. The doctor names each; but for one older
// value put back, of which nothing comes since all is still there that followed.
func swapped(f *trial) {
	r := f.conversed(typedName, notesOf(3)...)
	d, err := unlock(r.home(), []byte(testPassphrase))
	if err != nil {
		f.Fatal(err)
	}
	talk(f.T, d, "Yusuf Demir", notesOf(3)...)
	if err := d.Close(); err != nil {
		f.Fatal(err)
	}
	old := f.values(r)
	if err := r.more(); err != nil {
		f.Fatal(err)
	}
	now := f.values(r)
	raw, err := os.ReadFile(r.file())
	if err != nil {
		f.Fatal(err)
	}
	questions, want := f.answersOf(r)
	atOnce := 0
	for i := range f.times {
		what, changes := now.attack(old, i)
		if err := os.WriteFile(r.file(), raw, 0o600); err != nil {
			f.Fatal(err)
		}
		if err := put(r.file(), changes); err != nil {
			f.Fatal(err)
		}
		s, err := r.seesOf(questions, want)
		if err == nil && !s.doctor && (!strings.HasPrefix(what, harmless) || s.other != "") {
			err = errors.New("the doctor names nothing")
		}
		f.judge(what, err)
		if s.told {
			atOnce++
		}
	}
	f.Logf("of %d attacks %d showed as the records were opened, all others to the doctor", f.times, atOnce)
}

func (f *trial) values(r *room) values {
	f.Helper()
	v, err := valuesIn(r.file())
	if err != nil {
		f.Fatal(err)
	}
	return v
}

// more goes on with the conversations of the day.
func (r *room) more() error {
	y, err := r.sitsDown()
	if err != nil {
		return err
	}
	defer y.kill()
	for _, line := range []string{"5", "thistle and saffron", ".home", "6", "pewter and tamarind", ".home"} {
		if err := y.types(line, ": "); err != nil {
			return err
		}
	}
	return errors.Join(y.in.Close(), y.ends())
}

// harmless is what may come to nothing.
const harmless = "an older value put back"

// attack is one of the ways in which values can be put where they were not
// written.
func (v values) attack(old values, i int) (what string, changes []change) {
	bucket := ofRecords[i/4%len(ofRecords)]
	keys := slices.Sorted(maps.Keys(v[bucket]))
	if len(keys) < 2 {
		bucket = "tail"
		keys = slices.Sorted(maps.Keys(v[bucket]))
	}
	switch i % 4 {
	case 0:
		a, b := keys[0], keys[1+rand.IntN(len(keys)-1)]
		return "two values exchanged in " + bucket, []change{{bucket, a, v[bucket][b]}, {bucket, b, v[bucket][a]}}
	case 1:
		var changed []string
		for _, k := range keys {
			if was := old[bucket][k]; was != nil && !bytes.Equal(was, v[bucket][k]) {
				changed = append(changed, k)
			}
		}
		if len(changed) > 0 {
			k := changed[rand.IntN(len(changed))]
			return harmless + " in " + bucket, []change{{bucket, k, old[bucket][k]}}
		}
	case 2:
		// A record begins with the same bytes everywhere.
		all := slices.Sorted(maps.Keys(v["cards"]))
		return "an older record put back", v.putBack(old, all[rand.IntN(len(all))])
	}
	k := keys[rand.IntN(len(keys))]
	return fmt.Sprintf("a value taken out of %s", bucket), []change{{bucket, k, nil}}
}

// putBack makes all values of a record what they were.
func (v values) putBack(old values, record string) (changes []change) {
	for bucket, in := range v {
		for k := range in {
			if len(k) >= len(record) && k[:len(record)] == record && !bytes.Equal(old[bucket][k], in[k]) {
				changes = append(changes, change{bucket, k, old[bucket][k]})
			}
		}
	}
	return changes
}

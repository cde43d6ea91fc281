package vault

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"ownwords/store/seal"
)

// overwrite changes stored bytes behind the vault's back.
func overwrite(t *testing.T, v *Vault, bucket string, change func(b *bolt.Bucket) error) {
	t.Helper()
	if err := v.file.db.Update(func(tx *bolt.Tx) error { return change(tx.Bucket([]byte(bucket))) }); err != nil {
		t.Fatal(err)
	}
}

func TestATransactionIsAllOrNothing(t *testing.T) {
	_, v, _ := create(t)
	stop := errors.New("stop")
	err := v.Update(func(tx *Tx) error {
		if err := tx.Put("cards", []byte("one"), []byte("half")); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("Update = %v, want %v", err, stop)
	}
	if got := get(t, v, "cards", "one"); got != "" {
		t.Errorf("Get after an undone Update = %q, want nothing", got)
	}
}

func TestACallersPanicIsItsOwnAndLeavesTheVaultWhole(t *testing.T) {
	_, v, _ := create(t)
	func() {
		defer func() {
			if p := recover(); p != "a bug" {
				t.Errorf("recovered %v, want the caller's own panic", p)
			}
		}()
		_ = v.Update(func(tx *Tx) error {
			if err := tx.Put("cards", []byte("one"), []byte("half")); err != nil {
				return err
			}
			panic("a bug")
		})
	}()
	put(t, v, "cards", "two", "whole")
	if got := get(t, v, "cards", "one") + get(t, v, "cards", "two"); got != "whole" {
		t.Errorf("after the panic the vault has %q, want whole", got)
	}
}

func TestValuesMatchAMapWhateverIsDone(t *testing.T) {
	_, v, _ := create(t)
	want := map[string][]byte{}
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SliceOfN(rapid.ByteRange(0, 3), 1, 3).Draw(t, "key")
		value := rapid.SliceOfN(rapid.Byte(), 0, 6000).Draw(t, "value")
		remove := rapid.Bool().Draw(t, "remove")
		prefix := rapid.SliceOfN(rapid.ByteRange(0, 3), 0, 2).Draw(t, "prefix")
		if err := v.Update(func(tx *Tx) error {
			if remove {
				return tx.Delete("tail", key)
			}
			return tx.Put("tail", key, value)
		}); err != nil {
			t.Fatal(err)
		}
		want[string(key)] = value
		if remove {
			delete(want, string(key))
		}
		var last []byte
		count := 0
		if err := v.View(func(tx *Tx) error {
			for item, err := range tx.Each("tail", prefix) {
				if err != nil {
					return err
				}
				if !bytes.HasPrefix(item.Key, prefix) || bytes.Compare(item.Key, last) <= 0 {
					t.Errorf("Each(%x) gave %x after %x", prefix, item.Key, last)
				}
				if !bytes.Equal(item.Value, want[string(item.Key)]) {
					t.Errorf("Each gave another value for %x", item.Key)
				}
				last = item.Key
				count++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		under := 0
		for k := range want {
			if bytes.HasPrefix([]byte(k), prefix) {
				under++
			}
		}
		if count != under {
			t.Errorf("Each(%x) gave %d, want %d", prefix, count, under)
		}
	})
}

func TestDataKeysSealDrawersApart(t *testing.T) {
	_, v, _ := create(t)
	record := []byte("record")
	shared, wrapped, err := v.MakeDataKey(record, []byte("shared"))
	if err != nil {
		t.Fatal(err)
	}
	worry, _, err := v.MakeDataKey(record, []byte("worry"))
	if err != nil {
		t.Fatal(err)
	}
	err = v.Update(func(tx *Tx) error {
		return errors.Join(
			tx.PutWith(shared, "tail", []byte("record/1s"), []byte("said")),
			tx.PutWith(worry, "tail", []byte("record/2w"), []byte("worried")),
			tx.PutWith(shared, "tail", []byte("record/3s"), []byte("told")))
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := v.OpenDataKey(wrapped, record, []byte("shared"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.OpenDataKey(wrapped, record, []byte("worry")); !errors.Is(err, seal.ErrSealed) {
		t.Errorf("OpenDataKey as another drawer = %v, want %v", err, seal.ErrSealed)
	}
	var got []string
	err = v.View(func(tx *Tx) error {
		if _, err := tx.GetWith(again, "tail", []byte("record/2w")); errorAs[*DamageError](err) == nil {
			t.Errorf("GetWith the wrong drawer's key = %v, want it refused", err)
		}
		if _, err := tx.Get("tail", []byte("record/1s")); errorAs[*DamageError](err) == nil {
			t.Errorf("Get of a drawer's value = %v, want it refused", err)
		}
		keyOf := func(key []byte) *seal.Key {
			if bytes.HasSuffix(key, []byte("s")) {
				return again
			}
			return nil
		}
		for item, err := range tx.EachWith(keyOf, "tail", []byte("record/")) {
			got = append(got, fmt.Sprintf("%s=%s %v", item.Key, item.Value, err))
		}
		return nil
	})
	want := []string{"record/1s=said <nil>", "record/2w= <nil>", "record/3s=told <nil>"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("EachWith gave %q, %v, want %q", got, err, want)
	}
}

func TestADamagedValueIsNamedAndTheNextFollows(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(b *bolt.Bucket) error
	}{
		{"a flipped bit", func(b *bolt.Bucket) error {
			value := bytes.Clone(b.Get([]byte("two")))
			value[60] ^= 4
			return b.Put([]byte("two"), value)
		}},
		{"another's value", func(b *bolt.Bucket) error { return b.Put([]byte("two"), bytes.Clone(b.Get([]byte("one")))) }},
		{"cut short", func(b *bolt.Bucket) error { return b.Put([]byte("two"), []byte{1}) }},
		{"another schema", func(b *bolt.Bucket) error {
			value := bytes.Clone(b.Get([]byte("two")))
			value[1]++
			return b.Put([]byte("two"), value)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, v, _ := create(t)
			for _, key := range []string{"one", "three", "two"} {
				put(t, v, "cards", key, "value of "+key)
			}
			overwrite(t, v, "cards", c.damage)
			var whole, damaged []string
			err := v.View(func(tx *Tx) error {
				for item, err := range tx.Each("cards", nil) {
					if d := errorAs[*DamageError](err); d != nil {
						damaged = append(damaged, d.Bucket+"/"+string(d.Key)+"="+string(item.Value))
						continue
					}
					whole = append(whole, string(item.Value))
				}
				return nil
			})
			if want := []string{"value of one", "value of three"}; err != nil || !slices.Equal(whole, want) {
				t.Errorf("Each gave %q, %v, want %q", whole, err, want)
			}
			if want := []string{"cards/two="}; !slices.Equal(damaged, want) {
				t.Errorf("Each named %q, want %q", damaged, want)
			}
		})
	}
}

func TestAValueMovedToAnotherBucketOrVaultIsRefused(t *testing.T) {
	_, v, _ := create(t)
	_, other, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	put(t, other, "cards", "one", "somebody")
	var stored []byte
	overwrite(t, v, "cards", func(b *bolt.Bucket) error {
		stored = bytes.Clone(b.Get([]byte("one")))
		return nil
	})
	overwrite(t, v, "words", func(b *bolt.Bucket) error { return b.Put([]byte("one"), stored) })
	overwrite(t, other, "cards", func(b *bolt.Bucket) error { return b.Put([]byte("one"), stored) })
	for name, get := range map[string]func() error{
		"another bucket": func() error {
			return v.View(func(tx *Tx) error { _, err := tx.Get("words", []byte("one")); return err })
		},
		"another vault": func() error {
			return other.View(func(tx *Tx) error { _, err := tx.Get("cards", []byte("one")); return err })
		},
	} {
		if err := get(); !errors.Is(err, seal.ErrSealed) {
			t.Errorf("%s: Get = %v, want %v", name, err, seal.ErrSealed)
		}
	}
}

func TestOtherBucketsThanTheLayoutsAreRefused(t *testing.T) {
	_, v, _ := create(t)
	for _, bucket := range []string{"meta", "elsewhere", ""} {
		err := v.Update(func(tx *Tx) error {
			_, errGet := tx.Get(bucket, []byte("header"))
			errEach := error(nil)
			for _, err := range tx.Each(bucket, nil) {
				errEach = err
			}
			for _, err := range []error{errGet, errEach, tx.Put(bucket, []byte("header"), nil), tx.Delete(bucket, []byte("header"))} {
				if err == nil {
					t.Errorf("bucket %q was not refused", bucket)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

package seal

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func testKey(t *testing.T, label string) *Key {
	t.Helper()
	k, err := NewMaster("store", 1).Key(label)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatWasSealedOpensInItsPlaceAndNowhereElse(t *testing.T) {
	k := testKey(t, "bucket/cards")
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, 9000).Draw(t, "plain")
		place := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 5), 0, 4).Draw(t, "place")
		other := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 5), 0, 4).Draw(t, "other")
		sealed, err := k.Seal(plain, place...)
		if err != nil {
			t.Fatal(err)
		}
		got, err := k.Open(sealed, place...)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("Open(Seal(%d bytes)) = %d bytes, %v", len(plain), len(got), err)
		}
		same := len(place) == len(other)
		for i := range min(len(place), len(other)) {
			same = same && bytes.Equal(place[i], other[i])
		}
		if _, err := k.Open(sealed, other...); (err == nil) != same {
			t.Fatalf("Open at %q of what was sealed for %q: %v", other, place, err)
		}
	})
}

func TestPlacesDoNotRunTogether(t *testing.T) {
	k := testKey(t, "x")
	sealed, err := k.Seal([]byte("Peggy"), []byte("ab"), []byte("c"))
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range [][][]byte{
		{[]byte("a"), []byte("bc")}, {[]byte("abc")}, {[]byte("ab"), []byte("c"), nil}, {[]byte("c"), []byte("ab")}, nil,
	} {
		if _, err := k.Open(sealed, other...); !errors.Is(err, ErrSealed) {
			t.Errorf("Open at %q = %v, want %v", other, err, ErrSealed)
		}
	}
}

func TestEveryFlippedBitIsRefused(t *testing.T) {
	k := testKey(t, "x")
	sealed, err := k.Seal([]byte("And I want my own kitchen to myself."), []byte("place"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range len(sealed) * 8 {
		bad := bytes.Clone(sealed)
		bad[i/8] ^= 1 << (i % 8)
		if _, err := k.Open(bad, []byte("place")); !errors.Is(err, ErrSealed) {
			t.Fatalf("Open with bit %d flipped = %v, want %v", i, err, ErrSealed)
		}
	}
	for n := range len(sealed) {
		if _, err := k.Open(sealed[:n], []byte("place")); !errors.Is(err, ErrSealed) {
			t.Fatalf("Open of the first %d bytes = %v, want %v", n, err, ErrSealed)
		}
	}
}

func TestABitThatFellOverInMemoryIsFoundBeforeSaving(t *testing.T) {
	k := testKey(t, "x")
	sealed, err := k.seal(k.alg, pad([]byte("words")), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.verify(k.alg, sealed, pad([]byte("wordz")), nil); !errors.Is(err, ErrSealed) {
		t.Errorf("verify against other text = %v, want %v", err, ErrSealed)
	}
	sealed[len(sealed)-1] ^= 1
	if err := k.verify(k.alg, sealed, pad([]byte("words")), nil); !errors.Is(err, ErrSealed) {
		t.Errorf("verify of a changed seal = %v, want %v", err, ErrSealed)
	}
}

func TestKeysOfOtherLabelsStoresAndEpochsDoNotOpen(t *testing.T) {
	master := NewMaster("store", 1)
	keyOf := func(m *Master, label string) *Key {
		k, err := m.Key(label)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	sealed, err := keyOf(master, "bucket/cards").Seal([]byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keyOf(master, "bucket/cards").Open(sealed); err != nil {
		t.Errorf("Open under the same label = %v", err)
	}
	for name, k := range map[string]*Key{
		"other label": keyOf(master, "bucket/words"),
		"other store": keyOf(&Master{store: "other", epoch: 1, raw: master.raw}, "bucket/cards"),
		"other epoch": keyOf(&Master{store: "store", epoch: 2, raw: master.raw}, "bucket/cards"),
	} {
		if _, err := k.Open(sealed); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: Open = %v, want %v", name, err, ErrSealed)
		}
	}
}

func TestADataKeyOpensOnlyWhereItWasWrapped(t *testing.T) {
	records := testKey(t, "records")
	record, drawer := []byte("record"), []byte("shared")
	data, wrapped, err := records.MakeDataKey(record, drawer)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := data.Seal([]byte("a note"), []byte("place"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := records.OpenDataKey(wrapped, record, drawer)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(sealed, []byte("place")); err != nil || string(got) != "a note" {
		t.Errorf("Open under the unwrapped key = %q, %v", got, err)
	}
	if _, err := records.OpenDataKey(wrapped, record, []byte("mine")); !errors.Is(err, ErrSealed) {
		t.Errorf("OpenDataKey for another drawer = %v, want %v", err, ErrSealed)
	}
	if _, err := records.Open(wrapped, record, drawer); !errors.Is(err, ErrSealed) {
		t.Errorf("Open of a wrapped key as a value = %v, want %v", err, ErrSealed)
	}
}

func TestAClosedKeySealsAndOpensNothing(t *testing.T) {
	k := testKey(t, "x")
	sealed, err := k.Seal([]byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	raw := k.raw
	k.Close()
	if !bytes.Equal(raw, make([]byte, keySize)) {
		t.Error("key bytes stand in memory after Close")
	}
	if _, err := k.Seal([]byte("x")); err == nil {
		t.Error("Seal after Close gave no error")
	}
	if _, err := k.Open(sealed); err == nil {
		t.Error("Open after Close gave no error")
	}
}

func TestSizesTellLittle(t *testing.T) {
	for _, c := range []struct{ plain, padded int }{
		{0, 256}, {1, 256}, {255, 256}, {256, 512}, {4095, 4096}, {4096, 5120}, {5119, 5120}, {20000, 20480},
	} {
		if got := len(pad(make([]byte, c.plain))); got != c.padded {
			t.Errorf("len(pad(%d bytes)) = %d, want %d", c.plain, got, c.padded)
		}
	}
	for _, bad := range [][]byte{nil, make([]byte, 256), append([]byte{padMark}, 1)} {
		if _, ok := unpad(bad); ok {
			t.Errorf("unpad(%d bytes without their mark) was taken", len(bad))
		}
	}
}

func TestNamesHideTheNameAndOutliveTheEpoch(t *testing.T) {
	names := NewNames()
	old, next := testKey(t, "names"), testKey(t, "names")
	for _, k := range []*Key{old, next} {
		sealed, err := names.Seal(k, []byte("place"))
		if err != nil {
			t.Fatal(err)
		}
		again, err := OpenNames(k, sealed, []byte("place"))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := again.Hash("hub", "Patient/7"), names.Hash("hub", "Patient/7"); !bytes.Equal(got, want) {
			t.Errorf("Hash after reopening = %x, want %x", got, want)
		}
	}
	if bytes.Equal(names.Hash("hub", "Patient/7"), names.Hash("log", "Patient/7")) {
		t.Error("the same name has the same hash in two buckets")
	}
	if bytes.Equal(names.Hash("hub", "Patient/7"), NewNames().Hash("hub", "Patient/7")) {
		t.Error("the same name has the same hash in two stores")
	}
}

// go test -fuzz=FuzzOpen ./store/seal
func FuzzOpen(f *testing.F) {
	k, err := NewMaster("store", 1).Key("x")
	if err != nil {
		f.Fatal(err)
	}
	sealed, err := k.Seal([]byte("x"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add([]byte{algDerived, 0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		if plain, err := k.Open(b); err == nil && !bytes.Equal(b, sealed) {
			t.Errorf("Open of made-up bytes = %d bytes", len(plain))
		}
		if s, err := ParseSlot(b); err == nil && s.Version > slotVersion {
			t.Errorf("ParseSlot took version %d", s.Version)
		}
	})
}

// Package seal turns bytes into sealed bytes and back. A master key of 32
// random bytes stands at the top; slots wrap it, one for each way in
// (passphrase, recovery code, team key); keys derived from it by label, and
// random data keys wrapped under those, seal everything else. Its words:
// master, slot, opener (what a person brings to a slot), key, data key, epoch
// (the count of master keys a store has had), code, cost. Its one rule: what
// was sealed for one place opens in no other place, and no key leaves in an
// error or a log.
//
// A sealed value is
//
//	alg(1) | epoch(4, big endian) | nonce(24) | ciphertext and tag
//
// under XChaCha20-Poly1305. The associated data are alg and epoch and then the
// place's fields, each behind its length in four bytes, so that no two places
// can run together. The formats of this package are pinned by the golden files
// in testdata: what is there must open for ever.
package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// Errors that callers decide by.
var (
	// ErrSealed is returned when sealed bytes do not open: damaged, moved from
	// another place, or sealed under another key.
	ErrSealed = errors.New("sealed bytes do not open here")
	// ErrWrongKey is returned when a slot is whole but what was brought does
	// not open it.
	ErrWrongKey = errors.New("wrong passphrase, code or team key")
	// ErrDamagedSlot is returned when a slot's own checksum does not hold.
	ErrDamagedSlot = errors.New("key slot is damaged")
	// ErrNewer is returned for a slot that a later version has written.
	ErrNewer = errors.New("key slot is of a newer version")
	// ErrCost is returned when a slot asks for more memory or time than any
	// version of the program asks for, or for none.
	ErrCost = errors.New("cost of the key is out of bounds")
	// ErrRecipient is returned for a team key that is not an age recipient.
	ErrRecipient = errors.New("not an age public key")
	// ErrIdentity is returned for an identity file that holds no age identity.
	ErrIdentity = errors.New("not an age identity file")
)

const (
	keySize    = chacha20poly1305.KeySize
	headerSize = 1 + 4
	overhead   = headerSize + chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead
)

// The first byte of sealed bytes says what kind of key sealed them, so that a
// value can be told from a wrapped key, and what must be sealed anew in a new
// epoch from what need not, without any key.
const (
	algDerived byte = 1 // padded, under a key derived from the epoch's master
	algData    byte = 2 // padded, under a data key
	algWrapped byte = 3 // a bare data key, under a derived key
	algSlot    byte = 4 // a bare master, under a slot's own key
)

// Key seals and opens the values of one place. It may be used by several
// goroutines at once until Close.
type Key struct {
	alg   byte
	epoch uint32
	raw   []byte
	aead  cipher.AEAD
}

func newKey(alg byte, epoch uint32, raw []byte) (*Key, error) {
	aead, err := chacha20poly1305.NewX(raw)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return &Key{alg: alg, epoch: epoch, raw: raw, aead: aead}, nil
}

// Close wipes the key; what it sealed can no longer be opened with it. The
// cipher keeps a copy that cannot be wiped, only let go.
func (k *Key) Close() {
	clear(k.raw)
	k.raw, k.aead = nil, nil
}

// Seal pads plain so that its size tells little, and seals it for the place
// that the fields name. The result was opened again before it is returned: a
// bit that fell over in memory is found while the text is still there.
func (k *Key) Seal(plain []byte, place ...[]byte) ([]byte, error) {
	padded := pad(plain)
	defer clear(padded)
	return k.seal(k.alg, padded, place)
}

// Open gives back what Seal was given for the same place. It returns
// [ErrSealed] for anything else.
func (k *Key) Open(sealed []byte, place ...[]byte) ([]byte, error) {
	padded, _, err := k.open(k.alg, sealed, place)
	if err != nil {
		return nil, err
	}
	plain, ok := unpad(padded)
	if !ok {
		return nil, ErrSealed
	}
	return plain, nil
}

// MakeDataKey makes a random key and wraps it under k for the place that the
// fields name.
func (k *Key) MakeDataKey(place ...[]byte) (*Key, []byte, error) {
	raw := make([]byte, keySize)
	rand.Read(raw) // never fails: the program ends instead
	wrapped, err := k.seal(algWrapped, raw, place)
	if err != nil {
		return nil, nil, err
	}
	data, err := newKey(algData, k.epoch, raw)
	return data, wrapped, err
}

// OpenDataKey unwraps what MakeDataKey wrapped for the same place, or returns
// [ErrSealed].
func (k *Key) OpenDataKey(wrapped []byte, place ...[]byte) (*Key, error) {
	raw, epoch, err := k.open(algWrapped, wrapped, place)
	if err != nil {
		return nil, err
	}
	return newKey(algData, epoch, raw)
}

// Rewrap wraps under next what is wrapped under k for the same place, so that a
// data key outlives an epoch. It returns [ErrSealed] for what k does not open.
func (k *Key) Rewrap(wrapped []byte, next *Key, place ...[]byte) ([]byte, error) {
	raw, _, err := k.open(algWrapped, wrapped, place)
	if err != nil {
		return nil, err
	}
	defer clear(raw)
	return next.seal(algWrapped, raw, place)
}

// UnderDataKey tells whether sealed bytes are a value under a data key, which
// is the same in every epoch.
func UnderDataKey(sealed []byte) bool { return len(sealed) >= overhead && sealed[0] == algData }

func (k *Key) seal(alg byte, plain []byte, place [][]byte) ([]byte, error) {
	if k.aead == nil {
		return nil, errors.New("seal: key is closed")
	}
	header := make([]byte, headerSize, overhead+len(plain))
	header[0] = alg
	binary.BigEndian.PutUint32(header[1:], k.epoch)
	nonce := make([]byte, chacha20poly1305.NonceSizeX)
	rand.Read(nonce)
	ad := fields(header, place)
	sealed := k.aead.Seal(append(header, nonce...), nonce, plain, ad)
	if err := k.verify(alg, sealed, plain, place); err != nil {
		return nil, err
	}
	return sealed, nil
}

// verify opens what was just sealed and compares. Memory without error
// correction does change bits, and a value sealed over a changed bit would be
// found only when nobody has the text any more.
func (k *Key) verify(alg byte, sealed, plain []byte, place [][]byte) error {
	again, _, err := k.open(alg, sealed, place)
	if err != nil {
		return fmt.Errorf("open again after sealing: %w", err)
	}
	defer clear(again)
	if !bytes.Equal(again, plain) {
		return fmt.Errorf("compare after sealing: %w", ErrSealed)
	}
	return nil
}

func (k *Key) open(alg byte, sealed []byte, place [][]byte) ([]byte, uint32, error) {
	if k.aead == nil {
		return nil, 0, errors.New("open: key is closed")
	}
	if len(sealed) < overhead || sealed[0] != alg {
		return nil, 0, ErrSealed
	}
	header, rest := sealed[:headerSize], sealed[headerSize:]
	nonce, text := rest[:chacha20poly1305.NonceSizeX], rest[chacha20poly1305.NonceSizeX:]
	plain, err := k.aead.Open(nil, nonce, text, fields(header, place))
	if err != nil {
		return nil, 0, ErrSealed
	}
	return plain, binary.BigEndian.Uint32(header[1:]), nil
}

// fields runs parts together behind a head so that they can be taken apart in
// one way only: each stands behind its length.
func fields(head []byte, parts [][]byte) []byte {
	out := bytes.Clone(head)
	for _, p := range parts {
		out = binary.BigEndian.AppendUint32(out, uint32(len(p)))
		out = append(out, p...)
	}
	return out
}

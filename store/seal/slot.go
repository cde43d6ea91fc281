package seal

import (
	"bytes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"filippo.io/age"
)

// Kind is what opens a slot.
type Kind string

// The kinds of slot. A kind that this version does not know is kept and
// skipped.
const (
	KindPassphrase Kind = "passphrase"
	KindRecovery   Kind = "recovery"
	KindTeam       Kind = "team"
)

const (
	slotVersion = 1
	saltSize    = 16
)

// Slot is the master key wrapped for one way in. It is stored as JSON behind a
// checksum and holds nothing secret. The wrapped master is bound to the slot's
// kind and id, the store and the epoch: as associated data where a passphrase
// or a code wraps it, inside the age file where a team key does.
type Slot struct {
	Version   int    `json:"v"`
	ID        string `json:"id"`
	Kind      Kind   `json:"kind"`
	Epoch     uint32 `json:"epoch"`
	Cost      Cost   `json:"cost,omitzero"`       // passphrase
	Salt      []byte `json:"salt,omitempty"`      // passphrase, recovery
	Recipient string `json:"recipient,omitempty"` // team: the age public key
	Kept      []byte `json:"kept,omitempty"`      // passphrase, recovery: see below
	Sealed    []byte `json:"sealed"`
}

// Kept is the slot's own key sealed under the master, so that a new epoch can
// wrap its master for this slot while neither the passphrase nor the code is at
// hand. It follows that a new epoch alone shuts out nobody who has had the old
// master: that takes new slots too.

// SlotForPassphrase wraps the master under a passphrase, which is normalised
// first. It returns [ErrCost] for a cost out of bounds. Whether the passphrase
// is good enough is for [JudgePassphrase] to say.
func (m *Master) SlotForPassphrase(passphrase []byte, c Cost) (Slot, error) {
	s := m.newSlot(KindPassphrase)
	s.Cost = c
	return m.fill(s, Passphrase(passphrase))
}

// SlotForCode wraps the master under a recovery code.
func (m *Master) SlotForCode(c *Code) (Slot, error) {
	return m.fill(m.newSlot(KindRecovery), Recovery(c))
}

// SlotForTeam wraps the master for the holder of the private half of recipient,
// an age public key. It returns [ErrRecipient] if it is none.
func (m *Master) SlotForTeam(recipient string) (Slot, error) {
	recipients, err := age.ParseRecipients(strings.NewReader(recipient))
	if err != nil || len(recipients) != 1 {
		return Slot{}, ErrRecipient
	}
	s := m.newSlot(KindTeam)
	s.Recipient, s.Salt = strings.TrimSpace(recipient), nil
	return m.fillTeam(s, recipients)
}

func (m *Master) fillTeam(s Slot, recipients []age.Recipient) (Slot, error) {
	payload := append(s.bound(m.store), m.raw...)
	defer clear(payload)
	var file bytes.Buffer
	w, err := age.Encrypt(&file, recipients...)
	if err != nil {
		return Slot{}, fmt.Errorf("wrap for team key: %w", err)
	}
	if _, err := w.Write(payload); err != nil {
		return Slot{}, fmt.Errorf("wrap for team key: %w", err)
	}
	if err := w.Close(); err != nil {
		return Slot{}, fmt.Errorf("wrap for team key: %w", err)
	}
	s.Sealed = file.Bytes()
	return s, nil
}

// Rewrap wraps next, the master of the epoch after m's, for the same way in as
// s, under the same id: what opened s opens what it returns. It returns
// [ErrDamagedSlot] where s does not say how, and then its passphrase or code has
// to be brought.
func (m *Master) Rewrap(s Slot, next *Master) (Slot, error) {
	place := [][]byte{s.bound(m.store)}
	s.Epoch = next.epoch
	if s.Kind == KindTeam {
		recipients, err := age.ParseRecipients(strings.NewReader(s.Recipient))
		if err != nil || len(recipients) != 1 {
			return Slot{}, ErrDamagedSlot
		}
		return next.fillTeam(s, recipients)
	}
	keeper, err := m.Key("slots")
	if err != nil {
		return Slot{}, err
	}
	defer keeper.Close()
	raw, _, err := keeper.open(algWrapped, s.Kept, place)
	if err != nil {
		return Slot{}, ErrDamagedSlot
	}
	k, err := newKey(algSlot, next.epoch, raw)
	if err != nil {
		return Slot{}, err
	}
	defer k.Close()
	return next.wrap(s, k)
}

// ParseRecipients reads age public keys from a text, one on each line. Empty
// lines and those that begin with # are left out. It returns [ErrRecipient] for
// any other.
func ParseRecipients(text []byte) ([]string, error) {
	var all []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if one, err := age.ParseRecipients(strings.NewReader(line)); err != nil || len(one) != 1 {
			return nil, ErrRecipient
		}
		all = append(all, line)
	}
	return all, nil
}

func (m *Master) newSlot(k Kind) Slot {
	s := Slot{Version: slotVersion, ID: rand.Text(), Kind: k, Epoch: m.epoch, Salt: make([]byte, saltSize)}
	rand.Read(s.Salt)
	return s
}

func (m *Master) fill(s Slot, o *Opener) (Slot, error) {
	defer o.Close()
	k, err := o.key(s)
	if err != nil {
		return Slot{}, err
	}
	defer k.Close()
	return m.wrap(s, k)
}

// wrap wraps the master under a slot's own key, and that key under the master.
func (m *Master) wrap(s Slot, k *Key) (Slot, error) {
	keeper, err := m.Key("slots")
	if err != nil {
		return Slot{}, err
	}
	defer keeper.Close()
	place := [][]byte{s.bound(m.store)}
	if s.Kept, err = keeper.seal(algWrapped, k.raw, place); err != nil {
		return Slot{}, err
	}
	s.Sealed, err = k.seal(algSlot, m.raw, place)
	return s, err
}

// bound is what a slot's wrapped master is bound to.
func (s Slot) bound(store string) []byte {
	return fields(nil, [][]byte{
		[]byte("slot"), []byte(s.Kind), []byte(s.ID), []byte(store),
		[]byte(strconv.FormatUint(uint64(s.Epoch), 10)),
	})
}

// Marshal gives the slot's stored form.
func (s Slot) Marshal() ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write slot: %w", err)
	}
	return WithSum(text), nil
}

// ParseSlot reads a slot's stored form. It returns [ErrDamagedSlot] or
// [ErrNewer].
func ParseSlot(stored []byte) (Slot, error) {
	text, ok := CutSum(stored)
	if !ok {
		return Slot{}, ErrDamagedSlot
	}
	var s Slot
	if err := json.Unmarshal(text, &s); err != nil {
		return Slot{}, fmt.Errorf("read slot: %w", ErrDamagedSlot)
	}
	if s.Version > slotVersion {
		return Slot{}, fmt.Errorf("version %d: %w", s.Version, ErrNewer)
	}
	return s, nil
}

const sumSize = 8

// WithSum puts a checksum before what must be readable without a key. It
// guards against bad disks, so that a fallen bit is not told as a wrong
// passphrase; against people the seal guards.
func WithSum(text []byte) []byte {
	sum := sha256.Sum256(text)
	return append(sum[:sumSize:sumSize], text...)
}

// CutSum takes the checksum off again and says whether it holds.
func CutSum(stored []byte) (text []byte, ok bool) {
	if len(stored) < sumSize {
		return nil, false
	}
	text = stored[sumSize:]
	sum := sha256.Sum256(text)
	return text, bytes.Equal(sum[:sumSize], stored[:sumSize])
}

// Opener is what somebody brings to open a store: a passphrase, a recovery
// code or a team key. Close it after use.
type Opener struct {
	kind       Kind
	secret     []byte
	identities []age.Identity
}

// Passphrase opens by a passphrase, however it was typed: see
// [JudgePassphrase] for what does not matter. It keeps a copy of its own.
func Passphrase(typed []byte) *Opener {
	return &Opener{kind: KindPassphrase, secret: normalise(typed)}
}

// Recovery opens by a recovery code, of which it keeps a copy.
func Recovery(c *Code) *Opener {
	return &Opener{kind: KindRecovery, secret: bytes.Clone(c.chars[:])}
}

// Team opens by an age identity file, or returns [ErrIdentity]. The age library
// keeps the identity where it cannot be wiped.
func Team(identityFile []byte) (*Opener, error) {
	identities, err := age.ParseIdentities(bytes.NewReader(identityFile))
	if err != nil {
		return nil, ErrIdentity // the cause may quote the line that it could not read
	}
	return &Opener{kind: KindTeam, identities: identities}, nil
}

// Kind says which slots the opener is for.
func (o *Opener) Kind() Kind { return o.kind }

// Close wipes what can be wiped.
func (o *Opener) Close() {
	clear(o.secret)
	clear(o.identities)
}

// Open gives the master that the slot wraps. It returns [ErrWrongKey] if this
// is not what opens it (or it is of another store), [ErrCost] if the slot asks
// for too much, [ErrDamagedSlot] if a team key opens it and finds no master.
func (o *Opener) Open(s Slot, store string) (*Master, error) {
	if s.Kind != o.kind {
		return nil, ErrWrongKey
	}
	raw, err := o.unwrap(s, s.bound(store))
	if err != nil {
		return nil, err
	}
	if len(raw) != keySize {
		return nil, ErrDamagedSlot
	}
	return &Master{store: store, epoch: s.Epoch, raw: raw}, nil
}

func (o *Opener) unwrap(s Slot, bound []byte) ([]byte, error) {
	if o.kind == KindTeam {
		return o.unwrapTeam(s.Sealed, bound)
	}
	k, err := o.key(s)
	if err != nil {
		return nil, err
	}
	defer k.Close()
	raw, epoch, err := k.open(algSlot, s.Sealed, [][]byte{bound})
	if err != nil || epoch != s.Epoch {
		return nil, ErrWrongKey
	}
	return raw, nil
}

// unwrapTeam checks what is in front of the master itself: anybody can encrypt
// to a public key, so the age file alone does not say whose slot it was.
func (o *Opener) unwrapTeam(file, bound []byte) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(file), o.identities...)
	if _, no := errors.AsType[*age.NoIdentityMatchError](err); no {
		return nil, ErrWrongKey
	}
	if err != nil {
		return nil, ErrDamagedSlot
	}
	payload, err := io.ReadAll(r)
	if err != nil {
		return nil, ErrDamagedSlot
	}
	raw, ok := bytes.CutPrefix(payload, bound)
	if !ok {
		clear(payload)
		return nil, ErrWrongKey
	}
	return raw, nil
}

// key makes the slot's own key. A passphrase is weak and is stretched; a code
// is random and long and is not.
func (o *Opener) key(s Slot) (*Key, error) {
	var raw []byte
	var err error
	if o.kind == KindPassphrase {
		raw, err = s.Cost.derive(o.secret, s.Salt)
	} else {
		raw, err = hkdf.Key(sha256.New, o.secret, s.Salt, "ownwords/1/slot/recovery", keySize)
	}
	if err != nil {
		return nil, err
	}
	return newKey(algSlot, s.Epoch, raw)
}

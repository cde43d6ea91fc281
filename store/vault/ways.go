package vault

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
)

// ErrLastWay is returned when a change would leave a vault with no whole slot of
// a passphrase, or with none of a recovery code.
var ErrLastWay = errors.New("vault would be left without a way in")

// ErrNoWay is returned for a way in that is not there.
var ErrNoWay = errors.New("no such way in")

// Way is one way into a vault.
type Way struct {
	ID        string
	Kind      seal.Kind
	Recipient string // of a team key: the age public key
	Damaged   bool   // it opens nothing until it is made again
}

// Ways are all ways into a vault while they are changed.
type Ways struct {
	header header
	slots  map[string][]byte
	master *seal.Master
	opened string
}

// Ways are the ways into the vault.
func (t *Tx) Ways() []Way { return t.vault.file.locked.ways() }

// Opened is the id of the slot that the vault was opened by, or of the one that
// stands for it since.
func (t *Tx) Opened() string { return t.vault.opened }

func (l locked) ways() []Way {
	var all []Way
	for _, ref := range l.header.Slots {
		slot, err := l.slot(ref)
		all = append(all, Way{
			ID: ref.ID, Kind: ref.Kind, Recipient: slot.Recipient,
			Damaged: err != nil && !errors.Is(err, seal.ErrNewer),
		})
	}
	return all
}

// Prove tells whether what was brought opens the vault that is open: nil, a
// [*WrongKeyError] that says how long to wait, or what is wrong with the slot.
// Whoever sits at an unlocked laptop need not be whoever unlocked it.
func (v *Vault) Prove(o *seal.Opener) error {
	v.writing.Lock() // tries are counted, and no way in changes meanwhile
	defer v.writing.Unlock()
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.closed {
		return errClosed
	}
	var flaw error
	for _, ref := range v.header.Slots {
		slot, err := v.file.locked.slot(ref)
		if ref.Kind != o.Kind() || err != nil {
			continue
		}
		master, err := o.Open(slot, v.header.Store)
		if err == nil {
			master.Close()
			v.tries = 0
			return nil
		}
		if !errors.Is(err, seal.ErrWrongKey) {
			flaw = err
		}
	}
	if flaw != nil {
		return fmt.Errorf("prove: %w", flaw)
	}
	v.tries++
	return &WrongKeyError{Tries: v.tries, Wait: waitAfter(v.tries)}
}

// ChangeWays runs fn and makes what it did to the ways in durable together with
// what it kept, or none of it. It returns [ErrLastWay] where too few would be
// left. The bytes of a slot that was taken away stay in free pages until a
// Rewrite.
func (v *Vault) ChangeWays(fn func(*Tx, *Ways) error) error {
	v.write()
	defer v.writing.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return errClosed
	}
	if err := v.file.settleName(); err != nil {
		return err
	}
	w := &Ways{header: v.header, slots: maps.Clone(v.file.locked.slots), master: v.master, opened: v.opened}
	w.header.Slots = slices.Clone(v.header.Slots)
	var then locked
	err := v.file.transact(true, func(tx *bolt.Tx) error {
		if err := fn(v.tx(tx), w); err != nil {
			return err
		}
		if err := w.enough(v.file.locked.ways()); err != nil {
			return err
		}
		return v.file.guard(func() (err error) {
			if err := w.write(tx, v.names); err != nil {
				return err
			}
			then, err = v.file.readLocked(tx)
			return err
		})
	})
	v.file.makeRoom(err)
	if err != nil {
		return fmt.Errorf("change ways in: %w", err)
	}
	v.file.locked, v.header, v.opened = then, w.header, w.opened
	return nil
}

// List is the ways in as they now are.
func (w *Ways) List() []Way { return locked{header: w.header, slots: w.slots}.ways() }

// AddPassphrase makes a way in by a passphrase and returns its id, or the errors
// of [seal.JudgePassphrase].
func (w *Ways) AddPassphrase(passphrase []byte, c seal.Cost) (string, error) {
	if err := seal.JudgePassphrase(passphrase); err != nil {
		return "", err
	}
	if c == (seal.Cost{}) {
		c = seal.DefaultCost()
	}
	slot, err := w.master.SlotForPassphrase(passphrase, c)
	if err != nil {
		return "", err
	}
	return w.add(slot, seal.Passphrase(passphrase))
}

// AddCode makes a way in by a recovery code and returns its id.
func (w *Ways) AddCode(c *seal.Code) (string, error) {
	slot, err := w.master.SlotForCode(c)
	if err != nil {
		return "", err
	}
	return w.add(slot, seal.Recovery(c))
}

// AddTeam makes a way in by a team key and returns its id, or
// [seal.ErrRecipient]. Only the team can try whether it opens.
func (w *Ways) AddTeam(recipient string) (string, error) {
	slot, err := w.master.SlotForTeam(recipient)
	if err != nil {
		return "", err
	}
	return w.add(slot, nil)
}

// add takes a slot in when it was opened by what it was made for: a bit that
// fell over in memory must not lock anybody out.
func (w *Ways) add(s seal.Slot, o *seal.Opener) (string, error) {
	stored, err := s.Marshal()
	if err != nil {
		return "", err
	}
	if o != nil {
		defer o.Close()
		again, err := o.Open(s, w.header.Store)
		if err != nil {
			return "", fmt.Errorf("try new way in: %w", err)
		}
		same := again.Same(w.master)
		again.Close()
		if !same {
			return "", errors.New("try new way in: it opens something else")
		}
	}
	w.slots[s.ID] = stored
	w.header.Slots = append(w.header.Slots, slotRef{ID: s.ID, Kind: s.Kind})
	return s.ID, nil
}

// Remove takes a way in away, or returns [ErrNoWay].
func (w *Ways) Remove(id string) error {
	at := slices.IndexFunc(w.header.Slots, func(r slotRef) bool { return r.ID == id })
	if at < 0 {
		return ErrNoWay
	}
	w.header.Slots = slices.Delete(w.header.Slots, at, at+1)
	delete(w.slots, id)
	return nil
}

// StandsFor says that a new way in is what the vault now counts as opened by.
func (w *Ways) StandsFor(id string) { w.opened = id }

// enough returns ErrLastWay where somebody who has a passphrase, or somebody who
// has lost it, got in before the change and gets in no more.
func (w *Ways) enough(before []Way) error {
	for _, kind := range []seal.Kind{seal.KindPassphrase, seal.KindRecovery} {
		opens := func(way Way) bool { return way.Kind == kind && !way.Damaged }
		if slices.ContainsFunc(before, opens) && !slices.ContainsFunc(w.List(), opens) {
			return ErrLastWay
		}
	}
	return nil
}

// write puts the slots and the header that names them, and takes away every
// other slot.
func (w *Ways) write(tx *bolt.Tx, names *seal.Names) error {
	meta := tx.Bucket(metaBucket)
	var gone [][]byte
	cursor := meta.Cursor()
	for key, _ := cursor.Seek(slotPrefix); bytes.HasPrefix(key, slotPrefix); key, _ = cursor.Next() {
		if _, stays := w.slots[string(bytes.TrimPrefix(key, slotPrefix))]; !stays {
			gone = append(gone, bytes.Clone(key))
		}
	}
	for _, key := range gone {
		if err := meta.Delete(key); err != nil {
			return err
		}
	}
	for _, ref := range w.header.Slots {
		if err := meta.Put(ref.key(), w.slots[ref.ID]); err != nil {
			return err
		}
	}
	return writeHeader(tx, w.header, w.master, names)
}

// nextWays are the ways into the file that a Rewrite makes, under its master.
// Called with mu held.
func (v *Vault) nextWays(master *seal.Master, r Renewal) (*Ways, error) {
	w := &Ways{header: v.header, slots: map[string][]byte{}, master: master, opened: v.opened}
	w.header.Epoch, w.header.Slots = master.Epoch(), nil
	for _, ref := range v.header.Slots {
		text := v.file.locked.slots[ref.ID]
		slot, err := v.file.locked.slot(ref)
		switch {
		case r.Ways != nil && (ref.Kind != seal.KindTeam || err != nil):
			continue
		case r.Master && err == nil:
			if slot, err = v.master.Rewrap(slot, master); err != nil {
				return nil, &DamageError{Bucket: string(metaBucket), Key: ref.key(), Err: err}
			}
			if text, err = slot.Marshal(); err != nil {
				return nil, err
			}
		}
		w.slots[ref.ID] = text
		w.header.Slots = append(w.header.Slots, ref)
	}
	if r.Ways == nil {
		return w, nil
	}
	if err := r.Ways(w); err != nil {
		return nil, err
	}
	return w, w.enough(v.file.locked.ways())
}

package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"ownwords/model"
)

// OutStep is how far an item of the outbox has come.
type OutStep string

// The steps. What is unsure is asked again with the same bytes.
const (
	OutWaiting  OutStep = "waiting"
	OutGoing    OutStep = "going"
	OutUnsure   OutStep = "unsure"   // whether it arrived is not known
	OutThere    OutStep = "there"    // every entry was confirmed
	OutRefused  OutStep = "refused"  // sent back; these bytes are never tried again
	OutConflict OutStep = "conflict" // somebody else changed it meanwhile
	OutGone     OutStep = "gone"     // was there, and the server has it no more
	OutReplaced OutStep = "replaced" // a later one stands for it, or it was taken back; it never went
)

// OutItem is something frozen that is to go to a server, or has gone.
type OutItem struct {
	ID       model.ID `json:"id"`
	Record   model.ID `json:"record"`
	Revision int      `json:"revision"`
	Target   string   `json:"target"` // the server, as the settings name it
	Kind     string   `json:"kind"`   // what the bytes are
	// Bytes are written once and never changed; they are taken out of what never
	// went when words in it are. Outbox leaves them out.
	Bytes  []byte    `json:"-"`
	Hash   string    `json:"hash"`   // SHA-256 of Bytes, in hex
	Frozen time.Time `json:"frozen"` // UTC
	State  OutState  `json:"-"`
}

// OutState is what is known of an item's sending.
type OutState struct {
	Step    OutStep    `json:"step"`
	Since   time.Time  `json:"since"` // when this step was reached, UTC
	Tries   int        `json:"tries,omitzero"`
	Next    time.Time  `json:"next,omitzero"` // not to be tried before, UTC
	Entries []OutEntry `json:"entries,omitempty"`
	// Answer is the last answer in a machine's words, Detail what goes with it.
	Answer string            `json:"answer,omitzero"`
	Detail map[string]string `json:"detail,omitempty"`
}

// OutEntry is one resource of an item, as the server knows it.
type OutEntry struct {
	Type     string `json:"type"`
	ID       string `json:"id"` // ours
	ServerID string `json:"serverId,omitzero"`
	ETag     string `json:"etag,omitzero"`
	Done     bool   `json:"done,omitzero"`
}

// outState is what stands in outstate: the item again, so that a list need not
// open what is frozen, and its state.
type outState struct {
	OutItem
	State OutState `json:"state"`
}

// sealedItem checks an item before it is put anywhere, and fills in its hash.
func sealedItem(o OutItem) (OutItem, error) {
	if _, err := keyOf(o.ID); err != nil {
		return o, err
	}
	sum := sha256.Sum256(o.Bytes)
	hash := hex.EncodeToString(sum[:])
	if o.Hash != "" && o.Hash != hash {
		return o, fmt.Errorf("freeze %s: %w", o.ID, ErrFrozen)
	}
	o.Hash = hash
	return o, nil
}

// freeze writes an item's bytes, once, and its first state.
func (t *tx) freeze(o OutItem) error {
	id, err := keyOf(o.ID)
	if err != nil {
		return err
	}
	if err := t.mayFreeze(id, o.Hash); err != nil {
		return err
	}
	o.Frozen = cmp.Or(o.Frozen, t.s.now())
	if err := t.putOut(id, outState{o, OutState{Step: OutWaiting, Since: o.Frozen}}); err != nil {
		return fmt.Errorf("freeze %s: %w", o.ID, err)
	}
	return t.log(ActionFrozen, o.ID, o.Revision)
}

func (t *tx) putOut(id recordKey, x outState) error {
	text, err := json.Marshal(x.OutItem)
	if err != nil {
		return err
	}
	frozen := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	frozen = append(append(frozen, text...), x.Bytes...)
	if err := t.put(nil, bucketOut, id.key(), frozen); err != nil {
		return err
	}
	return t.write(nil, bucketOutState, id.key(), x)
}

// emptyOut takes the bytes out of what was frozen of a revision of a record and
// never went, and nothing sends it any more: words that are gone stand in it.
func (t *tx) emptyOut(record model.ID, revision int) error {
	items, err := t.items(record)
	if err != nil {
		return err
	}
	for _, x := range items {
		if x.Revision != revision || !x.stayed() {
			continue
		}
		id, err := keyOf(x.ID)
		if err != nil {
			return err
		}
		if x.OutItem, err = sealedItem(x.emptied()); err != nil {
			return err
		}
		if x.State.Step != OutReplaced {
			x.State = OutState{Step: OutReplaced, Since: t.s.now()}
			if err := t.log(ActionSent+string(OutReplaced), x.ID, 0); err != nil {
				return err
			}
		}
		if err := t.putOut(id, x); err != nil {
			return fmt.Errorf("empty %s: %w", x.ID, err)
		}
	}
	return nil
}

// emptied is an item without its bytes.
func (o OutItem) emptied() OutItem {
	o.Bytes, o.Hash = nil, ""
	return o
}

// mayFreeze returns ErrFrozen where the id has bytes with another hash, or
// bytes that can't be read.
func (t *tx) mayFreeze(id recordKey, hash string) error {
	held, err := t.readOut(id)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return fmt.Errorf("freeze %s: %w: %w", id.id, ErrFrozen, err)
	case held.Hash != hash:
		return fmt.Errorf("freeze %s: %w", id.id, ErrFrozen)
	}
	return nil
}

var errOut = errors.New("frozen item is not whole")

// readOut reads an item with its bytes, and makes sure that they are the ones
// that were frozen.
func (t *tx) readOut(id recordKey) (OutItem, error) {
	frozen, err := t.get(nil, bucketOut, id.key())
	if err != nil {
		return OutItem{}, err
	}
	if len(frozen) < 4 || uint64(len(frozen)-4) < uint64(binary.BigEndian.Uint32(frozen)) {
		return OutItem{}, errOut
	}
	end := 4 + int(binary.BigEndian.Uint32(frozen))
	var o OutItem
	if err := decode(bucketOut, frozen[4:end], &o); err != nil {
		return OutItem{}, err
	}
	o.Bytes = bytes.Clone(frozen[end:])
	sum := sha256.Sum256(o.Bytes)
	if hex.EncodeToString(sum[:]) != o.Hash {
		return OutItem{}, errOut
	}
	return o, nil
}

// readState reads an item's state. One that is damaged is told as unsure:
// asking again with the same bytes harms nothing, sending them as new might.
func (t *tx) readState(id recordKey) (outState, *Damage) {
	var x outState
	err := t.read(nil, bucketOutState, id.key(), &x)
	if err == nil {
		return x, nil
	}
	o, outErr := t.readOut(id)
	if outErr != nil {
		return outState{}, &Damage{Where: bucketOut, Record: id.id, Err: outErr}
	}
	o.Bytes = nil
	return outState{o, OutState{Step: OutUnsure, Since: o.Frozen}},
		&Damage{Where: bucketOutState, Record: id.id, Mended: true, Err: err}
}

// Outbox returns everything that was ever frozen, oldest first and without its
// bytes, and what of it can't be read: Damage.Record is then the item's id.
func (s *Store) Outbox() ([]OutItem, []Damage, error) {
	var all []OutItem
	var bad []Damage
	err := s.view(func(t *tx) error {
		for item, err := range t.EachWith(closed, bucketOut, nil) {
			if item.Key == nil {
				return err
			}
			id, err := keyOf(idOf(item.Key))
			if err != nil {
				continue // no item of ours ever had such a key
			}
			x, damage := t.readState(id)
			if damage != nil {
				bad = append(bad, *damage)
			}
			if x.ID != "" {
				x.OutItem.State = x.State
				all = append(all, x.OutItem)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read outbox: %w", err)
	}
	slices.SortStableFunc(all, func(a, b OutItem) int { return a.Frozen.Compare(b.Frozen) })
	return all, bad, nil
}

// Frozen returns an item's bytes as they were frozen, or an error that is
// ErrNotFound, or tells that they are no longer what they were.
func (s *Store) Frozen(id model.ID) ([]byte, error) {
	k, err := keyOf(id)
	if err != nil {
		return nil, err
	}
	var o OutItem
	err = s.view(func(t *tx) error {
		o, err = t.readOut(k)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read frozen %s: %w", id, err)
	}
	return o.Bytes, nil
}

// SetOutState keeps what is known of an item's sending. A step that it was not
// at before gets the time in Since, where that is not given, and an entry in
// the log. It returns ErrNotFound for an item that was never frozen.
func (s *Store) SetOutState(id model.ID, state OutState) error {
	k, err := keyOf(id)
	if err != nil {
		return err
	}
	err = s.update(func(t *tx) error {
		x, damage := t.readState(k)
		if x.ID == "" {
			return damage.Err
		}
		moved := x.State.Step != state.Step
		if state.Since.IsZero() {
			state.Since = x.State.Since
			if moved {
				state.Since = s.now()
			}
		}
		x.State = state
		if err := t.write(nil, bucketOutState, k.key(), x); err != nil || !moved {
			return err
		}
		return t.log(ActionSent+string(state.Step), id, state.Tries)
	})
	if err != nil {
		return fmt.Errorf("keep state of %s: %w", id, err)
	}
	return nil
}

// newestOut gives for each record the state of its newest revision in the
// outbox that was not replaced: of several targets, of one that it has not come
// to yet.
func (t *tx) newestOut() map[model.ID]outState {
	newest := map[model.ID]outState{}
	for item, err := range t.Each(bucketOutState, nil) {
		var x outState
		if err != nil || decode(bucketOutState, item.Value, &x) != nil {
			continue // Outbox tells it
		}
		if x.State.Step == OutReplaced {
			continue
		}
		if old, held := newest[x.Record]; !held || x.newer(old) {
			newest[x.Record] = x
		}
	}
	return newest
}

func (x outState) newer(old outState) bool {
	return cmp.Or(
		cmp.Compare(x.Revision, old.Revision),
		cmp.Compare(x.open(), old.open()),
		x.Frozen.Compare(old.Frozen),
	) > 0
}

// open is 1 for what still has a way to go, and 0 for what is there.
func (x outState) open() int {
	if x.State.Step == OutThere {
		return 0
	}
	return 1
}

// wentOut tells whether anything of this revision may have left the laptop.
func (t *tx) wentOut(record model.ID, revision int) bool {
	for item, err := range t.Each(bucketOutState, nil) {
		var x outState
		if err != nil || decode(bucketOutState, item.Value, &x) != nil {
			continue
		}
		if x.Record == record && x.Revision == revision && !x.stayed() {
			return true
		}
	}
	return false
}

// stayed tells whether nothing of an item left the laptop.
func (x outState) stayed() bool { return x.State.Step == OutWaiting || x.State.Step == OutReplaced }

// items are the states of everything that was frozen of a record.
func (t *tx) items(record model.ID) ([]outState, error) {
	var all []outState
	for item, err := range t.EachWith(closed, bucketOut, nil) {
		if err != nil {
			return nil, fmt.Errorf("walk outbox: %w", err)
		}
		id, err := keyOf(idOf(item.Key))
		if err != nil {
			continue // no item of ours ever had such a key
		}
		if x, _ := t.readState(id); x.Record == record {
			all = append(all, x)
		}
	}
	return all, nil
}

// untried tells whether an item waits and was never on its way.
func (x outState) untried() bool { return x.State.Step == OutWaiting && x.State.Tries == 0 }

// sent returns ErrUnsent where anything of a record is still to go, or where the
// newest of it came back, or is not there any more; but for what was never
// tried, where that is to be taken back.
func (t *tx) sent(record model.ID, takeBack bool) error {
	items, err := t.items(record)
	if err != nil {
		return err
	}
	newest := outState{}
	for _, x := range items {
		if takeBack && x.untried() {
			continue
		}
		switch x.State.Step {
		case OutWaiting, OutGoing, OutUnsure:
			return ErrUnsent
		case OutThere, OutRefused, OutConflict, OutGone:
			if x.newer(newest) {
				newest = x
			}
		case OutReplaced:
		}
	}
	if newest.ID != "" && newest.State.Step != OutThere {
		return ErrUnsent
	}
	return nil
}

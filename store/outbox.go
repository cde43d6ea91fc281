package store

import (
	"cmp"
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
	OutAsking   OutStep = "asking"   // it waits until somebody says that it may make a new person there
	OutGoing    OutStep = "going"    // now, in this run of the program
	OutUnsure   OutStep = "unsure"   // whether it arrived is not known
	OutPartly   OutStep = "partly"   // some of its entries were confirmed
	OutThere    OutStep = "there"    // every entry was confirmed
	OutRefused  OutStep = "refused"  // sent back; these bytes are never tried again
	OutConflict OutStep = "conflict" // somebody else changed it meanwhile
	OutGone     OutStep = "gone"     // was there, and the server has it no more
	OutReplaced OutStep = "replaced" // a later one stands for it, or it was taken back
)

// Waits tells whether what has come so far is still to go.
func (s OutStep) Waits() bool {
	switch s {
	case OutWaiting, OutAsking, OutGoing, OutUnsure, OutPartly:
		return true
	case OutThere, OutRefused, OutConflict, OutGone, OutReplaced:
	}
	return false
}

// ForCouncil is the For of what was frozen for the council.
const ForCouncil = "council"

// OutItem is something frozen that is to go to a server, or has gone.
type OutItem struct {
	ID       model.ID `json:"id"`
	Record   model.ID `json:"record"`
	Revision int      `json:"revision"`
	Target   string   `json:"target"` // the server, as the settings named it then
	Kind     string   `json:"kind"`   // what the bytes are
	// For is whom it was frozen for: ForCouncil, or the sharing of the record that
	// names who may have it. It is empty for what a store of schema 2 froze: nobody
	// knows who may have that.
	For string `json:"for,omitzero"`
	// Server is the address of the server that it first went to, or was frozen for;
	// empty until there is one.
	Server string `json:"server,omitzero"`
	// Over is what stood at the server when somebody brought this revision together
	// with it, or what still stood there when the rest of it was to be made anew;
	// empty for all others.
	Over []OutEntry `json:"over,omitempty"`
	// Revises are the SHA-256, in hex, of both that were brought together.
	Revises []string `json:"revises,omitempty"`
	// Anew tells that it is made again, on asking, on a server that has lost what it
	// had: what was known of it there before counts for nothing.
	Anew bool `json:"anew,omitzero"`
	// Bytes are written once and never changed; they are taken out of what never
	// went when words in it are. Outbox leaves them out.
	Bytes  []byte    `json:"-"`
	Hash   string    `json:"hash"`   // SHA-256 of Bytes, in hex
	Frozen time.Time `json:"frozen"` // UTC
	State  OutState  `json:"-"`
}

// OutState is what is known of an item's sending.
type OutState struct {
	Step  OutStep   `json:"step"`
	Since time.Time `json:"since"` // when this step was reached, UTC
	Tries int       `json:"tries,omitzero"`
	Next  time.Time `json:"next,omitzero"` // not to be tried before, UTC
	// Strategy is how it is sent: the way of the first try, which is kept to. Done
	// and Of count the entries that are confirmed, and all.
	Strategy string     `json:"strategy,omitzero"`
	Done     int        `json:"done,omitzero"`
	Of       int        `json:"of,omitzero"`
	Entries  []OutEntry `json:"entries,omitempty"`
	// Answer is the last answer in a machine's words, Detail what goes with it.
	Answer string            `json:"answer,omitzero"`
	Detail map[string]string `json:"detail,omitempty"`
	// Seen is when it was last looked whether it is still there, UTC.
	Seen time.Time `json:"seen,omitzero"`
	// Unclear tells of a later step than OutUnsure that something went out before of
	// which no answer came.
	Unclear bool `json:"unclear,omitzero"`
	// Went tells that something of it left the laptop, or may have.
	Went bool `json:"went,omitzero"`
}

// Out tells whether something of an item is known, or feared, to have left the
// laptop. Of what is going nobody knows it yet.
func (s OutState) Out() bool {
	switch s.Step {
	case OutWaiting, OutAsking, OutGoing, OutReplaced:
		return s.Went || s.Done > 0
	case OutUnsure, OutPartly, OutThere, OutRefused, OutConflict, OutGone:
	}
	return true
}

// OutEntry is one resource of an item, as the server knows it.
type OutEntry struct {
	Type     string `json:"type"`
	ID       string `json:"id"` // ours
	ServerID string `json:"serverId,omitzero"`
	ETag     string `json:"etag,omitzero"`
	Done     bool   `json:"done,omitzero"`
}

// Outbox returns everything that was ever frozen, without its bytes, and what of it
// can't be read: Damage.Record is then the item's id. It is in the order in which
// it goes: oldest first, and what is of one record by its revision.
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
	inOrder(all)
	return all, bad, nil
}

// inOrder sorts by the time of freezing, and then, in the places that a record has,
// by revision: the clock may have been another when one was frozen.
func inOrder(all []OutItem) {
	slices.SortStableFunc(all, func(a, b OutItem) int { return a.Frozen.Compare(b.Frozen) })
	places := map[model.ID][]int{}
	for i, x := range all {
		places[x.Record] = append(places[x.Record], i)
	}
	for _, at := range places {
		own := make([]OutItem, len(at))
		for n, i := range at {
			own[n] = all[i]
		}
		slices.SortStableFunc(own, func(a, b OutItem) int { return cmp.Compare(a.Revision, b.Revision) })
		for n, i := range at {
			all[i] = own[n]
		}
	}
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

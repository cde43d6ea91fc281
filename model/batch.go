package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Place is where somebody is in a conversation, by stage, topic, part and
// caret: what is gone back to after a lock, a restart or an undo.
type Place struct {
	Stage Stage  `json:"stage"`
	Topic string `json:"topic,omitzero"`
	Part  ID     `json:"part,omitzero"`
	Field string `json:"field,omitzero"`
	Caret int    `json:"caret,omitzero"` // byte offset in the part's text
}

// Change is one part as it was and as it became, each whole, so that a change
// can be read, undone and brought back by itself. Before is empty for a part
// that was not there, After for one that is gone.
type Change struct {
	Part   ID              `json:"part"`
	Kind   PartKind        `json:"kind"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
	// Left tells that nothing of what the part was may stay in this drawer: it
	// went to another one, or words of it did. Such a change has no Before, and
	// an After only where the part itself stays, as it is now. Whoever keeps
	// batches has those that came before Forget it.
	Left bool `json:"left,omitzero"`
}

// Batch is what happened between two moments of saving, in one drawer: the
// unit of keeping and of undoing. Batches of one record are numbered from 1
// without a gap.
type Batch struct {
	Seq    uint64    `json:"seq"`
	At     time.Time `json:"at"` // UTC
	By     ID        `json:"by,omitzero"`
	Action string    `json:"action"`
	// First is the number of the first batch of the same act, which is undone as
	// one: where an act touched more than one drawer, and where a run of typing
	// was kept bit by bit. Its own number where there is no other.
	First uint64 `json:"first"`
	// Undoes is the First of the act this one takes back, zero for none. To
	// redo is to undo an undoing.
	Undoes  uint64   `json:"undoes,omitzero"`
	Visit   ID       `json:"visit,omitzero"`
	Place   Place    `json:"place"` // where it happened
	Drawer  Drawer   `json:"drawer,omitzero"`
	Changes []Change `json:"changes"`
}

// NewChange records how a part was and became; either may be nil, not both.
// It panics only if a part can't be written as JSON, which its type rules out.
func NewChange(before, after Part) Change {
	p := after
	if p == nil {
		p = before
	}
	c := Change{Part: p.PartHead().ID, Kind: p.PartKind()}
	if before != nil {
		c.Before = mustEncode(before)
	}
	if after != nil {
		c.After = mustEncode(after)
	}
	return c
}

func mustEncode(p Part) json.RawMessage {
	raw, err := json.Marshal(p)
	if err != nil {
		panic(fmt.Sprintf("encode a %s: %v", p.PartKind(), err))
	}
	return raw
}

// Decode returns the part as it became, or nil where it is gone. The error
// says which part can't be read, without its words.
func (c Change) Decode() (Part, error) {
	if len(c.After) == 0 {
		return nil, nil
	}
	p, err := decodePart(c.Kind, c.After)
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", c.Part, err)
	}
	return p, nil
}

// DecodeBefore returns the part as it was, or nil where it was not there.
func (c Change) DecodeBefore() (Part, error) {
	return Change{Part: c.Part, Kind: c.Kind, After: c.Before}.Decode()
}

// Apply returns the record after the batch. A change that can't be read leaves
// its part as it was and is told by the error, together with any other; the
// record returned has all the rest.
func (r *Record) Apply(b Batch) (*Record, error) {
	var bad error
	all := make([]Became, 0, len(b.Changes))
	for _, c := range b.Changes {
		p, err := c.Decode()
		switch {
		case err != nil:
			bad = errors.Join(bad, fmt.Errorf("batch %d: %w", b.Seq, err))
		case p != nil || !r.movedOn(c, b.Drawer):
			all = append(all, Became{c.Kind, c.Part, p})
		}
	}
	return r.WithAll(all), bad
}

// Left are the parts of which a batch says that nothing of what they were may
// stay in its drawer.
func (b Batch) Left() map[ID]bool {
	var out map[ID]bool
	for _, c := range b.Changes {
		if c.Left {
			if out == nil {
				out = map[ID]bool{}
			}
			out[c.Part] = true
		}
	}
	return out
}

// Forget returns what stays of a change in a drawer that these parts left
// later, and whether anything does: of them, only that they left.
func (c Change) Forget(left map[ID]bool) (Change, bool) {
	if left[c.Part] {
		return Change{Part: c.Part, Kind: c.Kind, Left: c.Left}, c.Left
	}
	return c, true
}

// movedOn tells whether a part that left this drawer stands in another one
// already, where it must not be taken out.
func (r *Record) movedOn(c Change, from Drawer) bool {
	if !c.Left {
		return false
	}
	p := r.Part(c.Part)
	return p != nil && p.PartHead().Drawer != from
}

package desk

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"ownwords/model"
	"ownwords/store"
)

// together is what a revision was brought together from, where somebody did.
type together struct {
	Revises []string         `json:"revises"` // the hashes of both
	Over    []store.OutEntry `json:"over"`    // what stood at the server then
	// Notes are those in which that stands which one of them said. They are asked
	// for only where the person has to agree first: without them it was taken back.
	Notes []model.ID `json:"notes,omitempty"`
}

// togetherOf names both sides by their hashes, and keeps what was seen there:
// only of that may what comes of it stand in the place.
func togetherOf(x Theirs) together {
	var t together
	theirs := sha256.New()
	for _, key := range slices.Sorted(maps.Keys(x.There)) {
		_, _ = theirs.Write(x.There[key]) // a hash takes everything
		s, at := storedOf(x.There[key]), x.At[key]
		o := store.OutEntry{Type: at.Type, ID: at.ID, ServerID: cmp.Or(s.ID, at.ServerID)}
		if s.Meta.Version != "" {
			o.ETag = `W/"` + s.Meta.Version + `"`
		}
		t.Over = append(t.Over, o)
	}
	ours := sha256.Sum256(x.Ours)
	t.Revises = []string{hex.EncodeToString(ours[:]), hex.EncodeToString(theirs.Sum(nil))}
	return t
}

// broughtTogether notes from what a revision came.
func (t *Talk) broughtTogether(revision int, from together) {
	if t.merged == nil {
		t.merged = map[int]together{}
	}
	t.merged[revision] = from
}

// valueTogether is what all that was brought together is kept under, by record,
// while a person is still to agree to it: that may be at another visit.
const valueTogether = "together"

func (d *Desk) allTogether() (map[model.ID]together, error) {
	all := map[model.ID]together{}
	kept, err := d.store.Meta(valueTogether)
	if err != nil || kept == nil {
		return all, err
	}
	if err := json.Unmarshal(kept, &all); err != nil {
		return nil, fmt.Errorf("read what was brought together: %w", err)
	}
	return all, nil
}

// setTogether keeps from what the plan of a record came that waits to be agreed
// to; nil for nothing any more.
func (d *Desk) setTogether(record model.ID, from *together) error {
	all, err := d.allTogether()
	if err != nil {
		return err
	}
	if _, there := all[record]; !there && from == nil {
		return nil
	}
	delete(all, record)
	if from != nil {
		all[record] = *from
	}
	kept, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep what was brought together: %w", err)
	}
	return d.store.SetMeta(valueTogether, kept)
}

// keepTogether keeps from what the plan came that the person is asked again about.
// before is the record as it was before that.
func (t *Talk) keepTogether(from together, before *model.Record) error {
	for _, n := range t.Record().Notes {
		if model.Find(before.Notes, n.ID) == nil {
			from.Notes = append(from.Notes, n.ID)
		}
	}
	return t.desk.setTogether(t.Record().ID, &from)
}

// togetherFor is from what a revision came that these batches agree to: what
// somebody brought together and nobody took back since; zero for every other.
func (t *Talk) togetherFor(revision int, batches []model.Batch) (together, error) {
	if from, known := t.merged[revision]; known {
		return from, nil
	}
	r := t.Record()
	from, err := t.desk.notSentYet(r.ID, revisionBefore(batches, revision))
	if err != nil || from.Over != nil {
		return from, err
	}
	all, err := t.desk.allTogether()
	if err != nil {
		return together{}, err
	}
	from = all[r.ID]
	if slices.ContainsFunc(from.Notes, func(id model.ID) bool { return model.Find(r.Notes, id) == nil }) {
		return together{}, nil
	}
	return from, nil
}

// revisionBefore is the revision that stood until these batches made another.
func revisionBefore(batches []model.Batch, revision int) int {
	for _, b := range slices.Backward(batches) {
		for _, c := range slices.Backward(b.Changes) {
			var was struct{ Revision int }
			if c.Kind == model.KindConversation && json.Unmarshal(c.Before, &was) == nil && was.Revision != revision {
				return was.Revision
			}
		}
	}
	return revision
}

// notSentYet is from what a revision came that another takes the place of, where
// it never went.
func (d *Desk) notSentYet(record model.ID, revision int) (together, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return together{}, fmt.Errorf("read outbox: %w", err)
	}
	for _, i := range items {
		if i.Record == record && i.Revision == revision && i.State.Step == store.OutWaiting && i.Over != nil {
			return together{Revises: i.Revises, Over: i.Over}, nil
		}
	}
	return together{}, nil
}

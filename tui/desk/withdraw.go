package desk

import (
	"context"
	"fmt"
	"slices"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/store"
)

// Do does something, and says so where what it took back is with others already.
func (t *Talk) Do(action string, answers map[string]string) flow.Effect {
	e := t.Flow.Do(action, answers)
	if action != "undo" && action != "redo" {
		return e
	}
	before := t.Record().Conversation.ChangedSince
	if t.Save() == nil && t.Record().Conversation.ChangedSince && !before {
		e.Say = append(e.Say, model.Msg("sent.taken-back", "who", t.Record().Person.Name()))
	}
	return e
}

// withdraw takes back what was frozen of an agreement that was undone. What
// stood before it is the plan again: it waits as it did, unless a later one has
// gone.
func (t *Talk) withdraw(c *model.Conversation) error {
	ctx, stop := flushing(context.Background())
	defer stop()
	if err := t.writer.Flush(ctx); err != nil {
		return fmt.Errorf("withdraw revision %d: %w", t.frozen, err)
	}
	record := t.Record()
	if err := t.desk.store.TakeBack(record.ID, c.Revision); err != nil {
		return err
	}
	if !c.Standing.Plan() || !t.desk.whyStays(record).Zero() || t.takenFrom(c.Revision) {
		return nil
	}
	if left, err := t.leftAfter(c.Revision); err != nil || left {
		return err
	}
	return t.desk.store.PutBack(record.ID, c.Revision)
}

// outdated makes the plan a changed one where these batches turned it back to
// one that a later one has gone behind: nothing says another thing there than
// here without a word.
func (t *Talk) outdated(batches []model.Batch) error {
	c := t.Record().Conversation
	if !turned(batches) || !c.Standing.Plan() || c.ChangedSince {
		return nil
	}
	left, err := t.leftAfter(c.Revision)
	if err != nil || !left {
		return err
	}
	t.LeftAlready()
	return t.hand(t.Take())
}

// turned tells whether something was taken back, or done again.
func turned(batches []model.Batch) bool {
	return slices.ContainsFunc(batches, func(b model.Batch) bool { return b.Undoes != 0 })
}

// leftAfter tells whether a later plan than this revision is with others, or may
// be.
func (t *Talk) leftAfter(revision int) (bool, error) {
	items, _, err := t.desk.store.Outbox()
	if err != nil {
		return false, fmt.Errorf("look what has gone of %s: %w", t.Record().ID, err)
	}
	return slices.ContainsFunc(items, func(i store.OutItem) bool {
		return i.Record == t.Record().ID && i.Revision > revision && withOthers(i)
	}), nil
}

// withOthers tells whether an item is at a server, whole or in part, or may be.
func withOthers(i store.OutItem) bool {
	switch i.State.Step {
	case store.OutThere, store.OutGoing, store.OutUnsure, store.OutPartly:
		return true
	case store.OutWaiting, store.OutAsking:
		return i.State.Out()
	case store.OutGone:
		return Parcel{State: i.State}.PartGone()
	case store.OutRefused, store.OutConflict, store.OutReplaced:
	}
	return false
}

package desk

import (
	"errors"
	"slices"
	"testing"

	"ownwords/model"
	"ownwords/store"
)

// past reads what is kept of how a conversation came to be.
func past(t *testing.T, d *Desk, k *Talk) Past {
	t.Helper()
	flush(t, k)
	p, err := d.ReadPast(k.Record().ID)
	if err != nil {
		t.Fatalf("ReadPast() = %v", err)
	}
	return p
}

// TestHistoryHasWhoAndThePlansAmongIt: who did it by the name of the passphrase
// that the notes were opened with, and before there was one by whoever holds the
// conversation.
func TestHistoryHasWhoAndThePlansAmongIt(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Amend(k.Notes()[0].ID, `"I want to bowl."`)
	p := past(t, d, k)
	lines := k.History(p)
	i := slices.IndexFunc(lines, func(l Line) bool { return l.Version != nil })
	if i != 2 || lines[i].What.ID != "history.kept.agreed" || lines[0].What.ID != "history.thing.changed" || lines[1].What.ID != "history.said.changed" {
		t.Fatalf("the plan stands at %d of %d lines, want it under the note that was changed since, and the want", i, len(lines))
	}
	if got := lines[0].What.Args["who"]; got != "Dele" {
		t.Errorf("who = %v, want Dele, who holds the conversation", got)
	}
	if v := lines[i].Version; len(v.Lines) != 2 || v.Went { // the note, and the want that was drawn out of it
		t.Errorf("since the plan was agreed %d parts changed, sent %v; want two, and not sent", len(v.Lines), v.Went)
	}
	if by := lines[0].By; by == "" || !slices.ContainsFunc(p.Tail, func(b model.Batch) bool { return b.By == by }) {
		t.Errorf("it was done by %q, want the way in by which the notes were opened", by)
	}
	p.names[lines[0].By] = "Marsha Reid"
	if got := k.History(p)[0].What.Args["who"]; got != "Marsha Reid" {
		t.Errorf("who = %v, want the name of the passphrase", got)
	}
}

// TestAnOlderPlanWithALineThatWasTakenOutNeverGoes: whatever is taken back
// behind the shredding.
func TestAnOlderPlanWithALineThatWasTakenOutNeverGoes(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add("The pension card is in the tin.")
	agree(t, k)
	k.Go(model.Place{Stage: model.StageWants, Part: k.Record().Wants[0].ID})
	k.Do("want.set", map[string]string{"why": "the people there"})
	agree(t, k)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.SetCaret(k.Notes()[1].ID, 0)
	k.Do("note.wrong", map[string]string{"as": "shred"})
	flush(t, k)
	for range 12 {
		k.Undo()
		flush(t, k)
		for _, p := range outgoing(t, d) {
			if p.Revision < 3 {
				t.Fatalf("revision %d waits to go, with the line that was taken out", p.Revision)
			}
		}
	}
}

// TestTwoHandsInOneRecordLoseNothing: whoever comes second is told at once and
// keeps what was typed, and the record is not jammed for the first.
func TestTwoHandsInOneRecordLoseNothing(t *testing.T) {
	d := newDesk(t)
	first := withPlan(t, d)
	id := first.Record().ID
	second, _, err := d.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	first.Add("She sews.")
	flush(t, first)
	second.Add("She sings.")
	for range 2 {
		if err := second.Save(); !errors.Is(err, store.ErrOrder) {
			t.Errorf("Save() of the second hand = %v, want %v", err, store.ErrOrder)
		}
	}
	if _, waiting, _ := second.State(); waiting == 0 || d.Unsaved(second).Zero() {
		t.Errorf("State() of the second hand = %d waiting, Unsaved() = %v, want that it is not saved", waiting, d.Unsaved(second))
	}
	first.Add("She keeps bees.")
	leave(t, first)
	r, _, err := d.Show(id)
	if err != nil || len(r.Notes) != len(first.Record().Notes) {
		t.Errorf("Show() = %d notes, error %v, want all %d of the first hand", len(r.Notes), err, len(first.Record().Notes))
	}
}

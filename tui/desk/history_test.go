package desk

import (
	"errors"
	"slices"
	"strings"
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

// TestALineIsMovedToWhoseItIs: it stands in the other record, on disk, before it
// goes out of this one.
func TestALineIsMovedToWhoseItIs(t *testing.T) {
	d := newDesk(t)
	harjit, err := d.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	harjit.Do("visit.set", map[string]string{"who": "Harjit Kaur Sandhu"})
	if err := harjit.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	k := withPlan(t, d)
	agree(t, k)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	n := k.Notes()[0]
	if err := d.MoveIn(t.Context(), harjit.Record().ID, n, model.Find(k.Record().Voices, n.Voice)); err != nil {
		t.Fatalf("MoveIn() = %v", err)
	}
	k.SetCaret(n.ID, 0)
	k.Do("note.wrong", map[string]string{"as": "shred"})
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	r, _, err := d.Show(harjit.Record().ID)
	if err != nil || len(r.Notes) != 1 || r.Notes[0].Text != n.Text || r.Notes[0].Voice != r.PersonVoice().ID {
		t.Errorf("Harjit's record has the notes %v, error %v; want the line, as hers", r.Notes, err)
	}
	p := past(t, d, k)
	for _, b := range p.Tail {
		for _, c := range b.Changes {
			if strings.Contains(string(c.Before)+string(c.After), "bowls club") {
				t.Errorf("batch %d of Peggy's record has it still", b.Seq)
			}
		}
	}
	for _, x := range p.Kept {
		if model.Find(x.Record.Notes, n.ID) != nil || len(x.Taken) != 1 && x.Revision == 1 {
			t.Errorf("the plan that was agreed (%d) has it still, or does not say that a line was taken out", x.Revision)
		}
	}
	if err := d.Tidy(t.Context()); err != nil {
		t.Errorf("Tidy() = %v", err)
	}
}

// TestALineThatIsMovedTwiceStandsThereOnce: Enter is pressed twice, or once more
// because nothing seemed to come of it; and nothing of it jams the record.
func TestALineThatIsMovedTwiceStandsThereOnce(t *testing.T) {
	d := newDesk(t)
	peggy, harjit := withPlan(t, d), withPlan(t, d)
	for _, k := range []*Talk{peggy, harjit} {
		if err := k.Leave(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	n := model.Copy(peggy.Record().Notes[0])
	n.Text = "The pension card is in the tin."
	to := harjit.Record().ID
	moved := make(chan error, 2)
	for range 2 {
		go func() { moved <- d.MoveIn(t.Context(), to, n, nil) }()
	}
	for range 2 {
		if err := <-moved; err != nil {
			t.Errorf("MoveIn() = %v", err)
		}
	}
	k, _, err := d.Open(to)
	if err != nil {
		t.Fatalf("Open() = %v", err)
	}
	times := 0
	for _, x := range k.Record().Notes {
		if x.Text == n.Text {
			times++
		}
	}
	if times != 1 {
		t.Errorf("the line stands there %d times, want once", times)
	}
	other := model.Copy(n)
	other.ID = model.NewID()
	if err := d.MoveIn(t.Context(), to, other, nil); !errors.Is(err, store.ErrOpen) {
		t.Errorf("MoveIn() of another, into a record that somebody is in = %v, want %v", err, store.ErrOpen)
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

package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ownwords/model"
	"ownwords/store"
)

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
	if err := d.MoveIn(t.Context(), k.Record().ID, harjit.Record().ID, n, model.Find(k.Record().Voices, n.Voice)); err != nil {
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
		go func() { moved <- d.MoveIn(t.Context(), peggy.Record().ID, to, n, nil) }()
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
	if err := d.MoveIn(t.Context(), peggy.Record().ID, to, other, nil); !errors.Is(err, store.ErrOpen) {
		t.Errorf("MoveIn() of another, into a record that somebody is in = %v, want %v", err, store.ErrOpen)
	}
}

// TestAMoveThatWasBrokenOffIsFinished: the program was killed when the line stood
// in both records. What was changed in one of them since stays in both, and is
// told.
func TestAMoveThatWasBrokenOffIsFinished(t *testing.T) {
	for _, tt := range []struct {
		name       string
		meanwhile  func(t *testing.T, from, to *Talk)
		want, told bool // whether the line stays where it was, and whether that is said
	}{
		{"as it was", func(*testing.T, *Talk, *Talk) {}, false, false},
		{"typed in where it was", func(_ *testing.T, from, _ *Talk) { from.Edit(from.Notes()[0].ID, 0, 0, "On, and on. ") }, true, true},
		{"typed in where it went", func(_ *testing.T, _, to *Talk) { to.Edit(to.Record().Notes[1].ID, 0, 0, "On, and on. ") }, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			peggy, harjit := withPlan(t, d), withPlan(t, d)
			n := peggy.Record().Notes[0]
			leave(t, harjit)
			if err := d.MoveIn(t.Context(), peggy.Record().ID, harjit.Record().ID, n, nil); err != nil {
				t.Fatalf("MoveIn() = %v", err)
			}
			if err := d.finishMoves(t.Context()); err != nil || model.Find(peggy.Record().Notes, n.ID) == nil {
				t.Fatalf("finishMoves() with somebody in the record = %v, or it took the line from under their hands", err)
			}
			leave(t, peggy)
			for _, k := range []**Talk{&peggy, &harjit} {
				opened, _, err := d.Open((*k).Record().ID)
				if err != nil {
					t.Fatal(err)
				}
				*k = opened
			}
			peggy.Go(model.Place{Stage: model.StageTalk, Topic: n.Topic})
			tt.meanwhile(t, peggy, harjit)
			leave(t, peggy)
			leave(t, harjit)
			for range 2 {
				if err := d.Tidy(t.Context()); err != nil {
					t.Fatalf("Tidy() = %v", err)
				}
			}
			r, _, err := d.Show(peggy.Record().ID)
			if err != nil {
				t.Fatal(err)
			}
			if got := model.Find(r.Notes, n.ID) != nil; got != tt.want {
				t.Errorf("the line stands where it was = %v, want %v", got, tt.want)
			}
			r, _, err = d.Show(harjit.Record().ID)
			if err != nil || len(r.Notes) != 2 {
				t.Errorf("there are %d notes where it went, error %v; want two", len(r.Notes), err)
			}
			if got := slices.ContainsFunc(d.Warnings(), func(m model.Message) bool { return m.ID == "warning.in-both" }); got != tt.told {
				t.Errorf("it is told = %v, want %v", got, tt.told)
			}
			if all, err := d.onTheirWay(); err != nil || len(all) != 0 {
				t.Errorf("on their way are %v, error %v; want none", all, err)
			}
		})
	}
}

package flow

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"ownwords/model"
)

// TestALineInTheWrongRecordLeavesNothing: with what a mark drew out of it, in no
// batch that is kept, and nothing takes that back.
func TestALineInTheWrongRecordLeavesNothing(t *testing.T) {
	for _, name := range []string{"typed", "marked", "split", "in the want more was typed", "an own note"} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			tail := f.Take()
			f.Add(`"I sew."`)
			f.Add(`"The pensioncard is in the tin."`)
			switch name {
			case "marked":
				f.Do("mark.wanted", nil)
			case "split":
				n := f.Notes()[1]
				f.Split(n.ID, len("The "))
				f.Split(f.Notes()[2].ID, len("pensioncard"))
				f.Join(f.Notes()[3].ID)
				f.Join(f.Notes()[2].ID)
			case "in the want more was typed":
				f.Do("mark.wanted", nil)
				f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
				f.Do("want.set", map[string]string{"why": "it is hers"})
				f.Go(model.Place{Stage: model.StageTalk})
			case "an own note":
				f.Do("mark.mine", nil)
				f.Go(model.Place{Stage: model.StageMine})
			}
			f.Amend(f.InHand().ID, `"The pensioncard was in the tin."`)
			f.Do("note.wrong", map[string]string{"as": "shred"})
			kept, _ := asKept(append(tail, f.Take()...))
			for _, x := range []any{kept, f.Record(), f.steps.undo} {
				if raw, err := json.Marshal(x); err != nil || bytes.Contains(raw, []byte("pensioncard")) {
					t.Errorf("it stands in %s still (error %v)", raw, err)
				}
			}
			if e := f.Undo(); e.Say[0].ID != "undo.never" {
				t.Errorf("Undo() says %v, want that nothing takes it back", e.Say)
			}
			f.Undo()
			f.Redo()
			if raw, _ := json.Marshal(f.Record()); bytes.Contains(raw, []byte("pensioncard")) {
				t.Errorf("taken back and done again it stands in %s", raw)
			}
		})
	}
}

// TestWordsThatWereDrawnOutAndChangedAreNamed: somebody has to change them by
// hand, and is told so before.
func TestWordsThatWereDrawnOutAndChangedAreNamed(t *testing.T) {
	f := newFlow(t)
	f.Add(`"To bowl."`)
	f.Do("mark.wanted", nil)
	n := f.InHand()
	if got := f.DrawnFrom(n); len(got) > 0 {
		t.Errorf("DrawnFrom() = %v, want nothing: it goes with the note", got)
	}
	f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
	f.Do("read.change", nil)
	f.Go(model.Place{Stage: model.StageReadBack})
	f.Do("read.change", map[string]string{"words": "To bowl on Fridays"})
	if got := f.DrawnFrom(n); len(got) != 1 || got[0].ID != "thing.want" {
		t.Errorf("DrawnFrom() = %v, want the want that says more", got)
	}
}

// TestAWorryKeepsItsNote: what was said about safety is not shredded beneath it.
func TestAWorryKeepsItsNote(t *testing.T) {
	f := newFlow(t)
	f.Go(model.Place{Stage: model.StageMine})
	f.Add("Ron shouts at her.")
	note := f.Notes()[0].ID
	f.SetCaret(note, 0)
	f.Do("mine.settle", map[string]string{"as": "worry"})
	f.Go(model.Place{Stage: model.StageMine, Part: note})
	if a, _ := f.Action("note.wrong"); a.On || a.Why.ID != "why.is-worry" {
		t.Errorf("note.wrong is on, or off because of %v, want the worry", a.Why)
	}
}

// TestALineFromAnotherRecordIsTheSameVoicesHere: the person's there is the
// person's here, and who is nobody here is somebody from now on.
func TestALineFromAnotherRecordIsTheSameVoicesHere(t *testing.T) {
	f := newFlow(t)
	from := newFlow(t).Record()
	other := &model.Voice{Head: model.Head{ID: "x"}, Name: "Kyle", Role: model.RoleFriend}
	for _, c := range []struct {
		voice *model.Voice
		want  string
	}{
		{from.PersonVoice(), "Peggy"}, {from.WorkerVoice(), "Dele"}, {from.Voices[2], "Carol"}, {other, "Kyle"}, {other, "Kyle"}, {nil, "Dele"},
	} {
		f.TakeIn(&model.Note{Head: model.Head{ID: "n"}, Text: "pensioncard", Topic: "elsewhere", Marks: []model.Mark{model.MarkWanted}}, c.voice)
		n := f.Record().Notes[len(f.Record().Notes)-1]
		if got := f.VoiceName(n.Voice); got != c.want || n.Topic != "matters" || len(n.Marks) > 0 || n.Visit != f.visit() {
			t.Errorf("a note of %v: %+v of %q, want it of %s, on the first page, unmarked", c.voice, n, got, c.want)
		}
	}
	if n := len(f.Record().Voices); n != 4 {
		t.Errorf("there are %d voices, want one more", n)
	}
	f.Undo()
	if n := len(f.Record().Notes); n != 5 {
		t.Errorf("taken back, there are %d notes, want one less", n)
	}
	if ids := f.Record().Notes; slices.ContainsFunc(ids, func(n *model.Note) bool { return n.ID == "n" }) {
		t.Error("a note has the id that it had in the other record")
	}
}

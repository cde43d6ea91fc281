package tui

import (
	"strings"
	"testing"

	"ownwords/model"
)

// TestALineInTheWrongRecordIsMovedToWhoseItIs: chosen step by step, and nothing
// is done before the last.
func TestALineInTheWrongRecordIsMovedToWhoseItIs(t *testing.T) {
	d := newDrive(t)
	d.with("Harjit Kaur Sandhu", 3, nil)
	d.start("Peggy Ashworth", "")
	d.typed("The pension card is in the tin.")
	d.act("note.wrong")
	d.golden("wrong")
	d.keys("1", "down", "enter")
	d.shows("Harjit Kaur Sandhu")
	d.golden("wrong-move")
	d.keys("1")
	d.shows("Move it to Harjit Kaur Sandhu’s record now")
	d.golden("wrong-moved")
	d.keys("down", "enter")
	d.shows("It stands in Harjit Kaur Sandhu’s record now")
	d.hides("pension card")
	d.keys("ctrl+z")
	d.shows("This can't be taken back: a line that should never have been here.")
	all, _, err := d.app.desk.Everyone("Harjit")
	if err != nil || len(all) != 1 {
		t.Fatalf("Everyone() = %v, error %v", all, err)
	}
	r, _, err := d.app.desk.Show(all[0].ID)
	if err != nil || len(r.Notes) != 1 || r.Notes[0].Text != "The pension card is in the tin." {
		t.Errorf("Harjit's notes are %v, error %v, want the line", r.Notes, err)
	}
}

// TestALineThatBelongsNowhereIsShredded, and the history says only that.
func TestALineThatBelongsNowhereIsShredded(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("The pension card is in the tin.")
	d.act("note.wrong")
	d.keys("1", "down", "enter")
	d.shows("It is gone from this record for good.")
	d.act("history")
	d.shows("took a line out")
	d.hides("pension")
	h, err := d.app.desk.ReadPast(d.app.talk.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range h.Tail {
		for _, c := range b.Changes {
			if c.Kind == model.KindNote && strings.Contains(string(c.Before)+string(c.After), "pension") {
				t.Errorf("batch %d has it still", b.Seq)
			}
		}
	}
}

package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
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
	d.keys("enter")
	d.typed("Hardeep")
	d.keys("enter")
	d.shows("Hardeep", "There is no other record of that name on this laptop.")
	d.golden("wrong-nobody")
	d.keys("backspace", "backspace", "backspace", "backspace")
	d.shows("Har", "Move it to Harjit Kaur Sandhu’s record now")
	d.hides("no other record")
	d.typed("jit")
	d.golden("wrong-move")
	d.keys("enter")
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
	t.Parallel()
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("The pension card is in the tin.")
	d.act("note.wrong")
	d.keys("1", "down", "enter")
	d.shows("It is gone from this record for good.")
	d.act("history")
	d.shows("took a line out")
	d.hides("pension")
	d.keys("enter")
	d.shows("It was taken out for good.")
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

// TestAPlanThatWasKeptDoesNotHaveItEither: it says only that a line was taken
// out of it.
func TestAPlanThatWasKeptDoesNotHaveItEither(t *testing.T) {
	d := withVisit(t, func(k *desk.Talk) {
		k.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
		k.Add("The pension card is in the tin.")
		agrees(k)
	})
	notes := d.app.talk.Record().Notes
	i := slices.IndexFunc(notes, func(n *model.Note) bool { return strings.Contains(n.Text, "pension") })
	d.run(d.app.goTo(model.Place{Stage: model.StageTalk, Topic: notes[i].Topic, Part: notes[i].ID}))
	d.act("note.wrong")
	d.keys("1", "down", "enter")
	d.shows("It is gone from this record for good.", "Safety copies")
	d.act("history")
	d.hides("pension")
	d.typed("as it was agreed (1)")
	d.keys("enter")
	d.shows("A line was taken out of it since.")
	d.hides("pension")
	d.keys("enter")
	d.hides("pension")
	d.keys("esc", "esc", "esc", "esc")
	d.act("read")
	d.hides("pension")
}

// toMove is a line that is about to be moved to Harjit's record: with Enter.
func toMove(t *testing.T) *drive {
	t.Helper()
	d := newDrive(t)
	d.with("Harjit Kaur Sandhu", 3, nil)
	d.start("Peggy Ashworth", "")
	d.typed("The pension card is in the tin.")
	d.act("note.wrong")
	d.keys("1")
	d.typed("harjit")
	return d
}

// TestOfSeveralOneIsChosen: Enter does nothing while more than one can be meant,
// and what was typed stays.
func TestOfSeveralOneIsChosen(t *testing.T) {
	d := newDrive(t)
	for i, name := range []string{"Harjit Kaur Sandhu", "Joan Pemberton", "Joan Pembertons", "Joan Pemberton", "Yusuf Demir", "Ann Lee"} {
		d.with(name, i+1, nil)
	}
	d.start("Peggy Ashworth", "")
	d.typed("The pension card is in the tin.")
	d.act("note.wrong")
	d.keys("1", "enter")
	d.shows("Whose line it is", "and 1 more")
	d.typed("joan")
	d.keys("enter")
	d.shows("3 people can be meant")
	d.hides("Harjit", "more: type")
	d.golden("wrong-several")
	d.typed(" pemberton")
	d.keys("enter")
	d.shows("2 people can be meant", "joan pemberton")
	d.keys("down", "down", "enter")
	d.shows("It stands in Joan Pemberton’s record now")
}

// TestWhereThereIsNobodyElseItCanOnlyGo, and an Enter in haste takes nothing out.
func TestWhereThereIsNobodyElseItCanOnlyGo(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("The pension card is in the tin.")
	d.act("note.wrong")
	d.hides("another person")
	d.keys("enter", "enter", "enter")
	d.shows("The pension card is in the tin.", "Take it out for good now")
	d.keys("esc")
	d.shows("The pension card is in the tin.")
	d.hides("for good")
}

// hasLine tells how often a line stands in somebody's record.
func (d *drive) hasLine(name, line string) (n int) {
	d.t.Helper()
	all, _, err := d.app.desk.Everyone(name)
	if err != nil || len(all) != 1 {
		d.t.Fatalf("Everyone(%s) = %v, error %v", name, all, err)
	}
	r, _, err := d.app.desk.Show(all[0].ID)
	if err != nil {
		d.t.Fatalf("Show(%s) = %v", name, err)
	}
	for _, x := range r.Notes {
		if x.Text == line {
			n++
		}
	}
	return n
}

// movedOnce looks, from home, whether the line stands where it belongs and
// nowhere else.
func (d *drive) movedOnce() {
	d.t.Helper()
	if d.app.talk != nil {
		d.act("home")
	}
	const line = "The pension card is in the tin."
	if n := d.hasLine("Harjit", line); n != 1 {
		d.t.Errorf("the line stands with Harjit %d times, want once", n)
	}
	if n := d.hasLine("Peggy", line); n != 0 {
		d.t.Errorf("the line stands with Peggy %d times, want it gone", n)
	}
}

// TestEnterTwiceMovesALineOnce, and nothing else on the page does anything
// before it is told.
func TestEnterTwiceMovesALineOnce(t *testing.T) {
	t.Parallel()
	d := toMove(t)
	first := d.app.pressed(press("enter"))
	if second := d.app.pressed(press("enter")); second != nil {
		t.Error("the second Enter did something")
	}
	d.keys("up", "up", "2")
	d.run(first)
	d.shows("It stands in Harjit Kaur Sandhu’s record now")
	d.movedOnce()
}

// TestAMoveThatWasBegunIsFinishedWhereverOneIs: on another page, at home, in
// another conversation, or behind a lock.
func TestAMoveThatWasBegunIsFinishedWhereverOneIs(t *testing.T) {
	t.Parallel()
	for name, gone := range map[string]func(*drive){
		"another page": func(d *drive) { d.keys("esc"); d.act("go.risks") },
		"home":         func(d *drive) { d.act("home") },
		"with another": func(d *drive) { d.act("home"); d.keys("n"); d.typed("Joan Pemberton"); d.keys("enter") },
	} {
		t.Run(name, func(t *testing.T) {
			d := toMove(t)
			move := d.app.pressed(press("enter"))
			gone(d)
			d.run(move)
			d.shows("The line you moved stands where it belongs now")
			d.movedOnce()
		})
	}
	t.Run("behind a lock", func(t *testing.T) {
		d := toMove(t)
		done := d.app.pressed(press("enter"))() // it is on disk, and not told yet
		d.run(d.app.lock())
		d.send(done)
		d.hides("pension", "Peggy")
		d.unlock()
		d.tick()
		d.movedOnce()
	})
	t.Run("changed meanwhile", func(t *testing.T) {
		d := toMove(t)
		done := d.app.pressed(press("enter"))()
		d.keys("esc")
		d.typed(" Or under it.")
		d.send(done)
		d.shows("was changed meanwhile")
		d.act("home")
		if n := d.hasLine("Peggy", "The pension card is in the tin. Or under it."); n != 1 {
			t.Error("what was typed behind it is gone")
		}
	})
}

// TestARecordThatIsOpenedTooLateIsDropped: nobody is in it then, and nothing
// waits for them to leave.
func TestARecordThatIsOpenedTooLateIsDropped(t *testing.T) {
	d := newDrive(t)
	d.with("Harjit Kaur Sandhu", 3, nil)
	all, _, err := d.app.desk.Everyone("Harjit")
	if err != nil || len(all) != 1 {
		t.Fatalf("Everyone() = %v, error %v", all, err)
	}
	late := d.app.openRecord(all[0].ID, model.Place{})
	twice := d.app.openRecord(all[0].ID, model.Place{})
	d.start("Peggy Ashworth", "")
	d.run(tea.Batch(late, twice))
	d.shows("Peggy")
	d.act("home")
	n := &model.Note{Text: "She sews."}
	n.ID, n.Drawer = model.NewID(), model.DrawerShared
	if err := d.app.desk.MoveIn(t.Context(), model.NewID(), all[0].ID, n, nil); err != nil {
		t.Errorf("MoveIn() with nobody in any record = %v", err)
	}
	first, second := d.app.openRecord(all[0].ID, model.Place{}), d.app.openRecord(all[0].ID, model.Place{})
	d.run(first)
	d.run(second)
	n.ID = model.NewID()
	if err := d.app.desk.MoveIn(t.Context(), model.NewID(), all[0].ID, n, nil); err == nil {
		t.Error("MoveIn() with somebody in the record, which was opened twice = nil, want an error")
	}
}

// What was drawn from a line that was taken out for good keeps its row, and says
// why there is nothing in it.
func TestWhatWasDrawnFromATakenLineSaysSo(t *testing.T) {
	t.Parallel()
	d := withVisit(t, peggysVisit)
	k := d.app.talk
	bath := slices.IndexFunc(k.Record().Notes, func(n *model.Note) bool { return strings.HasPrefix(n.Text, "If I have a bath") })
	note := k.Record().Notes[bath]
	k.Go(model.Place{Stage: model.StageTalk, Topic: note.Topic, Part: note.ID})
	k.Do("note.wrong", map[string]string{"as": "shred"})
	for _, page := range []string{"go.wants", "go.needs", "go.helps"} {
		d.act(page)
		d.shows("(its words were taken out)")
		d.hides("If I have a bath")
	}
}

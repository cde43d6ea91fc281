package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ownwords/model"
)

// TestManyPastedLinesStandInTheirOrder: however many there are, wherever they go
// in, each is a note in its place, and one undo takes all of them back.
func TestManyPastedLinesStandInTheirOrder(t *testing.T) {
	f := newFlow(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	for _, line := range []string{"before", "in the middle", "after"} {
		f.Add(line)
	}
	texts := func() []string {
		var all []string
		for _, n := range f.Notes() {
			all = append(all, n.Text)
		}
		return all
	}
	var lines []string
	for i := range 3000 {
		lines = append(lines, fmt.Sprint("line ", i))
	}
	was := texts()
	f.Paste(f.Notes()[1].ID, len("in "), lines)
	want := slices.Concat([]string{"before", "in line 0"}, lines[1:2999], []string{"line 2999the middle", "after"})
	if got := texts(); !slices.Equal(got, want) {
		t.Errorf("%d notes, from %q to %q, want %d", len(got), got[1], got[len(got)-2], len(want))
	}
	longest := slices.MaxFunc(f.Notes(), func(a, b *model.Note) int { return len(a.Order) - len(b.Order) })
	if len(longest.Order) > 16 {
		t.Errorf("a note's order key has %d digits", len(longest.Order))
	}
	notes := f.Notes()
	f.Cut(notes[0].ID, len("be"), notes[len(notes)-1].ID, len("af"))
	if got := texts(); !slices.Equal(got, []string{"be ter"}) {
		t.Errorf("cut out again they leave %d notes, the first %q", len(got), got[0])
	}
	e := f.Undo()
	if say := e.Say[0]; say.ID != "undo.back" || say.Args["what"].(model.Message).ID != "act.cut" || !slices.Equal(texts(), want) {
		t.Errorf("the cut undone, there are %d notes, want %d; said %+v", len(texts()), len(want), say)
	}
	if f.Undo(); !slices.Equal(texts(), was) {
		t.Errorf("undone, the notes are %.100q, want %q", strings.Join(texts(), "|"), was)
	}
	if f.Redo(); !slices.Equal(texts(), want) {
		t.Errorf("done again, there are %d notes, want %d", len(texts()), len(want))
	}
}

// TestLinesPastedOnAnEmptyPageComeBehindTheRest: the note that is not there yet
// is behind the last, and so is what is pasted into it.
func TestLinesPastedOnAnEmptyPageComeBehindTheRest(t *testing.T) {
	f := newFlow(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	f.Add("first")
	f.Paste("", 0, []string{"one", "two", "three"})
	var got []string
	for _, n := range f.Notes() {
		got = append(got, n.Text)
		if len(n.Order) > 8 {
			t.Errorf("the order key of %q is %q", n.Text, n.Order)
		}
	}
	if want := []string{"first", "one", "two", "three"}; !slices.Equal(got, want) {
		t.Errorf("notes = %q, want %q", got, want)
	}
}

package flow

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// leaving are ways in which words of a note that is one's own came to stand in
// other parts. Each leaves the note with Ron in it in hand.
var leaving = []struct {
	name string
	do   func(f *Flow)
}{
	{"alone", func(f *Flow) { f.Add("Ron hits me.") }},
	{"wanted", func(f *Flow) { f.Add("To leave Ron."); f.Do("mark.wanted", nil) }},
	{"a risk", func(f *Flow) { f.Add("Ron is at home."); f.Do("mark.risk", nil) }},
	{"wanted, and not", func(f *Flow) { f.Add("To leave Ron."); f.Do("mark.wanted", nil); f.Do("mark.wanted", nil) }},
	{"wanted, and more was typed of it", func(f *Flow) {
		f.Add("To leave Ron.")
		f.Do("mark.wanted", nil)
		f.Go(model.Place{Stage: model.StageWants, Part: f.r.Wants[0].ID})
		f.Do("want.set", map[string]string{"why": "the children"})
		f.Go(model.Place{Stage: model.StageTalk, Part: f.r.Notes[0].ID})
	}},
	{"wanted, and put otherwise", func(f *Flow) {
		f.Add("To leave Ron.")
		f.Do("mark.wanted", nil)
		f.Do("go.readback", nil)
		f.Do("read.change", map[string]string{"words": "A flat of my own"})
		f.Go(model.Place{Stage: model.StageTalk, Part: f.r.Notes[0].ID})
	}},
	{"split", func(f *Flow) { f.Add("Fine here. Ron hits me."); f.Split(f.r.Notes[0].ID, 11) }},
	{"split twice", func(f *Flow) {
		f.Add("Fine here. Really. Ron hits me.")
		f.Split(f.r.Notes[0].ID, 11)
		f.Split(f.r.Notes[1].ID, 8)
	}},
	{"pasted into the middle", func(f *Flow) {
		f.Add("Fine. Ron hits me.")
		f.Paste(f.r.Notes[0].ID, 6, []string{"Here.", ""})
		f.Split(f.r.Notes[0].ID, 6)
	}},
	{"cut into another, and back", func(f *Flow) {
		f.Add("Fine. Really.")
		f.Add("She said: Ron hits me.")
		f.Cut(f.r.Notes[0].ID, 5, f.r.Notes[1].ID, 9)
		f.Undo()
		f.Go(model.Place{Stage: model.StageTalk, Part: f.r.Notes[1].ID})
	}},
	{"joined, and parted again", func(f *Flow) {
		f.Add("Fine here.")
		f.Add("Ron hits me.")
		f.Join(f.r.Notes[1].ID)
		f.Undo()
		f.Go(model.Place{Stage: model.StageTalk, Part: f.r.Notes[1].ID})
	}},
}

// TestNothingOfAMovedNoteStaysInTheDrawerItLeft: not in what the talk was
// before, however its words had come to stand there.
func TestNothingOfAMovedNoteStaysInTheDrawerItLeft(t *testing.T) {
	for _, way := range leaving {
		t.Run(way.name, func(t *testing.T) {
			f, _ := atDesk(t)
			way.do(f)
			f.Do("mark.mine", nil)
			var tail []model.Batch
			for i := range 3 {
				tail = append(tail, f.Take()...)
				kept, _ := asKept(tail)
				for _, b := range kept {
					if raw, _ := json.Marshal(b); b.Drawer == model.DrawerShared && strings.Contains(string(raw), "Ron") {
						t.Errorf("time %d: in the batch of %s stands still %s", i+1, b.Action, raw)
					}
				}
				f.Undo()
				f.Redo()
			}
		})
	}
}

// TestWipedWordsComeBackByNoUndo, and none of them is in any batch.
func TestWipedWordsComeBackByNoUndo(t *testing.T) {
	for _, way := range leaving {
		for _, own := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, own from the beginning %v", way.name, own), func(t *testing.T) {
				f, _ := atDesk(t)
				f.guide.Kind = model.Preparation
				if own {
					f.Go(model.Place{Stage: model.StageMine})
					f.Add("Fine here. Ron hits me.")
					f.Split(f.r.Notes[0].ID, 11)
				} else {
					way.do(f)
					f.Do("mark.mine", nil)
				}
				f.Do("go.mine", nil)
				f.Do("mine.settle", map[string]string{"as": "wipe"})
				tail, _ := asKept(f.Take())
				if raw, _ := json.Marshal(tail); strings.Contains(string(raw), "Ron") {
					t.Errorf("wiped, and kept are %s", raw)
				}
				for name, g := range map[string]*Flow{"at once": f, "after a restart": Open(f.r, tail, f.guide, testEnv())} {
					for range 8 {
						if g.Undo(); strings.Contains(jsonOf(t, g.Record()), "Ron") {
							t.Errorf("%s, an undo brings back %s", name, jsonOf(t, g.Record()))
						}
					}
				}
			})
		}
	}
}

// TestWhatAMarkHadDrawnIsThereAgain when the note comes back into the talk.
func TestWhatAMarkHadDrawnIsThereAgain(t *testing.T) {
	f, _ := atDesk(t)
	f.Add("To leave Ron.")
	f.Do("mark.wanted", nil)
	f.Do("mark.risk", nil)
	before := jsonOf(t, f.Record())
	f.Do("mark.mine", nil)
	if r := f.Record(); len(r.Wants)+len(r.Risks) != 0 {
		t.Fatalf("%d wants and %d risks are left of it", len(r.Wants), len(r.Risks))
	}
	after := jsonOf(t, f.Record())
	for range 2 {
		f.Undo()
		if d := cmp.Diff(before, jsonOf(t, f.Record())); d != "" {
			t.Errorf("taken back (-want +got):\n%s", d)
		}
		f.Redo()
		if d := cmp.Diff(after, jsonOf(t, f.Record())); d != "" {
			t.Errorf("done again (-want +got):\n%s", d)
		}
	}
}

// TestANoteWithManyWantsComesBack: it is carried over however much else its
// leaving touched.
func TestANoteWithManyWantsComesBack(t *testing.T) {
	f, _ := atDesk(t)
	f.Add("Words.")
	n := f.Record().Notes[0]
	for i := range 40 {
		f.r = f.r.With(&model.Want{Head: behind(f.r.Wants, model.ID(fmt.Sprint("w", i))), Words: n.Words(), Why: model.Words{Text: "more"}})
	}
	f.Do("mark.mine", nil)
	f.Undo()
	if notes := f.Record().Notes; len(notes) != 1 || notes[0].Drawer != model.DrawerShared {
		t.Errorf("%d notes, want the one in the talk", len(notes))
	}
}

// TestAnOwnNoteGoesToNoTopic: it stands in none, and is not said to have moved.
func TestAnOwnNoteGoesToNoTopic(t *testing.T) {
	f, _ := atDesk(t)
	f.Do("go.mine", nil)
	f.Add("me: Ron.")
	before := jsonOf(t, f.Record())
	e := f.Do("mark.move", map[string]string{"topic": "changes"})
	if d := cmp.Diff(before, jsonOf(t, f.Record())); d != "" || len(e.Say) != 1 || e.Say[0].ID != "why.not-in-topic" {
		t.Errorf("says %+v, and changes (-want +got):\n%s", e.Say, d)
	}
}

// TestWhatWasSaidToBeGoneForGoodIsInNobodysWay: once that is said, what was done
// before it is taken back and done again past it, after a restart too.
func TestWhatWasSaidToBeGoneForGoodIsInNobodysWay(t *testing.T) {
	f, _ := atDesk(t)
	f.Add("One.")
	f.Do("visit.new", nil)
	f.Go(model.Place{Stage: model.StageMine})
	f.Add("Just for me.")
	f.Do("mine.settle", map[string]string{"as": "wipe"})
	f.Go(model.Place{Stage: model.StageTalk})
	f.Undo() // says that it is gone for good
	f.Undo()
	f.Redo()
	tail, _ := asKept(f.Take())
	for name, g := range map[string]*Flow{"at once": f, "after a restart": Open(f.r, tail, f.guide, testEnv())} {
		g.Undo()
		if e := g.Undo(); len(g.Record().Notes) != 0 {
			t.Errorf("%s: the note of the visit before is not taken back: %+v", name, e.Say)
		}
	}
}

// TestNothingOfAnErasedNoteIsWanted: what a mark had drawn goes with it, and
// comes back with it.
func TestNothingOfAnErasedNoteIsWanted(t *testing.T) {
	f, now := atDesk(t)
	hand(t, f, now, "To bowl")
	f.Do("mark.wanted", nil)
	f.Do("mark.risk", nil)
	before := jsonOf(t, f.Record())
	hand(t, f, now, "<xxxxxxx")
	f.Do("go.wants", nil)
	if r := f.Record(); len(r.Notes)+len(r.Wants)+len(r.Risks) != 0 {
		t.Errorf("%d notes, %d wants and %d risks are left of it", len(r.Notes), len(r.Wants), len(r.Risks))
	}
	f.Undo()
	if d := cmp.Diff(before, jsonOf(t, f.Record())); d != "" {
		t.Errorf("taken back (-want +got):\n%s", d)
	}
}

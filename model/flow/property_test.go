package flow

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model"
	"ownwords/model/testdata/rounds"
)

// doings are what somebody might do next, at random.
var doings = []struct {
	name string
	do   func(*rapid.T, *Flow)
}{
	{"type", func(t *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageTalk})
		typing(f, rapid.SampledFrom([]string{"a", "c: ", `"`, " walking", "me: x", "👩‍👩‍👧", "ਰੋਟੀ"}).Draw(t, "text"))
	}},
	{"line", func(t *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageTalk})
		f.Add(rapid.SampledFrom([]string{"Bath takes the morning.", `"To bowl."`, `c: "She's lonely."`, "me: tired"}).Draw(t, "line"))
	}},
	{"draft", func(_ *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageTalk})
		f.Draft("half a li")
		f.Draft("half a line")
		f.Add("half a line.")
	}},
	{"line of a page", func(t *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageWants})
		f.Do("want.new", map[string]string{"words": "To bowl"})
		for _, v := range rapid.SliceOfN(rapid.SampledFrom([]string{"", "th", "the club"}), 0, 3).Draw(t, "so far") {
			f.DoSoFar("want.set", map[string]string{"why": v})
		}
		if rapid.Bool().Draw(t, "ended") {
			f.Do("want.set", map[string]string{"why": "the club on Fridays"})
		}
	}},
	{"visit", func(_ *rapid.T, f *Flow) { f.Do("visit.new", nil) }},
	{"enter", func(_ *rapid.T, f *Flow) { f.NewNote() }},
	{"split", func(t *rapid.T, f *Flow) {
		if n := anyNote(t, f); n != nil {
			f.Split(n.ID, len(n.Text)/2)
		}
	}},
	{"join", func(t *rapid.T, f *Flow) {
		if n := anyNote(t, f); n != nil {
			f.Join(n.ID)
		}
	}},
	{"erase", func(t *rapid.T, f *Flow) {
		if n := anyNote(t, f); n != nil {
			f.Edit(n.ID, 0, len(n.Text), "")
		}
	}},
	{"cut", func(t *rapid.T, f *Flow) {
		if a, b := anyNote(t, f), anyNote(t, f); a != nil {
			f.Cut(a.ID, len(a.Text)/2, b.ID, len(b.Text)/rapid.IntRange(1, 2).Draw(t, "part"))
		}
	}},
	{"paste over words", func(t *rapid.T, f *Flow) {
		if n := anyNote(t, f); n != nil {
			f.AsOne(func() { f.Edit(n.ID, 0, len(n.Text)/2, ""); f.Paste(n.ID, 0, []string{"one", "two"}) })
		}
	}},
	{"paste", func(_ *rapid.T, f *Flow) { f.Paste(f.Place().Part, 0, []string{"one", "c: two", "three"}) }},
	{"mark", func(t *rapid.T, f *Flow) {
		f.Do(rapid.SampledFrom([]string{"mark.wanted", "mark.risk", "mark.later", "mark.mine"}).Draw(t, "mark"), nil)
	}},
	{"topic", func(t *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageTalk, Topic: rapid.SampledFrom([]string{"matters", "changes"}).Draw(t, "topic")})
	}},
	{"mine", func(_ *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageMine})
		f.Do("mine.settle", map[string]string{"as": "worry"})
		f.Go(model.Place{Stage: model.StageMine})
		f.Do("mine.settle", map[string]string{"as": "back"})
	}},
	{"who is here, from my own notes", func(_ *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageMine})
		f.Do("here.add", map[string]string{"who": "Amrit"})
		f.Go(model.Place{Stage: model.StageTalk})
	}},
	{"wiped", func(t *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageMine})
		f.Add("Just for me. And this.")
		if n := anyNote(t, f); rapid.Bool().Draw(t, "split") {
			f.Split(n.ID, len(n.Text)/2)
		}
		f.Do("mine.settle", map[string]string{"as": "wipe"})
		f.Go(model.Place{Stage: model.StageTalk})
	}},
	{"in the wrong record", func(t *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: rapid.SampledFrom([]model.Stage{model.StageTalk, model.StageMine}).Draw(t, "stage")})
		f.Do("note.wrong", map[string]string{"as": "shred"})
	}},
	{"brought back", func(t *rapid.T, f *Flow) {
		f.settle()
		var old []model.Batch
		for _, x := range f.steps.undo {
			for _, c := range x.changes {
				old = append(old, model.Batch{First: x.first, Action: x.name, Drawer: c.drawer, Changes: []model.Change{c.Change}})
			}
		}
		if all := f.History(old); len(all) > 0 {
			f.BringBack(&all[rapid.IntRange(0, len(all)-1).Draw(t, "line")])
		}
	}},
	{"read back", func(t *rapid.T, f *Flow) {
		f.Do("go.readback", nil)
		for _, v := range rapid.SliceOfN(rapid.SampledFrom([]string{"", "To", "To b"}), 0, 3).Draw(t, "so far") {
			f.DoSoFar("read.change", map[string]string{"words": v})
		}
		f.Do(rapid.SampledFrom([]string{"read.yes", "read.leave", "read.back", "go.talk"}).Draw(t, "ended by"), nil)
	}},
	{"someone", func(_ *rapid.T, f *Flow) {
		f.Do("someone.new", map[string]string{"name": "Maureen", "close": "close", "wished": "closest"})
		f.Do("someone.closer", nil)
	}},
	{"risk", func(_ *rapid.T, f *Flow) {
		f.Do("risk.new", map[string]string{"words": `"The canal."`, "try": "dry days", "doing.0": "Carol rings", "if.0": "no call"})
		f.Do("risk.set", map[string]string{"view.+": "Kyle (next door)"})
	}},
	{"help", func(_ *rapid.T, f *Flow) {
		f.Do("help.new", map[string]string{"what": "the bath", "priced": "visits", "times": "2", "hours": "0.75", "rate": "23.40"})
		f.Do("help.drop", nil)
	}},
	{"agree", func(_ *rapid.T, f *Flow) {
		f.Go(model.Place{Stage: model.StageAgree})
		f.Do("agree.set", map[string]string{"answer." + string(f.r.PersonVoice().ID) + ".says": "yes", "step.+": "Ring Kyle"})
		f.Do("agree.close", nil)
	}},
	{"undo", func(_ *rapid.T, f *Flow) { f.Undo() }},
	{"redo", func(_ *rapid.T, f *Flow) { f.Redo() }},
	{"taken back and done again", func(_ *rapid.T, f *Flow) { f.Undo(); f.Redo() }},
}

func anyNote(t *rapid.T, f *Flow) *model.Note {
	notes := f.Notes()
	if len(notes) == 0 {
		return nil
	}
	return notes[rapid.IntRange(0, len(notes)-1).Draw(t, "note")]
}

// TestWhateverIsDoneCanBeKeptAndTakenBack does anything at all in any order.
// The batches make the same record, whenever they were taken; taking
// everything back leads to the beginning, but for what left a drawer; and a
// conversation that is opened from its batches, as they are kept, can take back
// just the same.
func TestWhateverIsDoneCanBeKeptAndTakenBack(t *testing.T) {
	rounds.Few(t, func(rt *rapid.T) {
		f := newFlow(t)
		if rapid.Bool().Draw(rt, "getting ready") {
			f.guide.Kind = model.Preparation
		}
		tail := f.Take()
		start := jsonOf(t, Begin(guide, "hash", Worker{Name: "Dele Martins", Role: model.RolePractitioner}, testEnv()).Record())
		n := rapid.IntRange(1, 25).Draw(rt, "how many")
		for range n {
			d := doings[rapid.IntRange(0, len(doings)-1).Draw(rt, "what")]
			rt.Log(d.name)
			d.do(rt, f)
			if rapid.Bool().Draw(rt, "a pause") {
				tail = append(tail, f.Take()...)
			}
		}
		tail = append(tail, f.Take()...)
		again := replay(rt, tail)
		if d := cmp.Diff(jsonOf(t, f.Record()), jsonOf(t, again)); d != "" {
			rt.Fatalf("the batches make another record (-flow +batches):\n%s", d)
		}
		if !slices.IsSortedFunc(tail, func(a, b model.Batch) int { return int(a.Seq) - int(b.Seq) }) || tail[len(tail)-1].Seq != uint64(len(tail)) {
			rt.Fatalf("the batches are not numbered from 1 without a gap")
		}
		end := jsonOf(t, f.Record())
		kept, moved := asKept(tail)
		reopened := Open(again, kept, f.guide, testEnv())
		undone := len(f.steps.redo)
		for i := 0; len(f.steps.undo) > 0; i++ {
			back(f)
			back(reopened)
			if d := cmp.Diff(jsonOf(t, f.Record()), jsonOf(t, reopened.Record())); d != "" {
				rt.Fatalf("undo %d after a restart does something else (-before +after):\n%s", i, d)
			}
		}
		if d := cmp.Diff(start, jsonOf(t, f.Record())); d != "" && !moved {
			rt.Fatalf("all was taken back and it is not as it was (-start +now):\n%s", d)
		}
		for len(f.steps.redo) > undone {
			f.Redo()
		}
		if d := cmp.Diff(end, jsonOf(t, f.Record())); d != "" {
			rt.Fatalf("all was done again and it is not as it was (-end +now):\n%s", d)
		}
	})
}

// back takes back the newest that can be, past what can't: that is said once,
// and once more after a restart.
func back(f *Flow) {
	for f.Undo().Say[0].ID == "undo.never" {
	}
}

// asKept are the batches as a store keeps them: nothing is in them of what left
// a drawer later. It tells whether anything did.
func asKept(tail []model.Batch) (kept []model.Batch, moved bool) {
	for _, b := range tail {
		left := b.Left()
		moved = moved || len(left) > 0
		for i := range kept {
			if kept[i].Drawer != b.Drawer || len(left) == 0 {
				continue
			}
			var stay []model.Change
			for _, c := range kept[i].Changes {
				if c, stays := c.Forget(left); stays {
					stay = append(stay, c)
				}
			}
			kept[i].Changes = stay
		}
		kept = append(kept, b)
	}
	return kept, moved
}

func replay(t *rapid.T, tail []model.Batch) *model.Record {
	r := &model.Record{ID: "00000000-0000-4000-8000-000000000001"}
	for _, b := range tail {
		var err error
		if r, err = r.Apply(b); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

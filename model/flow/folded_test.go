package flow

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model"
	"ownwords/model/testdata/rounds"
)

// TestWhateverIsFoldedIsTheSame does anything at all in any order, in some
// visits, and folds what was done before the last one. The batches that are left
// make the same record, drawer by drawer; this visit is taken back just the
// same; what a note must take with it when it leaves its drawer is found just
// the same; and nothing that somebody took out is less than it was.
func TestWhateverIsFoldedIsTheSame(t *testing.T) {
	rounds.Few(t, func(rt *rapid.T) {
		f := newFlow(t)
		tail := f.Take()
		for range rapid.IntRange(1, 3).Draw(rt, "visits") {
			for range rapid.IntRange(1, 12).Draw(rt, "how many") {
				d := doings[rapid.IntRange(0, len(doings)-1).Draw(rt, "what")]
				rt.Log(d.name)
				d.do(rt, f)
				tail = append(tail, f.Take()...)
			}
			f.Do("visit.new", nil)
		}
		f.Add("The last visit.")
		tail = append(tail, f.Take()...)
		tail, _ = asKept(tail)
		visit := f.Record().Latest().ID
		short, _ := model.Fold(tail, visit)
		for _, d := range model.Drawers {
			if diff := cmp.Diff(jsonOf(t, replay(rt, inDrawer(tail, d))), jsonOf(t, replay(rt, inDrawer(short, d)))); diff != "" {
				rt.Fatalf("drawer %q is another one (-before +folded):\n%s", d, diff)
			}
		}
		if again, more := model.Fold(short, visit); more || len(again) != len(short) {
			rt.Fatalf("folded again it has %d batches, want %d", len(again), len(short))
		}
		sameTakenOut(rt, tail, short)
		sameVisit(t, rt, f, tail, short, visit)
	})
}

func inDrawer(tail []model.Batch, d model.Drawer) []model.Batch {
	return slices.DeleteFunc(slices.Clone(tail), func(b model.Batch) bool { return b.Drawer != d })
}

// sameTakenOut finds everything that was taken out of the record, as it last
// was, in the folded tail as well.
func sameTakenOut(rt *rapid.T, tail, short []model.Batch) {
	for _, b := range tail {
		for _, c := range b.Changes {
			if len(c.After) > 0 || len(c.Before) == 0 {
				continue
			}
			if !slices.ContainsFunc(short, func(x model.Batch) bool {
				return slices.ContainsFunc(x.Changes, func(y model.Change) bool { return bytes.Equal(y.Before, c.Before) && len(y.After) == 0 })
			}) {
				rt.Fatalf("what batch %d took out is not in the folded tail", b.Seq)
			}
		}
	}
}

// sameVisit takes back all of the last visit, with the tail as it was and
// folded.
func sameVisit(t *testing.T, rt *rapid.T, f *Flow, tail, short []model.Batch, visit model.ID) {
	whole := Open(f.Record(), tail, f.guide, testEnv())
	folded := Open(f.Record(), numbered(short), f.guide, testEnv())
	if folded.seq != whole.seq || folded.revised != whole.revised {
		rt.Fatalf("folded it goes on behind batch %d, revision %d, want %d, %d", folded.seq, folded.revised, whole.seq, whole.revised)
	}
	for x, kin := range whole.steps.kin {
		for _, y := range kin {
			if !slices.Contains(folded.steps.kin[x], y) {
				rt.Fatalf("folded, nothing tells that words went between %v and %v", x, y)
			}
		}
	}
	for i := 0; ; i++ {
		n := len(whole.steps.undo)
		if n == 0 || whole.steps.undo[n-1].visit != visit {
			return
		}
		if d := cmp.Diff(whole.Undo().Say, folded.Undo().Say); d != "" {
			rt.Fatalf("undo %d says something else (-before +folded):\n%s", i, d)
		}
		if d := cmp.Diff(jsonOf(t, whole.Record()), jsonOf(t, folded.Record())); d != "" {
			rt.Fatalf("undo %d does something else (-before +folded):\n%s", i, d)
		}
	}
}

// numbered fills in the numbers that were folded, as the store does.
func numbered(tail []model.Batch) (out []model.Batch) {
	for _, b := range tail {
		for seq := uint64(len(out) + 1); seq < b.Seq; seq++ {
			out = append(out, model.Batch{Seq: seq, First: seq})
		}
		out = append(out, b)
	}
	return out
}

// TestTypingIsFoldedIntoWhatBecameOfIt: Peggy's words of an earlier visit are
// one change, from nothing to what they were in the end.
func TestTypingIsFoldedIntoWhatBecameOfIt(t *testing.T) {
	f := newFlow(t)
	f.Go(model.Place{Stage: model.StageTalk})
	var tail []model.Batch
	for _, letters := range []string{"To sing", " in a choir", " again."} {
		typing(f, letters)
		tail = append(tail, f.Take()...)
		f.settle()
	}
	f.Do("visit.new", nil)
	f.Add("She sang.")
	tail = append(tail, f.Take()...)
	short, folded := model.Fold(tail, f.Record().Latest().ID)
	if !folded || len(short) != len(tail)-2 {
		t.Fatalf("Fold() = %d batches of %d, want two fewer", len(short), len(tail))
	}
	for _, b := range short {
		for _, c := range b.Changes {
			if p, err := c.Decode(); err == nil && p != nil && b.Visit != f.Record().Latest().ID {
				if n, ok := p.(*model.Note); ok && (n.Text != "To sing in a choir again." || c.Before != nil) {
					t.Errorf("batch %d: from %s to %q, want all of it from nothing", b.Seq, c.Before, n.Text)
				}
			}
		}
	}
}

package model

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

// batchBetween is the batch that makes the record before into the one after.
func batchBetween(before, after *Record) Batch {
	b := Batch{Seq: 1, First: 1, At: day, Action: "test"}
	counterpart := func(r *Record, p Part) Part {
		if q := r.Part(p.PartHead().ID); q != nil && q.PartKind() == p.PartKind() {
			return q
		}
		return nil
	}
	for p := range before.Parts() {
		if counterpart(after, p) == nil {
			b.Changes = append(b.Changes, NewChange(p, nil))
		}
	}
	for p := range after.Parts() {
		b.Changes = append(b.Changes, NewChange(counterpart(before, p), p))
	}
	return b
}

// inverse is the batch that takes b back.
func inverse(b Batch) Batch {
	out := b
	out.Changes = nil
	for _, c := range slices.Backward(b.Changes) {
		c.Before, c.After = c.After, c.Before
		out.Changes = append(out.Changes, c)
	}
	return out
}

// What was done is read back from the tail as it was done, and taken back
// leaves nothing behind: parts of a newer version too.
func TestABatchIsAppliedAndTakenBack(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		before := anyRecord().Draw(t, "before")
		after := anyRecord().Draw(t, "after")
		raw, err := json.Marshal(batchBetween(before, after))
		if err != nil {
			t.Fatal(err)
		}
		var b Batch
		if err := json.Unmarshal(raw, &b); err != nil {
			t.Fatal(err)
		}
		got, err := before.Apply(b)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "applied", after, got)
		back, err := got.Apply(inverse(b))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "taken back", before, back)
	})
}

// same fails unless two records say the same.
func same(t interface {
	Helper()
	Fatalf(string, ...any)
}, what string, want, got *Record,
) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

func TestAChangeSaysWhatWasAndWhatBecame(t *testing.T) {
	was := &Step{Head: Head{ID: "s"}, What: "ring Maureen"}
	is := Copy(was)
	is.Done = true
	c := NewChange(was, is)
	if c.Part != "s" || c.Kind != KindStep {
		t.Errorf("NewChange() is of %s %s", c.Kind, c.Part)
	}
	before, err := c.DecodeBefore()
	if err != nil || !cmp.Equal(before, Part(was)) {
		t.Errorf("DecodeBefore() = %+v, %v, want %+v", before, err, was)
	}
	after, err := c.Decode()
	if err != nil || !cmp.Equal(after, Part(is)) {
		t.Errorf("Decode() = %+v, %v, want %+v", after, err, is)
	}
	if p, err := NewChange(nil, is).DecodeBefore(); p != nil || err != nil {
		t.Errorf("DecodeBefore() of what was not there = %v, %v", p, err)
	}
	if p, err := NewChange(was, nil).Decode(); p != nil || err != nil {
		t.Errorf("Decode() of what is gone = %v, %v", p, err)
	}
}

func TestADamagedChangeCostsNothingElse(t *testing.T) {
	r := peggy()
	note, step := Copy(r.Notes[0]), Copy(r.Steps[0])
	note.Text, step.Done = "Not to watch. To bowl.", true
	b := Batch{Seq: 7, Changes: []Change{
		NewChange(r.Notes[0], note),
		{Part: r.Notes[1].ID, Kind: KindNote, After: json.RawMessage(`{"text": kitchen secret`)},
		{Part: r.Notes[2].ID, Kind: KindNote, After: json.RawMessage(`{"text": 12}`)},
		NewChange(r.Steps[0], step),
	}}
	got, err := r.Apply(b)
	if err == nil {
		t.Fatal("Apply() of a damaged batch tells nothing")
	}
	for _, want := range []string{"batch 7", string(r.Notes[1].ID), string(r.Notes[2].ID)} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %s: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the error repeats words: %v", err)
	}
	want := r.With(note).With(step)
	same(t, "all the rest", want, got)
}

func TestANoteMovesToAnotherDrawer(t *testing.T) {
	r := peggy()
	moved := Copy(r.Notes[0])
	moved.Drawer = DrawerMine
	out := Batch{Seq: 1, First: 1, Changes: []Change{{Part: moved.ID, Kind: KindNote, Left: true}}}
	in := Batch{Seq: 2, First: 1, Drawer: DrawerMine, Changes: []Change{NewChange(nil, moved)}}
	for name, order := range map[string][]Batch{"out, then in": {out, in}, "in, then out": {in, out}} {
		got := r
		for _, b := range order {
			var err error
			if got, err = got.Apply(b); err != nil {
				t.Fatal(err)
			}
		}
		if p := got.Part(moved.ID); p == nil || p.PartHead().Drawer != DrawerMine {
			t.Errorf("%s: the note is %+v, want it in the other drawer", name, p)
		}
	}
	if alone, err := r.Apply(out); err != nil || alone.Part(moved.ID) != nil {
		t.Errorf("with the other drawer closed the note is still there: %v", err)
	}
	if raw, err := json.Marshal(out); err != nil || strings.Contains(string(raw), "before") || strings.Contains(string(raw), "after") {
		t.Errorf("what is left of the note in the first drawer: %s, %v", raw, err)
	}
}

// TestWhatLeftIsForgotten: of an earlier change of a part that left only that it
// left before stays, and every other part's is as it was.
func TestWhatLeftIsForgotten(t *testing.T) {
	r := peggy()
	left := Batch{Changes: []Change{{Part: r.Notes[0].ID, Kind: KindNote, Left: true}, NewChange(nil, r.Notes[1])}}.Left()
	other := NewChange(nil, r.Notes[1])
	bared := NewChange(nil, r.Notes[0])
	bared.Left = true
	for name, c := range map[string]struct {
		change, want Change
		stays        bool
	}{
		"what it was":               {NewChange(nil, r.Notes[0]), Change{Part: r.Notes[0].ID, Kind: KindNote}, false},
		"that it left":              {Change{Part: r.Notes[0].ID, Kind: KindNote, Left: true}, Change{Part: r.Notes[0].ID, Kind: KindNote, Left: true}, true},
		"what stayed at an earlier": {bared, Change{Part: r.Notes[0].ID, Kind: KindNote, Left: true}, true},
		"another part":              {other, other, true},
	} {
		got, stays := c.change.Forget(left)
		if diff := cmp.Diff(c.want, got); diff != "" || stays != c.stays {
			t.Errorf("%s: stays = %v, want %v (-want +got):\n%s", name, stays, c.stays, diff)
		}
	}
}

// TestManyPartsAtOnceAreManyPartsOneByOne, whatever comes, goes and changes.
func TestManyPartsAtOnceAreManyPartsOneByOne(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		r, others := anyRecord().Draw(t, "record"), anyRecord().Draw(t, "others")
		var all []Became
		want := r
		for p := range others.Parts() {
			all = append(all, Became{p.PartKind(), p.PartHead().ID, p})
			want = want.With(p)
		}
		for p := range r.Parts() {
			if rapid.Bool().Draw(t, "goes") {
				all = append(all, Became{p.PartKind(), p.PartHead().ID, nil})
				want = want.Without(p.PartKind(), p.PartHead().ID)
			}
		}
		if diff := cmp.Diff(want, r.WithAll(all)); diff != "" {
			t.Fatalf("(-one by one +at once):\n%s", diff)
		}
	})
}

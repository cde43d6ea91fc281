package desk

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/store"
	"ownwords/store/remote"
)

// withoutAGoal is a plan that went, went on, and of which somebody at the server
// took out the one goal it began with before the second plan came.
func withoutAGoal(t *testing.T) (*Desk, *recorder, *Talk) {
	t.Helper()
	d, r := newDesk(t), newRecorder(t)
	r.strict = true
	d.sendsTo(r, "the council", content.WhoseOwn)
	k := withPlan(t, d)
	agree(t, k)
	send(t, d)
	r.lose("Goal/")
	wish(k, "A bath.")
	agree(t, k)
	send(t, d)
	if back, err := d.SentBack(); err != nil || len(back) != 1 || !back[0].PartGone() {
		t.Fatalf("sent back = %+v, %v, want a part of it gone", back, err)
	}
	return d, r, k
}

// TestAPartThatIsGoneIsPutBack, under its own id, beside what still stands, and
// without anybody being asked to choose between two.
func TestAPartThatIsGoneIsPutBack(t *testing.T) {
	d, r, _ := withoutAGoal(t)
	if n := len(r.has("Goal")); n != 0 {
		t.Fatalf("%d goals there, want none", n)
	}
	back, err := d.SentBack()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := d.Again(t.Context(), back[0].ID); err != nil || n != 1 {
		t.Fatalf("Again() = %d, %v, want one thing gone", n, err)
	}
	send(t, d)
	if back, err := d.SentBack(); err != nil || len(back) != 0 || len(outgoing(t, d)) != 0 {
		t.Errorf("sent back = %+v, %v, want it there", back, err)
	}
	if goals := r.has("Goal"); len(goals) != 2 || len(r.has("CarePlan")) != 1 {
		t.Errorf("%d goals and %d plans there, want both goals in the one plan", len(goals), len(r.has("CarePlan")))
	}
}

// TestWhatIsPutBackWritesOverNothingThatSomebodyChanged there meanwhile.
func TestWhatIsPutBackWritesOverNothingThatSomebodyChanged(t *testing.T) {
	d, r, _ := withoutAGoal(t)
	back, err := d.SentBack()
	if err != nil {
		t.Fatal(err)
	}
	r.edit("CarePlan/", "title", "Bowls and transport")
	if _, err := d.Again(t.Context(), back[0].ID); err != nil {
		t.Fatal(err)
	}
	send(t, d)
	back, err = d.SentBack()
	if err != nil || len(back) != 1 || !back[0].InConflict() || !strings.Contains(strings.Join(r.has("CarePlan"), ""), "Bowls and transport") {
		t.Errorf("sent back = %+v, %v, want what they wrote kept, and looked at", back, err)
	}
}

// TestWhatIsAgreedAfterwardsPutsItBackToo: the plan is agreed anew before what is
// gone was put back.
func TestWhatIsAgreedAfterwardsPutsItBackToo(t *testing.T) {
	d, r, k := withoutAGoal(t)
	back, err := d.SentBack()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Again(t.Context(), back[0].ID); err != nil {
		t.Fatal(err)
	}
	wish(k, "A cat.")
	agree(t, k)
	send(t, d)
	if back, err := d.SentBack(); err != nil || len(back) != 0 || len(r.has("Goal")) != 3 {
		t.Errorf("sent back = %+v, %v, %d goals there, want all three", back, err, len(r.has("Goal")))
	}
}

// TestNothingIsMadeAgainUnasked: where the server can't be asked what still stands
// there, all stays as it is.
func TestNothingIsMadeAgainUnasked(t *testing.T) {
	d, r, _ := withoutAGoal(t)
	back, err := d.SentBack()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	_, err = d.Again(t.Context(), back[0].ID)
	if _, away := errors.AsType[*remote.UnreachableError](err); !away {
		t.Errorf("Again() of a server that is away = %v, want an UnreachableError", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := d.Again(ctx, back[0].ID); !errors.Is(err, context.Canceled) {
		t.Errorf("Again() that was stopped = %v", err)
	}
	if back, err := d.SentBack(); err != nil || len(back) != 1 || back[0].State.Step != store.OutGone {
		t.Errorf("sent back = %+v, %v, want it as it was", back, err)
	}
}

// lose has the server lose what stands at addresses that begin so.
func (r *recorder) lose(prefix string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for at := range r.got {
		if strings.HasPrefix(at, prefix) {
			delete(r.got, at)
		}
	}
}

// edit has somebody else write into what stands at addresses that begin so.
func (r *recorder) edit(prefix, field string, value any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for at, raw := range r.got {
		var tree map[string]any
		if !strings.HasPrefix(at, prefix) || json.Unmarshal(raw, &tree) != nil {
			continue
		}
		tree[field] = value
		r.got[at], _ = json.Marshal(tree)
		r.version[at]++
	}
}

// TestAskedWhatIsStillThere: it is looked at once, however lately that was done,
// and told; nothing is made there again for it, and a server that is away is said
// to be.
func TestAskedWhatIsStillThere(t *testing.T) {
	d, r := newDesk(t), newRecorder(t)
	if l, err := d.Look(t.Context()); err != nil || len(l.Said()) != 0 {
		t.Errorf("Look() with nothing sent = %+v, %v, want no word", l, err)
	}
	d.sendsTo(r, "the council", content.WhoseOwn)
	for range 2 {
		agree(t, withPlan(t, d))
	}
	send(t, d)
	look := func(want Looked, says string) {
		t.Helper()
		l, err := d.Look(t.Context())
		why := l.Why.ID
		l.Why = want.Why
		if err != nil || l.There != want.There || l.Gone != want.Gone || l.Left != 0 || why != says {
			t.Errorf("Look() = %+v, %v, %q, want %+v, %q", l, err, why, want, says)
		}
	}
	look(Looked{There: 2}, "")
	all, err := d.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	for at := range planAt(all[0]) {
		r.lose(at)
	}
	look(Looked{There: 1, Gone: 1}, "")
	look(Looked{There: 1}, "")
	if back, err := d.SentBack(); err != nil || len(back) != 1 || len(r.bodies) != 2 {
		t.Errorf("sent back = %+v, %v, %d bodies, want the one that is gone told, and not sent", back, err, len(r.bodies))
	}
	r.Close()
	look(Looked{}, "sent.look.away")
}

package desk

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
)

// TestComingBack leaves in the middle of a note and comes back the same day and
// the next.
func TestComingBack(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	id := k.Record().ID
	if err := k.Leave(context.Background()); err != nil {
		t.Fatal(err)
	}
	again, o, err := d.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	if o.NewDay || o.Last == nil || o.Last.Text != "I want to get back to the bowls club." {
		t.Errorf("opened = %+v, want the same day and the last words", o)
	}
	if p := again.Place(); p.Topic != "matters" {
		t.Errorf("place = %+v, want the topic that was left", p)
	}
	again.Undo()
	if len(again.Record().Wants) != 0 {
		t.Error("what was done before leaving can't be undone after")
	}
	if err := again.Leave(context.Background()); err != nil {
		t.Fatal(err)
	}
	d.Options.Now = func() time.Time { return time.Date(2026, 9, 17, 9, 0, 0, 0, time.UTC) }
	if _, o, err = d.Open(id); err != nil || !o.NewDay {
		t.Errorf("two days later: %+v, %v, want it asked whether this is a new visit", o, err)
	}
}

// TestWhatIsWipedIsGoneFromTheStoreToo opens the record again after a wiping:
// neither it nor what can be undone holds the words.
func TestWhatIsWipedIsGoneFromTheStoreToo(t *testing.T) {
	d := newDesk(t)
	d.Settings.Role = content.RolePeer
	k, err := d.New(model.Preparation)
	if err != nil {
		t.Fatal(err)
	}
	k.Do("visit.set", map[string]string{"who": "Yusuf Demir"})
	k.Go(model.Place{Stage: model.StageTalk, Topic: "well"})
	k.Add("I sleep. I have not been taking the evening tablet.")
	k.Do("mark.wanted", nil)
	k.Split(k.Record().Notes[0].ID, len("I sleep."))
	flush(t, k)
	k.Do("mark.mine", nil)
	flush(t, k)
	k.Do("go.mine", nil)
	k.Do("mine.settle", map[string]string{"as": "wipe"})
	flush(t, k)
	l, err := d.store.Load(k.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(struct {
		R *model.Record
		T []model.Batch
	}{l.Record, l.Tail})
	if err != nil || len(l.Damage) > 0 || strings.Contains(string(raw), "tablet") {
		t.Errorf("the store still holds the words (%v, damage %v)", err, l.Damage)
	}
}

// reopen leaves a conversation and opens it anew.
func reopen(t *testing.T, d *Desk, k *Talk) (*Talk, Opened) {
	t.Helper()
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, o, err := d.Open(k.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	return again, o
}

// TestARestartChangesNothingAboutWhatIsTakenBack, after a note left the talk
// too: the store keeps nothing of what it was there.
func TestARestartChangesNothingAboutWhatIsTakenBack(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Add("First.")
	k.Add("Ron hits me.")
	k.Do("mark.wanted", nil)
	k.Do("mark.mine", nil)
	again, _ := reopen(t, d, k)
	for i := range 4 {
		a, b := k.Undo(), again.Undo()
		if diff := cmp.Diff(jsonOf(t, k.Record()), jsonOf(t, again.Record())); diff != "" {
			t.Errorf("undo %d (-at once +after a restart):\n%s", i+1, diff)
		}
		if x, y := a.Say[0].ID, b.Say[0].ID; x != y {
			t.Errorf("undo %d says %s at once, %s after a restart", i+1, x, y)
		}
	}
}

func jsonOf(t *testing.T, r *model.Record) string {
	t.Helper()
	raw, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestAfterACrashItOpensAtTheLastWords, though it was left elsewhere in good
// order once.
func TestAfterACrashItOpensAtTheLastWords(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageWants})
	k, _ = reopen(t, d, k)
	if at := k.Place(); at.Stage != model.StageWants {
		t.Fatalf("left in good order it opens at %+v", at)
	}
	k.Go(model.Place{Stage: model.StageTalk, Topic: "energy"})
	k.Add("Typed before the crash.")
	flush(t, k)
	crashed, o, err := d.Open(k.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	if at := crashed.Place(); at.Topic != "energy" || at.Part != o.Last.ID || o.Last.Text != "Typed before the crash." {
		t.Errorf("after the crash it opens at %+v, the last words %q", at, o.Last.Text)
	}
}

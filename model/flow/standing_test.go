package flow

import (
	"testing"
	"time"

	"ownwords/model"
)

// TestADecisionIsOnThePlanThatItWasMadeOn: a plan that changed is not final
// again, and its sums are not decided, by a decision on the one before.
func TestADecisionIsOnThePlanThatItWasMadeOn(t *testing.T) {
	f := newFlow(t)
	f.Do("help.new", map[string]string{"what": "Morning visits", "priced": "sum", "amount": "40"})
	f.Do("money.set", map[string]string{"share": "10"})
	f.Go(model.Place{Stage: model.StageAgree})
	f.Do("agree.set", map[string]string{"answer." + string(f.Record().PersonVoice().ID) + ".says": "yes"})
	f.Do("agree.close", nil)
	f.Do("decide", map[string]string{"decision": "yes", "by": "A manager"})
	if s := f.Record().Conversation.Standing; s != model.Final || f.Record().Budget.DecidedBy == "" {
		t.Fatalf("standing = %s, decided by %q, want final", s, f.Record().Budget.DecidedBy)
	}
	f.Go(model.Place{Stage: model.StageHelps, Part: f.Record().Supports[0].ID})
	f.Do("help.set", map[string]string{"amount": "90"})
	if by := f.Record().Budget.DecidedBy; by != "" {
		t.Errorf("another sum is decided by %q, want nobody yet", by)
	}
	revision := f.Record().Conversation.Revision
	f.Do("decide", nil)
	if c := f.Record().Conversation; c.Revision != revision || !c.ChangedSince {
		t.Errorf("a question that nobody answered made revision %d of a plan at %d", c.Revision, revision)
	}
	f.Do("agree.close", nil)
	if a := f.Record().Agreement; a.Decision != "" || a.DecisionBy != "" {
		t.Errorf("the plan agreed anew is decided: %s by %s", a.Decision, a.DecisionBy)
	}
	f.Undo()
	f.Undo()
	if by := f.Record().Budget.DecidedBy; by != "A manager" {
		t.Errorf("decided by %q after the sum was taken back, want the manager", by)
	}
}

// TestReadingAnAgreedPlanOutChangesNothing: it stays agreed as it was.
func TestReadingAnAgreedPlanOutChangesNothing(t *testing.T) {
	f := newFlow(t)
	f.Add(`"I want to bowl."`)
	f.Do("mark.wanted", nil)
	f.Go(model.Place{Stage: model.StageAgree})
	f.Do("agree.set", map[string]string{"answer." + string(f.Record().PersonVoice().ID) + ".says": "yes"})
	f.Do("agree.close", nil)
	f.Do("go.readback", nil)
	f.Do("read.yes", nil)
	if f.Record().Wants[0].Read != model.ReadYes || f.Record().Conversation.ChangedSince {
		t.Errorf("read %q, changed since %v, want it read and unchanged", f.Record().Wants[0].Read, f.Record().Conversation.ChangedSince)
	}
	f.Do("go.readback", nil)
	f.Do("read.change", map[string]string{"words": "To bowl on Wednesdays"})
	if !f.Record().Conversation.ChangedSince {
		t.Error("a plan with other words in it is not changed since it was agreed")
	}
}

// agreedPlan is a plan that was agreed an hour ago.
func agreedPlan(t *testing.T) (f *Flow, later func()) {
	t.Helper()
	f = newFlow(t)
	now := f.env.Now()
	f.env.Now = func() time.Time { return now }
	later = func() { now = now.Add(time.Hour) }
	f.Add(`"To bowl."`)
	f.Do("mark.wanted", nil)
	f.Go(model.Place{Stage: model.StageAgree})
	f.Do("agree.set", map[string]string{"answer." + string(f.Record().PersonVoice().ID) + ".says": "yes"})
	f.Do("agree.close", nil)
	later()
	return f, later
}

// TestWhatIsSaidAfterAgreeingIsNoChangeOfThePlan: a note says more, and the
// plan that was agreed stays what it was. But nothing of it goes anywhere by
// way of a revision that nobody agreed to.
func TestWhatIsSaidAfterAgreeingIsNoChangeOfThePlan(t *testing.T) {
	f, later := agreedPlan(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	f.Add("Rang to say the club is shut in August.")
	f.Do("here.add", map[string]string{"who": "Carol (daughter)"})
	if f.Record().Conversation.ChangedSince {
		t.Fatal("a note after the agreeing changed the plan")
	}
	later()
	f.Do("share.new", map[string]string{"who": "her GP", "what": "all"})
	f.Do("share.done", nil)
	if c := f.Record().Conversation; c.Revision != 1 || !c.ChangedSince {
		t.Errorf("choices after more was said: revision %d, changed since %v, want 1, to be agreed anew", c.Revision, c.ChangedSince)
	}
	f, _ = agreedPlan(t)
	f.Amend(f.Record().Notes[0].ID, "To bowl, and to win")
	if !f.Record().Conversation.ChangedSince {
		t.Error("other words in a note that was agreed on are no change")
	}
}

// TestAnEndingIsAskedForOnce: the command alone ends nothing.
func TestAnEndingIsAskedForOnce(t *testing.T) {
	f := newFlow(t)
	for _, why := range []string{"", "go-on", "something else"} {
		f.Do("stop", map[string]string{"why": why})
		if s := f.Record().Conversation.Standing; s != model.Draft {
			t.Fatalf("stop because %q: %s, want it to go on", why, s)
		}
	}
	f.Do("stop", map[string]string{"why": "enough"})
	if s := f.Record().Conversation.Standing; s != model.Stopped {
		t.Errorf("standing %s, want stopped", s)
	}
	if e := f.Undo(); f.Record().Conversation.Standing != model.Draft || e.Say[0].ID != "undo.gone" {
		t.Errorf("an ending is not taken back: %+v", e)
	}
}

// TestNothingIsDecidedOnNoPlan: the sentence says why, and nothing is in the
// way of going on with the talk.
func TestNothingIsDecidedOnNoPlan(t *testing.T) {
	f := newFlow(t)
	f.Go(model.Place{Stage: model.StageAgree})
	f.Do("agree.set", map[string]string{"answer." + string(f.Record().PersonVoice().ID) + ".says": "no"})
	for _, id := range []string{"agree.close", "decide"} {
		if a, _ := f.Action(id); a.On || a.Why.ID != "why.no-plan" {
			t.Errorf("%s: on %v, why %q, want why.no-plan", id, a.On, a.Why.ID)
		}
	}
}

package flow

import (
	"testing"

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

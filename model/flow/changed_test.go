package flow

import (
	"testing"
	"time"

	"ownwords/model"
)

// why is why the plan was changed, and whose wish that was.
func (f *Flow) why() [2]string {
	c := f.r.Conversation
	return [2]string{c.ChangedWhy, c.ChangedBy}
}

// Each later version has a reason of its own: it goes with the version that is
// agreed, and the next change asks anew.
func TestALaterChangeHasAReasonOfItsOwn(t *testing.T) {
	f := agreedFlow(t)
	if a := offered(t, f, "changed.why"); a.On || a.Why.ID != "why.not-changed" {
		t.Errorf("before a change changed.why is on, or off because of %v", a.Why)
	}
	f.Do("want.new", map[string]string{"words": "a garden"})
	f.Do("changed.why", map[string]string{"why": "she has a garden now", "by": "Peggy's"})
	first := [2]string{"she has a garden now", "Peggy's"}
	if !f.r.Conversation.ChangedSince || f.why() != first {
		t.Fatalf("changed %v, why %q", f.r.Conversation.ChangedSince, f.why())
	}
	f.Do("agree.close", nil)
	if f.why() != first || f.r.Conversation.Revision != 2 {
		t.Errorf("agreed anew: revision %d, why %q, want the reason with it", f.r.Conversation.Revision, f.why())
	}
	f.Do("want.new", map[string]string{"words": "a cat"})
	if f.why() != [2]string{} {
		t.Errorf("the next change says %q, want to be asked", f.why())
	}
	f.Go(model.Place{Stage: model.StageWants, Part: f.r.Wants[3].ID})
	f.Do("want.drop", nil)
	if f.r.Conversation.ChangedSince || f.why() != first {
		t.Errorf("back as it was agreed: changed %v, why %q, want the reason it had", f.r.Conversation.ChangedSince, f.why())
	}
}

// To say why changes nothing of the plan: what made it another one can still be
// put back by hand.
func TestToSayWhyIsNoChange(t *testing.T) {
	f := agreedFlow(t)
	f.Do("want.new", map[string]string{"words": "a garden"})
	f.Do("changed.why", map[string]string{"why": "she has a garden now"})
	f.Go(model.Place{Stage: model.StageWants, Part: f.r.Wants[2].ID})
	f.Do("want.drop", nil)
	if f.r.Conversation.ChangedSince {
		t.Error("a plan that is what it was counts as changed, since it was said why")
	}
}

// What is owed, who may have a copy all the same and what they would sooner
// the council did not hold make no other plan.
func TestWhatStandsBesideThePlanIsNoChange(t *testing.T) {
	f := agreedFlow(t)
	f.Do("owed.new", map[string]string{"who": "Peggy"})
	f.Do("owed.set", map[string]string{"how": "large print"})
	f.Do("owed.given", map[string]string{"copy": string(f.r.Owed[0].ID)})
	f.Do("share.sooner", map[string]string{"sooner": `"That I fell."`})
	f.Do("share.new", map[string]string{"who": "Ron", "what": "nothing"})
	f.Do("override.set", map[string]string{"ground": "danger", "why": "the key", "by": "Ms Okafor"})
	if f.r.Conversation.ChangedSince {
		t.Error("the plan counts as changed")
	}
	if o := f.r.Owed[0]; o.Open() || o.Given.Day != model.DayOf(f.env.Now()) {
		t.Errorf("owed = %+v, want it given today", o)
	}
}

// A question of the council's is about a want; what it says next is another
// decision, with nothing of the question in it.
func TestTheCouncilsQuestionIsNoDecision(t *testing.T) {
	f := agreedFlow(t)
	want := string(f.r.Wants[0].ID)
	f.Do("decide", map[string]string{"decision": "question", "about": want, "reason": "Is there a bus?", "by": "Ms Okafor"})
	a := f.r.Agreement
	if f.r.Conversation.Standing != model.Agreed || string(a.About) != want || a.DecisionAt.IsZero() {
		t.Fatalf("standing %s, decision %+v, want it waiting with a question", f.r.Conversation.Standing, a)
	}
	f.Do("decide", map[string]string{"decision": "yes"})
	if a = f.r.Agreement; f.r.Conversation.Standing != model.Agreed || a.DecisionBy != "" || a.About != "" || a.Reason != "" {
		t.Errorf("standing %s, decision %+v, want no name yet under the yes", f.r.Conversation.Standing, a)
	}
	f.Do("decide", map[string]string{"without": "advice comes with the review", "by": "Ms Okafor"})
	if a = f.r.Agreement; f.r.Conversation.Standing != model.Final || a.Without == "" {
		t.Errorf("standing %s, decision %+v, want it final, and why all the same", f.r.Conversation.Standing, a)
	}
}

// What somebody said with one answer is no part of the next.
func TestAnotherAnswerHasNoOldBut(t *testing.T) {
	f := agreedFlow(t)
	carol := "answer." + string(f.Here()[1].ID)
	f.Do("agree.set", map[string]string{carol + ".says": "yes-but", carol + ".but": "the rain"})
	if a, _ := f.r.Agreement.Answer(f.Here()[1].ID); a.But != "the rain" {
		t.Fatalf("answer = %+v, want but the rain", a)
	}
	f.Do("agree.set", map[string]string{carol + ".says": "yes"})
	if a, _ := f.r.Agreement.Answer(f.Here()[1].ID); a.Says != model.SaysYes || a.But != "" {
		t.Errorf("answer = %+v, want a yes alone", a)
	}
}

// A copy all the same needs its ground, its reason and a name, and falls with
// the choice that it went past.
func TestAnOverrideIsWholeOrNone(t *testing.T) {
	f := agreedFlow(t)
	f.Do("share.new", map[string]string{"who": "Ron", "what": "nothing"})
	ron := func() *model.Sharing { return f.r.Sharing[0] }
	for _, answer := range []map[string]string{{"ground": "danger"}, {"why": "he has her key"}} {
		f.Do("override.set", answer)
		if ron().Overridden() {
			t.Errorf("after %v it goes past the choice", answer)
		}
	}
	f.Do("override.set", map[string]string{"by": "Ms Okafor", "only": string(f.r.Wants[0].ID)})
	at := ron().Override.At
	if !ron().Overridden() || at.IsZero() || !ron().Limited {
		t.Errorf("%+v, want a copy of one want", ron())
	}
	f.Do("override.set", map[string]string{"told": "by telephone"})
	if !ron().Override.At.Equal(at) {
		t.Errorf("decided at %s, want %s: it was not decided anew", ron().Override.At.Format(time.TimeOnly), at.Format(time.TimeOnly))
	}
	f.Do("override.set", map[string]string{"only": ""})
	if _, no := f.r.For(model.Recipient{Sharing: ron().ID}); !no.Refused() || no.Choice != model.ShareNo {
		t.Errorf("with all of it unticked there is a copy: %+v", ron())
	}
	if got := wrongOf(t, f, "override.set", "only"); got != "override.nothing" {
		t.Errorf("with all of it unticked the line says %q", got)
	}
	f.Do("share.set", map[string]string{"what": "not-until"})
	if ron().Override != (model.Override{}) {
		t.Errorf("it stands still: %+v", ron().Override)
	}
	f.Do("share.set", map[string]string{"what": "all"})
	if a := offered(t, f, "override.set"); a.On || a.Why.ID != "why.said-yes" {
		t.Errorf("past a yes: on %v, because %v", a.On, a.Why)
	}
}

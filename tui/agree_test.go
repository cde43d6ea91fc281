package tui

import (
	"testing"
	"time"

	"ownwords/model"
	"ownwords/tui/desk"
)

// agreedVisit is Peggy's visit with the plan agreed, read back or not.
func agreedVisit(k *desk.Talk) {
	peggysVisit(k)
	peggysAnswers(k)
	k.Do("go.agree", nil)
	k.Do("agree.close", nil)
	k.Do("go.agree", nil)
}

// A plan that is changed after it was agreed asks why, once, and shows what is
// not the same as then: in words, then and now.
func TestAChangedPlanSaysWhyAndWhatIsNotTheSame(t *testing.T) {
	d := withVisit(t, agreedVisit)
	d.hides("Changed since it was agreed")
	d.clock.set(d.app.now().Add(time.Hour))
	d.run(d.app.goTo(model.Place{Stage: model.StageRisks, Part: d.app.talk.Record().Risks[0].ID}))
	d.run(d.app.do("risk.set", map[string]string{"try": "every Wednesday, whatever the weather"}))
	d.run(d.app.do("risk.new", map[string]string{"words": `"I cook with the gas on."`}))
	d.act("go.agree")
	d.shows("Changed since it was agreed", "Why it was changed")
	d.golden("agree-changed")

	p := d.app.top().(*agreePage)
	d.reach(p.form, rowChanged)
	d.keys("enter")
	d.shows("a risk", "I cook with the gas on")
	d.golden("agree-not-the-same")
	d.keys("esc")

	d.keys("a")
	d.shows("First say why")
	d.typed("Carol broke her wrist")
	d.keys("enter")
	d.typed("Peggy's")
	d.keys("enter")
	d.shows("Because: Carol broke her wrist. Whose wish: Peggy's.")
	d.keys("a")
	c := d.app.talk.Record().Conversation
	if c.ChangedSince || c.Revision != 2 || c.ChangedWhy != "Carol broke her wrist" {
		t.Errorf("changed %v, revision %d, why %q; want it agreed anew with its reason", c.ChangedSince, c.Revision, c.ChangedWhy)
	}
}

// The reason is owed and no condition: who has none goes on.
func TestAChangedPlanCanBeAgreedWithoutAReason(t *testing.T) {
	d := withVisit(t, agreedVisit)
	d.clock.set(d.app.now().Add(time.Hour))
	d.run(d.app.do("want.new", map[string]string{"words": "a garden"}))
	d.act("go.agree")
	d.keys("a", "esc", "a")
	if c := d.app.talk.Record().Conversation; c.ChangedSince || c.Revision != 2 {
		t.Errorf("changed %v, revision %d, want it agreed anew", c.ChangedSince, c.Revision)
	}
}

// The council asks about a want in the person's own words; then it says yes, and
// a name makes that final, whatever is not there yet.
func TestTheCouncilAsksAndThenSaysYes(t *testing.T) {
	d := withVisit(t, agreedVisit)
	d.keys("d")
	p := d.app.top().(*saidPage)
	d.keys("right", "right")
	d.reach(p.form, "about")
	d.golden("decide-question")
	d.keys("1", "enter")
	d.reach(p.form, "reason")
	d.typed("Is there a bus?")
	d.keys("enter")
	d.typed("Ms Okafor")
	d.keys("enter")
	a := d.app.talk.Record().Agreement
	if a.Decision != "question" || a.About != d.app.talk.Record().Wants[0].ID || a.Reason != "Is there a bus?" || a.DecisionBy != "Ms Okafor" {
		t.Errorf("decision = %+v, want Ms Okafor's question about the first want", a)
	}
	d.shows(`Ms Okafor asks about "I want to get back`, "Is there a bus?")
	d.golden("agree-question")
	d.act("decide")
	p = d.app.top().(*saidPage)
	d.reach(p.form, "decision")
	d.keys("left")
	d.shows("Why final all the same")
	d.golden("decide-yes")
	d.reach(p.form, "by")
	d.typed("Ms Okafor")
	d.keys("enter")
	if r := d.app.talk.Record(); r.Conversation.Standing != model.Final || r.Agreement.About != "" || r.Agreement.Reason != "" {
		t.Errorf("standing %s, decision %+v, want it final and the question gone", r.Conversation.Standing, r.Agreement)
	}
	if _, agree := d.app.top().(*agreePage); !agree {
		t.Errorf("one comes back to %T", d.app.top())
	}
}

// TestTheCouncilsQuestionStandsOverAPlanThatChanged: To do today leads to it, and the
// change is often its answer.
func TestTheCouncilsQuestionStandsOverAPlanThatChanged(t *testing.T) {
	d := withVisit(t, agreedVisit)
	d.run(d.app.do("decide", map[string]string{"decision": "question", "reason": "Is there a bus?", "by": "Ms Okafor"}))
	d.run(d.app.do("want.new", map[string]string{"words": "a garden"}))
	d.act("home")
	d.keys("t")
	d.shows("Ms Okafor asks: Is there a bus?")
	d.keys("enter")
	d.shows("Read back · Agree", "Changed since it was agreed", "Ms Okafor asks: Is there a bus?")
}

// A copy that is owed stands among what happens next, until it was given.
func TestACopyThatIsOwed(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.agree")
	d.reach(d.app.top().(*agreePage).form, rowOwe)
	d.keys("enter")
	d.typed("Peggy")
	d.keys("enter")
	o := d.app.talk.Record().Owed
	if len(o) != 1 || o[0].Who != "Peggy" {
		t.Fatalf("owed = %+v, want one for Peggy", o)
	}
	d.reach(d.app.top().(*agreePage).form, rowOwed+string(o[0].ID))
	d.keys("enter", "down", "2", "down")
	d.typed("large print")
	d.keys("enter")
	d.typed("18 Sep")
	d.keys("enter")
	d.golden("owed")
	d.keys("esc")
	d.shows("A copy for Peggy: my plan, large print")
	d.run(d.app.do("owed.given", map[string]string{"copy": string(o[0].ID)}))
	d.shows("given Tue 15 Sep")
}

// The page is held with whoever is at home looking on: a copy for somebody to
// whom the person said no stands at the desk alone.
func TestACopyForSomebodyRefusedIsOwedAtTheDesk(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	for _, who := range []string{"Peggy", "Ron"} {
		d.run(d.app.do("owed.new", map[string]string{"who": who}))
	}
	d.act("go.agree")
	d.shows("A copy for Peggy")
	d.hides("A copy for Ron")
	d.act("go.desk")
	for _, x := range d.app.owedRows() {
		if x.Label == "A copy for Ron" {
			return
		}
	}
	t.Errorf("the desk does not know of it:\n%s", d.screen())
}

// A next step that is begun, kept while the hand rests, and emptied again is none
// once the line is left.
func TestAStepThatIsEmptiedAgainIsNone(t *testing.T) {
	d := withVisit(t, agreedVisit)
	before := len(d.app.talk.Record().Steps)
	p := d.app.top().(*agreePage)
	d.reach(p.form, rowNext)
	d.typed("ring")
	p.keep()
	if got := len(d.app.talk.Record().Steps); got != before+1 {
		t.Fatalf("%d steps while it is typed, want %d", got, before+1)
	}
	d.keys("backspace", "backspace", "backspace", "backspace")
	p.keep()
	d.keys("tab")
	if got := d.app.talk.Record().Steps; len(got) != before {
		t.Errorf("%d steps, the last %+v, want %d", len(got), got[len(got)-1], before)
	}
}

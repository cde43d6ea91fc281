package flow

import (
	"slices"
	"strings"
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
	if e := f.Do("decide", map[string]string{"decision": "yes", "by": "A manager"}); len(e.Say) != 1 || e.Say[0].ID != "why.agree-first" {
		t.Errorf("a yes to what nobody agreed to says %v, want why.agree-first", e.Say)
	}
	if c := f.Record().Conversation; c.Revision != revision || !c.ChangedSince {
		t.Errorf("a decision on what nobody agreed to made revision %d of a plan at %d", c.Revision, revision)
	}
	f.Do("agree.close", nil)
	if a := f.Record().Agreement; a.Decision != "" || a.DecisionBy != "" {
		t.Errorf("the plan agreed anew is decided: %s by %s", a.Decision, a.DecisionBy)
	}
	agreed := f.Record().Conversation.Revision
	f.Do("decide", nil)
	if c := f.Record().Conversation; c.Revision != agreed || c.Standing != model.Agreed {
		t.Errorf("a question that nobody answered made revision %d, %s, of a plan at %d", c.Revision, c.Standing, agreed)
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

// TestAChoiceThatLeftTheListIsARevision: what went out with it in it says yes
// until a later one says nothing of it.
func TestAChoiceThatLeftTheListIsARevision(t *testing.T) {
	f, later := agreedPlan(t)
	revision := func() int { return f.Record().Conversation.Revision }
	share := func(do string, answers map[string]string, want int) {
		t.Helper()
		later()
		f.Go(model.Place{Stage: model.StageShare})
		if n := len(f.Record().Sharing); n > 0 {
			f.Go(model.Place{Stage: model.StageShare, Part: f.Record().Sharing[n-1].ID})
		}
		f.Do(do, answers)
		f.Do("share.done", nil)
		if revision() != want {
			t.Errorf("behind %s: revision %d, want %d", do, revision(), want)
		}
	}
	rao := map[string]string{"who": "Dr Rao", "what": "all"}
	share("share.new", rao, 2)
	share("share.drop", nil, 3)
	share("share.done", nil, 3)
	later()
	f.Go(model.Place{Stage: model.StageShare})
	f.Do("share.new", map[string]string{"who": "Ron"})
	share("share.drop", nil, 3) // nobody ever said anything about him
	share("share.new", rao, 4)
	f = Open(f.Record(), f.Take(), *f.Guide(), f.env)
	share("share.drop", nil, 5)
	f = Open(f.Record(), f.Take(), *f.Guide(), f.env)
	share("share.done", nil, 5)
}

// TestAPlanThatSaysWhatWasAgreedIsNotChanged, whatever was typed meanwhile.
func TestAPlanThatSaysWhatWasAgreedIsNotChanged(t *testing.T) {
	old := func(f *Flow) *model.Note { return model.Find(f.r.Notes, f.r.Wants[0].Words.From[0]) }
	why := func(f *Flow, typed string) {
		f.Go(model.Place{Stage: model.StageWants, Part: f.r.Wants[0].ID})
		f.DoSoFar("want.set", map[string]string{"why": typed})
		f.Take()
	}
	letter := func(f *Flow, on bool) {
		n := old(f)
		f.Go(model.Place{Stage: model.StageTalk, Topic: n.Topic, Part: n.ID, Caret: len(n.Text)})
		if on {
			f.Edit(n.ID, len(n.Text), len(n.Text), "x")
		} else {
			f.Edit(n.ID, len(n.Text)-1, len(n.Text), "")
		}
		f.Take()
	}
	talk := func(f *Flow) { f.Go(model.Place{Stage: model.StageTalk, Topic: "changes"}) }
	for _, c := range []struct {
		name string
		do   func(f *Flow)
		want bool
	}{
		{"a letter of a new note, typed and erased", func(f *Flow) {
			talk(f)
			f.Edit("", 0, 0, "x")
			f.Take()
			f.Edit(f.Place().Part, 0, 1, "")
			f.Do("go.wants", nil)
		}, false},
		{"two new notes joined", func(f *Flow) { talk(f); f.Add("One."); f.Add("Two."); f.Join(f.Place().Part) }, false},
		{"an own note erased", func(f *Flow) {
			f.Do("go.mine", nil)
			f.Add("Mine.")
			f.Edit(f.Place().Part, 0, 5, "")
			f.Do("go.talk", nil)
		}, false},
		{"a letter in an old note", func(f *Flow) { letter(f, true) }, true},
		{"and taken out", func(f *Flow) { letter(f, true); letter(f, false) }, false},
		{"a line begun", func(f *Flow) { why(f, "t") }, true},
		{"and emptied", func(f *Flow) { why(f, "t"); why(f, "") }, false},
		{"and emptied, and another thing changed", func(f *Flow) { why(f, "t"); letter(f, true); why(f, "") }, true},
		{"a want made and taken out", func(f *Flow) {
			f.Do("want.new", map[string]string{"words": "To sing"})
			f.Do("want.drop", nil)
		}, false},
		{"a change taken out, when a note had left the talk", func(f *Flow) {
			f.Do("want.new", map[string]string{"words": "To sing"})
			made := f.Place()
			f.Go(model.Place{Stage: model.StageTalk, Part: old(f).ID})
			f.Do("mark.mine", nil)
			f.Go(made)
			f.Do("want.drop", nil)
		}, true},
		{"an old note brought into the talk", func(f *Flow) {
			n := model.Copy(old(f))
			n.ID, n.Drawer = "own", model.DrawerMine
			f.r = f.r.With(n)
			f.Go(model.Place{Stage: model.StageMine, Part: n.ID})
			f.Do("mine.settle", map[string]string{"as": "back"})
		}, true},
		{"a change, and choices that make it one to be agreed anew", func(f *Flow) {
			why(f, "t")
			why(f, "")
			talk(f)
			f.Add("More.")
			f.Do("share.new", map[string]string{"who": "her GP", "what": "all"})
			f.Do("share.done", nil)
			letter(f, true)
			letter(f, false)
		}, true},
	} {
		f, later := agreedPlan(t)
		later()
		c.do(f)
		if got := f.Record().Conversation.ChangedSince; got != c.want {
			t.Errorf("%s: changed since it was agreed = %v, want %v", c.name, got, c.want)
		}
	}
}

// TestAPlanStaysAgreedWithoutANoteItNeverHeld: one typed after the agreeing may
// leave the talk as it came.
func TestAPlanStaysAgreedWithoutANoteItNeverHeld(t *testing.T) {
	f, later := agreedPlan(t)
	later()
	f.Go(model.Place{Stage: model.StageTalk, Topic: "changes"})
	f.Add("One more.")
	f.Add("me: Ron frightens her.")
	f.Do("mark.mine", nil)
	if c := f.Record().Conversation; c.ChangedSince || c.Revision != 1 {
		t.Errorf("revision %d, changed since %v, want it as it was agreed", c.Revision, c.ChangedSince)
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

// whatSaid is what the person said to the plan, and what goes with it.
func whatSaid(f *Flow, says, but string) map[string]string {
	id := "answer." + string(f.Record().PersonVoice().ID)
	return map[string]string{id + ".says": says, id + ".but": but}
}

// withNeed is a plan with a need in it that was agreed and waits for the council.
func withNeed(t *testing.T, says, but string) *Flow {
	t.Helper()
	f := newFlow(t)
	f.Add("I want to bowl again.")
	f.Do("mark.wanted", nil)
	f.Go(model.Place{Stage: model.StageNeeds})
	f.Do("need.new", map[string]string{"words": "getting into the bath"})
	f.Go(model.Place{Stage: model.StageAgree})
	f.Do("agree.set", whatSaid(f, says, but))
	f.Do("agree.close", nil)
	return f
}

func TestWhatTheCouncilPutsDownAfterTheAgreeingChangesNothingOfIt(t *testing.T) {
	f := withNeed(t, "yes", "")
	need := model.Place{Stage: model.StageNeeds, Part: f.Record().Needs[0].ID}
	f.Go(need)
	f.Do("need.set", map[string]string{"eligible": "yes", "eligible-why": "three outcomes", "eligible-by": "D. Martins"})
	f.Do("advice.set", map[string]string{"prevent": "good boots"})
	if c := f.Record().Conversation; c.ChangedSince || f.Record().Needs[0].Eligible != model.EligibleYes {
		t.Fatalf("changed since %v, eligible %q: want what the council decides in a plan that stands", c.ChangedSince, f.Record().Needs[0].Eligible)
	}
	f.Go(need)
	f.Do("need.set", map[string]string{"effect": "I itch all day"})
	if !f.Record().Conversation.ChangedSince {
		t.Error("other words of a need are no change of the plan")
	}
}

func TestAQuestionOfTheCouncilsNeedsNoAgreementFirst(t *testing.T) {
	for _, said := range []string{"question", "passed-up"} {
		f := withNeed(t, "yes", "")
		f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
		f.Do("want.set", map[string]string{"words": "To bowl twice a week."})
		f.Go(model.Place{Stage: model.StageAgree})
		f.Do("decide", map[string]string{"decision": said, "reason": "How often?", "by": "A manager"})
		r := f.Record()
		if !r.Conversation.ChangedSince || r.Agreement.Decision != said || r.Conversation.Standing != model.Agreed {
			t.Errorf("%s: changed %v, decision %q, %s", said, r.Conversation.ChangedSince, r.Agreement.Decision, r.Conversation.Standing)
		}
	}
}

// TestAFinalPlanThatChangedIsNotSaidToBeFinal: the council asks something of what is
// in it now, and that ends nothing.
func TestAFinalPlanThatChangedIsNotSaidToBeFinal(t *testing.T) {
	f := withNeed(t, "yes", "")
	if e := f.Do("decide", map[string]string{"decision": "yes", "by": "A manager"}); len(e.Say) == 0 || e.Say[len(e.Say)-1].ID != "standing.final" {
		t.Fatalf("a yes to the plan says %v, want that it is final", e.Say)
	}
	f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
	f.Do("want.set", map[string]string{"words": "To bowl twice a week."})
	f.Go(model.Place{Stage: model.StageAgree})
	e := f.Do("decide", map[string]string{"decision": "question", "reason": "Twice?", "by": "A manager"})
	if c := f.Record().Conversation; !c.Standing.Decided() || !c.ChangedSince || f.Record().Agreement.Decided() != "question" {
		t.Fatalf("%s, changed since %v, decided %q: want a final plan that changed, and the question", c.Standing, c.ChangedSince, f.Record().Agreement.Decided())
	}
	for _, m := range e.Say {
		if strings.HasPrefix(m.ID, "standing.") {
			t.Errorf("the question says %s", m.ID)
		}
	}
}

// TestWhatIsTypedWithAYesThatComesTooEarlyIsKept, but under no other decision.
func TestWhatIsTypedWithAYesThatComesTooEarlyIsKept(t *testing.T) {
	for before, kept := range map[string]bool{"": true, "question": false, "passed-up": false} {
		f := withNeed(t, "yes", "")
		if before != "" {
			f.Do("decide", map[string]string{"decision": before, "reason": "How often?", "by": "Anna Whitlock"})
		}
		f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
		f.Do("want.set", map[string]string{"words": "To bowl twice a week."})
		f.Go(model.Place{Stage: model.StageAgree})
		e := f.Do("decide", map[string]string{"decision": "yes", "reason": "It fits.", "by": "A manager"})
		want := model.Agreement{Decision: before, Reason: "How often?", DecisionBy: "Anna Whitlock"}
		if kept {
			want = model.Agreement{Reason: "It fits.", DecisionBy: "A manager"}
		}
		r := f.Record()
		if a := r.Agreement; a.Decision != want.Decision || a.Reason != want.Reason || a.DecisionBy != want.DecisionBy {
			t.Errorf("behind %q: %q, %q by %q, want %q, %q by %q", before, a.Decision, a.Reason, a.DecisionBy, want.Decision, want.Reason, want.DecisionBy)
		}
		if r.Conversation.Standing != model.Agreed || len(e.Say) != 1 || e.Say[0].ID != "why.agree-first" {
			t.Errorf("behind %q: it is %s and says %v, want only that it is to be agreed first", before, r.Conversation.Standing, e.Say)
		}
	}
}

func TestWhoDecidesForSomebodyHasAName(t *testing.T) {
	f := withNeed(t, "somebody", "  ")
	if a, _ := f.Action("agree.close"); f.Record().Conversation.Standing != model.Draft || a.Why.ID != "why.nobody-decides" {
		t.Fatalf("%s, why %q: nobody said who decides", f.Record().Conversation.Standing, a.Why.ID)
	}
	f.Do("agree.set", whatSaid(f, "somebody", "Carol, attorney for health"))
	e := f.Do("agree.close", nil)
	if f.Record().Conversation.Standing != model.Agreed || len(e.Say) == 0 || e.Say[0].ID != "standing.agreed-for" {
		t.Errorf("%s, said %v: want decided for Peggy, and no word of her agreeing", f.Record().Conversation.Standing, e.Say)
	}
}

func TestWhatWasNotFoundIsNoHelpToSayYesTo(t *testing.T) {
	f := newFlow(t)
	f.Add("I want to sing.")
	f.Do("mark.wanted", nil)
	f.Go(model.Place{Stage: model.StageHelps})
	f.Do("help.new", map[string]string{"what": "a Polish-speaking day group", "for": string(f.Record().Wants[0].ID), "not-found": "yes"})
	f.Do("help.new", map[string]string{"what": "a choir", "not-found": "yes"})
	f.Do("help.new", map[string]string{"what": "the radio", "for": string(f.Record().Wants[0].ID)})
	items := f.ReadBack()
	if len(items) != 2 || items[1].Heading.ID != "read.not-found" {
		t.Fatalf("read back as %+v", items)
	}
	var heard []string
	for _, l := range items[0].Lines {
		heard = append(heard, l.Say.ID+l.Words.Text)
	}
	if want := []string{"read.helps", "the radio", "read.not-found", "a Polish-speaking day group"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}

package flow

import (
	"testing"

	"ownwords/model"
)

// agreedFlow is a plan that was agreed with Peggy: to bowl, and a bath.
func agreedFlow(t *testing.T) *Flow {
	t.Helper()
	f := newFlow(t)
	f.Add(`"I want to bowl."`)
	f.Do("mark.wanted", nil)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "changes"})
	f.Add(`"I want a bath."`)
	f.Do("mark.wanted", nil)
	f.Go(model.Place{Stage: model.StageAgree})
	f.Do("agree.set", map[string]string{"answer." + string(f.Record().PersonVoice().ID) + ".says": "yes"})
	f.Do("agree.close", nil)
	return f
}

// TestAPlanIsBroughtTogetherWithWhatTheyMadeOfIt: what they changed is in it,
// what both say of one thing stands beside it under their name and in its topic,
// and it is a revision behind both. One step takes it back.
func TestAPlanIsBroughtTogetherWithWhatTheyMadeOfIt(t *testing.T) {
	f := agreedFlow(t)
	before := f.Record()
	bath := model.Copy(before.Wants[1])
	bath.Good = model.Words{Text: "twice a week"}
	now := before.With(bath)
	c := model.Copy(now.Conversation)
	c.Revision = 4 // theirs is further on
	beside := []Beside{
		{About: before.Wants[1].ID, Who: "Northmoor Council", End: "the council", Text: "a bath: once a week", When: model.When{Typed: "22 November"}},
		{About: before.Wants[0].ID, Who: "Northmoor Council", Text: "to attend bowls"},
		{About: before.Notes[0].ID, Note: model.Copy(before.Notes[0])},
	}
	f.Merge(now.With(c), beside, false)
	r := f.Record()
	if r.Wants[1].Good.Text != "twice a week" || r.Conversation.Revision != 5 || r.Conversation.ChangedSince {
		t.Errorf("good = %q, revision %d, changed since %v", r.Wants[1].Good.Text, r.Conversation.Revision, r.Conversation.ChangedSince)
	}
	said := r.Notes[2:]
	if len(said) != 3 || said[0].Topic != "changes" || said[1].Topic != "matters" || f.VoiceName(said[0].Voice) != "Northmoor Council" || said[0].Voice != said[1].Voice {
		t.Fatalf("beside it stand %+v, want three, the council's in the topics of what they are about", said)
	}
	if len(said[2].Marks) != 0 || said[2].Voice != before.Notes[0].Voice || said[2].Telling != model.Said || said[2].Text != "I want to bowl." || said[2].ID == before.Notes[0].ID {
		t.Errorf("Peggy's words there = %+v, want a note of hers, as said", said[2])
	}
	if why := f.MayMerge(); !why.Zero() {
		t.Errorf("a second time: %s, want nothing in the way", why.ID)
	}
	if e := f.Undo(); e.Say[0].Args["what"].(model.Message).ID != "act.merge" || !sameRecord(f.Record(), before) {
		t.Errorf("undo says %+v and the record is not as it was", e.Say)
	}
	f.Redo()
	if !sameRecord(f.Record(), r) {
		t.Error("redo does not bring it together again")
	}
}

// TestADecisionAndItsStandingDoNotComeApart: the one taken from there and the other
// from here is a plan that nobody decided on.
func TestADecisionAndItsStandingDoNotComeApart(t *testing.T) {
	f := agreedFlow(t)
	a := model.Copy(f.Record().Agreement)
	a.Decision, a.DecisionBy = "yes", "Priya Nair"
	f.Merge(f.Record().With(a), nil, false)
	if r := f.Record(); r.Agreement.Decided() != "" || !r.Conversation.ChangedSince || r.Conversation.Standing != model.Agreed {
		t.Errorf("their decision on our plan that only was agreed: %q, changed since %v", r.Agreement.Decided(), r.Conversation.ChangedSince)
	}
	f = agreedFlow(t)
	f.Do("decide", map[string]string{"decision": "yes", "by": "A manager"})
	a = model.Copy(f.Record().Agreement)
	a.Decision, a.Reason = "question", "How often?"
	f.Merge(f.Record().With(a), nil, false)
	if r := f.Record(); r.Agreement.Decision != "question" || !r.Conversation.ChangedSince {
		t.Errorf("their question on our final plan: %q, changed since %v", r.Agreement.Decision, r.Conversation.ChangedSince)
	}
	f = agreedFlow(t)
	c := model.Copy(f.Record().Conversation)
	c.Standing = model.Final
	a = model.Copy(f.Record().Agreement)
	a.Decision, a.DecisionBy = "yes", "Priya Nair"
	f.Merge(f.Record().With(a).With(c), nil, false)
	if r := f.Record(); r.Agreement.Decided() != "yes" || r.Conversation.ChangedSince || r.Conversation.Standing != model.Final {
		t.Errorf("both as they stand there: %q, changed since %v", r.Agreement.Decided(), r.Conversation.ChangedSince)
	}
}

// TestADecisionThatFallsTakesItsSumsWithIt: where the council's decision goes in a
// merge, the sums are not said to be decided by anybody.
func TestADecisionThatFallsTakesItsSumsWithIt(t *testing.T) {
	f := agreedFlow(t)
	now := f.Record()
	a := model.Copy(now.Agreement)
	a.Decision, a.DecisionBy = "yes", "Priya Nair"
	b := f.budgetCopy()
	b.Share.Typed, b.DecidedBy, b.DecidedAt = "10", "Priya Nair", f.env.Now()
	f.Merge(now.With(a).With(b), nil, false)
	r := f.Record()
	if r.Agreement.Decided() != "" || !r.Conversation.ChangedSince {
		t.Fatalf("decided %q, changed since %v: want their decision gone", r.Agreement.Decided(), r.Conversation.ChangedSince)
	}
	if got := r.Budget; got.DecidedBy != "" || !got.DecidedAt.IsZero() || got.Share.Typed != "10" {
		t.Errorf("the budget is %+v, want their share, decided by nobody", got)
	}
}

// TestAWorkerWhoComesWithTheirCopyIsThereOnce: Priya has Dele's plan on her laptop,
// and the copy that she brings in knows her already.
func TestAWorkerWhoComesWithTheirCopyIsThereOnce(t *testing.T) {
	e := testEnv()
	e.By, e.Worker = "another", Worker{Name: "Priya Nair", Role: model.RolePractitioner}
	newID := e.NewID
	e.NewID = func() model.ID { return "there-" + newID() }
	f := Open(agreedFlow(t).Record(), nil, guide, e)
	before := f.Record()
	priya := &model.Voice{Head: newHead(f, before.Voices), Name: "Priya Nair", Role: model.RolePractitioner}
	bath := model.Copy(before.Wants[1])
	bath.Good = model.Words{Text: "twice a week"}
	f.Merge(before.With(priya).With(bath), nil, false)
	if n := voicesNamed(f, "Priya Nair"); n != 1 || f.Me().ID != priya.ID {
		t.Errorf("Priya is in the record %d times and types as %s, want the one voice that came", n, f.Me().ID)
	}
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	f.Add("me: I rang on Tuesday")
	if n := voicesNamed(f, "Priya Nair"); n != 1 || last(f).Voice != priya.ID {
		t.Errorf("after a note of hers she is there %d times, the note is of %s", n, last(f).Voice)
	}
}

// TestWhatIsNotAgreedIsAgreedFirst: nothing is done to a plan that was changed,
// talked on about, or is none.
func TestWhatIsNotAgreedIsAgreedFirst(t *testing.T) {
	for story, do := range map[string]func(*Flow){
		"changed":     func(f *Flow) { f.Do("want.new", map[string]string{"words": "A garden."}) },
		"talked on":   func(f *Flow) { f.Go(model.Place{Stage: model.StageTalk}); f.Add("One more thing.") },
		"taken back":  func(f *Flow) { f.Undo() },
		"not yet one": func(f *Flow) { *f = *newFlow(t) },
	} {
		f := agreedFlow(t)
		do(f)
		before := f.Record()
		e := f.Merge(before.With(&model.Want{Head: model.Head{ID: "theirs"}}), nil, false)
		if f.MayMerge().ID != "conflict.agree-first" || e.Say[0].ID != "conflict.agree-first" || f.Record() != before {
			t.Errorf("%s: it says %+v and does it all the same", story, e.Say)
		}
	}
}

func sameRecord(a, b *model.Record) bool {
	for p := range a.Parts() {
		if q := b.PartOf(p.PartKind(), p.PartHead().ID); q == nil || !samePart(p, q) {
			return false
		}
	}
	for p := range b.Parts() {
		if a.PartOf(p.PartKind(), p.PartHead().ID) == nil {
			return false
		}
	}
	return true
}

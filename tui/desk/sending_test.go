package desk

import (
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/hub"
	"ownwords/store/seal"
)

func agree(t *testing.T, k *Talk) {
	t.Helper()
	k.Go(model.Place{Stage: model.StageAgree})
	person := string(k.Record().PersonVoice().ID)
	k.Do("agree.set", map[string]string{"answer." + person + ".says": "yes"})
	k.Do("agree.close", nil)
	flush(t, k)
}

func outgoing(t *testing.T, d *Desk) []Parcel {
	t.Helper()
	out, err := d.WhatGoes()
	if err != nil {
		t.Fatal(err)
	}
	return out.Goes
}

func TestAnAgreedPlanWaitsToGoAndAnUndoneOneDoesNot(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	if n := len(outgoing(t, d)); n != 0 {
		t.Fatalf("%d plans wait before anything was agreed", n)
	}
	agree(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 1 || out[0].Name != "Peggy Ashworth" {
		t.Fatalf("outgoing = %+v, want revision 1 of Peggy's", out)
	}
	k.Undo()
	flush(t, k)
	if n := len(outgoing(t, d)); n != 0 {
		t.Errorf("%d plans wait after the agreeing was undone", n)
	}
	k.Redo()
	flush(t, k)
	if n := len(outgoing(t, d)); n != 1 {
		t.Errorf("%d plans wait after it was done again, want 1", n)
	}
}

func TestChoicesAfterTheAgreeingTakeItsPlace(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	k.Do("share.new", map[string]string{"who": "her GP", "what": "all"})
	k.Do("share.done", nil)
	flush(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 2 {
		t.Errorf("outgoing = %+v, want only revision 2", out)
	}
	all, err := d.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(p Parcel) bool { return p.Revision == 1 })
	if i < 0 || all[i].State.Step != store.OutReplaced {
		t.Errorf("revision 1 = %+v, want it kept and replaced", all)
	}
}

// TestASharedServerHasOnlyWhatThePersonSaidYesTo: the refusal freezes nothing.
func TestASharedServerHasOnlyWhatThePersonSaidYesTo(t *testing.T) {
	d := newDesk(t)
	d.Settings.Server.Whose = content.WhoseShared
	k := withPlan(t, d)
	agree(t, k)
	if n := len(outgoing(t, d)); n != 0 {
		t.Fatalf("%d plans wait for a server nobody was asked about", n)
	}
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "nothing"})
	k.Do("share.done", nil)
	flush(t, k)
	if n := len(outgoing(t, d)); n != 0 {
		t.Fatalf("%d plans wait for a server the person said no to", n)
	}
	k.Go(model.Place{Stage: model.StageShare})
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "all"})
	k.Do("share.done", nil)
	flush(t, k)
	if n := len(outgoing(t, d)); n != 1 {
		t.Errorf("%d plans wait after a yes, want 1", n)
	}
}

// TestAPlanIsThereOnceHoweverOftenItIsSent sends to the team's own inbox.
func TestAPlanIsThereOnceHoweverOftenItIsSent(t *testing.T) {
	d := newDesk(t)
	agree(t, withPlan(t, d))
	if err := d.Send(t.Context(), Sending{}); !errors.Is(err, ErrNoServer) {
		t.Fatalf("send without a server: %v, want ErrNoServer", err)
	}
	h := newHub(t)
	token, err := h.AddToken("laptop")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h.Handler(slog.New(slog.DiscardHandler)))
	defer server.Close()
	d.Settings.Server.URL = server.URL + "/fhir/R4"

	if err := d.Send(t.Context(), Sending{}); err != nil {
		t.Fatalf("send without a token: %v, want it told by the state", err)
	}
	if out := outgoing(t, d); len(out) != 1 || out[0].State.Answer != "auth" {
		t.Fatalf("without a token: %+v, want it waiting for one", out)
	}
	d.Settings.Server.TokenFile = filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(d.Settings.Server.TokenFile, []byte(token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var told []string
	for range 2 {
		if err := d.Send(t.Context(), Sending{Told: func(p Progress) { told = append(told, string(p.State.Step)) }}); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(told, []string{"going", "there"}) {
		t.Errorf("told %v, want going and there, once", told)
	}
	plans, err := h.List()
	if err != nil || len(plans) != 1 || plans[0].Version != 1 {
		t.Errorf("the inbox has %+v, %v, want one plan in its first version", plans, err)
	}
}

func newHub(t *testing.T) *hub.Hub {
	t.Helper()
	h, code, err := hub.New(t.TempDir(), hub.Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	if code != nil {
		code.Close()
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Errorf("close hub: %v", err)
		}
	})
	return h
}

// TestAPlanThatWasSentBackIsToDo is refused by the council's server: it waits no
// more, and stands in what is to be done until a new one is agreed.
func TestAPlanThatWasSentBackIsToDo(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	h, err := d.Home()
	if err != nil || h.ToGo.Plans != 1 || h.SentBack.Plans != 0 || h.ToDo != 0 {
		t.Fatalf("home = %+v, %v, want one plan to go", h, err)
	}
	out := outgoing(t, d)[0]
	if err := d.store.SetOutState(out.ID, store.OutState{Step: store.OutRefused, Since: d.Now(), Answer: "invalid"}); err != nil {
		t.Fatal(err)
	}
	h, err = d.Home()
	if err != nil || h.ToGo.Plans != 0 || h.SentBack.Plans != 1 || h.ToDo != 1 {
		t.Errorf("home = %+v, %v, want it sent back, and to do", h, err)
	}
	all, _, err := d.Everyone("")
	if err != nil || all[0].Stands(d.Now()).ID != "stands.sent-back" || all[0].Waits().ID != "waits.back" {
		t.Errorf("everyone = %+v, %v, want it said to be sent back", all, err)
	}
	tasks, err := d.ToDo()
	if err != nil || len(tasks) != 1 || tasks[0].Name != "Peggy Ashworth" || tasks[0].Place.Stage != model.StageAgree {
		t.Fatalf("to do = %+v, %v, want the plan that was sent back", tasks, err)
	}
	if said := d.Text.Say(tasks[0].What); !strings.Contains(said, "does not take it as it is. Put it right") {
		t.Errorf("it says %q, want why and what to do", said)
	}
	k.Undo()
	agree(t, k)
	if tasks, err = d.ToDo(); err != nil || len(tasks) != 0 {
		t.Errorf("to do = %+v, %v, want nothing once it was agreed anew", tasks, err)
	}
}

// TestTakingBackADecisionLeavesTheAgreedPlanWaiting: what the later revision had
// taken the place of is the plan again, and goes.
func TestTakingBackADecisionLeavesTheAgreedPlanWaiting(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	k.Go(model.Place{Stage: model.StageAgree})
	k.Do("decide", map[string]string{"decision": "yes", "by": "A manager"})
	flush(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 2 {
		t.Fatalf("outgoing = %+v, want the final revision 2", out)
	}
	k.Undo()
	flush(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 1 {
		t.Errorf("outgoing after the decision was taken back = %+v, want revision 1", out)
	}
}

// TestAnAgreementUndoneBeforeItWasOnDiskDoesNotGo: the plan is still on its way
// into the outbox when it is taken back.
func TestAnAgreementUndoneBeforeItWasOnDiskDoesNotGo(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageAgree})
	person := string(k.Record().PersonVoice().ID)
	k.Do("agree.set", map[string]string{"answer." + person + ".says": "yes"})
	k.Do("agree.close", nil)
	if err := k.Save(); err != nil {
		t.Fatal(err)
	}
	k.Undo()
	flush(t, k)
	if out := outgoing(t, d); len(out) != 0 {
		t.Errorf("outgoing = %+v, want nothing of what was taken back", out)
	}
}

// TestANoAfterAFailedTryIsKept: a plan that was tried and did not arrive is
// taken back like any other, and a no that nobody closed holds at the door.
func TestANoAfterAFailedTryIsKept(t *testing.T) {
	d := newDesk(t)
	d.Settings.Server = content.Server{Name: "Northmoor inbox", Whose: content.WhoseShared, URL: "http://127.0.0.1:9/fhir/R4"}
	k := withPlan(t, d)
	agree(t, k)
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "all"})
	k.Do("share.done", nil)
	flush(t, k)
	out := outgoing(t, d)
	if len(out) != 1 {
		t.Fatalf("outgoing = %+v, want the plan", out)
	}
	if err := d.store.SetOutState(out[0].ID, store.OutState{Step: store.OutWaiting, Tries: 1}); err != nil {
		t.Fatal(err)
	}
	k.Go(model.Place{Stage: model.StageShare})
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "nothing"})
	flush(t, k)
	what, err := d.WhatGoes()
	if err != nil || len(what.Goes) != 0 || len(what.Stays) != 1 || what.Stays[0].Why.ID != "stays.no" {
		t.Errorf("WhatGoes() = %+v, %v, want nothing for a server the person said no to", what, err)
	}
}

func TestAPlanThatWasSentBackIsToldUntilALaterOneIsThere(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	first := outgoing(t, d)[0]
	steps := []struct {
		step store.OutStep
		want int
	}{{store.OutWaiting, 0}, {store.OutRefused, 1}, {store.OutUnsure, 0}, {store.OutConflict, 1}, {store.OutThere, 0}, {store.OutRefused, 1}}
	for _, tt := range steps {
		if err := d.store.SetOutState(first.ID, store.OutState{Step: tt.step}); err != nil {
			t.Fatal(err)
		}
		if back, err := d.SentBack(); err != nil || len(back) != tt.want {
			t.Errorf("sent back while %q: %+v, %v, want %d", tt.step, back, err, tt.want)
		}
	}
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add("and to bowl")
	k.Do("mark.wanted", nil)
	agree(t, k)
	if back, err := d.SentBack(); err != nil || len(back) != 0 || len(outgoing(t, d)) != 1 {
		t.Errorf("with a later one waiting: sent back %+v, %v", back, err)
	}
}

// TestANoteThatLeftTheTalkDoesNotGoWithThePlan moves a note to own notes after
// the plan was agreed: what was frozen with it in it does not go.
func TestANoteThatLeftTheTalkDoesNotGoWithThePlan(t *testing.T) {
	for _, changed := range []bool{false, true} {
		d := newDesk(t)
		k := withPlan(t, d)
		k.Add("My pension card is with somebody else.")
		agree(t, k)
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		want := 1
		if changed {
			k.Add("And the dog.")
			want = 0 // it was not agreed as it is now
		}
		k.SetCaret(k.Notes()[1].ID, 0)
		k.Do("mark.mine", nil)
		flush(t, k)
		out := outgoing(t, d)
		if len(out) != want {
			t.Errorf("changed besides: %v: %d plans wait, want %d", changed, len(out), want)
		}
		for _, p := range out {
			raw, err := d.store.Frozen(p.ID)
			if err != nil || strings.Contains(string(raw), "pension") {
				t.Errorf("what waits to be sent holds the note (%v)", err)
			}
		}
	}
}

// TestWhoIsNotToBeContactedDoesNotGoWithThePlan to others, where that was said
// after the plan was agreed. The council has it with them in it, and is told.
func TestWhoIsNotToBeContactedDoesNotGoWithThePlan(t *testing.T) {
	for whose, waits := range map[content.Whose]int{content.WhoseShared: 0, content.WhoseOwn: 1} {
		d, r := newDesk(t), newRecorder(t)
		d.sendsTo(r, "Carol", whose)
		k := withPlan(t, d)
		k.Do("someone.new", map[string]string{"name": "Ron", "who": "brother"})
		share(k, "Carol", "all")
		agree(t, k)
		k.Go(model.Place{Stage: model.StagePeople, Part: k.Record().Relations[0].ID})
		k.Do("someone.set", map[string]string{"close": "not-to-contact"})
		flush(t, k)
		if !k.Record().Relations[0].NotToContact {
			t.Fatal("Ron may still be contacted")
		}
		if out := outgoing(t, d); len(out) != waits {
			t.Errorf("%s: %d plans wait, want %d", whose, len(out), waits)
		}
		if send(t, d); whose == content.WhoseShared && strings.Contains(r.wire(), "Ron") {
			t.Error("he went to others with the plan")
		}
	}
}

// TestNobodyIsSentToAnotherServerWhoIsNotToBeContactedNow: the plan waits for the
// council's own, he is barred, and then the settings come to name one of Carol's.
func TestNobodyIsSentToAnotherServerWhoIsNotToBeContactedNow(t *testing.T) {
	d, r := newDesk(t), newRecorder(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	k := withPlan(t, d)
	k.Do("someone.new", map[string]string{"name": "Ronald Vexley", "who": "brother"})
	share(k, "Carol", "all")
	agree(t, k)
	k.Go(model.Place{Stage: model.StagePeople, Part: k.Record().Relations[0].ID})
	k.Do("someone.set", map[string]string{"close": "not-to-contact"})
	flush(t, k)
	d.sendsTo(r, "Carol", content.WhoseShared)
	out := whatGoes(t, d)
	if send(t, d); len(out.Goes) > 0 || len(out.Stays) != 1 || strings.Contains(r.wire(), "Vexley") {
		t.Errorf("%d go, %d stay, his name on the wire: %v", len(out.Goes), len(out.Stays), strings.Contains(r.wire(), "Vexley"))
	}
}

// TestAPlanGoesWithoutANoteItNeverHeld: what was typed after the agreeing, and
// is one's own, changes nothing about what waits.
func TestAPlanGoesWithoutANoteItNeverHeld(t *testing.T) {
	for _, changed := range []bool{false, true} {
		d := newDesk(t)
		k := withPlan(t, d)
		agree(t, k)
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		if changed {
			k.Amend(k.Notes()[0].ID, "To bowl, and to win.")
		}
		k.Add("One more.")
		k.Add("me: Ron frightens her.")
		flush(t, k)
		k.Do("mark.mine", nil)
		flush(t, k)
		if out := outgoing(t, d); len(out) != 1 || k.Record().Conversation.ChangedSince != changed {
			t.Errorf("%d plans wait, changed since %v, want one, and %v", len(out), k.Record().Conversation.ChangedSince, changed)
		}
	}
}

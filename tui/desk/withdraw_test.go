package desk

import (
	"strings"
	"testing"

	"ownwords/model"
	"ownwords/store"
)

// TestWhatWasSentAndTakenBackIsAChangedPlan: a bringing-together that is there
// already is taken back. Nothing older goes over it, nothing here says that all is
// as it is there, and once it is agreed again that goes.
func TestWhatWasSentAndTakenBackIsAChangedPlan(t *testing.T) {
	in, d := newInbox(t), newDesk(t)
	in.laptop(d)
	k := withPlan(t, d)
	agree(t, k)
	sends(t, d)
	in.attend(d, "To attend a bowls club.")
	wish(k, `"And a bath."`)
	agree(t, k)
	sends(t, d)
	bringTogether(t, d, k)
	if step := sends(t, d); step != store.OutThere {
		t.Fatalf("brought together it is %q, want there", step)
	}
	e := k.Do("undo", nil)
	flush(t, k)
	c := k.Record().Conversation
	if c.Revision != 2 || !c.ChangedSince || e.Say[len(e.Say)-1].ID != "sent.taken-back" {
		t.Errorf("taken back it is revision %d, changed since %v, and it says %+v", c.Revision, c.ChangedSince, e.Say)
	}
	if step := sends(t, d); step != "" {
		t.Errorf("what was taken back went: %q", step)
	}
	if all, _, err := d.Everyone(""); err != nil || all[0].Stands(d.Now()).ID != "stands.changed" || all[0].Sent().ID != "list.there-changed" {
		t.Errorf("everyone = %+v, %v, want it told that the one there is another", all, err)
	}
	agree(t, k)
	if step := sends(t, d); step != store.OutThere || k.Record().Conversation.Revision != 4 {
		t.Errorf("agreed again it is %q, revision %d, want 4 there", step, k.Record().Conversation.Revision)
	}
	if form := string(in.ask("GET", "/QuestionnaireResponse?identifier="+formID(t, d), nil)); strings.Contains(form, "To attend a bowls club.") || !strings.Contains(form, "And a bath.") {
		t.Error("what is there is not what was agreed last")
	}
}

// wish types something that the person wants.
func wish(k *Talk, words string) {
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add(words)
	k.Do("mark.wanted", nil)
}

// TestHowFarBackATakingBackReaches over what has gone: at once and at the next
// opening, whatever was taken back, and what was done again is as it was there.
func TestHowFarBackATakingBackReaches(t *testing.T) {
	for _, tt := range []struct {
		name    string
		step    store.OutStep // of the second plan, when it is taken back
		doings  []string
		changed bool
		waits   int
	}{
		{"it is there", store.OutThere, []string{"undo"}, true, 0},
		{"it may be there", store.OutUnsure, []string{"undo"}, true, 1},
		{"it was sent back", store.OutRefused, []string{"undo"}, false, 0},
		{"it waited", store.OutWaiting, []string{"undo"}, false, 0},
		{"an older one done again", store.OutThere, []string{"undo", "undo", "redo"}, true, 0},
		{"done again", store.OutThere, []string{"undo", "redo"}, false, 1},
		{"after a restart", store.OutThere, []string{"restart", "undo"}, true, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			k := withPlan(t, d)
			agree(t, k)
			settle(t, d, store.OutThere)
			k.Go(model.Place{Stage: model.StageAgree})
			k.Do("decide", map[string]string{"decision": "yes", "by": "A manager"})
			flush(t, k)
			settle(t, d, tt.step)
			for _, x := range tt.doings {
				if x == "restart" {
					k, _ = reopen(t, d, k)
					continue
				}
				k.Do(x, nil)
				flush(t, k)
			}
			if c := k.Record().Conversation; c.ChangedSince != tt.changed {
				t.Errorf("revision %d, changed since %v, want %v", c.Revision, c.ChangedSince, tt.changed)
			}
			if n := len(outgoing(t, d)); n != tt.waits {
				t.Errorf("%d plans wait, want %d", n, tt.waits)
			}
		})
	}
}

// TestToBeforeWhatWasChangedForIt is no further back than what is there.
func TestToBeforeWhatWasChangedForIt(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	settle(t, d, store.OutThere)
	wish(k, "A bath.")
	agree(t, k)
	settle(t, d, store.OutThere)
	for len(k.Record().Wants) > 1 {
		k.Do("undo", nil)
		flush(t, k)
	}
	if c := k.Record().Conversation; c.Revision != 1 || !c.ChangedSince {
		t.Errorf("without the bath it is revision %d, changed since %v, want it changed: the bath is there", c.Revision, c.ChangedSince)
	}
}

// TestAnAgreeingThatIsThereIsTakenBackWhole: no plan is left here, and the list
// says that there is one there.
func TestAnAgreeingThatIsThereIsTakenBackWhole(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	settle(t, d, store.OutThere)
	k.Do("undo", nil)
	flush(t, k)
	all, _, err := d.Everyone("")
	if err != nil || all[0].Stands(d.Now()).ID != "stands.taken-back" || all[0].Sent().ID != "list.there-changed" {
		t.Errorf("everyone = %+v, %v, want it told that one is there", all, err)
	}
}

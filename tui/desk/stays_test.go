package desk

import (
	"net/http"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
)

// TestWhatMayHaveArrivedIsNotSaidToStay: she says no after a sending of which
// nobody knows how far it came. The list, home, what is to be done and the page
// of sending all say that they may have it, or a part of it.
func TestWhatMayHaveArrivedIsNotSaidToStay(t *testing.T) {
	hers := []store.OutEntry{{Type: "Organization", ID: "o", Done: true}, {Type: "Patient", ID: "p", ServerID: "1", Done: true}}
	for _, tt := range []struct {
		name   string
		state  store.OutState
		stays  string
		stands string
	}{
		{"unsure", store.OutState{Step: store.OutUnsure}, "stays.may-be-there", "Carol could have it, and may not"},
		{"in part", store.OutState{Step: store.OutPartly, Entries: hers}, "stays.part-there", "Carol has a part, and may not"},
		{"in part, and asked to wait", store.OutState{Step: store.OutWaiting, Entries: hers}, "stays.part-there", "Carol has a part, and may not"},
		{"nothing of hers", store.OutState{Step: store.OutWaiting, Entries: hers[:1]}, "stays.no", "agreed, stays here"},
		{"not gone", store.OutState{Step: store.OutWaiting}, "stays.no", "agreed, stays here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, _, k := withCarol(t)
			if err := d.store.SetOutState(outgoing(t, d)[0].ID, tt.state); err != nil {
				t.Fatal(err)
			}
			share(k, "Carol", "nothing")
			flush(t, k)
			all, _, err := d.Everyone("")
			if err != nil || all[0].Stays.ID != tt.stays || d.Text.Say(all[0].Stands(d.Now())) != tt.stands || !all[0].Waits().Zero() {
				t.Errorf("everyone = %+v, %v, want %s", all, err, tt.stays)
			}
			out := whatGoes(t, d)
			if len(out.Goes) != 0 || len(out.Stays) != 1 || out.Stays[0].Why.ID != tt.stays {
				t.Fatalf("WhatGoes() = %+v, want %s", out, tt.stays)
			}
			left := tt.stays != "stays.no"
			tasks, err := d.ToDo()
			if h, homeErr := d.Home(); err != nil || homeErr != nil || (len(tasks) == 1) != left || (h.ToDo == 1) != left || h.ToGo.Plans != 0 {
				t.Errorf("to do %+v, %v, home %+v, %v", tasks, err, h, homeErr)
			}
			if says := d.Text.Say(out.Stays[0].Why); strings.Contains(says, "stays here") == left {
				t.Errorf("it says %q", says)
			}
			if came := out.Came(0); (len(came) == 0) != left || out.Stays[0].HasLeft() != left {
				t.Errorf("what came of it: %+v, want it counted with what stays only where it does", came)
			}
		})
	}
}

// TestAnEarlierPlanThatTheyHaveIsTold: a later one that waits, and stays, takes
// nothing back of what went before it. What the council has is no matter of Carol's.
func TestAnEarlierPlanThatTheyHaveIsTold(t *testing.T) {
	d, r, k := withCarol(t)
	send(t, d)
	r.answer = func(int) int { return http.StatusServiceUnavailable }
	share(k, "Dr Rao", "all") // a revision of its own, which waits
	flush(t, k)
	k.Go(model.Place{Stage: model.StageShare, Part: k.Record().Sharing[0].ID})
	share(k, "Carol", "nothing")
	flush(t, k)
	all, _, err := d.Everyone("")
	if err != nil || all[0].Stays.ID != "stays.there-still" {
		t.Errorf("everyone = %+v, %v, want that Carol has the one before", all, err)
	}
	d = newDesk(t)
	d.sendsTo(newRecorder(t), "the council", content.WhoseOwn)
	agree(t, withPlan(t, d))
	send(t, d)
	d.sendsTo(newRecorder(t), "Carol", content.WhoseShared)
	if all, _, err := d.Everyone(""); err != nil || !all[0].Stays.Zero() {
		t.Errorf("what the council has: %+v, %v, want no word of Carol", all, err)
	}
}

// TestAPartThatIsGoneIsNotToldAsTheWholePlan, in no place where it is told.
func TestAPartThatIsGoneIsNotToldAsTheWholePlan(t *testing.T) {
	for _, tt := range []struct {
		plan string // where the plan stands there; empty where it is gone too
		ends string
	}{{"cp1", "-part"}, {"", ""}} {
		d := newDesk(t)
		agree(t, withPlan(t, d))
		state := store.OutState{Step: store.OutGone, Entries: []store.OutEntry{{Type: "CarePlan", ID: "c", ServerID: tt.plan}, {Type: "Goal", ID: "g"}}}
		if err := d.store.SetOutState(outgoing(t, d)[0].ID, state); err != nil {
			t.Fatal(err)
		}
		all, _, err := d.Everyone("")
		back, backErr := d.SentBack()
		if err != nil || backErr != nil || len(all) != 1 || len(back) != 1 {
			t.Fatalf("everyone %v, %v, back %v, %v", all, err, back, backErr)
		}
		got := []string{all[0].Stands(d.Now()).ID, all[0].Sent().ID, back[0].Mend().ID, back[0].Said().ID}
		want := []string{"stands.gone", "todo.gone", "todo.gone", "sent.gone"}
		for i := range want {
			if got[i] != want[i]+tt.ends {
				t.Errorf("plan at %q: it says %s, want %s", tt.plan, got[i], want[i]+tt.ends)
			}
		}
	}
}

// TestAChangedPlanThatTheyMayNotHaveIsToldAsBoth: they wrote in it, and then she
// said no. Neither hides the other, in the list, at home, in what is to be done and
// where plans are sent.
func TestAChangedPlanThatTheyMayNotHaveIsToldAsBoth(t *testing.T) {
	d, r, k := withCarol(t)
	r.strict = true
	send(t, d)
	r.edit("CarePlan/", "title", "Bowls and transport")
	share(k, "Dr Rao", "all") // a revision of its own
	flush(t, k)
	send(t, d)
	k.Go(model.Place{Stage: model.StageShare, Part: k.Record().Sharing[0].ID})
	share(k, "Carol", "nothing")
	if says := d.StaysSaid(k.Record()); says.ID != "stays.there-still" {
		t.Errorf("at the moment of the no it says %q, want that Carol has it", says.ID)
	}
	flush(t, k)
	all, _, err := d.Everyone("")
	if err != nil || d.Text.Say(all[0].Stands(d.Now())) != "Carol has it, and may not; changed there" || all[0].Sent().ID != "todo.conflict" {
		t.Errorf("everyone = %+v, %v, want both told", all, err)
	}
	tasks, err := d.ToDo()
	h, homeErr := d.Home()
	if err != nil || homeErr != nil || len(tasks) != 2 || h.ToDo != 2 || h.Changed.Plans != 1 {
		t.Errorf("to do %+v, %v, home %+v, %v, want two things to do", tasks, err, h, homeErr)
	}
	if out := whatGoes(t, d); len(out.Back) != 1 || len(out.Stays) != 1 || out.Stays[0].Why.ID != "stays.there-still" || len(out.Goes) != 0 {
		t.Errorf("WhatGoes() = %+v, want both told", out)
	}
}

// TestWhoMayHaveAPlanIsKnownWithoutReadingIt: the list of many plans, at a server
// that others read, leaves no entry in the log for each.
func TestWhoMayHaveAPlanIsKnownWithoutReadingIt(t *testing.T) {
	d, _, k := withCarol(t)
	send(t, d)
	share(k, "Carol", "nothing")
	flush(t, k)
	logged := func() (n int) {
		for _, err := range d.store.LogEntries() {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		return n
	}
	before := logged()
	all, _, err := d.Everyone("")
	if err != nil || all[0].Stays.ID != "stays.there-still" || len(whatGoes(t, d).Stays) != 1 {
		t.Fatalf("everyone = %+v, %v, want the no known at once", all, err)
	}
	if after := logged(); after != before {
		t.Errorf("%d entries in the log, want %d as before", after, before)
	}
}

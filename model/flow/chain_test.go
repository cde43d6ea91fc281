package flow

import (
	"testing"

	"ownwords/model"
)

// TestTheChainIsWalkedByOneKeyEitherWay goes from what Peggy said of the bath to
// who decides on the money for it, and all the way back.
func TestTheChainIsWalkedByOneKeyEitherWay(t *testing.T) {
	f, note, want, help := planned(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: note})
	f.Do("need.from", nil)
	need := f.Place().Part
	f.Do("need.set", map[string]string{"wants": string(want)})
	f.Go(model.Place{Stage: model.StageAgree})
	f.Do("agree.set", map[string]string{"look": "27 October"})

	at := func(s model.Stage, part model.ID) model.Place { return model.Place{Stage: s, Part: part} }
	chain := []model.Place{
		at(model.StageTalk, note), at(model.StageNeeds, need), at(model.StageWants, want), at(model.StageHelps, help),
		at(model.StageMoney, ""), at(model.StageAgree, ""),
	}
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: note})
	same := func(way string, want model.Place) {
		t.Helper()
		if got := f.Place(); got.Stage != want.Stage || got.Part != want.Part {
			t.Fatalf("%s leads to %s %s, want %s %s", way, got.Stage, got.Part, want.Stage, want.Part)
		}
	}
	for _, next := range chain[1:] {
		f.Do("chain.on", nil)
		same("what came of it", next)
	}
	if e := f.Do("chain.on", nil); len(e.Say) != 1 || e.Say[0].ID != "chain.on.none" {
		t.Errorf("behind who decided it says %v, want that it goes no further", e.Say)
	}
	for i := len(chain) - 2; i >= 0; i-- {
		// What she wants has words of its own beside the need: it is asked which.
		f.Do("chain.back", map[string]string{"part": string(chain[i].Part)})
		same("what it came from", chain[i])
	}
	if e := f.Do("chain.back", nil); len(e.Say) != 1 || e.Say[0].ID != "chain.begins" {
		t.Errorf("before what was said it says %v, want that it begins here", e.Say)
	}
}

// Where there are several ways it is asked which, and nothing is gone to before
// that was said.
func TestSeveralWaysAlongTheChainAreAsked(t *testing.T) {
	f, _, want, help := planned(t)
	f.Go(model.Place{Stage: model.StageHelps})
	f.Do("help.new", map[string]string{"what": "a shower seat", "for": string(want), "priced": "once", "amount": "60"})
	f.Go(model.Place{Stage: model.StageWants, Part: want})
	a, _ := f.Action("chain.on")
	if len(a.Ask) != 1 || len(a.Ask[0].Options) != 2 {
		t.Fatalf("it asks %v, want which of two", a.Ask)
	}
	f.Do("chain.on", nil)
	if got := f.Place().Part; got != want {
		t.Errorf("it went to %s unasked", got)
	}
	f.Do("chain.on", map[string]string{"part": string(help)})
	if got := f.Place(); got.Stage != model.StageHelps || got.Part != help {
		t.Errorf("it went to %+v, want the bath", got)
	}
}

// One's own notes are no part of it, and tell nothing of what they hold.
func TestTheChainNeverLeadsIntoOwnNotes(t *testing.T) {
	f, note, _, _ := planned(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: note})
	f.Do("mark.mine", nil)
	f.Go(model.Place{Stage: model.StageMine, Part: note})
	for id, why := range map[string]string{"chain.back": "why.own-notes", "chain.on": "why.own-notes", "need.from": "why.no-source"} {
		if a, _ := f.Action(id); a.On || a.Why.ID != why {
			t.Errorf("%s on an own note: on %v, because %v, want not, because %s", id, a.On, a.Why, why)
		}
	}
}

// What is decided once, and what is wished for another time, stands by itself.
func TestWhatStandsByItselfSaysSo(t *testing.T) {
	f := newFlow(t)
	f.Do("decision.new", map[string]string{"what": "a key safe"})
	at := f.Place()
	for _, place := range []model.Place{at, {Stage: model.StageWishes}} {
		f.Go(place)
		for _, id := range []string{"chain.back", "chain.on"} {
			if a, _ := f.Action(id); a.On || a.Why.ID != "why.no-chain" {
				t.Errorf("%s at %s: on %v, because %v", id, place.Stage, a.On, a.Why)
			}
		}
	}
}

package flow

import (
	"testing"

	"ownwords/model"
)

// A want that came of a line of which half went into own notes afterwards is in no
// copy for her: that is told at the desk, and nowhere else.
func TestWhatIsWithheldFromHerOwnCopyIsToldAtTheDesk(t *testing.T) {
	f, _, want, _ := planned(t)
	told := func() []model.ID {
		var ids []model.ID
		for _, l := range f.Loose() {
			if l.Say.ID == "loose.withheld" {
				ids = append(ids, l.Part.PartHead().ID)
			}
		}
		return ids
	}
	if got := told(); got != nil {
		t.Fatalf("withheld = %v, want nothing yet", got)
	}
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: f.Record().Wants[0].Words.From[0]})
	f.Add("her hands shook")
	second := f.Notes()[len(f.Notes())-1].ID
	w := model.Copy(model.Find(f.r.Wants, want))
	w.Words.From = append(w.Words.From, second)
	f.r = f.r.With(w)
	f.SetCaret(second, 0)
	f.Do("mark.mine", nil)
	if got := told(); len(got) != 1 || got[0] != want {
		t.Errorf("withheld = %v, want the want", got)
	}
}

// What the person left out of their plan is told as that, and stays the council's.
func TestANeedThatIsLeftOutIsTheCouncilsStill(t *testing.T) {
	f, _, _, _ := planned(t)
	f.Do("need.new", map[string]string{"words": "the garden"})
	f.Do("go.readback", nil)
	for {
		i, more := f.Reading()
		if !more {
			t.Fatal("the need is not read back")
		}
		if i.Kind == model.KindNeed {
			break
		}
		f.Do("read.yes", nil)
	}
	if e := f.Do("read.leave", nil); said(e)[0] != "read.left-need" {
		t.Errorf("it says %v", said(e))
	}
	council, _ := f.r.For(model.Recipient{Council: true})
	if len(council.Needs) != 1 || len(f.Persons().Needs) != 0 {
		t.Errorf("the council has %d needs, she %d, want it in the council's copy alone", len(council.Needs), len(f.Persons().Needs))
	}
	for _, l := range f.Loose() {
		if l.Say.ID == "loose.withheld" {
			t.Errorf("what she left out herself is told as withheld: %v", l.Say)
		}
	}
}

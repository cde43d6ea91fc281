package model

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

func TestEveryKindHasItsPlace(t *testing.T) {
	fields := reflect.TypeFor[Record]().NumField() - 2 // ID and Unknowns
	if len(slots) != fields {
		t.Errorf("there are %d kinds and %d places in a record", len(slots), fields)
	}
	for _, s := range slots {
		p := s.fresh()
		if p.PartKind() != s.kind {
			t.Errorf("the place of a %s holds a %s", s.kind, p.PartKind())
		}
		p.PartHead().ID = "x"
		r := new(Record).With(p)
		if got := r.Part("x"); got != p {
			t.Errorf("Part() of a %s that was put in = %v", s.kind, got)
		}
		if got := slices.Collect(r.Without(s.kind, "y").Parts()); len(got) != 1 {
			t.Errorf("Without() another id left %d parts of kind %s, want 1", len(got), s.kind)
		}
		if got := slices.Collect(r.Without(s.kind, "x").Parts()); len(got) != 0 {
			t.Errorf("Without() left %d parts of kind %s", len(got), s.kind)
		}
		if r.Part("x") == nil {
			t.Errorf("Without() a %s changed the old record", s.kind)
		}
	}
}

// A record that somebody still holds never changes under them, whatever is
// done to the newer ones.
func TestOldRecordsStayWhatTheyWere(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		old := anyRecord().Draw(t, "record")
		parts := slices.Collect(old.Parts())
		before := deep(old)
		r := old
		for range rapid.IntRange(1, 10).Draw(t, "changes") {
			p := Copy(rapid.SampledFrom(parts).Draw(t, "part"))
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				r = r.Without(p.PartKind(), p.PartHead().ID)
			case 1:
				p.PartHead().Order = rapid.StringMatching(`[0-9a-z]{0,3}[1-9a-z]`).Draw(t, "order")
				r = r.With(p)
			case 2:
				p.PartHead().ID = testID(rapid.IntRange(100, 110).Draw(t, "id"))
				r = r.With(p)
			}
		}
		if diff := cmp.Diff(before, old); diff != "" {
			t.Fatalf("the old record changed (-was +is):\n%s", diff)
		}
		for _, s := range slots {
			var orders []string
			for p := range s.each(r) {
				orders = append(orders, p.PartHead().Order)
			}
			if !slices.IsSorted(orders) {
				t.Fatalf("%ss stand in the order %q", s.kind, orders)
			}
		}
	})
}

// deep is a record that shares nothing with r.
func deep(r *Record) *Record {
	return r.mapped(func(p Part) Part { return Copy(p) })
}

func TestACopyCanBeChangedAlone(t *testing.T) {
	risk := peggy().Risks[0]
	c := Copy(risk)
	c.Views[0].Words.Text = "changed"
	c.IfThens[0].Then[0].Who = "changed"
	c.Words.From[0] = "changed"
	if diff := cmp.Diff(peggy().Risks[0], risk); diff != "" {
		t.Errorf("changing a copy changed the risk (-want +got):\n%s", diff)
	}
	cost := peggy().Supports[0]
	*Copy(cost).Cost.Rate.Value = 1
	if diff := cmp.Diff(peggy().Supports[0], cost); diff != "" {
		t.Errorf("changing a copy changed the support (-want +got):\n%s", diff)
	}
}

func TestACopyOfNothingIsToBeFilledIn(t *testing.T) {
	if c := Copy((*Budget)(nil)); c == nil || !cmp.Equal(c, &Budget{}) {
		t.Errorf("Copy(nil) = %+v, want an empty budget", c)
	}
}

func TestACopyIsTheSame(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		if diff := cmp.Diff(r, deep(r)); diff != "" {
			t.Fatalf("a copy is another (-part +copy):\n%s", diff)
		}
		for p := range r.Parts() {
			apart(t, reflect.ValueOf(p), reflect.ValueOf(Copy(p)))
		}
	})
}

// apart fails where a and b share memory that can be changed.
func apart(t *rapid.T, a, b reflect.Value) {
	switch a.Kind() {
	case reflect.Pointer, reflect.Slice:
		if a.IsNil() || a.Kind() == reflect.Slice && a.Len() == 0 {
			return
		}
		if a.Pointer() == b.Pointer() {
			t.Fatalf("a copy shares a %s", a.Type())
		}
		if a.Kind() == reflect.Pointer {
			apart(t, a.Elem(), b.Elem())
			return
		}
		for i := range a.Len() {
			apart(t, a.Index(i), b.Index(i))
		}
	case reflect.Struct:
		if a.Type() == timeType {
			return
		}
		for i := range a.NumField() {
			apart(t, a.Field(i), b.Field(i))
		}
	default:
	}
}

func TestEachPartStandsInOneDrawer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		count := 0
		merged := &Record{ID: r.ID}
		for _, d := range Drawers {
			in := r.InDrawer(d)
			for p := range in.Parts() {
				count++
				if got := p.PartHead().Drawer; got != d {
					t.Fatalf("a part of drawer %q stands in drawer %q", got, d)
				}
			}
			merged = merged.Merged(in)
		}
		if all := len(slices.Collect(r.Parts())); all != count {
			t.Fatalf("the drawers hold %d parts, the record %d", count, all)
		}
		if diff := cmp.Diff(r, merged); diff != "" {
			t.Fatalf("the drawers put together are another record (-want +got):\n%s", diff)
		}
	})
}

func TestWhatBecameOfATopic(t *testing.T) {
	r := peggy()
	tests := []struct {
		topic string
		want  TopicWay
	}{
		{"matters", TalkedAbout}, // a note stands in it
		{"culture", NothingMore}, // said of the topic itself
		{"home", NotTalked},
	}
	for _, tt := range tests {
		if got := r.TopicWay(tt.topic); got != tt.want {
			t.Errorf("TopicWay(%s) = %q, want %q", tt.topic, got, tt.want)
		}
	}
	if got := r.With(&TopicState{Head: Head{ID: "x"}, Topic: "matters", Way: RatherNot}).TopicWay("matters"); got != RatherNot {
		t.Errorf("TopicWay() of what she would rather not say = %q, though something was said before", got)
	}
}

func TestFindingOnesWay(t *testing.T) {
	r := harjit()
	if got := r.Latest(); got != r.Visits[1] {
		t.Errorf("Latest() = %+v, want the second visit", got)
	}
	if got := new(Record).Latest(); got != nil {
		t.Errorf("Latest() of no visits = %+v", got)
	}
	if got := Find(r.Risks, r.Risks[0].ID); got != r.Risks[0] {
		t.Errorf("Find() = %+v, want the risk", got)
	}
	if got := Find(r.Risks, "nobody"); got != nil {
		t.Errorf("Find() what is not there = %+v", got)
	}
	if got := LastOrder(r.Notes); got != r.Notes[len(r.Notes)-1].Order {
		t.Errorf("LastOrder() = %q", got)
	}
	if got := LastOrder(new(Record).Notes); got != "" {
		t.Errorf("LastOrder() of nothing = %q", got)
	}
	if v, ok := r.Risks[0].View(r.WorkerVoice().ID); !ok || v.Stand != ForIf {
		t.Errorf("View() of Dele = %+v, %v", v, ok)
	}
	if v, ok := r.Risks[0].View(r.PersonVoice().ID); ok {
		t.Errorf("View() of Harjit, who gave none = %+v", v)
	}
	if a, ok := peggy().Agreement.Answer(peggy().WorkerVoice().ID); !ok || a.Says != SaysYes {
		t.Errorf("Answer() of Dele = %+v, %v", a, ok)
	}
	if a, ok := (*Agreement)(nil).Answer("x"); ok {
		t.Errorf("Answer() before anybody was asked = %+v", a)
	}
}

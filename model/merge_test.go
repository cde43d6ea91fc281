package model

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

// peggys is a plan as it was before two people went on with it.
func peggys() *Record {
	return (&Record{ID: "r"}).
		With(&Conversation{Head: Head{ID: "conversation"}, Standing: Agreed, Revision: 1}).
		With(&Person{Head: Head{ID: "person"}, FullName: "Peggy Ashworth", Language: []string{"English"}}).
		With(&Note{Head: Head{ID: "n1", Order: "a"}, Voice: "peggy", Text: "To bowl.", Telling: Said}).
		With(&Want{Head: Head{ID: "w1"}, Words: Words{Text: "To bowl.", Telling: Said, From: []ID{"n1"}}, Tags: []string{"ca14.g"}}).
		With(&Risk{Head: Head{ID: "x1"}, Words: Words{Text: "The canal path."}, Views: []View{{Voice: "peggy", Stand: For}, {Voice: "carol", Stand: Against}}}).
		With(&Budget{Head: Head{ID: "budget"}, ShareState: ShareEstimated, Share: Figure{Typed: "30"}})
}

func onDay(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }

// with is a plan after an edit of a copy of one of its parts.
func with[P Part](r *Record, id ID, edit func(P)) *Record {
	p := Copy(r.Part(id).(P))
	edit(p)
	return r.With(p)
}

func TestTwoPeopleGoOnWithOnePlan(t *testing.T) {
	type told struct{ field, mine, theirs string }
	b := peggys()
	for _, tt := range []struct {
		story        string
		mine, theirs *Record
		want         *Record
		clashes      []told
	}{
		{
			"each in a thing of their own",
			with(b, "w1", func(w *Want) { w.Good = Words{Text: "twice a week"} }), with(b, "person", func(p *Person) { p.GP = "Dr Rao" }),
			with(with(b, "w1", func(w *Want) { w.Good = Words{Text: "twice a week"} }), "person", func(p *Person) { p.GP = "Dr Rao" }), nil,
		},
		{
			"in two lines of one thing",
			with(b, "w1", func(w *Want) { w.Good = Words{Text: "twice a week"} }), with(b, "w1", func(w *Want) { w.Why = Words{Text: "Len"} }),
			with(b, "w1", func(w *Want) { w.Good, w.Why = Words{Text: "twice a week"}, Words{Text: "Len"} }), nil,
		},
		{
			"in one line: both are told, and ours stands",
			with(b, "w1", func(w *Want) { w.Words.Text = "To bowl again." }), with(b, "w1", func(w *Want) { w.Words.Text = "To attend bowls." }),
			with(b, "w1", func(w *Want) { w.Words.Text = "To bowl again." }),
			[]told{{"words", `{"text":"To bowl again.","telling":"said","from":["n1"]}`, `{"text":"To attend bowls.","telling":"said","from":["n1"]}`}},
		},
		{
			"a quotation is not made of one's words and the other's marks",
			with(b, "n1", func(n *Note) { n.Text = "To play bowls." }), with(b, "n1", func(n *Note) { n.Telling = Told }),
			with(b, "n1", func(n *Note) { n.Text = "To play bowls." }),
			[]told{{"text", `{"text":"To play bowls.","telling":"said"}`, `{"text":"To bowl."}`}},
		},
		{
			"two voices have each changed what they think",
			with(b, "x1", func(x *Risk) { x.Views = []View{{Voice: "peggy", Stand: ForIf}, x.Views[1]} }),
			with(b, "x1", func(x *Risk) {
				x.Views = []View{x.Views[0], {Voice: "carol", Stand: NotSure}, {Voice: "len", Stand: For}}
			}),
			with(b, "x1", func(x *Risk) {
				x.Views = []View{{Voice: "peggy", Stand: ForIf}, {Voice: "carol", Stand: NotSure}, {Voice: "len", Stand: For}}
			}), nil,
		},
		{
			"one voice is written down in two ways",
			with(b, "x1", func(x *Risk) { x.Views = []View{{Voice: "peggy", Stand: ForIf}, x.Views[1]} }),
			with(b, "x1", func(x *Risk) { x.Views = []View{{Voice: "peggy", Stand: Against}, x.Views[1]} }),
			with(b, "x1", func(x *Risk) { x.Views = []View{{Voice: "peggy", Stand: ForIf}, x.Views[1]} }),
			[]told{{"views.peggy", `{"voice":"peggy","stand":"for-if"}`, `{"voice":"peggy","stand":"against"}`}},
		},
		{
			"both put something on a list, and one took something off",
			with(b, "w1", func(w *Want) { w.Tags = []string{"ca14.g", "wb.a"} }), with(b, "w1", func(w *Want) { w.Tags = []string{"wb.d"} }),
			with(b, "w1", func(w *Want) { w.Tags = []string{"wb.a", "wb.d"} }), nil,
		},
		{
			"of two times the later stands",
			b.With(&Agreement{Head: Head{ID: "agreement"}, At: onDay(3)}), b.With(&Agreement{Head: Head{ID: "agreement"}, At: onDay(5)}),
			b.With(&Agreement{Head: Head{ID: "agreement"}, At: onDay(5)}), nil,
		},
		{
			"a sum and what it is are one statement",
			with(b, "budget", func(m *Budget) { m.Share = Figure{Typed: "45"} }), with(b, "budget", func(m *Budget) { m.ShareState = ShareFinal }),
			with(b, "budget", func(m *Budget) { m.Share = Figure{Typed: "45"} }),
			[]told{{"share", `{"share":{"typed":"45"},"shareState":"estimated"}`, `{"share":{"typed":"30"},"shareState":"final"}`}},
		},
		{
			"what they put in is there, what they took out is asked about",
			b, b.Without(KindWant, "w1").With(&Want{Head: Head{ID: "w2"}, Words: Words{Text: "A bath."}}),
			b.With(&Want{Head: Head{ID: "w2"}, Words: Words{Text: "A bath."}}),
			[]told{{"", `{"id":"w1","words":{"text":"To bowl.","telling":"said","from":["n1"]},"tags":["ca14.g"]}`, ""}},
		},
		{"what was taken out here and not touched there is gone", b.Without(KindWant, "w1"), b, b.Without(KindWant, "w1"), nil},
		{
			"what was taken out here and changed there is asked about",
			b.Without(KindWant, "w1"), with(b, "w1", func(w *Want) { w.Purpose = "get back" }), b.Without(KindWant, "w1"),
			[]told{{"", "", `{"id":"w1","words":{"text":"To bowl.","telling":"said","from":["n1"]},"purpose":"get back","tags":["ca14.g"]}`}},
		},
		{
			"how far each has come is never asked: ours stands",
			with(b, "conversation", func(c *Conversation) { c.Revision = 3 }), with(b, "conversation", func(c *Conversation) { c.Revision, c.Standing = 2, Final }),
			with(b, "conversation", func(c *Conversation) { c.Revision = 3 }), nil,
		},
	} {
		got, clashes := Merge(b, tt.mine, tt.theirs)
		if diff := cmp.Diff(asJSON(tt.want), asJSON(got)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.story, diff)
		}
		var saw []told
		for _, c := range clashes {
			saw = append(saw, told{c.Field, string(c.Mine), string(c.Theirs)})
		}
		if diff := cmp.Diff(tt.clashes, saw, cmp.AllowUnexported(told{})); diff != "" {
			t.Errorf("%s: clashes (-want +got)\n%s", tt.story, diff)
		}
	}
}

// Two copies with nothing in common: what only one has is there, and all that
// both have and is not the same is told.
func TestWithNothingInCommonAllIsTold(t *testing.T) {
	mine := with(peggys(), "person", func(p *Person) { p.GP, p.Disliked = "Dr Bell", "dear" })
	theirs := with(peggys(), "person", func(p *Person) { p.GP, p.Called = "Dr Rao", "Peg" })
	got, clashes := Merge(nil, mine, theirs)
	if asJSON(got) != asJSON(with(mine, "person", func(p *Person) { p.Called = "Peg" })) || len(clashes) != 1 || clashes[0].Field != "gp" {
		t.Errorf("merge without a base = %s, %+v, want ours with what she is called, and two GPs", asJSON(got), clashes)
	}
}

// A clash that somebody settles has theirs in the place of ours, and nothing
// else; of a part in another drawer nothing at all.
func TestAClashIsSettledTheirWay(t *testing.T) {
	b := peggys()
	theirs := with(with(b, "w1", func(w *Want) { w.Words.Text = "To attend bowls." }), "x1", func(x *Risk) { x.Views[0].Stand = Against }).Without(KindNote, "n1")
	mine := with(with(b, "w1", func(w *Want) { w.Words.Text, w.Purpose = "To bowl again.", "get back" }), "x1", func(x *Risk) { x.Views[0].Stand = ForIf })
	r, clashes := Merge(b, mine, theirs)
	if len(clashes) != 3 {
		t.Fatalf("clashes = %+v, want the want, the risk and the note", clashes)
	}
	for _, c := range clashes {
		r = c.Take(r)
	}
	if diff := cmp.Diff(asJSON(with(theirs, "w1", func(w *Want) { w.Purpose = "get back" })), asJSON(r)); diff != "" {
		t.Errorf("settled their way (-want +got):\n%s", diff)
	}
	own := with(mine, "n1", func(n *Note) { n.Drawer = DrawerMine })
	for _, c := range []Clash{{Part: "n1", Kind: KindNote}, {Part: "n1", Kind: KindNote, Field: "text", Theirs: json.RawMessage(`{"text":"x"}`)}} {
		if got := c.Take(own); asJSON(got) != asJSON(own) {
			t.Errorf("a clash reaches into own notes: %s", asJSON(got))
		}
	}
}

// A copy numbers its lists anew, so that what stood between is not missed in it:
// that is no change of anything, and what is new there comes in behind what it
// stands behind there.
func TestPlacesInACopyAreNoChange(t *testing.T) {
	here := peggys().Without(KindNote, "n1")
	for i, id := range []ID{"a", "own", "b", "c"} {
		n := &Note{Head: Head{ID: id, Order: OrdersBetween("", "", 4)[i]}, Text: "note " + string(id)}
		if id == "own" {
			n.Drawer = DrawerMine
		}
		here = here.With(n)
	}
	was := here.Openly().renumbered()
	b := Find(was.Notes, "b")
	fresh := &Note{Head: Head{ID: "new", Order: OrderBetween(was.Notes[0].Order, b.Order)}, Text: "theirs"}
	theirs := was.With(fresh).Without(KindNote, "c").renumbered()
	ours := here.Openly().renumbered()
	merged, clashes := Merge(was, ours, theirs)
	if len(clashes) != 1 || clashes[0].Part != "c" || len(clashes[0].Theirs) > 0 {
		t.Fatalf("clashes = %+v, want alone that c is gone there", clashes)
	}
	got := here.Follow(ours, merged)
	var order []ID
	for _, n := range got.Notes {
		order = append(order, n.ID)
	}
	if diff := cmp.Diff([]ID{"a", "new", "own", "b", "c"}, order); diff != "" {
		t.Errorf("the notes stand (-want +got):\n%s", diff)
	}
	if c := Find(got.Notes, "c"); c.Order != Find(here.Notes, "c").Order {
		t.Error("a note was moved that nobody moved")
	}
}

// What came over a wire lost a little on the way: what was changed there is
// brought into the record as it stands here, and the rest of it stays.
func TestOnlyWhatChangedThereIsBroughtIn(t *testing.T) {
	here := with(peggys(), "n1", func(n *Note) { n.Text = "To bowl.\u00a0Again." }).
		With(&Note{Head: Head{ID: "mine", Drawer: DrawerMine}, Text: "Ring Carol."})
	was := with(peggys(), "n1", func(n *Note) { n.Text = "To bowl. Again." })
	is := with(was, "n1", func(n *Note) { n.Topic = "energy" }).Without(KindRisk, "x1").
		With(&Want{Head: Head{ID: "w2"}, Words: Words{Text: "A bath."}}).
		With(&Note{Head: Head{ID: "mine"}, Text: "not theirs to change"})
	want := with(here, "n1", func(n *Note) { n.Topic = "energy" }).Without(KindRisk, "x1").
		With(&Want{Head: Head{ID: "w2"}, Words: Words{Text: "A bath."}})
	if diff := cmp.Diff(asJSON(want), asJSON(here.Follow(was, is))); diff != "" {
		t.Errorf("followed (-want +got):\n%s", diff)
	}
}

func TestATextBecomesWhatItsFieldHolds(t *testing.T) {
	for _, tt := range []struct {
		p           Part
		field, text string
		want        string
	}{
		{&Want{}, "words", "To attend bowls.", `{"text":"To attend bowls."}`},
		{&Want{}, "purpose", "get back", `"get back"`},
		{&Agreement{}, "lookAgain", "2027-03-01", `{"typed":"2027-03-01","day":"2027-03-01"}`},
		{&Agreement{}, "lookAgain", "in spring", `{"typed":"in spring"}`},
		{&Want{}, "tags", "ca14.a", ""},
		{&Want{}, "nothing", "x", ""},
	} {
		if raw, ok := Worded(tt.p, tt.field, tt.text); string(raw) != tt.want || ok != (tt.want != "") {
			t.Errorf("Worded(%T, %q, %q) = %s, %v, want %s", tt.p, tt.field, tt.text, raw, ok, tt.want)
		}
	}
}

// Whatever two people did: where one did nothing the other's is what comes of
// it, all that either wrote is in the record or in a clash, and it does not
// matter who of them is asked.
func TestNobodysWordsAreDropped(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		base := shared(anyRecord().Draw(t, "base"))
		mine, theirs := goneOn(t, base, 100), goneOn(t, base, 200)
		if got, clashes := Merge(base, mine, base); asJSON(got) != asJSON(mine) || len(clashes) > 0 {
			t.Fatalf("they did nothing, and it is not ours: %d clashes\n%s", len(clashes), cmp.Diff(asJSON(mine), asJSON(got)))
		}
		got, clashes := Merge(base, base, theirs)
		for _, c := range clashes {
			if c.Field != "" || len(c.Theirs) > 0 {
				t.Fatalf("we did nothing, and %s of a %s clashes", c.Field, c.Kind)
			}
			got = c.Take(got)
		}
		if asJSON(got) != asJSON(theirs) {
			t.Fatalf("we did nothing, and it is not theirs:\n%s", cmp.Diff(asJSON(theirs), asJSON(got)))
		}
		got, clashes = Merge(base, mine, theirs)
		var have strings.Builder
		have.WriteString(asJSON(got))
		for _, c := range clashes {
			have.WriteString(string(c.Mine) + string(c.Theirs))
		}
		for _, side := range []*Record{mine, theirs} {
			for _, text := range newTexts(base, side) {
				if !strings.Contains(have.String(), text) {
					t.Fatalf("%s is in neither the record nor a clash", text)
				}
			}
		}
		_, other := Merge(base, theirs, mine)
		if diff := cmp.Diff(places(clashes), places(other)); diff != "" {
			t.Fatalf("asked by the other (-want +got):\n%s", diff)
		}
	})
}

// shared is the record without what stands in other drawers.
func shared(r *Record) *Record {
	return r.mapped(func(p Part) Part {
		if _, unknown := p.(*Unknown); unknown {
			return nil
		}
		p = Copy(p)
		p.PartHead().Drawer = DrawerShared
		return p
	})
}

// goneOn is a record after somebody went on with it: parts that are new, gone,
// or changed.
func goneOn(t *rapid.T, r *Record, from int) *Record {
	other := shared(anyRecord().Draw(t, "other"))
	for p := range r.Parts() {
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			if s, _ := slotOf(p.PartKind()); !s.single {
				r = r.Without(p.PartKind(), p.PartHead().ID)
			}
		case 1:
			r = r.With(fieldOf(t, p, other))
		default:
		}
	}
	for p := range other.Parts() {
		if s, _ := slotOf(p.PartKind()); !s.single && rapid.Bool().Draw(t, "new") {
			p = Copy(p)
			p.PartHead().ID = testID(from)
			from++
			r = r.With(p)
		}
	}
	return r
}

// fieldOf is the part with one field as it is in a part of the same kind of
// another record.
func fieldOf(t *rapid.T, p Part, other *Record) Part {
	s, _ := slotOf(p.PartKind())
	for q := range s.each(other) {
		c := Copy(p)
		v := reflect.ValueOf(c).Elem()
		i := rapid.IntRange(1, v.NumField()-1).Draw(t, "field")
		v.Field(i).Set(reflect.ValueOf(q).Elem().Field(i))
		return c
	}
	return p
}

// newTexts are the texts, as JSON, that stand in a record and not in another,
// but for times and the record's account of itself.
func newTexts(base, r *Record) []string {
	was := asJSON(base)
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			raw, _ := json.Marshal(v)
			if _, err := time.Parse(time.RFC3339Nano, v); err == nil {
				return // of two times one stands
			}
			if text := string(raw[1 : len(raw)-1]); text != "" && !strings.Contains(was, text) {
				out = append(out, text)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for name, x := range v {
				if name != "id" && name != "order" && name != "voice" {
					walk(x)
				}
			}
		}
	}
	for p := range r.Parts() {
		if p.PartKind() == KindConversation {
			continue
		}
		var v any
		if err := json.Unmarshal(mustEncode(p), &v); err != nil {
			panic(err)
		}
		walk(v)
	}
	return out
}

func places(all []Clash) []string {
	var out []string
	for _, c := range all {
		if c.Field != "" {
			out = append(out, fmt.Sprintf("%s %s", c.Part, c.Field))
		}
	}
	slices.Sort(out)
	return out
}

func asJSON(r *Record) string { return string(mustJSON(r)) }

func mustJSON(r *Record) []byte {
	raw, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return raw
}

// TestTwoAccountsOfOneWishAreBothTold: what the person said of the record as a
// whole is theirs, whichever laptop it was typed on.
func TestTwoAccountsOfOneWishAreBothTold(t *testing.T) {
	said := func(text string) *Record {
		return with(peggys(), "conversation", func(c *Conversation) { c.SoonerNot = Words{Text: text} })
	}
	base, mine, theirs := said("Dad."), said("Dad and the shop."), said("Dad, and Ron.")
	got, clashes := Merge(base, mine, theirs)
	if got.Conversation.SoonerNot.Text != "Dad and the shop." || len(clashes) != 1 || clashes[0].Field != "soonerNot" {
		t.Errorf("Merge() = %q and %+v, want ours, and theirs told", got.Conversation.SoonerNot.Text, clashes)
	}
}

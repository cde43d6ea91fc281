package model

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lawful is Peggy's record with all that the law asks of her plan.
func lawful() *Record {
	r, _, need, _, _ := chained()
	b := &builder{r: r, n: 8000}
	n := Copy(Find(r.Needs, need))
	n.Eligible, n.EligibleBy, n.EligibleWhy, n.EligibleAt = EligibleYes, "Dele Martins", "two outcomes and her mornings", day
	n.ByCouncil = "home care"
	b.add(n)
	for _, w := range r.Wants {
		w = Copy(w)
		w.Needs = []ID{need}
		b.add(w)
	}
	for _, s := range r.Supports {
		s = Copy(s)
		s.For = []ID{r.Wants[0].ID}
		b.add(s)
	}
	budget := Copy(r.Budget)
	budget.DecidedBy, budget.DecidedAt = "the team manager", day
	b.add(budget)
	b.add(&Advice{Reduce: ParseWords("a bath board"), Prevent: ParseWords("the falls class"), How: "said, and on paper"})
	b.add(&Owed{Who: "Peggy", Paper: OwedPlan})
	return b.r
}

func TestWhatTheLawAsksFor(t *testing.T) {
	if got := said(lawful().Lacks()); got != nil {
		t.Fatalf("a whole plan lacks %v", got)
	}
	need := lawful().Needs[0]
	tests := []struct {
		name string
		edit func(r *Record) *Record
		want []string
	}{
		{"no need", func(r *Record) *Record { return r.Without(KindNeed, need.ID) }, []string{"needs s25(1)(a)"}},
		{"a need that was left out", func(r *Record) *Record {
			return changed(r, need, func(n *Need) { n.Read = LeftOut })
		}, nil},
		{"not decided", func(r *Record) *Record {
			return changed(r, need, func(n *Need) { n.Eligible = EligibleNotYet })
		}, []string{"eligible s25(1)(b)"}},
		{"no, and no reason", func(r *Record) *Record {
			return changed(r, need, func(n *Need) { n.Eligible, n.EligibleWhy = EligibleNo, " " })
		}, []string{"reasons s13(2)"}},
		{"by nobody", func(r *Record) *Record {
			return changed(r, need, func(n *Need) { n.EligibleBy = "" })
		}, []string{"reasons s13(2)"}},
		{"met by nobody, and not even that was said", func(r *Record) *Record {
			return changed(r, need, func(n *Need) { n.Met = nil })
		}, []string{"met s25(1)(c)"}},
		{"a want without a need", func(r *Record) *Record {
			return changed(r, r.Wants[1], func(w *Want) { w.Needs = []ID{"gone"} })
		}, []string{"wants-needs s9(4)(c)"}},
		{"help for nothing", func(r *Record) *Record {
			return changed(r, r.Supports[0], func(s *Support) { s.For = nil })
		}, []string{"relevant s25(1)(d)"}},
		{"what somebody does for nothing", func(r *Record) *Record {
			return changed(r, r.Supports[3], func(s *Support) { s.For = nil })
		}, nil},
		{"what she pays for herself", func(r *Record) *Record {
			return changed(r, r.Supports[5], func(s *Support) { s.For = nil })
		}, nil},
		{"help that was left out", func(r *Record) *Record {
			return changed(r, r.Supports[0], func(s *Support) { s.For, s.Read = nil, LeftOut })
		}, nil},
		{"money that nobody decided on", func(r *Record) *Record {
			return changed(r, r.Budget, func(b *Budget) { b.DecidedBy = "" })
		}, []string{"budget s25(1)(e)"}},
		{"a share that nobody asked for", func(r *Record) *Record {
			return changed(r, r.Budget, func(b *Budget) { b.ShareState = ShareNotAsked })
		}, []string{"budget s25(1)(e)"}},
		{"a direct payment", func(r *Record) *Record {
			return changed(r, r.Supports[1], func(s *Support) { s.Arranged = WayPayment })
		}, []string{"payment s25(2)"}},
		{"a direct payment that is said", func(r *Record) *Record {
			r = changed(r, r.Supports[1], func(s *Support) { s.Arranged = WayPayment })
			return r.With(&Payment{Head: Head{ID: "payment"}, Needs: []ID{need.ID}, Amount: figure("153.60", UnitPence), Every: FourWeekly})
		}, nil},
		{"no advice", func(r *Record) *Record { return r.Without(KindAdvice, "advice") }, []string{"advice s25(1)(f)(i)", "prevent s25(1)(f)(ii)"}},
		{"not agreed", func(r *Record) *Record {
			return changed(r, r.Conversation, func(c *Conversation) { c.Standing = FinalNotAgreed })
		}, []string{"not-agreed-why s25(5)"}},
		{"no copy", func(r *Record) *Record {
			return changed(r, r.Owed[0], func(o *Owed) { o.Who = "Carol" })
		}, []string{"assessment s12(3)", "copy s25(9)"}},
		{"the plan alone", func(r *Record) *Record {
			return changed(r, r.Owed[0], func(o *Owed) { o.Paper = OwedMyPlan })
		}, []string{"assessment s12(3)"}},
		{"the assessment alone", func(r *Record) *Record {
			return changed(r, r.Owed[0], func(o *Owed) { o.Paper = OwedAssessment })
		}, []string{"copy s25(9)"}},
		{"a copy that was given before", func(r *Record) *Record {
			return changed(r.Without(KindOwed, r.Owed[0].ID), r.Agreement, func(a *Agreement) { a.PaperCopy = "given" })
		}, []string{"assessment s12(3)"}},
		{"stopped", func(r *Record) *Record {
			return changed(r.Without(KindNeed, need.ID), r.Conversation, func(c *Conversation) { c.Standing = Stopped })
		}, nil},
		{"not wanted", func(r *Record) *Record {
			return changed(r.Without(KindNeed, need.ID), r.Conversation, func(c *Conversation) { c.Standing = NotWanted })
		}, nil},
		{"not wanted, and the law asks for it all the same", func(r *Record) *Record {
			return changed(r.Without(KindAdvice, "advice"), r.Conversation, func(c *Conversation) { c.Standing, c.StillAsked = NotWanted, "yes" })
		}, []string{"advice s25(1)(f)(i)", "prevent s25(1)(f)(ii)"}},
		{"a preparation", func(*Record) *Record { return yusuf() }, nil},
		{"nothing yet", func(*Record) *Record { return &Record{} }, nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, said(tt.edit(lawful()).Lacks())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Each lack says where it is put right, and what it is about.
func TestALackLeadsToWhatItIsAbout(t *testing.T) {
	r := changed(lawful(), lawful().Needs[0], func(n *Need) { n.Met = nil })
	got := r.Lacks()
	if len(got) != 1 || got[0].Stage != StageNeeds || got[0].Part != r.Needs[0].ID || got[0].Say.Args["words"] != "Bath takes the morning." {
		t.Errorf("Lacks() = %+v", got)
	}
}

// A worry is in no lack: the list stands on paper.
func TestNoWorryIsInWhatIsNotThere(t *testing.T) {
	r := harjit()
	without := r.Without(KindWorry, r.Worries[0].ID)
	if diff := cmp.Diff(r.Lacks(), without.Lacks()); diff != "" {
		t.Errorf("with a worry the list is another (-want +got):\n%s", diff)
	}
}

func TestOutcomesAreNamedOnceAndInOrder(t *testing.T) {
	b := &builder{r: lawful(), n: 9000}
	b.add(&Need{Words: ParseWords("the bus"), Outcomes: []string{"ca14.i", "ca14.b"}})
	b.add(&Need{Words: ParseWords("the garden"), Outcomes: []string{"ca14.a"}, Read: LeftOut})
	if got, want := b.r.OutcomesNamed(), []string{"ca14.a", "ca14.b", "ca14.f", "ca14.i"}; !slices.Equal(got, want) {
		t.Errorf("OutcomesNamed() = %v, want %v", got, want)
	}
}

// changed is the record with one part changed.
func changed[P Part](r *Record, p P, edit func(P)) *Record {
	c := Copy(p)
	edit(c)
	return r.With(c)
}

func said(lacks []Lack) []string {
	var out []string
	for _, l := range lacks {
		out = append(out, strings.TrimPrefix(l.Say.ID, "law.")+" "+l.Section)
	}
	return out
}

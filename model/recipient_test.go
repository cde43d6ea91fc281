package model

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

func TestTheSafeguardingTeamHasTheWorryAndNothingElse(t *testing.T) {
	r := harjit()
	w := Copy(r.Worries[0])
	w.Touches = "Manjit, and the child"
	b := &builder{r: r.With(w), n: 5000}
	b.add(&Advocacy{For: AdvocacySafety, Advocate: "Sam Okoro"})
	b.add(&Advocacy{For: "plan", Advocate: "Ruth Bello"})
	b.add(&Owed{Who: "the safeguarding adviser", Paper: OwedSafety})
	got, file := copyFor(t, b.r, Recipient{Safety: true})
	holds(t, "the safeguarding team's copy", file,
		[]string{"My pension card is with Manjit", "duty manager", "Harjit Kaur Sandhu", "Northmoor", "Amrit", "Manjit", "Sam Okoro", "safeguarding adviser"},
		[]string{"care, client", "roti", "stove", "gurdwara", "Simran", "22.15", "84.99", "Jasleen", "Ruth Bello", `"note"`})
	if len(got.Worries) != 1 || got.Worries[0].Note != "" || len(got.Worries[0].Said.From) > 0 {
		t.Errorf("the worry = %+v, want it without the way to the note it came from", got.Worries)
	}

	kept := Copy(w)
	kept.NotPassed, kept.DecidedBy, kept.DecidedWhen, kept.Told, kept.ToldWhen = true, "Harjit's advocate", "today 14.10", "", ""
	for name, r := range map[string]*Record{
		"no worry": peggy(), "decided not to": harjit().With(kept), "no worry at all": harjit().Without(KindWorry, w.ID),
	} {
		if got, refusal := r.For(Recipient{Safety: true}); got != nil || refusal != (Refusal{Unknown: true}) {
			t.Errorf("%s: For = %v, %+v, want nothing", name, got, refusal)
		}
	}
	nobodys, told := Copy(kept), Copy(kept)
	nobodys.DecidedBy = ""
	told.Told = "the duty manager"
	for name, w := range map[string]*Worry{"decided by nobody": nobodys, "told all the same": told} {
		if got, _ := harjit().With(w).For(Recipient{Safety: true}); got == nil {
			t.Errorf("%s: For = nil, want the worry", name)
		}
	}
}

func TestTheWholeIsAllThatIsHeld(t *testing.T) {
	for _, r := range []*Record{peggy(), harjit(), yusuf()} {
		got, _ := copyFor(t, r, Recipient{Whole: true})
		back, err := DecodeRecord(encoded(t, got))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "the whole of "+r.Person.FullName, r, back)
	}
}

func TestAnOverrideNeedsItsGroundReasonNameAndTime(t *testing.T) {
	whole := Override{Ground: "danger", Why: "he is on his way to her", By: "the duty manager", At: day}
	tests := []struct {
		name string
		edit func(*Override)
		want bool
	}{
		{"all of it", func(*Override) {}, true},
		{"nobody told her", func(o *Override) { o.Told = "not yet, it would put her in danger" }, true},
		{"no ground", func(o *Override) { o.Ground = "" }, false},
		{"no reason", func(o *Override) { o.Why = " " }, false},
		{"no name", func(o *Override) { o.By = "" }, false},
		{"no time", func(o *Override) { o.At = (Override{}).At }, false},
	}
	for _, choice := range []Choice{ShareNo, NotAsked, NotUntil} {
		for _, tt := range tests {
			r := peggy()
			s := Copy(Find(r.Sharing, sharingWith(r, "Her GP")))
			s.Choice, s.Override = choice, whole
			tt.edit(&s.Override)
			got, refusal := r.With(s).For(Recipient{Sharing: s.ID})
			if (got != nil) != tt.want || refusal.Refused() == tt.want || s.Overridden() != tt.want {
				t.Errorf("%s, %q: For = %v, %+v, want a copy: %t", tt.name, choice, got != nil, refusal, tt.want)
			}
			if got == nil {
				continue
			}
			yes := Copy(s)
			yes.Choice, yes.Override = ShareYes, Override{}
			_, file := copyFor(t, r.With(yes), Recipient{Sharing: s.ID})
			if string(encoded(t, got)) != file {
				t.Errorf("%s, %q: the copy is another than a yes would have given", tt.name, choice)
			}
		}
	}
}

// The person may call her Caz, and the interpreter writes her name in Gurmukhi.
func TestEveryNameSomebodyGoesByIsLeftOut(t *testing.T) {
	tests := []struct{ also, text, want string }{
		{"Caz", "Caz and Carol drive me", "[daughter] and [daughter] drive me"},
		{"caz", "Caz drives me", "[daughter] drives me"},
		{"Caz; ਕੈਰਲ", "Caz and ਕੈਰਲ and Caroline drive me", "[daughter] and [daughter] and Caroline drive me"},
		{"ਕੈਰਲ ਕੌਰ", "ਮੈਂ ਕੌਰ ਨੂੰ ਮਿਲੀ", "ਮੈਂ [daughter] ਨੂੰ ਮਿਲੀ"},
		{"کیرول", "کل کیرول آئی", "کل [daughter] آئی"},
		{"王芳", "今天王芳来了", "今天[daughter]来了"},
		{"แครอล", "วันนี้แครอลมา", "วันนี้[daughter]มา"},
		{"", "Caz drives me", "Caz drives me"},
		{" ; ", "we drive; all of us", "we drive; all of us"},
	}
	for _, tt := range tests {
		r := peggy()
		carol := Copy(r.Relations[0])
		carol.Also = tt.also
		risk := Copy(r.Risks[0])
		risk.Know = tt.text
		r = r.With(carol).With(risk)
		got, _ := copyFor(t, r, Recipient{Sharing: sharingWith(r, "Bowls club secretary")})
		if know := got.Risks[0].Know; know != tt.want {
			t.Errorf("also %q: %q became %q, want %q", tt.also, tt.text, know, tt.want)
		}
	}
	// Who is not to be contacted is not there under any name.
	r := peggy()
	ron := Copy(r.Relations[4])
	ron.Also = "Ronnie; ਰੌਨ"
	risk := Copy(r.Risks[0])
	risk.Know, risk.Decided = "ask ronnie", "ਰੌਨ ਨੇ ਕਿਹਾ"
	_, file := copyFor(t, r.With(ron).With(risk), Recipient{Person: true})
	holds(t, "Peggy's own", file, nil, []string{"ronnie", "ਰੌਨ"})
}

// A copy of one item, or without the plan, may say that Peggy agreed, and
// nothing else of what was answered.
func TestAPartOfThePlanHoldsTheYesAlone(t *testing.T) {
	for _, says := range append(AllSays, SaysNothing) {
		r := peggy()
		a := Copy(r.Agreement)
		a.Answers[0].Says, a.Answers[0].But = says, "not in the rain"
		a.Decision, a.DecisionBy, a.Reason = "yes", "the team manager", "it is what she needs"
		without := &Sharing{Head: Head{ID: "without"}, Who: "The chemist", Choice: ShareYes, Parts: true, Without: []Chapter{ChapterPlan}}
		r = r.With(a).With(without)
		for _, id := range []ID{sharingWith(r, "Bowls club secretary"), "without"} {
			got, file := copyFor(t, r, Recipient{Sharing: id})
			holds(t, "part of the plan", file, nil, []string{"not in the rain", "team manager", "what she needs", "the rain\""})
			answers := 0
			if got.Agreement != nil {
				answers = len(got.Agreement.Answers)
			}
			if yes := says == SaysYes || says == SaysYesBut; (got.Agreement != nil) != yes || yes && answers != 1 {
				t.Errorf("%q: the agreement in it = %+v, want one only for a yes", says, got.Agreement)
			}
		}
	}
}

// desked is Peggy's record with everything that is written down at the desk.
func desked() *Record {
	b := &builder{r: lawful(), n: 11000}
	b.add(&Decision{What: ParseWords("whether she goes home"), Understand: Ability{Can: "not-sure", Words: ParseWords(`"I know what you mean"`)}, Conclusion: "can"})
	b.add(&Power{Kind: "lpa-money", Who: "Carol", Covers: "the bank"})
	b.add(&Advocacy{For: "plan", Hard: []string{"weigh"}})
	b.add(&Advocacy{For: AdvocacySafety, Hard: []string{"retain"}, Why: "after what she told"})
	b.add(&Owed{Who: "the safeguarding adviser", Paper: OwedSafety})
	b.add(&Owed{Who: "Ron"})
	b.add(&Wishes{Never: ParseWords("no hospital at night")})
	c := Copy(b.r.Conversation)
	c.SoonerNot, c.ChangedWhy, c.ChangedBy = ParseWords("that I was in court once"), "Carol rang", "Carol"
	return b.r.With(c)
}

func TestWhoHasWhatIsWrittenAtTheDesk(t *testing.T) {
	r := desked()
	mind := []string{"goes home", "lpa-money", "the bank", "weigh"}
	worry := []string{"after what she told", "safeguarding adviser"}
	tests := []struct {
		name        string
		to          Recipient
		want, never []string
	}{
		{"the council", Recipient{Council: true}, append(mind, "in court once", "Carol rang", "falls class", "no hospital"), worry},
		{"the person", Recipient{Person: true}, append(mind, "falls class", "two outcomes"), append(worry, "in court once", "Carol rang", `"Ron"`)},
		{"Carol", Recipient{Sharing: sharingWith(r, "Carol")}, []string{"falls class", "Bath takes the morning", "no hospital"}, append(append(mind, worry...), "in court once", "Carol rang")},
		{"her doctor", Recipient{Sharing: sharingWith(r, "Her GP")}, []string{"falls class"}, append(append(mind, worry...), "in court once")},
		{"the bowls club", Recipient{Sharing: sharingWith(r, "Bowls club secretary")}, nil, append(append(mind, worry...), "falls class", "Bath takes", "two outcomes", "no hospital")},
	}
	for _, tt := range tests {
		_, file := copyFor(t, r, tt.to)
		holds(t, "the copy for "+tt.name, file, tt.want, tt.never)
	}
	s := Copy(Find(r.Sharing, sharingWith(r, "Bowls club secretary")))
	s.Only = []ID{r.Decisions[0].ID}
	_, file := copyFor(t, r.With(s), Recipient{Sharing: s.ID})
	holds(t, "the copy with the decision named in it", file, []string{"goes home"}, []string{"lpa-money", "canal"})
}

// A copy owed to Ron is told at home only while the last thing Peggy said of him
// is a yes; of a copy for two, while she said yes to both.
func TestACopyOwedIsToldByTheLastAnswer(t *testing.T) {
	answer := func(who string, c Choice, days int) *Sharing {
		return &Sharing{Who: who, Choice: c, At: day.AddDate(0, 0, days)}
	}
	tests := []struct {
		name    string
		owed    string
		answers []*Sharing
		told    bool
	}{
		{"no", "Sharon", []*Sharing{answer("Sharon", ShareNo, 1)}, false},
		{"a later yes", "Sharon", []*Sharing{answer("Sharon", ShareNo, 1), answer("sharon", ShareYes, 2)}, true},
		{"a later no", "Sharon", []*Sharing{answer("Sharon", ShareYes, 1), answer("Sharon", ShareNo, 2)}, false},
		{"not until", "Sharon", []*Sharing{answer("Sharon", NotUntil, 1)}, false},
		{"a yes to one of two", "Sharon and Bill", []*Sharing{answer("Bill", ShareNo, 1), answer("Sharon", ShareYes, 2)}, false},
		{"nobody asked", "Sharon", nil, true},
	}
	for _, tt := range tests {
		b := &builder{r: peggy(), n: 12000}
		b.add(&Owed{Who: tt.owed})
		for _, s := range tt.answers {
			b.add(s)
		}
		c, _ := b.r.For(Recipient{Person: true})
		if got := len(c.Owed) == 1; got != tt.told {
			t.Errorf("%s: told = %v, want %v", tt.name, got, tt.told)
		}
	}
}

// Whoever was told "all of it" can't tell whether a decision about somebody's
// mind was written down, and nobody in the household whether a copy went out
// against a no.
func TestWhatIsNamedOneByOneLeavesNoTrace(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record").mapped(func(p Part) Part {
			p = Copy(p)
			if s, ok := p.(*Sharing); ok {
				s.Only, s.OnlyWords, s.Limited = nil, "", false
			}
			return p
		})
		without := r.mapped(func(p Part) Part {
			if s, ok := p.(*Sharing); ok {
				s = Copy(s)
				s.Override = Override{}
				return s
			}
			return p
		})
		if a, b := first(r.For(Recipient{Person: true})), first(without.For(Recipient{Person: true})); !bytes.Equal(encoded(t, a), encoded(t, b)) {
			t.Fatalf("the person's copy shows an override:\n%s\n%s", encoded(t, a), encoded(t, b))
		}
		apart := map[ID]bool{}
		for p := range r.Parts() {
			apart[p.PartHead().ID] = oneByOne[p.PartKind()]
		}
		clear := mask{text: unmasked, ref: func(id ID) bool { return !apart[id] }}
		without = r.mapped(func(p Part) Part {
			if apart[p.PartHead().ID] {
				return nil
			}
			return p
		})
		for _, s := range r.Sharing {
			a, b := first(r.mapped(cleared(clear, apart)).For(Recipient{Sharing: s.ID})), first(without.mapped(cleared(clear, apart)).For(Recipient{Sharing: s.ID}))
			if (a == nil) != (b == nil) || a != nil && !bytes.Equal(encoded(t, a), encoded(t, b)) {
				t.Fatalf("a copy shows what was not named in it:\n%s\n%s", encoded(t, a), encoded(t, b))
			}
		}
	})
}

func first(r *Record, _ Refusal) *Record { return r }

// cleared takes the ways to what is apart out of every other part.
func cleared(m mask, apart map[ID]bool) func(Part) Part {
	return func(p Part) Part {
		if _, unknown := p.(*Unknown); unknown || apart[p.PartHead().ID] {
			return p
		}
		return m.part(p)
	}
}

// Whoever has a copy can't count what is not in it: not by the places in its
// lists either.
func TestNoGapTellsThatSomethingIsMissing(t *testing.T) {
	talk := func(own bool) *Record {
		b := newBuilder(4, Assessment, &Person{FullName: "Harjit Kaur Sandhu"})
		me := b.voice("Harjit", RolePerson, "")
		b.note(me, "matters", "My own roti.")
		if own {
			n := b.note(me, "matters", "My card is with Manjit.")
			n.Drawer = DrawerMine
			b.add(&Worry{Head: Head{Drawer: DrawerWorry}, Note: n.ID, Said: n.Words(), Began: day})
			b.n -= 2
		}
		b.note(me, "matters", "Sunday at the gurdwara.")
		return b.r.With(&Sharing{Head: Head{ID: "gp"}, Who: "Her GP", Choice: ShareYes})
	}
	for _, to := range []Recipient{{Person: true}, {Council: true}, {Sharing: "gp"}} {
		with, without := first(talk(true).For(to)), first(talk(false).For(to))
		if a, b := encoded(t, with), encoded(t, without); !bytes.Equal(a, b) {
			t.Errorf("For(%+v) tells that something is missing:\n%s\n%s", to, a, b)
		}
	}
}

func TestNoIDLeadsNowhere(t *testing.T) {
	r := desked()
	a := Copy(r.Agreement)
	a.Decision, a.About = "question", r.Wants[0].ID
	want := Copy(r.Wants[0])
	want.Read = LeftOut
	got, file := copyFor(t, r.With(a).With(want), Recipient{Sharing: sharingWith(r, "Carol")})
	if got.Agreement.About != "" || strings.Contains(file, string(want.ID)) {
		t.Errorf("the question leads to a want that was left out: %s", got.Agreement.About)
	}
}

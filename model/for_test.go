package model

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// copyFor is the JSON of somebody's copy: whatever is made of it holds no more.
func copyFor(t *testing.T, r *Record, to Recipient) (*Record, string) {
	t.Helper()
	got, refusal := r.For(to)
	if got == nil || refusal.Refused() {
		t.Fatalf("For(%+v) is refused: %+v", to, refusal)
	}
	return got, string(encoded(t, got))
}

// holds fails where a copy lacks one of the texts in want, or has one of those
// in never, however they are written.
func holds(t *testing.T, name, file string, want, never []string) {
	t.Helper()
	for _, s := range want {
		if !strings.Contains(file, s) {
			t.Errorf("%s does not hold %q", name, s)
		}
	}
	for _, s := range never {
		if strings.Contains(strings.ToLower(file), strings.ToLower(s)) {
			t.Errorf("%s holds %q", name, s)
		}
	}
}

func TestPeggysOwnCopy(t *testing.T) {
	got, file := copyFor(t, peggy(), Recipient{Person: true})
	holds(t, "Peggy's copy", file,
		[]string{
			"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl.",
			"It's deserted when it rains. I'd never forgive myself.", // Carol said it may be read back
			"what to do in the rain. Carol still differs.",
			"Kyle", "Maureen", "23.40",
		},
		[]string{
			"lonely", "lights up", "Ron", "he'd only use it",
			`"first"`,               // what she said before she changed it
			"not-yet", "Maureen\"}", // what is Carol's own, and who was not asked
		})
	if s := got.Sums(); s.Council.String() != "53.75" {
		t.Errorf("in Peggy's copy the council would pay %s, want 53.75", s.Council)
	}
	for _, x := range got.Relations {
		if (x.Name == "Kyle" || x.Name == "Maureen") && x.Asked != NotAskedYet {
			t.Errorf("%s stands as %q, want not asked yet", x.Name, x.Asked)
		}
	}
	if got := len(got.Risks[0].Views); got != 3 {
		t.Errorf("the canal has %d views, want 3", got)
	}
}

func TestWithoutAWordFromHerCarolOnlyDiffers(t *testing.T) {
	r := peggy()
	risk := Copy(r.Risks[0])
	risk.Views[1].MayReadBack = false
	got, file := copyFor(t, r.With(risk), Recipient{Person: true})
	holds(t, "Peggy's copy", file, nil, []string{"deserted", "carried a phone"})
	if v, ok := got.Risks[0].View(risk.Views[1].Voice); !ok || v.Stand != Against {
		t.Errorf("Carol's view is %+v, %v, want against without words", v, ok)
	}
}

func TestTheCouncilIsToldAndNotAsked(t *testing.T) {
	r := peggy()
	got, file := copyFor(t, r, Recipient{Council: true})
	holds(t, "the council's copy", file,
		[]string{"lonely", "lights up", "Ron", "he'd only use it", `"first"`, "And I want my own kitchen"}, nil)
	same(t, "the council's copy", r, got)

	_, file = copyFor(t, harjit(), Recipient{Council: true})
	holds(t, "the council's copy", file, []string{"ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ", "🙏🏽"}, []string{"pension", "purse", "duty manager"})
}

func TestTheDoctorHasThePlanWithoutTheMoney(t *testing.T) {
	r := peggy()
	b := &builder{r: r, n: 5000}
	b.note(r.PersonVoice().ID, "money", "My pension is 176.45 and the ironing 12.00.")
	got, file := copyFor(t, b.r, Recipient{Sharing: sharingWith(r, "Her GP")})
	holds(t, "the doctor's copy", file,
		[]string{"help with the bath", "canal", "Carol", "alarm"},
		[]string{"23.40", "13.80", "118", "22.75", "19.50", "80.00", "176.45", "12.00", `"cost"`, `"budget"`, `"own"`, "Ron", "lonely"})
	if got.Budget != nil || got.Sharing != nil {
		t.Errorf("the doctor has budget %+v and sharing %+v", got.Budget, got.Sharing)
	}
	if s := got.Sums(); s.Weekly != 0 || s.Own != 0 || s.ShareOK {
		t.Errorf("the doctor's copy adds up to %+v", s)
	}
}

func TestCarolMayHaveAllOfIt(t *testing.T) {
	_, file := copyFor(t, peggy(), Recipient{Sharing: sharingWith(peggy(), "Carol")})
	holds(t, "Carol's copy", file, []string{"23.40", "22.75", "Kyle", "Maureen"}, []string{"Ron", "lonely", "he'd only use it"})
}

func TestTheBowlsClubHasTheWayThereAndNoNames(t *testing.T) {
	r := peggy()
	risk := Copy(r.Risks[0])
	// Hands are quick: names without a capital, in the middle of other words,
	// with an accent that nobody meant.
	risk.Know = "when KYLE or kyle's mum says so; ask cárol, not caroline; maureen’s turn"
	risk.Decided = "Peggy and Dele, with carol in the room"
	risk.Could = ParseWords(`"Carol says I could go down on the wet bit by the lock."`)
	r = r.With(risk)
	call := func(x *Relationship) string {
		return map[string]string{"daughter": "her daughter", "next-door's lad": "a neighbour"}[x.Who]
	}
	got, file := copyFor(t, r, Recipient{Sharing: sharingWith(r, "Bowls club secretary"), Call: call})
	holds(t, "the bowls club's copy", file,
		[]string{
			"Walking to the club by the canal", "Peggy", "Dele", "a neighbour", "her daughter", "caroline",
			"what to do in the rain. her daughter still differs.",
		},
		[]string{
			"kyle", "carol ", "carol\"", "carol's", "cárol", "maureen", "ron", "osei",
			"wet bit by the lock", // said, and Carol is in it: left out, not changed
			"bath", "23.40", "kitchen", "lonely",
		})
	risk = got.Risks[0]
	if then := risk.IfThens[0].Then; then[1].Who != "a neighbour" || then[1].What != "walks the path" {
		t.Errorf("if she does not call: %+v", then)
	}
	if risk.Could.Text != "" || risk.Could.Telling != Told {
		t.Errorf("what is left of the words with Carol in them: %+v", risk.Could)
	}
	if got := risk.Views[1].Words.String(); got != `"It's deserted when it rains. I'd never forgive myself."` {
		t.Errorf("words without a name: %s", got)
	}
	if risk.State != RiskTrying || risk.Look.Day != "2026-10-27" {
		t.Errorf("what is no text changed: state %q, look again %q", risk.State, risk.Look.Day)
	}
	if len(got.Notes)+len(got.Wants)+len(got.Supports)+len(got.Relations)+len(got.Steps) > 0 || got.Agreement != nil || got.Budget != nil {
		t.Errorf("the bowls club has more than the way there: %s", file)
	}

	s := Copy(Find(r.Sharing, sharingWith(r, "Bowls club secretary")))
	s.NameOthers = true
	_, file = copyFor(t, r.With(s), Recipient{Sharing: s.ID})
	holds(t, "the copy with names in it", file, []string{"Kyle", "Carol says I could go down"}, []string{"Ron"})
}

// Kyle was typed only where somebody said what he would do: he is a name too.
func TestWhoDoesSomethingIsNotNamedEither(t *testing.T) {
	r := peggy()
	for _, x := range r.Relations {
		if x.Name == "Kyle" || x.Name == "Carol" {
			r = r.Without(KindRelationship, x.ID)
		}
	}
	risk := Copy(r.Risks[0])
	risk.Try = ParseWords("Kyle looks out for her; home care knows")
	risk.Doing = append(risk.Doing, Doing{Who: "Home care", What: "knows"}, Doing{Who: "Dele", What: "asks"})
	r = r.With(risk)
	got, file := copyFor(t, r, Recipient{Sharing: sharingWith(r, "Bowls club secretary")})
	holds(t, "the bowls club's copy", file, []string{"[...] looks out for her", "rings [daughter] from the club", "Dele"}, []string{"kyle", "carol"})
	if got := got.Risks[0].IfThens[0].Then[1].Who; got != "[...]" {
		t.Errorf("who walks the path = %q", got)
	}
}

func TestWhatStandsInPlaceOfANameNamesNobody(t *testing.T) {
	r := peggy()
	b := &builder{r: r, n: 5000}
	b.add(&Relationship{Name: "Dave", Who: "Carol's husband"})
	risk := Copy(r.Risks[0])
	risk.Try = ParseWords("Dave drives her")
	r = b.r.With(risk)
	for name, call := range map[string]func(*Relationship) string{
		"brackets": nil,
		"a call":   func(x *Relationship) string { return x.Who },
	} {
		_, file := copyFor(t, r, Recipient{Sharing: sharingWith(r, "Bowls club secretary"), Call: call})
		holds(t, name, file, []string{"[...] drives her"}, []string{"carol", "dave"})
	}
}

func TestARefusalIsDataAndGivesNothing(t *testing.T) {
	r := peggy()
	s := Copy(Find(r.Sharing, sharingWith(r, "Her GP")))
	s.Without, s.Parts = nil, true
	tests := []struct {
		name string
		r    *Record
		to   Recipient
		want Refusal
	}{
		{"Ron", r, Recipient{Sharing: sharingWith(r, "Ron")}, Refusal{Who: "Ron", Choice: ShareNo, At: day}},
		{"Maureen, not asked", r, Recipient{Sharing: sharingWith(r, "Maureen")}, Refusal{Who: "Maureen"}},
		{"somebody without a name", r.With(&Sharing{Head: Head{ID: "x"}}), Recipient{Sharing: "x"}, Refusal{Unknown: true}},
		{"nobody", r, Recipient{Sharing: "nobody"}, Refusal{Unknown: true}},
		{"nothing said", r, Recipient{}, Refusal{Unknown: true}},
		{"all but what is not named yet", r.With(s), Recipient{Sharing: s.ID}, Refusal{Who: "Her GP"}},
		{"the council, of a preparation", yusuf(), Recipient{Council: true}, Refusal{Unknown: true}},
	}
	for _, tt := range tests {
		got, refusal := tt.r.For(tt.to)
		if got != nil || refusal != tt.want || !refusal.Refused() {
			t.Errorf("%s: For() = %v, %+v, want nothing and %+v", tt.name, got, refusal, tt.want)
		}
	}
	if (Refusal{}).Refused() {
		t.Error("no refusal is one")
	}
}

func TestALimitedYesWithNothingNamedGivesTheNameAlone(t *testing.T) {
	r := peggy()
	s := Copy(Find(r.Sharing, sharingWith(r, "Bowls club secretary")))
	s.Only, s.OnlyWords, s.Limited = nil, "", true
	got, _ := copyFor(t, r.With(s), Recipient{Sharing: s.ID})
	for p := range got.Parts() {
		if k := p.PartKind(); k != KindConversation && k != KindPerson && k != KindVoice {
			t.Errorf("the copy holds a %s", k)
		}
	}
}

// Harjit's copy is read in the house of those whom the worry is about.
func TestTheHouseholdsCopyHasNoTraceOfTheWorry(t *testing.T) {
	r := harjit()
	_, file := copyFor(t, r, Recipient{Person: true})
	holds(t, "Harjit's copy", file,
		[]string{
			"ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ", "🙏🏽", "The stove. They have taken the knobs off.",
			"reading letters", "hides her back from me",
		},
		[]string{
			"pension", "purse", "duty manager", "worry", "mine",
			"not in front of the family", // Simran's own
			"forgot it twice",            // hers, and nobody asked her
		})

	// Even where the plan was drawn from what was told apart, or the visit was
	// for its sake, and the law asks on.
	card := r.Notes[len(r.Notes)-1]
	b := &builder{r: r, n: 5000}
	b.add(&Want{Words: card.Words()})
	b.add(&Risk{Words: ParseWords("money"), Views: []View{{Voice: card.Voice, Words: card.Words()}}})
	visit := Copy(r.Visits[1])
	visit.Why = WhyWorry
	b.r = b.r.With(visit)
	c := Copy(r.Conversation)
	c.StillAsked, c.StillAskedWhy = "yes", "her pension card"
	_, file = copyFor(t, b.r.With(c), Recipient{Person: true})
	holds(t, "Harjit's copy", file, nil, []string{"pension", "worry", "stillAsked"})
}

func TestYusufsPack(t *testing.T) {
	r := yusuf()
	got, file := copyFor(t, r, Recipient{Sharing: sharingWith(r, "The assessor")})
	holds(t, "the assessor's pack", file,
		[]string{"I say I'm fine", "My hands. The nights.", "10.00", "Bernie", "no phone calls: text"},
		[]string{
			"tablet",
			"after dark", "found in spring", "knock", // the risk, the view, the what-if, and the notes they came from
			"9990000018", // a preparation is not the place for it
		})
	if s := got.Sums(); s.Own.String() != "13.60" {
		t.Errorf("what Yusuf pays in the pack = %s, want 13.60", s.Own)
	}
	_, file = copyFor(t, r, Recipient{Person: true})
	holds(t, "Yusuf's own", file, []string{"after dark"}, []string{"tablet", "found in spring"})

	// The note strayed into the talk, and something was drawn from it.
	tablet := Copy(r.Notes[len(r.Notes)-1])
	tablet.Drawer = DrawerShared
	r = r.With(tablet).With(&Question{Head: Head{ID: "q"}, Words: tablet.Words()})
	for _, to := range []Recipient{{Person: true}, {Sharing: sharingWith(r, "The assessor")}} {
		_, file := copyFor(t, r, to)
		holds(t, "a copy", file, nil, []string{"tablet"})
	}
}

// Whoever holds a copy can't tell from it whether there was anything else.
func TestWhatIsApartLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		apart := map[ID]bool{}
		r := anyRecord().Draw(t, "record").mapped(func(p Part) Part {
			n, note := p.(*Note)
			switch p.(type) {
			case *Note, *Worry, *Unknown: // what may stand in another drawer
			default:
				p = Copy(p)
				p.PartHead().Drawer = DrawerShared
			}
			if p.PartHead().Drawer != DrawerShared || p.PartKind() == KindWorry || note && n.JustForMe {
				apart[p.PartHead().ID] = true
			}
			return p
		})
		// What is drawn from them is another story; here nothing points to them.
		clear := mask{text: unmasked, ref: func(id ID) bool { return !apart[id] }}
		r = r.mapped(func(p Part) Part {
			if _, unknown := p.(*Unknown); unknown || apart[p.PartHead().ID] {
				return p
			}
			return clear.part(p)
		})
		without := r.mapped(func(p Part) Part {
			if apart[p.PartHead().ID] {
				return nil
			}
			return p
		})
		recipients := []Recipient{{Person: true}, {Council: true}}
		for _, s := range without.Sharing {
			recipients = append(recipients, Recipient{Sharing: s.ID})
		}
		for _, to := range recipients {
			a, refusedA := r.For(to)
			b, refusedB := without.For(to)
			if refusedA != refusedB || (a == nil) != (b == nil) {
				t.Fatalf("For(%+v) = %+v, without what is apart %+v", to, refusedA, refusedB)
			}
			if a != nil && !bytes.Equal(encoded(t, a), encoded(t, b)) {
				t.Fatalf("For(%+v) shows what is apart:\n%s", to, cmp.Diff(b, a))
			}
		}
	})
}

func TestTheVisitsCopiesAreTheSameWithoutWhatIsApart(t *testing.T) {
	for _, r := range []*Record{peggy(), harjit(), yusuf()} {
		apart := slices.Concat(slices.Collect(r.InDrawer(DrawerMine).Parts()), slices.Collect(r.InDrawer(DrawerWorry).Parts()))
		without := r
		for _, p := range apart {
			without = without.Without(p.PartKind(), p.PartHead().ID)
		}
		recipients := []Recipient{{Person: true}, {Council: r.Conversation.Kind != Preparation, Person: r.Conversation.Kind == Preparation}}
		for _, s := range r.Sharing {
			if s.Choice == ShareYes {
				recipients = append(recipients, Recipient{Sharing: s.ID})
			}
		}
		for _, to := range recipients {
			_, a := copyFor(t, r, to)
			_, b := copyFor(t, without, to)
			if a != b {
				t.Errorf("%s, For(%+v):\n%s\nwant\n%s", r.Person.FullName, to, a, b)
			}
		}
	}
}

func TestForNeverChangesTheRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		before := encoded(t, r)
		recipients := []Recipient{{Person: true}, {Council: true}}
		for _, s := range r.Sharing {
			recipients = append(recipients, Recipient{Sharing: s.ID})
		}
		for _, to := range recipients {
			r.For(to)
		}
		if after := encoded(t, r); !bytes.Equal(after, before) {
			t.Fatalf("the record was\n%s\nand is\n%s", before, after)
		}
	})
}

func TestWhatWasLeftOutAtTheReadingBackGoesToNobodyElse(t *testing.T) {
	r := peggy()
	want, risk, help := Copy(r.Wants[0]), Copy(r.Risks[0]), Copy(r.Supports[0])
	want.Read, risk.Read, help.Read = LeftOut, LeftOut, LeftOut
	r = r.With(want).With(risk).With(help)
	for _, who := range []string{"Her GP", "Carol", "Bowls club secretary"} {
		got, file := copyFor(t, r, Recipient{Sharing: sharingWith(r, who)})
		holds(t, "the copy of "+who, file, nil, []string{"back to the bowls club", "taxi", "23.40"})
		for _, id := range []ID{want.ID, risk.ID, help.ID} {
			if got.Part(id) != nil {
				t.Errorf("%s has a %s that Peggy left out", who, got.Part(id).PartKind())
			}
		}
		for _, s := range got.Supports {
			if slices.Contains(s.For, want.ID) {
				t.Errorf("in the copy of %s a support points to what Peggy left out", who)
			}
		}
		for _, id := range want.Words.From {
			if got.Part(id) != nil {
				t.Errorf("%s has the note from which Peggy's left out want was drawn", who)
			}
		}
	}
}

func TestEachChapterCanBeKeptBack(t *testing.T) {
	for _, k := range append(slots, slot{kind: "later"}) {
		switch c := chapterOf[k.kind]; k.kind {
		case KindConversation, KindPerson, KindVisit, KindVoice, KindSharing, KindWorry, "later":
			if c != "" {
				t.Errorf("a %s belongs to %q", k.kind, c)
			}
		default:
			if !slices.Contains(Chapters, c) {
				t.Errorf("nobody said to which chapter a %s belongs", k.kind)
			}
		}
	}
	tests := []struct {
		without Chapter
		never   []string
		want    []string
	}{
		{ChapterWords, []string{"Bath takes the morning", "999 000", "Frank"}, []string{"If I have a bath", "Maureen"}},
		{ChapterPeople, []string{"has not rung", "mending"}, []string{"canal", "23.40"}},
		{ChapterPlan, []string{"not to watch", "23.40", "22.75", "If I have a bath", "the rain\""}, []string{"canal", "Frank"}},
		{ChapterRisks, []string{"canal", "ducks", "deserted"}, []string{"not to watch", "23.40"}},
		{ChapterMoney, []string{"23.40", "22.75"}, []string{"canal", "bath"}},
	}
	for _, tt := range tests {
		r := peggy()
		s := Copy(Find(r.Sharing, sharingWith(r, "Carol")))
		s.Without = []Chapter{tt.without}
		if !s.Keeps(tt.without) {
			t.Errorf("Keeps(%s) = false", tt.without)
		}
		_, file := copyFor(t, r.With(s), Recipient{Sharing: s.ID})
		holds(t, "a copy without "+string(tt.without), strings.ReplaceAll(file, "Not to watch", "not to watch"), tt.want, tt.never)
	}
}

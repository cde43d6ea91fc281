package model

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
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

func TestTheCouncilIsToldAndNotAsked(t *testing.T) {
	r := peggy()
	got, file := copyFor(t, r, Recipient{Council: true})
	holds(t, "the council's copy", file,
		[]string{"lonely", "lights up", "Ron", "he'd only use it", `"first"`, "And I want my own kitchen"}, nil)
	same(t, "the council's copy", r, got)

	_, file = copyFor(t, harjit(), Recipient{Council: true})
	holds(t, "the council's copy", file, []string{"ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ", "🙏🏽"}, []string{"pension", "purse", "duty manager"})
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
	if len(got.Notes)+len(got.Wants)+len(got.Supports)+len(got.Relations)+len(got.Steps) > 0 || got.Budget != nil {
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

// An organisation is not somebody to hide, and whoever shares a word with the
// council's own name leaves that whole.
func TestTheNameOfAnOrganisationStaysWhole(t *testing.T) {
	r := peggy()
	c := Copy(r.Conversation)
	c.Organisation = "Sampleshire Council"
	b := &builder{r: r.With(c), n: 5000}
	b.add(&Support{What: ParseWords("a bath"), Who: "Sampleshire Home Care"})
	b.add(&Relationship{Name: "Dave Sampleshire", Who: "Carol's friend"})
	risk := Copy(r.Risks[0])
	risk.Know = "Sampleshire Council rings, or Sampleshire Home Care; not Mr Sampleshire, nor Dave"
	risk.Could = ParseWords(`"Sampleshire Council said so."`)
	risk.Before = ParseWords(`"Dave of Sampleshire Council said so."`)
	r = b.r.With(risk)
	got, _ := copyFor(t, r, Recipient{Sharing: sharingWith(r, "Bowls club secretary")})
	if org := got.Conversation.Organisation; org != "Sampleshire Council" {
		t.Errorf("the organisation is %q, want its own name", org)
	}
	risk = got.Risks[0]
	if want := "Sampleshire Council rings, or [...] Home Care; not Mr [...], nor [...]"; risk.Know != want {
		t.Errorf("became %q, want %q", risk.Know, want)
	}
	if risk.Could.Text == "" || risk.Before.Text != "" {
		t.Errorf("what was said: %q and %q, want the one that names nobody", risk.Could.Text, risk.Before.Text)
	}

	// Where he is not to be contacted, the person's own copy is silent about him
	// and not about the council.
	for _, x := range r.Relations {
		if x.Name == "Dave Sampleshire" {
			x = Copy(x)
			x.NotToContact = true
			whole := r.With(x)
			risk := Copy(whole.Risks[0])
			risk.Know, risk.Decided = "Sampleshire Council rings", "Mr Sampleshire rings"
			got, _ := copyFor(t, whole.With(risk), Recipient{Person: true})
			if now := got.Risks[0]; now.Know != risk.Know || now.Decided != "" || got.Conversation.Organisation == "" {
				t.Errorf("her own copy has %q and %q of %q", now.Know, now.Decided, got.Conversation.Organisation)
			}
		}
	}

	// Without anybody of that name both stay, here and in the person's own copy.
	for _, x := range r.Relations {
		if x.Name == "Dave Sampleshire" {
			r = r.Without(KindRelationship, x.ID)
		}
	}
	got, _ = copyFor(t, r, Recipient{Sharing: sharingWith(r, "Bowls club secretary")})
	if want := "Sampleshire Council rings, or Sampleshire Home Care; not Mr Sampleshire, nor Dave"; got.Risks[0].Know != want {
		t.Errorf("became %q, want it as it was", got.Risks[0].Know)
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
		{"somebody with a name of blanks", r.With(&Sharing{Head: Head{ID: "x"}, Who: " \t", Choice: ShareYes}), Recipient{Sharing: "x"}, Refusal{Unknown: true}},
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

// Whoever holds a copy can't tell from it whether there was anything else.
func TestWhatIsApartLeavesNoTrace(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		apart := map[ID]bool{}
		r := anyRecord().Draw(t, "record").mapped(func(p Part) Part {
			n, note := p.(*Note)
			switch p.(type) {
			case *Note, *Worry, *Unknown: // what may stand in another drawer
			default:
				p = Copy(p)
				p.PartHead().Drawer = DrawerShared
			}
			if p.PartHead().Drawer != DrawerShared || ofSafety(p) || note && n.JustForMe {
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
	rounds.Few(t, func(t *rapid.T) {
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

func TestWhoeverTheCopyIsForIsNamedInIt(t *testing.T) {
	r := peggy()
	s := Copy(Find(r.Sharing, sharingWith(r, "Carol")))
	s.Only = []ID{r.Risks[0].ID}
	_, file := copyFor(t, r.With(s), Recipient{Sharing: s.ID})
	holds(t, "Carol's copy", file, []string{"rings Carol from the club", "[next-door's lad]"}, []string{"kyle", "maureen"})
}

func TestASinglePartComesWithoutTheRestOfThePerson(t *testing.T) {
	r := peggy()
	c := Copy(r.Conversation)
	c.NotWantedWords = ParseWords(`"I don't want assessing."`)
	b := &builder{r: r.With(c), n: 7000}
	n := &Note{
		Voice: r.PersonVoice().ID, Text: "Carol drives", Typed: day,
		Through: Through{Way: "on a board", Original: "Mae hi'n gyrru."},
	}
	b.add(n)
	said := &Note{Voice: r.PersonVoice().ID, Text: "my daughter drives", Typed: day, Through: Through{Original: "Carol sy'n gyrru."}}
	b.add(said)
	amrit := b.voice("Amrit Gill", RoleInterpreter, "")
	s := Copy(Find(r.Sharing, sharingWith(r, "Bowls club secretary")))
	s.Only = append(s.Only, n.ID, said.ID)
	got, file := copyFor(t, b.r.With(s), Recipient{Sharing: s.ID})
	holds(t, "the bowls club's copy", file,
		[]string{"[daughter] drives", "my daughter drives", "on a board"},
		[]string{
			"999 000", "Osei", "assessing", "Amrit", string(amrit),
			"gyrru", // in another language, and Carol is in it
		})
	if len(got.Notes) != 2 {
		t.Errorf("the bowls club has %d notes, want 2", len(got.Notes))
	}
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

func TestANoteStaysWhileAnythingDrawnFromItStays(t *testing.T) {
	r := peggy()
	want := Copy(r.Wants[0])
	want.Read = LeftOut
	b := &builder{r: r.With(want), n: 7000}
	b.add(&Want{Words: Words{Text: "to see the club", From: want.Words.From}})
	got, _ := copyFor(t, b.r, Recipient{Sharing: sharingWith(r, "Her GP")})
	if Find(got.Notes, want.Words.From[0]) == nil {
		t.Error("a note went with what was left out, though another want is drawn from it")
	}
}

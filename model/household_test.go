package model

import "testing"

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

// What is no business of the household, one thing at a time, put into Peggy's
// record: the words "nobody else" must be in no copy but the council's.
func TestWhatStaysAtTheDesk(t *testing.T) {
	r := peggy()
	me, dele, carol := r.Voices[0].ID, r.Voices[1].ID, r.Voices[2].ID
	const apart = "nobody else"
	mine := &Note{Head: Head{ID: "desk-note"}, Voice: me, Text: "between us", Typed: day}
	mine.Drawer = DrawerMine
	risk := r.Risks[0]
	tests := []struct {
		name string
		part Part
	}{
		{"what the worker thinks", &Note{Voice: dele, Telling: Thought, Text: apart, MayReadBack: true, Typed: day}},
		{"what the worker told", &Note{Voice: dele, Text: apart, Typed: day}},
		{"what Carol told", &Note{Voice: carol, Text: apart, Typed: day}},
		{"words of nobody knows whom", &Note{Voice: "gone", Text: apart, Typed: day}},
		{"a want that is a thought", &Want{Words: Words{Text: "to bowl"}, Why: Words{Text: apart, Telling: Thought}}},
		{"a want drawn from an own note", &Want{Words: Words{Text: apart, From: []ID{"desk-note"}}}},
		{"a want drawn from Carol's note", &Want{Words: Words{Text: apart, From: []ID{r.Notes[2].ID}}}},
		{"a risk as it was first said", withText(risk, func(x *Risk) { x.First = &Words{Text: apart} })},
		{"a help as it was first said", &Support{What: ParseWords("x"), First: &Words{Text: apart}}},
		{"a view drawn from an own note", withText(risk, func(x *Risk) {
			x.Views[1].Words = Words{Text: apart, From: []ID{"desk-note"}}
		})},
		{"why Carol may have a copy", &Sharing{Who: "Carol", Choice: ShareYes, Why: Words{Text: apart}}},
		{"why somebody else may not yet", &Sharing{Who: "A cousin", Choice: NotUntil, Until: apart}},
	}
	for _, tt := range tests {
		b := &builder{r: r.With(mine), n: 7000}
		if h := tt.part.PartHead(); h.ID != "" {
			b.r = b.r.With(tt.part)
		} else {
			b.add(tt.part)
		}
		_, council := copyFor(t, b.r, Recipient{Council: true})
		holds(t, tt.name+", the council's copy", council, []string{apart}, []string{`"desk-note"`})
		for _, to := range []Recipient{{Person: true}, {Sharing: sharingWith(r, "Her GP")}} {
			_, file := copyFor(t, b.r, to)
			holds(t, tt.name, file, nil, []string{apart, `"desk-note"`})
		}
	}
}

// What the worker typed and shaped into the plan with the person is the plan's.
func TestAHelpDrawnFromTheWorkersNoteIsReadBack(t *testing.T) {
	r := peggy()
	b := &builder{r: r, n: 7000}
	n := &Note{Voice: r.WorkerVoice().ID, Text: "a second rail by the bath", Typed: day}
	b.add(n)
	help := b.add(&Support{What: n.Words()})
	got, _ := copyFor(t, b.r, Recipient{Person: true})
	if s := Find(got.Supports, help); s == nil || s.What.Text != n.Text {
		t.Errorf("the help is %+v", s)
	}
}

// A view is given openly, whatever it was typed as and drawn from.
func TestTheWorkersViewIsNoAside(t *testing.T) {
	r := peggy()
	thought, lonely := r.Notes[3], r.Notes[2]
	risk := withText(r.Risks[0], func(x *Risk) {
		x.Views[1].Words = lonely.Words()
		x.Views[2].Words = thought.Words()
	})
	got, _ := copyFor(t, r.With(risk), Recipient{Person: true})
	if w := got.Risks[0].Views[2].Words; w.Text != thought.Text || w.Telling != Told {
		t.Errorf("Dele's view is %+v", w)
	}
	// Carol said that these words may be read back here.
	if w := got.Risks[0].Views[1].Words; w.Text != lonely.Text || w.Telling != Said || w.From != nil {
		t.Errorf("Carol's view is %+v", w)
	}
}

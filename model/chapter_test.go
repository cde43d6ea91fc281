package model

import (
	"slices"
	"strings"
	"testing"
)

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

	// A note that was only marked, and nothing was drawn from it yet.
	b := &builder{r: r, n: 7000}
	b.note(r.PersonVoice().ID, "matters", "the dark path", MarkRisk)
	_, file = copyFor(t, b.r, Recipient{Sharing: sharingWith(r, "The assessor")})
	holds(t, "the assessor's pack", file, nil, []string{"dark path"})

	// The note strayed into the talk, and something was drawn from it.
	tablet := Copy(r.Notes[len(r.Notes)-1])
	tablet.Drawer = DrawerShared
	r = r.With(tablet).With(&Question{Head: Head{ID: "q"}, Words: tablet.Words()})
	for _, to := range []Recipient{{Person: true}, {Sharing: sharingWith(r, "The assessor")}} {
		_, file := copyFor(t, r, to)
		holds(t, "a copy", file, nil, []string{"tablet"})
	}
}

func TestEachChapterCanBeKeptBack(t *testing.T) {
	for _, k := range append(slots, slot{kind: "later"}) {
		switch c := chapterOf[k.kind]; k.kind {
		case KindConversation, KindPerson, KindVisit, KindVoice, KindSharing, KindWorry, "later":
			if c != "" || oneByOne[k.kind] {
				t.Errorf("a %s belongs to %q", k.kind, c)
			}
		case KindDecision, KindPower, KindAdvocacy:
			if c != "" || !oneByOne[k.kind] {
				t.Errorf("a %s goes with a chapter: %q", k.kind, c)
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

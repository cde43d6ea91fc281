package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

// chained is Peggy's record with the need behind the bath: what she said leads
// over it to who decided.
func chained() (r *Record, note, need, want, help ID) {
	b := &builder{r: peggy(), n: 5000}
	for _, w := range b.r.Wants {
		if w.Words.Text == "If I have a bath I don't cook." {
			want = w.ID
		}
	}
	for _, s := range b.r.Supports {
		if s.What.Text == "help with the bath" {
			help = s.ID
		}
	}
	w := Copy(Find(b.r.Wants, want))
	note = w.Words.From[0]
	need = b.add(&Need{
		Words: Words{Text: "Bath takes the morning.", From: []ID{note}}, Outcomes: []string{"ca14.f", "ca14.b"},
		Unable: []Unable{UnableInDistress, UnableInTime}, Met: []Met{MetByCouncil},
	})
	w.Needs = []ID{need}
	return b.r.With(w), note, need, want, help
}

func TestTheChainIsWalkedInBothDirections(t *testing.T) {
	r, note, need, want, help := chained()
	tests := []struct {
		from     ID
		back, on []ID
	}{
		{note, nil, []ID{need}}, // the want is behind the need
		{need, []ID{note}, []ID{want}},
		{want, []ID{need}, []ID{help}},
		{help, []ID{want}, []ID{"budget"}},
		{"budget", []ID{help, r.Supports[1].ID, r.Supports[2].ID}, []ID{"agreement"}},
		{"agreement", []ID{"budget"}, nil},
		{r.Risks[0].ID, r.Risks[0].Words.From, nil},
		{r.Wants[0].ID, r.Wants[0].Words.From, []ID{r.Supports[1].ID}}, // no need yet: its note
		{r.Supports[3].ID, nil, nil},                                   // help that costs nothing, for nothing yet
		{"nobody", nil, nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.back, idsOf(r.ComesFrom(tt.from))); diff != "" {
			t.Errorf("ComesFrom(%s) (-want +got):\n%s", tt.from, diff)
		}
		if diff := cmp.Diff(tt.on, idsOf(r.LeadsTo(tt.from))); diff != "" {
			t.Errorf("LeadsTo(%s) (-want +got):\n%s", tt.from, diff)
		}
	}
}

// A direct payment meets a need, and is decided with the money. A note from which
// a want was drawn leads to it, also where its need came from another.
func TestEveryWayBackIsAWayOn(t *testing.T) {
	r, note, need, want, help := chained()
	b := &builder{r: r, n: 7000}
	payment := b.add(&Payment{Needs: []ID{need, need, "gone"}})
	other := b.note(r.PersonVoice().ID, "out", "the bath, and no dinner", MarkWanted)
	b.add(changedWant(b.r, want, func(w *Want) { w.Words.From = []ID{other.ID, note} }))
	tests := []struct {
		from     ID
		back, on []ID
	}{
		{need, []ID{note}, []ID{want, payment}},
		{payment, []ID{need}, []ID{"agreement"}},
		{"agreement", []ID{"budget", payment}, nil},
		{want, []ID{need, other.ID}, []ID{help}},
		{other.ID, nil, []ID{want}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.back, idsOf(b.r.ComesFrom(tt.from))); diff != "" {
			t.Errorf("ComesFrom(%s) (-want +got):\n%s", tt.from, diff)
		}
		if diff := cmp.Diff(tt.on, idsOf(b.r.LeadsTo(tt.from))); diff != "" {
			t.Errorf("LeadsTo(%s) (-want +got):\n%s", tt.from, diff)
		}
	}
}

func changedWant(r *Record, id ID, edit func(*Want)) *Want {
	w := Copy(Find(r.Wants, id))
	edit(w)
	return w
}

func TestTheChainIsTheSameBothWays(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		type step struct{ from, to ID }
		on, back := map[step]bool{}, map[step]bool{}
		for p := range r.Parts() {
			id := p.PartHead().ID
			for _, x := range r.LeadsTo(id) {
				on[step{id, x.PartHead().ID}] = true
			}
			for _, x := range r.ComesFrom(id) {
				back[step{x.PartHead().ID, id}] = true
			}
		}
		if diff := cmp.Diff(on, back); diff != "" {
			t.Errorf("steps on, and steps back (-on +back):\n%s", diff)
		}
	})
}

func TestTheChainLeadsIntoNothingThatIsApart(t *testing.T) {
	r, note, need, want, _ := chained()
	n := Copy(Find(r.Notes, note))
	n.Drawer = DrawerMine
	r = r.With(n)
	for _, id := range []ID{need, want} {
		for _, p := range r.ComesFrom(id) {
			if p.PartHead().ID == note {
				t.Errorf("ComesFrom(%s) leads to an own note", id)
			}
		}
	}
	if got := r.LeadsTo(note); got != nil {
		t.Errorf("LeadsTo of an own note = %v", idsOf(got))
	}
	h := harjit()
	if got := h.ComesFrom(h.Worries[0].ID); got != nil {
		t.Errorf("ComesFrom of a worry = %v", idsOf(got))
	}
}

func TestWhatTheChainDoesNotHoldYet(t *testing.T) {
	r, _, _, want, help := chained()
	b := &builder{r: r, n: 6000}
	unused := b.note(r.PersonVoice().ID, "out", "the market, once more", MarkWanted)
	b.note(r.PersonVoice().ID, "out", "the 12 bus", MarkPerson)
	lonely := b.add(&Need{Words: ParseWords("the stairs")})
	b.add(&Need{Words: ParseWords("the garden"), Read: LeftOut})
	stray := b.add(&Support{What: ParseWords("a cleaner"), Who: "an agency", Cost: amount("20.00", Weekly)})
	got := b.r.Loose()
	if diff := cmp.Diff([]ID{unused.ID}, idsOf(got.Notes)); diff != "" {
		t.Errorf("notes used nowhere (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]ID{lonely}, idsOf(got.Needs)); diff != "" {
		t.Errorf("needs without anything (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]ID{r.Wants[1].ID}, idsOf(got.Wants)); diff != "" {
		t.Errorf("wants without help (-want +got):\n%s", diff)
	}
	// The shopping, the bins and the alarm cost the council nothing.
	if diff := cmp.Diff([]ID{stray}, idsOf(got.Supports)); diff != "" {
		t.Errorf("help for nothing (-want +got):\n%s", diff)
	}
	// Help that was left out at the reading back helps with nothing.
	s := Copy(Find(b.r.Supports, help))
	s.Read = LeftOut
	if got := idsOf(b.r.With(s).Loose().Wants); len(got) != 2 || got[1] != want {
		t.Errorf("with the help left out, wants without help = %v, want %s in them", got, want)
	}
}

func idsOf[P Part](parts []P) []ID {
	var out []ID
	for _, p := range parts {
		out = append(out, p.PartHead().ID)
	}
	return out
}

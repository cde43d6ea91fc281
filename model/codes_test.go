package model

import (
	"testing"

	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

// What another program, or a newer one, calls by a name that nobody here knows is
// counted, wherever it stands.
func TestStrangeAnswersAreCounted(t *testing.T) {
	r := peggy()
	tests := []struct {
		name string
		put  []Part
		want int
	}{
		{"Peggy's own", nil, 0},
		{"a way of arranging", []Part{changedTo(r.Supports[0], func(s *Support) { s.Arranged = "own-account" })}, 1},
		{"how often a cost comes", []Part{changedTo(r.Supports[0], func(s *Support) { s.Cost.Period = "each fortnight" })}, 1},
		{"how often a direct payment comes", []Part{&Payment{Head: Head{ID: "payment"}, Every: EveryWeek}}, 0},
		{"nothing chosen", []Part{&Advocacy{Head: Head{ID: "a"}}}, 0},
		{"in lists", []Part{&Need{Head: Head{ID: "n"}, Unable: []Unable{"slowly", UnableInTime}, Met: []Met{"partly"}, Eligible: "perhaps"}}, 3},
		{"in a list of plain words", []Part{&Advocacy{Head: Head{ID: "a"}, Hard: []string{"retain", "remember"}}}, 1},
		{"a kind of part", []Part{&Unknown{Head: Head{ID: "u"}, Kind: "capacity"}}, 1},
	}
	for _, tt := range tests {
		all := r
		for _, p := range tt.put {
			all = all.With(p)
		}
		if got := all.Strange(); got != tt.want {
			t.Errorf("%s: Strange() = %d, want %d", tt.name, got, tt.want)
		}
	}
}

func changedTo[P Part](p P, edit func(P)) P {
	c := Copy(p)
	edit(c)
	return c
}

// Nothing that somebody can choose here is strange here.
func TestNothingThatCanBeChosenIsStrange(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		if got, want := r.Strange(), len(r.Unknowns); got != want {
			t.Errorf("Strange() = %d, want only the %d parts of a version to come", got, want)
		}
	})
}

package kit

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhatIsFoundIsWholeGraphemesOfTheText(t *testing.T) {
	for _, c := range []struct {
		text, query string
		want        []string
	}{
		{"the Bowls club, and bowls again", "bowls", []string{"Bowls", "bowls"}},
		{"Adébáyọ̀ came", "adebayo", []string{"Adébáyọ̀"}},
		{"Ade\u0301bayo", "debay", []string{"de\u0301bay"}},
		{"her cafe\u0301", "cafe", []string{"cafe\u0301"}},
		{"Łukasz", "lukas", []string{"Łukas"}},
		{"Strauß und Straße", "ss", []string{"ß", "ß"}},
		{"Strauß", "aus", []string{"auß"}},
		{"नमस्ते जी", "नमस्ते", []string{"नमस्ते"}},
		{"aaaa", "aa", []string{"aa", "aa"}},
		{"O’Brien", "o'b", []string{"O’B"}},
		{"with 👨‍👩‍👧‍👦 at home", "👩", []string{"👨‍👩‍👧‍👦"}},
		{"nothing of it", "bowls", nil},
		{"nothing looked for", "", nil},
		{"a mark alone", "\u0301", nil},
	} {
		var got []string
		for _, m := range Matches(c.text, c.query) {
			got = append(got, c.text[m.From:m.To])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Matches(%q, %q) (-want +got):\n%s", c.text, c.query, diff)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, query := anyText(t, "text"), rapid.SampledFrom(pieces).Draw(t, "query")
		places, last := ends(Measure{}, text), 0
		for _, m := range Matches(text, query) {
			if m.From < last || m.To <= m.From || !slices.Contains(places, m.From) || !slices.Contains(places, m.To) {
				t.Fatalf("Matches(%q, %q) has %v, behind %d", text, query, m, last)
			}
			if !strings.Contains(Fold(text[m.From:m.To]), Fold(query)) {
				t.Fatalf("Matches(%q, %q) has %q", text, query, text[m.From:m.To])
			}
			last = m.To
		}
	})
}

func TestAMatchIsShownWithTheWordsAroundIt(t *testing.T) {
	const text = "Walking to the club by the canal, though everyone wants me in a taxi."
	for _, c := range []struct {
		query string
		cells int
		want  string
	}{
		{"club", 80, "Walking to the [club] by the canal, though everyone wants me in a taxi."},
		{"club", 30, "…the [club] by the canal, tho…"},
		{"walking", 30, "[Walking] to the club by the…"},
		{"taxi", 30, "…wants me in a [taxi]."},
		{"everyone", 12, "…[everyone]…"},
		{"everyone", 6, "[ever]"},
	} {
		got, m := (Measure{}).Around(text, Matches(text, c.query)[0], c.cells, "…")
		if got != c.want || got[m.From] != '[' || got[m.To-1] != ']' {
			t.Errorf("Around(%q, %d) = %q with %q, want %q", c.query, c.cells, got, got[m.From:m.To], c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, cells := anyText(t, "text"), rapid.IntRange(12, 60).Draw(t, "cells")
		for _, match := range Matches(text, rapid.SampledFrom(pieces).Draw(t, "query")) {
			got, m := (Measure{}).Around(text, match, cells, "…")
			if w := (Measure{}).Width(got); w > cells || got[m.From] != '[' || got[m.To-1] != ']' {
				t.Fatalf("Around(%q, %v, %d) = %q, %d cells, with %q", text, match, cells, got, w, got[m.From:m.To])
			}
		}
	})
}

// TestWhoseNameItCanBe: the very name before one that it stands in, accents and case aside.
func TestWhoseNameItCanBe(t *testing.T) {
	all := [][]string{{"Ann Lee", "Annie"}, {"Joanna Lee", ""}, {"José Díaz", ""}, {"Jo"}, {""}}
	for typed, want := range map[string][]string{
		"":          {"Ann Lee", "Joanna Lee", "José Díaz", "Jo", ""},
		" lee ":     {"Ann Lee", "Joanna Lee"},
		"ann":       {"Ann Lee", "Joanna Lee"},
		"ann lee":   {"Ann Lee"},
		"ANNIE":     {"Ann Lee"},
		"jo":        {"Jo"},
		"jose diaz": {"José Díaz"},
		"Peggy":     nil,
	} {
		var got []string
		for _, names := range Named(all, typed, func(names []string) []string { return names }) {
			got = append(got, names[0])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("Named(%q) (-want +got):\n%s", typed, d)
		}
	}
}

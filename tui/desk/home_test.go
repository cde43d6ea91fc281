package desk

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/store"
)

// TestWhoseNameItCanBe: the very name before one that it stands in, accents and
// case aside.
func TestWhoseNameItCanBe(t *testing.T) {
	var all []Entry
	for _, c := range []store.Card{
		{FullName: "Ann Lee", Called: "Annie"}, {FullName: "Joanna Lee"}, {FullName: "José Díaz"}, {Called: "Jo"}, {},
	} {
		all = append(all, Entry{Card: c})
	}
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
		for _, e := range Named(all, typed) {
			got = append(got, e.Name())
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("Named(%q) (-want +got):\n%s", typed, d)
		}
	}
}

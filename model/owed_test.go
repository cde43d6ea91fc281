package model

import "testing"

func TestACopyIsGivenOnceThereIsADay(t *testing.T) {
	for typed, open := range map[string]bool{"": true, " ": true, "3 May 2026": false, "last week": false} {
		o := &Owed{Given: When{Typed: typed}}
		if o.Open() != open {
			t.Errorf("given %q: Open() = %v, want %v", typed, o.Open(), open)
		}
	}
}

package model

import (
	"errors"
	"strings"
	"testing"
)

func TestIDsAreRandomUUIDs(t *testing.T) {
	seen := map[ID]bool{}
	for range 1000 {
		id := NewID()
		if _, err := ParseID(string(id)); err != nil {
			t.Fatalf("ParseID(%s): %v", id, err)
		}
		if id[14] != '4' || !strings.ContainsRune("89ab", rune(id[19])) {
			t.Fatalf("%s is no UUID of version 4", id)
		}
		if seen[id] {
			t.Fatalf("%s came twice", id)
		}
		seen[id] = true
	}
}

func TestWhatIsNoIDIsNotRepeated(t *testing.T) {
	for _, s := range []string{
		"", "Peggy", "00000000-0000-4000-8000-00000000000G", "00000000-0000-4000-8000-00000000000A",
		"0000000000000-4000-8000-000000000000", "../../../../../../../../../etc/passwd",
	} {
		_, err := ParseID(s)
		if !errors.Is(err, ErrBadID) {
			t.Errorf("ParseID(%q) = %v, want ErrBadID", s, err)
		}
		if s != "" && strings.Contains(err.Error(), s) {
			t.Errorf("the error repeats %q", s)
		}
	}
}

package model

import "testing"

// Who sat in the room heard what is said of them; of everybody else it is told
// whether they were asked, in a line or as somebody in the person's life.
func TestWhoWasInTheRoomIsNotAsked(t *testing.T) {
	r := &Record{
		Person: &Person{FullName: "Peggy Ashworth", Called: "Peggy"},
		Voices: []*Voice{
			{Head: Head{ID: "v1"}, Role: RolePerson, Name: "Peggy"},
			{Head: Head{ID: "v2"}, Role: RoleRelative, Name: "Carol"},
		},
		Relations: []*Relationship{
			{Head: Head{ID: "r1"}, Name: "Carol Ashworth", Voice: "v2"},
			{Head: Head{ID: "r2"}, Name: "Kyle"},
			{Head: Head{ID: "r3"}, Name: "Maureen", Asked: WasAsked},
		},
	}
	for _, tt := range []struct {
		who   string
		asked Asked
		is    Asked
		heard bool
	}{
		{"", NotAskedYet, NotAskedYet, true},
		{" ", WasAsked, NotAskedYet, true},
		{"Peggy", NotAskedYet, NotAskedYet, true},
		{"Carol", NotAskedYet, NotAskedYet, true},
		{"Kyle", NotAskedYet, NotAskedYet, false},
		{"Kyle", WasAsked, WasAsked, false},
		{"Maureen", NotAskedYet, WasAsked, false},
		{"Carol and Kyle", NotAskedYet, NotAskedYet, false},
		{"the milkman", NotAskedYet, NotAskedYet, false},
	} {
		if is, heard := r.AskedOf(tt.who, tt.asked); is != tt.is || heard != tt.heard {
			t.Errorf("AskedOf(%q, %q) = %q, heard %v, want %q, %v", tt.who, tt.asked, is, heard, tt.is, tt.heard)
		}
	}
}

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

// Somebody who spoke and is in the person's life is one, also where nobody linked
// the two; of two who go by one name nobody is taken for the other.
func TestWhoSpokeIsFoundAmongThePeople(t *testing.T) {
	manjit := &Voice{Head: Head{ID: "v2"}, Role: RoleRelative, Name: "Manjit"}
	r := &Record{Person: &Person{FullName: "Harjit Kaur Sandhu"}, Voices: []*Voice{{Head: Head{ID: "v1"}, Role: RolePerson, Name: "Harjit"}, manjit}}
	around := func(people ...*Relationship) ID {
		t.Helper()
		r.Relations = people
		if x := r.Around(manjit); x != nil {
			return x.ID
		}
		return ""
	}
	son := &Relationship{Head: Head{ID: "r1"}, Name: "Manjit"}
	for _, tt := range []struct {
		name   string
		people []*Relationship
		want   ID
	}{
		{"by name", []*Relationship{son}, "r1"},
		{"linked", []*Relationship{son, {Head: Head{ID: "r2"}, Name: "my boy", Voice: "v2"}}, "r2"},
		{"two of that name", []*Relationship{son, {Head: Head{ID: "r2"}, Name: "Manjit"}}, ""},
		{"linked to somebody else", []*Relationship{{Head: Head{ID: "r1"}, Name: "Manjit", Voice: "v9"}}, ""},
		{"nobody", nil, ""},
	} {
		if got := around(tt.people...); got != tt.want {
			t.Errorf("%s: Around = %q, want %q", tt.name, got, tt.want)
		}
	}
	r.Voices = append(r.Voices, &Voice{Head: Head{ID: "v3"}, Role: RoleFriend, Name: "Manjit"})
	if got := around(son); got != "" {
		t.Errorf("two spoke under that name: Around = %q, want nobody", got)
	}
}

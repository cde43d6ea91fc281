package model

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestNHSNumbers(t *testing.T) {
	tests := []struct {
		typed, digits string
		ok            bool
	}{
		{"9990000018", "9990000018", true},
		{"999 000 0018", "9990000018", true},
		{" 999-000-0018 ", "9990000018", true},
		{"9434765919", "9434765919", true}, // the data dictionary's own example
		{"9990000019", "9990000019", false},
		{"9990000108", "9990000108", false}, // two digits changed places
		{"999000001", "999000001", false},
		{"99900000180", "99900000180", false},
		{"999000001X", "999000001X", false},
		{"", "", false},
		{"٩٩٩٠٠", "٩٩٩٠٠", false},
		{"0000000000", "0000000000", true}, // the check digit can't tell
	}
	for _, tt := range tests {
		digits, ok := ParseNHSNumber(tt.typed)
		if digits != tt.digits || ok != tt.ok {
			t.Errorf("ParseNHSNumber(%q) = %q, %v, want %q, %v", tt.typed, digits, ok, tt.digits, tt.ok)
		}
	}
}

// One digit typed wrongly never passes: that is what the check digit is for.
func TestOneWrongDigitIsNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nine := rapid.StringMatching(`[0-9]{9}`).Draw(t, "nine digits")
		good := ""
		for check := range 10 {
			if s := fmt.Sprint(nine, check); good == "" {
				if _, ok := ParseNHSNumber(s); ok {
					good = s
				}
			}
		}
		if good == "" { // its check digit would be 10: never issued
			return
		}
		at := rapid.IntRange(0, 9).Draw(t, "at")
		wrong := []byte(good)
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, ok := ParseNHSNumber(string(wrong)); ok {
			t.Fatalf("%s is taken, and so is %s", good, wrong)
		}
	})
}

func TestWhatAPersonIsCalled(t *testing.T) {
	tests := []struct {
		person *Person
		want   string
	}{
		{&Person{FullName: "Peggy Ashworth"}, "Peggy"},
		{&Person{FullName: "Margaret Ashworth", Called: "Peggy"}, "Peggy"},
		{&Person{FullName: "  Yusuf  Demir"}, "Yusuf"},
		{&Person{FullName: "Cher", Called: "  "}, "Cher"},
		{&Person{}, ""},
		{nil, ""},
	}
	for _, tt := range tests {
		if got := tt.person.Name(); got != tt.want {
			t.Errorf("Name() of %+v = %q, want %q", tt.person, got, tt.want)
		}
	}
}

func TestWhoSpeaks(t *testing.T) {
	r := peggy()
	if v := r.PersonVoice(); v == nil || v.Name != "Peggy" {
		t.Errorf("PersonVoice() = %+v, want Peggy", v)
	}
	if v := r.WorkerVoice(); v == nil || v.Name != "Dele Martins" {
		t.Errorf("WorkerVoice() = %+v, want Dele", v)
	}
	if v := yusuf().WorkerVoice(); v == nil || v.Role != RolePeer {
		t.Errorf("WorkerVoice() of a preparation = %+v, want the peer supporter", v)
	}
	if v := new(Record).PersonVoice(); v != nil {
		t.Errorf("PersonVoice() of an empty record = %+v, want none", v)
	}
}

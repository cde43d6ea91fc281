package model

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestADayIsReadAsPeopleInBritainTypeIt(t *testing.T) {
	tests := []struct {
		typed string
		next  bool
		want  string
	}{
		{"15/9/2026", true, "2026-09-15"},
		{"3.4.1941", false, "1941-04-03"},
		{"03-04-1941", false, "1941-04-03"},
		{"2026-09-18", true, "2026-09-18"},
		{"18 Sep 2026", true, "2026-09-18"},
		{"  18   september  2026 ", true, "2026-09-18"},
		{"18th September 2026", true, "2026-09-18"},
		{"Fri 18 Sep 2026", true, "2026-09-18"},
		{"Friday 18 September 2026", true, "2026-09-18"},
		{"29 Feb 2028", true, "2028-02-29"},

		{"15 September", true, "2026-09-15"},
		{"15 September", false, "2026-09-15"},
		{"14 Sep", true, "2027-09-14"},
		{"14 Sep", false, "2026-09-14"},
		{"16/9", true, "2026-09-16"},
		{"16/9", false, "2025-09-16"},
		{"1st Oct", true, "2026-10-01"},
		{"2nd Oct", true, "2026-10-02"},
		{"3rd Oct", true, "2026-10-03"},
		{"29 Feb", true, "2028-02-29"},
		{"29 Feb", false, "2024-02-29"},
		{"Tue 27 Oct", true, "2026-10-27"},

		{"in the spring", true, ""},
		{"or the first fall", true, ""},
		{"", true, ""},
		{"29 Feb 2027", true, ""},
		{"31/4/2026", true, ""},
		{"Mon 27 Oct", true, ""}, // a Tuesday
		{"Monday 18 September 2026", true, ""},
		{"9/15/2026", true, ""},
		{"first", true, ""},
		{"1st", true, ""},
	}
	today := time.Date(2026, time.September, 15, 23, 30, 0, 0, time.Local)
	for _, tt := range tests {
		got := ParseWhen(tt.typed, today, tt.next)
		if got.Day != tt.want || got.Typed != tt.typed {
			t.Errorf("ParseWhen(%q, next %v) = %q typed %q, want %q", tt.typed, tt.next, got.Day, got.Typed, tt.want)
		}
		if date, ok := got.Date(); ok != (tt.want != "") || ok && date.Format(time.DateOnly) != tt.want {
			t.Errorf("ParseWhen(%q).Date() = %v, %v, want %q", tt.typed, date, ok, tt.want)
		}
	}
}

func TestADayThatTheCalendarDoesNotHaveIsTold(t *testing.T) {
	for typed, want := range map[string]bool{
		"31 February": true, "31st of": false, "29 Feb 2027": true, "31/4/2026": true, "31/2": true, "2026-02-31": true,
		"31.4.2026": true, "Mon 27 Oct": true, "Monday, 18 September 2026": true, "0 June": true,
		"in the spring": false, "after 6 weeks": false, "6 weeks": false, "May 2027": false, "end of May": false,
		"10-12 weeks": false, "10-12": false, "2027": false, "Monday": false, "": false, "18 Sep 2026": false, "/": false, "\xff2": false,
	} {
		if got := ParseWhen(typed, day, true).NoSuchDay(); got != want {
			t.Errorf("ParseWhen(%q).NoSuchDay() = %v, want %v", typed, got, want)
		}
	}
}

// The last 29 February can be eight years away: 1900 had none.
func TestALeapDayOnTheFarSideOfACentury(t *testing.T) {
	today := time.Date(1903, time.March, 1, 0, 0, 0, 0, time.UTC)
	if got := ParseWhen("29 Feb", today, false).Day; got != "1896-02-29" {
		t.Errorf("the last 29 February before 1903 = %q, want 1896-02-29", got)
	}
}

func TestWhateverIsTypedForADayIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`(Mon |Sunday )?[0-9]{1,2}(st|th)?[/. -][A-Za-z0-9]{1,9}([/. -][0-9]{4})?`)).Draw(t, "typed")
		next := rapid.Bool().Draw(t, "next")
		got := ParseWhen(typed, day, next)
		if got.Typed != typed {
			t.Fatalf("kept %q, want %q", got.Typed, typed)
		}
		if again := ParseWhen(typed, day, next); again != got {
			t.Fatalf("read twice as %v and %v", got, again)
		}
		if date, ok := got.Date(); ok && ParseWhen(date.Format("2 January 2006"), day, next).Day != got.Day {
			t.Fatalf("%q is %s, which reads as another day", typed, got.Day)
		}
	})
	if !(When{Typed: " "}).Empty() || (When{Typed: "soon"}).Empty() {
		t.Error("Empty() is for what holds nothing but blanks")
	}
}

package model

import "testing"

func TestALineThatNamesOneActivity(t *testing.T) {
	activities := []string{"Swimming", "day centre", " "}
	hours := func(what string) *Support {
		s := &Support{What: Words{Text: what}}
		s.Cost.Hours, _ = ParseFigure("2", UnitQuantity)
		s.Cost.Rate, _ = ParseFigure("13.80", UnitRate)
		return s
	}
	purpose, unpaid, visit, own, sum := hours("swimming"), hours("swimming"), hours("swimming"), hours("swimming"), hours("swimming")
	sum.Cost = Cost{}
	sum.Cost.Amount, _ = ParseFigure("12.40", UnitPence)
	purpose.Purpose = "being active"
	unpaid.Unpaid = true
	visit.Cost = Cost{}
	own.Own = true
	for _, c := range []struct {
		say  string
		s    *Support
		want bool
	}{
		{"swimming, by the hour", hours("Swimming on a Tuesday"), true},
		{"two words", hours("a day at the day-centre"), true},
		{"part of a word is another word", hours("swimmingly"), false},
		{"none of them", hours("being active"), false},
		{"it says what it is for", purpose, false},
		{"nobody is paid", unpaid, false},
		{"so much a fortnight", sum, true},
		{"no price", visit, false},
		{"what they pay for themselves is theirs", own, false},
	} {
		if got := c.s.OneActivity(activities); got != c.want {
			t.Errorf("%s: OneActivity(%q) = %v, want %v", c.say, c.s.What.Text, got, c.want)
		}
	}
}

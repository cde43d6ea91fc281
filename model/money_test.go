package model

import (
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLinesOfTheVisitsCostWhatTheyShould(t *testing.T) {
	tests := []struct {
		name string
		cost Cost
		want string
	}{
		{"bath, twice a week", hourly("2", "0.75", "23.40"), "35.10"},
		{"assistant, three hours", hourly("3", "", "13.80"), "41.40"},
		{"mornings: half a penny goes up", hourly("5", "1.5", "22.15"), "166.13"},
		{"a month is a twelfth of 52 weeks", amount("19.50", Monthly), "4.50"},
		{"a week, by the name that it has for a direct payment", amount("12.40", EveryWeek), "12.40"},
		{"a fortnight is two weeks", amount("7.20", Fortnightly), "3.60"},
		{"four weeks", amount("10.01", FourWeekly), "2.50"},
		{"a year is 52 weeks", amount("1", Yearly), "0.02"},
		{"once stays what it is", amount("118.00", Once), "118.00"},
		{"an hour at a hundredth of a penny", hourly("", "", "0.0049"), "0.00"},
		{"half a penny", hourly("", "", "0.005"), "0.01"},
		{"nought", amount("0", Weekly), "0.00"},
	}
	for _, tt := range tests {
		got, ok := tt.cost.Sum()
		if !ok || got.String() != tt.want {
			t.Errorf("%s: Sum() = %v, %v, want %s", tt.name, got, ok, tt.want)
		}
	}
}

func TestALineWithoutAWholeFigureHasNoSum(t *testing.T) {
	wrong := func(typed string, unit Unit) Figure {
		f, _ := ParseFigure(typed, unit)
		return f
	}
	tests := []struct {
		name     string
		cost     Cost
		tooLarge bool // each figure is one, and what they come to is not
	}{
		{"nothing typed", Cost{}, false},
		{"hours without a rate", Cost{Hours: figure("3", UnitQuantity)}, false},
		{"a rate that is no number", Cost{Rate: wrong("thirteen", UnitRate)}, false},
		{"hours that are no number", Cost{Rate: figure("13.80", UnitRate), Hours: wrong("3h", UnitQuantity)}, false},
		{"an amount that is no number, beside a rate", Cost{Amount: wrong("1,50", UnitPence), Rate: figure("1", UnitRate)}, false},
		{"too large to be one", Cost{
			Times: figure("10000000", UnitQuantity), Hours: figure("10000000", UnitQuantity),
			Rate: figure("10000000", UnitRate),
		}, true},
		{"hours and a rate that nobody has", Cost{Hours: figure("100000", UnitQuantity), Rate: figure("99999.99", UnitRate)}, true},
		{"a value that nobody can have typed", Cost{Amount: Figure{Typed: "-5", Value: new(int64(-500))}}, false},
		{"a period of a newer version", Cost{Amount: figure("1", UnitPence), Period: "quarter"}, false},
	}
	for _, tt := range tests {
		if got, ok := tt.cost.Sum(); ok || got != 0 {
			t.Errorf("%s: Sum() = %v, %v, want none", tt.name, got, ok)
		}
		if got := tt.cost.TooLarge(); got != tt.tooLarge {
			t.Errorf("%s: TooLarge() = %v, want %v", tt.name, got, tt.tooLarge)
		}
	}
}

func TestParseFigureTellsWhatIsWrong(t *testing.T) {
	tests := []struct {
		typed string
		unit  Unit
		value int64 // -1: none
		wrong string
	}{
		{"22.75", UnitPence, 2275, ""},
		{" £22.75 ", UnitPence, 2275, ""},
		{"£ 118", UnitPence, 11800, ""},
		{"23.4", UnitRate, 234000, ""},
		{"23.4567", UnitRate, 234567, ""},
		{"0.75", UnitQuantity, 750, ""},
		{"007", UnitPence, 700, ""},
		{"10000000", UnitPence, 1_000_000_000, ""},
		{"", UnitPence, -1, ""},
		{"   ", UnitPence, -1, ""},
		{"£22,75", UnitPence, -1, "wrong.figure"},
		{"1 000", UnitPence, -1, "wrong.figure"},
		{"-1", UnitPence, -1, "wrong.figure"},
		{"+1", UnitPence, -1, "wrong.figure"},
		{"1e12", UnitPence, -1, "wrong.figure"},
		{"abc", UnitPence, -1, "wrong.figure"},
		{".5", UnitPence, -1, "wrong.figure"},
		{"5.", UnitPence, -1, "wrong.figure"},
		{"1.2.3", UnitPence, -1, "wrong.figure"},
		{"££1", UnitPence, -1, "wrong.figure"},
		{"£", UnitPence, -1, "wrong.figure"},
		{"٣", UnitPence, -1, "wrong.figure"},
		{"0.123", UnitPence, -1, "wrong.decimals"},
		{"0.1234", UnitQuantity, -1, "wrong.decimals"},
		{"1e12", UnitQuantity, -1, "wrong.number"},
		{"3h", UnitQuantity, -1, "wrong.number"},
		{"1e12", UnitRate, -1, "wrong.figure"},
		{"10000000.01", UnitPence, -1, "wrong.large"},
		{"99999999999999999999", UnitRate, -1, "wrong.large"},
		{strings.Repeat("9", 100_000), UnitPence, -1, "wrong.large"},
	}
	for _, tt := range tests {
		f, wrong := ParseFigure(tt.typed, tt.unit)
		got := int64(-1)
		if f.Value != nil {
			got = *f.Value
		}
		if got != tt.value || wrong.ID != tt.wrong {
			t.Errorf("ParseFigure(%.20q, %d) = %d, %q, want %d, %q", tt.typed, tt.unit, got, wrong.ID, tt.value, tt.wrong)
		}
		if f.Typed != tt.typed {
			t.Errorf("ParseFigure(%.20q) keeps %.20q", tt.typed, f.Typed)
		}
	}
}

func TestWhatPencePrintIsReadAsTheSamePence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Int64Range(0, 1_000_000_000).Draw(t, "pence")
		f, wrong := ParseFigure("£"+Pence(want).String(), UnitPence)
		if !wrong.Zero() || int64(f.Pence()) != want {
			t.Fatalf("ParseFigure(%q) = %d, %q, want %d", Pence(want), f.Pence(), wrong.ID, want)
		}
	})
	for p, want := range map[Pence]string{0: "0.00", 5: "0.05", -5: "-0.05", -1250: "-12.50"} {
		if got := p.String(); got != want {
			t.Errorf("Pence(%d) = %s, want %s", int64(p), got, want)
		}
	}
}

func TestNoTextMakesAFigureOfWhatIsNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`[£]?[0-9.,e+ -]{0,12}`)).Draw(t, "typed")
		f, wrong := ParseFigure(typed, UnitRate)
		if f.Typed != typed {
			t.Fatalf("kept %q, want %q", f.Typed, typed)
		}
		if f.OK() == (!wrong.Zero() || !f.Asked()) {
			t.Fatalf("ParseFigure(%q) = value %v and fault %q", typed, f.OK(), wrong.ID)
		}
	})
}

func TestPeggysSums(t *testing.T) {
	s := peggy().Sums()
	tests := []struct {
		name string
		got  Pence
		ok   bool
		want string
	}{
		{"what it costs, each week", s.Weekly, s.WeeklyOK, "76.50"},
		{"Peggy's share", s.Share, s.ShareOK, "22.75"},
		{"what the council would pay", s.Council, s.CouncilOK, "53.75"},
		{"once only", s.Once, s.OnceOK, "118.00"},
		{"what Peggy pays for herself", s.Own, s.OwnOK, "4.50"},
	}
	for _, tt := range tests {
		if !tt.ok || tt.got.String() != tt.want {
			t.Errorf("%s: %s, %v, want %s", tt.name, tt.got, tt.ok, tt.want)
		}
	}
	if four, ok := s.FourWeekly(); !ok || four.String() != "215.00" {
		t.Errorf("in four weeks: %s, %v, want 215.00", four, ok)
	}
	if s.Wrong != nil || s.ShareTooLarge {
		t.Errorf("Sums() = %+v, want nothing wrong", s)
	}
}

func TestASumThatRestsOnWhatWasNotAskedIsNotThere(t *testing.T) {
	s := harjit().Sums()
	if s.Weekly.String() != "166.13" || !s.WeeklyOK || s.Once.String() != "84.99" {
		t.Errorf("Harjit's costs = %s a week, %s once, want 166.13 and 84.99", s.Weekly, s.Once)
	}
	if _, ok := s.FourWeekly(); ok || s.ShareOK || s.CouncilOK {
		t.Error("Harjit's share was not asked yet, and there is a sum that rests on it")
	}

	r := peggy()
	b := Copy(r.Budget)
	b.Share, _ = ParseFigure("£22,75", UnitPence)
	if s := r.With(b).Sums(); s.ShareOK || s.CouncilOK || !s.WeeklyOK {
		t.Errorf("with a share that is no number Sums() = %+v, want no share and no council's part", s)
	}
	b.Share = figure("76.51", UnitPence)
	if s := r.With(b).Sums(); !s.ShareTooLarge || s.CouncilOK {
		t.Errorf("with a share above the cost Sums() = %+v, want it told and no council's part", s)
	}
	b.Share = figure("76.50", UnitPence)
	if s := r.With(b).Sums(); s.ShareTooLarge || !s.CouncilOK || s.Council != 0 {
		t.Errorf("with a share of all of it Sums() = %+v, want a council's part of nought", s)
	}

	line := Copy(r.Supports[0])
	line.Cost.Hours, _ = ParseFigure("a bit", UnitQuantity)
	if s := r.With(line).Sums(); s.WeeklyOK || s.CouncilOK || !s.OnceOK || !slices.Equal(s.Wrong, []ID{line.ID}) {
		t.Errorf("with a line that is no number Sums() = %+v, want it named and no weekly sum", s)
	}
	line = Copy(r.Supports[0])
	line.Read = LeftOut
	if s := r.With(line).Sums(); s.Weekly.String() != "41.40" {
		t.Errorf("with the bath left out of the plan it costs %s a week, want 41.40", s.Weekly)
	}
}

func TestYusufsOwnSpending(t *testing.T) {
	s := yusuf().Sums()
	if s.Own.String() != "13.60" || s.Weekly != 0 {
		t.Errorf("Yusuf pays %s a week himself and the plan costs %s, want 13.60 and 0.00", s.Own, s.Weekly)
	}
}

// Somebody with a pencil adds the printed lines and must come to the printed
// sum, whatever mixture they are.
func TestPrintedLinesAddUpToPrintedSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBuilder(9, Assessment, &Person{FullName: "Somebody"})
		printed := map[bool]map[bool]Pence{true: {}, false: {}} // own, once
		for range rapid.IntRange(0, 12).Draw(t, "lines") {
			line := &Support{Own: rapid.Bool().Draw(t, "own"), Unpaid: rapid.IntRange(0, 9).Draw(t, "unpaid") == 0}
			if rapid.Bool().Draw(t, "by amount") {
				line.Cost.Amount = figure(rapid.StringMatching(`[0-9]{1,4}\.[0-9]{2}`).Draw(t, "amount"), UnitPence)
			} else {
				line.Cost = hourly(
					rapid.StringMatching(`[1-9]?`).Draw(t, "times"), rapid.StringMatching(`([0-9]\.[0-9]{1,3})?`).Draw(t, "hours"),
					rapid.StringMatching(`[0-9]{1,2}\.[0-9]{1,4}`).Draw(t, "rate"))
			}
			line.Cost.Period = rapid.SampledFrom(Periods).Draw(t, "period")
			b.add(line)
			sum, ok := line.Cost.Sum()
			if !ok {
				t.Fatalf("a line of whole figures has no sum: %+v", line.Cost)
			}
			if !line.Unpaid {
				printed[line.Own][line.Cost.Period == Once] += sum
			}
		}
		share := figure(rapid.StringMatching(`[0-9]{1,3}\.[0-9]{2}`).Draw(t, "share"), UnitPence)
		b.add(&Budget{Share: share, ShareState: ShareFinal})
		s := b.r.Sums()
		got := []Pence{s.Weekly, s.Once, s.Own, s.OwnOnce}
		want := []Pence{printed[false][false], printed[false][true], printed[true][false], printed[true][true]}
		if !slices.Equal(got, want) {
			t.Fatalf("Sums() = %v, the lines add up to %v", got, want)
		}
		if s.CouncilOK == s.ShareTooLarge {
			t.Fatalf("Sums() = %+v: the council's part is there just when the share is not too large", s)
		}
		if s.CouncilOK && s.Share+s.Council != s.Weekly {
			t.Fatalf("share %s and council %s do not add up to %s", s.Share, s.Council, s.Weekly)
		}
	})
}

func TestHalfAPennyGoesUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := rapid.Int64Range(0, 1e9).Draw(t, "n"), rapid.Int64Range(1, 1e6).Draw(t, "d")
		got, ok := halfUp(big.NewRat(n, d))
		if want := Pence((2*n + d) / (2 * d)); !ok || got != want {
			t.Fatalf("halfUp(%d/%d) = %d, %v, want %d", n, d, got, ok, want)
		}
	})
}

func TestTimeIsSaidAsPeopleSayIt(t *testing.T) {
	for _, c := range []struct {
		typed, id string
		args      map[string]any
	}{
		{"0.75", "span.minutes", map[string]any{"n": 45}},
		{"3", "span.hours", map[string]any{"n": 3}},
		{"1.5", "span.both", map[string]any{"hours": Msg("span.hours", "n", 1), "minutes": Msg("span.minutes", "n", 30)}},
		{"0.333", "span.typed", map[string]any{"hours": "0.333"}},
		{"about two", "span.typed", map[string]any{"hours": "about two"}},
	} {
		f, _ := ParseFigure(c.typed, UnitQuantity)
		if d := cmp.Diff(Message{ID: c.id, Args: c.args}, f.Span()); d != "" {
			t.Errorf("%q hours (-want +got):\n%s", c.typed, d)
		}
	}
	for typed, want := range map[string]string{"1": "visits.once", "2": "visits.twice", "5": "visits.typed", "1.5": "visits.typed", "some": "visits.typed"} {
		f, _ := ParseFigure(typed, UnitQuantity)
		if got := (Cost{Times: f}).Visits().ID; got != want {
			t.Errorf("%q visits are said by %q, want %q", typed, got, want)
		}
	}
}

// TestHowMuchOfAHelpIsSaidInOneWay, whoever reads the plan or hears it.
func TestHowMuchOfAHelpIsSaidInOneWay(t *testing.T) {
	fig := func(typed string) Figure { f, _ := ParseFigure(typed, UnitQuantity); return f }
	rate, _ := ParseFigure("23.40", UnitRate)
	visits := Cost{Times: fig("2"), Hours: fig("0.75"), Rate: rate}
	hours := Cost{Hours: fig("3"), Rate: rate}
	monthly := hours
	monthly.Period = Monthly
	for name, c := range map[string]struct {
		help Support
		want string
	}{
		"visits":                      {Support{Cost: visits}, "in visits"},
		"visits that are for a thing": {Support{Cost: visits, Purpose: "washing"}, "in visits"},
		"hours":                       {Support{Cost: hours}, "in hours"},
		"hours that are for a thing":  {Support{Cost: hours, Purpose: "3 hours to be out"}, ""},
		"a sum":                       {Support{Cost: Cost{Amount: fig("30"), Hours: fig("3")}}, ""},
		"by the month":                {Support{Cost: monthly}, ""},
		"unpaid":                      {Support{Cost: visits, Unpaid: true}, ""},
		"nothing yet":                 {Support{}, ""},
	} {
		if got := c.help.HowMuch("in visits", "in hours"); got.ID != c.want {
			t.Errorf("%s: HowMuch() = %+v, want %q", name, got, c.want)
		}
	}
}

// A file from outside can say one thing and hold another: no sum is made of such a
// figure, and it stands as it was typed. Every figure of every kind of part is
// looked at.
func TestAFigureThatHoldsAnotherValueHasNoSum(t *testing.T) {
	cost := `"conversation": {"id": "conversation"}, "person": {"id": "person"}, "support": [{"id": "a", "cost": {"hours": {"typed": "3", "value": 3000}, "rate": {"typed": "13.80", "value": %d}}}]`
	for value, want := range map[int]Pence{138000: 4140, 99999999: 0, 137999: 0} {
		r, err := DecodeRecord(fmt.Appendf(nil, `{"format": 1, "id": "r", `+cost+`}`, value))
		if err != nil {
			t.Fatal(err)
		}
		c := r.Supports[0].Cost
		if got, ok := c.Sum(); got != want || ok != (want != 0) || c.Rate.Typed != "13.80" {
			t.Errorf("with %d behind 13.80 the sum is %v (%v), the rate %+v", value, got, ok, c.Rate)
		}
	}
	seen := map[string]int{}
	everyType(func(typ reflect.Type) {
		for f := range typ.Fields() {
			if f.Type == reflect.TypeFor[Figure]() {
				seen[typ.Name()]++
			}
		}
	})
	if got := map[string]int{
		"Cost": len(figures(&Support{})), "Budget": len(figures(&Budget{})), "Payment": len(figures(&Payment{})),
	}; !maps.Equal(got, seen) {
		t.Errorf("figures are looked at in %v, and stand in %v", got, seen)
	}
}

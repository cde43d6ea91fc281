package model

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Pence is a sum of money in whole pence. There is no floating point anywhere
// near it.
type Pence int64

// String is the sum in pounds without a sign for the currency: "76.50".
func (p Pence) String() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d.%02d", sign, p/100, p%100)
}

// Unit says what the value of a Figure counts, by how many decimals of what is
// typed go into it.
type Unit int

// The units of typed figures.
const (
	UnitPence    Unit = 2 // sums in pounds: to the penny
	UnitRate     Unit = 4 // rates in pounds: to the hundredth of a penny
	UnitQuantity Unit = 3 // times and hours: to the thousandth
)

// scale is how many of the unit make a whole.
func (u Unit) scale() int64 {
	n := int64(1)
	for range u {
		n *= 10
	}
	return n
}

// maxFigure is the largest figure that is taken for one: ten million, of
// pounds or of hours. Beyond it somebody's finger slipped, and below it no sum
// of any plan comes near the end of an int64.
const maxFigure = 10_000_000

// Figure is a number as it was typed, and its value where it is one. What is
// no number is kept as typed, marked, and no sum is made of it.
type Figure struct {
	Typed string `json:"typed,omitzero"`
	// Value is in the unit of the field: pence, hundredths of a penny, or
	// thousandths.
	Value *int64 `json:"value,omitempty"`
}

// Asked tells whether anything was typed.
func (f Figure) Asked() bool { return strings.TrimSpace(f.Typed) != "" }

// OK tells whether there is a value, and one that can be typed: nothing below
// nought, nothing beyond the largest figure.
func (f Figure) OK() bool {
	return f.Value != nil && 0 <= *f.Value && *f.Value <= maxFigure*UnitRate.scale()
}

// Pence is the value of a sum; zero where there is none.
func (f Figure) Pence() Pence {
	if !f.OK() {
		return 0
	}
	return Pence(*f.Value)
}

// ParseFigure reads a number with an optional pound sign and decimals behind a
// point. A comma is refused, since it means thousands to one hand and pence to
// another; so are a sign, and more decimals than the unit holds. The Message
// says what is wrong, and is zero for a number and for an empty text.
func ParseFigure(typed string, unit Unit) (Figure, Message) {
	f := Figure{Typed: typed}
	s := strings.TrimSpace(typed)
	if s == "" {
		return f, Message{}
	}
	s = strings.TrimSpace(strings.TrimPrefix(s, "£"))
	whole, part, hasPart := strings.Cut(s, ".")
	if whole == "" || !digits(whole) || !digits(part) || hasPart && part == "" {
		if unit == UnitQuantity {
			return f, Msg("wrong.number", "typed", typed)
		}
		return f, Msg("wrong.figure", "typed", typed)
	}
	decimals := int(unit)
	if len(part) > decimals {
		return f, Msg("wrong.decimals", "typed", typed, "n", decimals)
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", decimals-len(part)), 10, 64)
	if err != nil || n > maxFigure*unit.scale() {
		return f, Msg("wrong.large", "typed", typed)
	}
	f.Value = &n
	return f, Message{}
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// Span is a quantity of hours as people say it: 45 minutes, 1 hour 30 minutes.
// What is no number stands as it was typed, in hours.
func (f Figure) Span() Message {
	const minutes = 60
	thousandths := UnitQuantity.scale()
	if !f.OK() || *f.Value == 0 || *f.Value*minutes%thousandths != 0 {
		return Msg("span.typed", "hours", f.Typed)
	}
	whole, part := int(*f.Value/thousandths), int(*f.Value%thousandths*minutes/thousandths)
	switch {
	case whole == 0:
		return Msg("span.minutes", "n", part)
	case part == 0:
		return Msg("span.hours", "n", whole)
	}
	return Msg("span.both", "hours", Msg("span.hours", "n", whole), "minutes", Msg("span.minutes", "n", part))
}

// Period is how often a cost comes round.
type Period string

// The periods. Once stands apart from every weekly sum.
const (
	Weekly      Period = "" // a week
	Fortnightly Period = "fortnight"
	FourWeekly  Period = "four-weeks"
	Monthly     Period = "month"
	Yearly      Period = "year"
	Once        Period = "once"
)

// Periods are all that can be chosen.
var Periods = []Period{Weekly, Fortnightly, FourWeekly, Monthly, Yearly, Once}

// weekly is what a sum of this period is multiplied by to be weekly, and false
// for a period that this version does not know. A month is a twelfth of 52
// weeks; what is paid once stays what it is; a cost from elsewhere may say that it
// comes each week, as a direct payment does.
func (p Period) weekly() (*big.Rat, bool) {
	switch p {
	case Weekly, EveryWeek, Once:
		return big.NewRat(1, 1), true
	case Fortnightly:
		return big.NewRat(1, 2), true
	case FourWeekly:
		return big.NewRat(1, 4), true
	case Monthly:
		return big.NewRat(12, 52), true
	case Yearly:
		return big.NewRat(1, 52), true
	}
	return nil, false
}

// Cost is how one line of the plan is priced: so many times, so many hours
// each, at a rate an hour; or an amount. What is empty counts as one.
type Cost struct {
	// How is the way in which the line is priced, which says what is asked:
	// "visits", "hours", "sum" or "once"; empty where that was not said.
	How    string `json:"how,omitzero" mask:"never"`
	Times  Figure `json:"times,omitzero"`  // in thousandths
	Hours  Figure `json:"hours,omitzero"`  // in thousandths
	Rate   Figure `json:"rate,omitzero"`   // an hour, in hundredths of a penny
	Amount Figure `json:"amount,omitzero"` // in pence; instead of times, hours and rate
	Period Period `json:"period,omitzero"`
}

// Priced tells whether anything about money was typed. Unpaid help is not
// priced: it is help, never a line of nought.
func (c Cost) Priced() bool { return c.Amount.Asked() || c.Rate.Asked() }

// Shape is how a cost is made up.
type Shape int

// The shapes.
const (
	OneSum   Shape = iota // an amount, or nothing yet
	InVisits              // so often, so long each
	InHours               // so many hours
)

// Shape is how this cost is made up, as far as it was asked for.
func (c Cost) Shape() Shape {
	switch {
	case c.Amount.Asked() || !c.Hours.Asked():
		return OneSum
	case c.Times.Asked():
		return InVisits
	}
	return InHours
}

// Visits is how often somebody comes in a week, as people say it: once, twice,
// 5 times.
func (c Cost) Visits() Message {
	if !c.Times.OK() || *c.Times.Value%UnitQuantity.scale() != 0 {
		return Msg("visits.typed", "times", c.Times.Typed)
	}
	switch n := int(*c.Times.Value / UnitQuantity.scale()); n {
	case 1:
		return Msg("visits.once")
	case 2:
		return Msg("visits.twice")
	default:
		return Msg("visits.typed", "times", n)
	}
}

// Sum is the line's sum in pence, rounded half up to the penny once: weekly,
// or once where the period is Once. It is false while a figure that it rests
// on is missing or is no number, and where the line is too large to be one.
func (c Cost) Sum() (Pence, bool) {
	exact, ok := c.exact()
	weekly, known := c.Period.weekly()
	if !ok || !known {
		return 0, false
	}
	return halfUp(exact.Mul(exact, weekly))
}

// TooLarge tells that each figure is one and that what they come to is more than
// any line of a plan: somebody's finger slipped.
func (c Cost) TooLarge() bool {
	_, whole := c.exact()
	_, known := c.Period.weekly()
	_, ok := c.Sum()
	return whole && known && !ok
}

// exact is the cost of one period in pence, before it is rounded.
func (c Cost) exact() (*big.Rat, bool) {
	if c.Amount.Asked() {
		if !c.Amount.OK() {
			return nil, false
		}
		return big.NewRat(*c.Amount.Value, 1), true
	}
	if !c.Rate.OK() {
		return nil, false
	}
	sum := big.NewRat(*c.Rate.Value, UnitRate.scale()/UnitPence.scale())
	for _, q := range []Figure{c.Times, c.Hours} {
		switch {
		case !q.Asked():
		case !q.OK():
			return nil, false
		default:
			sum.Mul(sum, big.NewRat(*q.Value, UnitQuantity.scale()))
		}
	}
	return sum, true
}

// halfUp rounds to the nearest whole, a half upwards, and is false for a sum
// too large to be one.
func halfUp(r *big.Rat) (Pence, bool) {
	n := new(big.Int).Mul(r.Num(), big.NewInt(2))
	n.Add(n, r.Denom())
	n.Div(n, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
	if !n.IsInt64() || n.Int64() > maxFigure*UnitPence.scale() {
		return 0, false
	}
	return Pence(n.Int64()), true
}

package model

// Support is something that helps: what, for which wants, who gives it, and
// what it costs if anything.
type Support struct {
	Head
	What Words `json:"what" mask:"whole"`
	// For are the wants it helps with.
	For []ID `json:"for,omitempty"`
	// Needs are the needs that it meets.
	Needs []ID `json:"needs,omitempty"`
	// Kind is what kind of help it is: "assistant", "agency", "equipment",
	// "activity", "travel", "technology", "one-off", "break", "swap",
	// "community", "unusual" or empty where that was not said.
	Kind string `json:"kind,omitzero" mask:"never"`
	// Purpose and Example are how an amount is said so that it can move without
	// asking anew: "3 hours a week being active", "bowls, walking".
	Purpose string `json:"purpose,omitzero"`
	Example string `json:"example,omitzero"`
	Who     string `json:"who,omitzero"` // who gives it
	// Unpaid help has no price and is never a line of 0.00.
	Unpaid bool  `json:"unpaid,omitzero"`
	Asked  Asked `json:"asked,omitzero"` // of whoever gives it unpaid
	// Own tells that the person pays for it and it stands outside the sums.
	Own  bool `json:"own,omitzero"`
	Cost Cost `json:"cost,omitzero"`
	// Sized is how the amount was arrived at. StartUp tells that it is a cost of
	// beginning with a direct payment, and TellFinance that it is one because of
	// a disability, which the finance team takes off the person's income
	// (statutory guidance annex C 39).
	Sized       string `json:"sized,omitzero"`
	StartUp     bool   `json:"startUp,omitzero"`
	TellFinance bool   `json:"tellFinance,omitzero"`
	// Arranged is how this line is arranged: "council", "direct-payment", "card",
	// "somebody" (who looks after the money for them), "account" (managed by an
	// organisation), "third-party", "managed", "mixture" or empty where that was
	// not asked.
	Arranged string `json:"arranged,omitzero" mask:"never"`
	From     When   `json:"from,omitzero"`
	Until    When   `json:"until,omitzero"`
	Meantime string `json:"meantime,omitzero"` // what happens until it starts
	// NotFound tells that it was looked for and not found.
	NotFound bool   `json:"notFound,omitzero"`
	First    *Words `json:"first,omitempty"`
	Read     Read   `json:"read,omitzero"`
}

// PartKind returns KindSupport.
func (*Support) PartKind() PartKind { return KindSupport }

// Budgeted tells whether the line belongs to the weekly or one-off costs of
// the plan: priced, and neither unpaid nor paid by the person for themselves.
func (s *Support) Budgeted() bool { return s.Cost.Priced() && !s.Unpaid && !s.Own }

// HowMuch is how often somebody comes in a week and for how long, said by the
// first of these messages, or how many hours it is, said by the second; zero for
// what is neither, and for hours where it was typed what they are for. The plan that is read aloud and the one that is printed say it
// from here, so that they say the same.
func (s *Support) HowMuch(visits, hours string) Message {
	c := s.Cost
	switch shape := c.Shape(); {
	case s.Unpaid || c.Period != Weekly:
		return Message{}
	case shape == InVisits:
		return Msg(visits, "visits", c.Visits(), "span", c.Hours.Span())
	case shape == InHours && s.Purpose == "":
		return Msg(hours, "span", c.Hours.Span())
	}
	return Message{}
}

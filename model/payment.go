package model

// Duty is one thing that whoever employs a personal assistant has to see to,
// and whether it is done.
type Duty struct {
	ID   string `json:"id" mask:"never"`
	Done string `json:"done,omitzero" mask:"never"` // "", "yes", "no", "not-needed"
	Note string `json:"note,omitzero"`
}

// Payment is a direct payment: for which needs, how much and how often (Care
// Act 2014 s25(2); SI 2014/2871), and when it is looked at. Amount and
// frequency are typed, never worked out.
type Payment struct {
	Head
	Needs  []ID   `json:"needs,omitempty"`
	Amount Figure `json:"amount,omitzero"`          // in pence
	Every  Period `json:"every,omitzero"`           // of PaymentPeriods; empty where nobody said how often
	To     string `json:"to,omitzero" mask:"never"` // "", "own-account", "card", "somebody", "account", "third-party"
	Who    string `json:"who,omitzero"`             // who looks after it
	Terms  string `json:"terms,omitzero"`
	From   When   `json:"from,omitzero"`
	// Looks are when it is looked at: within six months of the first payment,
	// then at least every twelve (SI 2014/2871 reg 7).
	Looks    []When `json:"looks,omitempty"`
	Employer []Duty `json:"employer,omitempty"`
	// Holds is what may stay in the account, Above what becomes of more.
	Holds string `json:"holds,omitzero"`
	Above string `json:"above,omitzero"`
}

// PartKind returns KindPayment.
func (*Payment) PartKind() PartKind { return KindPayment }

// Weekly is what is paid in a week, to the penny; false while the amount is none
// or nobody said how often it comes, and for what is paid once.
func (p *Payment) Weekly() (Pence, bool) {
	if p == nil || p.Every == "" || p.Every == Once {
		return 0, false
	}
	return Cost{Amount: p.Amount, Period: p.Every}.Sum()
}

// PaymentLines is what the lines come to in a week that go by a direct payment;
// false where there is none, one of them has no sum, or only some of one goes by
// it. What it costs to begin, and what is bought once, comes on top.
func (r *Record) PaymentLines() (sum Pence, ok bool) {
	for _, s := range r.Supports {
		if !s.ByPayment() || !s.budgeted() || s.StartUp || s.Cost.Period == Once {
			continue
		}
		week, known := s.Cost.Sum()
		if !known || s.Arranged == WayMixture {
			return 0, false
		}
		sum, ok = sum+week, true
	}
	return sum, ok
}

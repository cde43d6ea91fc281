package model

import "time"

// Advice is what was told of what can be done to need less help, or to need it
// later, whatever was decided (Care Act 2014 ss 13(5), 25(1)(f)).
type Advice struct {
	Head
	Reduce  Words     `json:"reduce,omitzero"`  // what makes needs less
	Prevent Words     `json:"prevent,omitzero"` // what keeps them from growing or beginning
	How     string    `json:"how,omitzero"`     // how it was given: said, on paper, with whom
	At      time.Time `json:"at,omitzero"`      // UTC
}

// PartKind returns KindAdvice.
func (*Advice) PartKind() PartKind { return KindAdvice }

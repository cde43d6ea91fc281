package model

// Wishes are what the person wants for a time when they cannot say so. A
// statement is listened to (Mental Capacity Act 2005 s4(6)(a)); a refusal of
// treatment binds, and one of life-sustaining treatment only on paper, signed
// and witnessed (ss 24 to 26): the two are kept apart, and the paper is not this
// record.
type Wishes struct {
	Head
	Signs     Words  `json:"signs,omitzero"` // how others can tell early
	Hour      Words  `json:"hour,omitzero"`  // what helps in the first hour
	Day       Words  `json:"day,omitzero"`
	Week      Words  `json:"week,omitzero"`
	Never     Words  `json:"never,omitzero"` // what is never to be done
	Ring      string `json:"ring,omitzero"`  // whom to ring
	Statement Words  `json:"statement,omitzero"`
	Refusal   Words  `json:"refusal,omitzero"`
	// RefusalPaper is whether it is signed and witnessed, and where it lies.
	RefusalPaper string `json:"refusalPaper,omitzero"`
	At           When   `json:"at,omitzero"`
}

// PartKind returns KindWishes.
func (*Wishes) PartKind() PartKind { return KindWishes }

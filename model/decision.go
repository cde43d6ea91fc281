package model

// Ability is one of the four things that deciding takes, for one decision: can
// they, and in what words that was seen.
type Ability struct {
	Can   string `json:"can,omitzero" mask:"never"` // "", "yes", "no", "not-sure"
	Words Words  `json:"words,omitzero"`
}

// Decision is one decision at one time, and whether the person could make it
// themselves (Mental Capacity Act 2005 ss 1 to 4): somebody is taken to be able
// until it is shown that they are not, so an empty one says nothing. The program
// concludes nothing.
type Decision struct {
	Head
	What Words  `json:"what" mask:"whole"`
	Why  string `json:"why,omitzero"` // why the question arose
	At   When   `json:"at,omitzero"`
	// Explained is what was told of it, Helped what was tried to help them
	// decide (s1(3)).
	Explained Words `json:"explained,omitzero"`
	Helped    Words `json:"helped,omitzero"`
	// The four of s3(1), in their words.
	Understand  Ability `json:"understand,omitzero"`
	Retain      Ability `json:"retain,omitzero"`
	Weigh       Ability `json:"weigh,omitzero"`
	Communicate Ability `json:"communicate,omitzero"`
	Because     string  `json:"because,omitzero"`                 // what in mind or brain it comes from, in words (s2(1))
	Conclusion  string  `json:"conclusion,omitzero" mask:"never"` // "", "can", "cannot", "not-yet"
	By          string  `json:"by,omitzero"`
	Consulted   string  `json:"consulted,omitzero"`            // who was asked (s4(7))
	CanWait     string  `json:"canWait,omitzero" mask:"never"` // "", "yes", "no": may they be able to later (s4(3))
	Until       string  `json:"until,omitzero"`
	Interests   Words   `json:"interests,omitzero"` // what was decided for them, and why less would not do (ss 1(5), 1(6), 4)
	Differ      Words   `json:"differ,omitzero"`    // who sees it otherwise
	Look        When    `json:"look,omitzero"`      // look again
}

// PartKind returns KindDecision.
func (*Decision) PartKind() PartKind { return KindDecision }

package model

import "time"

// Unable is a way in which somebody cannot do a thing as others can. Any of
// them counts (SI 2015/313 reg 2(3); for carers reg 3(3), which does not have
// the last).
type Unable string

// The four ways.
const (
	UnableWithoutHelp Unable = "help"     // not without help
	UnableInDistress  Unable = "distress" // with pain, distress or anxiety
	UnableSafely      Unable = "danger"   // with danger to themselves or others
	UnableInTime      Unable = "longer"   // takes far longer than it would
)

// Unables are all that can be chosen.
var Unables = []Unable{UnableWithoutHelp, UnableInDistress, UnableSafely, UnableInTime}

// Met is who meets a need.
type Met string

// The ways in which a need is met, or is not. Several may hold of one need.
const (
	MetByCouncil Met = "council"
	MetByOthers  Met = "others"
	NotMet       Met = "not"
)

// Mets are all that can be chosen.
var Mets = []Met{MetByCouncil, MetByOthers, NotMet}

// The answers to whether a need is one that the council has to look at meeting.
const (
	EligibleYes    = "yes"
	EligibleNo     = "no"
	EligibleNotYet = "not-yet"
)

// Need is what is hard for the person, in their words, and what the council
// decided of it (Care Act 2014 ss 9, 13). What family does stands beside it:
// the need is looked at as if nobody did (statutory guidance 6.15). The
// decision is a person's and is never worked out.
type Need struct {
	Head
	Words Words `json:"words" mask:"whole"`
	// Outcomes are the outcomes of the law that it touches: ca14.a to ca14.j
	// (SI 2015/313 reg 2(2)), carer.1 to carer.8 (reg 3(2)).
	Outcomes []string `json:"outcomes,omitempty" mask:"never"`
	Unable   []Unable `json:"unable,omitempty"`
	Over     string   `json:"over,omitzero"`   // over how long it was looked at
	Effect   Words    `json:"effect,omitzero"` // what it does to their life
	// Areas are the areas of wellbeing that it touches: wb.a to wb.i (Care Act
	// 2014 s1(2)).
	Areas  []string `json:"areas,omitempty" mask:"never"`
	Family Words    `json:"family,omitzero"` // what family does, beside it
	Met    []Met    `json:"met,omitempty"`
	// ByCouncil and ByOthers are how it is met, NotMet is why it is not.
	ByCouncil string `json:"byCouncil,omitzero"`
	ByOthers  string `json:"byOthers,omitzero"`
	NotMet    string `json:"notMet,omitzero"`
	// Eligible is the council's decision, with whose it is, why and when (Care
	// Act 2014 s13(1) and (2)): empty while nobody made it.
	Eligible    string    `json:"eligible,omitzero" mask:"never"` // "", "yes", "no", "not-yet"
	EligibleBy  string    `json:"eligibleBy,omitzero"`
	EligibleWhy string    `json:"eligibleWhy,omitzero"`
	EligibleAt  time.Time `json:"eligibleAt,omitzero"` // UTC
	// First is what these words were before they were changed at the reading
	// back.
	First *Words `json:"first,omitempty"`
	Read  Read   `json:"read,omitzero"`
}

// PartKind returns KindNeed.
func (*Need) PartKind() PartKind { return KindNeed }

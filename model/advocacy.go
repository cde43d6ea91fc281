package model

// AdvocacySafety is the purpose of an Advocacy that says that there is a worry
// about safety: it goes where the worry goes.
const AdvocacySafety = "safety"

// Advocacy is whether somebody independent has to be found for one purpose:
// where it would be very hard for the person to take part and nobody fit to
// support them is there (Care Act 2014 ss 67, 68). Nothing of it is filled in
// by the program.
type Advocacy struct {
	Head
	For string `json:"for" mask:"never"` // "talk", "plan", "look-again", "safety"
	// Hard are those of "understand", "retain", "weigh" and "communicate" that
	// would be very hard (s67(4)).
	Hard []string `json:"hard,omitempty" mask:"never"`
	// Who could support them, whether they were asked, and whether they are
	// willing, not paid to care for them and wanted by the person (s67(5), (6)):
	// each "", "yes" or "no".
	Who      string `json:"who,omitzero"`
	Asked    Asked  `json:"asked,omitzero"`
	Willing  string `json:"willing,omitzero" mask:"never"`
	NotPaid  string `json:"notPaid,omitzero" mask:"never"`
	Accepted string `json:"accepted,omitzero" mask:"never"`
	Why      string `json:"why,omitzero"`
	AskedFor When   `json:"askedFor,omitzero"` // when somebody independent was asked for
	Advocate string `json:"advocate,omitzero"` // who came
}

// PartKind returns KindAdvocacy.
func (*Advocacy) PartKind() PartKind { return KindAdvocacy }

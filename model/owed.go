package model

// OwedSafety is the Paper of an Owed that says that there is a worry about
// safety: it goes where the worry goes. Nothing here offers it; a record from
// elsewhere may hold it.
const OwedSafety = "safety"

// Owed is a copy that somebody is owed, and when it was given: the assessment
// and the plan go to the person, and to whom they ask (Care Act 2014 ss 12(3),
// 13(2), 25(9)).
type Owed struct {
	Head
	Who   string `json:"who" mask:"whole"`
	Paper string `json:"paper,omitzero" mask:"never"` // support-plan, my-plan, card or assessment
	How   string `json:"how,omitzero"`
	By    When   `json:"by,omitzero"`
	Given When   `json:"given,omitzero"`
}

// What copies are of: the record of the assessment alone, or a document. The
// support plan has both in it: the needs that were found, and the plan.
const (
	OwedAssessment = "assessment"
	OwedPlan       = "support-plan"
	OwedMyPlan     = "my-plan"
	OwedCard       = "card"
)

// PartKind returns KindOwed.
func (*Owed) PartKind() PartKind { return KindOwed }

// Open tells whether the copy was not given yet.
func (o *Owed) Open() bool { return o.Given.Empty() }

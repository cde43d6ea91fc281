package model

// Owed is a copy that somebody is owed, and when it was given: the assessment
// and the plan go to the person, and to whom they ask (Care Act 2014 ss 12(3),
// 13(2), 25(9)).
type Owed struct {
	Head
	Who   string `json:"who" mask:"whole"`
	Paper string `json:"paper,omitzero" mask:"never"` // the name of a document
	How   string `json:"how,omitzero"`
	By    When   `json:"by,omitzero"`
	Given When   `json:"given,omitzero"`
}

// PartKind returns KindOwed.
func (*Owed) PartKind() PartKind { return KindOwed }

// Open tells whether the copy was not given yet.
func (o *Owed) Open() bool { return o.Given.Empty() }

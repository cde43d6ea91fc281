package model

// DealLine is what both sides do about one thing. An empty side is told.
type DealLine struct {
	I       string `json:"i,omitzero"`
	Council string `json:"council,omitzero"`
}

// Deal is what the person and the council do for one another where there is a
// direct payment, in words that both can keep.
type Deal struct {
	Head
	Lines   []DealLine `json:"lines,omitempty"`
	Help    Words      `json:"help,omitzero"`   // where help with it is
	For     Words      `json:"for,omitzero"`    // what it can be used for
	NotFor  Words      `json:"notFor,omitzero"` // what it cannot
	Change  Words      `json:"change,omitzero"` // what to do if something changes
	Rules   string     `json:"rules,omitzero"`  // the version of the local rules
	SaidYes []Answer   `json:"saidYes,omitempty"`
}

// PartKind returns KindDeal.
func (*Deal) PartKind() PartKind { return KindDeal }

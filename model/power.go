package model

// Power is a legal power that somebody has to decide for the person, and
// whether its paper was seen (Mental Capacity Act 2005 ss 9, 16; an appointee
// is named by the DWP). Next of kin is none.
type Power struct {
	Head
	// Kind is "lpa-health", "lpa-money", "deputy-health", "deputy-money",
	// "appointee", "other" or empty.
	Kind   string `json:"kind,omitzero" mask:"never"`
	Who    string `json:"who" mask:"whole"`
	Covers string `json:"covers,omitzero"`
	Seen   string `json:"seen,omitzero" mask:"never"` // "", "yes", "no"
	SeenOn When   `json:"seenOn,omitzero"`
}

// PartKind returns KindPower.
func (*Power) PartKind() PartKind { return KindPower }

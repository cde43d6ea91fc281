package model

import (
	"slices"
	"time"
)

// Choice is what the person said to somebody's having a copy.
type Choice string

// The choices. Not asked is no choice, and is different from no.
const (
	NotAsked Choice = ""
	ShareYes Choice = "yes"
	ShareNo  Choice = "no"
	NotUntil Choice = "not-until"
)

// Sharing is what one recipient may have.
type Sharing struct {
	Head
	Who    string `json:"who" mask:"whole"`
	Choice Choice `json:"choice,omitzero"`
	// Without are the chapters kept back from a yes, Only the single parts a
	// yes is for; where Only is not empty it holds nothing else.
	Without []Chapter `json:"without,omitempty"`
	Only    []ID      `json:"only,omitempty" mask:"never"`
	// OnlyWords is how it was said: "getting to the club".
	OnlyWords string `json:"onlyWords,omitzero"`
	// Parts and Limited tell that the yes is for all but some chapters, or for
	// single parts only, also while none of them was named yet: until then
	// nothing is given.
	Parts   bool `json:"parts,omitzero"`
	Limited bool `json:"limited,omitzero"`
	// NameOthers puts other people's names in where only single parts are
	// shared; without it they are "her daughter" and "a neighbour".
	NameOthers bool      `json:"nameOthers,omitzero"`
	Until      string    `json:"until,omitzero"`            // not until what
	How        string    `json:"how,omitzero" mask:"never"` // "aloud", "signed", "other"
	Why        Words     `json:"why,omitzero"`              // only if the person wants it kept
	At         time.Time `json:"at,omitzero"`               // UTC
}

// PartKind returns KindSharing.
func (*Sharing) PartKind() PartKind { return KindSharing }

// Keeps tells whether this chapter is kept back.
func (s *Sharing) Keeps(c Chapter) bool {
	return slices.Contains(s.Without, c)
}

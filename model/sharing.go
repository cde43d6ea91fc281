package model

import (
	"slices"
	"strings"
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
	Override   Override  `json:"override,omitzero"`
}

// Override is what allows, or asks, that somebody has a copy to whom the person
// did not say yes: the lawful ground, why it holds here, whose decision it is
// and when. Told is whether, and how, the person was told.
type Override struct {
	// Ground is "danger", "child", "crime", "capacity", "public-interest",
	// "safeguarding" or empty.
	Ground string    `json:"ground,omitzero" mask:"never"`
	Why    string    `json:"why,omitzero"`
	By     string    `json:"by,omitzero"`
	At     time.Time `json:"at,omitzero"` // UTC
	Told   string    `json:"told,omitzero"`
}

// Holds tells whether it says all that an override has to: without a ground, a
// reason, a name and a time it gives nothing.
func (o Override) Holds() bool {
	return o.Ground != "" && strings.TrimSpace(o.Why) != "" && strings.TrimSpace(o.By) != "" && !o.At.IsZero()
}

// Overridden tells whether a copy may be given without a yes. One that was kept
// to single parts, of which none is named any more, is a copy of nothing.
func (s *Sharing) Overridden() bool {
	return s.Choice != ShareYes && s.Override.Holds() && !(s.Limited && len(s.Only) == 0)
}

// PartKind returns KindSharing.
func (*Sharing) PartKind() PartKind { return KindSharing }

// Keeps tells whether this chapter is kept back.
func (s *Sharing) Keeps(c Chapter) bool {
	return slices.Contains(s.Without, c)
}

// Whole tells whether the person said that all of the plan may be had, and nothing
// of it is left out.
func (s *Sharing) Whole() bool {
	return !s.Parts && !s.Limited && len(s.Without)+len(s.Only) == 0 && s.OnlyWords == ""
}

// LeavesOut tells whether a recipient's copy leaves something of the plan out: what
// is not in it is then not missing from the plan.
func (r *Record) LeavesOut(to Recipient) bool {
	s := Find(r.Sharing, to.Sharing)
	return !to.Person && !to.Council && !to.Safety && !to.Whole && s != nil && !s.Whole()
}

// LastAnswer is what the person answered last about somebody of this very name,
// however it was typed, or nil. Of two answers at once the one that is no yes
// holds.
func (r *Record) LastAnswer(who string) *Sharing {
	var last *Sharing
	for _, s := range r.Sharing {
		if sameName(s.Who, who) && (last == nil || s.holdsOver(last)) {
			last = s
		}
	}
	return last
}

func (s *Sharing) holdsOver(other *Sharing) bool {
	if s.At.Equal(other.At) {
		return s.Choice != ShareYes
	}
	return s.At.After(other.At)
}

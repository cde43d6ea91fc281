package model

import "time"

// Stand is where somebody stands on a risk. Stands are never added up.
type Stand string

// The stands, in no order of merit.
const (
	NoStand   Stand = ""
	For       Stand = "for"
	ForIf     Stand = "for-if"
	NotSure   Stand = "not-sure"
	Against   Stand = "against"
	NotSaying Stand = "not-saying" // would rather not say
)

// Stands are all that can be chosen.
var Stands = []Stand{For, ForIf, NotSure, Against, NotSaying}

// View is what one voice makes of a risk, under their own name and date.
type View struct {
	Voice  ID        `json:"voice"`
	Stand  Stand     `json:"stand,omitzero"`
	If     string    `json:"if,omitzero"` // for it, if what
	Words  Words     `json:"words,omitzero"`
	Settle string    `json:"settle,omitzero"` // what would settle it for them
	At     time.Time `json:"at,omitzero"`     // UTC
	// MayReadBack tells that they said, in the room, that their words may be
	// read back and printed. Without it a copy says only that they differ.
	MayReadBack bool `json:"mayReadBack,omitzero"`
}

// Doing is what somebody will do, and whether they were asked.
type Doing struct {
	Who   string `json:"who" mask:"whole"`
	What  string `json:"what" mask:"whole"`
	Asked Asked  `json:"asked,omitzero"`
}

// IfThen is what happens when something else happens: a sign, and who does
// what, in order.
type IfThen struct {
	If     string  `json:"if" mask:"whole"`
	Then   []Doing `json:"then,omitempty"`
	Number string  `json:"number,omitzero"`
}

// RiskState is where a risk has come to. NotAgreed is an end like any other.
type RiskState string

// The states of a risk.
const (
	RiskTalking   RiskState = "" // talking still
	RiskTrying    RiskState = "trying"
	RiskSettled   RiskState = "settled" // for now
	RiskStopped   RiskState = "stopped"
	RiskNotAgreed RiskState = "not-agreed"
)

// RiskStates are all that can be chosen.
var RiskStates = []RiskState{RiskTalking, RiskTrying, RiskSettled, RiskStopped, RiskNotAgreed}

// Kept is what is being stopped or kept from the person now.
type Kept struct {
	What  Words  `json:"what,omitzero"`
	By    string `json:"by,omitzero"`
	Since string `json:"since,omitzero"`
	Right string `json:"right,omitzero"` // on what right
	Less  string `json:"less,omitzero"`  // what would be less
}

// Option is one way of going on, with what it gains and loses.
type Option struct {
	What   Words `json:"what" mask:"whole"`
	Gains  Words `json:"gains,omitzero"`
	Losses Words `json:"losses,omitzero"`
}

// Risk is something the person wants to do, or goes on doing, that could go
// wrong. Its title is their own words; what they get from it comes before what
// could go wrong.
type Risk struct {
	Head
	Words   Words     `json:"words"`
	Get     Words     `json:"get,omitzero"`
	Could   Words     `json:"could,omitzero"`
	Before  Words     `json:"before,omitzero"` // what happened before, and what helped
	Views   []View    `json:"views,omitempty"`
	Kept    Kept      `json:"kept,omitzero"`
	Options []Option  `json:"options,omitempty"`
	Try     Words     `json:"try,omitzero"`
	For     string    `json:"long,omitzero"` // for how long
	Know    string    `json:"know,omitzero"` // how we will know
	Doing   []Doing   `json:"doing,omitempty"`
	IfThens []IfThen  `json:"ifThens,omitempty"`
	Differ  Words     `json:"differ,omitzero"`  // what is not agreed, and who still differs
	Decided string    `json:"decided,omitzero"` // how it was decided, and by whom
	State   RiskState `json:"state,omitzero"`
	Look    When      `json:"look,omitzero"` // look again
	First   *Words    `json:"first,omitempty"`
	Read    Read      `json:"read,omitzero"`
}

// PartKind returns KindRisk.
func (*Risk) PartKind() PartKind { return KindRisk }

// View returns the view of this voice, and whether there is one.
func (r *Risk) View(voice ID) (View, bool) {
	for _, v := range r.Views {
		if v.Voice == voice {
			return v, true
		}
	}
	return View{}, false
}

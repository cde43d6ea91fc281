package model

import "time"

// Says is the answer to: does this plan say what you want it to say?
type Says string

// The answers.
const (
	SaysNothing  Says = ""
	SaysYes      Says = "yes"
	SaysYesBut   Says = "yes-but"
	SaysNo       Says = "no"
	SaysNotSaid  Says = "not-said" // would rather not say
	SaysSomebody Says = "somebody" // somebody else decides: who, and by what right
)

// AllSays are all that can be chosen.
var AllSays = []Says{SaysYes, SaysYesBut, SaysNo, SaysNotSaid, SaysSomebody}

// HasBut tells whether words go with such an answer: but what, why not, or who
// decides.
func (s Says) HasBut() bool { return s == SaysYesBut || s == SaysNo || s == SaysSomebody }

// Answer is what one voice said to the plan.
type Answer struct {
	Voice ID     `json:"voice"`
	Says  Says   `json:"says"`
	But   string `json:"but,omitzero"`              // yes, but what; or who decides, by what right
	How   string `json:"how,omitzero" mask:"never"` // "aloud", "signed", "other"
}

// Agreement is what everybody said to the plan when it was read back, and what
// the council decided.
type Agreement struct {
	Head
	Answers []Answer  `json:"answers,omitempty"`
	At      time.Time `json:"at,omitzero"` // UTC
	// ReadBack tells that the whole plan was read back, and Changed how many
	// things in it were changed on the spot.
	ReadBack bool `json:"readBack,omitzero"`
	Changed  int  `json:"changed,omitzero"`
	// Decision is the council's: "", "yes", "question" or "passed-up", with
	// whose it is, when, and the reason or the question.
	Decision   string    `json:"decision,omitzero" mask:"never"`
	DecisionBy string    `json:"decisionBy,omitzero"`
	DecisionAt time.Time `json:"decisionAt,omitzero"` // UTC
	Reason     string    `json:"reason,omitzero"`
	// About is the want that a question of the council's quotes.
	About ID `json:"about,omitzero"`
	// Without is why it is final although something that the law asks for is
	// not there yet.
	Without   string `json:"finalWithout,omitzero"`
	LookAgain When   `json:"lookAgain,omitzero"`
	// PaperCopy is whether the person's copy on paper was given (Care Act 2014
	// s25(9): a copy of the plan to the adult).
	PaperCopy string `json:"paperCopy,omitzero" mask:"never"` // "", "owed", "given"
}

// PartKind returns KindAgreement.
func (*Agreement) PartKind() PartKind { return KindAgreement }

// Decided is the council's decision, empty while nobody is named for it: what
// nobody decided is not decided, whatever was chosen.
func (a *Agreement) Decided() string {
	if a == nil || blank(a.DecisionBy) {
		return ""
	}
	return a.Decision
}

// Undecide takes out what the council said: it was said of another plan.
func (a *Agreement) Undecide() {
	a.Decision, a.DecisionBy, a.DecisionAt, a.Reason, a.About, a.Without = "", "", time.Time{}, "", "", ""
}

// CouncilSaid is what the council said that is no yes: what it asks, beside the
// words of the want that it asks about, that it passed the plan up, or that nobody
// is named for what it decided; zero where it said nothing, or yes.
func (r *Record) CouncilSaid() Message {
	a := r.Agreement
	if a == nil || a.Decision == "" {
		return Message{}
	}
	about, bare := Find(r.Wants, a.About), blank(a.Reason) // bare: nobody said what, or why
	switch decided := a.Decided(); {
	case decided == "":
		return Msg("council.nobody")
	case decided == "question" && about != nil && bare:
		return Msg("council.asks-about.bare", "who", a.DecisionBy, "want", about.Words.String())
	case decided == "question" && about != nil:
		return Msg("council.asks-about", "who", a.DecisionBy, "want", about.Words.String(), "what", a.Reason)
	case decided == "question" && bare:
		return Msg("council.asks.bare", "who", a.DecisionBy)
	case decided == "question":
		return Msg("council.asks", "who", a.DecisionBy, "what", a.Reason)
	case decided == "passed-up" && bare:
		return Msg("council.passed-up.bare", "who", a.DecisionBy)
	case decided == "passed-up":
		return Msg("council.passed-up", "who", a.DecisionBy, "why", a.Reason)
	}
	return Message{}
}

// Answer returns what this voice said, and whether they were asked.
func (a *Agreement) Answer(voice ID) (Answer, bool) {
	if a == nil {
		return Answer{}, false
	}
	for _, x := range a.Answers {
		if x.Voice == voice && x.Says != SaysNothing {
			return x, true
		}
	}
	return Answer{}, false
}

// PersonSays is what the person answered to the plan.
func (r *Record) PersonSays() Answer {
	v := r.PersonVoice()
	if v == nil {
		return Answer{}
	}
	a, _ := r.Agreement.Answer(v.ID)
	return a
}

// DecidedFor tells whether somebody else decides on the plan for the person. It
// may stand as an agreed one does, and was not agreed with them.
func (r *Record) DecidedFor() bool { return r.PersonSays().Says == SaysSomebody }

// Step is one thing that happens next: what, who, by when.
type Step struct {
	Head
	What string `json:"what" mask:"whole"`
	Who  string `json:"who,omitzero"`
	By   When   `json:"by,omitzero"`
	Done bool   `json:"done,omitzero"`
}

// PartKind returns KindStep.
func (*Step) PartKind() PartKind { return KindStep }

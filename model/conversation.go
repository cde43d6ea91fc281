package model

import (
	"slices"
	"time"
)

// ConversationKind is what a conversation is for.
type ConversationKind string

// The kinds that have a guide in this version.
const (
	Assessment  ConversationKind = "assessment"
	Preparation ConversationKind = "preparation"
)

// Standing is how far a conversation has come. It stands on every page.
type Standing string

// The standings (Care Act 2014 ss 9, 11, 24 to 26: an assessment may be
// refused; a plan is agreed with the adult where it can be, and the council's
// decision is its own).
const (
	Draft          Standing = "draft"            // talking
	Agreed         Standing = "agreed"           // with the person; waiting for the council
	Final          Standing = "final"            // the council decided, the person agrees
	FinalNotAgreed Standing = "final-not-agreed" // the council decided, the person does not agree
	NotWanted      Standing = "not-wanted"       // the person did not want an assessment
	Stopped        Standing = "stopped"          // ended before a plan
)

// Plan tells whether a conversation of this standing has a plan that can go to
// the council.
func (s Standing) Plan() bool { return s == Agreed || s.Decided() }

// Decided tells whether the council decided on the plan, and it is final.
func (s Standing) Decided() bool { return s == Final || s == FinalNotAgreed }

// Conversation is what a record is about: its kind, the guide it began with,
// and how far it has come.
type Conversation struct {
	Head
	Kind ConversationKind `json:"kind"`
	// Guide, GuideVersion and GuideHash pin the guide this conversation began
	// with; a newer one never changes it.
	Guide        string    `json:"guide" mask:"never"`
	GuideVersion int       `json:"guideVersion"`
	GuideHash    string    `json:"guideHash,omitzero" mask:"never"`
	Language     string    `json:"language,omitzero" mask:"never"` // BCP 47
	Organisation string    `json:"organisation,omitzero"`
	Standing     Standing  `json:"standing"`
	Began        time.Time `json:"began"`          // UTC
	Stood        time.Time `json:"stood,omitzero"` // when the standing was reached, UTC
	// Revision counts how often the plan was agreed or decided; each is frozen
	// under its number. ChangedSince is set by the first change after that.
	Revision     int  `json:"revision,omitzero"`
	ChangedSince bool `json:"changedSince,omitzero"`
	// ChangedWhy is why a plan that was agreed was changed, and ChangedBy whose
	// wish that was.
	ChangedWhy string `json:"changedWhy,omitzero"`
	ChangedBy  string `json:"changedBy,omitzero"`
	// NotWantedWords are the person's words for not wanting an assessment, and
	// StillAsked tells whether the law asks for one all the same, with the
	// reason (Care Act 2014 s11(2): best interests, or risk of abuse).
	NotWantedWords Words  `json:"notWantedWords,omitzero"`
	StillAsked     string `json:"stillAsked,omitzero" mask:"never"` // "", "no", "yes"
	StillAskedWhy  string `json:"stillAskedWhy,omitzero"`
	// SoonerNot is what the person would sooner the council did not hold.
	SoonerNot Words `json:"soonerNot,omitzero"`
}

// PartKind returns KindConversation.
func (*Conversation) PartKind() PartKind { return KindConversation }

// Why is why the worker came: the hat they wear today.
type Why string

// The three reasons for a visit.
const (
	WhyPlan   Why = "plan"   // to plan together
	WhyReview Why = "review" // to look again at a plan
	WhyWorry  Why = "worry"  // because somebody is worried
)

// Visit is one meeting.
type Visit struct {
	Head
	Began time.Time `json:"began"` // UTC
	Where string    `json:"where,omitzero"`
	Here  []ID      `json:"here,omitempty"` // voices in the room, the person first
	Why   Why       `json:"why,omitzero"`
	// NeededToday asks whether something has to be put in place at once (Care
	// Act 2014 s19(3)), Independent whether somebody independent would help
	// (s67); each "", "no", "yes" or "later", and what.
	NeededToday     string `json:"neededToday,omitzero" mask:"never"`
	NeededTodayWhat string `json:"neededTodayWhat,omitzero"`
	Independent     string `json:"independent,omitzero" mask:"never"`
	// Meeting is, in a preparation, the meeting that is being got ready for:
	// when and where, in the person's words.
	Meeting string `json:"meeting,omitzero"`
}

// PartKind returns KindVisit.
func (*Visit) PartKind() PartKind { return KindVisit }

// Latest is the visit that began last, or nil.
func (r *Record) Latest() *Visit {
	if len(r.Visits) == 0 {
		return nil
	}
	return slices.MaxFunc(r.Visits, func(a, b *Visit) int { return a.Began.Compare(b.Began) })
}

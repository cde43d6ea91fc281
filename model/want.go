package model

import "strings"

// Want is an outcome in the person's own words, drawn out of what they said.
type Want struct {
	Head
	Words   Words `json:"words" mask:"whole"`
	Why     Words `json:"why,omitzero"`     // why it matters
	Already Words `json:"already,omitzero"` // what they have for it already
	Now     Words `json:"now,omitzero"`     // where they are with it
	Good    Words `json:"good,omitzero"`    // what good would look like
	// Needs are the needs it answers.
	Needs   []ID   `json:"needs,omitempty"`
	Purpose string `json:"purpose,omitzero"` // such as "get back" or "have a break"
	// Tags say which legal outcomes, wellbeing areas and Welsh elements it
	// touches: ca14.a to ca14.j, wb.a to wb.i, ssww.1 to ssww.5.
	Tags []string `json:"tags,omitempty" mask:"never"`
	// First is what these words were before they were changed at the reading
	// back. Those are kept too.
	First *Words `json:"first,omitempty"`
	Read  Read   `json:"read,omitzero"`
}

// PartKind returns KindWant.
func (*Want) PartKind() PartKind { return KindWant }

// Read is what the person said when a part of the plan was read back to them.
type Read string

// What can be said at the reading back.
const (
	NotRead Read = ""
	ReadYes Read = "yes"
	LeftOut Read = "left-out" // leave it out of my plan
)

// Closeness is how near somebody is to the person.
type Closeness string

// The rings of the circle.
const (
	NoRing  Closeness = ""
	Closest Closeness = "closest"
	Close   Closeness = "close"
	Around  Closeness = "around"
	Paid    Closeness = "paid"
)

// Asked tells whether somebody was asked to do what a plan says they will.
type Asked string

// What is known of the asking.
const (
	NotAskedYet Asked = ""
	WasAsked    Asked = "asked"
)

// Relationship is somebody in the person's life.
type Relationship struct {
	Head
	Name string `json:"name" mask:"whole"`
	// Also are other names they go by, and how their name is written in another
	// script, parted by semicolons: left out of a copy wherever the name is.
	Also   string    `json:"also,omitzero"`
	Who    string    `json:"who,omitzero"`   // who they are to the person: "daughter"
	Voice  ID        `json:"voice,omitzero"` // theirs, when they spoke in a visit
	Close  Closeness `json:"close,omitzero"`
	Wished Closeness `json:"wished,omitzero"` // where the person would like them to be
	Often  string    `json:"often,omitzero"`
	Gives  Words     `json:"gives,omitzero"` // what they give the person
	Gets   Words     `json:"gets,omitzero"`  // what the person gives them
	Words  Words     `json:"words,omitzero"` // how it is, in the person's words
	// MayRing is "", "yes" or "no". NotToContact is stronger: they stand in no
	// copy, are drawn nowhere, and are told only when asked for by name.
	MayRing      string `json:"mayRing,omitzero" mask:"never"`
	NotToContact bool   `json:"notToContact,omitzero"`
	// OwnTalk is whether a talk of their own was offered (Care Act 2014 s10):
	// "", "not-yet", "yes" or "no"; and what they said to it.
	OwnTalk      string `json:"ownTalk,omitzero" mask:"never"`
	OwnTalkWords Words  `json:"ownTalkWords,omitzero"`
	// Under18 and what they help with: a child who helps is thought about
	// (SI 2014/2827 reg 4).
	Under18   bool   `json:"under18,omitzero"`
	HelpsWith string `json:"helpsWith,omitzero"`
	Asked     Asked  `json:"asked,omitzero"`
}

// names are all the names somebody goes by, the one they are listed under first.
func (x *Relationship) names() []string {
	return append([]string{x.Name}, strings.Split(x.Also, ";")...)
}

// PartKind returns KindRelationship.
func (*Relationship) PartKind() PartKind { return KindRelationship }

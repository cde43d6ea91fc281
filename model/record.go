// Package model holds the nouns of Ownwords and what is always true of them:
// the record of a conversation and its parts, whose words they are, what may
// be given to whom, and sums in whole pence. Its words are the care words:
// Conversation, Visit, Note, Voice, Want, Relationship, Risk, Support, Plan.
// Its one rule: it does nothing but think. No file, no clock, no network, and
// no sentence that a person would read; those it names by Message.
package model

import (
	"iter"
	"slices"
)

// Format is the version of a record's JSON that this program writes. It reads
// this one and every earlier one. A kind of part that it does not know is kept as
// it came; a field that it does not know, in a kind that it does, is lost when
// this very part is changed here: within one format a field may come that an
// older program can do without.
const Format = 1

// Record is everything held about one conversation with one person, opened:
// the parts by kind, each list in its order. What stands in a record is never
// changed; With and Without return a new record that shares what stayed.
//
// The zero Record is empty and ready to be used.
type Record struct {
	ID ID

	Conversation *Conversation
	Person       *Person
	Visits       []*Visit
	Voices       []*Voice
	Notes        []*Note
	Topics       []*TopicState
	Wants        []*Want
	Relations    []*Relationship
	Risks        []*Risk
	Supports     []*Support
	Budget       *Budget
	Questions    []*Question
	Sharing      []*Sharing
	Worries      []*Worry
	Agreement    *Agreement
	Steps        []*Step
	Needs        []*Need
	Advice       *Advice
	Decisions    []*Decision
	Powers       []*Power
	Advocacy     []*Advocacy
	Wishes       *Wishes
	Payment      *Payment
	Deal         *Deal
	Owed         []*Owed
	Unknowns     []*Unknown
}

// The kinds of part, named as in the JSON.
const (
	KindConversation PartKind = "conversation"
	KindPerson       PartKind = "person"
	KindVisit        PartKind = "visit"
	KindVoice        PartKind = "voice"
	KindNote         PartKind = "note"
	KindTopic        PartKind = "topic"
	KindWant         PartKind = "want"
	KindRelationship PartKind = "relationship"
	KindRisk         PartKind = "risk"
	KindSupport      PartKind = "support"
	KindBudget       PartKind = "budget"
	KindQuestion     PartKind = "question"
	KindSharing      PartKind = "sharing"
	KindWorry        PartKind = "worry"
	KindAgreement    PartKind = "agreement"
	KindStep         PartKind = "step"
	KindNeed         PartKind = "need"
	KindAdvice       PartKind = "advice"
	KindDecision     PartKind = "decision"
	KindPower        PartKind = "power"
	KindAdvocacy     PartKind = "advocacy"
	KindWishes       PartKind = "wishes"
	KindPayment      PartKind = "payment"
	KindDeal         PartKind = "deal"
	KindOwed         PartKind = "owed"
)

// slots are all kinds in the order of the JSON.
var slots = []slot{
	single(KindConversation, func(r *Record) **Conversation { return &r.Conversation }),
	single(KindPerson, func(r *Record) **Person { return &r.Person }),
	listed(KindVisit, func(r *Record) *[]*Visit { return &r.Visits }),
	listed(KindVoice, func(r *Record) *[]*Voice { return &r.Voices }),
	listed(KindNote, func(r *Record) *[]*Note { return &r.Notes }),
	listed(KindTopic, func(r *Record) *[]*TopicState { return &r.Topics }),
	listed(KindWant, func(r *Record) *[]*Want { return &r.Wants }),
	listed(KindRelationship, func(r *Record) *[]*Relationship { return &r.Relations }),
	listed(KindRisk, func(r *Record) *[]*Risk { return &r.Risks }),
	listed(KindSupport, func(r *Record) *[]*Support { return &r.Supports }),
	single(KindBudget, func(r *Record) **Budget { return &r.Budget }),
	listed(KindQuestion, func(r *Record) *[]*Question { return &r.Questions }),
	listed(KindSharing, func(r *Record) *[]*Sharing { return &r.Sharing }),
	listed(KindWorry, func(r *Record) *[]*Worry { return &r.Worries }),
	single(KindAgreement, func(r *Record) **Agreement { return &r.Agreement }),
	listed(KindStep, func(r *Record) *[]*Step { return &r.Steps }),
	listed(KindNeed, func(r *Record) *[]*Need { return &r.Needs }),
	single(KindAdvice, func(r *Record) **Advice { return &r.Advice }),
	listed(KindDecision, func(r *Record) *[]*Decision { return &r.Decisions }),
	listed(KindPower, func(r *Record) *[]*Power { return &r.Powers }),
	listed(KindAdvocacy, func(r *Record) *[]*Advocacy { return &r.Advocacy }),
	single(KindWishes, func(r *Record) **Wishes { return &r.Wishes }),
	single(KindPayment, func(r *Record) **Payment { return &r.Payment }),
	single(KindDeal, func(r *Record) **Deal { return &r.Deal }),
	listed(KindOwed, func(r *Record) *[]*Owed { return &r.Owed }),
}

var unknownSlot = listed("", func(r *Record) *[]*Unknown { return &r.Unknowns })

func slotOf(kind PartKind) (slot, bool) {
	i := slices.IndexFunc(slots, func(s slot) bool { return s.kind == kind })
	if i < 0 {
		return unknownSlot, false
	}
	return slots[i], true
}

// With returns a record in which p stands in its place, instead of the part
// with its id if there was one.
func (r *Record) With(p Part) *Record {
	c := *r
	s, _ := slotOf(p.PartKind())
	s.put(&c, p)
	return &c
}

// Became is how a part became: nil where it is gone.
type Became struct {
	Kind PartKind
	ID   ID
	Part Part
}

// WithAll is With and Without for many parts at once, each list put together
// once. Of two with one id the later stands.
func (r *Record) WithAll(all []Became) *Record {
	byKind := map[PartKind]map[ID]Part{}
	for _, x := range all {
		if byKind[x.Kind] == nil {
			byKind[x.Kind] = map[ID]Part{}
		}
		byKind[x.Kind][x.ID] = x.Part
	}
	c := *r
	for kind, now := range byKind {
		s, _ := slotOf(kind)
		if len(now) > 1 {
			s.putAll(&c, now)
			continue
		}
		for id, p := range now {
			if p == nil {
				s.drop(&c, id)
			} else {
				s.put(&c, p)
			}
		}
	}
	return &c
}

// Without returns a record in which the part of this kind and id is not there.
func (r *Record) Without(kind PartKind, id ID) *Record {
	c := *r
	s, _ := slotOf(kind)
	s.drop(&c, id)
	return &c
}

// mapped returns a record with each part as edit gives it back, without those
// for which it gives back nil. An edit keeps kind, id and order.
func (r *Record) mapped(edit func(Part) Part) *Record {
	c := *r
	for _, s := range slots {
		s.edit(&c, edit)
	}
	unknownSlot.edit(&c, edit)
	return &c
}

// Parts are all parts, kind by kind in the order of the JSON.
func (r *Record) Parts() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		for _, s := range slots {
			for p := range s.each(r) {
				if !yield(p) {
					return
				}
			}
		}
		for _, p := range r.Unknowns {
			if !yield(p) {
				return
			}
		}
	}
}

// Part returns the part with this id, or nil.
func (r *Record) Part(id ID) Part {
	for p := range r.Parts() {
		if p.PartHead().ID == id {
			return p
		}
	}
	return nil
}

// PartOf is Part for whoever knows the kind: it looks nowhere else.
func (r *Record) PartOf(kind PartKind, id ID) Part {
	s, _ := slotOf(kind)
	for p := range s.each(r) {
		if p.PartHead().ID == id {
			return p
		}
	}
	return nil
}

// Find returns the part of type T with this id, or nil. It is Part for whoever
// knows what it looks for.
func Find[T Part](list []T, id ID) T {
	var none T
	for _, p := range list {
		if p.PartHead().ID == id {
			return p
		}
	}
	return none
}

// LastOrder is the order key of the last in a list, or "" for an empty one:
// OrderBetween(LastOrder(list), "") is a key behind it.
func LastOrder[T Part](list []T) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1].PartHead().Order
}

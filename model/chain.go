package model

import (
	"maps"
	"slices"
)

// The chain goes from what was said to who decided: note, need, want, support,
// cost, agreement. It is walked in either direction, one step at a time, and
// never into own notes, what is just for the person, or worries. One part leads
// to another where that names it, and no longer way leads there: a want that
// answers a need is a step behind the need, though both came of one note.

// ComesFrom are the parts from which one came, one step back: of a need, a risk,
// somebody or a question its notes; of a want its needs, of a support its wants
// and needs, and of both the notes that none of those came from; of a direct
// payment its needs; of the money what is priced; of the agreement the money and
// the direct payment. A note came from nothing. What is not there comes from
// nothing either.
func (r *Record) ComesFrom(id ID) []Part {
	p := r.openPart(id)
	from := r.sources(p)
	return nextOnes(from, func(x, y Part) bool { return r.before(x, y) })
}

// LeadsTo are the parts that came of one, one step on: exactly those that come
// from it.
func (r *Record) LeadsTo(id ID) []Part {
	p := r.openPart(id)
	return nextOnes(r.outcomes(p), func(x, y Part) bool { return r.before(y, x) })
}

// nextOnes are these parts without those that are further than another of them.
func nextOnes(list []Part, further func(x, y Part) bool) []Part {
	var out []Part
	for _, x := range list {
		if !slices.ContainsFunc(list, func(y Part) bool { return further(x, y) }) {
			out = append(out, x)
		}
	}
	return out
}

// before tells whether p came from x, in however many steps.
func (r *Record) before(x, p Part) bool {
	if place(x) >= place(p) {
		return false
	}
	return slices.ContainsFunc(r.sources(p), func(from Part) bool { return from == x || r.before(x, from) })
}

// steps are the kinds of part that lead on to others, from the note on. What is
// none of them ends the chain.
var steps = []PartKind{KindNote, KindNeed, KindWant, KindSupport, KindBudget, KindPayment, KindAgreement}

// place is how far along the chain a part stands.
func place(p Part) int {
	if i := slices.Index(steps, p.PartKind()); i >= 0 {
		return i
	}
	return len(steps)
}

// sources are all parts that one names as what it came from.
func (r *Record) sources(p Part) []Part {
	switch p := p.(type) {
	case *Want:
		return slices.Concat(r.linked(KindNeed, p.Needs), r.notesOf(p))
	case *Support:
		return slices.Concat(r.linked(KindWant, p.For), r.linked(KindNeed, p.Needs), r.notesOf(p))
	case *Payment:
		return r.linked(KindNeed, p.Needs)
	case *Budget:
		return r.having(KindSupport, func(p Part) bool { return p.(*Support).budgeted() })
	case *Agreement:
		return slices.Concat(r.having(KindBudget, anyPart), r.having(KindPayment, anyPart))
	case *Need, *Risk, *Relationship, *Question:
		return r.notesOf(p)
	}
	return nil
}

// outcomes are all parts that name one as what they came from.
func (r *Record) outcomes(p Part) []Part {
	if p == nil {
		return nil
	}
	id := p.PartHead().ID
	switch p := p.(type) {
	case *Note:
		return r.drawnFrom(id)
	case *Need:
		return slices.Concat(
			r.having(KindWant, func(x Part) bool { return slices.Contains(x.(*Want).Needs, id) }),
			r.having(KindSupport, func(x Part) bool { return slices.Contains(x.(*Support).Needs, id) }),
			r.having(KindPayment, func(x Part) bool { return slices.Contains(x.(*Payment).Needs, id) }))
	case *Want:
		return r.having(KindSupport, func(x Part) bool { return slices.Contains(x.(*Support).For, id) })
	case *Support:
		if p.budgeted() {
			return r.having(KindBudget, anyPart)
		}
	case *Budget, *Payment:
		return r.having(KindAgreement, anyPart)
	}
	return nil
}

func anyPart(Part) bool { return true }

// Loose are the parts that the chain does not hold: it blocks nothing, and is
// told when asked for.
type Loose struct {
	Notes    []*Note    // marked as something wanted or as a risk, and used nowhere
	Needs    []*Need    // without a want or a support
	Wants    []*Want    // without a support that stands
	Supports []*Support // without a want or a need, where there has to be one
}

// Loose are the parts that nothing points to, or that point to nothing.
func (r *Record) Loose() Loose {
	var out Loose
	used := r.usedNotes()
	for _, n := range r.Notes {
		marked := n.Marked(MarkWanted) || n.Marked(MarkRisk)
		if marked && openly(n) != nil && !used[n.ID] {
			out.Notes = append(out.Notes, n)
		}
	}
	for _, n := range r.Needs {
		if !leftOut(n) && !r.anyStanding(r.outcomes(n)) {
			out.Needs = append(out.Needs, n)
		}
	}
	for _, w := range r.Wants {
		if !leftOut(w) && !r.anyStanding(r.outcomes(w)) {
			out.Wants = append(out.Wants, w)
		}
	}
	for _, s := range r.Supports {
		if s.reasoned() && len(r.linked(KindWant, s.For))+len(r.linked(KindNeed, s.Needs)) == 0 {
			out.Supports = append(out.Supports, s)
		}
	}
	return out
}

// reasoned tells whether a support is one that the plan has to give a reason for:
// what the person pays themselves, what somebody does for nothing and what a
// direct payment costs to begin with have none to give.
func (s *Support) reasoned() bool { return !leftOut(s) && !s.Own && !s.Unpaid && !s.StartUp }

// budgeted tells whether a support stands in the plan and costs something.
func (s *Support) budgeted() bool { return s.Budgeted() && !leftOut(s) }

// anyStanding tells whether one of these was not left out of the plan.
func (r *Record) anyStanding(list []Part) bool {
	return slices.ContainsFunc(list, func(p Part) bool { return !leftOut(p) })
}

// openPart is the part with this id, or nil where it is in nobody's copy.
func (r *Record) openPart(id ID) Part {
	if p := r.Part(id); p != nil {
		return openly(p)
	}
	return nil
}

// linked are the parts of this kind with these ids, each once, without those
// that are not there.
func (r *Record) linked(kind PartKind, ids []ID) []Part {
	var out []Part
	for i, id := range ids {
		if p := r.PartOf(kind, id); p != nil && openly(p) != nil && !slices.Contains(ids[:i], id) {
			out = append(out, p)
		}
	}
	return out
}

// notesOf are the notes from which the words of p came.
func (r *Record) notesOf(p Part) []Part {
	from := references(p)
	return r.having(KindNote, func(n Part) bool { return from[n.PartHead().ID] })
}

// drawn are the kinds of part that are drawn from notes, in the order in which
// they are told.
var drawn = []PartKind{KindNeed, KindWant, KindRisk, KindSupport, KindRelationship, KindQuestion}

// drawnFrom is what came of a note.
func (r *Record) drawnFrom(note ID) []Part {
	var out []Part
	for _, kind := range drawn {
		out = append(out, r.having(kind, func(p Part) bool { return references(p)[note] })...)
	}
	return out
}

// usedNotes are the notes from which something was drawn. Other ids are among
// them.
func (r *Record) usedNotes() map[ID]bool {
	used := map[ID]bool{}
	for _, kind := range drawn {
		for _, p := range r.having(kind, func(Part) bool { return true }) {
			maps.Copy(used, references(p))
		}
	}
	return used
}

// having are the parts of a kind of which this holds, in their order, without
// those that are in nobody's copy.
func (r *Record) having(kind PartKind, holds func(Part) bool) []Part {
	var out []Part
	s, _ := slotOf(kind)
	for p := range s.each(r) {
		if openly(p) != nil && holds(p) {
			out = append(out, p)
		}
	}
	return out
}

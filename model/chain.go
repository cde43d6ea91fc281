package model

import (
	"maps"
	"slices"
)

// The chain goes from what was said to who decided: note, need, want, support,
// cost, agreement. It is walked in either direction, one step at a time, and
// never into own notes, what is just for the person, or worries.

// ComesFrom are the parts from which one came, one step back: of a need, a
// risk, somebody or a question its notes; of a want its needs, and where it has
// none its notes; of a support its wants and needs, else its notes; of the money
// what is priced; of the agreement the money. A note came from nothing. What is
// not there comes from nothing either.
func (r *Record) ComesFrom(id ID) []Part {
	switch p := r.openPart(id).(type) {
	case *Want:
		return r.orNotes(p, r.linked(p.Needs))
	case *Support:
		return r.orNotes(p, r.linked(slices.Concat(p.For, p.Needs)))
	case *Payment:
		return r.linked(p.Needs)
	case *Budget:
		return r.having(KindSupport, func(p Part) bool { return p.(*Support).budgeted() })
	case *Agreement:
		return r.having(KindBudget, func(Part) bool { return true })
	case *Need, *Risk, *Relationship, *Question:
		return r.orNotes(p, nil)
	}
	return nil
}

// LeadsTo are the parts that came of one, one step on: of a note what was drawn
// from it; of a need the wants and supports that answer it; of a want its
// supports; of a support that is priced the money; of the money the agreement.
func (r *Record) LeadsTo(id ID) []Part {
	switch p := r.openPart(id).(type) {
	case *Note:
		return r.drawnFrom(p.ID)
	case *Need:
		wants := r.having(KindWant, func(x Part) bool { return slices.Contains(x.(*Want).Needs, p.ID) })
		return append(wants, r.having(KindSupport, func(x Part) bool { return slices.Contains(x.(*Support).Needs, p.ID) })...)
	case *Want:
		return r.having(KindSupport, func(x Part) bool { return slices.Contains(x.(*Support).For, p.ID) })
	case *Support:
		if p.budgeted() {
			return r.having(KindBudget, func(Part) bool { return true })
		}
	case *Budget:
		return r.having(KindAgreement, func(Part) bool { return true })
	}
	return nil
}

// Loose are the parts that the chain does not hold: it blocks nothing, and is
// told when asked for.
type Loose struct {
	Notes    []*Note    // marked as something wanted or as a risk, and used nowhere
	Needs    []*Need    // without a want or a support
	Wants    []*Want    // without a support that stands
	Supports []*Support // without a want or a need, but for what is free and what they pay themselves
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
		if !leftOut(n) && !r.anyStanding(r.LeadsTo(n.ID)) {
			out.Needs = append(out.Needs, n)
		}
	}
	for _, w := range r.Wants {
		if !leftOut(w) && !r.anyStanding(r.LeadsTo(w.ID)) {
			out.Wants = append(out.Wants, w)
		}
	}
	for _, s := range r.Supports {
		if !leftOut(s) && !s.Own && !s.Unpaid && len(r.linked(slices.Concat(s.For, s.Needs))) == 0 {
			out.Supports = append(out.Supports, s)
		}
	}
	return out
}

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

// linked are the parts with these ids, each once, without those that are not
// there.
func (r *Record) linked(ids []ID) []Part {
	var out []Part
	for i, id := range ids {
		if p := r.openPart(id); p != nil && !slices.Contains(ids[:i], id) {
			out = append(out, p)
		}
	}
	return out
}

// orNotes are these parts, or where there is none the notes from which the words
// of p came.
func (r *Record) orNotes(p Part, parts []Part) []Part {
	if len(parts) > 0 {
		return parts
	}
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

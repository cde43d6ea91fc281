package model

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Clash is what two copies of a record say of one thing, each in its own way:
// nobody but a person can say which holds. Each side is the JSON of the field,
// empty where nothing stands there.
type Clash struct {
	Part ID
	Kind PartKind
	// Field is its name in the part's JSON; of a list in which each voice has one
	// entry, with the voice behind a full stop; of several fields that are one
	// statement, the first. Empty where the part itself is in one copy alone.
	Field              string
	Base, Mine, Theirs json.RawMessage
}

// Merge brings together two copies of what a record shares, which both came of
// base: part by part, field by field. What only one of them changed is in the
// record that it returns; where both did, in two ways, that holds what mine has
// and the Clash tells the rest. A part that theirs has no more stands, and is a
// Clash too: nobody's words go because somebody else took them out. One that
// mine has no more, and theirs did not change, is gone.
//
// A nil base stands for nothing in common: all that both have, and is not the
// same, is a Clash. The record's own account of itself, how far it has come, is
// never one, nor is the place of a part in its list: what both have stays where
// mine has it.
func Merge(base, mine, theirs *Record) (*Record, []Clash) {
	if base == nil {
		base = &Record{}
	}
	m := merging{out: mine, theirs: theirs}
	for _, s := range append(slices.Clone(slots), unknownSlot) {
		for t := range s.each(theirs) {
			m.part(t.PartKind(), t.PartHead().ID, find(s, base, t), find(s, mine, t), t)
		}
		for p := range s.each(mine) {
			if find(s, theirs, p) == nil && find(s, base, p) != nil {
				m.clash(Clash{Part: p.PartHead().ID, Kind: p.PartKind(), Base: mustEncode(find(s, base, p)), Mine: mustEncode(p)})
			}
		}
	}
	return m.out, m.clashes
}

// find is the part of a record that has the kind and the id of another.
func find(s slot, r *Record, like Part) Part {
	for p := range s.each(r) {
		if p.PartHead().ID == like.PartHead().ID && p.PartKind() == like.PartKind() {
			return p
		}
	}
	return nil
}

type merging struct {
	out, theirs *Record
	clashes     []Clash
}

func (m *merging) clash(c Clash) { m.clashes = append(m.clashes, c) }

// part brings in one part of theirs.
func (m *merging) part(kind PartKind, id ID, base, mine, theirs Part) {
	switch {
	case mine != nil && Alike(mine, theirs), base != nil && Alike(base, theirs):
	case mine == nil && base == nil:
		m.out = m.out.With(m.out.behind(m.theirs, theirs))
	case mine != nil && base != nil && Alike(mine, base):
		m.out = m.out.With(at(theirs, mine.PartHead().Order))
	case mine == nil:
		m.clash(Clash{Part: id, Kind: kind, Base: mustEncode(base), Theirs: mustEncode(theirs)})
	default:
		m.fields(kind, id, takenApart(base), takenApart(mine), takenApart(theirs))
	}
}

// spoken are the fields of a conversation that hold the person's words: of the
// others, such as how far it has come, each copy knows its own best.
var spoken = []string{"soonerNot", "notWantedWords"}

// fields brings in the fields of a part that both have and do not have alike.
func (m *merging) fields(kind PartKind, id ID, base, mine, theirs *fields) {
	changed := false
	for _, name := range theirs.all(mine) {
		b, o, t := base.get(name), mine.get(name), theirs.get(name)
		switch {
		case name == fieldOrder || bytes.Equal(o, t) || bytes.Equal(b, t):
			continue
		case bytes.Equal(o, b):
			mine.set(name, t)
			changed = true
			continue
		}
		if one, ok := united(b, o, t); ok {
			changed = changed || !bytes.Equal(one, o)
			mine.set(name, one)
		} else if kind != KindConversation || slices.Contains(spoken, name) {
			m.clash(Clash{Part: id, Kind: kind, Field: name, Base: b, Mine: o, Theirs: t})
		}
	}
	if changed {
		m.out = m.out.With(mine.part(kind))
	}
}

// Take returns the record with theirs in the place of mine. It leaves a part
// alone that stands in another drawer than what is shared.
func (c Clash) Take(r *Record) *Record {
	p := r.Part(c.Part)
	switch {
	case p != nil && p.PartHead().Drawer != DrawerShared:
	case c.Field == "" && len(c.Theirs) == 0:
		return r.Without(c.Kind, c.Part)
	case c.Field == "":
		if p, err := decodePart(c.Kind, c.Theirs); err == nil {
			return r.With(p)
		}
	case p != nil:
		f := takenApart(p)
		f.set(c.Field, c.Theirs)
		return r.With(f.part(c.Kind))
	}
	return r
}

// fieldOrder is the place of a part in its list. In a copy it was numbered anew,
// so that it says nothing of where the part stands elsewhere.
const fieldOrder = "order"

// Follow returns the record with what changed from one record to another: it
// takes nothing else from either. What is new stands behind the part that it
// stands behind there. It leaves parts alone that stand in another drawer than
// what is shared.
func (r *Record) Follow(was, is *Record) *Record {
	out := r
	for p := range is.Parts() {
		before, here := was.PartOf(p.PartKind(), p.PartHead().ID), r.Part(p.PartHead().ID)
		switch {
		case before != nil && Alike(before, p), here != nil && here.PartHead().Drawer != DrawerShared:
		case here == nil:
			out = out.With(out.behind(is, p))
		case before == nil:
			out = out.With(at(p, here.PartHead().Order))
		default:
			out = out.With(follow(takenApart(here), takenApart(before), takenApart(p)).part(p.PartKind()))
		}
	}
	for p := range was.Parts() {
		here := r.PartOf(p.PartKind(), p.PartHead().ID)
		if is.PartOf(p.PartKind(), p.PartHead().ID) == nil && here != nil && here.PartHead().Drawer == DrawerShared {
			out = out.Without(p.PartKind(), p.PartHead().ID)
		}
	}
	return out
}

func follow(here, was, is *fields) *fields {
	for _, name := range is.all(was) {
		if now := is.get(name); name != fieldOrder && !bytes.Equal(was.get(name), now) {
			here.set(name, now)
		}
	}
	return here
}

// behind is a part of another record in the place that it has here: between those
// next to it there that stand here too. Where its own key says so it stays.
func (r *Record) behind(there *Record, p Part) Part {
	s, _ := slotOf(p.PartKind())
	if _, unknown := p.(*Unknown); unknown || s.single {
		return p
	}
	var before, after Part
	passed := false
	for q := range s.each(there) {
		here := r.PartOf(p.PartKind(), q.PartHead().ID)
		switch {
		case q.PartHead().ID == p.PartHead().ID:
			passed = true
		case here != nil && !passed:
			before = here
		case here != nil && after == nil:
			after = here
		}
	}
	if (before == nil || inOrder(before, p) < 0) && (after == nil || inOrder(p, after) < 0) {
		return p
	}
	low, high := "", ""
	if before != nil {
		low = before.PartHead().Order
	}
	for q := range s.each(r) {
		if order := q.PartHead().Order; order > low && high == "" {
			high = order
		}
	}
	return at(p, OrderBetween(low, high))
}

// Alike tells whether two parts say the same, wherever they stand in their list.
// What is not there is like nothing else that is not.
func Alike(a, b Part) bool {
	return a != nil && b != nil && bytes.Equal(mustEncode(nowhere(a)), mustEncode(nowhere(b)))
}

// nowhere is the part without its place in a list.
func nowhere(p Part) Part {
	if _, unknown := p.(*Unknown); unknown {
		return p
	}
	return at(p, "")
}

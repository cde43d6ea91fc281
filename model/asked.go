package model

import "slices"

// AskedOf tells whether somebody whom a plan names was asked to do what it says
// they will, there or as somebody in the person's life; heard tells that there was
// nothing to ask: nobody is named, or whoever is was in the room.
func (r *Record) AskedOf(who string, asked Asked) (is Asked, heard bool) {
	if blank(who) || r.heardIt(who) {
		return NotAskedYet, true
	}
	if r.knows(who, func(x *Relationship) bool { return x.Asked == WasAsked }) {
		return WasAsked, false
	}
	return asked, false
}

// Spoke tells whether somebody in the person's life is a voice of the record.
func (r *Record) Spoke(x *Relationship) bool {
	return slices.ContainsFunc(r.Voices, func(v *Voice) bool { return v.ID == x.Voice || r.Names(v.Name, x.Name) })
}

// Around is who a voice is in the person's life, or nil: whoever is linked to it,
// else the one who goes by its name, where nobody else does and nobody else spoke
// under theirs.
func (r *Record) Around(v *Voice) *Relationship {
	var named []*Relationship
	for _, x := range r.Relations {
		switch {
		case x.Voice == v.ID:
			return x
		case x.Voice == "" && r.Names(v.Name, x.Name):
			named = append(named, x)
		}
	}
	if len(named) != 1 {
		return nil
	}
	for _, other := range r.Voices {
		if other.ID != v.ID && r.Names(other.Name, named[0].Name) {
			return nil
		}
	}
	return named[0]
}

// Names tells whether a line names somebody other than the person, see the
// function of that name. A surname that they share names nobody.
func (r *Record) Names(line, name string) bool { return Names(line, name, r.Person.FullName) }

// heardIt tells whether a line names voices of the record and nobody else that the
// record knows.
func (r *Record) heardIt(who string) bool {
	voice := Names(who, r.Person.FullName, "") || Names(who, r.Person.Name(), "") ||
		slices.ContainsFunc(r.Voices, func(v *Voice) bool { return r.Names(who, v.Name) })
	return voice && !r.knows(who, func(x *Relationship) bool { return !r.Spoke(x) })
}

// knows tells whether a line names somebody in the person's life of whom this is
// so.
func (r *Record) knows(who string, is func(*Relationship) bool) bool {
	return slices.ContainsFunc(r.Relations, func(x *Relationship) bool { return r.Names(who, x.Name) && is(x) })
}

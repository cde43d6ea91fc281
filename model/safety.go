package model

import "slices"

// forSafety is the safeguarding team's copy: the worries, by whom and about
// whom, whether somebody independent was found for it and who is owed this copy,
// and nothing else of the talk. A worry of which somebody decided that it
// is passed on to nobody is not in it: that decision is undone by hand, not by
// making a copy. Where no worry is left there is no copy.
func (r *Record) forSafety() (*Record, Refusal) {
	var said names
	worries := r.mapped(func(p Part) Part {
		if w, ok := p.(*Worry); ok && !w.kept() {
			return w
		}
		return nil
	})
	if len(worries.Worries) == 0 {
		return nil, Refusal{Unknown: true}
	}
	out := r.mapped(func(p Part) Part {
		switch p := p.(type) {
		case *Worry:
			if !p.kept() {
				return p
			}
		case *Advocacy, *Owed:
			if ofSafety(p) {
				return p
			}
		case *Voice:
			said = nil
			said.add(p.Name, "", nil)
			if p.Role == RolePerson || p.Role.Worker() || worries.tells(said) {
				return p
			}
		case *Person:
			return p.known()
		case *Conversation:
			return &Conversation{
				Head: p.Head, Kind: p.Kind, Guide: p.Guide, GuideVersion: p.GuideVersion, GuideHash: p.GuideHash,
				Language: p.Language, Organisation: p.Organisation, Standing: p.Standing, Began: p.Began,
			}
		}
		return nil
	})
	out.Unknowns = nil
	return out.pruned(), Refusal{}
}

// tells tells whether one of these names stands in any text of the record.
func (r *Record) tells(l names) bool {
	found := false
	m := mask{ref: func(ID) bool { return true }, text: func(w Words) Words {
		found = found || l.in(w.Text)
		return w
	}}
	for p := range r.Parts() {
		m.part(p)
	}
	return found
}

// known is the person as somebody needs who has to find them: their names, when
// they were born, their numbers, their languages and how to talk with them.
func (p *Person) known() *Person {
	return &Person{
		Head: p.Head, FullName: p.FullName, Called: p.Called, Pronouns: p.Pronouns, Born: p.Born,
		Language: slices.Clone(p.Language), HowToTalk: p.HowToTalk, NHSNumber: p.NHSNumber, LocalID: p.LocalID,
	}
}

package model

import "slices"

// household is the shared drawer without what must not be read in the person's
// home: what others said without a word that it may be read back, what the
// worker thinks, what words were before the person changed them, who is not to
// be contacted, every refusal with its reason, and every trace of a worry. The
// record it is called on is the whole one, which tells what to look for.
func (r *Record) household(shared *Record) *Record {
	hidden := r.hidden()
	c := shared.mapped(hidden.quiet)
	m := mask{ref: func(ID) bool { return true }, text: func(w Words) Words {
		if w.Telling == Thought || hidden.drawn(w.From) || hidden.names.in(w.Text) {
			return Words{}
		}
		return w
	}}
	return c.mapped(m.part).pruned()
}

// hidden is what a copy for the household must not show.
type hidden struct {
	record *Record
	names  names       // of those who are not to be contacted
	voices map[ID]bool // theirs
	notes  map[ID]bool // those which nothing may be drawn from
}

func (r *Record) hidden() hidden {
	h := hidden{record: r, voices: map[ID]bool{}, notes: map[ID]bool{}}
	own := r.ownWords()
	for _, x := range r.Relations {
		if x.NotToContact {
			h.names.addAll(x, "", own)
			h.voices[x.Voice] = x.Voice != ""
		}
	}
	h.names.keep(r.organisation())
	for _, v := range r.Voices {
		if v.Role != RolePerson && !v.Role.Worker() && h.names.in(v.Name) {
			h.voices[v.ID] = true
		}
	}
	for _, n := range r.Notes {
		v := Find(r.Voices, n.Voice)
		typist := v != nil && v.Role.Worker()
		h.notes[n.ID] = openly(n) == nil || !h.readable(n) && !typist
	}
	return h
}

// drawn tells whether one of these notes is hidden.
func (h hidden) drawn(from []ID) bool {
	return slices.ContainsFunc(from, func(id ID) bool { return h.notes[id] })
}

// readable tells whether a note may be read in the person's home. Where nobody
// can say whose words it holds, it may not.
func (h hidden) readable(n *Note) bool {
	if n.Telling == Thought || h.voices[n.Voice] {
		return false
	}
	v := Find(h.record.Voices, n.Voice)
	return n.MayReadBack || v != nil && v.Role == RolePerson
}

// quiet returns the part as it may stand in the person's home, or nil.
func (h hidden) quiet(p Part) Part {
	switch p := p.(type) {
	case *Note:
		if !h.readable(p) {
			return nil
		}
	case *Voice:
		if h.voices[p.ID] {
			return nil
		}
	case *Conversation:
		return h.conversation(p)
	case *Visit:
		return h.visit(p)
	case *Relationship:
		return h.relationship(p)
	case *Need:
		if leftOut(p) { // what the council found is in its own record all the same
			return nil
		}
		return firstGone(p)
	case *Want, *Support:
		return firstGone(p)
	case *Risk:
		return h.risk(p)
	case *Owed:
		return h.owed(p)
	case *Deal:
		p = Copy(p)
		p.SaidYes = slices.DeleteFunc(p.SaidYes, func(a Answer) bool { return h.voices[a.Voice] })
		return p
	case *Agreement:
		p = Copy(p)
		p.Answers = slices.DeleteFunc(p.Answers, func(a Answer) bool { return h.voices[a.Voice] })
		return p
	case *Sharing:
		if p.Choice != ShareYes {
			return nil
		}
		p = Copy(p)
		p.Why, p.Override = Words{}, Override{}
		return p
	}
	return p
}

// firstGone is the part without what its words were before the person changed them.
func firstGone(p Part) Part {
	p = Copy(p)
	*HeardIn(p).First = nil
	return p
}

// conversation takes out why the law may still ask for an assessment, which can
// be that somebody may be harming the person (Care Act 2014 s11(2)(b)), why a
// plan was changed, which is the worker's account, and what the person would
// sooner nobody held.
func (h hidden) conversation(c *Conversation) Part {
	c = Copy(c)
	c.StillAsked, c.StillAskedWhy = "", ""
	c.ChangedWhy, c.ChangedBy = "", ""
	c.SoonerNot = Words{}
	return c
}

// owed takes out that somebody is to have a copy of whom the person said anything
// but yes the last time: nobody who is at home learns of a refusal that way.
func (h hidden) owed(o *Owed) Part {
	if slices.ContainsFunc(h.record.Sharing, func(s *Sharing) bool { return Names(o.Who, s.Who, "") && !h.saidYes(s.Who) }) {
		return nil
	}
	return o
}

// saidYes tells whether the last answer about somebody of this very name was yes.
func (h hidden) saidYes(name string) bool {
	s := h.record.LastAnswer(name)
	return s != nil && s.Choice == ShareYes
}

// visit takes out that the worker came because somebody is worried.
func (h hidden) visit(v *Visit) Part {
	v = Copy(v)
	if v.Why == WhyWorry {
		v.Why = ""
	}
	return v
}

// relationship takes out whoever is not to be contacted, and of everybody else
// what was said about a talk of their own: that is theirs.
func (h hidden) relationship(x *Relationship) Part {
	if x.NotToContact {
		return nil
	}
	x = Copy(x)
	x.OwnTalk, x.OwnTalkWords = "", Words{}
	return x
}

// risk takes out the words of views that may not be read back. That somebody
// differs stays: the person was there. A worker gives a view openly and under
// their name, so it is no aside.
func (h hidden) risk(x *Risk) Part {
	x = Copy(x)
	x.First = nil
	x.Views = slices.DeleteFunc(x.Views, func(v View) bool { return h.voices[v.Voice] })
	for i, v := range x.Views {
		voice := Find(h.record.Voices, v.Voice)
		own := voice != nil && (voice.Role == RolePerson || voice.Role.Worker())
		if !own && !v.MayReadBack {
			x.Views[i] = View{Voice: v.Voice, Stand: v.Stand, At: v.At}
			continue
		}
		if v.Words.Telling == Thought {
			x.Views[i].Words.Telling = Told
		}
		// A yes to these words holds whatever note they were drawn from, save
		// one that is in nobody's copy.
		x.Views[i].Words.From = slices.DeleteFunc(x.Views[i].Words.From, func(id ID) bool {
			n := Find(h.record.Notes, id)
			return n == nil || openly(n) != nil
		})
	}
	return x
}

package model

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Recipient is who a copy is for.
type Recipient struct {
	// Sharing is the entry of the record that says what they may have. It is
	// not looked at where one of the others is set.
	Sharing ID
	// Person is the person themselves: their copy is theirs, and it is read in
	// their household.
	Person bool
	// Council is the organisation that has to make the record and the plan by
	// law, and keeps them (Care Act 2014 s12(3), s24(1)(a)): told, not asked.
	Council bool
	// Safety is the safeguarding team: it has the worries, whom they are about
	// and who speaks in them, and nothing else.
	Safety bool
	// Whole is everything that is held, own notes and worries too: for whoever
	// answers for the data, and for taking the record in elsewhere.
	Whole bool
	// Call gives what stands in place of another person's name where names are
	// left out, such as "her daughter"; of some only the Name is known. Nil
	// puts who they are in brackets. What it gives with a name in it is not
	// used.
	Call func(*Relationship) string
}

// Refusal is why a recipient gets no copy. The zero Refusal is none.
type Refusal struct {
	Who    string
	Choice Choice
	At     time.Time // when the person said so, UTC; zero where they were not asked
	// Unknown tells that the record names no such recipient, or that nothing of
	// it is for them before they are named.
	Unknown bool
}

// Refused tells whether there is no copy.
func (f Refusal) Refused() bool { return f != Refusal{} }

// For returns the record this recipient may have and nothing else: the only
// way from a record to a document, a file, a wire or a turned screen. What is
// not in the result can't be leaked by whatever is made of it.
//
// Own notes and what is just for the person are in nobody's copy but the whole
// one, and worries in none but that and the safeguarding team's; nor is anything
// that points to them. A lawful override gives what a yes to the same parts
// would have given. For a copy that is refused the record is nil.
//
// In a copy the parts of each list are numbered anew, since a gap would say that
// something was taken out; only the whole one has the places that they had.
func (r *Record) For(to Recipient) (*Record, Refusal) {
	if to.Whole {
		return r, Refusal{}
	}
	out, refusal := r.given(to)
	if out == nil {
		return nil, refusal
	}
	return out.renumbered(), refusal
}

// given is what a recipient may have, in the places where it stood.
func (r *Record) given(to Recipient) (*Record, Refusal) {
	shared := r.Openly()
	switch {
	case to.Safety:
		return r.forSafety()
	case to.Person:
		return r.household(shared), Refusal{}
	case to.Council:
		if r.Conversation != nil && r.Conversation.Kind == Preparation {
			return nil, Refusal{Unknown: true}
		}
		return shared.pruned(), Refusal{}
	}
	s := Find(r.Sharing, to.Sharing)
	if s == nil || blank(s.Who) {
		return nil, Refusal{Unknown: true}
	}
	if s.Choice != ShareYes && !s.Overridden() {
		return nil, Refusal{Who: s.Who, Choice: s.Choice, At: s.At}
	}
	if s.Parts && len(s.Without) == 0 { // all but something that nobody named yet
		return nil, Refusal{Who: s.Who}
	}
	return r.share(shared, s, to.Call), Refusal{}
}

// Openly returns the record without what is in nobody's copy: own notes, what is
// just for the person, and worries, whatever drawer they strayed into.
func (r *Record) Openly() *Record { return r.mapped(openly) }

// openly takes out what is in nobody's copy, whatever drawer it strayed into.
func openly(p Part) Part {
	if ofSafety(p) {
		return nil
	}
	switch p := p.(type) {
	case *Note:
		if p.JustForMe {
			return nil
		}
	}
	if p.PartHead().Drawer != DrawerShared {
		return nil
	}
	return p
}

// ofSafety tells whether a part says that there is a worry about safety: it goes
// where the worry goes.
func ofSafety(p Part) bool {
	switch p := p.(type) {
	case *Worry:
		return true
	case *Advocacy:
		return p.For == AdvocacySafety
	case *Owed:
		return p.Paper == OwedSafety
	}
	return false
}

// share makes the copy of a recipient to whom the person said yes.
func (r *Record) share(shared *Record, s *Sharing, call func(*Relationship) string) *Record {
	gone := shared.leftOutNotes()
	out := r.household(shared).mapped(func(p Part) Part {
		n, note := p.(*Note)
		named := slices.Contains(s.Only, p.PartHead().ID)
		if leftOut(p) || note && gone[n.ID] || oneByOne[p.PartKind()] && !named {
			return nil
		}
		return p
	})
	out.Sharing = nil
	if p := out.Person; p != nil && r.Conversation != nil && r.Conversation.Kind == Preparation {
		p = Copy(p) // a preparation is the person's own paper: no official numbers
		p.NHSNumber, p.LocalID = "", ""
		out.Person = p
	}
	for _, c := range s.Without {
		out = out.withoutChapter(c)
	}
	if s.Limited || len(s.Only) > 0 || s.OnlyWords != "" {
		out = out.only(s.Only)
		if !s.NameOthers {
			out = out.unnamed(r, s.Who, call)
		}
	}
	return out.pruned()
}

// leftOutNotes holds the ids of the notes from which nothing was drawn but what
// the person left out: it must not stand in somebody's copy of the talk in the
// same words. It holds other ids too.
func (r *Record) leftOutNotes() map[ID]bool {
	gone := map[ID]bool{}
	for p := range r.Parts() {
		if leftOut(p) {
			maps.Copy(gone, references(p))
		}
	}
	for p := range r.Parts() {
		if !leftOut(p) && p.PartKind() != KindNote {
			for id := range references(p) {
				delete(gone, id)
			}
		}
	}
	return gone
}

// pruned takes out every id of a part that is not there: an id that leads nowhere
// says that something was taken out.
func (r *Record) pruned() *Record {
	here := map[ID]bool{}
	for p := range r.Parts() {
		here[p.PartHead().ID] = true
	}
	m := mask{text: unmasked, ref: func(id ID) bool { return here[id] }}
	return r.mapped(func(p Part) Part {
		if u, ok := p.(*Unknown); ok {
			return u
		}
		return m.part(p)
	})
}

// only keeps the parts named, whom they are about and who speaks in them, and
// with them that the person agrees, if they do.
func (r *Record) only(ids []ID) *Record {
	some := false
	spoken := map[ID]bool{}
	for p := range r.Parts() {
		if slices.Contains(ids, p.PartHead().ID) {
			some = true
			for id := range references(p) {
				spoken[id] = true
			}
		}
	}
	return r.mapped(func(p Part) Part {
		switch q := p.(type) {
		case *Conversation:
			c := Copy(q)
			c.NotWantedWords = Words{}
			return c
		case *Person:
			return q.bare()
		case *Agreement:
			if some && !slices.Contains(ids, q.ID) {
				return r.yesAlone(q)
			}
		case *Voice:
			if spoken[q.ID] || q.Role == RolePerson || q.Role.Worker() {
				return q
			}
		}
		if slices.Contains(ids, p.PartHead().ID) {
			return p
		}
		return nil
	})
}

// yesAlone is what was said to the plan, for a copy that does not hold it: that
// the person agrees, where they do, so that it can say so truly. What else they
// answered, and what anybody else did, is not told there.
func (r *Record) yesAlone(a *Agreement) Part {
	v := r.PersonVoice()
	if v == nil {
		return nil
	}
	x, _ := a.Answer(v.ID)
	if x.Says != SaysYes && x.Says != SaysYesBut {
		return nil
	}
	return &Agreement{Head: a.Head, Answers: []Answer{{Voice: x.Voice, Says: x.Says}}, At: a.At, ReadBack: a.ReadBack}
}

// bare is the person by name alone.
func (p *Person) bare() *Person {
	return &Person{Head: p.Head, FullName: p.FullName, Called: p.Called}
}

// unnamed puts who they are in place of other people's names. Words that were
// said can't be changed, so a quotation with a name in it is left out.
func (r *Record) unnamed(whole *Record, recipient string, call func(*Relationship) string) *Record {
	others := whole.others(recipient, call)
	m := mask{ref: func(ID) bool { return true }, text: func(w Words) Words {
		switch {
		case !others.in(w.Text):
			return w
		case w.Telling == Said:
			return Words{}
		}
		w.Text = others.left(w.Text)
		return w
	}}
	return r.mapped(m.part)
}

// others are the names of everybody but the person, whoever types, and the
// recipient, with what stands in the place of each.
func (r *Record) others(recipient string, call func(*Relationship) string) names {
	if call == nil {
		call = func(x *Relationship) string { return "[" + cmp.Or(x.Who, nameless) + "]" }
	}
	own := r.ownWords()
	people := slices.Clone(r.Relations)
	for _, v := range r.Voices {
		if v.Role != RolePerson && !v.Role.Worker() {
			people = append(people, &Relationship{Name: v.Name, Who: v.Connection})
		}
	}
	for _, name := range r.doers(own) {
		people = append(people, &Relationship{Name: name})
	}
	var all, out names
	for _, x := range people {
		all.addAll(x, "", own)
	}
	for _, x := range people {
		var forms names
		forms.addAll(x, "", own)
		if forms.in(recipient) {
			continue
		}
		as := call(x)
		if all.in(as) { // "Carol's husband"
			as = "[" + nameless + "]"
		}
		out.addAll(x, as, own)
	}
	out.keep(r.organisation())
	return out
}

// organisation is whose conversation it is, by its own name: it says nothing of
// anybody who shares a word with it.
func (r *Record) organisation() string {
	if r.Conversation == nil {
		return ""
	}
	return r.Conversation.Organisation
}

// nameless stands where a name stood and nothing is known that could.
const nameless = "..."

// ownWords are the words of the person's own name, folded. A brother who has
// the same surname is no reason to take hers out.
func (r *Record) ownWords() map[string]bool {
	own := map[string]bool{}
	if p := r.Person; p != nil {
		for _, w := range nameWords(p.FullName + " " + p.Called) {
			own[string(folded(w))] = true
		}
	}
	return own
}

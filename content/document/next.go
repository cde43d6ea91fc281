package document

import (
	"strings"
	"time"

	"ownwords/model"
)

// talkDay is the day of the latest visit, where the reader is.
func (b *builder) talkDay() time.Time {
	began := b.r.Conversation.Began
	if v := b.r.Latest(); v != nil && !v.Began.IsZero() {
		began = v.Began
	}
	if began.IsZero() {
		return b.o.Now
	}
	return began.In(b.o.Now.Location())
}

// steps are what happens next, by whom and by when. What is done is not next.
func (b *builder) steps() {
	var items [][]Run
	for _, s := range b.r.Steps {
		if s.Done || strings.TrimSpace(s.What) == "" {
			continue
		}
		items = append(items, b.stepBy(b.stepWho(s), b.when(s.By)))
	}
	if day := b.lookAgain(); day != nil {
		items = append(items, b.own("look-again", "day", b.when(*day)))
	}
	none := len(filledIn(items)) == 0
	if none && !b.to.whole {
		return // what this copy leaves out may be there
	}
	b.heading(2, b.say("doc.next.heading"))
	if none {
		b.para(b.say("doc.next.nothing"))
	}
	b.list(items...)
}

func (b *builder) stepWho(s *model.Step) []Run {
	if strings.TrimSpace(s.Who) == "" {
		return text(s.What)
	}
	return b.say("doc.next.who", "what", s.What, "who", s.Who)
}

func (b *builder) stepBy(what, day []Run) []Run {
	if day == nil {
		return what
	}
	return b.say("doc.next.by", "what", what, "day", day)
}

// lookAgain is the day on which the plan is looked at again, or nil.
func (b *builder) lookAgain() *model.When {
	if b.r.Agreement == nil || b.r.Agreement.LookAgain.Empty() {
		return nil
	}
	return &b.r.Agreement.LookAgain
}

// ringOrAsk names the team's number, or the worker where there is none.
func (b *builder) ringOrAsk(ring, ask string) []Run {
	// A team without a number of its own is rung where people ring when
	// something is wrong.
	for _, n := range []string{b.o.Numbers.Team, b.o.Numbers.Complaints} {
		if strings.TrimSpace(n) != "" {
			return b.say(ring, "number", n)
		}
	}
	return b.say(ask, "worker", b.worker(false))
}

// meeting is what is being got ready for, from the latest visit that has it.
func (b *builder) meeting() string {
	for i := len(b.r.Visits) - 1; i >= 0; i-- {
		if m := b.r.Visits[i].Meeting; strings.TrimSpace(m) != "" {
			return m
		}
	}
	return ""
}

// madeOn ends a document: when this copy was made, for whom, and on what ground
// where that is not the person's yes.
func (b *builder) madeOn() {
	b.add(Rule{})
	b.para(b.made())
	b.para(b.lawfully())
}

// made is when this copy was made and for whom.
func (b *builder) made() []Run {
	var whose []Run
	if b.to.who != "" {
		whose = b.say("doc.copy.for", "who", b.to.who, "name", b.r.Person.Name())
	}
	return spaced(b.say("doc.copy.made", "day", b.day(b.o.Now)), whose)
}

// lawfully tells whoever has a copy without the person's yes on what ground they
// have it, and whose decision that was. Why the ground holds, and whether the
// person was told, stands in the council's own copy alone.
func (b *builder) lawfully() []Run {
	o := b.to.lawful
	if o == nil {
		return nil
	}
	return b.say("doc.copy.lawful",
		"name", b.r.Person.Name(), "ground", b.chosen("override.ground", o.Ground), "who", o.By, "day", b.day(o.At))
}

package plain

import (
	"errors"
	"strconv"
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

func numbered(n int, text string) string { return strconv.Itoa(n) + " " + text }

func number(typed string) int {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		return 0
	}
	return n
}

// readBack reads the plan to the person, one thing at a time, then one
// question. Enter is yes.
func (s *session) readBack(string) error {
	if !s.talk.Guide().Has(model.StageReadBack) {
		s.tell(s.talk.NotHere())
		return nil
	}
	s.talk.Do("go.readback", nil)
	s.say("plain.readback")
	err := s.readItems()
	s.talk.Go(model.Place{Stage: model.StageTalk})
	s.saved()
	if errors.Is(err, errBack) {
		return nil
	}
	return err
}

func (s *session) readItems() error {
	for {
		i, ok := s.talk.Reading()
		if !ok {
			return nil
		}
		s.itemSaid(i)
		typed, err := s.answered(s.text.Say(i.Ask)+" ", nil)
		if err != nil {
			return err
		}
		var e flow.Effect
		switch kit.Fold(typed) {
		case ".":
			return errBack
		case "", kit.Fold(s.text.Say(model.Msg("plain.yes"))):
			e = s.talk.Do("read.yes", nil)
		case s.text.Say(model.Msg("plain.read.change")):
			words, err := s.otherWords(i.Words.Typed())
			if err != nil {
				return err
			}
			e = s.talk.Do("read.change", map[string]string{"words": words})
		case s.text.Say(model.Msg("plain.read.leave")):
			e = s.talk.Do("read.leave", nil)
		default:
			// A "no", or what it should say instead, is never a yes.
			s.say("plain.readback")
			continue
		}
		s.save()
		s.told(e.Say)
	}
}

// otherWords asks what it should say instead of this, and keeps it while it is
// typed. What is broken off says what it said.
func (s *session) otherWords(now string) (string, error) {
	words, err := s.answered(s.text.Say(model.Msg("plain.read.change-to"))+" ", func(text string) {
		if !s.mayBeCommand(text) {
			s.talk.DoSoFar("read.change", map[string]string{"words": text})
			s.save()
		}
	})
	if err == nil && strings.TrimSpace(words) == "." {
		err = errBack
	}
	if errors.Is(err, errBack) || errors.Is(err, errCommand) {
		s.talk.Do("read.change", map[string]string{"words": now})
		s.save()
	}
	return words, err
}

func (s *session) itemSaid(i flow.Item) {
	s.tell(i.Heading)
	if !i.Words.Empty() {
		s.words(i.Words.String())
	}
	for _, l := range i.Lines {
		if l.Say.Zero() {
			s.words(l.Words.String())
		} else {
			s.tell(l.Say)
		}
	}
}

func (s *session) agree(string) error {
	return s.gone(model.StageAgree, func() error {
		if err := s.changedSince(); err != nil {
			return err
		}
		s.councilSaid()
		s.say("plain.agree", "who", s.talk.Record().Person.Name())
		if err := s.form("agree.set", nil); err != nil {
			return err
		}
		for _, g := range s.talk.Gaps(flow.ForAgree) {
			s.tell(g)
		}
		e := s.talk.Do("agree.close", nil)
		s.saved()
		s.told(e.Say)
		return nil
	})
}

// changedSince says what is not the same as when the plan was agreed, and asks
// why.
func (s *session) changedSince() error {
	if x, _ := s.talk.Action("changed.why"); !x.On {
		return nil
	}
	past, err := s.desk.ReadPast(s.talk.Record().ID)
	if err != nil {
		return err
	}
	if v := s.talk.SinceAgreed(past); v != nil && len(v.Lines) > 0 {
		s.say("plain.agree.changed")
		for _, l := range v.Lines {
			s.lines(s.pastLine(l, v))
			if l.Was != nil && l.Is != nil {
				s.twoSides(l, v)
			}
		}
	}
	if !s.talk.AsksWhy() {
		return nil
	}
	return s.form("changed.why", nil)
}

// decide asks what the council decided, and tells before it what the law asks
// for and the plan has not yet.
func (s *session) decide(string) error {
	if !s.may(s.talk.Action("decide")) {
		return nil
	}
	return s.gone(model.StageAgree, func() error {
		decision := func(f field) bool { return f.ID == "decision" }
		if err := s.form("decide", decision); err != nil {
			return err
		}
		s.lacksSaid()
		err := s.form("decide", func(f field) bool { return !decision(f) })
		s.councilSaid()
		return err
	})
}

// councilSaid says what the council said that is no yes.
func (s *session) councilSaid() {
	if m := s.talk.Record().CouncilSaid(); !m.Zero() {
		s.tell(m)
	}
}

// lacksSaid says what the law asks for and a plan has not that the council said
// yes to.
func (s *session) lacksSaid() {
	if g := s.talk.Record().Agreement; g == nil || g.Decision != "yes" {
		return
	}
	for i, l := range s.talk.LacksAtFinal() {
		if i == 0 {
			s.say("screen.decide.lacks")
		}
		s.tell(l.Say)
	}
}

// owe goes through a copy that is owed, by its number, or notes more of them,
// one after another.
func (s *session) owe(arg string) error {
	return s.gone(model.StageAgree, func() error {
		var list []named
		here := s.talk.OwedHere()
		for _, o := range here {
			list = append(list, named{o.ID, "owed.set", o.Who})
		}
		name, isNew, err := s.chosenOf(arg, model.StageAgree, list)
		if err != nil || !isNew {
			return err
		}
		for _, o := range s.talk.Record().Owed { // whoever is in no list is found by name
			if kit.Fold(o.Who) == kit.Fold(name) && model.Find(here, o.ID) == nil {
				return s.linesOf(model.Place{Stage: model.StageAgree, Part: o.ID}, "owed.set")
			}
		}
		return s.each(name, "owed.new", "owed.set", "plain.owed-else", model.StageAgree, func() {})
	})
}

func (s *session) share(arg string) error {
	return s.gone(model.StageShare, func() error {
		if s.talk.Record().Conversation.Kind != model.Preparation {
			s.say("plain.share.council", "who", s.talk.Record().Person.Name())
			s.say("screen.share.covers", "who", s.talk.Record().Person.Name())
		}
		if err := s.recipients(arg); err != nil {
			return err
		}
		s.talk.Go(model.Place{Stage: model.StageShare})
		e := s.talk.Do("share.done", nil)
		s.saved()
		s.told(e.Say)
		s.stays()
		return nil
	})
}

// recipients goes through the choice for somebody by their number, or asks for
// more of them, one after another.
func (s *session) recipients(arg string) error {
	var list []named
	for _, x := range s.talk.Record().Sharing {
		list = append(list, named{x.ID, "share.set", x.Who})
	}
	name, isNew, err := s.chosenOf(arg, model.StageShare, list)
	if err != nil || !isNew {
		return err
	}
	return s.each(name, "share.new", "share.set", "plain.who-else", model.StageShare, s.sharedSaid)
}

// override asks why somebody has a copy all the same, and says first who.
func (s *session) override(string) error {
	a, here := s.talk.Action("override.set")
	if a = s.refocused(a); !s.may(a, here) {
		return nil
	}
	at := s.talk.Place()
	if x := model.Find(s.talk.Record().Sharing, at.Part); x != nil {
		s.words(x.Who)
	}
	s.putDown(a.ID, at)
	return s.form(a.ID, nil)
}

// stays says that an agreed plan goes to nobody, and why, or that others have it who
// may not; nothing where all is well.
func (s *session) stays() {
	if why := s.desk.StaysSaid(s.talk.Record()); !why.Zero() {
		s.tell(why)
	}
}

// sharedSaid says what was just chosen for somebody.
func (s *session) sharedSaid() { s.told(s.talk.SharedSaid()) }

package plain

import (
	"strings"

	"ownwords/model"
)

// named is a part of which there may be several, with what asks its lines and
// what it is called.
type named struct {
	id   model.ID
	set  string
	name string
}

// chosenOf goes through one of the parts there are, by its number. What else is
// typed is the name or the words of a new one; without any it has still to be
// asked.
func (s *session) chosenOf(arg string, stage model.Stage, list []named) (first string, isNew bool, err error) {
	if len(list) > 0 && (arg == "" || number(arg) > 0) {
		if arg, err = s.whichOf(arg, list); err != nil || arg == "" {
			return "", false, err
		}
		if number(arg) > 0 {
			return "", false, s.nthOf(arg, stage, list)
		}
	}
	if s.isNew(arg) || number(arg) > 0 {
		arg = ""
	}
	return arg, true, nil
}

// whichOf says the parts there are and asks for one, where none was typed behind
// the command; it returns nothing where it is left.
func (s *session) whichOf(arg string, list []named) (string, error) {
	for i, x := range list {
		if strings.TrimSpace(x.name) == "" {
			x.name = s.text.Say(model.Msg("words.gone"))
		}
		s.words(numbered(i+1, x.name))
	}
	for arg == "" {
		typed, err := s.ask("plain.which-or-new")
		typed = strings.TrimSpace(typed)
		if err != nil || typed == "" || typed == "." {
			return "", err
		}
		if word, ok := mistyped(typed); ok && !s.pasted {
			s.say("plain.no-command", "name", word)
			continue
		}
		arg = typed
	}
	return arg, nil
}

// nthOf asks the lines of the part with this number.
func (s *session) nthOf(arg string, stage model.Stage, list []named) error {
	n := number(arg)
	if n < 1 || n > len(list) {
		s.say("plain.choose-number", "n", len(list))
		return nil
	}
	return s.linesOf(model.Place{Stage: stage, Part: list[n-1].id}, list[n-1].set)
}

// linesOf asks the lines of the part at a place.
func (s *session) linesOf(at model.Place, set string) error {
	s.talk.Go(at)
	s.putDown(set, s.talk.Place())
	return s.form(set, nil)
}

// needs asks what is hard, what it touches, who meets it, and what somebody
// decided of it.
func (s *session) needs(arg string) error {
	return s.gone(model.StageNeeds, func() error {
		s.say("screen.needs.law")
		var list []named
		for _, n := range s.talk.Record().Needs {
			list = append(list, named{n.ID, "need.set", n.Words.String()})
		}
		words, isNew, err := s.chosenOf(arg, model.StageNeeds, list)
		if err != nil || !isNew {
			return err
		}
		return s.each(words, "need.new", "need.set", "", model.StageNeeds, s.touchedSaid)
	})
}

// isNeed makes a need of the words of the note in hand, or of that with this
// number, and asks what belongs to it.
func (s *session) isNeed(arg string) error {
	if !s.inHand(arg) {
		return nil
	}
	if !s.may(s.talk.Action("need.from")) {
		return nil
	}
	s.told(s.talk.Do("need.from", nil).Say)
	at := s.talk.Place()
	return s.gone(model.StageNeeds, func() error {
		s.talk.Go(at)
		s.putDown("need.set", at)
		err := s.form("need.set", skipMade("need.new"))
		s.touchedSaid()
		return err
	})
}

// inHand puts the note of this number in hand; without a number it is the one
// that is there. It tells whether there is such a note.
func (s *session) inHand(arg string) bool {
	if arg == "" {
		return true
	}
	n := s.noteOf(arg)
	if n != nil {
		s.talk.SetCaret(n.ID, len(n.Text))
	}
	return n != nil
}

// touchedSaid says which outcomes of the law are named by now. It adds nothing
// up.
func (s *session) touchedSaid() {
	var names []string
	for _, tag := range s.talk.Record().OutcomesNamed() {
		names = append(names, s.text.Say(model.Msg("doc.tag."+tag)))
	}
	if len(names) > 0 {
		s.say("screen.needs.touched", "what", strings.Join(names, ", "))
	}
}

// decisions goes through a single decision, a legal power, or what is known of
// somebody independent; a new one is a decision.
func (s *session) decisions(arg string) error {
	return s.gone(model.StageDecisions, func() error {
		words, isNew, err := s.chosenOf(arg, model.StageDecisions, s.decided())
		if err != nil || !isNew {
			return err
		}
		return s.each(words, "decision.new", "decision.set", "", model.StageDecisions, func() {})
	})
}

// decided are what stands on the page of decisions.
func (s *session) decided() []named {
	var list []named
	r := s.talk.Record()
	for _, d := range r.Decisions {
		list = append(list, named{d.ID, "decision.set", d.What.String()})
	}
	for _, p := range r.Powers {
		list = append(list, named{p.ID, "power.set", s.text.Say(model.Msg("thing.power", "who", p.Who))})
	}
	for _, x := range r.Advocacy {
		list = append(list, named{x.ID, "advocacy.set", s.text.Say(model.Msg("doc.independent.for." + x.For))})
	}
	return list
}

// powers asks who has a legal power, one after another.
func (s *session) powers(arg string) error {
	return s.gone(model.StageDecisions, func() error {
		return s.each(arg, "power.new", "power.set", "", model.StageDecisions, func() {})
	})
}

// independent asks whether somebody independent has to be found for one purpose.
func (s *session) independent(arg string) error {
	return s.gone(model.StageDecisions, func() error {
		made, err := s.chosenOne("advocacy.new", arg)
		if err != nil || !made {
			return err
		}
		return s.linesOf(s.talk.Place(), "advocacy.set")
	})
}

// chosenOne does an action that asks one choice; false where none was made.
func (s *session) chosenOne(action, arg string) (bool, error) {
	f := s.fields(action)[0]
	value, ok := choose(f, arg, s.text.Say)
	if arg == "" || !ok {
		var err error
		if value, ok, err = s.field(f, nil); err != nil || !ok {
			return false, err
		}
	}
	s.told(s.talk.Do(action, map[string]string{f.ID: value}).Say)
	s.save()
	return true, nil
}

// wishes asks what the person wants for a time when they cannot say so.
func (s *session) wishes(string) error {
	return s.gone(model.StageWishes, func() error {
		s.putDown("wishes.set", s.talk.Place())
		return s.quietForm("wishes.set", nil)
	})
}

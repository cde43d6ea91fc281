package plain

import "ownwords/model"

// myNotes goes to one's own notes, or with the id of a worry to that. Nothing of
// them is said but here.
func (s *session) myNotes(arg string) error {
	s.talk.Go(model.Place{Stage: model.StageMine})
	s.say("plain.mine")
	if w := model.Find(s.talk.Record().Worries, model.ID(arg)); w != nil {
		return s.toWorry(w)
	}
	return s.ownNotes()
}

// ownNotes reads one's own notes and asks what each is, where that was not said.
func (s *session) ownNotes() error {
	for i, n := range s.talk.Notes() {
		s.words(numbered(i+1, s.talk.VoiceName(n.Voice)+": "+n.Words().String()))
		if n.Settled != "" || n.JustForMe {
			continue
		}
		s.talk.SetCaret(n.ID, len(n.Text))
		if err := s.settled(""); err != nil {
			return err
		}
	}
	return nil
}

// settle says the own note in hand and asks what it is.
func (s *session) settle(arg string) error {
	if !s.may(s.talk.Action("mine.settle")) {
		return nil
	}
	n := s.talk.InHand()
	s.words(s.talk.VoiceName(n.Voice) + ": " + n.Words().String())
	return s.settled(arg)
}

// settled asks what the own note in hand is, and of a worry all that belongs to
// it. What is wiped can't be brought back, so that is asked twice.
func (s *session) settled(arg string) error {
	f := s.fields("mine.settle")[0]
	value, given := choose(f, arg, s.text.Say)
	if !given {
		var err error
		if value, given, err = s.field(f, nil); err != nil || !given {
			return err
		}
	}
	if value == "wipe" {
		if yes, err := s.yes("plain.wrong.sure"); err != nil || !yes {
			return err
		}
	}
	s.told(s.talk.Do("mine.settle", map[string]string{f.ID: value}).Say)
	s.saved()
	if a, _ := s.talk.Action("worry.set"); a.On {
		return s.worryForm()
	}
	return nil
}

// worry asks what is not typed yet of the worry that came of the note in hand, of
// the only one there is, or of one of them by its number.
func (s *session) worry(arg string) error {
	all, inHand := s.talk.Record().Worries, s.talk.Worry()
	switch {
	case s.talk.Place().Stage != model.StageMine || len(all) == 0:
		s.may(s.talk.Action("worry.set"))
		return nil
	case arg == "" && inHand != nil:
		return s.toWorry(inHand)
	case arg == "" && len(all) == 1:
		return s.toWorry(all[0])
	}
	n := number(arg)
	if arg == "" {
		for i, w := range all {
			s.words(numbered(i+1, w.Said.String()))
		}
		i, err := s.oneOf(len(all))
		if err != nil || i < 0 {
			return err
		}
		n = i + 1
	}
	if n < 1 || n > len(all) {
		s.say("plain.choose-number", "n", len(all))
		return nil
	}
	return s.toWorry(all[n-1])
}

// toWorry says the words of a worry and asks the rest of it.
func (s *session) toWorry(w *model.Worry) error {
	s.talk.Go(model.Place{Stage: model.StageMine, Part: w.ID})
	s.words(w.Said.String())
	return s.worryForm()
}

// worryForm asks what belongs to the worry in focus, but for its words, and goes
// back to one's own notes.
func (s *session) worryForm() error {
	defer s.talk.Go(model.Place{Stage: model.StageMine})
	if err := s.form("worry.set", func(f field) bool { return f.ID != "said" }); err != nil {
		return err
	}
	s.worrySaid()
	return nil
}

func (s *session) worrySaid() {
	w := model.Find(s.talk.Record().Worries, s.talk.Place().Part)
	if w == nil || !w.Open() {
		return
	}
	if w.NotPassed {
		s.say("plain.worry.undecided")
	}
	n := s.desk.Settings.Numbers
	if n.Safety != "" {
		s.say("plain.worry.open", "number", n.Safety, "emergency", n.Emergency)
		return
	}
	s.say("plain.worry.open-no-number", "emergency", n.Emergency)
}

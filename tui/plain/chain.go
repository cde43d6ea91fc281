package plain

import "ownwords/model"

// last is the part that was put down or come to last: where it is, the action
// that changes it, empty for a note, and whether something was noted since.
type last struct {
	action string
	place  model.Place
	noted  bool
}

// putDown notes which part was put down or come to.
func (s *session) putDown(action string, at model.Place) { s.last = last{action: action, place: at} }

// atLast goes to what was put down or come to last. Whoever noted something since,
// or is among their own notes, is where they want to be.
func (s *session) atLast() {
	if s.last.place.Stage != "" && !s.last.noted && s.talk.Place().Stage != model.StageMine {
		s.talk.Go(s.last.place)
	}
}

// from goes one step back along the chain; leadsTo goes one on.
func (s *session) from(arg string) error { return s.along("chain.back", arg) }

func (s *session) leadsTo(arg string) error { return s.along("chain.on", arg) }

// along goes one step along the chain: from the note of this number, or from what
// was put down or come to last.
func (s *session) along(action, arg string) error {
	if !s.inHand(arg) {
		return nil
	}
	if arg == "" {
		s.atLast()
	}
	x, here := s.talk.Action(action)
	if !s.may(x, here) {
		return nil
	}
	if len(x.Ask) > 0 {
		if ok, err := s.chosenOne(action, ""); err != nil || !ok {
			return err
		}
	} else {
		s.told(s.talk.Do(action, nil).Say)
	}
	at := s.talk.Place()
	s.putDown(setOf[at.Stage], at)
	return nil
}

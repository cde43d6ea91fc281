package plain

import (
	"cmp"
	"errors"
	"strings"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// quit leaves, and says that all is saved only where it is.
func (s *session) quit() error {
	ok, err := s.mayLeave()
	if err != nil || !ok {
		return err
	}
	if !s.forgone {
		s.say("plain.quit")
	}
	return errLeave
}

// parted is what a sitting ended with. Somebody who leaves words behind that the
// disk does not take is asked, and may stay: then it is nil.
func (s *session) parted(err error) error {
	if !errors.Is(err, errLeave) || s.desk == nil {
		return err
	}
	ok, e := s.mayLeave()
	if e != nil || ok {
		return cmp.Or(e, err)
	}
	s.toScreen = false
	return nil
}

// mayLeave tells whether one can leave. While words wait that the disk does not
// take it says how much would be lost and asks again: only what is typed out
// leaves without them, and a full stop goes on.
func (s *session) mayLeave() (bool, error) {
	words := s.text.Say(model.Msg("unsaved.words"))
	for !s.forgone {
		unsaved := s.desk.SaveAll(s.ctx, s.talk)
		if unsaved == nil {
			return true, nil
		}
		if much := s.desk.Unsaved(s.talk); !much.Zero() {
			s.tell(much)
		}
		s.tell(desk.Trouble(unsaved))
		s.say("plain.unsaved.how", "words", words)
		typed, err := s.read(s.text.Say(model.Msg("plain.unsaved.ask"))+" ", false, nil)
		switch {
		case errors.Is(err, errLeave): // ctrl+c twice leaves no words behind
		case err != nil:
			return false, err
		case strings.TrimSpace(typed) == ".":
			return false, nil
		case kit.Fold(strings.TrimSpace(typed)) == kit.Fold(words):
			s.forgone = true
		}
	}
	return true, nil
}

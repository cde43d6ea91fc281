package plain

import (
	"slices"
	"strconv"
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
)

// waysIn says what opens the notes, and changes it once the words were typed
// again: whoever sits here need not be whoever unlocked it.
func (s *session) waysIn() error {
	all, err := s.desk.Ways()
	if err != nil {
		return err
	}
	for _, w := range all {
		s.tell(w.Called())
		s.tell(s.desk.Stands(w))
	}
	f := field{ID: "way", Label: model.Msg("plain.ways.what"), Kind: flow.Choice}
	for _, x := range []struct{ value, say string }{
		{"words", "ways.change"},
		{"code", "ways.code"},
		{"team", "ways.team"},
		{"add", "ways.add"},
		{"leaked", "ways.leaked"},
		{"remove", "plain.ways.remove"},
	} {
		if x.value == "remove" && !slices.ContainsFunc(all, desk.Way.Removable) {
			continue
		}
		f.Options = append(f.Options, flow.Option{Value: x.value, Label: model.Msg(x.say)})
	}
	what, given, err := s.field(f, nil)
	if err != nil || !given {
		return err
	}
	if ok, err := s.proved(); err != nil || !ok {
		return err
	}
	switch what {
	case "words":
		return s.changeWords()
	case "code":
		return s.newCode()
	case "team":
		return s.setTeam()
	case "add":
		return s.addUser()
	case "remove":
		return s.removeWay(all)
	}
	return s.leaked()
}

// proved asks for the words that open the notes; an empty line leaves it.
func (s *session) proved() (bool, error) {
	needed, err := s.desk.ProofNeeded()
	if err != nil || !needed {
		return err == nil, err
	}
	s.say("ways.prove-how")
	s.say("plain.ways.leave")
	for {
		typed, err := s.secret("plain.passphrase")
		if err != nil || typed == "" || strings.TrimSpace(typed) == "." {
			return false, err
		}
		err = s.desk.Prove([]byte(typed))
		if err == nil {
			return true, nil
		}
		wait, wrong := desk.WrongKey(err)
		if !wrong {
			return false, err
		}
		s.say("plain.passphrase.wrong")
		if err := s.pause(wait); err != nil {
			return false, err
		}
	}
}

// wayDone says what came of a change: the sentence, or why it was not made.
func (s *session) wayDone(err error, say string, pairs ...any) error {
	if err != nil {
		s.tell(desk.Trouble(err))
		return nil
	}
	s.say(say, pairs...)
	return nil
}

func (s *session) changeWords() error {
	s.say("ways.change-how")
	typed, err := s.typedPassphrase()
	if err != nil {
		return err
	}
	defer clear(typed)
	return s.wayDone(s.desk.ChangePassphrase("", typed), "ways.changed")
}

func (s *session) addUser() error {
	s.say("ways.add-how")
	name, given, err := s.field(field{Label: model.Msg("ways.line.name"), Kind: flow.Text}, nil)
	if err != nil || !given || strings.TrimSpace(name) == "" {
		return err
	}
	typed, err := s.passphraseOf("plain.ways.theirs")
	if err != nil {
		return err
	}
	defer clear(typed)
	return s.wayDone(s.desk.AddUser(name, typed), "ways.added", "who", strings.TrimSpace(name))
}

func (s *session) setTeam() error {
	s.say("ways.team-how")
	typed, err := s.ask("plain.setup.team-ask")
	if err != nil {
		return err
	}
	if strings.TrimSpace(typed) == "." {
		return errBack
	}
	keys, err := desk.TeamKeysOf(typed)
	if err == nil {
		err = s.desk.SetTeam(keys)
	}
	return s.wayDone(err, "ways.team-set")
}

func (s *session) newCode() error {
	s.say("ways.code-how")
	if yes, err := s.yes("plain.ways.new-code"); err != nil || !yes {
		return err
	}
	rows, err := s.desk.RenewCode()
	if err != nil {
		s.tell(desk.Trouble(err))
	}
	if len(rows) == 0 {
		return nil
	}
	return s.showCode(rows)
}

// removeWay takes another person's words away.
func (s *session) removeWay(all []desk.Way) error {
	var others []desk.Way
	for _, w := range all {
		if w.Removable() {
			others = append(others, w)
			s.print(strconv.Itoa(len(others)) + " " + s.text.Say(w.Called()))
		}
	}
	if len(others) == 0 {
		s.say("trouble.way.none")
		return nil
	}
	s.say("ways.remove-how")
	i, err := s.oneOf(len(others))
	if err != nil || i < 0 {
		return err
	}
	return s.wayDone(s.desk.RemoveWay(others[i].ID), "ways.removed")
}

// leaked seals everything anew, since somebody else knows what opens it.
func (s *session) leaked() error {
	s.say("ways.leaked-how")
	if yes, err := s.yes("plain.ways.seal"); err != nil || !yes {
		return err
	}
	typed, err := s.typedPassphrase()
	if err != nil {
		return err
	}
	defer clear(typed)
	rows, err := s.desk.SealAnew(s.ctx, typed)
	if len(rows) == 0 {
		s.tell(desk.Trouble(err))
		return nil
	}
	s.say("plain.ways.sealed")
	return s.showCode(rows)
}

// yes asks for a yes.
func (s *session) yes(id string, pairs ...any) (bool, error) {
	typed, err := s.ask(id, pairs...)
	return err == nil && s.isYes(typed), err
}

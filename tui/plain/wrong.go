package plain

import (
	"slices"
	"strconv"
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// wrongNote takes a note out of the record for good that should never have been in
// it: the one with this number, or the last. It says the note first, and what
// the taking out does not reach, and asks once more before it does it.
func (s *session) wrongNote(arg string) error {
	before := s.talk.Place()
	if arg != "" {
		n := s.noteOf(arg)
		if n == nil {
			return nil
		}
		s.talk.SetCaret(n.ID, 0)
	}
	if !s.may(s.talk.Action("note.wrong")) {
		s.talk.SetCaret(before.Part, before.Caret)
		return nil
	}
	done, err := s.takeOut(s.talk.InHand())
	if !done {
		s.talk.SetCaret(before.Part, before.Caret)
	}
	return err
}

// takeOut asks what becomes of a note, does it, and tells whether it did.
func (s *session) takeOut(n *model.Note) (done bool, err error) {
	past, err := s.desk.ReadPast(s.talk.Record().ID)
	if err != nil {
		return false, err
	}
	s.lines(s.talk.VoiceName(n.Voice) + ".")
	s.words(n.Words().String())
	s.say("wrong.for-good")
	for _, at := range past.WentOut(n.ID) {
		s.say("wrong.went", "day", content.Date(at.Local()))
	}
	if m := s.desk.StillBeside(); !m.Zero() {
		s.tell(m)
	}
	for _, what := range s.talk.DrawnFrom(n) {
		s.say("wrong.drawn", "what", what)
	}
	to, given, err := s.whoseNote()
	if err != nil || !given {
		return false, err
	}
	if to.ID == "" {
		s.say("screen.wrong.shred")
	} else {
		s.say("screen.wrong.move-to", "who", s.nameOf(to))
	}
	if sure, err := s.yes("plain.wrong.sure"); err != nil || !sure {
		return false, err
	}
	if to.ID != "" {
		voice := model.Find(s.talk.Record().Voices, n.Voice)
		if err := s.desk.MoveIn(s.ctx, s.talk.Record().ID, to.ID, n, voice); err != nil {
			s.tell(desk.Trouble(err))
			return false, nil
		}
	}
	e := s.talk.Do("note.wrong", map[string]string{"as": "shred"})
	s.saved()
	if to.ID == "" {
		s.told(e.Say)
	} else {
		s.say("wrong.moved", "who", s.nameOf(to))
	}
	return true, nil
}

// whoseNote asks whether a note belongs to somebody else, and to whom. The empty
// entry is for one that belongs nowhere.
func (s *session) whoseNote() (to desk.Entry, given bool, err error) {
	here := s.talk.Record().ID
	all, _, err := s.desk.Everyone("")
	if err != nil {
		return desk.Entry{}, false, err
	}
	all = slices.DeleteFunc(all, func(e desk.Entry) bool { return e.ID == here })
	if len(all) == 0 {
		return desk.Entry{}, true, nil
	}
	as := field{ID: "as", Label: model.Msg("field.wrong.as"), Kind: flow.Choice, Options: []flow.Option{
		{Value: "move", Label: model.Msg("screen.wrong.move")}, {Value: "shred", Label: model.Msg("choice.wrong.as.shred")},
	}}
	value, given, err := s.field(as, nil)
	if err != nil || !given || value == "shred" {
		return desk.Entry{}, given, err
	}
	return s.recordOf(all)
}

// recordOf asks for a name until it is that of one of these, or nothing is typed.
// Where several can be meant they are numbered.
func (s *session) recordOf(all []desk.Entry) (to desk.Entry, given bool, err error) {
	var fits []desk.Entry
	for {
		typed, err := s.ask("plain.wrong.whose")
		if typed = strings.TrimSpace(typed); err != nil || typed == "" || typed == "." {
			return desk.Entry{}, false, err
		}
		if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(fits) {
			return fits[n-1], true, nil
		}
		switch fits = kit.Named(all, typed, desk.Entry.Names); len(fits) {
		case 0:
			s.say("wrong.nobody")
		case 1:
			return fits[0], true, nil
		default:
			s.say("wrong.many", "n", len(fits))
			fits = fits[:min(len(fits), mostPast)]
			for i, e := range fits {
				s.oneSaid(i+1, e)
			}
		}
	}
}

package plain

import (
	"slices"
	"strconv"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
)

// bin says what was thrown out, and brings one back or takes it out for good.
func (s *session) bin() error {
	all, damaged, err := s.desk.Bin()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		s.say("bin.empty")
		return nil
	}
	for i, b := range all {
		s.words(numbered(i+1, s.nameOf(b.Entry)))
		s.tell(b.Stays())
	}
	for _, d := range damaged {
		s.say("plain.damaged", "id", string(d.Record))
	}
	i, err := s.oneOf(len(all))
	if err != nil || i < 0 {
		return err
	}
	what, given, err := s.field(field{ID: "what", Label: model.Msg("plain.bin.what"), Kind: flow.Choice, Options: []flow.Option{
		{Value: "back", Label: model.Msg("plain.bin.back")}, {Value: "for-good", Label: model.Msg("bin.for-good-yes")},
	}}, nil)
	switch {
	case err != nil || !given:
		return err
	case what == "back":
		return s.binned(s.desk.BringBack(all[i].ID), model.Msg("bin.back", "who", s.nameOf(all[i].Entry)))
	}
	return s.purge(all[i])
}

// purge takes a record out for good, on a yes.
func (s *session) purge(b desk.Thrown) error {
	s.say("bin.for-good", "who", s.nameOf(b.Entry))
	s.say("bin.for-good-how")
	if sure, err := s.yes("plain.bin.sure"); err != nil || !sure {
		return err
	}
	if err := s.binned(s.desk.Purge(b.ID), s.desk.PurgedSaid(s.nameOf(b.Entry))); err != nil {
		return err
	}
	return s.desk.Tidy(s.ctx)
}

// binned says what came of something done about the bin, or why it was not.
func (s *session) binned(err error, said model.Message) error {
	if m, refused := desk.BinRefused(err); refused {
		s.tell(m)
		return nil
	}
	if err == nil {
		s.tell(said)
	}
	return err
}

// throw puts the conversation in the bin, on a yes, and goes home.
func (s *session) throw() error {
	if !s.talk.Kept() {
		s.say("bin.nothing")
		return nil
	}
	r := s.talk.Record()
	if err := s.desk.MayThrow(r.ID); err != nil {
		return s.binned(err, model.Message{})
	}
	s.say("bin.ask", "who", s.shortly(r.Person.FullName))
	s.say("bin.ask-how", "n", desk.BinDays)
	if r.Conversation.Standing.Plan() {
		s.say("bin.ask-council")
	}
	if sure, err := s.yes("plain.bin.sure"); err != nil || !sure {
		return err
	}
	if err := s.leaveTalk(); err != nil {
		return err
	}
	if err := s.binned(s.desk.Throw(r.ID), model.Msg("bin.thrown", "n", desk.BinDays)); err != nil {
		return err
	}
	return errHome
}

// keep asks why the conversation is to be kept out of the bin, or ends that.
func (s *session) keep() error {
	if !s.talk.Kept() {
		s.say("bin.nothing")
		return nil
	}
	id := s.talk.Record().ID
	held, err := s.desk.Held(id)
	if err != nil {
		return err
	}
	if held != "" {
		s.tell(desk.HoldSaid(held))
	}
	f := field{ID: "hold", Label: model.Msg("hold.ask"), Kind: flow.Choice, Options: desk.HoldOptions(held)}
	typed, given, err := s.field(f, nil)
	why := desk.HoldWhy(typed)
	switch {
	case err != nil || !given || why == held || why == desk.HoldEnd && held == "":
		return err
	case why == desk.HoldEnd:
		why = ""
	}
	if err := s.desk.Hold(id, why); err != nil {
		return err
	}
	s.tell(desk.HoldSaid(why))
	return nil
}

// register says whose records are here, and no word of theirs.
func (s *session) register() error {
	all, err := s.desk.Register()
	if err != nil {
		return err
	}
	s.say("register.head", "n", len(all), "who", s.desk.Settings.Name, "day", content.DateDay(s.desk.Now().Local()))
	for _, r := range all {
		s.words(s.nameOf(r.Entry))
		s.tell(r.Said())
	}
	s.say("register.about")
	return nil
}

// mostLogged is how many entries of the log are said, the newest.
const mostLogged = 20

// log says what was done last, and by whom.
func (s *session) log() error {
	var all []desk.LogLine
	for line, err := range s.desk.LogLines("", time.Time{}) {
		if err != nil && line.Seq == 0 {
			return err
		}
		all = append(all, line)
	}
	s.say("log.about")
	for i, line := range slices.Backward(all) {
		if i < len(all)-mostLogged {
			break
		}
		at := line.At.Local()
		said := strconv.FormatUint(line.Seq, 10) + " " + s.text.Say(content.DateShort(at)) + " " + s.text.Say(content.Clock(at)) + ": "
		if line.Name != "" {
			said += line.Name + ", "
		}
		said += s.text.Say(line.Said)
		if !line.Who.Zero() {
			said += ", " + s.text.Say(model.Msg("log.by", "who", line.Who))
		}
		s.words(said)
	}
	return nil
}

package plain

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// mostPast is how many lines of a history are said at a time.
const mostPast = 10

// history says what was changed, newest first, and brings back what somebody
// chooses of it.
func (s *session) history() error {
	past, err := s.desk.ReadPast(s.talk.Record().ID)
	if err != nil {
		return err
	}
	if len(past.Damage) > 0 {
		s.say("screen.app.damaged")
	}
	lines := s.talk.History(past)
	if len(lines) == 0 {
		s.say("screen.history.none")
		return nil
	}
	s.say("plain.history.title", "n", len(lines))
	return s.past(lines, nil)
}

// past says lines of a history, some at a time, or those of a plan that was kept.
func (s *session) past(lines []desk.Line, v *desk.Version) error {
	day := time.Time{}
	for i := 0; i < len(lines); {
		end := min(i+mostPast, len(lines))
		for ; i < end; i++ {
			if at := lines[i].At.Local(); v == nil && at.Format(time.DateOnly) != day.Format(time.DateOnly) {
				s.tell(content.Date(at))
				day = at
			}
			s.lines(fmt.Sprintf("%d %s", i+1, s.pastLine(lines[i], v)))
		}
		for {
			typed, err := s.ask("plain.history.which")
			if err != nil {
				return err
			}
			typed = strings.TrimSpace(typed)
			if typed == "." {
				return nil
			}
			if typed == "" {
				break
			}
			n, err := strconv.Atoi(typed)
			if err != nil || n < 1 || n > end {
				s.say("plain.choose-number", "n", end)
				continue
			}
			if l := lines[n-1]; l.Version != nil {
				return s.pastVersion(l.Version)
			}
			return s.pastChange(lines[n-1], v)
		}
	}
	return nil
}

// pastLine is one line of a history, in words.
func (s *session) pastLine(l desk.Line, v *desk.Version) string {
	if v == nil {
		return s.text.Say(content.Clock(l.At.Local())) + " " + drawn(s.text.Say(l.What))
	}
	how := "changed"
	switch {
	case l.Was == nil:
		how = "new"
	case l.Is == nil:
		how = "gone"
	}
	return s.text.Say(model.Msg("screen.history.since."+how)) + ": " + drawn(s.text.Say(l.What))
}

// pastVersion says what is not the same now in a plan that was kept.
func (s *session) pastVersion(v *desk.Version) error {
	s.say("screen.history.version", "day", content.Date(v.At.Local()))
	if v.Went {
		s.say("screen.history.went")
	}
	if len(v.Taken) > 0 {
		s.say("screen.history.lines-taken", "n", len(v.Taken))
	}
	if len(v.Lines) == 0 {
		s.say("screen.history.all-stands")
		return nil
	}
	s.say("screen.history.not-same")
	return s.past(v.Lines, v)
}

// twoSides says what a part was and what it became, line by line.
func (s *session) twoSides(l desk.Line, v *desk.Version) {
	was, is := "screen.history.before", "screen.history.after"
	if v != nil {
		was, is = "screen.history.then", "screen.history.now"
	}
	for _, c := range s.talk.Compare(&l.Happened) {
		if c.Same() {
			continue
		}
		s.lines(s.label(c.Label) + ".")
		if l.Was != nil {
			s.side(was, c.Was)
		}
		switch {
		case l.Was == nil && v == nil: // it is new: nothing stood here
			s.typedThere(c.Is)
		case l.Is != nil:
			s.side(is, c.Is)
		}
	}
}

// pastChange says what a part was and what it became, and brings back what it
// was on a yes.
func (s *session) pastChange(l desk.Line, v *desk.Version) error {
	s.twoSides(l, v)
	if why := s.talk.MayBringBack(&l.Happened); !why.Zero() {
		s.tell(why)
		return nil
	}
	typed, err := s.ask("plain.history.bring")
	if err != nil || !s.isYes(typed) {
		return err
	}
	e := s.talk.BringBack(&l.Happened)
	s.saved()
	s.told(e.Say)
	return nil
}

// side says one side of a line: what stood there, or that nothing did.
func (s *session) side(head string, m model.Message) {
	s.lines(s.text.Say(model.Msg(head)) + ":")
	if m.Zero() {
		s.say("screen.history.nothing")
		return
	}
	s.typedThere(m)
}

// typedThere says what stands in a line, as it was typed.
func (s *session) typedThere(m model.Message) {
	for line := range strings.SplitSeq(s.text.Say(m), "\n") {
		s.words(line)
	}
}

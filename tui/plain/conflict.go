package plain

import (
	"errors"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
)

// theirs says what somebody changed at the server in the plan that is open, asks
// of each thing what is kept, and brings both together on a yes.
func (s *session) theirs(string) error {
	c, err := s.lookThere()
	switch m, known := desk.Sent(err); {
	case s.ctx.Err() != nil:
		return err
	case errors.Is(err, desk.ErrNoConflict):
		s.say("conflict.none")
		return nil
	case known:
		s.tell(m)
		return nil
	case err != nil:
		s.tell(desk.Trouble(err))
		return nil
	}
	return s.conflict(c)
}

// lookThere looks at the plan that is open as it is at the server. It can be
// stopped.
func (s *session) lookThere() (*desk.Conflict, error) {
	ctx, stop := s.stoppable()
	defer stop()
	x, err := s.desk.TheirsOf(ctx, s.talk.Record().ID)
	if err != nil {
		return nil, err
	}
	return s.talk.Conflict(x)
}

// lookAtTheirs asks of plans that somebody changed at the server whether to look
// at what they changed, and goes there on a yes.
func (s *session) lookAtTheirs(back []desk.Parcel) (looked bool, err error) {
	for _, p := range back {
		if !p.InConflict() || !s.maySay(p.Record) {
			continue
		}
		yes, err := s.yes("plain.conflict.look", "who", p.Name)
		switch {
		case err != nil:
			return false, err
		case yes && s.talk != nil:
			return true, s.theirs("")
		case yes:
			return true, s.open(p.Record, "theirs")
		}
	}
	return false, nil
}

func (s *session) conflict(c *desk.Conflict) error {
	s.tell(c.Changed())
	if c.Same() {
		s.say("conflict.same")
	}
	if n := len(c.Points); n > 0 {
		s.say("plain.conflict.differs", "n", n)
	}
	why := s.talk.MayMerge()
	for i := range c.Points {
		if i == 0 || !c.Points[i].SameThing(c.Points[i-1]) {
			s.lines(drawn(s.text.Say(model.Msg("conflict.about", "what", c.Points[i].What))))
		}
		if err := s.point(&c.Points[i], why.Zero()); err != nil {
			return err
		}
	}
	if len(c.Brought) > 0 {
		s.say("conflict.brought")
		s.told(c.Brought)
	}
	if !why.Zero() {
		s.tell(why)
		return nil
	}
	if yes, err := s.yes("plain.conflict.sure"); err != nil || !yes {
		return err
	}
	e, err := s.talk.Resolve(c)
	if err != nil {
		return err
	}
	s.saved()
	s.told(e.Say)
	return nil
}

// point says one thing of which both do not say the same, and asks what is kept.
func (s *session) point(p *desk.Point, asks bool) error {
	for _, l := range p.Lines {
		s.lines(s.label(l.Label) + ".")
		s.side("conflict.here", l.Was)
		s.side("conflict.there", l.Is)
	}
	if !asks {
		return nil
	}
	f := field{ID: "keep", Label: model.Msg("conflict.keep"), Kind: flow.Choice, Value: string(p.Keep)}
	for _, k := range p.Offers {
		f.Options = append(f.Options, flow.Option{Value: string(k), Label: p.Offer(k)})
	}
	value, given, err := s.field(f, nil)
	if given {
		p.Keep = desk.Keep(value)
	}
	return err
}

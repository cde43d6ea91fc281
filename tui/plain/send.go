package plain

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// send says what would go where and what stays, and sends on a yes, or those
// whose numbers are typed. ctrl+c stops the sending and nothing else.
func (s *session) send() error {
	out, err := s.desk.WhatGoes()
	if err != nil {
		return err
	}
	if again, err := s.sendAgain(out.Back); err != nil || again {
		if err != nil {
			return err
		}
		return s.send()
	}
	if looked, err := s.lookAtTheirs(out.Back); err != nil || looked {
		return err
	}
	s.saysStays(out.Stays)
	if len(out.Goes) == 0 {
		s.say("plain.send.none")
		return s.look(out)
	}
	if out.To == "" {
		s.say("plain.send.nowhere", "n", len(out.Goes))
	} else {
		s.say("plain.send.waiting", "n", len(out.Goes), "to", out.To)
	}
	s.parcels(out.Goes, true)
	s.say("plain.send.stays")
	only, err := s.whichGo(out.Goes)
	if err != nil || only == nil {
		return err
	}
	return s.sending(desk.Sending{Only: only})
}

// look asks whether what was sent is still there, where nothing waits to go. At
// somebody's table nobody waits for that.
func (s *session) look(out desk.Outgoing) error {
	if out.To == "" || s.talk != nil {
		return nil
	}
	ctx, stop := s.stoppable()
	defer stop()
	l, err := s.desk.Look(ctx)
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	s.told(l.Said())
	return err
}

// sendAgain says what was sent back, and asks of what is gone from the server
// whether it is to be made there again. It tells whether any is.
func (s *session) sendAgain(back []desk.Parcel) (again bool, err error) {
	s.parcels(back, false)
	for _, p := range back {
		if !p.Gone() || !s.maySay(p.Record) {
			continue
		}
		ask := "plain.send.again"
		if p.PartGone() {
			ask = "plain.send.again-part"
		}
		yes, err := s.yes(ask, "who", p.Name)
		if err != nil {
			return again, err
		}
		if yes {
			gone, err := s.again(p.ID)
			if err != nil {
				return again, err
			}
			again = again || gone
		}
	}
	return again, nil
}

// again has a plan wait that is gone from the server, or says why it can't be
// asked what is left there.
func (s *session) again(item model.ID) (bool, error) {
	ctx, stop := s.stoppable()
	defer stop()
	gone, err := s.desk.Again(ctx, item)
	m, known := desk.Sent(err)
	switch {
	case s.ctx.Err() != nil, err != nil && !known:
		return false, err
	case err != nil:
		s.tell(m)
		return false, nil
	}
	s.say("sent.puts-back", "n", gone)
	return true, nil
}

func (s *session) saysStays(list []desk.Stay) {
	for _, x := range list {
		if s.maySay(x.Record) {
			s.words(x.Name + ": " + s.text.Say(x.Why))
		}
	}
}

// whichGo asks what goes: all of it on a yes, those whose numbers are typed, or
// none. At somebody's table nothing has a number but what is theirs.
func (s *session) whichGo(list []desk.Parcel) ([]model.ID, error) {
	typed, err := s.ask("plain.send.sure")
	if err != nil {
		return nil, err
	}
	var only []model.ID
	if s.isYes(typed) {
		for _, p := range list {
			only = append(only, p.ID)
		}
		return only, nil
	}
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == ',' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(list) || !s.maySay(list[n-1].Record) {
			return nil, nil
		}
		only = append(only, list[n-1].ID)
	}
	return only, nil
}

// isYes tells whether this is a yes.
func (s *session) isYes(typed string) bool {
	return kit.Fold(typed) == kit.Fold(s.text.Say(model.Msg("plain.yes")))
}

// sending sends, says how far each is, and what came of it. Where the server can't
// tell whether it knows somebody, it asks, and sends once more.
func (s *session) sending(x desk.Sending) error {
	ctx, stop := s.stoppable()
	defer stop()
	there := 0
	var asked []desk.Parcel
	x.Told = func(p desk.Progress) {
		if p.There() {
			there++
		}
		if !s.maySay(p.Record) || !p.News() {
			return
		}
		s.words(s.text.Say(p.Told()))
		switch {
		case p.Asks():
			asked = append(asked, p.Parcel)
		case p.There() && s.talk != nil:
			s.talk.Beyond("send")
		}
	}
	err := s.desk.Send(ctx, x)
	stop()
	if err := s.came(err, there); err != nil {
		return err
	}
	return s.makeThere(asked)
}

// stoppable is a context that ends with the session, and at ctrl+c: while plans
// go nothing else reads the keys.
func (s *session) stoppable() (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(s.ctx)
	if !s.Terminal {
		return ctx, stop
	}
	got := s.in.ask("", false)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case l := <-got:
				switch {
				case errors.Is(l.err, errInterrupt):
					stop()
					return
				case l.err != nil:
					return
				case l.done: // an idle Enter: ctrl+c is waited for still
					got = s.in.ask("", false)
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	// Whoever asks something next is to be the only one who asks.
	return ctx, func() { stop(); <-ended }
}

// came says what came of a sending.
func (s *session) came(err error, there int) error {
	if m, ok := desk.Sent(err); ok {
		s.tell(m)
	}
	if s.ctx.Err() != nil {
		return err
	}
	if _, known := desk.Sent(err); err != nil && !known {
		s.say("plain.send.failed")
		return nil
	}
	out, lookErr := s.desk.WhatGoes()
	if lookErr != nil {
		return lookErr
	}
	s.told(out.Came(there))
	return nil
}

// makeThere asks of each whom a server may not know whether they are to be made
// there, and sends those once more.
func (s *session) makeThere(asked []desk.Parcel) error {
	var only, may []model.ID
	for _, p := range asked {
		yes, err := s.yes("plain.send.make", "who", p.Name)
		if err != nil {
			return err
		}
		if yes {
			only, may = append(only, p.ID), append(may, p.Record)
		}
	}
	if only == nil {
		return nil
	}
	return s.sending(desk.Sending{Only: only, MayCreate: func(record model.ID) bool { return slices.Contains(may, record) }})
}

// maySay tells whether somebody may be named: at somebody's table nobody is but
// they.
func (s *session) maySay(record model.ID) bool {
	return s.talk == nil || record == s.talk.Record().ID
}

// parcels says how plans stand, with their numbers where one can be chosen, and
// how many there are of those who are not named here.
func (s *session) parcels(list []desk.Parcel, choose bool) {
	besides := 0
	for i, p := range list {
		said := p.Name + ": " + s.text.Say(p.Said())
		switch {
		case !s.maySay(p.Record):
			besides++
		case choose:
			s.words(numbered(i+1, said))
		default:
			s.words(said)
		}
	}
	if besides > 0 {
		s.say("plain.send.besides", "n", besides)
	}
}

// sendSelf sends what waits without being asked, beside the line that is typed.
// Nothing is said of it there: the first page counts what still waits.
func (s *session) sendSelf() {
	if !s.desk.SelfDue() {
		return
	}
	d := s.desk
	go func() {
		defer func() {
			if recover() != nil {
				_ = desk.NewCrash().Write(s.Dir, s.now()) // nobody waits for it
			}
		}()
		_, _ = d.SendSelf(s.ctx) // what did not go says why itself
	}()
}

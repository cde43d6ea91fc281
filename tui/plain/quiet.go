package plain

import (
	"errors"
	"io"
	"time"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// errAway ends the wait for a line, and whatever the line was for, because the
// notes have to be locked: nobody has touched a key for too long, the laptop
// slept, or the program is being stopped.
var errAway = errors.New("nobody is here")

const (
	lookAfter   = time.Minute      // between two looks whether somebody is still here
	asleepAfter = 90 * time.Second // is more than there can be between two, unless the laptop slept
)

// quiet is how long nobody has touched a key, by the clock on the wall: the
// other one stands still while the laptop sleeps.
type quiet struct {
	touched, looked time.Time
	stopping        bool // the program is to stop once it is locked
}

// watch looks from time to time whether somebody is still here, until end is
// called. Where nothing is open, or nobody could unlock it again, it never does.
func (s *session) watch() (look <-chan time.Time, end func()) {
	if !s.Terminal || s.desk == nil {
		return nil, func() {}
	}
	s.quiet.looked = s.wall()
	t := time.NewTicker(lookAfter)
	return t.C, t.Stop
}

func (s *session) wall() time.Time { return s.now().Round(0) }

func (s *session) now() time.Time {
	if s.Options.Desk.Now != nil {
		return s.Options.Desk.Now()
	}
	return time.Now()
}

// touch notes that a key was touched, and tells whether it may count: after the
// laptop has slept nobody knows whose it was.
func (s *session) touch() bool {
	if s.slept() {
		return false
	}
	s.quiet.touched = s.wall()
	return true
}

func (s *session) slept() bool {
	return s.Terminal && s.desk != nil && s.wall().Sub(s.quiet.looked) > asleepAfter
}

// isQuiet tells whether nobody has been here for so long that the notes lock.
func (s *session) isQuiet() bool {
	now := s.wall()
	if s.slept() {
		return true
	}
	s.quiet.looked = now
	if now.Before(s.quiet.touched) { // the clock was set back
		s.quiet.touched = now
	}
	after := s.desk.Settings.LockAfter
	if s.talk != nil && s.talk.Place().Stage != model.StageMine {
		after = s.desk.Settings.LockAfterVisit
	}
	return now.Sub(s.quiet.touched) >= time.Duration(after)*time.Minute
}

// away keeps where one was, to come back to.
func (s *session) away() error {
	s.at = ""
	if s.talk != nil {
		s.talk.Finish()
		if s.talk.Kept() {
			s.at = s.talk.Record().ID
		}
	}
	return errAway
}

// relock locks the notes, takes everything off the screen, and asks for the
// passphrase. What can't be saved is not locked: it would be lost.
func (s *session) relock() error {
	t := s.talk
	var door *desk.Door
	err := s.leaveTalk()
	if err == nil {
		door, err = s.desk.Lock()
	}
	s.wipe()
	if err != nil {
		s.tell(desk.Trouble(err))
		return s.notLocked(t)
	}
	s.desk = nil
	if s.quiet.stopping {
		s.stop()
	}
	s.say("plain.locked")
	s.Passphrase = nil // what opened it once does not know who is here now
	d, err := s.unlock(door)
	if err != nil {
		return errors.Join(err, door.Close())
	}
	s.desk = d
	s.quiet.touched = s.wall()
	s.opened()
	return nil
}

// stop stops the program, with nothing left on the screen, until it is to go on.
func (s *session) stop() {
	s.quiet.stopping = false
	s.wipe()
	if s.Stop != nil {
		s.Stop()
	}
}

// notLocked covers what could not be locked, and goes on in it.
func (s *session) notLocked(t *desk.Talk) error {
	s.say("plain.not-locked")
	s.talk, s.at = t, ""
	return s.cover()
}

// tellTight says once that the disk is full, each time that it comes to be.
func (s *session) tellTight() {
	tight := s.desk.Tight() && s.desk.KeepRoom()
	if tight && !s.tight {
		s.say("warning.tight")
	}
	s.tight = tight
}

// wipe takes what was printed off the terminal, and out of what it remembers.
func (s *session) wipe() {
	if s.Terminal && !s.Dumb {
		_, _ = io.WriteString(s.Options.Out, kit.WipeScreen) // nobody is there to be told
	}
}

// goOn opens the conversation again that was locked.
func (s *session) goOn() error {
	id := s.at
	s.at = ""
	if id == "" {
		return nil
	}
	return s.open(id, "")
}

// rooms leads from the first page into conversations and back, until somebody
// leaves. A conversation that is open is gone on with.
func (s *session) rooms() error {
	enter := s.goOn
	if s.talk != nil {
		enter = s.conversation
	}
	if err := enter(); err != nil {
		return err
	}
	for {
		if err := s.home(); err != nil {
			return err
		}
	}
}

// sit is rooms with a lock on the way in, as often as the notes are locked, and
// a question on the way out, as often as words wait that the disk does not take.
func (s *session) sit() error {
	for {
		err := s.parted(s.rooms())
		for errors.Is(err, errAway) {
			err = s.parted(s.relock())
		}
		if err != nil {
			return err
		}
	}
}

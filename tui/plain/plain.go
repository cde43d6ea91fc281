// Package plain is the whole program in plain lines, for people who use a
// screen reader or braille, and for scripts. Lines are only ever added; what
// the program prints is at most 40 cells wide, the line that matters first;
// what people said is not cut. A line at "Note n:" is a note, and the number in
// the next prompt tells that it is on disk. Its one rule: it drives the same
// engine as the full screen, and can do what that can.
package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// Left is how plain mode ended. Desk is nil unless the full screen is wanted:
// then it is the open store, and At the conversation to go on with.
type Left struct {
	Desk *desk.Desk
	At   model.ID
}

// Options are what plain mode needs from the world.
type Options struct {
	Dir string
	In  io.Reader
	Out io.Writer
	// Terminal tells that In is a terminal in raw mode: letters come one by one
	// and are echoed here. Width gives its cells.
	// A Dumb one is not wiped: it would print what wipes it.
	Terminal, Dumb bool
	Width          func() int
	// Stopping tells that the program is to be stopped. Stop does it, once the
	// notes are locked, and returns when it goes on.
	Stopping <-chan os.Signal
	Stop     func()
	// Echo prints what is read from a pipe behind its prompt, for transcripts.
	Echo bool
	// Passphrase opens the store without asking, where it was given to the
	// program. SetUp is what the first run does not ask.
	SetUp      desk.SetUp
	Passphrase []byte
	Desk       desk.Options
	// Unlocked is a store that is open already, and At the conversation to go
	// on with in it, where the full screen was left for plain lines.
	Unlocked *desk.Desk
	At       model.ID
}

// unbroken runs the session and turns a panic into an error, with a note that
// holds no words.
func (s *session) unbroken() (err error) {
	defer func() {
		if recover() != nil {
			err = desk.NewCrash().Write(s.Dir, time.Now())
		}
	}()
	err = s.run()
	if b, ok := errors.AsType[*brokenError](err); ok {
		return b.crash.Write(s.Dir, time.Now())
	}
	return err
}

// Bracketed paste, on and off.
const (
	pasteOn  = "\x1b[?2004h"
	pasteOff = "\x1b[?2004l"
)

// errLeave ends a session in good order.
var errLeave = errors.New("leave")

// Run holds a session until somebody leaves, the input ends or ctx does. All
// is saved when it returns nil, and nothing that was printed can be scrolled
// back to. A *desk.CrashError says that the program broke;
// what had been handed over by then is on disk.
func Run(ctx context.Context, o Options) (Left, error) {
	s := newSession(ctx, o)
	if o.Terminal {
		// The terminal is asked to say what is pasted. One that can't says nothing.
		_, _ = io.WriteString(o.Out, pasteOn)
		defer func() { _, _ = io.WriteString(o.Out, pasteOff) }()
	}
	err := s.unbroken()
	s.wipe()
	if _, crashed := errors.AsType[*desk.CrashError](err); crashed {
		// The engine is not asked for more: what it was in the middle of is not
		// to be trusted. What it had handed over is saved by shutting.
		s.talk = nil
		return Left{}, errors.Join(err, s.shut())
	}
	if errors.Is(err, errLeave) || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		err = nil
	}
	if s.talk != nil {
		s.at = s.talk.Record().ID
	}
	if s.toScreen && err == nil && s.leaveTalk() == nil {
		return Left{Desk: s.desk, At: s.at}, nil
	}
	return Left{}, errors.Join(err, s.shut())
}

// session is one sitting.
type session struct {
	Options
	ctx  context.Context
	in   input
	text *content.Text
	desk *desk.Desk
	talk *desk.Talk
	// toScreen tells that the full screen is wanted, with the conversation at.
	toScreen bool
	at       model.ID
	// asked are the choices last printed, which are not printed again at once.
	asked string
	// hinted tells that the mistake of a command without its full stop was
	// explained already.
	hinted bool
	// saidDash tells that it was said how an answer is taken away.
	saidDash bool
	// pasted tells that the last line was not typed here.
	pasted bool
	// pending is a command that was typed where something else was asked.
	pending string
	last    last
	// hush keeps back what each answer of a form says, where all of it is said
	// at the end.
	hush  bool
	quiet quiet
	// tight tells that the disk was said to be full.
	tight bool
	// forgone tells that somebody leaves without what the disk does not take.
	forgone bool
}

func newSession(ctx context.Context, o Options) *session {
	text := o.Desk.Text
	if text == nil {
		text = content.English()
	}
	if o.Width == nil {
		o.Width = func() int { return 80 }
	}
	s := &session{Options: o, ctx: ctx, text: text}
	if o.Terminal {
		s.in = newKeys(o.In, o.Out, o.Width)
		s.Out = kit.CRLF(o.Out)
	} else {
		s.in = newPipe(o.In, o.Out, o.Echo)
	}
	return s
}

func (s *session) run() error {
	s.say("plain.hello")
	if err := s.enter(); err != nil {
		return err
	}
	s.at, s.quiet.touched = s.At, s.wall()
	return s.sit()
}

// enter sets up, or unlocks.
func (s *session) enter() error {
	settings, err := desk.LoadSettings(s.Dir)
	if wrong, ok := errors.AsType[*desk.SettingsError](err); ok {
		s.faulty(wrong.Faults)
	}
	if s.Unlocked != nil {
		s.desk = s.Unlocked
		s.told(s.desk.Warnings())
		return nil
	}
	if !desk.Exists(s.Dir) {
		if err := desk.JudgePlace(s.Dir); err != nil {
			return err
		}
		return s.setUp(settings)
	}
	door, err := desk.Open(s.Dir, s.Options.Desk)
	if err != nil {
		return err
	}
	d, err := s.unlock(door)
	if err != nil {
		return errors.Join(err, door.Close())
	}
	s.desk = d
	s.opened()
	s.told(d.Warnings())
	return nil
}

// opened says that the notes are open, and after the code how to set new words.
func (s *session) opened() {
	s.say("plain.open")
	if s.desk.ByCode() {
		s.say("ways.by-code", "ways", ".ways")
	}
}

// unlock asks for the passphrase until it is right. A wrong one costs a wait
// and destroys nothing.
func (s *session) unlock(door *desk.Door) (*desk.Desk, error) {
	for {
		typed := s.Passphrase
		if typed == nil {
			line, err := s.secret("plain.passphrase")
			if err != nil {
				return nil, err
			}
			typed = []byte(line)
			defer clear(typed)
		}
		d, err := door.UnlockWith(typed)
		if err == nil || s.Passphrase != nil {
			return d, err
		}
		wait, wrong := desk.WrongKey(err)
		if !wrong {
			return nil, err
		}
		if row, slip := desk.CodeSlip(err); slip {
			s.say("plain.code-row", "n", row)
		} else {
			s.say("plain.passphrase.wrong")
		}
		if err := s.pause(wait); err != nil {
			return nil, err
		}
	}
}

func (s *session) pause(d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// shut saves everything and lets go of the store, with patience where nobody can
// be asked.
func (s *session) shut() error {
	if s.desk == nil {
		return nil
	}
	p := desk.Parting{Patience: desk.Patience}
	if s.forgone {
		p.Patience = 0
	}
	return s.desk.Shut(context.WithoutCancel(s.ctx), s.talk, p)
}

// Printing. All sentences come from the catalogue.

// width is how many cells the program's own lines take: one sweep of a braille
// display.
const width = 40

func (s *session) say(id string, pairs ...any) { s.tell(model.Msg(id, pairs...)) }

func (s *session) tell(m model.Message) {
	s.lines(s.text.Say(m.With("undo", ".undo")))
}

func (s *session) told(list []model.Message) {
	for _, m := range list {
		s.tell(m)
	}
}

// lines prints the program's own words, wrapped.
func (s *session) lines(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		for _, l := range measure.Wrap(line, width) {
			s.print(strings.TrimRight(l, " "))
		}
	}
}

// words prints what somebody typed, uncut.
func (s *session) words(text string) { s.print(text) }

// print prints a line as it may stand on a screen: a name in it can be somebody
// else's doing, and speaks to no terminal.
func (s *session) print(line string) {
	s.asked = ""
	// There is nobody to tell that the terminal is gone; the words are kept.
	_, _ = fmt.Fprintln(s.Out, drawn(line))
}

func (s *session) label(m model.Message) string {
	if own := "plain." + m.ID; s.text.Has(own) {
		m.ID = own
	}
	return s.text.Say(m)
}

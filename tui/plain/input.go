package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"syscall"
	"time"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

var measure kit.Measure

// drawn is people's text as it may go to a terminal: without control
// characters that would move or colour anything.
func drawn(text string) string { return kit.Drawn(text) }

// line is something that came of a prompt: the text so far, or all of it.
type line struct {
	text   string
	done   bool
	pasted bool  // it was not typed here: nothing in it is a voice, a quotation or a command
	err    error // io.EOF at the end of the input, errInterrupt at ctrl+c
}

var errInterrupt = errors.New("interrupted")

// input asks for lines. Exactly one prompt is open at a time.
type input interface {
	// ask prints a prompt and delivers what is typed, ending with a line that
	// is done.
	ask(prompt string, secret bool) <-chan line
	// stands is what stands in the line that is asked for, where told is what was
	// delivered of it: more may be seen than was.
	stands(told string) string
}

// keys reads a terminal in raw mode, letter by letter.
type keys struct {
	raw *kit.Raw

	mu    sync.Mutex
	open  *asked        // what is asked now
	fresh chan struct{} // tells that something is asked
}

// asked is a prompt. It is gone once something else is asked, though nothing
// was typed at it.
type asked struct {
	got  chan line
	gone chan struct{}
	err  error
}

func newKeys(in io.Reader, out io.Writer, width func() int) *keys {
	k := &keys{raw: kit.NewRaw(in, out, width), fresh: make(chan struct{}, 1)}
	// Reading a terminal can't be called off: this goroutine ends with the
	// program.
	go k.serve()
	return k
}

func (k *keys) ask(text string, secret bool) <-chan line {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.open != nil {
		close(k.open.gone)
	}
	k.open = &asked{got: make(chan line), gone: make(chan struct{}), err: k.raw.Begin(text, secret)}
	select {
	case k.fresh <- struct{}{}:
	default: // it has been told already
	}
	return k.open.got
}

func (k *keys) stands(string) string { return k.raw.Text() }

// now is what is asked; nil where nothing is.
func (k *keys) now() *asked {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.open
}

// ended notes that something was answered.
func (k *keys) ended(a *asked) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.open == a {
		k.open = nil
	}
}

func (k *keys) serve() {
	for range k.fresh {
		for a := k.now(); a != nil; a = k.now() {
			k.deliver(a.err)
		}
	}
}

// deliver hands what is typed next to whoever asks by then.
func (k *keys) deliver(err error) {
	l := line{done: true, err: err}
	if err == nil {
		l = k.next()
	}
	a := k.now()
	if l.done {
		k.ended(a)
	}
	select {
	case a.got <- l:
	case <-a.gone:
	}
}

// brokenError is a crash beside the session, which ends it in good order.
type brokenError struct{ crash *desk.Crash }

func (*brokenError) Error() string { return "reading the terminal crashed" }

// next waits for what is typed. A crash in it must not take the terminal with it.
func (k *keys) next() (l line) {
	defer func() {
		if recover() != nil {
			l = line{done: true, err: &brokenError{desk.NewCrash()}}
		}
	}()
	return lineOf(k.raw.Next())
}

func lineOf(e kit.RawEvent, err error) line {
	if errors.Is(err, syscall.EIO) {
		err = io.EOF // what reading a terminal gives whose window was closed
	}
	if err != nil {
		return line{done: true, err: err}
	}
	switch e.Kind {
	case kit.RawFinished:
		return line{text: e.Text, done: true, pasted: e.Pasted}
	case kit.RawInterrupt:
		return line{text: e.Text, done: true, err: errInterrupt}
	case kit.RawEnd:
		return line{done: true, err: io.EOF}
	case kit.RawChanged:
	}
	return line{text: e.Text}
}

// pipe reads whole lines of any length.
type pipe struct {
	lines *kit.LineReader
	out   io.Writer
	echo  bool
	got   chan line
}

func newPipe(in io.Reader, out io.Writer, echo bool) *pipe {
	return &pipe{lines: kit.NewLineReader(in), out: out, echo: echo, got: make(chan line, 1)}
}

func (p *pipe) stands(told string) string { return told }

func (p *pipe) ask(text string, secret bool) <-chan line {
	// What can't be printed can't be told either; the reading goes on.
	_, _ = fmt.Fprint(p.out, text)
	go func() { p.got <- p.next(secret) }()
	return p.got
}

// next reads a line. A crash in it must not print what it was about.
func (p *pipe) next(secret bool) (l line) {
	defer func() {
		if recover() != nil {
			l = line{done: true, err: &brokenError{desk.NewCrash()}}
		}
	}()
	typed, err := p.lines.Next()
	if p.echo && err == nil && !secret {
		_, _ = fmt.Fprint(p.out, typed)
	}
	_, _ = fmt.Fprintln(p.out)
	return line{text: typed, done: true, err: err}
}

// draftPause is how long a line that is being typed may wait to be kept: it is
// then committed at once, and on disk within a second of being typed.
const draftPause = 850 * time.Millisecond

// read asks for a line. keep, where there is one, is handed the unfinished text
// in between.
func (s *session) read(prompt string, secret bool, keep func(text string)) (string, error) {
	text, err := s.readOnce(prompt, secret, keep)
	if !errors.Is(err, errInterrupt) {
		return text, err
	}
	// ctrl+c twice leaves; once tells that nothing is lost. What is typed next
	// must not take the place of what was broken off.
	if s.talk != nil {
		s.talk.Finish()
	}
	s.print("")
	if s.desk == nil || s.desk.SaveAll(s.ctx, s.talk) == nil {
		s.say("plain.saved-once-more")
	} else {
		s.say("plain.not-saved")
	}
	if text, err = s.readOnce(prompt, secret, keep); errors.Is(err, errInterrupt) {
		s.print("")
		return "", errLeave
	}
	return text, err
}

func (s *session) readOnce(prompt string, secret bool, keep func(text string)) (string, error) {
	look, end := s.watch()
	defer end()
	got := s.in.ask(drawn(prompt), secret)
	var due <-chan time.Time
	text, kept := "", ""
	for {
		select {
		case l := <-got:
			if !s.touch() {
				return "", s.broken(text, kept, keep)
			}
			if !l.done {
				text = l.text
				if due == nil && keep != nil {
					due = time.After(draftPause)
				}
				continue
			}
			return s.finished(l, text, keep)
		case <-due:
			due = nil
			if text != kept {
				kept = text
				keep(text)
			}
		case <-look:
			if s.isQuiet() {
				return "", s.broken(s.in.stands(text), kept, keep)
			}
			s.sendSelf()
		case <-s.Stopping:
			if s.desk != nil {
				s.quiet.stopping = true
				return "", s.broken(s.in.stands(text), kept, keep)
			}
			s.stop()
			got, text = s.in.ask(prompt, secret), ""
		case <-s.ctx.Done():
			text = s.in.stands(text)
			if keep != nil && text != kept {
				keep(text)
			}
			return text, context.Cause(s.ctx)
		}
	}
}

// broken breaks a line off because the notes are to be locked. What stands in it
// is kept first.
func (s *session) broken(text, kept string, keep func(string)) error {
	if keep != nil && text != kept {
		keep(text)
	}
	return s.away()
}

// finished is a line's end. What stood in a line that was broken off is kept.
func (s *session) finished(l line, text string, keep func(string)) (string, error) {
	s.pasted = l.pasted
	if l.err == nil {
		return l.text, nil
	}
	if keep != nil && text != "" {
		keep(text)
	}
	return "", l.err
}

// secret asks for something that is not shown.
func (s *session) secret(id string) (string, error) {
	return s.read(s.text.Say(model.Msg(id))+" ", true, nil)
}

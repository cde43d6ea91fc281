package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"ownwords/model"
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
}

// keys reads a terminal in raw mode, letter by letter.
type keys struct {
	raw  *kit.Raw
	asks chan prompt
	got  chan line
}

type prompt struct {
	text   string
	secret bool
}

func newKeys(in io.Reader, out io.Writer, width func() int) *keys {
	k := &keys{raw: kit.NewRaw(in, out, width), asks: make(chan prompt), got: make(chan line)}
	// Reading a terminal can't be called off: this goroutine ends with the
	// program.
	go k.serve()
	return k
}

func (k *keys) ask(text string, secret bool) <-chan line {
	k.asks <- prompt{text, secret}
	return k.got
}

func (k *keys) serve() {
	for p := range k.asks {
		if err := k.raw.Begin(p.text, p.secret); err != nil {
			k.got <- line{done: true, err: err}
			continue
		}
		for !k.deliver() {
		}
	}
}

func (k *keys) deliver() (done bool) {
	e, err := k.raw.Next()
	if errors.Is(err, syscall.EIO) {
		err = io.EOF // what reading a terminal gives whose window was closed
	}
	if err != nil {
		k.got <- line{done: true, err: err}
		return true
	}
	switch e.Kind {
	case kit.RawFinished:
		k.got <- line{text: e.Text, done: true, pasted: e.Pasted}
		return true
	case kit.RawInterrupt:
		k.got <- line{text: e.Text, done: true, err: errInterrupt}
		return true
	case kit.RawEnd:
		k.got <- line{done: true, err: io.EOF}
		return true
	case kit.RawChanged:
	}
	k.got <- line{text: e.Text}
	return false
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

func (p *pipe) ask(text string, secret bool) <-chan line {
	// What can't be printed can't be told either; the reading goes on.
	_, _ = fmt.Fprint(p.out, text)
	go func() {
		typed, err := p.lines.Next()
		if p.echo && err == nil && !secret {
			_, _ = fmt.Fprint(p.out, typed)
		}
		_, _ = fmt.Fprintln(p.out)
		p.got <- line{text: typed, done: true, err: err}
	}()
	return p.got
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
		s.save()
	}
	s.print("")
	s.say("plain.saved-once-more")
	if text, err = s.readOnce(prompt, secret, keep); errors.Is(err, errInterrupt) {
		s.print("")
		return "", errLeave
	}
	return text, err
}

func (s *session) readOnce(prompt string, secret bool, keep func(text string)) (string, error) {
	got := s.in.ask(prompt, secret)
	var due <-chan time.Time
	text, kept := "", ""
	for {
		select {
		case l := <-got:
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
		case <-s.ctx.Done():
			if keep != nil && text != kept {
				keep(text)
			}
			return text, context.Cause(s.ctx)
		}
	}
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

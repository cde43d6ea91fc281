package kit

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

// lastWords is how many words are printed anew when erasing has come past the beginning of a row.
const lastWords = 10

// RawKind is what has happened to a line that is being typed.
type RawKind int

// The kinds. End is ctrl+d on an empty line; Interrupt is ctrl+c.
const (
	RawChanged RawKind = iota
	RawFinished
	RawInterrupt
	RawEnd
)

// RawEvent is something that has happened to the line. Text is the line as it stands. Pasted is set on a line that was
// finished by a line break within pasted text.
type RawEvent struct {
	Kind   RawKind
	Text   string
	Pasted bool
}

// Raw is the line editor of plain mode, for a terminal that its owner has put in raw mode. It writes at the end and nowhere
// else: the cursor never moves but by Backspace, nothing is drawn over, and a line has no end. It tells of every change, so
// that an unfinished line can be kept. Text is measured by wcwidth, since it never asks the terminal for anything else.
type Raw struct {
	in    io.Reader
	out   io.Writer
	width func() int
	buf   []byte // belongs to Next

	mu      sync.Mutex // guards what follows: held by all but reading
	parser  rawParser
	pending []byte
	more    bool // the last read filled the buffer
	pasting bool

	text   string
	masked bool
	from   int // the byte of text at which the row begins that the cursor is in
	base   int // how many cells of that row come before it: the prompt's
	column int
}

// NewRaw reads keys from in and echoes to out, a terminal of width() cells.
func NewRaw(in io.Reader, out io.Writer, width func() int) *Raw {
	return &Raw{in: in, out: out, width: width, buf: make([]byte, 4096)}
}

// Begin prints a prompt and begins a line. A masked line is not echoed at all. It may be called while Next waits: what was
// typed of the line before is then forgotten.
func (r *Raw) Begin(prompt string, masked bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text, r.masked, r.from = "", masked, 0
	r.column = 0
	if err := r.write(prompt); err != nil {
		return err
	}
	r.base = r.column
	return nil
}

// Text is what stands in the line: all that was echoed, told of by Next or not.
func (r *Raw) Text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text
}

// Next waits until something has happened to the line. Keys that came together are one change. After Finished, Begin has
// to be called for the next line. The error is that of reading or writing; at the end of the input it is io.EOF, and what
// was typed last has been told of before.
func (r *Raw) Next() (RawEvent, error) {
	for {
		event, told, err := r.take()
		if told || err != nil {
			return event, err
		}
		n, err := r.in.Read(r.buf)
		if n == 0 && err != nil {
			return RawEvent{}, err
		}
		r.came(r.buf[:n])
	}
}

func (r *Raw) came(b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pending = append(r.pending, b...)
	r.more = len(b) == len(r.buf)
}

// take goes through the bytes that have come, up to the first that ends the line.
func (r *Raw) take() (event RawEvent, told bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.text
	for len(r.pending) > 0 {
		key, text, n := r.parser.next(r.pending)
		r.pending = r.pending[n:]
		kind, ends, err := r.do(key, text)
		if ends || err != nil {
			return RawEvent{Kind: kind, Text: r.text, Pasted: r.pasting}, err == nil, err
		}
	}
	if !r.more {
		r.parser.pause()
	}
	return RawEvent{Kind: RawChanged, Text: r.text}, r.text != before, nil
}

// do does what a key means to the line, and reports whether that is the end of it. Within pasted text nothing but line breaks
// is anything but text.
func (r *Raw) do(key rawKey, text string) (kind RawKind, ends bool, err error) {
	switch {
	case key == rawPasteBegin || key == rawPasteEnd:
		r.pasting = key == rawPasteBegin
		return RawChanged, false, nil
	case key == rawText:
		return RawChanged, false, r.add(text)
	case key == rawEnter:
		_, err := io.WriteString(r.out, "\r\n")
		return RawFinished, true, err
	case r.pasting:
		return RawChanged, false, nil
	}
	switch key {
	case rawBackspace:
		return RawChanged, false, r.erase(r.before(len(r.text)))
	case rawWord:
		return RawChanged, false, r.erase(r.wordBefore())
	case rawInterrupt:
		return RawInterrupt, true, nil
	case rawEnd:
		return RawEnd, r.text == "", nil
	}
	return RawChanged, false, nil
}

// add puts text behind the line.
func (r *Raw) add(text string) error {
	r.text += text
	if r.masked {
		return nil
	}
	return r.write(text)
}

// write echoes text. A row is left before it is full, since terminals differ in where their cursor is when it is.
func (r *Raw) write(text string) error {
	var out bytes.Buffer
	var m Measure
	at := len(r.text) - len(text)
	for i, c := range m.Clusters(text) {
		cells := m.Width(c)
		if r.column+cells > max(2, r.width())-1 && r.column > 0 {
			out.WriteString("\r\n")
			r.column, r.base, r.from = 0, 0, max(0, at+i)
		}
		out.WriteString(Drawn(c))
		r.column += cells
	}
	_, err := r.out.Write(out.Bytes())
	return err
}

func (r *Raw) before(off int) int {
	last := 0
	for i := range (Measure{}).Clusters(r.text[:off]) {
		last = i
	}
	return last
}

// wordBefore is where the word before the cursor begins, at a grapheme's beginning.
func (r *Raw) wordBefore() int {
	to, last := wordLeft(r.text, len(r.text)), 0
	for i := range (Measure{}).Clusters(r.text) {
		if i > to {
			break
		}
		last = i
	}
	return last
}

// erase takes away what stands behind the byte to. Within the row that is done by Backspace; beyond its beginning, where no
// Backspace leads, the last words are printed anew in a row of their own.
func (r *Raw) erase(to int) error {
	if to >= len(r.text) {
		return nil
	}
	gone := r.text[to:]
	r.text = r.text[:to]
	if r.masked {
		return nil
	}
	if to < r.from {
		return r.again()
	}
	cells := min(Measure{}.Width(gone), r.column-r.base)
	r.column -= cells
	back := strings.Repeat("\b", cells)
	_, err := io.WriteString(r.out, back+strings.Repeat(" ", cells)+back)
	return err
}

// again prints the last words of the line in a new row.
func (r *Raw) again() error {
	at := len(r.text)
	for range lastWords {
		at = wordStart(r.text, at)
	}
	if _, err := io.WriteString(r.out, "\r\n"); err != nil {
		return err
	}
	r.from, r.base, r.column = at, 0, 0
	return r.write(r.text[at:])
}

// wordStart is where the word before off begins, with the signs that cling to it: words as they are counted in reading.
func wordStart(s string, off int) int {
	off = len(strings.TrimRight(s[:off], " \t"))
	return strings.LastIndexAny(s[:off], " \t") + 1
}

// CRLF gives a terminal in raw mode, which has lost the habit, a carriage return before each line feed.
func CRLF(w io.Writer) io.Writer {
	return crlf{w}
}

type crlf struct{ w io.Writer }

func (c crlf) Write(b []byte) (int, error) {
	if _, err := c.w.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(b), nil
}

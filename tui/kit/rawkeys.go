package kit

import "unicode/utf8"

// rawKey is what a run of bytes from a terminal in raw mode means to a line of plain mode.
type rawKey int

const (
	rawNothing rawKey = iota
	rawText
	rawEnter
	rawBackspace
	rawWord // delete the word before
	rawInterrupt
	rawEnd
	rawPasteBegin
	rawPasteEnd
)

// rawState is where in a control sequence the bytes have got to.
type rawState int

const (
	rawGround  rawState = iota
	rawEscape           // behind ESC
	rawControl          // in ESC [ ... up to its last byte
	rawSingle           // behind ESC O
	rawString           // in a string that BEL or ESC \ ends
)

// rawParser tells a terminal's bytes apart. Sequences that stand for other keys are swallowed, also where they come in two
// reads; a lone ESC is swallowed too, and what follows it is typed, since alt with a letter types the letter.
type rawParser struct {
	state     rawState
	params    []byte
	part      []byte // the beginning of a character whose rest has not come yet
	afterCR   bool
	sawDelete bool
}

// next returns what the first bytes mean, the text if that is text, and how many bytes that was.
func (p *rawParser) next(b []byte) (key rawKey, text string, n int) {
	c := b[0]
	afterCR := p.afterCR
	p.afterCR = false
	switch p.state {
	case rawEscape:
		return p.escape(c)
	case rawSingle:
		p.state = rawGround
		return rawNothing, "", 1
	case rawControl:
		return p.control(c), "", 1
	case rawString:
		if c == 0x07 {
			p.state = rawGround
		} else if c == 0x1b {
			p.state = rawEscape
		}
		return rawNothing, "", 1
	}
	switch {
	case c == '\n' && afterCR:
		return rawNothing, "", 1 // the second half of a CRLF
	case c < 0x20 && c != '\t' || c == 0x7f:
		p.part = nil
		return p.byte(c), "", 1
	}
	text, n = p.characters(b)
	return rawText, text, n
}

// byte is what a control byte means. Backspace is either 0x7f or 0x08; only a terminal that sends the first can mean by the
// second that a word is to go.
func (p *rawParser) byte(c byte) rawKey {
	switch c {
	case 0x1b:
		p.state = rawEscape
	case '\r':
		p.afterCR = true
		return rawEnter
	case '\n':
		return rawEnter
	case 0x7f:
		p.sawDelete = true
		return rawBackspace
	case 0x08:
		if p.sawDelete {
			return rawWord
		}
		return rawBackspace
	case 0x17: // ctrl+w
		return rawWord
	case 0x03: // ctrl+c
		return rawInterrupt
	case 0x04: // ctrl+d
		return rawEnd
	}
	return rawNothing
}

func (p *rawParser) escape(c byte) (rawKey, string, int) {
	p.state = rawGround
	switch c {
	case '[':
		p.state, p.params = rawControl, p.params[:0]
	case 'O':
		p.state = rawSingle
	case ']', 'P', '_', '^', 'X':
		p.state = rawString
	case 0x1b:
		p.state = rawEscape
	case '\\': // the end of a string
	default:
		return rawNothing, "", 0
	}
	return rawNothing, "", 1
}

// control takes a byte of a control sequence. Of them all only the marks around pasted text mean something here.
func (p *rawParser) control(c byte) rawKey {
	if c >= 0x20 && c <= 0x3f {
		p.params = append(p.params, c)
		return rawNothing
	}
	p.state = rawGround
	if c == '~' {
		switch string(p.params) {
		case "200":
			return rawPasteBegin
		case "201":
			return rawPasteEnd
		}
	}
	return rawNothing
}

// characters returns the text up to the next control byte. A character that is not whole yet waits for the next read.
func (p *rawParser) characters(b []byte) (text string, n int) {
	for n < len(b) && (b[n] >= 0x20 && b[n] != 0x7f || b[n] == '\t') {
		n++
	}
	p.part = append(p.part, b[:n]...)
	whole := len(p.part)
	if n == len(b) {
		for back := 1; back < utf8.UTFMax && back <= len(p.part); back++ {
			if at := len(p.part) - back; utf8.RuneStart(p.part[at]) {
				if !utf8.FullRune(p.part[at:]) {
					whole = at
				}
				break
			}
		}
	}
	text = Clean(string(p.part[:whole]))
	p.part = append([]byte(nil), p.part[whole:]...)
	return text, n
}

// pause is called where nothing more has come. A sequence comes whole, so what looks like the beginning of one was a key: Esc,
// or alt with a sign. Waiting for its end would swallow the words that are typed next.
func (p *rawParser) pause() {
	if p.state != rawControl || len(p.params) == 0 {
		p.state = rawGround
	}
}

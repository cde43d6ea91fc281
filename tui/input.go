package tui

import (
	"io"
	"os"
	"runtime"
	"slices"
	"unicode/utf8"
)

// wellFormed is a terminal of which only UTF-8 is read, whatever it sends. The
// library takes some lone bytes for the beginning of a command to the terminal,
// and swallows all that is typed behind them.
type wellFormed struct {
	*os.File
	raw   []byte
	n     int    // how many of raw are the beginning of a letter
	ready []byte // letters that there was no room for
	err   error  // what comes behind them
}

// longest is how long one byte of the terminal's can become.
const longest = len("\uFFFD")

// Read reads what the terminal sends. Each byte that is part of no letter is
// U+FFFD, which is kept and seen, and three bytes long. Nothing is left over
// where there is room for a letter or two, since whoever waits for the terminal
// waits in vain for what was read from it already. A read that brings no more
// than the beginning of a letter returns nothing, which can be so three times
// running: waiting here for its end, it could not be called off.
func (w *wellFormed) Read(b []byte) (int, error) {
	if len(w.ready) == 0 && w.err == nil && len(b) > 0 {
		w.receive(max(len(b)/longest, utf8.UTFMax))
	}
	n := copy(b, w.ready)
	if w.ready = w.ready[n:]; len(w.ready) > 0 {
		return n, nil
	}
	err := w.err
	w.err = nil
	return n, err
}

// receive reads so many bytes of the terminal at most, with those of a letter
// that is begun.
func (w *wellFormed) receive(most int) {
	w.raw = slices.Grow(w.raw, most)[:most]
	m, err := w.File.Read(w.raw[w.n:])
	in := w.raw[:w.n+m]
	w.ready, w.err = w.ready[:0], err
	for len(in) > 0 && (err != nil || utf8.FullRune(in)) {
		r, size := utf8.DecodeRune(in)
		w.ready = utf8.AppendRune(w.ready, r)
		in = in[size:]
	}
	w.n = copy(w.raw, in)
}

// lettersOf is what the library reads, which on Windows is no file but the
// console itself.
func lettersOf(in io.Reader) io.Reader {
	if f, ok := in.(*os.File); ok && runtime.GOOS != "windows" {
		return &wellFormed{File: f}
	}
	return in
}

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
	raw []byte
	n   int // how many of raw are the beginning of a letter
}

// Read reads what the terminal sends. Each byte that is part of no letter is
// U+FFFD, which is kept and seen, and three bytes long.
func (w *wellFormed) Read(b []byte) (int, error) {
	most := max(len(b)/utf8.UTFMax, utf8.UTFMax)
	w.raw = slices.Grow(w.raw, most)[:most]
	m, err := w.File.Read(w.raw[w.n:])
	in, out := w.raw[:w.n+m], b[:0]
	for len(in) > 0 && (err != nil || utf8.FullRune(in)) {
		r, size := utf8.DecodeRune(in)
		out = utf8.AppendRune(out, r)
		in = in[size:]
	}
	w.n = copy(w.raw, in)
	return len(out), err
}

// lettersOf is what the library reads, which on Windows is no file but the
// console itself.
func lettersOf(in io.Reader) io.Reader {
	if f, ok := in.(*os.File); ok && runtime.GOOS != "windows" {
		return &wellFormed{File: f}
	}
	return in
}

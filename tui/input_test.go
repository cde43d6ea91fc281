package tui

import (
	"fmt"
	"io"
	"os"
	"testing"
	"testing/iotest"
)

func TestOnlyLettersAreRead(t *testing.T) {
	for _, c := range []struct{ sent, want string }{
		{"plain\r\x1b[A", "plain\r\x1b[A"},
		{"ŵŷ 中 नमस्ते 👨‍👩‍👧", "ŵŷ 中 नमस्ते 👨‍👩‍👧"},
		{"one\x90two\x9bthree", "one\ufffdtwo\ufffdthree"},
		{"caf\xe9 \xed\xa0\x80.", "caf\ufffd \ufffd\ufffd\ufffd."},
		{"cut \xe4\xb8", "cut \ufffd\ufffd"},
		{"\u0085\u009b", "\u0085\u009b"}, // what these may do is the editor's to say
	} {
		for name, slow := range map[string]func(io.Reader) io.Reader{
			"at once": func(r io.Reader) io.Reader { return r }, "byte by byte": iotest.OneByteReader, "in small pieces": func(r io.Reader) io.Reader { return pieces{r} },
		} {
			in, out, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			go func() {
				_, _ = io.WriteString(out, c.sent)
				_ = out.Close()
			}()
			got, err := io.ReadAll(slow(&wellFormed{File: in}))
			if err != nil || string(got) != c.want {
				t.Errorf("%q, %s, is read as %q, %v, want %q", c.sent, name, got, err, c.want)
			}
			if err := in.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// pieces reads a few bytes at a time, into room that has something behind it
// which is not the reader's.
type pieces struct{ io.Reader }

func (p pieces) Read(b []byte) (int, error) {
	const room = 5
	var all [2 * room]byte
	n, err := p.Reader.Read(all[:min(room, len(b))])
	if n > room || [room]byte(all[room:]) != [room]byte{} {
		return 0, fmt.Errorf("%d bytes were read into room for %d, and behind it stands %q", n, room, all[room:])
	}
	return copy(b, all[:n]), err
}
